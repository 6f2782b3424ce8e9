"""Every page of the sample partnerships, as everybody: it answers, is valid, and leads nowhere that is not there."""

import re
from urllib.parse import urlsplit

import html5lib
import pytest
from sqlalchemy import select

from portal.accounts.models import User
from portal.core.database import db
from portal.demo.people import demo_people
from portal.directory.models import Person
from tests import factories
from tests.crawl.walk import walk

OWN_MARKS = re.compile(r'<header.*?</header>|value="[^"]{20,}"', re.DOTALL)
"""What differs between two people who are shown the same: whose menu it is, and the marks of their forms."""
WORDS = re.compile(r"""(>|=")[^<&"\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]*(?=[<"])""")
"""Words between tags and within attributes that no reader of HTML could stumble over."""
_READ: set[int] = set()
PEOPLE = [None, *[email for _name, email, _note in demo_people()]]


@pytest.fixture
def come_in(demo):
    """Return a browser signed in as one of the demo people, or a visitor's."""

    def _come_in(email):
        client = demo.test_client()
        if email:
            person = db.session.scalar(select(Person).join(User, User.id == Person.user_id).where(User.email == email))
            account = person or db.session.scalar(select(User).filter_by(email=email))
            user_id = account.user_id if person else account.id
            token = factories.signed_in(type("Somebody", (), {"user_id": user_id}))
            with client.session_transaction() as session:
                session["_user_id"], session["_fresh"] = token, True
        return client

    return _come_in


@pytest.mark.slow
@pytest.mark.parametrize("email", PEOPLE, ids=lambda email: (email or "visitor").split("@")[0])
def test_every_page_answers_and_is_valid(come_in, email):
    faults, pages = [], 0
    for address, response, page in walk(come_in(email)):
        if response.status_code in (302, 303):
            continue
        if response.status_code != 200:
            faults.append(f"{address}: {response.status_code}")
            continue
        if page is not None:
            pages += 1
            faults += [f"{address}: {fault}" for fault in invalid(response.text)]
            faults += [f"{address}: asks {outside}" for outside in outsiders(page)]

    assert faults == []
    assert pages > 20


def invalid(html: str) -> list[str]:
    """What a strict reader of HTML has to complain of; pages that differ in their words alone are read once."""
    alike = hash(WORDS.sub(r"\1", OWN_MARKS.sub("", html)))
    if alike in _READ:
        return []
    _READ.add(alike)
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(html)
    return [f"{code} {given} at {place}" for place, code, given in parser.errors]


def outsiders(page) -> list[str]:
    """Files the page would ask of anybody else."""
    asked = page.xpath("//script/@src | //img/@src | //iframe/@src | //link/@href")
    return [address for address in asked if urlsplit(address).netloc and not address.startswith("data:")]
