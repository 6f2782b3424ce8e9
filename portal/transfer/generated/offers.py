"""The generator's skills and resources as rows of the portal's tables."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from portal.core.audience import Audience
from portal.resources.models import LendingTerms, Resource, ResourceKind
from portal.skills.models import Capacity, Level, Skill, SkillTerm, Terms
from portal.skills.rules import key_of

if TYPE_CHECKING:
    from portal.transfer.generated.files import Files

LEVELS = {"basic": Level.BASIC, "working": Level.GOOD, "expert": Level.EXPERT}
TERMS = {"free": Terms.FREE, "expenses": Terms.CHARGED, "day_rate": Terms.CHARGED, "exchange": Terms.EXCHANGE}
RATES = {"expenses": "Expenses only", "day_rate": "By the day"}
AUDIENCES = {"anyone": Audience.PUBLIC}


def skills(files: "Files") -> Iterator[tuple[Any, dict[str, Any]]]:
    """Skills with the terms they are filed under; one that its organisation offers already is left out.

    What a closed organisation offers is kept, and found by nobody.
    """
    terms: dict[str, tuple[int, str]] = {}
    here: tuple[int, set[str]] = (0, set())
    for line in files.read("skills"):
        number, at = files.number(line["id"]), files.number(line["organisation_id"])
        title, key = line["skill"], key_of(line["skill"])
        if at != here[0]:
            here = (at, set())
        if title.lower() in here[1]:
            continue
        here[1].add(title.lower())
        if key not in terms:
            terms[key] = (files.after + len(terms) + 1, title)
            yield SkillTerm, {"id": terms[key][0], "name": title, "key": key + files.mark}
        term, name = terms[key]
        place, asked = files.places[at], TERMS.get(line["terms"], Terms.FREE)
        audience = Audience.PARTNERS if line["shareable"] == "yes" else Audience.PARTNERSHIP
        yield Skill, {
            "id": number, "organisation_id": at, "person_id": None, "term_id": term, "said_term_id": term,
            "title": title, "sort_title": title.lower(), "level": LEVELS.get(line["level"]), "terms": asked,
            "rate": RATES.get(line["terms"], ""), "description": line["note"], "audience": audience,
            "capacity": Capacity.NOW,
        }  # fmt: skip
        if not place.is_open:
            continue
        body = ". ".join(filter(None, (name, line["note"], place.name, place.area)))
        yield files.entry(
            "skill", number, title, body, f"/skills/{number}/", audience, organisation_id=at, terms=asked.value
        )


def resources(files: "Files") -> Iterator[tuple[Any, dict[str, Any]]]:
    """Things that are lent."""
    for line in files.read("resources"):
        number, at = files.number(line["id"]), files.number(line["organisation_id"])
        place, name = files.places[at], line["name"]
        kind = ResourceKind(line["kind"]) if line["kind"] in set(ResourceKind) else ResourceKind.OTHER
        price = float(line["charge_gbp"] or 0)
        asked = LendingTerms.CHARGED if price else LendingTerms.FREE
        audience = AUDIENCES.get(line["audience"], Audience.PARTNERS)
        yield Resource, {
            "id": number, "organisation_id": at, "name": name, "sort_name": name.casefold(), "kind": kind,
            "description": line["note"], "area": place.area, "terms": asked, "audience": audience,
            "capacity": int(line["capacity"]) if line["capacity"] else None,
            "charge": f"£{price:,.2f}" if price else "",
        }  # fmt: skip
        if not place.is_open:
            continue
        body = ". ".join(filter(None, (kind.words, line["note"], asked.words)))
        yield files.entry(
            "resource", number, name, body, f"/resources/{number}/", audience, organisation_id=at, terms=asked.value
        )
