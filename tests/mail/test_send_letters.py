"""Letters leave by SMTP: each once, none lost, whatever the mail server does."""

import smtplib
import socket
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from sqlalchemy import event, select

from portal.core import clock
from portal.core.database import db, writing
from portal.mail import delivery, services
from portal.mail.models import Letter
from portal.mail.rules import PAUSES, next_try
from tests.factories_accounts import letter

NOON = datetime(2026, 3, 19, 12, 0, tzinfo=UTC)


class Mailbox:
    """What a mail server was handed; `refuse` makes it refuse an address."""

    def __init__(self):
        self.messages, self.refuse = [], ""

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802  aiosmtpd's own name
        if address == self.refuse:
            return "550 No such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  aiosmtpd's own name
        if b"Later" in envelope.content:
            return "451 Try again later"
        self.messages.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=default)))
        return "250 OK"

    @property
    def subjects(self):
        return [message["Subject"] for _readers, message in self.messages]


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture
def port():
    """A port nobody listens on yet."""
    return free_port()


@pytest.fixture
def server(port):
    """A mail server on loopback that is not started yet, with its mailbox."""
    controller = Controller(Mailbox(), hostname="127.0.0.1", port=port)
    yield controller
    controller.stop(no_assert=True)


@pytest.fixture(autouse=True)
def _mail_settings(app, monkeypatch, port):
    settings = {
        "MAIL_HOST": "127.0.0.1", "MAIL_PORT": port, "MAIL_FROM": "Peak Portal <portal@example.org>",
        "MAIL_STARTTLS": False, "MAIL_TIMEOUT": 5,
    }  # fmt: skip
    for name, value in settings.items():
        monkeypatch.setitem(app.config, name, value)


def send():
    """One round of sending, as the clock starts it: outside of any transaction."""
    db.session.rollback()
    counts = delivery.send_due()
    db.session.expire_all()
    return tuple(counts)


def test_a_letter_reaches_its_reader(server):
    server.start()
    written = letter(to_name="Zoë Ågren", to_email="zoe@example.org", subject="Café at 2pm – bring a £5 note")

    counts = send()

    readers, message = server.handler.messages[0]
    assert counts == (1, 0, 0)
    assert readers == ["zoe@example.org"]
    assert message["To"] == "Zoë Ågren <zoe@example.org>"
    assert message["From"] == "Peak Portal <portal@example.org>"
    assert message["Subject"] == "Café at 2pm – bring a £5 note"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].startswith(f"<letter-{written.id}-")
    assert message.get_content().splitlines() == written.body.splitlines()
    assert db.session.get(Letter, written.id).sent_at


def test_a_letter_is_sent_once(server):
    server.start()
    letter()

    counts = [send(), send()]

    assert counts == [(1, 0, 0), (0, 0, 0)]
    assert len(server.handler.messages) == 1


def test_each_reader_gets_a_letter_of_their_own_oldest_first(server):
    server.start()
    written = [letter() for _ in range(4)]

    send()

    assert [readers for readers, _message in server.handler.messages] == [[one.to_email] for one in written]


def test_nothing_is_lost_while_the_mail_server_is_dead(server):
    written = [letter() for _ in range(5)]
    dead = [send() for _ in range(3)]

    server.start()
    alive = send()
    with time_machine.travel(clock.now() + timedelta(minutes=2), tick=False):
        later = send()

    assert dead == [(0, 1, 5)] * 3
    assert alive == (2, 0, 3)
    assert later == (3, 0, 0)
    assert sorted(server.handler.subjects) == sorted(one.subject for one in written)


def test_pauses_grow_until_it_gives_up_and_says_why():
    written = letter(written_at=NOON, next_try_at=NOON)
    moments, moment = [], NOON

    for _ in range(40):
        with time_machine.travel(moment, tick=False):
            if send()[1]:
                moments.append(moment - NOON)
        moment += timedelta(minutes=1) if len(moments) < 3 else timedelta(hours=1)

    found = db.session.get(Letter, written.id)
    assert [next_try(tries, NOON) for tries in (1, 5, 6)] == [NOON + PAUSES[0], NOON + PAUSES[4], None]
    assert found.tries == len(moments) == 6
    assert (found.next_try_at, found.sent_at) == (None, None)
    assert found.fault.startswith("The mail server could not be reached")


def test_one_address_refused_holds_no_other_up(server):
    server.start()
    server.handler.refuse = "gone@example.org"
    bad, good = letter(to_email="gone@example.org"), letter()

    counts = send()

    assert counts == (1, 1, 1)
    assert server.handler.subjects == [good.subject]
    assert "refused the address: 550 No such mailbox here" in db.session.get(Letter, bad.id).fault


def test_a_letter_the_server_puts_off_is_tried_later_and_the_others_go_on(server):
    server.start()
    slow, good = letter(subject="Later"), letter()

    counts = send()

    assert counts == (1, 1, 1)
    assert server.handler.subjects == [good.subject]
    assert db.session.get(Letter, slow.id).fault == "The mail server said: 451 Try again later"


def test_on_its_own_port_the_line_is_secret_from_the_start(app, monkeypatch):
    opened = []

    def refuse(host, port, **given):
        opened.append((host, port, given["context"].check_hostname))
        raise OSError("no line")

    monkeypatch.setattr(smtplib, "SMTP_SSL", refuse)
    monkeypatch.setitem(app.config, "MAIL_PORT", 465)
    letter()

    assert send()[:2] == (0, 1)
    assert opened == [("127.0.0.1", 465, True)]


