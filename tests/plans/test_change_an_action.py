"""Changing actions of a plan: in a row of the grid, on a page of their own, in one click; adding and taking out."""

import pytest

from portal.actions.models import Action, Status
from portal.core import index
from portal.core.audience import Audience, Why
from portal.core.database import db, writing
from portal.plans.models import Link, PlanEntry
from tests import factories_actions, factories_plans
from tests.conftest import HTMX

ALL = {"text": "Book the hall", "leads_written": "all", "status": "ongoing", "priority": "high", "scale": "small"}


def again(entry) -> PlanEntry:
    number = entry.id
    db.session.rollback()
    db.session.expire_all()
    return db.session.get(PlanEntry, number)


def opened(client, house, entry) -> dict:
    """The form of an entry as it stands in its row, filled in as it is."""
    row = client.get(f"{house.at}entries/{entry.id}/edit", headers=HTMX).text
    assert row.lstrip().startswith(f'<tr id="e{entry.id}"')
    version = row.partition('name="version" value="')[2].partition('"')[0]
    return {"version": version, "ref": "1.01", "section_id": str(house.support.id), **ALL}


def test_a_row_becomes_a_form_and_a_row_again(house, sign_in):
    ann = sign_in(house.who.ann)
    form = opened(ann, house, house.hall)
    ticked = {"timescale": ["now", "soon"], "how": "Ring up", "leads_written": "HPCVS + Joe", "comments": "Soon full"}
    answer = ann.htmx(f"{house.at}entries/{house.hall.id}/edit", data=form | ticked)
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith(f'<tr id="e{house.hall.id}"')
    assert "HPCVS + Joe" in answer.text
    kept = again(house.hall)
    assert (kept.timescale, kept.how, kept.comments, kept.scale) == ("now,soon", "Ring up", "Soon full", "small")
    assert kept.action.leads_written == "HPCVS + Joe"
    assert "High Peak CVS" in kept.action.leads_text
    assert f'id="e{house.hall.id}"' in ann.get(f"{house.at}entries/{house.hall.id}/row", headers=HTMX).text


def test_without_javascript_the_form_is_a_page(house, sign_in):
    ann = sign_in(house.who.ann)
    at = f"{house.at}entries/{house.form.id}/edit"
    page = ann.soup(at)
    data = {each["name"]: each.get("value", "") for each in page.select("form.sheet input[name]:not([type=checkbox])")}
    answer = ann.post(at, data=data | ALL | {"text": "Print the form twice", "needs_detail": "y"})
    assert answer.status_code == 303
    assert answer.location == f"{house.at}#e{house.form.id}"
    kept = again(house.form)
    assert kept.action.text == "Print the form twice"
    assert kept.needs_detail
    assert "Needs detail" in ann.soup(house.at).select_one(f"#e{house.form.id}").text
    back = ann.get(f"{house.at}entries/{house.form.id}/row")
    assert back.location == f"{house.at}#e{house.form.id}"


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_a_mistake_changes_nothing_and_keeps_what_was_typed(house, sign_in, headers):
    ann = sign_in(house.who.ann)
    at = f"{house.at}entries/{house.hall.id}/edit"
    answer = ann.post(at, data=opened(ann, house, house.hall) | {"text": "", "comments": "Typed"}, headers=headers)
    assert answer.status_code == 422
    assert "Write what is to be done." in answer.text
    assert "Typed" in answer.text
    assert again(house.hall).comments == ""


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_two_editors_are_told_about_each_other(house, sign_in, headers):
    ann = sign_in(house.who.ann)
    at = f"{house.at}entries/{house.hall.id}/edit"
    form = opened(ann, house, house.hall)
    ann.htmx(at, data=form | {"comments": "From the first"})
    second = ann.post(at, data=form | {"comments": "From the second"}, headers=headers)
    assert second.status_code == 409
    assert "Saved by somebody else meanwhile" in second.text
    assert "From the first" in second.text
    assert again(house.hall).comments == "From the first"


def test_a_change_of_the_action_itself_is_noticed_too(house, sign_in):
    ann = sign_in(house.who.ann)
    form = opened(ann, house, house.hall)
    ann.post(f"{house.at}entries/{house.hall.id}/status", data={"status": "done"})
    assert ann.htmx(f"{house.at}entries/{house.hall.id}/edit", data=form).status_code == 409


def test_words_that_stay_keep_their_meaning(house, sign_in):
    ann = sign_in(house.who.ann)
    entry = factories_plans.entry(house.plan, "Write a bid", house.gaps, when="by 30 April 2020", ref="2.01")
    form = opened(ann, house, entry) | {"text": "Write a good bid"}
    ann.htmx(f"{house.at}entries/{entry.id}/edit", data=form)
    kept = again(entry)
    assert kept.action.text == "Write a good bid"
    assert kept.action.due_on.year == 2020


def test_how_it_stands_is_said_in_one_click(house, sign_in):
    ann = sign_in(house.who.ann)
    at = f"{house.at}entries/{house.hall.id}/status"
    assert "Outstanding" in ann.get(at, headers=HTMX).text
    assert ann.soup(at).select_one("h1")
    answer = ann.htmx(at, data={"status": "done"})
    assert 'class="mark done"' in answer.text
    action = again(house.hall).action
    assert (action.status, action.progress[0].status) == (Status.DONE, Status.DONE)
    assert ann.post(at, data={"status": "ongoing"}).status_code == 303
    assert ann.post(at, data={"status": "lost"}).status_code == 422
    assert again(house.hall).action.status is Status.ONGOING


