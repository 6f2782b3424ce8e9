"""The full-text index: what is found, what must stay hidden, and what people type that no index expects."""

from collections import Counter

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from portal.app import create_app
from portal.core import index
from portal.core.audience import Audience, may_see
from portal.core.database import db, writing
from portal.core.index import vocabulary, window
from portal.core.index.question import wanted
from portal.core.permissions import Role
from portal.core.viewer import VISITOR, Part, Viewer
from portal.core.words import phrases, relatives

pytestmark = pytest.mark.thorough

DURING = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ADMINISTRATOR = Viewer(user_id=1, is_site_administrator=True)

parts = st.builds(
    Part, st.sampled_from([role for role in Role if role not in (Role.PUBLIC, Role.SITE_ADMINISTRATOR)]),
    st.integers(1, 3), st.none() | st.integers(1, 4),
)  # fmt: skip
viewers = st.builds(
    Viewer, user_id=st.just(1), is_site_administrator=st.sampled_from([False] * 5 + [True]),
    parts=st.frozensets(parts, max_size=3), organisations=st.frozensets(st.integers(1, 3), max_size=1),
    entrusted=st.frozensets(st.integers(1, 3), max_size=2),
) | st.just(VISITOR)  # fmt: skip
AREAS, TERMS, SECTORS = ["Buxton", "Hope Valley", ""], ["free", "day_rate", ""], ["faith", "public", ""]
things = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["meeting", "decision", "skill"]), "audience": st.sampled_from(Audience),
            "partnership_id": st.integers(1, 3), "group_id": st.integers(1, 4),
            "organisation_id": st.none() | st.integers(1, 3), "area": st.sampled_from(AREAS),
            "terms": st.sampled_from(TERMS), "sector": st.sampled_from(SECTORS),
        }
    ),
    max_size=20,
)  # fmt: skip
narrowings = st.builds(
    index.Narrowing, kind=st.sampled_from(["", "", "decision", "skill"]), partnership_id=st.none() | st.integers(1, 3),
    organisations=st.lists(st.integers(1, 3), max_size=2).map(tuple), area=st.sampled_from(["", *AREAS]),
    terms=st.sampled_from(["", *TERMS]), sector=st.sampled_from(["", *SECTORS]),
)  # fmt: skip
HOSTILE = [*"\"*()^-:{}+\\%_';\0\ud800🚌½²", "AND", "OR", "NOT", "NEAR(", "title:", "scope:xpub", "--", "mini"]


def put(number=1, title="Minibus scheme", kind="action", audience=Audience.PUBLIC, **given):
    index.put(kind, number, title=title, address=f"/things/{number}", audience=audience, **given)


def found(text, viewer=VISITOR, **given):
    return [hit.title for hit in index.search(viewer, text, **given)]


@pytest.fixture
def entries(app):
    """Rows that are gone after each example."""
    yield
    db.session.rollback()


@DURING
@given(things=things, viewer=viewers, narrowing=narrowings, text=st.sampled_from(["minibus", "minibus scheme", "mini"]))
def test_the_rule_inside_the_index_is_the_rule_of_every_list(app, things, viewer, narrowing, text):
    keep(things)
    visible = [entry for entry in db.session.scalars(sa.select(index.Entry)) if may_see(viewer, entry)]
    chosen = [entry for entry in visible if passes(narrowing, entry)]

    everything = found(text, viewer)
    counts = index.count_by_kind(viewer, text)
    narrowed = index.find(viewer, text, narrowing)
    suggested = [hit.title for hit in index.suggestions(viewer, text)]
    most = index.number_found(viewer, text, 3)
    db.session.expunge_all()
    db.session.rollback()

    assert sorted(everything) == sorted(suggested) == sorted(entry.title for entry in visible)
    assert counts == Counter(entry.kind for entry in visible)
    assert sorted(hit.title for hit in narrowed.hits) == sorted(entry.title for entry in chosen)
    assert Counter(row.area for row in narrowed.rows) == Counter(entry.area for entry in chosen)
    assert most == min(3, len(visible))


@DURING
@given(things=things, viewer=viewers, narrowing=narrowings)
def test_the_words_of_the_scope_are_the_same_rule(app, things, viewer, narrowing):
    """Where many things have the words, only the scope narrows them before they are counted."""
    keep(things)
    entries = list(db.session.scalars(sa.select(index.Entry)))
    expected = [entry.id for entry in entries if may_see(viewer, entry) and passes(narrowing, entry)]
    if db.engine.dialect.name == "sqlite":
        asked = sa.text("SELECT rowid FROM search_words WHERE search_words MATCH :words")
        words = window.scoped(viewer, wanted("minibus"), narrowing)
        by_scope = sorted(db.session.scalars(asked, {"words": words}))
        assert by_scope == expected
    db.session.rollback()


