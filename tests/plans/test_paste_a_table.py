"""Bringing a plan in by pasting it: look at what was read, correct it, put it in, and take it out again."""

import io
from datetime import date, timedelta

import pytest

from portal.core import clock
from portal.core.database import db, writing
from portal.plans.import_models import PlanImport
from portal.plans.models import Field, Link, Plan, Section
from portal.plans.services import importing
from tests import factories_plans as factories
from tests.conftest import HTMX
from tests.plans.pasting.pages import TABLE, form_of, inside, paste, put_in


@pytest.fixture
def plan(who) -> Plan:
    return factories.plan(who.here, begins_on=date(2008, 4, 1), ends_on=date(2010, 3, 31))


@pytest.fixture
def at(plan) -> str:
    return f"/partnerships/here/plans/{plan.id}/import/"


@pytest.fixture
def ann(who, sign_in):
    return sign_in(who.ann)


def test_a_table_is_looked_at_before_anything_is_put_in(ann, at):
    address = paste(ann, at)
    page = ann.soup(address)
    said = page.select_one("[data-say]").text
    assert said == "2 actions, 1 area of work and 1 objective; 1 row is left out."
    words = page.select_one("#import").get_text(" ", strip=True)
    for part in (
        "no last day", "High Peak CVS", "“Joe”", "There is no 31 September 2009", "“Colour” (1)", "It is a note",
        "Walk the dog round the pond", "none of this plan’s choices",  # noqa: RUF001
    ):  # fmt: skip
        assert part in words, part
    assert not inside()
    assert not db.session.query(Section).count()


def test_the_whole_of_it_is_put_in_in_one_press(ann, at, plan):
    address = paste(ann, at)
    put_in(ann, address)
    cat, dog = inside()
    assert (cat.ref, cat.priority, cat.action.text, cat.action.leads_text) == (
        "1.01",
        "high",
        "Feed the cat",
        "High Peak CVS",
    )
    assert (dog.ref, dog.priority, dog.action.text) == ("2-3", "", "Walk the dog round the pond")
    assert (dog.action.when_text, dog.action.due_on, dog.action.leads_written) == (
        "31 September 2009",
        None,
        "??? + Joe",
    )
    assert dog.comments == "Priority: very high\nGoes with: the map"
    assert db.session.query(Link).one().entry_id == min(cat.id, dog.id)
    [section] = db.session.query(Section)
    assert (section.code, section.title, section.aim) == ("1", "Animals", "a good life")
    assert [goal.text for goal in section.objectives] == ["be kind"]
    assert {Field.WHEN, Field.LINKS} <= {column.field for column in db.session.get(Plan, plan.id).columns}
    words = ann.soup(address).get_text(" ", strip=True)
    assert "2 actions in the plan" in words
    assert "Row 8: Total" in words
    assert "“Colour” (1)" in words


def test_what_was_put_in_is_found_and_stands_in_the_grid(ann, at, plan, outbox):
    put_in(ann, paste(ann, at))
    assert "1 thing found" in ann.get("/search?q=cat").text
    assert "Feed the cat" in ann.get(f"/partnerships/here/plans/{plan.id}/").text
    assert not outbox()


def test_columns_and_rows_can_be_corrected(ann, at):
    address = paste(ann, at)
    form = form_of(ann, address) | {"column_5": "comments", "row-7": "section", "row-2": "out"}
    answer = ann.post(f"{address}match", data=form)
    assert answer.status_code == 303
    page = ann.soup(address)
    assert "2 actions, 2 areas of work and 1 objective; 1 row is left out." in page.text
    assert "As you said" in page.text
    put_in(ann, address)
    assert [entry.comments for entry in inside()][0] == "red"
    assert sorted(row.title for row in db.session.query(Section)) == ["Animals", "Total"]


def test_corrections_by_htmx_show_the_table_anew(ann, at):
    address = paste(ann, at)
    answer = ann.post(f"{address}match", data=form_of(ann, address) | {"row-7": "action"}, headers=HTMX)
    assert answer.status_code == 200
    assert "3 actions, 1 area of work and 1 objective; no row is left out." in answer.text
    assert "<html" not in answer.text


