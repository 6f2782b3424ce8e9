"""A manager brings in a list of organisations."""

import json
from datetime import timedelta

import time_machine

from portal.core import clock, index
from portal.core.database import db, writing
from portal.core.viewer import VISITOR
from portal.directory.models import Organisation, Sector
from portal.transfer import services
from portal.transfer.models import ColumnMatch, Import, ImportFile, ImportRow, Outcome, Stage
from tests import factories
from tests.transfer.conftest import imported, looked_at, send

LIST = """Members of the Peak,,,
as of March,,,
Organisation name,Sector type,Post code,Tel
Hope Valley Carers,Charity,s331ab,01433 555 0100
Edale Mountain Rescue,Voluntary,S33 7ZA,
High Peak C.V.S.,voluntary,SK22 1AA,
,Voluntary,,
"""


def test_what_would_happen_is_shown_before_it_happens(ann):
    before = db.session.query(Organisation).count()

    page = ann.soup(looked_at(ann, "organisations", LIST)).get_text(" ", strip=True)

    assert "Hope Valley Carers" in page
    assert "Added: 2" in page
    assert "Left out: 1" in page
    assert "There is no name." in page
    assert db.session.query(Organisation).count() == before


def test_the_rows_are_added_and_found(ann):
    imported(ann, "organisations", LIST)

    row = db.session.query(Organisation).filter_by(name="Hope Valley Carers").one()
    assert (row.sector, row.postcode, row.telephone) == (Sector.VOLUNTARY, "S33 1AB", "01433 555 0100")
    assert row.slug == "hope-valley-carers"
    assert [hit.title for hit in index.search(VISITOR, "hope valley")] == ["Hope Valley Carers"]
    assert ann.get("/organisations/hope-valley-carers/").status_code == 200


def test_every_row_is_accounted_for_with_its_text_as_it_was(ann):
    address = imported(ann, "organisations", LIST)

    rows = db.session.query(ImportRow).order_by(ImportRow.line).all()
    assert [(row.line, row.outcome) for row in rows] == [
        (4, Outcome.ADDED), (5, Outcome.ADDED), (6, Outcome.MERGED), (7, Outcome.SKIPPED),
    ]  # fmt: skip
    assert json.loads(rows[0].original)[2] == "s331ab"
    file = ann.get(f"{address}?format=csv").text
    assert "There is no name." in file
    assert "s331ab" in file
    assert db.session.query(ImportFile).count() == 0


def test_the_same_in_other_spelling_is_merged_and_only_fills_in_what_is_empty(ann):
    with writing():
        row = db.session.query(Organisation).filter_by(name="High Peak CVS").one()
        row.telephone = "01298 555 0199"
    imported(ann, "organisations", "Name,Phone,E-mail\nHigh Peak C.V.S.,01298 555 0100,office@example.org\n")

    row = db.session.query(Organisation).filter_by(name="High Peak CVS").one()
    assert (row.email, row.telephone) == ("office@example.org", "01298 555 0199")
    assert row.name == "High Peak CVS"


def test_the_file_may_win_where_somebody_says_so(ann):
    with writing():
        db.session.query(Organisation).filter_by(name="High Peak CVS").one().telephone = "01298 555 0199"
    address = looked_at(ann, "organisations", "Name,Phone\nHigh Peak CVS,01298 555 0100\n")
    ann.post(f"{address}columns", data={"column_0": "name", "column_1": "telephone", "file_wins": "y"})
    ann.post(f"{address}confirm")

    row = db.session.query(Organisation).filter_by(name="High Peak CVS").one()
    assert row.telephone == "01298 555 0100"


def test_one_that_only_looks_the_same_can_be_added_as_another_or_left_out(ann):
    file = "Name\nBuxton Volunteers Bureau\nHigh Peak CVSS\n"
    page = ann.soup(looked_at(ann, "organisations", file))
    assert page.find("select", attrs={"name": "row-2"})

    imported(ann, "organisations", file, **{"row-2": "another", "row-3": "leave"})

    assert db.session.query(Organisation).filter_by(name="Buxton Volunteers Bureau").count() == 1
    assert db.session.query(Organisation).filter_by(name="High Peak CVSS").count() == 0


def test_the_same_twice_in_one_file_is_added_once(ann):
    imported(ann, "organisations", "Name\nGoyt Trust\nThe Goyt Trust Ltd\ngoyt trust\n")

    rows = db.session.query(ImportRow).order_by(ImportRow.line).all()
    assert [row.outcome for row in rows] == [Outcome.ADDED, Outcome.SKIPPED, Outcome.SKIPPED]
    assert rows[2].reason == "Line 2 of this file has Goyt Trust of the same name."


def test_two_that_share_only_their_initials_are_two(ann):
    imported(ann, "organisations", "Name,Short name\nHayfield Players Club,HPC\nHope Parish Council,HPC\n")

    assert [row.outcome for row in db.session.query(ImportRow)] == [Outcome.ADDED, Outcome.ADDED]


def test_one_that_is_called_by_its_short_name_is_the_same(ann):
    imported(ann, "organisations", "Name,Town\nHPCVS,Buxton\n")

    assert db.session.query(ImportRow).one().reason.startswith("High Peak CVS of the same name is here already")


def test_a_cell_that_cannot_be_read_is_left_out_and_said(ann):
    imported(ann, "organisations", "Name,Postcode,E-mail\nGoyt Trust,nowhere,not an address\n")

    row = db.session.query(ImportRow).one()
    assert row.outcome is Outcome.ADDED
    assert "Without its postcode: “nowhere” is not a postcode." in row.reason
    assert "without its e-mail: “not an address” is not an e-mail address" in row.reason


