"""Importing organisations: the same one is known in other spelling, and only who keeps an entry may add to it."""

from collections.abc import Iterable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa

from portal.core.database import db
from portal.core.text import slug
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Sector
from portal.directory.queries import organisations_kept_by
from portal.directory.rules import (
    charity_number,
    company_number,
    keys_of_likeness,
    likely_the_same,
    may_add_organisations,
    postcode,
    telephone,
    website,
)
from portal.directory.services import entries
from portal.directory.services.organisations import TAKEN
from portal.transfer.kinds.kind import Found, Kind, Known, Row
from portal.transfer.reading import line, mail, one_of
from portal.transfer.rules import Field

SECTORS = one_of(
    Sector,
    public="local government;council;government;local authority;state",
    private="business;commercial;company;profit",
    voluntary="voluntary;vcs;vcse;vcfs;charity;charitable;third sector;third;non profit;voluntary sector;"
    "not for profit",
    statutory="statutory sector;nhs;health;police",
    community="community group;community sector;community organisation",
    faith="religious;church;faith group",
    education="school;college;university",
)


class KnownOrganisations(Known):
    """The organisations there are, found by name without comparing each with each."""

    def __init__(self, viewer: Viewer) -> None:
        super().__init__(viewer)
        self.numbers: dict[int, int | tuple[int, ...]] = {}
        self.names: dict[int, tuple[str, str]] = {}
        self.exact: dict[str, int] = {}
        self.kept: set[int] = set()
        stays = sa.func.coalesce(Organisation.merged_into_id, Organisation.id)
        asked = sa.select(stays, Organisation.name, Organisation.short_name).order_by(
            Organisation.merged_into_id.is_not(None), Organisation.id
        )
        for number, name, short_name in db.session.execute(asked):
            self._keep(number, name, short_name)
        if not viewer.is_site_administrator:
            mine = sa.select(Organisation.id).where(organisations_kept_by(viewer))
            self.kept = set(db.session.scalars(mine))

    def _keep(self, number: int, name: str, short_name: str) -> None:
        self.names.setdefault(number, (name, short_name))
        self.exact.setdefault(name.casefold(), number)
        for key in keys_of_likeness(name, short_name):
            other = self.numbers.get(key)
            if other is None:
                self.numbers[key] = number
            elif other != number:
                self.numbers[key] = (*(other if isinstance(other, tuple) else (other,)), number)

    def keeps(self, number: int) -> bool:
        """Whether the viewer may change the entry."""
        return self.viewer.is_site_administrator or number < 0 or number in self.kept

    def called(self, name: str, short_name: str = "") -> Found | None:
        """Return the organisation of this name, or the one of nearly this name."""
        if (same_name := self.exact.get(name.casefold())) is not None:
            return Found(same_name, self.names[same_name][0], "of the same name", True, self.keeps(same_name))
        near: dict[int, None] = {}
        for key in keys_of_likeness(name, short_name):
            found = self.numbers.get(key)
            if found is not None:
                near.update(dict.fromkeys(found if isinstance(found, tuple) else (found,)))
        others = [
            SimpleNamespace(number=number, name=self.names[number][0], short_name=self.names[number][1])
            for number in sorted(near, key=abs)
        ]
        same = likely_the_same(name, "", others)
        if short_name and not same:  # two that only share their initials are two
            same = [each for each in others if short_name.casefold() == each.name.casefold()]
        exact = [each for each in same if name.casefold() in (each.name.casefold(), each.short_name.casefold())]
        best = next(iter(exact or same), None)
        if best is None:
            return None
        sure = best in exact
        return Found(best.number, best.name, "of the same name" if sure else "of nearly the same name", sure,
                     self.keeps(best.number))  # fmt: skip

    def find(self, row: Row) -> Found | None:
        """Return the organisation a row names."""
        return self.called(row.values["name"], row.values.get("short_name", ""))

    def remember(self, row: Row) -> None:
        """Keep in mind an organisation that will be added."""
        self._keep(-row.line, row.values["name"], row.values.get("short_name", ""))


