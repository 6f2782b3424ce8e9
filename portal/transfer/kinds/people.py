"""Importing people: nobody's consent comes out of a file, so that contact details are shown to nobody at first."""

from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa

from portal.core.database import db
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Person, Showing
from portal.directory.queries import names_visible_to, people_kept_by
from portal.directory.rules import may_add_organisations, telephone
from portal.directory.services import entries
from portal.transfer.kinds.kind import Found, Kind, Known, LeftOut, Row
from portal.transfer.kinds.organisations import KnownOrganisations
from portal.transfer.reading import line, mail
from portal.transfer.rules import Field, full_name, person_key


class KnownPeople(Known):
    """The people whose names the importer may see, by e-mail address, and by name and organisation."""

    def __init__(self, viewer: Viewer) -> None:
        super().__init__(viewer)
        self.organisations = KnownOrganisations(viewer)
        self.by_mail: dict[str, int] = {}
        self.by_name: dict[tuple[str, int | None], int] = {}
        self.names: dict[int, str] = {}
        kept = people_kept_by(viewer).label("is_kept")
        asked = sa.select(Person.id, Person.name, Person.organisation_id, Person.email, kept).where(
            names_visible_to(viewer)
        )
        self.kept: set[int] = set()
        for number, name, at, email, is_kept in db.session.execute(asked.order_by(Person.id)):
            self._keep(number, name, at, email if is_kept else "")
            if is_kept:
                self.kept.add(number)

    def _keep(self, number: int, name: str, at: int | None, email: str) -> None:
        self.names[number] = name
        self.by_name.setdefault((person_key(name), at), number)
        if email:
            self.by_mail.setdefault(email.casefold(), number)

    def settle(self, row: Row) -> None:
        """Put the name together, and find the organisation."""
        values = row.values
        name = full_name(values.pop("name", ""), values.pop("first_name", ""), values.pop("last_name", ""))
        if not name:
            raise LeftOut("there is no name")
        if len(name) > 200:
            raise LeftOut("the name is longer than 200 letters")
        row.name = values["name"] = name
        values["organisation_id"] = None
        if called := values.pop("organisation", ""):
            values["organisation_id"] = organisation_called(self.organisations.called(called), called, row)

    def find(self, row: Row) -> Found | None:
        """Return the person a row is about: of the same address, or of the same name at the same organisation."""
        email, at = row.values.get("email", "").casefold(), row.values["organisation_id"]
        key = person_key(row.values["name"])
        number = self.by_mail.get(email) if email else None
        if number is not None:
            same_name = person_key(self.names[number]) == key
            why = "of the same e-mail address" if same_name else "of another name with the same e-mail address"
            return Found(number, self.names[number], why, same_name, number < 0 or number in self.kept)
        number = self.by_name.get((key, at))
        if number is None:
            return None
        why = "of the same name at the same organisation" if at else "of the same name"
        return Found(number, self.names[number], why, at is not None, number < 0 or number in self.kept)

    def remember(self, row: Row) -> None:
        """Keep in mind a person who will be added."""
        values = row.values
        self._keep(-row.line, values["name"], values["organisation_id"], values.get("email", ""))


def organisation_called(found: Found | None, called: str, row: Row) -> int:
    """Return the number of the organisation found for what a row says; one of nearly the name is remarked upon."""
    if found is None:
        raise LeftOut(f"there is no organisation called “{called}” here: import or add it first")
    if not found.is_sure:
        row.remarks.append(f"“{called}” was read as {found.name}")
    return found.number


class People(Kind):
    """People, with the organisation they belong to."""

    key, noun, more, model = "people", "person", "people", Person
    lede = "Names, jobs and contact details with the organisation's name, one person in each row; or contact cards."
    reads_cards = True
    fields = (
        Field("name", "Name", ("full name", "contact", "contact name", "person", "representative", "fn"), line()),
        Field("first_name", "First name", ("forename", "given name", "christian name", "forenames"), line(100)),
        Field("last_name", "Last name", ("surname", "family name"), line(100)),
        Field("organisation", "Organisation", ("organisation name", "organization", "employer", "company", "group",
              "works for", "org", "representing", "agency"), line()),
        Field("job", "Job", ("job title", "role", "position", "post", "title of post"), line(120)),
        Field("email", "E-mail", ("email address", "e mail address", "mail", "contact email"), mail),
        Field("telephone", "Telephone", ("phone", "tel", "phone number", "telephone number", "mobile", "tel no",
              "contact number"), telephone),
    )  # fmt: skip

    def may_import(self, viewer: Viewer) -> bool:
        """Whether the viewer may import people: the managers of partnerships, and the site administrator."""
        return may_add_organisations(viewer)

    def known(self, viewer: Viewer) -> KnownPeople:
        """Return the people there are."""
        return KnownPeople(viewer)

    def columns(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return a new person's row: the name is shown to partners, the contact details to nobody."""
        empty: dict[str, Any] = {"job": "", "email": "", "telephone": "", "organisation_id": None}
        shown = {"name_shown": Showing.PARTNERS, "contact_shown": Showing.NOBODY}
        return empty | dict(values) | shown | {"sort_name": values["name"].lower()}

    def found_by(self, columns: dict[str, Any]) -> Any:
        """Return a new row as `reindex` reads it: its values alone, which are many times as quick to make."""
        return SimpleNamespace(left_on=None, **columns)

    def reindex(self, rows: Iterable[Any]) -> None:
        """Renew what is found of people, with the organisations of all of them read once."""
        people = list(rows)
        numbers = sorted({row.organisation_id for row in people if row.organisation_id})
        asked = sa.select(Organisation.id, Organisation.name, Organisation.area).where(Organisation.id.in_(numbers))
        at = {row.id: row for row in db.session.execute(asked)}
        for row in people:
            entries.put_person(row, at.get(row.organisation_id or 0))
