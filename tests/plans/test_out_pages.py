"""The plan on paper and as files, through the browser: narrowed as asked, and the same in every form."""

import csv
import io

import docx
import pytest

from portal.core import workbooks
from portal.core.audience import Audience
from tests import factories, factories_plans


@pytest.fixture
def plan(who):
    """A plan of Rosa's partnership, open to everybody, with two sections and a shared mind about formulas."""
    row = factories_plans.plan(who.here, title="Two-year plan", opens_to=Audience.PUBLIC)
    one = factories_plans.section(row, "Support", code="1", aim="Help each other")
    two = factories_plans.section(row, "Gaps", code="2")
    factories_plans.entry(
        row, "A buddy for newcomers\nAsk them first", one, "High Peak CVS", ref="1.01", priority="high",
        timescale="now,later", how="Ask\nMeet", comments="=1+1",
    )  # fmt: skip
    factories_plans.entry(row, "List the gaps", two, "Somebody Else", ref="2.01", priority="low", timescale="soon")
    return row


@pytest.fixture
def at(who, plan):
    return f"/partnerships/{who.here.slug}/plans/{plan.id}/"


def table(page) -> list[list[str]]:
    return [
        [" ".join(cell.stripped_strings) for cell in row.select("th, td")] for row in page.select("table.familiar tr")
    ]


def test_the_paper_is_the_familiar_grid_with_who_it_is_for(client, at):
    page = client.soup(f"{at}print")
    assert "wide-page" in page.main["class"]
    assert "Public, by choice for this one" in page.main.text
    lines = table(page)
    assert lines[0][:4] == ["Ref", "What", "Status", "Priority"]
    assert lines[1] == ["1. Support Help each other"]
    assert lines[2][:6] == ["1.01", "A buddy for newcomers Ask them first", "Outstanding", "High", "Now, later", ""]
    assert len(lines) == 5
    assert page.select_one("table.familiar > thead")
    assert not page.select(".familiar form, .familiar button")


def test_only_what_was_chosen_is_printed_and_the_page_says_so(client, at):
    page = client.soup(f"{at}print?priority=low")
    assert [line[0] for line in table(page)[1:]] == ["2. Gaps", "2.01"]
    assert "Only a part of the plan" in page.main.text
    assert [link["href"] for link in page.select("p.acts a")][0] == "?priority=low&format=docx"


def test_nothing_to_print_says_so(client, at):
    assert "Nothing to print" in client.soup(f"{at}print?priority=medium").text


def test_page_file_workbook_and_document_say_the_same(client, at):
    page = table(client.soup(f"{at}print"))
    cells = [line for line in page[1:] if len(line) > 1]
    text = client.get(f"{at}print?format=csv").get_data(as_text=True).removeprefix("\ufeff")
    file = list(csv.reader(io.StringIO(text)))
    assert file[0] == ["Area of work", *page[0]]
    assert [[" ".join(cell.split()).replace("'=", "=") for cell in line[1:]] for line in file[1:]] == cells
    book = workbooks.read(io.BytesIO(client.get(f"{at}print?format=xlsx").get_data()))
    read = [[" ".join(cell.split()) for cell in line.cells] for line in book.lines]
    assert [(line[1:] + [""] * 20)[: len(page[0])] for line in read[1:]] == cells
    paper = docx.Document(io.BytesIO(client.get(f"{at}print?format=docx").get_data()))
    rows = [[" ".join(cell.text.split()) for cell in row.cells] for row in paper.tables[0].rows]
    assert [row for row in rows[1:] if row[0][:2] not in ("1.", "2.") or row[0][2:3].isdigit()] == cells
    assert "'=1+1" in text


def test_a_file_of_the_grid_is_narrowed_as_the_grid_is(client, at):
    text = client.get(f"{at}?format=csv&priority=low").get_data(as_text=True)
    assert "List the gaps" in text
    assert "buddy" not in text
    assert text == client.get(f"{at}print?format=csv&priority=low").get_data(as_text=True)
    links = {link.text: link["href"] for link in client.soup(f"{at}?priority=low").select("#grid .links a")}
    assert links["Download CSV"] == f"{at}?priority=low&format=csv"
    assert list(links) == ["Download CSV", "Excel", "Word"]


def test_a_plan_that_is_not_for_the_visitor_is_not_there_in_any_form(client, sign_in, who):
    closed = factories_plans.plan(who.here, opens_to=Audience.PARTNERSHIP)
    at = f"/partnerships/{who.here.slug}/plans/{closed.id}/"
    for page in ("", "print", "print?format=csv", "?format=docx", "?format=xlsx", "leads", "attention"):
        assert client.get(at + page).status_code == 404
        assert sign_in(who.ray).get(at + page).status_code == 200
    assert sign_in(who.ray).get(f"/partnerships/{who.there.slug}/plans/{closed.id}/print").status_code == 404


def test_paper_and_files_ask_the_database_a_few_times_whatever_the_size(client, at, plan, queries):
    section = factories_plans.section(plan, "More", code="3")
    with factories.together():
        for number in range(30):
            factories_plans.entry(plan, f"Action {number}", section)
    client.get(at)
    for page in ("", "print", "?format=csv", "?format=docx", "leads", "attention"):
        queries.clear()
        assert client.get(at + page).status_code == 200
        assert len(queries) <= 6, (page, len(queries))
