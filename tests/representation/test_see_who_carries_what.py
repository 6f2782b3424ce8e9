"""Partners see what each organisation carries over a year, without a ranking and without confidential figures."""

from datetime import timedelta

from portal.actions.models import Status
from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.directory.models import Organisation, Person
from portal.meetings.models import Meeting
from portal.memberships.models import OfficeKind
from tests import factories, factories_meetings
from tests.factories_actions import action, led_by

HERE = "/partnerships/here/representation/share/"


def figures(browser):
    lines = browser.get(f"{HERE}?format=csv").text.lstrip("\ufeff").strip().split("\r\n")[1:]
    return {line.split(",")[0]: [int(each) for each in line.split(",")[1:]] for line in lines}


def test_all_that_is_carried_is_counted(ann, who):
    main = who.here.main
    mine = db.session.get(Organisation, who.seat_ray.organisation_id)
    with writing():
        db.session.get(Person, who.ray.id).organisation_id = mine.id
    factories.office(main, OfficeKind.CARETAKER, detail="Youth", organisation_id=mine.id)
    action(main, "One", led_by(organisation=mine))
    action(main, "Two", led_by(person=who.ray), status=Status.DONE)
    action(main, "Both", led_by(organisation=mine), led_by(person=who.ray))
    action(main, "Old", led_by(organisation=mine), raised_on=clock.today() - timedelta(days=500))
    met = factories_meetings.meeting(main, 9, venue="High Peak CVS, Chapel-en-le-Frith")
    with writing():
        db.session.get(Meeting, met.id).taker_id = who.ray.id

    assert figures(ann) == {"Buxton Volunteer Bureau": [1, 0, 0, 0, 0, 0], "High Peak CVS": [1, 1, 3, 1, 1, 1]}
    assert "1 of 3" in ann.soup(HERE).find("tbody").text


def test_no_figure_tells_of_what_the_reader_may_not_see(ann, sign_in, who):
    mine = db.session.get(Organisation, who.seat_ray.organisation_id)
    action(who.here.main, "Whisper", led_by(organisation=mine), audience=Audience.RESTRICTED)

    assert figures(ann)["High Peak CVS"][2] == 1
    assert figures(sign_in(who.otto))["High Peak CVS"][2] == 0


def test_it_is_for_the_partnership_alone_and_in_the_order_of_names(client, sign_in, who, ann):
    assert client.get(HERE).status_code == 303
    assert sign_in(who.sue).get(HERE).status_code == 404
    text = ann.soup(HERE).find("main").text
    assert text.index("Buxton Volunteer Bureau") < text.index("High Peak CVS")
    for word in ("most", "least", "best", "rank"):
        assert word not in text.lower().split()


def test_thirty_organisations_take_no_more_statements(ann, who, queries):
    for _number in range(30):
        factories.seat(who.here.main)
    queries.clear()

    assert len(ann.soup(HERE).find("tbody").find_all("tr")) == 32
    assert len(queries) <= 8
