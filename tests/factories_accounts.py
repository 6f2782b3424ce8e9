"""Accounts with passwords, letters that are due, and the way into the portal by its sign-in page."""

from datetime import timedelta
from itertools import count

from portal.accounts import passwords
from portal.accounts.models import User
from portal.core import clock
from portal.core.database import db, writing
from portal.mail.models import Letter
from tests import factories

PASSWORD = "kettle canal moss"
ANOTHER = "tangerine sixpence gable"
_number = count(1)


def account(name="Ann Abbot", password=PASSWORD, **given):
    """An account that can be signed in with; reachable as a person's account."""
    person = factories.person(name)
    with writing():
        user = db.session.get(User, person.user_id)
        user.password_hash = passwords.hashed(password)
        for key, value in given.items():
            setattr(user, key, value)
    return user


def log_in(client, user, password=PASSWORD, **more):
    """Fill in the sign-in page and send it; `user` is an account or an e-mail address."""
    email = user if isinstance(user, str) else user.email
    address = more.pop("from_address", "127.0.0.1")
    data = {"email": email, "password": password} | more
    return client.post("/login", data=data, environ_base={"REMOTE_ADDR": address})


def signed_in(app, user, **more):
    """A browser signed in by the sign-in page."""
    client = app.test_client()
    assert log_in(client, user, **more).status_code == 303
    return client


def letter(**given):
    """A letter that is due."""
    n = next(_number)
    usual = {
        "to_email": f"reader{n}@example.org", "to_name": f"Reader {n}", "subject": f"Subject {n}",
        "body": f"Text {n}.\n", "written_at": clock.now(), "next_try_at": clock.now() - timedelta(seconds=1),
    }  # fmt: skip
    return factories.add(Letter(**usual | given))
