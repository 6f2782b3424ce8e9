"""Who sits where in the sample: seats with their holders, quotas, offices, and roles given to people directly."""

from datetime import timedelta

from portal.core.permissions import Role
from portal.demo import reading
from portal.demo.book import LONG_AGO, Book, keep
from portal.directory.models import Sector
from portal.memberships.models import (
    Appointment,
    Held,
    Holder,
    Office,
    OfficeKind,
    Quota,
    Seat,
    Standing,
)
from portal.partnerships.models import Group

DAY = timedelta(days=1)


def load_seats(book: Book, source: str) -> None:
    """Add the seats, quotas and offices of a source's groups, and the roles it gives to people."""
    facts = reading.facts_of(source)
    for place in facts["partnerships"]:
        for fact in place["groups"]:
            group = book.groups[place["slug"], fact["slug"]]
            seats = [_seat(book, group, n, seat) for n, seat in enumerate(fact.get("seats", []), 1)]
            keep(seats)
            book.seats[place["slug"], fact["slug"]] = seats
            for seat, said in zip(seats, fact.get("seats", []), strict=True):
                keep(_holders(book, seat, said))
            keep(Quota(group_id=group.id, sector=Sector(k), seats=n) for k, n in fact.get("quotas", {}).items())
            keep(_office(book, group, office) for office in fact.get("offices", []))
            _note_chairs(book, place["slug"], fact)
    keep(_appointment(book, role) for role in facts["appointments"])
    for role in facts["appointments"]:
        if role["role"] == Role.MANAGER:
            book.managers.setdefault(role["partnership"], role["person"])


def _note_chairs(book: Book, slug: str, fact: reading.Facts) -> None:
    sitting = {seat["organisation"]: seat.get("person", "") for seat in fact.get("seats", []) if "organisation" in seat}
    book.chairs[slug, fact["slug"]] = [
        (book.back(office["ago"]), office.get("person") or sitting[office["organisation"]])
        for office in fact.get("offices", [])
        if office["kind"] == OfficeKind.CHAIR
    ]


def _seat(book: Book, group: Group, position: int, said: reading.Facts) -> Seat:
    organisation = book.organisations.get(said.get("organisation", ""))
    sector = said.get("sector") or (organisation.sector if organisation else "unknown")
    earlier = "before" in said
    return Seat(
        partnership_id=group.partnership_id,
        group_id=group.id,
        organisation_id=organisation.id if organisation else None,
        capacity=said.get("capacity", "Member"),
        sector=Sector(sector),
        held=Held(said.get("held", "agreed")),
        counts=said.get("counts", True),
        position=position,
        from_on=book.back(LONG_AGO if earlier else said.get("since", LONG_AGO)),
        until_on=book.back(said["until"]) - DAY if "until" in said else None,
        term_ends_on=book.back(-said["term"]) if "term" in said else None,
        ended_why=said.get("why", ""),
    )


def _holders(book: Book, seat: Seat, said: reading.Facts) -> list[Holder]:
    """Return who fills the seat: its representative, an earlier one, the substitute named for it."""
    changed = book.back(said["since"]) if "before" in said else None
    named = [
        ("before", Standing.REPRESENTATIVE, seat.from_on, changed - DAY if changed else None),
        ("person", Standing.REPRESENTATIVE, changed or seat.from_on, seat.until_on),
        ("substitute", Standing.SUBSTITUTE, seat.from_on, seat.until_on),
    ]
    return [
        Holder(seat=seat, person_id=book.people[said[key]].id, standing=standing, from_on=start, until_on=end)
        for key, standing, start, end in named
        if key in said
    ]


def _office(book: Book, group: Group, said: reading.Facts) -> Office:
    """Return an office; it begins so many `ago` and lasts so many `months`."""
    return Office(
        partnership_id=group.partnership_id,
        group_id=group.id,
        kind=OfficeKind(said["kind"]),
        detail=said.get("detail", ""),
        organisation_id=book.organisations[said["organisation"]].id,
        person_id=book.people[said["person"]].id if "person" in said else None,
        from_on=book.back(said["ago"]),
        until_on=book.back(said["ago"] - said["months"]) - DAY,
    )


def _appointment(book: Book, said: reading.Facts) -> Appointment:
    person = book.people[said["person"]]
    role = Role(said["role"])
    group = book.groups[said["partnership"], said["group"]] if "group" in said else None
    return Appointment(
        person_id=person.id,
        partnership_id=book.partnerships[said["partnership"]].id,
        group_id=group.id if group else None,
        organisation_id=person.organisation_id if said.get("for_organisation") else None,
        role=role,
        from_on=book.back(LONG_AGO),
    )
