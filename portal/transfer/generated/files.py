"""What the files of the load generator become in the portal: rows of its tables, and entries of its search."""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa

from portal.accounts.models import User
from portal.actions.models import Action, Lead
from portal.actions.models import Status as Standing
from portal.actions.rules import place_in_list
from portal.core.audience import Audience, Why
from portal.core.filters import shortday
from portal.core.index import Entry, scope
from portal.decisions.models import Decision
from portal.directory.models import Organisation, Person, Sector, Showing
from portal.meetings.models import AgendaItem, Attendance, ItemKind, Meeting, Presence, State
from portal.meetings.models import Kind as MeetingKind
from portal.memberships.models import Held, Holder, Office, OfficeKind, Seat
from portal.partnerships.models import Group, Kind, Partnership, QuorumBase, QuorumKind, Rules
from portal.resources.models import Resource
from portal.skills.models import Skill, SkillTerm
from portal.transfer.generated.offers import resources, skills

Row = tuple[Any, dict[str, Any]]

KINDS = {
    "lsp": "Local strategic partnership", "core_group": "Core group", "consortium": "Consortium", "compact": "Compact",
}  # fmt: skip
ACCENTS = ("moss", "cobalt", "damson", "brick", "ochre", "teal")
HELD = {"as_of_right": Held.OF_RIGHT, "elected": Held.ELECTED, "selected": Held.SELECTED, "applied": Held.AGREED}
OFFICES = {"chair": OfficeKind.CHAIR, "administrator": OfficeKind.ADMINISTRATOR}
STATUSES = {
    "done": Standing.DONE, "dropped": Standing.DROPPED, "in_progress": Standing.ONGOING,
    "not_started": Standing.OUTSTANDING,
}  # fmt: skip
TOPICS = (
    "Town centre", "Rural transport", "Community safety", "Young people", "Affordable housing", "Health and wellbeing",
    "Volunteering", "Climate and energy", "Skills and work", "Funding round",
)  # fmt: skip
NOTES = (
    "The group heard where {topic} stands. Two members will bring figures to the next meeting; nobody objected to the "
    "way proposed. What was asked of the county is still open, and the deadline for bids was noted."
)
HELD_ONES = ("held", "inquorate")
EVER = date(2000, 1, 1)


class Place(NamedTuple):
    """What is needed of an organisation for what it offers."""

    name: str
    area: str
    sector: str
    is_open: bool = True


NOWHERE = Place("", "", "")