def test_an_entry_that_others_keep_is_left_alone(who, sign_in):
    imported(sign_in(who.sue), "organisations", "Name,E-mail\nHigh Peak CVS,office@example.org\n")

    row = db.session.query(ImportRow).one()
    assert row.outcome is Outcome.SKIPPED
    assert "others keep that entry" in row.reason


def test_columns_are_matched_by_hand_and_that_is_remembered(ann):
    file = "Wer,Was\nGoyt Trust,Buxton\n"
    address = looked_at(ann, "organisations", file)
    answer = ann.htmx(f"{address}columns", data={"column_0": "name", "column_1": "area"})

    assert answer.status_code == 200
    assert "Goyt Trust" in answer.text
    assert db.session.query(ColumnMatch).count() == 1
    again = ann.soup(looked_at(ann, "organisations", "wer,was\nDove Trust,Leek\n"))
    assert again.find("select", id="column_0").find("option", selected=True)["value"] == "name"


def test_columns_are_matched_by_plain_form(ann):
    address = looked_at(ann, "organisations", "Wer\nGoyt Trust\n")
    answer = ann.post(f"{address}columns", data={"column_0": "name"})

    assert (answer.status_code, answer.location) == (303, address)


def test_two_columns_cannot_be_the_same_field(ann):
    address = looked_at(ann, "organisations", "Name,Also\nGoyt Trust,Dove\n")
    answer = ann.post(f"{address}columns", data={"column_0": "name", "column_1": "name"})

    assert answer.status_code == 422
    assert "“Name” is in another column already: choose one of them." in answer.text


def test_a_needed_column_is_asked_for(ann):
    address = looked_at(ann, "organisations", "Name,Also\nGoyt Trust,Dove\n")
    answer = ann.htmx(f"{address}columns", data={"column_0": "", "column_1": "area"})

    assert answer.status_code == 422
    assert "Say which column holds the name." in answer.text


def test_a_whole_import_is_taken_back(ann):
    with writing():
        db.session.query(Organisation).filter_by(name="High Peak CVS").one().email = ""
    before = db.session.query(Organisation).count()
    address = imported(ann, "organisations", LIST.replace("voluntary,SK22 1AA", "Faith,SK22 1AA"))
    assert db.session.query(Organisation).count() == before + 2

    ann.post(f"{address}undo")

    row = db.session.query(Organisation).filter_by(name="High Peak CVS").one()
    assert (row.postcode, row.sector) == ("", Sector.VOLUNTARY)
    assert db.session.query(Organisation).count() == before
    assert index.search(VISITOR, "hope valley") == []
    assert db.session.query(Import).one().stage is Stage.UNDONE


def test_an_import_is_not_taken_back_over_what_somebody_wrote_since(ann):
    address = imported(ann, "organisations", LIST)
    with writing():
        db.session.query(Organisation).filter_by(name="Hope Valley Carers").one().area = "Castleton"

    answer = ann.post(f"{address}undo")

    assert answer.status_code == 409
    assert "Hope Valley Carers was changed since this import" in answer.text
    assert db.session.query(Organisation).filter_by(name="Edale Mountain Rescue").count() == 1


def test_an_import_is_not_taken_back_under_what_refers_to_it(ann):
    address = imported(ann, "organisations", LIST)
    factories.person("Hal Hope", organisation=db.session.query(Organisation).filter_by(name="Hope Valley Carers").one())

    answer = ann.post(f"{address}undo")

    assert answer.status_code == 409
    assert "Hope Valley Carers is in use since this import (people)" in answer.text


def test_nothing_is_imported_twice(ann):
    address = imported(ann, "organisations", LIST)

    assert ann.post(f"{address}confirm").status_code == 409
    assert ann.post(f"{address}columns", data={"column_0": "name"}).status_code == 404
    assert ann.post(f"{address}forget").status_code == 409


def test_a_file_is_let_go_of(ann):
    address = looked_at(ann, "organisations", LIST)

    assert ann.post(f"{address}forget").location == "/import/"
    assert ann.get(address).status_code == 404
    assert db.session.query(ImportFile).count() == 0


def test_a_file_that_nobody_imports_is_let_go_of_after_a_day(ann):
    looked_at(ann, "organisations", LIST)
    imported(ann, "organisations", LIST)
    with writing():
        assert services.tidy() == 0
    with time_machine.travel(clock.now() + timedelta(days=1, minutes=1)), writing():
        assert services.tidy() == 1

    assert db.session.query(ImportFile).count() == 0
    assert [row.stage for row in db.session.query(Import)] == [Stage.DONE]


def test_who_may_not_import_organisations(who, sign_in, client):
    for name in ("otto", "wyn", "ray", "suki"):
        assert send(sign_in(getattr(who, name)), "organisations", LIST).status_code == 403, name
    assert "/login" in send(client, "organisations", LIST).location


def test_the_import_of_somebody_else_is_not_there(ann, who, sign_in):
    address = looked_at(ann, "organisations", LIST)
    sue = sign_in(who.sue)

    assert sue.get(address).status_code == 404
    for step in ("columns", "confirm", "undo", "forget"):
        assert sue.post(f"{address}{step}").status_code == 404, step


def test_the_list_of_imports_asks_few_statements(ann, queries):
    for number in range(30):
        looked_at(ann, "organisations", f"Name\nTrust {number}\n", f"list-{number}.csv")
    queries.clear()

    page = ann.soup("/import/")

    assert page.find("p", attrs={"data-say": True}).text == "30 imports"
    assert len(queries) <= 4


def test_no_file_at_all(ann):
    answer = ann.post("/import/organisations", data={})

    assert answer.status_code == 422
    assert "Choose a file." in answer.text
