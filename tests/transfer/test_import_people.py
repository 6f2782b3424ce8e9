"""A manager brings in a list of people."""

from portal.core.database import db
from portal.directory.models import Consent, Person, Showing
from portal.transfer.models import ImportRow, Outcome
from tests import factories
from tests.transfer.conftest import imported, send

LIST = """Surname,Forename,Employer,Job title,E-mail
Hope,Hal,High Peak CVS,Driver,hal@example.org
"O'Dale, Édith",,Buxton Volunteer Bureu,Chair,
Nowhere,Ned,No Such Body,,ned@example.org
"""


def test_people_are_added_at_their_organisations_and_their_contacts_shown_to_nobody(ann):
    imported(ann, "people", LIST)

    hal = db.session.query(Person).filter_by(name="Hal Hope").one()
    assert (hal.organisation.name, hal.job, hal.email) == ("High Peak CVS", "Driver", "hal@example.org")
    assert (hal.name_shown, hal.contact_shown) == (Showing.PARTNERS, Showing.NOBODY)
    assert db.session.query(Consent).count() == 0
    edith = db.session.query(Person).filter_by(name="Édith O'Dale").one()
    assert edith.organisation.name == "Buxton Volunteer Bureau"


def test_what_becomes_of_each_is_said(ann):
    imported(ann, "people", LIST)

    rows = db.session.query(ImportRow).order_by(ImportRow.line).all()
    assert [row.outcome for row in rows] == [Outcome.ADDED, Outcome.ADDED, Outcome.SKIPPED]
    assert rows[1].reason == "“Buxton Volunteer Bureu” was read as Buxton Volunteer Bureau."
    assert rows[2].reason == "There is no organisation called “No Such Body” here: import or add it first."


def test_somebody_who_is_here_already_gains_what_is_empty(ann, who):
    imported(ann, "people", f"Name,Job,E-mail\nRay Rowsley,Treasurer,{who.ray.email.upper()}\n")

    row = db.session.query(ImportRow).one()
    assert row.outcome is Outcome.MERGED, row.reason
    assert db.session.get(Person, who.ray.id).job == "Treasurer"


def test_somebody_whose_entry_others_keep_is_left_alone(who, sign_in):
    imported(sign_in(who.sue), "people", "Name,Job\nCal Calver,Treasurer\n")

    row = db.session.query(ImportRow).one()
    assert row.outcome is Outcome.SKIPPED
    assert "others keep that entry" in row.reason


def test_somebody_whose_name_may_not_be_seen_is_not_given_away(who, sign_in):
    factories.person("Hidden Hazel", name_shown=Showing.NOBODY)
    imported(sign_in(who.sue), "people", "Name\nHidden Hazel\n")

    assert db.session.query(ImportRow).one().outcome is Outcome.ADDED


def test_the_same_address_with_another_name_is_to_be_looked_at(ann, who):
    file = f"Name,E-mail\nRita Rowsley,{who.ray.email}\n"
    imported(ann, "people", file, **{"row-2": "another"})

    assert db.session.query(Person).filter_by(name="Rita Rowsley").count() == 1


def test_a_title_and_capitals_make_nobody_another(ann):
    imported(ann, "people", "Name,Organisation\nHal Hope,HPCVS\nMr HAL HOPE,High Peak CVS\n")

    assert db.session.query(Person).filter(Person.name.ilike("%hal hope%")).count() == 1


def test_who_may_not_import_people(who, sign_in):
    for name in ("otto", "ray", "cal"):
        assert send(sign_in(getattr(who, name)), "people", LIST).status_code == 403, name


def test_people_are_taken_back(ann):
    before = db.session.query(Person).count()
    address = imported(ann, "people", LIST)
    ann.post(f"{address}undo")

    assert db.session.query(Person).count() == before
