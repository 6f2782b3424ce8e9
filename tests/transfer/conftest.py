"""What the tests of imports share: files made on the spot, and the way from the choice of a file to its import."""

import io
import re

import pytest

from tests.people import cast


@pytest.fixture
def who(app):
    """Everybody."""
    return cast()


@pytest.fixture
def ann(who, sign_in):
    """The manager's browser."""
    return sign_in(who.ann)


def send(client, kind: str, content: bytes | str, name: str = "list.csv", **kwargs):
    """Choose a file; return the answer."""
    raw = content.encode() if isinstance(content, str) else content
    return client.post(f"/import/{kind}", data={"file": (io.BytesIO(raw), name)}, **kwargs)


def looked_at(client, kind: str, content: bytes | str, name: str = "list.csv") -> str:
    """Choose a file that can be read; return the address of its preview."""
    answer = send(client, kind, content, name)
    assert answer.status_code == 303, re.sub(r"<[^>]+>", "", answer.text)[-2500:]
    return answer.location


def imported(client, kind: str, content: bytes | str, name: str = "list.csv", **choices) -> str:
    """Choose a file and import it; return the address of the import."""
    address = looked_at(client, kind, content, name)
    answer = client.post(f"{address}confirm", data=choices)
    assert answer.status_code == 303, re.sub(r"<[^>]+>", "", answer.text)[-2500:]
    return address
