"""What the organisations of the sample say of themselves in full, who keeps it, and what is suggested for it."""

import tomllib
from datetime import timedelta
from importlib.resources import files

from portal.demo.book import Book, keep, moment
from portal.demo.reading import Facts
from portal.directory.models import Correction, Keeper, Organisation, OutsideLink

SAID = (
    "postcode", "address", "services", "opening_times", "languages", "access", "area_served", "social",
    "charity_number", "company_number",
)  # fmt: skip


def load(book: Book) -> None:
    """Fill in the entries of organisations that were loaded, before they are made findable; who is missing is left out.

    What hangs on an entry counts as confirmed on the day the entry was.
    """
    facts = tomllib.loads(files("portal.demo").joinpath("data", "entries.toml").read_text(encoding="utf-8"))
    for fact in facts["entries"]:
        if row := book.organisations.get(fact["of"]):
            _fill(book, row, fact)
    keep(_keeper(book, fact) for fact in facts["keepers"] if _is_known(book, fact, "person"))
    keep(_correction(book, fact) for fact in facts["corrections"] if _is_known(book, fact, "by"))
    keep(_link(book, fact) for fact in facts["links"] if fact["of"] in book.organisations)


def _fill(book: Book, row: Organisation, fact: Facts) -> None:
    for field in SAID:
        setattr(row, field, fact.get(field, ""))
    if "months" in fact:
        row.confirmed_on = book.back(fact["months"])
    elif row.confirmed_on is None or row.confirmed_on < book.back(10):
        row.confirmed_on = book.back(4)


def _keeper(book: Book, fact: Facts) -> Keeper:
    organisation, person = book.organisations[fact["of"]], book.people[fact["person"]]
    return Keeper(organisation_id=organisation.id, person_id=person.id, from_on=book.back(8))


def _correction(book: Book, fact: Facts) -> Correction:
    return Correction(
        organisation_id=book.organisations[fact["of"]].id,
        field=fact["field"],
        text=fact["text"],
        user_id=book.people[fact["by"]].user_id,
        suggested_by=fact["by"],
        suggested_at=moment(book.today - timedelta(days=fact["days"])),
    )


def _link(book: Book, fact: Facts) -> OutsideLink:
    row, person = book.organisations[fact["of"]], book.people.get(fact.get("person", ""))
    return OutsideLink(
        organisation_id=row.id,
        name=fact["name"],
        person_id=person.id if person else None,
        part=fact.get("part", ""),
        brings_back=fact["brings_back"],
        confirmed_on=row.confirmed_on,
        confirmed_by=row.confirmed_by,
    )


def _is_known(book: Book, fact: Facts, who: str) -> bool:
    return fact["of"] in book.organisations and fact[who] in book.people
