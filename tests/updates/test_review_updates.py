"""Two or three reviewers mark updates as reviewed, or ask for a change; the manager names them and the headings."""

import pytest

from portal.core import clock
from portal.core.database import db
from portal.updates.models import Heading, Reviewer
from tests import factories
from tests.factories_updates import reviewer, update


def test_a_reviewer_marks_it_reviewed(who, sign_in, base):
    reviewer(who.here, who.rosa)
    row = update(who.seat_ray)

    answer = sign_in(who.rosa).htmx(f"{base}{row.id}/review")

    assert "Marked as reviewed." in answer.text
    db.session.refresh(row)
    assert (row.reviewed_on, row.reviewed_by) == (clock.today(), "Rosa Rowarth")
    assert sign_in(who.rosa).post(f"{base}{row.id}/review").status_code == 303


def test_a_reviewer_asks_the_author_for_a_change_by_letter(who, sign_in, base, outbox):
    reviewer(who.here, who.rosa)
    row = update(who.seat_ray, by=who.ray)

    assert sign_in(who.rosa).post(f"{base}{row.id}/ask", data={"asked": "Say until when."}).status_code == 303

    letter = outbox()[0]
    assert letter.to_name == "Ray Rowsley"
    assert "Say until when." in letter.body
    assert f"{base}{row.id}/" in letter.body
    assert "Say until when." in sign_in(who.ray).soup(f"{base}{row.id}/").text


def test_once_the_author_left_the_representatives_are_asked(who, sign_in, base, outbox):
    reviewer(who.here, who.rosa)
    gone = factories.person("Gil Gone", left_on=clock.today())
    row = update(who.seat_ray, by=gone)

    answer = sign_in(who.rosa).htmx(f"{base}{row.id}/ask", data={"asked": "Say until when."})

    assert "1 letter sent" in answer.text
    assert [letter.to_name for letter in outbox()] == ["Ray Rowsley"]


def test_asking_for_nothing_is_a_mistake(who, sign_in, base, outbox):
    reviewer(who.here, who.rosa)
    row = update(who.seat_ray)
    for ask in (sign_in(who.rosa).post, sign_in(who.rosa).htmx):
        answer = ask(f"{base}{row.id}/ask", data={"asked": " "})
        assert answer.status_code == 422
        assert "Write what should be changed." in answer.text
    assert outbox() == []


@pytest.mark.parametrize("name", ["ann", "ray", "otto"])
def test_who_is_no_reviewer_may_not(who, sign_in, base, name):
    row = update(who.seat_ray)

    assert sign_in(getattr(who, name)).post(f"{base}{row.id}/review").status_code == 403
    assert sign_in(getattr(who, name)).post(f"{base}{row.id}/ask", data={"asked": "More"}).status_code == 403


def test_reviewers_of_one_partnership_review_nothing_of_another(who, sign_in):
    reviewer(who.here, who.rosa)
    row = update(who.seat_there)

    assert sign_in(who.rosa).post(f"/partnerships/there/updates/{row.id}/review").status_code == 403


def test_the_manager_names_three_and_no_more(who, sign_in, base):
    ann, at = sign_in(who.ann), base + "reviewers/"
    for person in (who.ray, who.rosa, who.cal):
        assert ann.post(at, data={"person_id": person.id}).status_code == 303
    again = ann.post(at, data={"person_id": who.mina.id})

    assert again.status_code == 422
    assert "There are three reviewers already." in again.text
    assert "To name another one" in ann.soup(at).text
    row = db.session.query(Reviewer).filter_by(person_id=who.ray.id).one()
    assert ann.post(f"{at}{row.id}/end").status_code == 303
    update_row = update(who.seat_rosa)
    assert sign_in(who.ray).post(f"{base}{update_row.id}/review").status_code == 403
    assert ann.post(f"{at}{row.id}/renew").status_code == 303
    assert sign_in(who.ray).post(f"{base}{update_row.id}/review").status_code == 303


def test_somebody_from_elsewhere_is_not_named(who, sign_in, base):
    assert sign_in(who.ann).post(base + "reviewers/", data={"person_id": who.sue.id}).status_code == 422
    assert db.session.query(Reviewer).count() == 0


def test_the_manager_keeps_the_headings(who, sign_in, base):
    ann, at = sign_in(who.ann), base + "headings/"
    assert ann.post(at, data={"name": "Health"}).status_code == 303
    names = [heading.name for heading in db.session.query(Heading).order_by(Heading.position)]
    assert names[0] == "Current work"
    assert names[-1] == "Health"
    row = db.session.query(Heading).filter_by(name="Health").one()
    kept = update(who.seat_ray, under="Health")

    ann.post(f"{at}{row.id}/edit", data={"name": "Health and care", "version": row.version})
    assert "Health and care" in sign_in(who.ray).soup(f"{base}{kept.id}/").h1.text
    for taken in ("current work", "Health and care", ""):
        assert ann.post(at, data={"name": taken}).status_code == 422

    ann.post(f"{at}{row.id}/remove")
    assert "Health and care" not in sign_in(who.ray).soup(base + "new").select_one("#under").text
    assert "Health and care" in sign_in(who.ray).soup(f"{base}{kept.id}/edit").select_one("#under").text
    assert "Bring it back" in ann.post(at, data={"name": "Health and care"}).text
    ann.post(f"{at}{row.id}/restore")
    assert "Health and care" in sign_in(who.ray).soup(base + "new").select_one("#under").text


def test_the_last_heading_stays(who, sign_in, base):
    ann, at = sign_in(who.ann), base + "headings/"
    ann.post(at, data={"name": "Health"})
    numbers = [heading.id for heading in db.session.query(Heading)]

    answers = [ann.post(f"{at}{number}/remove").status_code for number in numbers]

    assert answers == [303] * (len(numbers) - 1) + [409]
