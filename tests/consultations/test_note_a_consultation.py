"""Partners note what others ask, see what comes at short notice, and hear early of what is only coming."""

from datetime import date, timedelta

import pytest

from portal.consultations import rules
from portal.consultations.lists import stands_as
from portal.consultations.models import Consultation, ConsultationResponse, NoticeMeasure
from portal.consultations.rules import USUAL, Notice, Stands, notice_days, stands
from portal.core import clock, index
from portal.core.audience import Audience
from portal.core.database import db
from portal.core.viewer import VISITOR
from tests import factories
from tests.conftest import HTMX
from tests.factories_consultations import consultation, outcome, response

BUSES = {
    "title": "Bus strategy", "owner_called": "The county council", "about": "Which routes stay",
    "link": "buses.example.org", "heard_on": "", "opens_on": "1 May 2026", "closes_on": "1 March 2090",
    "expected": "", "audience": "public",
}  # fmt: skip
TODAY = date(2026, 11, 23)


def names(client, address: str) -> list[str]:
    return [cell.a.text for cell in client.soup(address).select("tbody th")]


@pytest.mark.parametrize("name", ["ray", "wyn", "cal", "ann"])
def test_any_partner_notes_one(who, sign_in, client, base, name):
    assert sign_in(getattr(who, name)).post(base + "new", data=BUSES).status_code == 303

    row = db.session.query(Consultation).one()
    assert (row.heard_on, row.by, row.owner_called) == (clock.today(), getattr(who, name).name, "The county council")
    assert names(client, base) == ["Bus strategy"]
    page = client.soup(f"{base}{row.id}/")
    assert page.select_one("a[href='https://buses.example.org']")
    assert "Public, by choice for this one" in page.text
    assert getattr(who, name).name not in page.text
    assert [hit.kind for hit in index.search(VISITOR, "routes")] == ["consultation"]


def test_an_owner_of_the_directory_is_known_by_name(who, sign_in, base):
    sign_in(who.ray).post(base + "new", data=BUSES | {"owner_called": "bvb"})
    row = db.session.query(Consultation).one()
    assert (row.owner_id, row.owner_name) == (who.seat_rosa.organisation_id, "")
    assert "Buxton Volunteer Bureau" in sign_in(who.ray).soup(base).text


@pytest.mark.parametrize(("name", "status"), [("otto", 403), ("mina", 403), ("sue", 404), ("suki", 404)])
def test_observers_and_outsiders_note_none(who, sign_in, base, name, status):
    assert sign_in(getattr(who, name)).post(base + "new", data=BUSES).status_code == status
    assert db.session.query(Consultation).count() == 0


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"title": ""}, "Give the consultation a title."), ({"owner_called": ""}, "Write who asks."),
     ({"closes_on": "1 April 2026"}, "before the day it opened"), ({"heard_on": "1 May 2090"}, "still to come"),
     ({"link": "not an address"}, "is not the address of a website"), ({"audience": "nobody"}, "Choose one")],
)  # fmt: skip
def test_a_mistake_is_shown_and_what_was_typed_stays(who, sign_in, base, wrong, said):
    answer = sign_in(who.ray).post(base + "new", data=BUSES | wrong)
    assert answer.status_code == 422
    assert said in answer.text
    assert "Which routes stay" in answer.text
    assert db.session.query(Consultation).count() == 0


@pytest.mark.parametrize(
    ("opens", "closes", "sent", "found"),
    [
        (None, None, None, Stands.WARNING), (-5, None, None, Stands.OPEN), (5, None, None, Stands.OPEN),
        (None, 0, None, Stands.OPEN), (None, 1, None, Stands.OPEN), (None, -1, None, Stands.CLOSED),
        (-9, -1, -3, Stands.ANSWERED), (None, None, -1, Stands.ANSWERED), (-1, 9, 0, Stands.ANSWERED),
    ],
)  # fmt: skip
def test_how_one_stands_in_words_and_in_the_list(who, opens, closes, sent, found):
    def day(days):
        return None if days is None else clock.today() + timedelta(days=days)

    assert stands(day(opens), day(closes), day(sent), clock.today()) is found
    row = consultation(who.here, closes=closes, opens_on=day(opens))
    if sent is not None:
        response(row, sent=-sent)
    asked = db.select(Consultation.id).join(ConsultationResponse)
    assert [each for each in Stands if db.session.scalars(asked.where(stands_as(each))).all()] == [found]


