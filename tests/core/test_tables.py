"""Lists: pages forwards and backwards, sorts, filters, and a file that no spreadsheet can be made to run."""

import base64
import csv
import io
import json
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from portal.audit.models import Event
from portal.core import sheets, tables
from portal.core.database import db, writing
from portal.core.tables import Column, Filter, Table, cell, download, read, write_csv
from portal.directory.models import Organisation, Sector

DURING = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NEVER = date(1, 1, 1)
FORMULA = tuple("=+-@＝＋－＠")  # noqa: RUF001
NAMES = st.sampled_from(["Ash", "Élan", "élan", "🚌", "a' OR 1", ""])
SKIPPED = ' \xa0"\t\r\n'


def organisations(**given):
    """A list of organisations with a sort of every kind."""
    usual = {
        "rows": sa.select(Organisation.id, Organisation.name, Organisation.sector, Organisation.confirmed_on),
        "id": Organisation.id,
        "noun": "organisation",
        "sort": "name",
        "columns": [
            Column("name", "Name", Organisation.sort_name),
            Column("sector", "Sector", Organisation.sector),
            Column("confirmed_on", "Confirmed", sa.func.coalesce(Organisation.confirmed_on, NEVER)),
            Column("id", "Number", Organisation.id, in_page=False),
        ],
        "filters": [
            Filter("sector", "Sector", [(s.value, s.words) for s in Sector], lambda s: Organisation.sector == s),
            Filter("year", "Closed", [(2025, "in 2025")], lambda y: Organisation.closed_on >= date(int(y), 1, 1),
                   otherwise=Organisation.closed_on.is_(None), every="Not closed"),
        ],
        "search": lambda words: Organisation.sort_name.contains(words.lower(), autoescape=True),
    }  # fmt: skip
    return Table(**usual | given)


def events():
    return Table(
        rows=sa.select(Event.id, Event.sentence), id=Event.id, noun="change", sort="-at",
        columns=[Column("sentence", "What"), Column("at", "When", Event.at, in_page=False)],
    )  # fmt: skip


def keep(*given):
    """Keep organisations, given as (name, more)."""
    with writing():
        for number, (name, more) in enumerate(given):
            db.session.add(Organisation(name=name, sort_name=name.lower(), slug=f"o-{number}", **more))


@pytest.fixture
def asked(app):
    """Read a page of a list as a browser asks for it, by the address that stands on the page before."""

    def _asked(address="", table=None, size=3):
        with app.test_request_context(f"/things/{address.removeprefix('/things/')}") as context:
            return read(table or organisations(), context.request.args, size)

    return _asked


def names(page):
    return [row.name for row in page.rows]


def walk(asked, sort, size):
    """Return the names on the pages from the first to the last, and those from the last back to the first."""
    page, forwards, backwards = asked(f"?sort={sort}", size=size), [], []
    while True:
        forwards.append(names(page))
        assert len(forwards) < 50
        if not page.later:
            break
        page = asked(page.later, size=size)
    while True:
        backwards.append(names(page))
        if not page.earlier:
            return forwards, backwards
        page = asked(page.earlier, size=size)


@DURING
@given(
    kept=st.lists(st.tuples(NAMES, st.sampled_from(Sector), st.integers(0, 3)), min_size=1, max_size=12),
    sort=st.sampled_from(["name", "-name", "sector", "-sector", "confirmed_on", "-confirmed_on", "id", "-id"]),
    size=st.integers(1, 5),
)  # fmt: skip
def test_every_row_stands_on_one_page_however_many_share_a_value(app, asked, kept, sort, size):
    with writing():
        db.session.execute(sa.delete(Organisation))
    keep(*[
        (name, {"sector": sector, "confirmed_on": date(2026, 1, days) if days else None}) for name, sector, days in kept
    ])  # fmt: skip

    forwards, backwards = walk(asked, sort, size)

    assert sum(forwards, []) == names(asked(f"?sort={sort}", size=100))
    assert forwards == backwards[::-1]
    assert all(len(page) == size for page in forwards[:-1])