class Files:
    """The files of one run of the generator. `after` is added to every number, so that a database can take several."""

    def __init__(self, folder: Path, after: int, today: date) -> None:
        self.folder, self.after, self.today = folder, after, today
        self.mark = f"-{after}" if after else ""
        self.person_names: dict[int, str] = {}
        self.first_person: dict[int, int] = {}
        self.places: dict[int, Place] = {}
        self.kinds: dict[str, int] = {}
        self.public: dict[int, bool] = {}
        self.quorum: dict[int, int] = {}
        self.slugs: dict[int, str] = {}
        self.groups: dict[int, tuple[int, str, bool]] = {}
        self.main_group: dict[int, int] = {}
        self.seats: dict[tuple[int, int], int] = {}
        self.sub_groups: dict[int, set[int]] = defaultdict(set)
        self.held: dict[int, list[tuple[int, int, date]]] = defaultdict(list)
        self.seat_count = self.lead_count = self.register_count = after

    @property
    def steps(self) -> list[tuple[str, Callable[[], Iterator[Row]]]]:
        """The files in the order of loading, and what makes rows of each."""
        return [
            ("organisations", self.organisations), ("people", self.people), ("partnerships", self.partnerships),
            ("groups", self.groups_), ("memberships", self.memberships), ("meetings", self.meetings),
            ("skills", lambda: skills(self)), ("resources", lambda: resources(self)), ("attendance", self.attendance),
            ("actions", self.actions),
        ]  # fmt: skip

    def number(self, text: str) -> int:
        """Return a number of the files as the database has it."""
        return int(text) + self.after

    def read(self, name: str) -> Iterator[dict[str, str]]:
        """Read a file line by line."""
        with (self.folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)

    def organisations(self) -> Iterator[Row]:
        """Organisations; a line whose number came before (the generator's near duplicates) is left out."""
        for line in self.read("organisations"):
            number, name = self.number(line["id"]), " ".join(line["name"].split())
            if number in self.places:
                continue
            slug = line["slug"] + self.mark
            self.places[number] = Place(name, line["area"], line["sector"], line["active"] == "yes")
            yield Organisation, {
                "id": number, "slug": slug, "name": name, "sort_name": name.lower(),
                "short_name": line["short_name"], "sector": Sector(line["sector"]), "kind": line["kind"],
                "area": line["area"], "description": line["description"], "address": line["address"],
                "postcode": line["postcode"], "telephone": line["telephone"], "email": line["email"],
                "website": line["website"], "charity_number": line["charity_number"],
                "closed_on": None if line["active"] == "yes" else self.today,
            }  # fmt: skip
            said = (line["kind"], line["area"], line["description"], line["postcode"], line["charity_number"])
            short = f" ({line['short_name']})" if line["short_name"] else ""
            closed = "" if line["active"] == "yes" else f", closed {shortday(self.today)}"
            yield self.entry(
                "organisation", number, f"{name}{short}{closed}", ". ".join(filter(None, said)),
                f"/organisations/{slug}/", Audience.PUBLIC, organisation_id=number,
            )  # fmt: skip

    def people(self) -> Iterator[Row]:
        """People, and accounts for those who have one."""
        for line in self.read("people"):
            number, at = self.number(line["id"]), self.number(line["organisation_id"])
            name = self.person_names[number] = f"{line['first_name']} {line['last_name']}"
            self.first_person.setdefault(at, number)
            has_account = line["has_login"] == "yes" and bool(line["email"])
            email = line["email"].replace("@", f"{self.mark}@")
            if has_account:
                yield User, {"id": number, "email": email, "name": name, "created_at": _at(self.today)}
            shown = Showing.PARTNERS if line["listed"] == "yes" else Showing.TOGETHER
            left = None if line["active"] == "yes" else self.today - timedelta(days=90)
            yield Person, {
                "id": number, "name": name, "sort_name": name.lower(), "organisation_id": at, "job": line["role"],
                "email": email, "telephone": line["telephone"], "name_shown": shown, "left_on": left,
                "user_id": number if has_account else None,
            }  # fmt: skip
            if shown is Showing.PARTNERS and left is None:
                said = (line["role"], self.places[at].name, self.places[at].area)
                yield self.entry(
                    "person", number, name, ". ".join(filter(None, said)), f"/people/{number}/", Audience.PARTNERS,
                    organisation_id=at,
                )  # fmt: skip

    def partnerships(self) -> Iterator[Row]:
        """Partnerships with their rules. Those of one place and compacts are open to the public."""
        for line in self.read("partnerships"):
            number, name = self.number(line["id"]), line["name"]
            slug = self.slugs[number] = line["slug"] + self.mark
            self.public[number] = line["kind"] in ("lsp", "compact")
            self.quorum[number] = round(float(line["quorum_share"]) * 100)
            purpose = f"To bring together those who work for {line['area']}, so that each knows what the others do."
            audience = Audience.PUBLIC if self.public[number] else Audience.PARTNERSHIP
            if line["kind"] not in self.kinds:
                self.kinds[line["kind"]] = self.after + len(self.kinds) + 1
                named = KINDS[line["kind"]] + self.mark
                yield Kind, {"id": self.kinds[line["kind"]], "slug": line["kind"] + self.mark, "name": named}
            yield Partnership, {
                "id": number, "slug": slug, "name": name, "short_name": name[:60], "kind_id": self.kinds[line["kind"]],
                "area": line["area"], "accent": ACCENTS[number % len(ACCENTS)], "purpose": purpose,
                "founded_on": date.fromisoformat(line["founded_on"]), "actions_audience": audience,
                "closed_on": None if line["status"] == "active" else self.today,
            }  # fmt: skip
            yield Rules, {
                "id": number, "partnership_id": number, "quorum_kind": QuorumKind.MORE_THAN,
                "quorum_value": self.quorum[number], "missed_limit": int(line["missed_meetings_limit"]),
                "term_years": int(line["term_years"]), "max_sub_groups": int(line["max_sub_groups"]),
                "meetings_audience": audience, "minutes_audience": audience,
            }  # fmt: skip
            body = f"{KINDS[line['kind']]}. {line['area']}. {purpose}"
            address = f"/partnerships/{slug}/"
            yield self.entry("partnership", number, name, body, address, Audience.PUBLIC, number)

    def groups_(self) -> Iterator[Row]:
        """The main group of each partnership and its sub groups."""
        for line in self.read("groups"):
            number, place = self.number(line["id"]), self.number(line["partnership_id"])
            is_main = not line["parent_group_id"]
            self.groups[number] = (place, line["name"], is_main)
            if is_main:
                self.main_group[place] = number
            yield Group, {
                "id": number, "partnership_id": place, "slug": f"group-{line['id']}", "name": line["name"],
                "parent_id": None if is_main else self.number(line["parent_group_id"]), "is_sub_group": not is_main,
                "kind": "Main group" if is_main else "Sub group", "position": number, "opened_on": EVER,
                "rhythm": f"every {line['days_between_meetings']} days",
            }  # fmt: skip

    def memberships(self) -> Iterator[Row]:
        """A seat in the main group for each membership, with its holder and office; and the seats of sub groups."""
        for line in self.read("memberships"):
            place, at = self.number(line["partnership_id"]), self.number(line["organisation_id"])
            from_on = date.fromisoformat(line["joined_on"])
            until_on = date.fromisoformat(line["left_on"]) if line["left_on"] else None
            group, person = self.main_group[place], self.number(line["person_id"])
            yield from self._seat(group, at, person, from_on, until_on, HELD[line["route"]], line["role"])
            if line["role"] in OFFICES and until_on is None:
                yield Office, {
                    "id": self.seat_count, "partnership_id": place, "group_id": group, "kind": OFFICES[line["role"]],
                    "organisation_id": at, "from_on": from_on,
                }  # fmt: skip
        for group, organisations in self._seen_at_sub_groups().items():
            for at in sorted(organisations):
                yield from self._seat(group, at, self.first_person[at], EVER, None, Held.AGREED, "member")

    def _seen_at_sub_groups(self) -> dict[int, set[int]]:
        """Return who belongs to each sub group: the generator tells it by its registers alone."""
        meets = {line["id"]: self.number(line["group_id"]) for line in self.read("meetings")}
        for line in self.read("attendance"):
            group = meets[line["meeting_id"]]
            if not self.groups[group][2]:
                self.sub_groups[group].add(self.number(line["organisation_id"]))
        return self.sub_groups

    def _seat(
        self, group: int, at: int, person: int, from_on: date, until_on: date | None, held: Held, role: str
    ) -> Iterator[Row]:
        self.seat_count += 1
        number, place = self.seat_count, self.groups[group][0]
        self.seats[group, at] = number
        yield Seat, {
            "id": number, "partnership_id": place, "group_id": group, "organisation_id": at,
            "capacity": "Member" if role in ("member", *OFFICES) else role.capitalize(), "held": held,
            "counts": role != "observer", "position": number, "from_on": from_on, "until_on": until_on,
        }  # fmt: skip
        yield Holder, {
            "id": number, "seat_id": number, "person_id": person, "from_on": from_on, "until_on": until_on,
        }  # fmt: skip

    def meetings(self) -> Iterator[Row]:
        """Meetings with one or two agenda items; those held have notes, a decision, and confirmed minutes."""
        held = [line for line in self.read("meetings") if line["status"] in HELD_ONES]
        last = {line["group_id"]: line["id"] for line in held}
        for line in self.read("meetings"):
            number, group = self.number(line["id"]), self.number(line["group_id"])
            day, (place, group_name, is_main) = date.fromisoformat(line["date"]), self.groups[group]
            was_held = line["status"] in HELD_ONES
            is_public = line["open_to_public"] == "yes" and self.public[place]
            audience = Audience.PUBLIC if is_public else Audience.PARTNERSHIP
            out = date.fromisoformat(line["minutes_published_on"]) if line["minutes_published_on"] else None
            state = State.PUBLISHED if out else State.DRAFT if was_held else State.NONE
            is_confirmed = bool(out) and last[line["group_id"]] != line["id"]
            said = audience if out else Audience.GROUP
            guarded = {"partnership_id": place, "group_id": group}
            hour, minute = map(int, line["start"].split(":"))
            ends = (datetime.combine(day, time(hour, minute)) + timedelta(minutes=int(line["minutes_long"]))).time()
            yield Meeting, {
                "id": number, **guarded, "audience": audience, "audience_why": Why.MEETINGS, "title": line["title"],
                "kind": MeetingKind.MAIN if is_main else MeetingKind.SUB_GROUP, "day": day,
                "starts": time(hour, minute), "ends": ends, "venue": line["venue"],
                "cancelled_at": _at(day) if line["status"] == "cancelled" else None,
                "quorum_kind": QuorumKind.MORE_THAN, "quorum_value": self.quorum[place],
                "quorum_base": QuorumBase.ORGANISATIONS, "quorum_counts_vacant": False,
                "minutes_state": State.CONFIRMED if is_confirmed else state,
                "minutes_due_on": date.fromisoformat(line["minutes_due_on"]), "minutes_audience": said,
                "minutes_why": Why.MINUTES if out else Why.DRAFT, "published_at": _at(out) if out else None,
                "confirmed_at": _at(out + timedelta(days=60)) if is_confirmed and out else None,
            }  # fmt: skip
            address = f"/partnerships/{self.slugs[place]}/meetings/{number}/"
            title, body = f"{line['title']}, {shortday(day)}", f"{group_name}. {line['venue']}"
            yield self.entry("meeting", number, title, body, address, audience, place, group)
            for position in range(1 + number % 2):
                item, topic = number * 2 + position, TOPICS[(number + 3 * position) % len(TOPICS)]
                notes = NOTES.format(topic=topic.lower()) if was_held else ""
                if was_held and is_main:
                    self.held[place].append((number, item, day))
                yield AgendaItem, {
                    "id": item, **guarded, "audience": audience, "audience_why": Why.MEETINGS, "meeting_id": number,
                    "position": position, "number": str(position + 1), "title": topic, "notes": notes,
                    "kind": ItemKind.DECISION,
                }  # fmt: skip
                at, shown = f"{address}#item-{item}", said if out else audience
                yield self.entry("item", item, topic, notes if out else "", at, shown, place, group)
            if was_held:
                text = f"Support the bid for {TOPICS[number % len(TOPICS)].lower()}"
                yield Decision, {
                    "id": number, **guarded, "audience": said, "audience_why": Why.MINUTES, "meeting_id": number,
                    "item_id": number * 2, "text": text, "decided_on": day, "quorum_present": 6, "quorum_needed": 5,
                    "quorum_of": 8, "is_recommendation": line["status"] == "inquorate",
                }  # fmt: skip
                at = f"/partnerships/{self.slugs[place]}/decisions/{number}/"
                yield self.entry("decision", number, text, group_name, at, said, place, group)

    def attendance(self) -> Iterator[Row]:
        """One line of the register for each seat at each meeting."""
        meets = {line["id"]: self.number(line["group_id"]) for line in self.read("meetings")}
        for line in self.read("attendance"):
            at, person = self.number(line["organisation_id"]), self.number(line["person_id"])
            presence = Presence(line["state"])
            stood_in = presence is Presence.SUBSTITUTE
            self.register_count += 1
            expected = self.first_person[at]
            yield Attendance, {
                "id": self.register_count, "meeting_id": self.number(line["meeting_id"]),
                "seat_id": self.seats[meets[line["meeting_id"]], at], "organisation_id": at,
                "organisation_name": self.places[at].name, "person_id": expected,
                "person_name": self.person_names[expected], "presence": presence,
                "substitute_id": person if stood_in else None,
                "substitute_name": self.person_names[person] if stood_in else "",
            }  # fmt: skip

    def actions(self) -> Iterator[Row]:
        """Actions with their leads, raised at the meetings of the partnership's main group in turn."""
        for line in self.read("actions"):
            number, place = self.number(line["id"]), self.number(line["partnership_id"])
            status = STATUSES[line["status"]]
            due_on = date.fromisoformat(line["due_on"]) if line["due_on"] else None
            raised = self.held[place][number % len(self.held[place])] if self.held[place] else (None, None, None)
            audience = Audience.PUBLIC if self.public[place] else Audience.PARTNERSHIP
            owners = [self.number(each) for each in line["owner_organisation_ids"].split(";") if each]
            leads = " and ".join(self.places[each].name for each in owners)[:400]
            yield Action, {
                "id": number, "partnership_id": place, "group_id": self.main_group[place], "audience": audience,
                "audience_why": Why.ACTIONS, "meeting_id": raised[0], "item_id": raised[1], "text": line["title"],
                "status": status, "when_text": line["due_text"], "due_on": due_on,
                "due_sort": place_in_list(status, due_on), "leads_text": leads, "leads_public": leads,
                "raised_on": raised[2] or date.fromisoformat(line["start_on"]),
                "done_on": due_on if status is Standing.DONE else None,
            }  # fmt: skip
            for owner in owners:
                self.lead_count += 1
                yield Lead, {"id": self.lead_count, "action_id": number, "organisation_id": owner}
            address = f"/partnerships/{self.slugs[place]}/actions/{number}/"
            body, group = f"{leads} {line['comment']}".strip(), self.main_group[place]
            yield self.entry("action", number, line["title"], body, address, audience, place, group)

    def entry(
        self, kind: str, number: int, title: str, body: str, address: str, audience: Audience,
        partnership_id: int | None = None, group_id: int | None = None, organisation_id: int | None = None,
        terms: str = "",
    ) -> Row:  # fmt: skip
        """Return the entry of the search for one thing, as `portal.core.index.put` writes it."""
        place = self.places.get(organisation_id or 0, NOWHERE)
        row: dict[str, Any] = {
            "kind": kind, "object_id": number, "title": title, "body": body, "address": address, "audience": audience,
            "partnership_id": partnership_id, "group_id": group_id, "organisation_id": organisation_id,
            "area": place.area, "terms": terms, "sector": place.sector,
        }  # fmt: skip
        return Entry, row | {"scope": scope(**row)}


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def tables() -> list[sa.Table]:
    """Return the tables the files fill, those that others point at first."""
    models = (
        Kind, Partnership, Rules, Organisation, User, Person, Group, Seat, Holder, Office, Meeting, AgendaItem,
        Decision, Attendance, Action, Lead, SkillTerm, Skill, Resource, Entry,
    )  # fmt: skip
    return [model.__table__ for model in models]  # type: ignore[misc]