def test_corrections_count_when_the_table_is_put_in_at_once(ann, at):
    address = paste(ann, at)
    form = form_of(ann, address) | {"row-4": "out"}
    assert ann.post(f"{address}put-in", data=form).status_code == 303
    assert [entry.ref for entry in inside()] == ["2-3"]


def test_headings_elsewhere_are_looked_at_anew(ann, at):
    address = paste(ann, at, "Action\tLead\nOur plan\tfor all\nWhat\tBy when\nFeed it\tMay")
    page = ann.soup(address)
    assert [box["value"] for box in page.select("#heads option")][:4] == ["", "0", "0-1", "1"]
    ann.post(f"{address}match", data=form_of(ann, address) | {"heads": "2"})
    form = form_of(ann, address)
    assert (form["heads"], form["column_0"], form["column_1"]) == ("2", "what", "when")


@pytest.mark.parametrize("how", ["match", "put-in"])
def test_without_a_column_of_actions_it_is_asked_for(ann, at, how):
    address = paste(ann, at)
    form = form_of(ann, address) | {"column_1": "", "column_4": "nonsense"}
    for headers in ({}, HTMX):
        answer = ann.post(f"{address}{how}", data=form | {"once": ""}, headers=headers)
        assert answer.status_code == 422
        assert "Say which column holds the actions." in answer.text
        assert "Choose one of those offered." in answer.text
    assert not inside()


def test_html_of_the_clipboard_is_read_before_its_text(ann, at):
    html = (
        "<table><tr><td>Action<td>N<td>S<td>L<tr><td>Feed it<td>x<td><td>&#61692;<tr><td colspan=4><script>x</script>"
    )
    put_in(ann, paste(ann, at, "nothing of use", html=html))
    [entry] = inside()
    assert (entry.action.text, entry.timescale) == ("Feed it", "now,later")


def test_a_file_is_read(ann, at):
    address = paste(ann, at, "", file=(io.BytesIO(b"Action,Lead\nFeed it,All\n"), "C:\\plans\\our plan.csv"))
    assert "our plan.csv" in ann.get(address).text
    assert "our plan.csv" in ann.get(at).text
    put_in(ann, address)
    assert inside()[0].action.leads_text == "All partners"


def test_tables_of_a_file_can_be_chosen(ann, at):
    html = (
        "<p>One</p><table><tr><td>Action<td>Lead<tr><td>Feed it<td>AVB</table>"
        "<table><tr><td>What<td>Who<tr><td>Walk it<td>BVB</table>"
    )
    address = paste(ann, at, "", html=html)
    assert "1 action; 3 rows are left out." in ann.get(address).text
    ann.post(f"{address}match", data=form_of(ann, address) | {"tables": ["0", "1"]})
    assert "3 actions; 1 row is left out." in ann.get(address).text


