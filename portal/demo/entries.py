"""The directory of the sample: organisations and people, how they are reached, and what they agreed to have shown."""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from portal.accounts.models import User
from portal.accounts.passwords import hashed
from portal.demo import reading
from portal.demo.book import LONG_AGO, Book, dice, keep, moment
from portal.demo.people import DEMO_PASSWORD, email_of, landline, mobile
from portal.directory.models import Consent, Organisation, Person, Sector, Showing
from portal.directory.rules import consent_words

INVENTED = {True: "Invented for this demonstration.", "seat": "That it has a seat is invented for this demonstration."}


class Named(NamedTuple):
    """Somebody a file speaks of: where they work, what they do, to whom contact details are shown, when they left."""

    name: str
    organisation: str
    job: str
    shows: str
    left: int | None


def load_organisations(book: Book, source: str) -> None:
    """Add the organisations of a source; those it shares with another stand in the other's file."""
    for fact in reading.facts_of(source)["organisations"]:
        number = len(book.organisations) + 1
        said = [fact["description"], INVENTED.get(fact.get("invented", False), "")]
        book.organisations[fact["slug"]] = Organisation(
            slug=fact["slug"],
            name=fact["name"],
            sort_name=fact["name"].lower(),
            short_name=fact.get("short_name", ""),
            sector=Sector(fact.get("sector", "unknown")),
            kind=fact.get("kind", ""),
            area=fact.get("area", ""),
            description=" ".join(filter(None, said)),
            telephone=landline(number),
            email=f"office@{fact['slug']}.example.org",
            website=f"https://{fact['slug']}.example.org" if number % 3 else "",
        )
    keep(book.organisations.values())


def load_people(book: Book) -> None:
    """Add everybody the sources speak of, and an account for those who can sign in."""
    users = _accounts(book)
    found: dict[str, Named] = {}
    for source in reading.SOURCES:
        for named in _named_in(reading.facts_of(source)):
            found[named.name] = _joined(found[named.name], named) if named.name in found else named
    for name in users:
        found.setdefault(name, Named(name, "", "Looks after the portal", "partners", None))
    for number, named in enumerate(sorted(found.values())):
        book.people[named.name] = _person(book, named, number, users.get(named.name))
    keep(book.people.values())
    keep(_consents(book))
    _confirm_entries(book)


def _accounts(book: Book) -> dict[str, User]:
    kept = hashed(DEMO_PASSWORD)
    users = {
        account["name"]: User(
            email=email_of(account["name"]),
            name=account["name"],
            password_hash=kept,
            is_site_administrator=account.get("is_site_administrator", False),
            created_at=moment(book.back(LONG_AGO)),
            demo_note=account["note"],
        )
        for account in reading.accounts()
    }
    keep(users.values())
    return users


def _named_in(facts: reading.Facts) -> Iterator[Named]:
    for place in facts["partnerships"]:
        for seat in (seat for group in place["groups"] for seat in group.get("seats", [])):
            home = seat.get("of") or seat.get("organisation", "")
            if "person" in seat:
                yield Named(seat["person"], home, seat.get("job", ""), seat.get("shows", ""), None)
            if "substitute" in seat:
                yield Named(seat["substitute"], home, "", "", None)
            if "before" in seat:
                yield Named(seat["before"], home, "", "nobody", seat["since"])
    for role in facts["appointments"]:
        yield Named(role["person"], role.get("organisation", ""), role.get("job", ""), role.get("shows", ""), None)


def _joined(one: Named, other: Named) -> Named:
    """Return what two mentions of a person say together; the earlier one goes first."""
    return one._replace(
        organisation=one.organisation or other.organisation,
        job=one.job or other.job,
        shows=one.shows or other.shows,
    )


def _person(book: Book, named: Named, number: int, user: User | None) -> Person:
    home = book.organisations.get(named.organisation)
    contact = Showing(named.shows) if named.shows else _agreed(named.name)
    return Person(
        name=named.name,
        sort_name=named.name.lower(),
        organisation_id=home.id if home else None,
        job=named.job,
        email=email_of(named.name),
        telephone=mobile(number) if number % 4 else landline(500 + number),
        user_id=user.id if user else None,
        name_shown=Showing.PUBLIC if contact is Showing.PUBLIC else Showing.PARTNERS,
        contact_shown=contact,
        left_on=book.back(named.left) - timedelta(days=1) if named.left else None,
    )


def _agreed(name: str) -> Showing:
    """Return to whom a person shows contact details: about half to partners in some way, few to all, many to nobody."""
    shares = {Showing.PUBLIC: 15, Showing.PARTNERS: 35, Showing.TOGETHER: 18, Showing.NOBODY: 32}
    return dice("consent", name).choices(list(shares), list(shares.values()))[0]


def _consents(book: Book) -> list[Consent]:
    return [
        Consent(
            person_id=person.id,
            name_shown=person.name_shown,
            contact_shown=person.contact_shown,
            wording=consent_words(person.name, person.name_shown, person.contact_shown),
            at=moment(book.back(2) - timedelta(days=dice("asked", person.name).randrange(400))),
            recorded_by=person.name,
        )
        for person in book.people.values()
        if person.contact_shown is not Showing.NOBODY
    ]


def _confirm_entries(book: Book) -> None:
    """Let somebody of each organisation have looked over its entry, some of them long ago."""
    for person in book.people.values():
        row = next((row for row in book.organisations.values() if row.id == person.organisation_id), None)
        if row is not None and row.confirmed_on is None and person.left_on is None:
            row.confirmed_on = book.today - timedelta(days=dice("confirmed", row.slug).randrange(20, 500))
            row.confirmed_by = person.name
