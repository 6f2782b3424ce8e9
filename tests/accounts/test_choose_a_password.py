"""Choosing a password: forgotten, changed, and which ones will not do."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select, update

from portal.accounts import passwords
from portal.accounts.models import Ticket
from portal.accounts.rules import HOW_TO_CHOOSE, fault_of_password
from portal.audit.models import Event
from portal.core.database import db
from tests.factories_accounts import ANOTHER, PASSWORD, account, log_in, signed_in

NOON = datetime(2026, 3, 19, 12, 0, tzinfo=UTC)
CHOICE = {"new_password": ANOTHER, "again": ANOTHER}
ABOUT = ("Ann Abbot", "ann-abbot-1@example.org", "Partnership Portal")


def ask(client, outbox, email):
    """Ask for a letter, and return the path that stands in it."""
    client.post("/password/forgot", data={"email": email})
    return re.search(r"http://localhost(/password/reset/\S+)", outbox()[-1].body)[1]


def test_the_letter_leads_to_a_new_password_and_into_the_portal(app, client, outbox):
    ann = account()
    elsewhere = signed_in(app, ann)
    path = ask(client, outbox, ann.email.upper())

    page = client.soup(path)
    answer = client.post(path, data=CHOICE)

    assert ann.email in page.text
    assert (answer.status_code, answer.location) == (303, "/")
    assert client.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 303
    assert log_in(app.test_client(), ann).status_code == 422
    assert log_in(app.test_client(), ann, ANOTHER).status_code == 303
    assert [letter.subject for letter in outbox()] == [
        "Choose a new password for the Partnership Portal",
        "Your password was changed",
    ]


def test_the_letter_says_why_it_came_and_what_to_do(client, outbox):
    ann = account()

    ask(client, outbox, ann.email)

    letter = outbox()[0]
    assert (letter.to_email, letter.to_name) == (ann.email, ann.name)
    assert letter.body.startswith("Dear Ann Abbot,\n\nYou can choose a new password here:\n\n")
    assert "for 2 hours" in letter.body
    assert "This letter came because somebody asked on the portal's sign-in page" in letter.body
    assert "{" not in letter.body


def test_opening_the_letters_address_uses_nothing_up(client, outbox):
    ann = account()
    path = ask(client, outbox, ann.email)

    codes = [client.get(path).status_code for _ in range(3)]

    assert codes == [200, 200, 200]
    assert client.post(path, data=CHOICE).status_code == 303


def test_the_address_works_once(app, client, outbox):
    ann = account()
    path = ask(client, outbox, ann.email)
    client.post(path, data=CHOICE)

    again = app.test_client().post(path, data={"new_password": PASSWORD, "again": PASSWORD})

    assert again.status_code == 410
    assert "Ask for a new letter" in again.text
    assert app.test_client().get(path).status_code == 410
    assert log_in(app.test_client(), ann, ANOTHER).status_code == 303


def test_a_double_click_sets_it_once_and_goes_on(client, outbox):
    ann = account()
    path = ask(client, outbox, ann.email)
    once = {"once": "the-mark-of-one-form"}

    answers = [client.post(path, data=CHOICE | once) for _ in range(2)]

    assert [(answer.status_code, answer.location) for answer in answers] == [(303, "/"), (303, "/")]
    assert len(outbox()) == 2


def test_the_address_works_for_two_hours(client, outbox):
    ann = account()
    with time_machine.travel(NOON, tick=False):
        path = ask(client, outbox, ann.email)

    with time_machine.travel(NOON + timedelta(hours=1, minutes=59), tick=False):
        early = client.get(path).status_code
    with time_machine.travel(NOON + timedelta(hours=2, seconds=1), tick=False):
        late = [client.get(path).status_code, client.post(path, data=CHOICE).status_code]

    assert (early, late) == (200, [410, 410])


def test_choosing_one_makes_every_other_letter_useless(app, client, outbox):
    ann = account()
    first, second = (ask(client, outbox, ann.email) for _ in range(2))

    client.post(second, data=CHOICE)

    assert app.test_client().get(first).status_code == 410


def test_only_a_hash_of_the_address_is_kept_and_no_cache_keeps_the_page(client, outbox):
    path = ask(client, outbox, account().email)

    page = client.get(path)

    assert db.session.scalar(select(Ticket.token_hash)) not in path
    assert page.headers["Cache-Control"] == "no-store"


def test_an_unknown_address_gets_the_same_answer_and_no_letter(client, outbox):
    ann, gone = account(), account("Dis Darley", disabled_at=NOON)

    answers = [client.post("/password/forgot", data={"email": e}) for e in (ann.email, "no@example.org", gone.email)]

    assert {(answer.status_code, answer.location, answer.text) for answer in answers} == {
        (303, "/password/sent", answers[0].text)
    }
    assert "If there is an account" in client.get("/password/sent").text
    assert [letter.to_email for letter in outbox()] == [ann.email]


def test_a_mailbox_is_not_flooded(client, outbox):
    ann = account()

    codes = {client.post("/password/forgot", data={"email": ann.email}).status_code for _ in range(8)}

    assert codes == {303}
    assert len(outbox()) == 3


def test_one_address_may_not_ask_for_everybody(client, outbox):
    codes = [client.post("/password/forgot", data={"email": f"n{n}@example.org"}).status_code for n in range(51)]

    assert codes == [303] * 50 + [429]


@pytest.mark.parametrize("email", ["", "ann", "@example.org", "ann@", "a b@example.org"])
def test_what_cannot_be_an_address_is_said_beside_the_field(client, outbox, email):
    answer = client.post("/password/forgot", data={"email": email})

    assert answer.status_code == 422
    assert "Error: Choose a new password" in answer.text
    assert outbox() == []


def test_the_letter_is_the_way_out_when_somebody_guessed_too_often(app, client, outbox):
    ann = account()
    for n in range(10):
        log_in(app.test_client(), ann, f"guess {n}", from_address="10.9.9.9")
    locked = log_in(client, ann).status_code

    client.post(ask(client, outbox, ann.email), data=CHOICE)

    assert locked == 429
    assert client.get("/account/").status_code == 200
    assert log_in(app.test_client(), ann, ANOTHER).status_code == 303


def test_two_at_the_same_moment_cannot_both_use_it(client, outbox, monkeypatch):
    path = ask(client, outbox, account().email)
    work = passwords.hashed

    def somebody_is_quicker(password):
        with db.engine.begin() as other:
            other.execute(update(Ticket).values(used_at=NOON))
        return work(password)

    monkeypatch.setattr(passwords, "hashed", somebody_is_quicker)

    assert client.post(path, data=CHOICE).status_code == 410
    assert len(outbox()) == 1


def test_a_disabled_account_cannot_come_back_by_letter(client, outbox):
    ann = account()
    path = ask(client, outbox, ann.email)
    ann = db.session.get(type(ann), ann.id)
    ann.disabled_at = NOON
    db.session.commit()

    assert client.get(path).status_code == 410
    assert client.post(path, data=CHOICE).status_code == 410


def test_a_poor_choice_by_letter_is_refused_and_the_letter_still_works(client, outbox):
    path = ask(client, outbox, account().email)

    answer = client.post(path, data={"new_password": "password", "again": "passwort"})

    assert answer.status_code == 422
    assert "A password needs 12 letters or more." in answer.text
    assert "The two passwords differ." in answer.text
    assert client.post(path, data=CHOICE).status_code == 303


def test_the_password_is_changed_on_the_account_page(app, outbox):
    ann = account()
    client, elsewhere = signed_in(app, ann), signed_in(app, ann)

    page = client.soup("/account/password")
    answer = client.post("/account/password", data=CHOICE | {"current_password": PASSWORD})

    assert page.find("input", {"name": "new_password"})["autocomplete"] == "new-password"
    assert (answer.status_code, answer.location) == (303, "/account/")
    assert "Your password was changed." in client.get("/account/").text
    assert elsewhere.get("/account/").status_code == 303
    assert log_in(app.test_client(), ann, ANOTHER).status_code == 303
    assert [letter.subject for letter in outbox()] == ["Your password was changed"]
    assert "Changed their password" in db.session.scalars(select(Event.sentence)).all()


def test_without_the_current_password_nothing_is_changed(app, outbox):
    ann = account()
    client = signed_in(app, ann)

    answer = client.post("/account/password", data=CHOICE | {"current_password": "a wrong guess"})

    assert answer.status_code == 422
    assert "This is not your current password." in answer.text
    assert ANOTHER not in answer.text
    assert log_in(app.test_client(), ann).status_code == 303
    assert outbox() == []


def test_the_current_password_cannot_be_guessed_at_either(app):
    client = signed_in(app, account())

    guesses = [CHOICE | {"current_password": f"guess {n}"} for n in range(11)]
    codes = [client.post("/account/password", data=guess).status_code for guess in guesses]

    assert codes == [422] * 10 + [429]


def test_ones_own_name_is_no_password(app):
    client = signed_in(app, account("Barnaby Featherstone"))

    typed = "barnabyfeatherstone1"
    answer = client.post(
        "/account/password", data={"new_password": typed, "again": typed, "current_password": PASSWORD}
    )

    assert answer.status_code == 422
    assert "Your name, your address and the portal&#39;s name are tried first." in answer.text


@pytest.mark.parametrize(
    "poor",
    [
        "short", "eleven long", "aaaaaaaaaaaa", "abcabcabcabc", "passwordpassword", "letmein-letmein", "Password1234",
        "P@ssw0rd2026!", "welcome2026!!", "iloveyou1234", "liverpoolfc1", "manchesterunited", "jordan232323",
        "123456789012", "01629 812345", "qwertyuiop12", "poiuytrewq21", "1q2w3e4r5t6y", "q1w2e3r4t5y6", "1qaz2wsx3edc",
        "zaq12wsxcde3", "qweasdzxc123", "annabbot12345", "ann.abbot@example", "Partnership Portal 1", "!!!!????####$$",
        "x" * 201,
    ],
)  # fmt: skip
def test_what_is_tried_first_is_refused_with_advice(poor):
    fault = fault_of_password(poor, ABOUT)

    assert fault.endswith(HOW_TO_CHOOSE) or (len(poor) > 200 and "up to 200" in fault)


@pytest.mark.parametrize(
    "good",
    [
        "lamp river otter", "tangerine-sixpence-moss", "kettle canal 1984", "abbot otter lamp", "Evesham2026Board",
        "4f9a2k7m1x3z", "żółw i ślimak na", "x7Kq9-2mPz-Lw4c", "o" + "brave new gable" * 13,
    ],
)  # fmt: skip
def test_three_words_will_do_and_so_will_what_a_machine_makes_up(good):
    assert fault_of_password(good, ABOUT) == ""