@pytest.mark.parametrize(
    ("given", "sentence"),
    [({"text": "  "}, "Paste the table, or choose a file."),
     ({"text": "<table>"}, "There is no table in what was pasted."),
     ({"text": "x", "file": (io.BytesIO(b'a,b\n"c,d\n'), "a.csv")},
      "A quotation mark in line 2 is opened and never closed"),
     ({"text": "x", "file": (io.BytesIO(b"%PDF-1.7"), "a.docx")}, "This is a PDF, not a table."),
     ({"text": "Action\n" + "x" * 2_000_001}, "This is longer than 2,000,000 letters.")],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_and_stays_in_the_box(ann, at, given, sentence):
    answer = ann.post(at, data=given)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert given["text"][:2000].strip() in answer.text.replace("&lt;", "<").replace("&gt;", ">")
    assert not db.session.query(PlanImport).count()


def test_much_text_is_let_in_here_and_nowhere_else(ann, at):
    much = "Action\tLead\n" + "Feed the cat and all the others\tAVB\n" * 1900 + "<!--" + "x" * 600_000
    assert (
        ann.post(
            at, data={"text": "Action", "html": f"<table><tr><td>Action<tr><td>Feed it</table><!--{much}"}
        ).status_code
        == 303
    )
    assert ann.post("/partnerships/here/updates/new", data={"text": "x" * 3_000_000}).status_code in (404, 413)


def test_sections_that_are_there_take_the_actions_in(ann, at, plan):
    factories.section(plan, "Animals", code="1", aim="As it was")
    put_in(ann, paste(ann, at))
    [section] = db.session.query(Section)
    assert section.aim == "As it was"
    assert [goal.text for goal in section.objectives] == ["be kind"]
    assert {entry.section_id for entry in inside()} == {section.id}


def test_a_table_is_put_in_once_only(ann, at):
    address = paste(ann, at)
    form = form_of(ann, address)
    for _time in range(2):
        assert ann.post(f"{address}put-in", data=form).status_code == 303
    assert len(inside()) == 2
    assert ann.post(f"{address}put-in", data=form | {"once": ""}).status_code == 409
    assert ann.post(f"{address}match", data=form | {"once": ""}).status_code == 409
    assert ann.post(f"{address}forget").status_code == 409


def test_a_table_without_actions_is_not_put_in(ann, at):
    address = paste(ann, at, "Action\tLead\n\tAVB")
    assert ann.soup(address).select_one("#put-in").has_attr("disabled")
    assert ann.post(f"{address}put-in", data=form_of(ann, address)).status_code == 409


def test_a_table_can_be_let_go_of(ann, at):
    address = paste(ann, at)
    assert ann.post(f"{address}forget").location == at
    assert "The table was let go of." in ann.get(at).text
    assert not db.session.query(PlanImport).count()
    assert ann.get(address).status_code == 404


def test_tables_nobody_put_in_are_let_go_of_after_a_month(ann, at):
    put_in(ann, paste(ann, at))
    paste(ann, at)
    with writing():
        assert importing.tidy() == 0
        db.session.query(PlanImport).update({"at": clock.now() - timedelta(days=31)})
        assert importing.tidy() == 1
    assert db.session.query(PlanImport).one().put_in_at


@pytest.mark.parametrize(("name", "status"), [("otto", 403), ("ray", 403), ("sue", 404), ("ada", 303), ("cal", 403)])
def test_only_who_keeps_the_plan_brings_tables_in(who, at, ann, sign_in, name, status):
    address = paste(ann, at)
    other = sign_in(getattr(who, name))
    assert other.post(at, data={"text": TABLE}).status_code == status
    for rest in ("match", "put-in", "take-out", "forget") if status != 303 else ():
        assert other.post(address + rest, data={}).status_code == status


def test_another_partnerships_import_is_not_there(who, at, ann, sign_in, plan):
    address = paste(ann, at)
    sue, theirs = sign_in(who.sue), factories.plan(who.there)
    for rest in ("", "match", "put-in", "take-out", "forget"):
        there = address.replace("/here/", "/there/") + rest
        assert (sue.post(there) if rest else sue.get(there)).status_code == 404
        other = there.replace(f"plans/{plan.id}/", f"plans/{theirs.id}/")
        assert (sue.post(other) if rest else sue.get(other)).status_code == 404


def test_many_rows_take_no_more_statements(ann, at, queries):
    lines = [f"1.{n}\tFeed the cat {n}\tHPCVS\tMay 2009" for n in range(450)]
    address = paste(ann, at, "\n".join(["Ref\tWhat\tWho leads\tBy when", *lines, "Total"]))
    queries.clear()
    page = ann.soup(address)
    assert len(queries) <= 11, queries
    assert "450 actions; 1 row is left out." in page.text
    assert "Of 452 rows those are shown that are no plain action." in page.text
    assert len(page.select("tbody tr")) == 2


def test_many_tables_are_listed_with_few_statements(ann, at, queries):
    for _time in range(30):
        paste(ann, at, "Action\tLead\nFeed it\tAVB")
    queries.clear()
    assert len(ann.soup(at).select("ul.rows li")) == 30
    assert len(queries) <= 8, queries
