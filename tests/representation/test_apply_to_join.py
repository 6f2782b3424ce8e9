"""An organisation applies to join, by who keeps its entries or by the manager, and takes that back; others read it."""

import pytest

from portal.core.database import db
from portal.representation.joining_models import Application, Ended
from tests import factories
from tests.factories_joining import application, criteria, statement
from tests.factories_partnerships import again

HERE = "/partnerships/here/representation/joining/"
ROWS = f"{HERE}applications/"


@pytest.fixture
def tess(who, sign_in):
    """The browser of somebody who represents an organisation in the other partnership, and nothing here."""
    organisation = factories.organisation("Wirksworth Help")
    tess = factories.person("Tess Twice", organisation_id=organisation.id)
    factories.seat(who.there.main, organisation, tess)
    browser = sign_in(tess)
    browser.organisation = organisation
    return browser


def filled(points, organisation=None, **more):
    ticks = {f"meets_criterion-{point.id}": "y" for point in points} | {"meets_value": "y"}
    how = {f"how_criterion-{points[0].id}": "Our office is in Wirksworth"}
    given = {"organisation_id": organisation.id} if organisation else {}
    return {"contact_name": "Tess Twice", "contact_email": "tess@example.org"} | given | ticks | how | more


def test_everybody_reads_what_is_asked(client, who):
    criteria(who.here)
    statement(who.here)

    text = client.soup(HERE).find("main").text

    for words in ("automatically eligible", "Respect", "Works in the Peak", "membership statement", "signing in"):
        assert words in text


def test_somebody_applies_for_the_organisation_they_keep(tess, who, outbox):
    points = criteria(who.here)

    page = tess.soup(f"{HERE}apply").find("main").text
    response = tess.post(f"{HERE}apply", data=filled(points, tess.organisation, about="We bring a van"))

    (row,) = db.session.query(Application)
    assert "Works in the Peak" in page
    assert response.status_code == 303
    assert [check.meets for check in row.checks] == [True] * len(row.checks)
    assert "Our office is in Wirksworth" in {check.how for check in row.checks}
    assert [letter.to_name for letter in outbox()] == ["Ann Abbot"]
    text = tess.soup(f"{ROWS}{row.id}/").find("main").text
    assert "By the rule it is automatically eligible" in text
    assert "We bring a van" in text


def test_what_is_not_met_is_told_and_no_mistake(tess, who):
    points = criteria(who.here)

    tess.post(f"{HERE}apply", data=filled(points[:1], tess.organisation))

    (row,) = db.session.query(Application)
    text = tess.soup(f"{ROWS}{row.id}/").find("main").text
    assert "it does not meet one point yet" in text
    assert "Not yet: Helps others" in text


def test_the_manager_enters_what_an_organisation_wrote(ann, who, outbox):
    organisation = factories.organisation("Matlock Help")

    response = ann.post(f"{HERE}apply", data=filled(criteria(who.here), organisation))

    assert response.status_code == 303
    assert db.session.query(Application).one().entered_by == "Ann Abbot"
    assert outbox() == []


@pytest.mark.parametrize("wrong", [{"contact_name": ""}, {"contact_email": "nowhere"}, {"organisation_id": "999999"}])
def test_a_mistake_keeps_nothing_and_the_words_stay(tess, who, wrong):
    points = criteria(who.here)

    response = tess.post(f"{HERE}apply", data=filled(points, tess.organisation, about="We bring a van") | wrong)

    assert response.status_code == 422
    assert "We bring a van" in response.text
    assert "Our office is in Wirksworth" in response.text
    assert db.session.query(Application).count() == 0


def test_nobody_applies_twice_or_for_who_is_there_or_for_another(tess, who, sign_in, client):
    points = criteria(who.here)
    other = factories.organisation("Matlock Help")

    assert tess.post(f"{HERE}apply", data=filled(points, other)).status_code == 422
    assert sign_in(who.ray).get(f"{HERE}apply").status_code == 403
    assert client.get(f"{HERE}apply").status_code == 303
    application(who.here, tess.organisation)
    assert tess.get(f"{HERE}apply").status_code == 403
    assert db.session.query(Application).count() == 1


def test_it_is_read_by_the_partners_and_by_who_applied(tess, who, sign_in, client):
    row = application(who.here, tess.organisation, about="We bring a van")

    assert "We bring a van" in sign_in(who.otto).get(f"{ROWS}{row.id}/").text
    assert "Nia New" in tess.get(f"{ROWS}{row.id}/").text
    assert tess.get(ROWS).status_code == 404
    assert sign_in(who.sue).get(f"{ROWS}{row.id}/").status_code == 404
    assert client.get(f"{ROWS}{row.id}/").status_code == 303
    assert tess.get(f"/partnerships/there/representation/joining/applications/{row.id}/").status_code == 404
    assert "nia@example.org" not in sign_in(who.otto).get(f"{ROWS}{row.id}/").text


def test_it_is_changed_until_the_partners_are_asked(tess, who):
    points = criteria(who.here)
    row = application(who.here, tess.organisation, meets=False)
    first = str(row.version)

    response = tess.post(f"{ROWS}{row.id}/edit", data=filled(points, version=first))
    stale = tess.post(f"{ROWS}{row.id}/edit", data=filled(points, version=first, about="Late"))
    wrong = tess.post(f"{ROWS}{row.id}/edit", data=filled(points, contact_name="", about="Mine"))

    assert (response.status_code, stale.status_code, wrong.status_code) == (303, 409, 422)
    assert "Mine" in wrong.text
    assert again(row).contact_name == "Tess Twice"
    meets = {check.key: check.meets for check in again(row).checks}
    assert meets == {"value": True} | {f"criterion-{point.id}": True for point in points}


def test_it_is_taken_back_at_any_time(tess, who, sign_in, outbox):
    row = application(who.here, tess.organisation)

    assert sign_in(who.ray).post(f"{ROWS}{row.id}/withdraw").status_code == 403
    assert tess.post(f"{ROWS}{row.id}/withdraw", data={"text": "x" * 500}).status_code == 422
    assert tess.post(f"{ROWS}{row.id}/withdraw", data={"text": "We merge"}).status_code == 303
    assert tess.get(f"{ROWS}{row.id}/withdraw").status_code == 409
    assert again(row).ended is Ended.WITHDRAWN
    text = tess.soup(f"{ROWS}{row.id}/").find("main").text
    assert "Taken back by the organisation" in text
    assert "We merge" in text


def test_thirty_applications_take_no_more_statements(ann, who, queries):
    with factories.together():
        organisations = [factories.organisation() for _number in range(30)]
    for each in organisations:
        factories.add(Application(
            partnership_id=who.here.id, organisation_id=each.id, organisation_name=each.name, contact_name="N",
            applied_on=factories.LONG_AGO, entered_by="A",
        ))  # fmt: skip
    queries.clear()

    assert len(ann.soup(ROWS).find("tbody").find_all("tr")) == 30
    assert len(queries) <= 8
    assert "Received" in ann.get(f"{ROWS}?format=csv&state=open").text
    assert "Nobody has applied" not in ann.get(f"{ROWS}?state=ended").text
