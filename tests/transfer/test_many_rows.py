"""Many rows at once are what one by one would be; titles are read against many terms as against few."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from portal.core.database import db, writing
from portal.core.many import insert
from portal.skills.models import Skill, SkillTerm
from portal.skills.rules import Term, Vocabulary
from tests import factories

WORDS = st.lists(st.sampled_from(["bid", "writing", "first", "aid", "rural", "transport"]), min_size=1, max_size=5)


def test_what_is_left_out_has_its_usual_value(app):
    term = factories.add(SkillTerm(name="Bid writing", key="bid writing"))
    home = factories.organisation("Goyt CVS")
    one = factories.add(Skill(organisation_id=home.id, title="Bids", sort_title="bids", term_id=term.id))
    with writing():
        insert(
            Skill.__table__, [{"organisation_id": home.id, "title": "Bids", "sort_title": "bids", "term_id": term.id}]
        )
        insert(Skill.__table__, [])

    first, second = db.session.execute(select(Skill.__table__).order_by(Skill.id)).mappings().all()
    assert {**first, "id": 0} == {**second, "id": 0}
    assert first["id"] == one.id


def test_a_rule_of_the_database_is_not_passed_by(app):
    with pytest.raises(Exception, match=r"(?i)unique"), writing():
        insert(SkillTerm.__table__, [{"name": "A", "key": "a"}, {"name": "a", "key": "a"}])


@given(terms=st.lists(st.tuples(WORDS, st.booleans()), max_size=12), title=WORDS)
def test_a_title_means_the_longest_curated_name_in_it(terms, title):
    known = {" ".join(words): is_curated for words, is_curated in terms}
    all_terms = [Term(at, key, key, "", None, is_curated) for at, (key, is_curated) in enumerate(known.items(), 1)]
    said = " ".join(title)
    within = [each for each in all_terms if each.is_curated and f" {each.key} " in f" {said} "]
    longest = max(within, key=lambda each: (len(each.key), -each.id), default=None)
    exact = next((each for each in all_terms if each.key == said), None)

    assert Vocabulary({each.id: each for each in all_terms}).read(said) == (exact or longest)

    grown = Vocabulary({each.id: each for each in all_terms if each.is_curated})
    for each in all_terms:
        if not each.is_curated:
            grown.learn(each)
    assert grown.read(said) == (exact or longest)
