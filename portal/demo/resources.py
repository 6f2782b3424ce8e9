"""What the organisations of the sample lend each other and buy together, with bookings around today."""

import tomllib
from datetime import date, datetime, time, timedelta
from importlib.resources import files

from portal.core import clock, index
from portal.core.audience import Audience
from portal.demo.book import Book, dice, keep
from portal.demo.reading import Facts
from portal.directory.models import Person
from portal.resources.models import (
    Booking,
    BookingState,
    JointBuy,
    JointBuyer,
    LendingTerms,
    Resource,
    ResourceKind,
)  # fmt: skip
from portal.resources.services.resources import reindex


def load(book: Book) -> None:
    """Add resources, bookings and joint buys of the organisations there are, and make the resources findable."""
    facts = _facts()
    rows = {fact["key"]: _resource(book, fact) for fact in facts["resources"] if fact["of"] in book.organisations}
    keep(rows.values())
    keep(_booking(book, rows[fact["of"]], fact) for fact in facts["bookings"] if fact["of"] in rows)
    for fact in facts["together"]:
        _load_joint_buy(book, fact)
    with index.gathering():
        for row in rows.values():
            reindex(row)


def _facts() -> Facts:
    return tomllib.loads(files("portal.demo").joinpath("data", "resources.toml").read_text(encoding="utf-8"))


def _resource(book: Book, fact: Facts) -> Resource:
    place = book.partnerships[fact["only"]] if "only" in fact else None
    keeper = _person_of(book, fact["of"])
    usual = Audience.PARTNERSHIP if place else Audience.PARTNERS
    return Resource(
        organisation_id=book.organisations[fact["of"]].id,
        partnership_id=place.id if place else None,
        audience=Audience(fact["audience"]) if "audience" in fact else usual,
        name=fact["name"],
        sort_name=fact["name"].casefold(),
        kind=ResourceKind(fact["kind"]),
        terms=LendingTerms(fact["terms"]),
        charge=fact.get("charge", ""),
        capacity=fact.get("capacity"),
        place=fact.get("place", ""),
        area=fact.get("area", ""),
        opening=fact.get("opening", ""),
        conditions=fact.get("conditions", ""),
        access_notes=fact.get("access", ""),
        description=fact.get("description", ""),
        is_bookable=fact.get("is_bookable", True),
        most_hours=fact.get("most_hours"),
        confirmed_on=book.today - timedelta(days=dice("lent", fact["key"]).randrange(10, 420)) if keeper else None,
        confirmed_by=keeper.name if keeper else "",
    )


def _booking(book: Book, of: Resource, fact: Facts) -> Booking:
    first, last = fact["hours"].split("-")
    person = _person_of(book, fact["for"]) or next(iter(book.people.values()))
    return Booking(
        resource_id=of.id,
        organisation_id=book.organisations[fact["for"]].id,
        person_id=person.id,
        starts_at=_at(book.today + timedelta(days=fact["day"]), first),
        ends_at=_at(book.today + timedelta(days=fact["until"] if "until" in fact else fact["day"]), last),
        purpose=fact["purpose"],
        state=BookingState(fact["state"]),
        reason=fact.get("reason", ""),
        condition=fact.get("condition", ""),
        asked_at=_at(book.today + timedelta(days=min(fact["day"] - 9, -2)), "11:20"),
    )


def _load_joint_buy(book: Book, fact: Facts) -> None:
    row = JointBuy(
        organisation_id=book.organisations[fact["led_by"]].id,
        audience=Audience.PARTNERS,
        item=fact["item"],
        sort_item=fact["item"].casefold(),
        notes=fact["notes"],
    )
    keep([row])
    keep(
        JointBuyer(
            joint_buy_id=row.id,
            organisation_id=book.organisations[buyer["of"]].id,
            buys_now=not buyer.get("joins", False),
            pays=buyer.get("pays", ""),
            renewal_month=buyer.get("month"),
            note=buyer.get("note", ""),
        )
        for buyer in fact["buyers"]
    )


def _person_of(book: Book, slug: str) -> Person | None:
    """Return somebody who works for an organisation, the same one whenever the sample is loaded."""
    number = book.organisations[slug].id
    found = [person for person in book.people.values() if person.organisation_id == number and not person.left_on]
    return min(found, key=lambda person: person.sort_name, default=None)


def _at(day: date, hour: str) -> datetime:
    return clock.at(day, time.fromisoformat(hour if len(hour) == 5 else f"0{hour}"))