def keep(things):
    with index.gathering():
        for number, values in enumerate(things):
            put(number, f"Minibus scheme {number}", **values)


def passes(narrowing, entry):
    """The choice, written out."""
    in_place = entry.partnership_id == narrowing.partnership_id or entry.organisation_id in narrowing.organisations
    same = (entry.kind, entry.area, entry.terms, entry.sector)
    chosen = (narrowing.kind, narrowing.area, narrowing.terms, narrowing.sector)
    is_same = all(not one or one == other for one, other in zip(chosen, same, strict=True))
    return is_same and (narrowing.partnership_id is None or in_place)


@DURING
@given(text=st.text(max_size=80) | st.lists(st.sampled_from(HOSTILE)).map(" ".join))
@example('"')
@example('minibus" OR scope:xr1 OR "')
@example("🚌")
@example("\0minibus\0")
@example("x " * 5000)
@example("minibus " * 1250)
@example("a" * 10_000)
def test_nothing_that_can_be_typed_breaks_the_search_or_opens_it(app, text):
    put(1, "Minibus scheme")
    put(2, "Minibus secret", audience=Audience.RESTRICTED, partnership_id=1, group_id=1)

    hits = found(text)
    narrowed = found(text, kind=text.encode(errors="ignore").decode())
    numbers = list(db.session.scalars(index.matching("action", text)))
    db.session.rollback()

    assert set(hits) <= {"Minibus scheme"}
    assert narrowed == []
    assert set(numbers) <= {1, 2}


@pytest.mark.parametrize(
    "words",
    [
        "minibus",
        "MINIBUS",
        "minibuses",
        "schemes",
        "scheme minibus",
        '"minibus scheme"',
        "mini",
        "minibus sch",
        "Minibüs",
    ],
)
def test_words_are_found_however_they_are_written(entries, words):
    put(title="Not yet: a minibus scheme for Bakewell")

    assert found(words) == ["Not yet: a minibus scheme for Bakewell"]


@pytest.mark.parametrize(
    "words", ["minibus lorry", '"scheme minibus"', '"schemes"', "bus", "", " ", "!?", '""', "xpub", "kaction"]
)
def test_what_is_not_there_is_not_found(entries, words):
    put()

    assert found(words) == []


@pytest.mark.parametrize(
    "word",
    ["organisations", "meeting", "volunteering", "community", "accessibility", "planning", "partnership", "funding"],
)
def test_a_word_is_found_at_every_letter_while_it_is_typed(entries, word):
    put(title=f"The {word} of Evesham")

    missed = [word[:n] for n in range(3, len(word) + 1) if not found(word[:n])]

    assert missed == []


def test_a_title_weighs_more_than_a_body(entries):
    put(1, "Bakewell show", body="There is talk of a minibus, of the road, and of much else besides")
    put(2, "Minibus")
    put(3, "Bakewell fair", body="There is talk of a minibus, of the road, and of much else besides")

    assert found("minibus")[0] == "Minibus"


def test_an_accent_in_the_text_is_no_hindrance(entries):
    put(title="Café Renée, Malvern", body="A cafe\u0301 for carers")

    assert found("cafe renee") == found("CAFÉ renée carers") == ["Café Renée, Malvern"]


def test_what_changed_is_found_by_its_new_words_only(entries):
    put(title="Minibus")

    put(title="Lorry", audience=Audience.PARTNERS)

    assert found("minibus", ADMINISTRATOR) == found("lorry") == []
    assert found("lorry", ADMINISTRATOR) == ["Lorry"]


def test_what_was_dropped_is_found_no_more(entries):
    put(1, "Minibus one")
    put(2, "Minibus two")

    index.drop("action", [1])

    assert found("minibus") == ["Minibus two"]


def test_only_the_newest_thousand_are_ranked(entries, monkeypatch):
    monkeypatch.setattr(window, "WINDOW", 3)
    for number in range(1, 7):
        put(number, f"Minibus {number}")

    assert sorted(found("minibus")) == ["Minibus 4", "Minibus 5", "Minibus 6"]
    assert index.count_by_kind(VISITOR, "minibus") == {"action": 3}