def test_the_administrator_has_a_failed_letter_tried_again(server):
    written = letter(tries=6, next_try_at=None, fault="The mail server could not be reached")
    server.start()
    nothing = send()

    with writing():
        services.try_again(db.session.get(Letter, written.id))
    counts = send()

    assert (nothing, counts) == ((0, 0, 0), (1, 0, 0))


def test_no_transaction_is_open_while_the_network_is_waited_for(server, monkeypatch):
    server.start()
    letter()
    open_now, seen = [], []
    event.listen(db.engine, "begin", lambda connection: open_now.append(1))
    for end in ("commit", "rollback"):
        event.listen(db.engine, end, lambda connection: open_now.clear())
    handed = smtplib.SMTP.send_message
    monkeypatch.setattr(smtplib.SMTP, "send_message", lambda *given: seen.append(list(open_now)) or handed(*given))

    send()

    assert seen == [[]]


def test_a_crash_after_the_server_took_it_loses_nothing_and_keeps_its_number(server, monkeypatch):
    server.start()
    written = letter()
    monkeypatch.setattr(delivery, "_note", lambda *_given, **_values: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        send()
    monkeypatch.undo()

    found = db.session.get(Letter, written.id)
    db.session.refresh(found)

    assert found.sent_at is None
    assert found.next_try_at > clock.now()


def test_two_senders_at_once_send_a_letter_once(server):
    server.start()
    letter()
    first = delivery._read_due(50)
    second = delivery._read_due(50)

    taken = [delivery._take(*first[0]), delivery._take(*second[0])]

    assert taken[0] is not None
    assert taken[1] is None


@pytest.mark.parametrize("field", ["subject", "to_name", "to_email"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\u2028"])
def test_a_line_end_opens_no_new_line_in_the_head(server, field, end):
    server.start()
    given = {"subject": "Hello", "to_name": "Ann", "to_email": "ann@example.org"}
    given[field] += f"{end}Bcc: spy@example.org"

    with writing():
        services.post(given["to_email"], given["to_name"], "password_changed", subject=given["subject"])
    send()

    for readers, message in server.handler.messages:
        assert len(readers) == 1
        assert "spy@example.org" not in readers
        assert message["Bcc"] is None
    if field == "to_email":
        assert server.handler.messages == []
        assert db.session.scalar(select(Letter.fault)).startswith("The letter could not be written")


def test_even_a_letter_written_past_the_rule_injects_nothing(server):
    server.start()
    letter(subject="Hello\r\nBcc: spy@example.org")

    counts = send()

    assert counts[:2] == (0, 1)
    assert server.handler.messages == []


def test_once_it_has_gone_the_secret_in_it_is_struck_out(server):
    server.start()
    body = "Here:\n\nhttp://localhost/password/reset/s3cret-token\n\nIt works once/twice?\n"
    written = letter(body=body)

    send()

    assert server.handler.messages[0][1].get_content().splitlines() == body.splitlines()
    assert db.session.get(Letter, written.id).body == body.replace("s3cret-token", "***")


def test_secrets_in_letters_that_never_left_are_struck_out_after_a_week(app):
    old = letter(body="http://localhost/invitations/s3cret\n", written_at=clock.now() - timedelta(days=8))
    new = letter(body="http://localhost/invitations/s3cret\n")

    with writing():
        services.forget_secrets()

    assert db.session.get(Letter, old.id).body == "http://localhost/invitations/***\n"
    assert db.session.get(Letter, new.id).body == "http://localhost/invitations/s3cret\n"


@pytest.mark.parametrize("setting", [{"MAIL_HOST": ""}, {"DEMO": True}])
def test_without_a_mail_server_and_in_a_demonstration_nothing_is_sent(app, server, monkeypatch, setting):
    server.start()
    for name, value in setting.items():
        monkeypatch.setitem(app.config, name, value)
    letter()

    assert send() == (0, 0, 1)
    assert server.handler.messages == []


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_the_portal_signs_in_to_the_mail_server(app, port, monkeypatch):
    seen = []

    def check(_server, _session, _envelope, _mechanism, data):
        seen.append((data.login, data.password))
        return AuthResult(success=data.password == b"right", handled=False)

    controller = Controller(
        Mailbox(), hostname="127.0.0.1", port=port, authenticator=check, auth_required=True, auth_require_tls=False
    )
    controller.start()
    monkeypatch.setitem(app.config, "MAIL_USER", "portal")
    monkeypatch.setitem(app.config, "MAIL_PASSWORD", "wrong")
    letter()
    refused = send()
    fault = db.session.scalar(select(Letter.fault))
    monkeypatch.setitem(app.config, "MAIL_PASSWORD", "right")
    with time_machine.travel(clock.now() + timedelta(minutes=2), tick=False):
        let_in = send()
    controller.stop()

    assert (refused[:2], let_in) == ((0, 1), (1, 0, 0))
    assert "The mail server said: 535" in fault
    assert (b"portal", b"right") in seen


def test_a_server_that_offers_no_tls_gets_no_password(app, server, monkeypatch):
    server.start()
    monkeypatch.setitem(app.config, "MAIL_STARTTLS", True)
    monkeypatch.setitem(app.config, "MAIL_USER", "portal")
    letter()

    assert send()[:2] == (0, 1)
    assert "STARTTLS" in db.session.scalar(select(Letter.fault))


def test_the_same_occasion_writes_one_letter(app, outbox):
    with writing():
        for _ in range(2):
            services.post("ann@example.org", "Ann", "password_changed", subject="Once", about="occasion-1")
        services.post("", "Nobody", "password_changed", subject="No address")

    assert [one.subject for one in outbox()] == ["Once"]
