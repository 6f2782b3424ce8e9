"""People without an organisation keep in touch: they ask, confirm, hear what is public, count nowhere, and leave."""

import re
from datetime import time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import integers, text

from portal.core import clock
from portal.core.audience import Audience, Why
from portal.core.database import db, writing
from portal.mail import services as mail
from portal.memberships.models import Seat
from portal.papers.models import Bulletin
from portal.partnerships.models import Partnership
from portal.representation.in_touch_models import IndividualMember
from portal.representation.services import in_touch
from tests import factories, factories_meetings
from tests.factories_joining import member

HERE = "/partnerships/here/representation/in-touch/"
IVY = {"name": "Ivy Individual", "email": "Ivy@example.org"}


@pytest.fixture
def ivy(who):
    """Somebody on the list."""
    return member(who.here)


def link(letter, what):
    return re.search(rf"/partnerships/here/representation/in-touch/{what}/\S+", letter.body)[0]


def clock_letters():
    with writing():
        return in_touch.write_letters()


def bulletin(meeting, audience=Audience.PUBLIC, hours_ago=1):
    return factories.add(Bulletin(
        partnership_id=meeting.partnership_id, group_id=meeting.group_id, meeting_id=meeting.id, title="News",
        text="## Key messages\n\nThe hall opens", audience=audience, audience_why=Why.CHOSEN,
        sent_at=clock.now() - timedelta(hours=hours_ago), sent_by="Ann Abbot",
    ))  # fmt: skip


def test_somebody_asks_confirms_by_letter_and_leaves_with_one_click(client, who, outbox):
    asked = client.post(HERE, data=IVY)
    waiting = db.session.query(IndividualMember).one()
    assert (asked.status_code, waiting.confirmed_at, waiting.email) == (303, None, "ivy@example.org")
    (letter,) = outbox()

    yes = link(letter, "confirm")
    assert "Yes, keep me in touch" in client.get(yes).text
    assert client.post(yes).status_code == 303
    db.session.expire_all()
    assert db.session.query(IndividualMember).one().confirmed_at
    assert "You are on the list, Ivy Individual" in client.get(yes).text

    out = yes.replace("confirm", "leave")
    assert "Leave the list" in client.get(out).text
    assert client.post(out).status_code == 303
    assert db.session.query(IndividualMember).count() == 0
    assert client.get(out).status_code == 404
    assert client.post(out).status_code == 404


def test_nobody_learns_who_is_on_the_list_and_letters_are_few(client, who, outbox):
    member(who.here)

    assert client.post(HERE, data=IVY).status_code == 303
    assert outbox() == []
    for _time in range(2):
        client.post(HERE, data=IVY | {"email": "will@example.org"})
    assert db.session.query(IndividualMember).filter_by(confirmed_at=None).count() == 1
    client.post(HERE, data=IVY | {"email": "will@example.org"})
    assert client.post(HERE, data=IVY | {"email": "will@example.org"}).status_code == 429
    assert len(outbox()) == 3


@pytest.mark.parametrize("wrong", [{"name": ""}, {"email": ""}, {"email": "nowhere"}])
def test_a_mistake_keeps_what_was_typed(client, who, wrong):
    response = client.post(HERE, data=IVY | wrong)

    assert response.status_code == 422
    assert "Ivy" in response.text or "ivy" in response.text.lower()
    assert db.session.query(IndividualMember).count() == 0


def test_who_signed_in_is_on_it_at_once_and_leaves_from_the_page(who, sign_in, outbox):
    sue = sign_in(who.sue)

    sue.post(HERE, data={"name": who.sue.name, "email": who.sue.email})
    page = sue.soup(HERE)
    form = next(each for each in page.find_all("form") if "/leave/" in each["action"])

    assert "You are on the list" in page.find("main").text
    assert link(outbox()[0], "leave") == form["action"]
    sue.post(form["action"])
    assert db.session.query(IndividualMember).count() == 0


def test_the_manager_adds_who_asked_and_takes_off(ann, who, sign_in, outbox):
    wrong = ann.post(f"{HERE}people/add", data=IVY)
    added = ann.post(f"{HERE}people/add", data=IVY | {"agreed": "y"})
    twice = ann.post(f"{HERE}people/add", data=IVY | {"agreed": "y"})

    assert (wrong.status_code, added.status_code, twice.status_code) == (422, 303, 409)
    assert "Ivy Individual" in wrong.text
    assert "Ann Abbot put you on the list" in outbox()[0].body
    row = db.session.query(IndividualMember).one()
    for person, expected in ((who.ray, 403), (who.sue, 404)):
        assert sign_in(person).post(f"{HERE}people/{row.id}/remove").status_code == expected
        assert sign_in(person).post(f"{HERE}people/add", data=IVY | {"agreed": "y"}).status_code == expected
    there = member(who.there, "Tim There")
    assert ann.post(f"{HERE}people/{there.id}/remove").status_code == 404
    assert ann.post(f"{HERE}people/{row.id}/remove").status_code == 303
    assert db.session.query(IndividualMember).one().id == there.id


