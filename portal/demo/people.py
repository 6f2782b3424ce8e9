"""The people of the demonstration: what they are called, how they are reached, and who of them can sign in."""

from portal.core.text import slug
from portal.demo import reading

DEMO_PASSWORD = "heather lantern bridge"  # noqa: S105  shared by invented people only, and printed by the command


def demo_people() -> list[tuple[str, str, str]]:
    """Return who can sign in: name, e-mail address, and the part they play."""
    return [(account["name"], email_of(account["name"]), account["note"]) for account in reading.accounts()]


def email_of(name: str) -> str:
    """Return a person's address, at a domain that is kept for examples."""
    return f"{slug(name).replace('-', '.')}@example.org"


def mobile(number: int) -> str:
    """Return a mobile number of the range that is kept for fiction."""
    return f"07700 900{number % 1000:03d}"


def landline(number: int) -> str:
    """Return an office number of the range that is kept for fiction."""
    return f"01632 960{number % 1000:03d}"
