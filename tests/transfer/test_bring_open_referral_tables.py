"""The tables of Open Referral in one zip: services with the names of who gives them, or organisations."""

import io
import zipfile

import pytest

from portal.core import packages, sheets
from portal.core.database import db
from portal.directory.models import Organisation
from portal.skills.models import Skill
from portal.transfer.models import ImportRow, Outcome
from tests.transfer.conftest import imported, looked_at

TABLES = {
    "organizations.csv": "id,name,description,website\no1,High Peak CVS,Helps groups,https://cvs.example.org\n"
    "o2,Goyt Valley Growers,Grow things,\n",
    "services.csv": "id,organization_id,name,description,status\ns1,o1,Debt advice,For all,active\n"
    "s2,o9,Lost service,Whose?,active\n",
    "phones.csv": "id,organization_id,service_id,number\np1,o2,,01298 871252\np2,,s1,01298 24444\n",
    "locations.csv": "id,organization_id,name\nl1,o2,The barn\n",
    "addresses.csv": "id,location_id,address_1,city,postal_code\na1,l1,1 Mill Lane,Buxton,SK17 6AA\n",
}


def packed(tables: dict[str, str | bytes], folder: str = "") -> bytes:
    """The tables in one zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in tables.items():
            made.writestr(folder + name, text)
    return out.getvalue()


def rows_of(raw: bytes, table: str = "") -> list[dict[str, str]]:
    lines = [line.cells for line in sheets.read(io.BytesIO(raw), table).lines]
    return [dict(zip(lines[0], cells, strict=False)) for cells in lines[1:]]


def test_services_become_skills_of_the_organisations_they_name(ann):
    imported(ann, "skills", packed(TABLES, "export/"), "export.zip")

    skill = db.session.query(Skill).one()
    assert (skill.title, skill.organisation.name, skill.description) == ("Debt advice", "High Peak CVS", "For all")
    outcomes = [row.outcome for row in db.session.query(ImportRow).order_by(ImportRow.line)]
    assert outcomes == [Outcome.ADDED, Outcome.SKIPPED]


def test_organisations_bring_their_telephone_and_address(ann):
    only = {name: text for name, text in TABLES.items() if name != "services.csv"}

    imported(ann, "organisations", packed(only), "export.zip")

    row = db.session.query(Organisation).filter_by(name="Goyt Valley Growers").one()
    assert row.telephone.replace(" ", "") == "01298871252"
    assert row.postcode == "SK17 6AA"


def test_organizations_csv_is_read_by_itself(ann):
    imported(ann, "organisations", TABLES["organizations.csv"], "organizations.csv")

    assert db.session.query(Organisation).filter_by(name="Goyt Valley Growers").count() == 1


def test_services_without_their_organisations_are_not_brought_in(ann):
    page = looked_at(ann, "skills", TABLES["services.csv"], "services.csv")

    assert db.session.query(Skill).count() == 0
    assert "organisation" in ann.get(page).text.lower()


def test_the_table_is_chosen_as_a_sheet_of_a_workbook_is():
    assert [row["name"] for row in rows_of(packed(TABLES))] == ["Debt advice", "Lost service"]
    assert [row["name"] for row in rows_of(packed(TABLES), "organizations")] == ["High Peak CVS", "Goyt Valley Growers"]


@pytest.mark.parametrize(
    ("tables", "sentence"),
    [
        ({"services.csv": "id,name\ns1,A\ns1,B\n"}, "services.csv, line 3: the id s1 stands there twice."),
        (
            {"services.csv": "id,name\ns1,A\n", "organizations.csv": "id,name\no,A\no,B\n"},
            "organizations.csv, line 3: the id o stands there twice.",
        ),
        ({"services.csv": "id,name\ns1,Caf\xe9\n".encode("cp1252")}, "services.csv in this zip is no CSV in UTF-8"),
        ({"services.csv": b"id,name\n" + b"s,\0\n" * 3}, ""),
    ],
)
def test_what_cannot_be_put_together_is_said_in_a_sentence(tables, sentence):
    try:
        said = str(rows_of(packed(tables)))
    except sheets.Unreadable as error:
        said = str(error)
    assert sentence in said


def test_a_zip_that_swells_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(packages, "LARGEST", 1000)

    with pytest.raises(sheets.Unreadable, match="larger than 50 MB"):
        rows_of(packed({"services.csv": "id,name\n" + "x" * 5000}))


def test_any_other_zip_is_refused_as_before():
    with pytest.raises(sheets.Unreadable):
        rows_of(packed({"holiday.txt": "sun"}))