class Organisations(Kind):
    """Organisations, as a spreadsheet of members holds them."""

    key, noun, more, model = "organisations", "organisation", "organisations", Organisation
    lede = "Names, sectors, places and contact details of organisations, one in each row."
    fields = (
        Field("name", "Name", ("organisation", "organisation name", "organization", "organization name", "org name",
              "group", "group name", "company", "member", "title"), line(), is_needed=True),
        Field("short_name", "Short name", ("acronym", "abbreviation", "known as", "alternate name", "initials",
              "alternate_name"), line(60)),
        Field("sector", "Sector", ("sector type",), SECTORS),
        Field("kind", "Kind", ("type", "organisation type", "category", "legal status"), line(80)),
        Field("area", "Area", ("town", "city", "district", "locality", "parish", "place"), line(120)),
        Field("description", "Description", ("what it does", "about", "aims", "summary", "notes"), str),
        Field("address", "Address", ("postal address", "street", "street address", "address line 1", "address 1",
              "address1"), line(300)),
        Field("postcode", "Postcode", ("post code", "postal code", "zip", "pcode"), postcode),
        Field("telephone", "Telephone", ("phone", "tel", "phone number", "telephone number", "tel no", "contact number",
              "mobile"), telephone),
        Field("email", "E-mail", ("email address", "e mail address", "mail", "contact email"), mail),
        Field("services", "Services", ("what we offer", "activities"), str),
        Field("opening_times", "Opening times", ("opening hours", "hours", "open"), line(400)),
        Field("languages", "Languages", ("languages spoken",), line()),
        Field("access", "Access", ("accessibility", "disabled access"), str),
        Field("area_served", "Area served", ("area of benefit", "coverage", "catchment"), line()),
        Field("charity_number", "Charity number", ("charity no", "registered charity number", "charity reg no"),
              charity_number),
        Field("company_number", "Company number", ("company no", "companies house number"), company_number),
        Field("website", "Website", ("web", "url", "web site", "web address", "homepage", "web page"), website),
    )  # fmt: skip

    def may_import(self, viewer: Viewer) -> bool:
        """Whether the viewer may add organisations."""
        return may_add_organisations(viewer)

    def known(self, viewer: Viewer) -> KnownOrganisations:
        """Return the organisations there are."""
        return KnownOrganisations(viewer)

    def columns(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return a new organisation's row; its `slug` is given by `prepare`."""
        empty: dict[str, Any] = dict.fromkeys((each.key for each in self.fields), "")
        return empty | {"sector": Sector.UNKNOWN} | dict(values) | {"sort_name": values["name"].lower()}

    def prepare(self, rows: Sequence[dict[str, Any]]) -> None:
        """Give each new organisation a name of its own in addresses."""
        wanted = {row["name"]: slug(row["name"]) or "organisation" for row in rows}
        begins = sorted(set(wanted.values()))
        taken = set(TAKEN)
        for at in range(0, len(begins), 500):
            asked = sa.select(Organisation.slug).where(Organisation.slug.in_(begins[at : at + 500]))
            taken |= set(db.session.scalars(asked))
        for row in rows:
            row["slug"] = self._free(wanted[row["name"]], taken)
            taken.add(row["slug"])

    @staticmethod
    def _free(wanted: str, taken: set[str]) -> str:
        if wanted not in taken:
            return wanted
        asked = sa.select(Organisation.slug).where(Organisation.slug.startswith(f"{wanted}-", autoescape=True))
        taken |= set(db.session.scalars(asked))
        return next(each for each in (f"{wanted}-{number}" for number in range(2, 10**6)) if each not in taken)

    def found_by(self, columns: dict[str, Any]) -> Any:
        """Return a new row as `reindex` reads it: its values alone, which are many times as quick to make."""
        return SimpleNamespace(closed_on=None, merged_into_id=None, **columns)

    def reindex(self, rows: Iterable[Any]) -> None:
        """Renew what is found of organisations, with what is also called so of all of them read once."""
        here = list(rows)
        also = entries.merged_names([row.id for row in here])
        for row in here:
            entries.put_organisation(row, also.get(row.id, ()))