def test_a_list_sorted_by_moments_pages_too(app, asked):
    at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    with writing():
        db.session.add_all(
            Event(at=at + timedelta(hours=n // 2), who="Ann", verb="x", thing="y", sentence=f"{n}") for n in range(5)
        )

    first = asked(table=events(), size=2)
    second = asked(first.later, table=events(), size=2)

    assert [row.sentence for row in [*first.rows, *second.rows]] == ["4", "3", "2", "1"]


def test_the_neighbours_keep_what_was_asked(asked):
    keep(*[(f"Trust {n}", {"sector": Sector.FAITH}) for n in range(7)])

    page = asked(asked("?q=trust&sector=faith&sort=-name").later)

    assert names(page) == ["Trust 3", "Trust 2", "Trust 1"]
    for address in (page.earlier, page.later, page.csv_address):
        assert address.startswith("/things/?q=trust&sector=faith&sort=-name&")
    assert page.sort_address("name") == "/things/?q=trust&sector=faith"
    assert page.sort_address("sector") == "/things/?q=trust&sector=faith&sort=sector"
    assert (page.aria_sort("name"), page.aria_sort("sector")) == ("descending", "none")


def token(*given):
    return base64.urlsafe_b64encode(json.dumps(given).encode()).decode()


@pytest.mark.parametrize("sort", ["name", "confirmed_on", "id", "sector"])
def test_a_mark_that_nobody_made_leads_to_the_first_page(asked, sort):
    keep(("Ash", {}), ("Beech", {}))
    made = [(), ("a",), ("a", "b"), ("a", None), ("a", 1.5), ("a", 2**70), (None, 1), (["a"], 1), ("\0", 1),
            ("\ud800", 1), (True, True), ({}, 1), (2**70, 1)]  # fmt: skip
    made += [("2026-13-01", 1)] if sort == "confirmed_on" else []
    marks = ["x", "%00", "é", "🚌", "A" * 9001, *[token(*each) for each in made]]
    marks += [base64.urlsafe_b64encode(raw).decode() for raw in (b"[" * 5000, b"\xff", b"NaN", b"[NaN, 1]")]

    pages = [asked(f"?sort={sort}&{way}={mark}", size=1) for mark in marks for way in ("after", "before")]

    assert {(page.count, len(page.rows), page.earlier) for page in pages} == {(2, 1, None)}


@pytest.mark.parametrize("way", ["after", "before"])
def test_a_mark_beyond_the_end_leads_to_the_first_page(asked, way):
    keep(("Ash", {}), ("Beech", {}))

    page = asked(f"?{way}={token('zz' if way == 'after' else ' ', 9)}", size=1)

    assert names(page) == ["Ash"]
    assert page.earlier is None


@pytest.mark.parametrize(
    "address",
    ["?sort=colour", "?sort=--name", "?sort=", "?sector=pink", "?sector=", "?year=1", "?colour=red", "?q=", "?q=%00"],
)
def test_questions_the_list_does_not_know_are_left_aside(asked, address):
    keep(("Beech", {}), ("Ash", {}))

    page = asked(address)

    assert names(page) == ["Ash", "Beech"]
    assert page.address() == "/things/"


def test_a_filter_may_hold_back_rows_until_it_is_chosen(asked):
    keep(("Open", {}), ("Closed", {"closed_on": date(2025, 5, 5)}))

    assert names(asked()) == ["Open"]
    assert names(asked("?year=2025")) == ["Closed"]
    assert organisations().filters[1].options == [("", "Not closed"), ("2025", "in 2025")]


@pytest.mark.parametrize(
    ("kept", "address", "line"),
    [(0, "", "No organisations"), (1, "", "1 organisation"), (2, "", "2 organisations"), (5, "", "4+ organisations"),
     (1, "?q=o", "1 organisation found"), (2, "?q=x", "No organisations found"), (9, "?q=o", "4+ organisations found")],
)  # fmt: skip
def test_the_line_above_the_list_says_how_many_there_are(asked, monkeypatch, kept, address, line):
    monkeypatch.setattr(tables, "CAP", 4)
    keep(*[("Oak", {})] * kept) if kept < 2 else keep(*[(f"Oak {n}", {}) for n in range(kept)])

    assert asked(address).count_line == line


def test_a_list_asks_one_statement_whatever_its_length(asked, queries):
    keep(*[(f"Oak {n}", {}) for n in range(30)])
    first = asked("?sector=unknown&q=oak", size=10)
    queries.clear()

    asked(first.later, size=10)

    assert len(queries) == 1


def test_the_file_holds_every_row_and_column_of_what_is_shown(app):
    keep(*[(f"Oak {n}", {"sector": Sector.FAITH}) for n in range(4)], ("Pine", {"confirmed_on": date(2026, 3, 1)}))

    with app.test_request_context("/things/?q=oak&sort=-name") as context:
        text = download(read(organisations(), context.request.args, 2), "trees").get_data(as_text=True)

    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert lines[:2] == [["Name", "Sector", "Confirmed", "Number"], ["Oak 3", "Faith", "", "4"]]
    assert len(lines) == 5


def test_the_same_rows_are_a_workbook_in_which_days_are_days(app):
    keep(("=1+1", {"sector": Sector.FAITH, "confirmed_on": date(2026, 3, 1)}))

    with app.test_request_context("/things/?format=xlsx") as context:
        page = read(organisations(), context.request.args)
        answer = tables.answer(page, "", "", "trees")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="trees.xlsx"'
    assert page.xlsx_address == "/things/?format=xlsx"
    sheet = sheets.read(io.BytesIO(answer.get_data()))
    assert (sheet.name, [line.cells for line in sheet.lines]) == (
        "trees", [["Name", "Sector", "Confirmed", "Number"], ["=1+1", "Faith", "2026-03-01", "1"]],
    )  # fmt: skip


def test_lines_made_by_hand_are_the_file_that_was_asked_for(app):
    with app.test_request_context("/things/?format=csv"):
        assert tables.wants_file()
        assert "'=x" in tables.file_of([["Name"], ["=x"]], "trees").get_data(as_text=True)
    with app.test_request_context("/things/?format=xlsx"):
        answer = tables.file_of([["Name"], ["=x"]], "trees")
        assert [line.cells for line in sheets.read(io.BytesIO(answer.get_data())).lines] == [["Name"], ["=x"]]


def test_a_file_cut_short_says_so(app, monkeypatch):
    monkeypatch.setattr(tables, "FILE_CAP", 2)
    keep(*[(f"Oak {n}", {}) for n in range(3)])

    with app.test_request_context("/things/") as context:
        text = download(read(organisations(), context.request.args), "trees").get_data(as_text=True)

    assert "Oak 1" in text
    assert "Oak 2" not in text
    assert "Only the first 2 are in this file" in text


def test_values_stand_in_a_file_as_people_write_them():
    moment = datetime(2026, 7, 1, 12, 30, tzinfo=UTC)

    written = [
        cell(value) for value in (None, True, 5, -5, date(2026, 3, 1), moment, moment.time(), Sector.VOLUNTARY, "a")
    ]

    assert written == ["", "yes", "5", "-5", "2026-03-01", "2026-07-01 13:30", "12:30", "Voluntary and community", "a"]


risky = st.lists(
    st.sampled_from(["=", "+", "-", "@", "＝", "\t", "\r", "\n", ";", ",", '"', "'", " ", "\xa0", "1", "cmd|x"])
)  # noqa: RUF001


@given(texts=st.lists(st.text() | risky.map("".join), min_size=1, max_size=4), separator=st.sampled_from(",;\t"))
@example(texts=['x;"=1+1"'], separator=";")
@example(texts=["fine\n=1+1"], separator=";")
@example(texts=[" =1+1"], separator=",")
def test_no_cell_starts_a_formula_however_the_file_is_split(texts, separator):
    written = write_csv([[cell(text) for text in texts]]).removeprefix("\ufeff")

    read_back = csv.reader(io.StringIO(written.replace("\0", ""), newline=""), delimiter=separator)

    assert not [value for line in read_back for value in line if value.lstrip(' \xa0"').startswith(FORMULA)]


@given(texts=st.lists(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"])), min_size=1))
def test_what_is_harmless_stands_in_the_file_as_it_was(texts):
    harmless = [f"a{text}".replace(";", ",") for text in texts]

    lines = list(csv.reader(io.StringIO(write_csv([[cell(text) for text in harmless]])[1:])))

    assert lines == [harmless]


def test_where_there_are_too_many_choices_words_are_typed(app, asked):
    keep(("Ash", {"area": "High Peak"}), ("Elm", {"area": "High Wycombe"}), ("Yew", {"area": "Derby"}))
    area = Filter("area", "Area", None, lambda typed: Organisation.area.istartswith(typed, autoescape=True))
    table = organisations(filters=[area])

    assert names(asked("?area=high+p", table)) == ["Ash"]
    assert names(asked("?area=%25", table)) == []
    page = asked("?area=++high%00", table)
    assert (names(page), page.count_line) == (["Ash", "Elm"], "2 organisations found")
    assert page.sort_address("sector") == "/things/?area=high&sort=sector"


def test_a_list_that_is_the_same_for_all_is_drawn_once_for_the_same_rows(app, asked):
    keep(("Ash", {}), ("Elm", {"closed_on": date(2025, 3, 1)}))
    table, drawn = organisations(is_shared=True), []

    def draw(address=""):
        page = asked(address, table)
        return page.drawn("Organisations", caller=lambda: drawn.append(names(page)) or ", ".join(names(page)))

    assert [draw(), draw(), draw("?sort=-name"), draw("?year=2025")] == ["Ash", "Ash", "Ash", "Elm"]
    assert len(drawn) == 3, "sorted or narrowed otherwise it is another page"

    with writing():
        db.session.execute(sa.update(Organisation).values(name=Organisation.name + " Trust"))

    assert [draw(), draw()] == ["Ash Trust", "Ash Trust"]
    assert len(drawn) == 4


def test_such_a_list_has_the_same_pages_as_any_other(app, asked):
    keep(*[(f"Trust {n}", {"confirmed_on": date(2026, 1, n + 1)}) for n in range(5)])

    for sort in ("name", "-name", "confirmed_on", "-confirmed_on", "sector"):
        usual = asked(f"?sort={sort}", organisations(), 2)
        shared = asked(f"?sort={sort}", organisations(is_shared=True), 2)
        assert (names(shared), shared.later, shared.count) == (names(usual), usual.later, usual.count)
        assert shared.rows[0].sector is usual.rows[0].sector
        assert shared.rows[0].confirmed_on == usual.rows[0].confirmed_on
