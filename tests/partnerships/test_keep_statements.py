"""A manager keeps what a partnership says of itself: values, principles, priorities."""

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from portal.audit.models import Event
from portal.core.database import db
from portal.partnerships.models import Saying, Statement
from tests.conftest import HTMX
from tests.factories_partnerships import again, statement

ADDRESS = "/partnerships/here/manage/statements/"


@pytest.fixture
def ann(sign_in, who):
    return sign_in(who.ann)


@pytest.fixture
def three(who):
    return [statement(who.here, text, position=5) for text in ("Equality", "Respect", "Trust")]


def order(kind=Saying.VALUE):
    db.session.rollback()
    asked = sa.select(Statement.text).filter_by(kind=kind, removed_at=None)
    return list(db.session.scalars(asked.order_by(Statement.position, Statement.id)))


def test_a_statement_is_added_at_the_end_of_its_heading(ann, three):
    response = ann.post(ADDRESS, data={"kind": "value", "text": "Autonomy"})

    assert (response.status_code, response.location) == (303, ADDRESS)
    assert order() == ["Equality", "Respect", "Trust", "Autonomy"]


def test_a_statement_is_added_in_place_and_the_next_can_be_typed_at_once(ann, three):
    response = ann.htmx(ADDRESS, data={"kind": "principle", "text": "Everyone counts"})

    part = BeautifulSoup(response.text, "html.parser")
    assert response.status_code == 200
    assert part.find(id="statements")
    assert part.find(id="text")["value"] == ""
    assert part.find(id="text").has_attr("data-focus")
    assert part.find("option", selected=True)["value"] == "principle"
    assert "Added under Principles." in part.text
    assert order(Saying.PRINCIPLE) == ["Everyone counts"]


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_an_empty_statement_is_refused(ann, three, headers):
    response = ann.post(ADDRESS, data={"kind": "value", "text": "  "}, headers=headers)

    assert response.status_code == 422
    assert "Write the statement." in response.text
    assert len(order()) == 3


@pytest.mark.parametrize(
    ("which", "way", "wanted"),
    [
        (1, "up", ["Respect", "Equality", "Trust"]),
        (1, "down", ["Equality", "Trust", "Respect"]),
        (0, "up", ["Equality", "Respect", "Trust"]),
        (2, "down", ["Equality", "Respect", "Trust"]),
    ],
)
def test_a_statement_moves_one_place(ann, three, which, way, wanted):
    plain = ann.post(f"{ADDRESS}{three[which].id}/move", data={"way": way})

    assert plain.status_code == 303
    assert order() == wanted


def test_a_statement_moves_in_place(ann, three):
    response = ann.htmx(f"{ADDRESS}{three[2].id}/move", data={"way": "up"})

    assert response.text.index("Trust") < response.text.index("Respect")
    assert "Moved up." in response.text


def test_moving_is_no_conflict_for_somebody_who_edits_the_words(ann, three):
    ann.post(f"{ADDRESS}{three[0].id}/move", data={"way": "down"})

    response = ann.post(f"{ADDRESS}{three[0].id}", data={"kind": "value", "text": "Equity", "version": "1"})

    assert response.status_code == 303
    assert order() == ["Respect", "Equity", "Trust"]


def test_a_removed_statement_comes_back_to_its_place(ann, three, client):
    gone = ann.post(f"{ADDRESS}{three[1].id}/remove")
    page = ann.soup(ADDRESS)
    undo = page.find(class_="toast").form["action"]

    assert gone.status_code == 303
    assert order() == ["Equality", "Trust"]
    assert "Respect" not in client.get("/partnerships/here/").text
    assert ann.post(undo).status_code == 303
    assert order() == ["Equality", "Respect", "Trust"]


def test_a_statement_is_removed_in_place_with_the_way_back(ann, three):
    response = ann.htmx(f"{ADDRESS}{three[1].id}/remove")
    undo = BeautifulSoup(response.text, "html.parser").find(class_="toast").form["action"]

    assert undo == f"{ADDRESS}{three[1].id}/restore"
    assert "Respect" in ann.htmx(undo).text


def test_a_statement_is_changed_and_put_under_another_heading(ann, three, who):
    statement(who.here, "First", Saying.PRINCIPLE)

    ann.post(f"{ADDRESS}{three[0].id}", data={"kind": "principle", "text": "Equal say", "version": "1"})

    assert order() == ["Respect", "Trust"]
    assert order(Saying.PRINCIPLE) == ["First", "Equal say"]


def test_the_second_of_two_editors_sees_both_texts(ann, three, sign_in, who):
    sign_in(who.ada).post(f"{ADDRESS}{three[0].id}", data={"kind": "value", "text": "Ada's words", "version": "1"})

    response = ann.post(f"{ADDRESS}{three[0].id}", data={"kind": "value", "text": "Ann's words", "version": "1"})

    assert response.status_code == 409
    assert "Ada&#39;s words" in response.text
    assert "Ann&#39;s words" in response.text
    assert again(three[0]).text == "Ada's words"


def test_a_mistake_in_a_change_changes_nothing(ann, three):
    response = ann.post(f"{ADDRESS}{three[0].id}", data={"kind": "value", "text": "x" * 401, "version": "1"})

    assert response.status_code == 422
    assert again(three[0]).text == "Equality"


@pytest.mark.parametrize("what", ["", "/move", "/remove", "/restore"])
def test_who_may_not_changes_nothing(sign_in, three, who, what):
    address = f"{ADDRESS}{three[0].id}{what}"
    typed = {"kind": "value", "text": "Mine", "way": "down", "version": "1"}

    assert sign_in(who.cal).post(address, data=typed).status_code == 403
    assert sign_in(who.sue).post(address, data=typed).status_code == 404
    assert order() == ["Equality", "Respect", "Trust"]


@pytest.mark.parametrize("what", ["", "/move", "/remove"])
def test_a_statement_of_another_partnership_is_not_found(sign_in, three, who, what):
    address = f"/partnerships/there/manage/statements/{three[0].id}{what}"

    assert sign_in(who.sue).post(address, data={"kind": "value", "text": "Mine", "version": "1"}).status_code == 404
    assert order() == ["Equality", "Respect", "Trust"]


def test_every_change_is_recorded(ann, three):
    number = three[0].id
    ann.post(ADDRESS, data={"kind": "value", "text": "New"})
    ann.post(f"{ADDRESS}{number}", data={"kind": "value", "text": "Equity", "version": "1"})
    ann.post(f"{ADDRESS}{number}/move", data={"way": "down"})
    ann.post(f"{ADDRESS}{number}/remove")
    ann.post(f"{ADDRESS}{number}/restore")

    events = list(db.session.scalars(sa.select(Event).order_by(Event.id)))
    assert [event.verb for event in events] == ["added", "changed", "moved", "removed", "restored"]
    assert {event.who for event in events} == {"Ann Abbot"}


def test_thirty_statements_take_no_more_statements_than_three(ann, three, who, queries):
    for number in range(30):
        statement(who.here, f"Value {number}")
    queries.clear()

    ann.soup(ADDRESS)

    assert len([each for each in queries if "count(audit_events.id)" not in each]) <= 3, queries
