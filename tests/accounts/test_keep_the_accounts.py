"""The site administrator sees who can sign in, closes accounts and opens them again."""

import pytest
from sqlalchemy import select

from portal.accounts import queries, services
from portal.accounts.models import User
from portal.audit.models import Event
from portal.core.database import db, writing
from portal.core.errors import Refusal
from tests.factories_accounts import ANOTHER, account, log_in, signed_in


@pytest.fixture
def ada(app):
    """A site administrator's browser."""
    return signed_in(app, account("Ada Ashford", is_site_administrator=True))


def test_the_list_says_who_can_sign_in(ada):
    account("Bea Bakewell")
    account("Cal Calver", password_hash="")

    page = ada.soup("/accounts/")
    found = ada.soup("/accounts/?q=bakew")
    new = ada.soup("/accounts/?state=new")

    assert [row.th.text.split("\n")[0].strip() for row in page.select("tbody tr")][1:] == ["Bea Bakewell", "Cal Calver"]
    assert [row.th.text for row in found.select("tbody tr")] == ["Bea Bakewell"]
    assert [row.th.text for row in new.select("tbody tr")] == ["Cal Calver"]
    assert "No password yet" in page.text


def test_the_list_is_a_file_too(ada):
    file = ada.get("/accounts/?format=csv")

    assert file.mimetype == "text/csv"
    assert "Ada Ashford" in file.text


def test_the_list_takes_as_few_statements_with_thirty_accounts(ada, queries):
    with writing():
        for n in range(30):
            services.create_user(f"n{n}@example.org", f"Number {n}")
    queries.clear()

    page = ada.soup("/accounts/")

    assert len(page.select("tbody tr")) == 31
    assert len([one for one in queries if "audit_events" not in one]) <= 3


def test_only_a_site_administrator_sees_it(app, client):
    ann = signed_in(app, account())

    assert client.get("/accounts/").location == "/login?next=/accounts/"
    for answer in (ann.get("/accounts/"), ann.post("/accounts/1/disable"), ann.post("/accounts/1/enable")):
        assert answer.status_code == 403
    assert db.session.scalars(select(User.disabled_at)).all() == [None]


def test_a_disabled_account_is_shut_at_once_and_can_be_opened_again(app, ada):
    bea = account("Bea Bakewell")
    browser = signed_in(app, bea)

    answer = ada.post(f"/accounts/{bea.id}/disable")
    page = ada.soup("/accounts/")
    shut = (browser.get("/account/").status_code, log_in(app.test_client(), bea).status_code)
    undo = page.select_one(".toast form")["action"]
    ada.post(undo)

    assert (answer.status_code, answer.location) == (303, "/accounts/")
    assert shut == (303, 422)
    assert browser.get("/account/").status_code == 303
    assert log_in(app.test_client(), bea).status_code == 303
    sentences = db.session.scalars(select(Event.sentence)).all()
    assert "Disabled the account of Bea Bakewell" in sentences
    assert "Enabled the account of Bea Bakewell" in sentences


def test_ones_own_account_stays_open(ada):
    answer = ada.post("/accounts/1/disable")

    assert answer.status_code == 409
    assert "You cannot disable your own account." in answer.text
    assert ada.get("/account/").status_code == 200


def test_the_last_site_administrator_stays(app, ada):
    only = db.session.scalar(select(User))
    someone = queries.get_user(account("Bea Bakewell").id)

    with pytest.raises(Refusal, match="last site administrator"):
        services.disable(services._viewer(someone), only)


def test_an_account_that_is_not_there_is_not_found(ada):
    assert [ada.post(f"/accounts/999/{verb}").status_code for verb in ("disable", "enable")] == [404, 404]


def test_an_address_has_one_account(app):
    with writing():
        first = services.create_user(" Bea@Example.org ", "Bea Bakewell")
        email = first.email

    with pytest.raises(Refusal, match="already"), writing():
        services.create_user("bea@example.ORG", "Somebody Else")

    assert email == "bea@example.org"
    assert queries.find_user("BEA@example.org").name == "Bea Bakewell"


def test_a_password_set_for_somebody_lets_them_in(app, client):
    with writing():
        bea = services.create_user("bea@example.org", "Bea Bakewell")
        services.set_password(bea, ANOTHER)

    assert log_in(client, "bea@example.org", ANOTHER).status_code == 303


def test_the_first_administrator_chooses_a_password_at_the_printed_address(app, client):
    with writing():
        user, path = services.new_admin("ada@example.org", "Ada Ashford")
        number = user.id

    answer = client.post(path, data={"new_password": ANOTHER, "again": ANOTHER})

    assert answer.status_code == 303
    assert client.get("/accounts/").status_code == 200
    with writing():
        again, _path = services.new_admin("ADA@example.org", "Ada Ashford")
        assert again.id == number