def test_an_action_is_added_in_one_line(house, sign_in):
    ann = sign_in(house.who.ann)
    line = "High Peak CVS to ask the schools by end of May 2030"
    answer = ann.post(f"{house.at}entries/", data={"line": line, "section": house.gaps.id})
    assert answer.status_code == 303
    entry = db.session.query(PlanEntry).order_by(PlanEntry.id.desc()).first()
    action = entry.action
    assert (action.text, action.leads_text, entry.section_id) == ("Ask the schools", "High Peak CVS", house.gaps.id)
    assert action.due_on.isoformat() == "2030-05-31"
    assert (action.audience, action.audience_why) == (Audience.PARTNERSHIP, Why.PLAN)
    plain = ann.post(f"{house.at}entries/", data={"line": "A quieter office", "section": ""})
    assert plain.status_code == 303
    assert "A quieter office" in ann.soup(house.at).text
    assert ann.post(f"{house.at}entries/", data={"line": "", "section": ""}).status_code == 422


def test_an_action_is_added_with_all_that_the_columns_ask(house, sign_in):
    ann = sign_in(house.who.ann)
    assert ann.get(f"{house.at}entries/new?section={house.gaps.id}").status_code == 200
    data = ALL | {"ref": "2.09", "timescale": ["later"], "section_id": house.gaps.id, "status": "done"}
    assert ann.post(f"{house.at}entries/new", data=data).status_code == 303
    row = ann.soup(f"{house.at}?section={house.gaps.id}").select_one("#part-1 tr[id]")
    assert "2.09" in row.text
    assert row.select_one(".mark.done")
    assert ann.post(f"{house.at}entries/new", data=data | {"text": ""}).status_code == 422


def test_an_action_is_taken_out_and_stays_on_the_list(house, sign_in):
    ann = sign_in(house.who.ann)
    ann.post(f"{house.at}entries/{house.hall.id}/remove")
    page = ann.soup(house.at)
    assert "Book the hall" not in page.select_one("#grid").text
    assert "Book the hall" in ann.soup("/partnerships/here/actions/").text
    assert ann.get(f"{house.at}entries/{house.hall.id}/").status_code == 404
    assert ann.post(f"{house.at}entries/{house.hall.id}/restore").status_code == 303
    assert "Book the hall" in ann.soup(house.at).select_one("#grid").text


def test_an_action_changes_places_within_its_section(house, sign_in):
    ann = sign_in(house.who.ann)
    for way, first in [("down", house.form.id), ("down", house.form.id), ("up", house.hall.id)]:
        ann.post(f"{house.at}entries/{house.hall.id}/{way}")
        assert ann.soup(house.at).select_one("#part-1 tr[id]")["id"] == f"e{first}"


def test_actions_that_go_together_name_each_other(house, sign_in):
    ann = sign_in(house.who.ann)
    at = f"{house.at}entries/{house.form.id}/"
    ann.post(f"{at}links/", data={"other": house.hall.id})
    assert "1.01 Book the hall" in ann.soup(at).select_one("section[aria-labelledby=with]").text
    assert "1.02 Print the form" in ann.soup(f"{house.at}entries/{house.hall.id}/").text
    assert ann.post(f"{at}links/", data={"other": "999"}).status_code == 422
    ann.post(f"{at}links/{house.hall.id}/remove")
    assert db.session.query(Link).count() == 0


def test_the_page_of_an_action_says_everything(house, sign_in):
    meeting = factories_actions.met(house.who.here.main)
    action = factories_actions.action(house.who.here.main, "Ask the council", meeting_id=meeting.id)
    entry = factories_plans.put_in(house.plan, action, house.gaps, ref="2.05", comments="They meet in May")
    ray = sign_in(house.who.ray).soup(f"{house.at}entries/{entry.id}/")
    assert "They meet in May" in ray.text
    assert "Quarterly meeting" in ray.select_one("section[aria-labelledby=behind]").text
    assert not ray.select("form[method=post]")
    ann = sign_in(house.who.ann).soup(f"{house.at}entries/{house.hall.id}/")
    assert ann.select_one("#now-done")
    assert ann.select_one("#take-out")


def test_minuted_words_stay_as_they_are(house, sign_in):
    action = factories_actions.action(house.who.here.main, "Ask the council")
    with writing():
        db.session.get(Action, action.id).minuted_text = "Ask the council"
    entry = factories_plans.put_in(house.plan, action, house.gaps)
    ann = sign_in(house.who.ann)
    assert "published minutes" in ann.soup(f"{house.at}entries/{entry.id}/edit").text
    form = opened(ann, house, entry) | {"text": "Ask nobody", "comments": "Noted"}
    assert ann.htmx(f"{house.at}entries/{entry.id}/edit", data=form).status_code == 200
    kept = again(entry)
    assert (kept.action.text, kept.comments) == ("Ask the council", "Noted")


@pytest.mark.parametrize("what", ["edit", "status", "remove", "up", "links/"])
@pytest.mark.parametrize(("name", "status"), [("ray", 403), ("sue", 404)])
def test_only_who_keeps_the_plan_changes_it(house, sign_in, what, name, status):
    client = sign_in(getattr(house.who, name))
    assert client.post(f"{house.at}entries/{house.hall.id}/{what}", data=ALL).status_code == status


def test_an_action_is_found_by_the_words_of_its_plan(house, app):
    factories_plans.entry(house.plan, "Ask the schools", comments="Bring marmalade", ref="L2D.7")
    found = db.session.scalars(index.matching("action", "marmalade")).all()
    assert len(found) == 1
    assert found == db.session.scalars(index.matching("action", "L2D.7")).all()


def test_nobody_finds_an_action_by_words_they_may_not_read(house, app):
    action = factories_actions.action(house.who.here.main, "Ask the council", audience=Audience.PUBLIC)
    factories_plans.put_in(house.plan, action, house.gaps, comments="Bring marmalade")
    assert not db.session.scalars(index.matching("action", "marmalade")).all()