@pytest.mark.parametrize(
    ("heard", "closes", "days", "is_short"),
    [(TODAY, None, None, False), (TODAY, TODAY + timedelta(days=83), 83, True),
     (TODAY, TODAY + timedelta(days=84), 84, False), (TODAY, TODAY - timedelta(days=3), 0, True)],
)  # fmt: skip
def test_short_notice_is_worked_out(heard, closes, days, is_short):
    assert notice_days(heard, closes) == days
    assert USUAL.is_short(days) is is_short


def test_the_measure_is_the_partnerships_own_with_its_reason(who, sign_in, client, base):
    row = consultation(who.here, closes=50, heard=10, audience=Audience.PUBLIC)
    page = client.soup(f"{base}{row.id}/").text
    assert "60 days from hearing of it to its closing; our measure is 12 weeks." in page
    assert rules.USUAL_REASON in page
    assert names(client, base + "?notice=short") == ["Bus strategy"]

    ann = sign_in(who.ann)
    assert ann.post(base + "measure", data={"weeks": "8", "reason": "We meet monthly"}).status_code == 303

    assert rules.USUAL_REASON not in client.get(base).text
    assert "Short notice" not in client.soup(f"{base}{row.id}/").text
    assert names(client, base + "?notice=short") == []
    assert "We meet monthly" in client.get(base).text
    assert Notice(8, "").is_short(55)


def test_who_sets_the_measure_and_how(who, sign_in, base):
    good = {"weeks": "8", "reason": "We meet monthly"}
    for name, status in (("ray", 403), ("cal", 403), ("sue", 404)):
        assert sign_in(getattr(who, name)).post(base + "measure", data=good).status_code == status
    ann = sign_in(who.ann)
    for wrong in ({"weeks": "0"}, {"weeks": "many"}, {"weeks": ""}, {"reason": ""}):
        answer = ann.post(base + "measure", data=good | wrong)
        assert answer.status_code == 422
        assert ("We meet monthly" in answer.text) is ("reason" not in wrong)
    assert db.session.query(NoticeMeasure).count() == 0
    ann.post(base + "measure", data=good | {"version": "0"})
    answer = ann.post(base + "measure", data={"weeks": "6", "reason": "Mine", "version": "0"})
    assert answer.status_code == 409
    assert "We meet monthly" in answer.text


def test_an_early_warning_needs_no_days(who, sign_in, base):
    sign_in(who.ray).post(base + "new", data=BUSES | {"opens_on": "", "closes_on": "", "expected": "in the autumn"})
    ray = sign_in(who.ray)
    cells = ray.soup(base).select_one("tbody tr").text
    assert "Early warning" in cells
    assert "Expected: in the autumn" in cells
    assert names(ray, base + "?state=warning") == ["Bus strategy"]
    assert names(ray, base + "?state=open") == []


