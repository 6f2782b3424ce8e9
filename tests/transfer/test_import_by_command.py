"""Files imported by the command, and the files of the load generator."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from portal import cli
from portal.bootstrap.trouble import Trouble
from portal.core.database import db, writing
from portal.core.index import Entry
from portal.directory import services as directory
from portal.directory.models import Organisation, Person
from portal.resources.models import Resource
from portal.resources.services import resources
from portal.skills.models import Skill
from portal.skills.services import indexing
from portal.transfer import command
from portal.transfer.generated import loading
from portal.transfer.models import Import
from tests.people import cast

GENERATED = {
    "organisations": [
        ["id", "slug", "name", "short_name", "sector", "kind", "area", "county", "address", "postcode", "telephone",
         "email", "website", "charity_number", "active", "joined_on", "description"],
        ["1", "org-1", "Goyt  Trust", "GT", "voluntary", "Trust", "Buxton", "Derbyshire", "1 Main St", "SK17 6AA", "",
         "", "", "1000001", "yes", "2020-01-01", "Helps."],
        ["2", "org-2", "Dove Police", "", "public", "Police", "Leek", "Staffordshire", "", "", "", "", "", "", "no",
         "2020-01-01", ""],
        ["1", "org-1b", "GOYT TRUST", "GT", "voluntary", "Trust", "Buxton", "", "", "", "", "", "", "", "yes", "", ""],
    ],
    "people": [
        ["id", "organisation_id", "title", "first_name", "last_name", "role", "email", "telephone", "listed",
         "has_login", "active"],
        ["1", "1", "Mr", "Hal", "Hope", "Officer", "person1@example.org", "", "yes", "yes", "yes"],
        ["2", "2", "", "Zoë", "O'Dale", "Trustee", "person2@example.org", "", "no", "no", "yes"],
    ],
    "partnerships": [
        ["id", "slug", "name", "kind", "area", "county", "status", "founded_on", "quorum_share",
         "missed_meetings_limit", "term_years", "max_sub_groups"],
        ["1", "p-1", "Peak Partnership", "lsp", "Buxton", "", "active", "2019-01-01", "0.5", "3", "2", "3"],
    ],
    "groups": [["id", "partnership_id", "parent_group_id", "kind", "name", "days_between_meetings"],
               ["1", "1", "", "board", "Board", "90"]],
    "memberships": [["id", "partnership_id", "organisation_id", "person_id", "role", "joined_on", "left_on", "route"],
                    ["1", "1", "1", "1", "member", "2019-01-01", "", "elected"]],
    "skills": [
        ["id", "organisation_id", "person_id", "skill", "level", "terms", "shareable", "note"],
        ["1", "1", "1", "bid writing", "expert", "free", "yes", "For small groups"],
        ["2", "1", "1", "Bid writing", "basic", "day_rate", "yes", ""],
        ["3", "2", "2", "Bid-writing", "working", "expenses", "no", ""],
    ],
    "resources": [["id", "organisation_id", "name", "kind", "terms", "capacity", "charge_gbp", "audience", "note"],
                  ["1", "1", "Minibus", "vehicle", "hire", "16", "25.00", "anyone", "Ask first"]],
    "meetings": [
        ["id", "partnership_id", "group_id", "title", "date", "start", "minutes_long", "venue", "status",
         "minutes_due_on", "minutes_published_on", "open_to_public"],
        ["1", "1", "1", "Board", "2026-01-12", "10:00", "90", "Town hall", "held", "2026-01-26", "2026-01-20", "yes"],
    ],
    "attendance": [["meeting_id", "organisation_id", "person_id", "state"], ["1", "1", "1", "present"]],
    "actions": [
        ["id", "partnership_id", "ref", "area_of_work", "title", "priority", "timescale", "scale", "start_on", "due_on",
         "due_text", "status", "rag", "owner_organisation_ids", "comment"],
        ["1", "1", "A.1", "Transport", "Write to the county", "high", "short", "local", "2026-01-12", "2026-03-01",
         "March", "in_progress", "amber", "1", ""],
    ],
    "diary": [["id"], ["1"]],
}  # fmt: skip


@pytest.fixture
def folder(tmp_path) -> Path:
    """A folder as the generator writes it, but for its size."""
    for name, lines in GENERATED.items():
        with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(lines)
    return tmp_path


@pytest.fixture
def said(app) -> list[str]:
    """What the command says."""
    return []


def run(said, name, path, answer=True, **more):
    return command.run(name, path, said.append, lambda _words: answer, **{"match": {}} | more)


def test_a_file_is_imported(said, tmp_path):
    path = tmp_path / "members.csv"
    path.write_text("Organisation;Town\nGoyt Trust;Buxton\n;Leek\n")

    assert run(said, "organisations", path) == 0
    assert db.session.query(Organisation).filter_by(name="Goyt Trust", area="Buxton").count() == 1
    assert "  line 3: left out. There is no name." in said
    number = db.session.query(Import).one().id
    assert said[-1] == (
        "Done. 2 rows: 1 organisation added, 0 merged, 0 with nothing new and 1 left out. "
        f"It can be taken back at /import/{number}/."
    )


def test_nothing_happens_without_a_yes(said, tmp_path):
    path = tmp_path / "members.csv"
    path.write_text("Organisation\nGoyt Trust\n")

    assert run(said, "organisations", path, answer=False) == 1
    assert said[-1] == "Nothing was imported."
    assert db.session.query(Organisation).count() == 0


def test_nothing_is_asked_when_there_is_nothing_to_do(said, tmp_path):
    path = tmp_path / "members.csv"
    path.write_text("Organisation,Town\n,Leek\n")

    assert run(said, "organisations", path) == 0
    assert said[-1] == "There is nothing to import."


def test_columns_are_matched_by_hand_and_remembered(said, tmp_path):
    path = tmp_path / "members.csv"
    path.write_text("Wer,Wo\nGoyt Trust,Buxton\n")
    run(said, "organisations", path, match={"name": "wer", "area": "Wo"})
    path.write_text("Wer,Wo\nDove Trust,Leek\n")
    run(said, "organisations", path)

    assert db.session.query(Organisation).filter_by(name="Dove Trust", area="Leek").count() == 1


@pytest.mark.parametrize(
    ("match", "sentence"),
    [
        ({}, "say which column holds the name: --match name=“name of the column”."),
        ({"colour": "Wer"}, "there is no field “colour”"),
        ({"name": "Was"}, "there is no column “Was” in this file."),
    ],
)
def test_what_cannot_be_matched_is_said(said, tmp_path, match, sentence):
    path = tmp_path / "members.csv"
    path.write_text("Wer,Wo\nGoyt Trust,Buxton\n")

    with pytest.raises(Trouble, match=sentence):
        run(said, "organisations", path, match=match)


def test_what_is_no_table_is_said_with_the_name_of_the_file(said, tmp_path):
    path = tmp_path / "members.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")

    with pytest.raises(Trouble, match=r"members.csv: This is a picture \(PNG\), not a table."):
        run(said, "organisations", path)
    with pytest.raises(Trouble, match="cannot be read: No such file"):
        run(said, "organisations", tmp_path / "none.csv")


def test_the_generated_files_are_loaded_and_found_as_if_they_were_typed(said, folder):
    assert run(said, "generated", folder) == 0

    assert [db.session.query(table).count() for table in (Organisation, Person, Skill, Resource)] == [2, 2, 2, 1]
    assert "  diary.csv              is left aside: the portal has no tables for it yet" in said
    entries = {(row.kind, row.object_id): _shown(row) for row in db.session.query(Entry)}
    with writing():
        for kind in (Organisation, Person):
            for row in db.session.query(kind):
                directory.reindex(row)
        for skill in db.session.query(Skill):
            indexing.reindex(skill)
        for resource in db.session.query(Resource):
            resources.reindex(resource)
    assert {(row.kind, row.object_id): _shown(row) for row in db.session.query(Entry)} == entries


def _shown(row) -> dict:
    return {column.name: getattr(row, column.name) for column in Entry.__table__.columns if column.name != "id"}


def test_generated_files_are_loaded_behind_what_is_there(said, folder):
    cast()
    before = db.session.scalar(sa.select(sa.func.count(Organisation.id)))
    run(said, "generated", folder)
    run(said, "generated", folder)

    assert db.session.scalar(sa.select(sa.func.count(Organisation.id))) == before + 4


def test_words_of_generated_files_are_found(said, folder):
    from portal.core import index
    from portal.core.viewer import VISITOR

    run(said, "generated", folder)

    assert [hit.title for hit in index.search(VISITOR, "minibus")] == ["Minibus"]


def test_a_folder_that_is_none_of_the_generator_is_refused(said, tmp_path):
    with pytest.raises(Trouble, match="is no folder of generated files: organisations.csv, people.csv"):
        run(said, "generated", tmp_path)


def test_what_the_portal_has_no_tables_for_is_named(folder):
    assert loading.left_aside(folder) == ["diary.csv"]


def test_the_command_knows_its_words(monkeypatch, tmp_path):
    monkeypatch.setenv("PORTAL_INSTANCE", str(tmp_path))
    with pytest.raises(Trouble, match="name is not written as FIELD=COLUMN."):
        cli.main(["import", "organisations", "x.csv", "--match", "name"])


@pytest.mark.slow
def test_the_command_is_run_as_people_run_it(tmp_path):
    path = tmp_path / "members.csv"
    path.write_text("Organisation\nGoyt Trust\n")
    asked = [sys.executable, "-m", "portal", "import", "organisations", str(path), "--yes"]
    done = subprocess.run(
        asked, env=os.environ | {"PORTAL_INSTANCE": str(tmp_path)}, capture_output=True, text=True, check=False,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Done. 1 row: 1 organisation added" in done.stdout