def test_partners_read_names_and_only_the_manager_addresses(ann, who, sign_in, client):
    member(who.here)
    member(who.here, "Will Waiting", is_on=False)
    member(who.there, "Tim There")
    ray = sign_in(who.ray)

    assert "ivy@example.org" in ann.get(f"{HERE}people/").text
    text = ray.get(f"{HERE}people/").text
    assert "Ivy Individual" in text
    assert "ivy@example.org" not in text + ray.get(f"{HERE}people/?format=csv").text
    assert "Will Waiting" not in text
    assert "Tim There" not in text
    assert client.get(f"{HERE}people/").status_code == 303
    assert "Ivy" not in client.get(HERE).text


def test_bulletins_go_to_them_once_where_they_are_public(who, outbox):
    member(who.here)
    member(who.here, "Will Waiting", is_on=False)
    member(who.there, "Tim There")
    member(who.here, "Ray Rowsley", email=who.ray.email.lower())
    first = factories_meetings.meeting(who.here.main, 9)
    bulletin(first)
    with writing():
        mail.post(who.ray.email, "Ray", "in_touch_confirm", subject="News", about=f"bulletin {first.id} {who.ray.id}",
                  partnership=who.here, token="")  # fmt: skip
    bulletin(factories_meetings.meeting(who.here.main, 19), Audience.PARTNERSHIP)
    bulletin(factories_meetings.meeting(who.here.main, 29), hours_ago=30)

    assert clock_letters() == 1
    assert clock_letters() == 0
    letter = outbox()[-1]
    assert letter.to_email == "ivy@example.org"
    assert "Key messages\n\nThe hall opens" in letter.body
    assert "/leave/" in letter.body


def test_they_are_invited_to_open_meetings_alone(who, outbox):
    member(who.here)
    main = who.here.main
    factories_meetings.meeting(main, -9, title="Open evening", audience=Audience.PUBLIC, starts=time(18, 30))
    factories_meetings.meeting(main, -9, title="Among ourselves", audience=Audience.PARTNERSHIP)
    factories_meetings.meeting(main, -60, title="Far off", audience=Audience.PUBLIC)
    factories_meetings.meeting(main, 0, title="Today", audience=Audience.PUBLIC)
    off = factories_meetings.meeting(main, -8, title="Called off", audience=Audience.PUBLIC)
    off.cancelled_at = clock.now()
    factories.add(off)

    assert clock_letters() == 1
    assert clock_letters() == 0
    assert "Open evening" in outbox()[0].body
    assert ", 6.30pm" in outbox()[0].body


@given(text(max_size=60), integers(0, 200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
def test_no_made_up_address_is_anybodys(ivy, made_up, place):
    token = in_touch.token_of(ivy)
    here = place % (len(token) - 1)
    changed = token[:here] + ("B" if token[here] == "A" else "A")
    for each in (made_up, changed, changed + token[here + 1 :]):
        assert in_touch.member_behind(db.session.get_one(Partnership, ivy.partnership_id), each) is None


def test_who_never_confirms_is_forgotten(who):
    member(who.here, "Will Waiting", is_on=False, asked_at=clock.now() - timedelta(days=8))
    member(who.here, "Wanda Waiting", is_on=False)
    member(who.here, asked_at=clock.now() - timedelta(days=800))

    clock_letters()

    assert {row.name for row in db.session.query(IndividualMember)} == {"Wanda Waiting", "Ivy Individual"}


def test_they_hold_no_seat_and_see_what_everybody_sees(who, sign_in):
    ivan = factories.person("Ivan In-touch")
    member(who.here, "Ivan In-touch", email=ivan.email)
    browser = sign_in(ivan)

    assert db.session.query(Seat).count() == 3
    assert browser.get(f"{HERE}people/").status_code == 404
    assert browser.get("/partnerships/here/representation/succession/").status_code == 404


def test_thirty_people_take_no_more_statements(ann, who, queries):
    with factories.together():
        for number in range(30):
            member(who.here, f"P{number:02} Person")
    queries.clear()

    assert len(ann.soup(f"{HERE}people/").find("tbody").find_all("tr")) == 30
    assert len(queries) <= 5