def test_two_lists_in_one_statement_may_ask_for_different_words(entries):
    put(1, "Minibus", "action")
    put(1, "Lorry", "decision")

    both = sa.union_all(index.matching("action", "minibus"), index.matching("decision", "lorry"))

    assert list(db.session.scalars(both)) == [1, 1]


def test_at_most_a_dozen_words_are_looked_for():
    assert len(phrases("word " * 100)) == 12


@pytest.mark.parametrize(
    ("word", "relative"),
    [("meetings", "meet"), ("planning", "plans"), ("policies", "policy"), ("organise", "organisations"),
     ("bus", "buses"), ("agreed", "agreement"), ("houses", "housing"), ("volunteer", "volunteering"),
     ("managers", "management"), ("trained", "training"), ("copied", "copies"), ("parishes", "parish")],
)  # fmt: skip
def test_a_word_brings_its_relatives_along(word, relative):
    assert relative in relatives(word)
    assert word in relatives(relative)


@pytest.mark.parametrize(
    ("word", "stranger"),
    [("bus", "bu"), ("thing", "the"), ("string", "str"), ("news", "new "), ("donation", "done"), ("2026", "2026s")],
)
def test_a_word_brings_no_strangers(word, stranger):
    assert stranger not in relatives(word)


@pytest.mark.parametrize(
    ("words", "other"), [("bus", "Budget"), ("derb", "Debrief"), ("party", "Partner"), ("are", "Arts")]
)
def test_the_beginning_of_a_word_is_taken_as_it_was_typed(entries, words, other):
    put(1, other)
    put(2, f"{words}shire")

    assert found(words) == [f"{words}shire"]


@pytest.mark.postgres
def test_postgresql_finds_and_hides_the_same(postgres_url, tmp_path):
    app = create_app({"TESTING": True, "SECRET_KEY": "a-secret-for-tests-only-0123456789", "INSTANCE": tmp_path,
                      "SQLALCHEMY_DATABASE_URI": postgres_url})  # fmt: skip
    with app.app_context():
        db.create_all()
        try:
            with writing():
                put(1, "Minibus scheme for the café", body="Volunteers of many organisations")
                put(2, "Minibus secret", audience=Audience.RESTRICTED, partnership_id=1, group_id=1)
            inside = Viewer(user_id=1, parts=frozenset({Part(Role.REPRESENTATIVE, 1, 1)}))

            for words in ("minibus", "mini", "cafe", "CAFÉ", "organisatio", '"minibus scheme"', "volunteer schemes"):
                assert found(words) == ["Minibus scheme for the café"], words
            for words in ('"scheme minibus"', "lorry", "", "🚌", '"', "& | ! <->", "\0", "½", "x " * 500):
                assert found(words) == [], words
            assert sorted(found("minibus", inside)) == ["Minibus scheme for the café", "Minibus secret"]
            assert index.count_by_kind(VISITOR, "minibus") == {"action": 1}
            assert list(db.session.scalars(index.matching("action", "scheme"))) == [1]
            assert list(db.session.scalars(index.newest(VISITOR, "action", "minibus"))) == [1]
            assert [hit.title for hit in index.suggestions(VISITOR, "mini")] == ["Minibus scheme for the café"]
            assert index.suggestions(VISITOR, "volunteers") == []
            kept = set(db.session.scalars(sa.select(vocabulary.Word.word)))
            with writing():
                vocabulary.relearn(db.session.connection())
            assert set(db.session.scalars(sa.select(vocabulary.Word.word))) == kept
        finally:
            db.session.remove()
            db.drop_all()
            db.engine.dispose()


@pytest.mark.parametrize("many", [10, 0])
def test_rows_written_past_it_are_caught_up_with(entries, monkeypatch, many):
    monkeypatch.setattr("portal.core.index.entries.MANY", many)
    put(1, "Lorry")
    rows = [
        {"kind": "action", "object_id": n, "title": "Minibus", "body": "Driver", "address": f"/{n}"} for n in (2, 3)
    ]
    scoped = [
        {**row, "audience": Audience.PUBLIC, "scope": index.scope(**row, audience=Audience.PUBLIC)} for row in rows
    ]
    highest = db.session.scalar(sa.select(sa.func.max(index.Entry.id)))
    db.session.execute(sa.insert(index.Entry), scoped)

    index.catch_up(highest)

    assert vocabulary.near("minbus") == ["minibus"]
    assert vocabulary.near("lory") == ["lorry"]
    assert found("driver") == ["Minibus", "Minibus"]