def test_the_list_is_found_sorted_narrowed_and_taken_out(who, sign_in, client, base):
    consultation(who.here, "Waste", closes=None, audience=Audience.PARTNERSHIP)
    late = consultation(who.here, "Zoo", closes=40, about="Elephants")
    consultation(who.here, "Arts", closes=10)
    done = consultation(who.here, "Done", closes=-30, heard=300)
    response(done, sent=31)
    outcome(done)
    consultation(who.here, "Missed", closes=-3)
    ray = sign_in(who.ray)

    assert names(ray, base) == ["Arts", "Zoo", "Waste", "Done", "Missed"]
    assert names(ray, base + "?sort=-title") == ["Zoo", "Waste", "Missed", "Done", "Arts"]
    assert names(ray, base + "?sort=closes_on")[-1] == "Waste"
    for state, found in (("open", ["Arts", "Zoo"]), ("answered", ["Done"]), ("closed", ["Missed"])):
        assert names(ray, f"{base}?state={state}") == found
    assert names(ray, base + "?q=elephants") == ["Zoo"]
    assert names(ray, base + "?told=yes") == ["Done"]
    assert "<!doctype" not in ray.get(base + "?q=zoo", headers=HTMX).text.lower()
    file = ray.get(base + "?format=csv").text
    assert f"Zoo,The county council,Open,{late.closes_on.isoformat()}" in file
    assert "Waste" not in sign_in(who.sue).get(base + "?format=csv").text
    assert names(client, base) == []
    assert "5 consultations" not in sign_in(who.sue).get(base).text


def test_who_noted_it_and_the_manager_change_it(who, sign_in, base):
    row = consultation(who.here, by=who.ray)
    at = f"{base}{row.id}/edit"
    assert sign_in(who.rosa).post(at, data=BUSES).status_code == 403
    assert sign_in(who.sue).post(at, data=BUSES).status_code == 404
    assert sign_in(who.ann).post(at.replace("here", "there"), data=BUSES).status_code == 404
    for name in ("ray", "ann"):
        assert sign_in(getattr(who, name)).post(at, data=BUSES | {"title": name}).status_code == 303
        db.session.expire_all()
        assert db.session.query(Consultation).one().title == name


def test_two_who_edit_are_told_of_each_other(who, sign_in, base):
    row = consultation(who.here, "Theirs")
    answer = sign_in(who.ann).post(f"{base}{row.id}/edit", data=BUSES | {"version": "0"})
    assert answer.status_code == 409
    assert "Saved by somebody else" in answer.text
    assert "Which routes stay" in answer.text
    assert "Theirs" in answer.text


def test_one_is_removed_and_brought_back_and_the_search_follows(who, sign_in, base):
    row = consultation(who.here, audience=Audience.PUBLIC)
    response(row, "Elephants", sent=1, shared_with=Audience.PUBLIC)
    ann, at = sign_in(who.ann), f"{base}{row.id}/"

    def found():
        return [hit.kind for hit in index.search(VISITOR, "bus")]

    assert sorted(found()) == ["answer", "consultation"]
    assert sign_in(who.ray).post(at + "remove").status_code == 403
    assert ann.post(at + "remove").status_code == 303
    assert f'action="{at}restore"' in ann.get(base).text
    assert ann.get(at).status_code == 404
    assert found() == []
    assert ann.post(at + "restore").status_code == 303
    assert sorted(found()) == ["answer", "consultation"]


def test_narrowed_it_takes_along_what_belongs_to_it(who, sign_in, base):
    row = consultation(who.here, audience=Audience.PUBLIC)
    response(row, "Elephants", sent=1, shared_with=Audience.PUBLIC)
    outcome(row, shared_with=Audience.PUBLIC)
    sign_in(who.ann).post(f"{base}{row.id}/edit", data=BUSES | {"audience": "partnership"})
    row = db.session.get(Consultation, row.id)
    db.session.refresh(row)
    assert {row.response.shared_with, row.outcome.shared_with} == {Audience.PARTNERSHIP}
    assert index.search(VISITOR, "elephants") == []


def test_thirty_cost_no_more_than_one(who, sign_in, base, queries):
    with factories.together():
        for number in range(30):
            consultation(who.here, f"Consultation {number}", closes=number)
    ray = sign_in(who.ray)
    ray.get(base)
    queries.clear()
    assert len(names(ray, base)) == 30
    assert len(queries) <= 4, queries
