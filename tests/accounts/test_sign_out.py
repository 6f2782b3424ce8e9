"""Signing out: here, in one other browser, everywhere else, and by the clock."""

from datetime import UTC, datetime, timedelta

import time_machine
from sqlalchemy import select

from portal.accounts.models import SignIn
from portal.audit.models import Event
from portal.core.database import db
from tests.conftest import HTMX
from tests.factories_accounts import account, signed_in

NINE = datetime(2026, 3, 19, 9, 0, tzinfo=UTC)


def test_signing_out_leads_home_and_clears_the_browser(app):
    client = signed_in(app, account())

    answer = client.post("/logout")

    assert (answer.status_code, answer.location) == (303, "/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert client.get("/account/").status_code == 303
    assert db.session.scalars(select(Event.sentence)).all() == ["Signed in", "Signed out"]


def test_the_old_cookie_is_dead_after_signing_out(app):
    client, thief = signed_in(app, account()), app.test_client()
    thief.set_cookie("portal", client.get_cookie("portal").value)
    opened = thief.get("/account/").status_code

    client.post("/logout")

    assert opened == 200
    assert thief.get("/account/").status_code == 303


def test_a_link_to_sign_out_asks_first(app):
    client = signed_in(app, account())

    asked = client.get("/logout")

    assert (asked.status_code, asked.headers["Allow"]) == (405, "POST")
    assert '<form method="post" action="/logout">' in asked.text
    assert client.get("/account/").status_code == 200


def test_a_visitor_may_sign_out_too(client):
    assert "You are not signed in" in client.get("/logout").text
    assert client.post("/logout").status_code == 303


def test_the_account_page_says_where_one_is_signed_in(app):
    ann = account()
    signed_in(app, ann)
    client = signed_in(app, ann)

    page = client.soup("/account/")

    assert [tag.text for tag in page.select("#sign-ins .tag")] == ["This browser", "Elsewhere"]
    assert ann.email in page.text
    assert page.find("a", href=f"/people/{person_of(ann)}/")


def person_of(user):
    return db.session.scalar(select(db.metadata.tables["people"].c.id).filter_by(user_id=user.id))


def test_one_other_browser_is_signed_out_by_plain_form(app):
    ann = account()
    lost, client = signed_in(app, ann), signed_in(app, ann)
    number = db.session.scalar(select(SignIn.id).order_by(SignIn.id))

    answer = client.post(f"/account/sign-ins/{number}/end")

    assert (answer.status_code, answer.location) == (303, "/account/")
    assert "That browser is signed out." in client.get("/account/").text
    assert lost.get("/account/").status_code == 303


def test_one_other_browser_is_signed_out_by_htmx(app):
    ann = account()
    lost, client = signed_in(app, ann), signed_in(app, ann)
    number = db.session.scalar(select(SignIn.id).order_by(SignIn.id))

    answer = client.post(f"/account/sign-ins/{number}/end", headers=HTMX)

    assert answer.status_code == 200
    assert answer.text.count("<h3>") == 1
    assert "That browser is signed out." in answer.text
    assert "That browser is signed out." not in client.get("/account/").text
    assert lost.get("/account/").status_code == 303


def test_everywhere_else_is_everywhere_but_here(app):
    ann, bea = account(), account("Bea Bakewell")
    one, two, client, other = (signed_in(app, who) for who in (ann, ann, ann, bea))

    answer = client.post("/account/sign-ins/end-others")

    assert answer.location == "/account/"
    assert "2 other browsers signed out." in client.get("/account/").text
    assert [browser.get("/account/").status_code for browser in (one, two, client, other)] == [303, 303, 200, 200]


def test_nobody_ends_the_sign_in_of_somebody_else(app):
    signed_in(app, account())
    client = signed_in(app, account("Bea Bakewell"))

    codes = [client.post(f"/account/sign-ins/{number}/end").status_code for number in (1, 2, 999)]

    assert codes == [404, 404, 404]
    assert len(db.session.scalars(select(SignIn)).all()) == 2


def test_eight_idle_hours_end_a_sign_in(app):
    ann = account()
    with time_machine.travel(NINE, tick=False):
        client = signed_in(app, ann)

    codes = [seen(client, hours) for hours in (7.9, 15.8)]
    with time_machine.travel(NINE, tick=False):
        idle = signed_in(app, ann)

    assert codes == [200, 303]
    assert seen(idle, 8.1) == 303


def test_twelve_hours_end_a_sign_in_however_busy(app):
    ann = account()
    with time_machine.travel(NINE, tick=False):
        client = signed_in(app, ann)

    assert [seen(client, hours) for hours in (4, 8, 11.9, 12.1)] == [200, 200, 200, 303]


def test_one_that_is_kept_lasts_thirty_days_idle_or_not(app):
    ann = account()
    with time_machine.travel(NINE, tick=False):
        client = signed_in(app, ann, keep="y")

    assert [seen(client, hours) for hours in (24 * 20, 24 * 29, 24 * 30.1)] == [200, 200, 303]


def seen(client, hours):
    with time_machine.travel(NINE + timedelta(hours=hours), tick=False):
        return client.get("/account/").status_code
