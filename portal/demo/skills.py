"""The skills of the sample: what its organisations offer, how they share, and who asked whom for what."""

from datetime import date, timedelta

from portal.core import index
from portal.core.audience import Audience
from portal.core.dates import parse_when
from portal.demo.book import Book, dice, keep, moment
from portal.demo.reading import Facts, facts_of
from portal.directory.models import Person
from portal.skills import rules
from portal.skills.models import (
    Capacity,
    EmptySearch,
    HelpMessage,
    HelpRequest,
    Level,
    RequestState,
    SharingProtocol,
    Skill,
    SkillTerm,
    Terms,
    VolunteerPlaces,
    Wanted,
)
from portal.skills.queries.terms import read_vocabulary
from portal.skills.services.indexing import reindex, reindex_wanted
from portal.skills.services.terms import term_for


def load(book: Book) -> None:
    """Add the terms, offers, protocols, notices and requests of the sample, as they stand on the book's day."""
    facts = facts_of("skills")
    _terms(facts)
    skills = _skills(book, facts)
    _merges(facts)
    keep(_protocols(book, facts))
    notices = _wanted(book, facts)
    _requests(book, facts, {row.title: row for row in skills})
    keep(
        EmptySearch(words=words, day=book.today - timedelta(days=30 + number), times=times)
        for number, (words, times) in enumerate(facts["vain"].items())
    )
    keep(_volunteering(book, facts))
    known = read_vocabulary()
    with index.gathering():
        for skill in skills:
            reindex(skill, known)
        for notice in notices:
            reindex_wanted(notice)


def _terms(facts: Facts) -> None:
    for fact in facts["terms"]:
        row = SkillTerm(name=fact["name"], key=rules.key_of(fact["name"]), category=fact["category"], is_curated=True)
        keep([row])
        keep(
            SkillTerm(name=name, key=rules.key_of(name), merged_into_id=row.id, is_curated=True)
            for name in fact.get("also", [])
        )


def _skills(book: Book, facts: Facts) -> list[Skill]:
    rows = []
    for slug, offers in facts["skills"].items():
        rows += [_skill(book, slug, fact) for fact in offers]
    keep(rows)
    return rows


def _skill(book: Book, slug: str, fact: Facts) -> Skill:
    organisation = book.organisations[slug]
    person = book.people[fact["person"]] if "person" in fact else None
    keeper = person or _of(book, organisation.id)
    confirmed = book.back(fact["months"]) + timedelta(days=dice("skill", fact["title"]).randrange(20))
    said = term_for(fact["title"])
    root = read_vocabulary().root(said.id)
    place = fact.get("partnership", "")
    capacity = Capacity(fact.get("capacity", "now"))
    return Skill(
        organisation_id=organisation.id, organisation=organisation, person_id=person.id if person else None,
        listed_agreed_on=confirmed if person and not fact.get("asked") else None,
        said_term_id=said.id, term_id=root.id if root else said.id, title=fact["title"],
        sort_title=fact["title"].lower(), level=Level(fact["level"]) if "level" in fact else None,
        description=fact.get("description", ""), area=fact.get("area", ""), forms=fact["forms"],
        terms=Terms(fact["terms"]), rate=fact.get("rate", ""), conditions=fact.get("conditions", ""),
        competition=fact.get("competition", ""), capacity=capacity,
        free_from=book.today + timedelta(days=fact["days"]) if capacity is Capacity.LATER else None,
        capacity_note=fact.get("note", ""),
        audience=Audience.PARTNERSHIP if place else Audience(fact.get("audience", "partners")),
        partnership_id=book.partnerships[place].id if place else None,
        confirmed_on=min(confirmed, book.today), confirmed_by=keeper.name if keeper else "",
    )  # fmt: skip


def _of(book: Book, organisation_id: int) -> Person | None:
    people = (person for person in book.people.values() if person.left_on is None)
    return next((person for person in people if person.organisation_id == organisation_id), None)


def _merges(facts: Facts) -> None:
    """Show in the list of terms that one was merged, as a curator would have done it."""
    for name, into in facts["merged"]:
        root = term_for(into)
        keep([SkillTerm(name=name, key=rules.key_of(name), merged_into_id=root.id, is_curated=False)])


def _protocols(book: Book, facts: Facts) -> list[SharingProtocol]:
    return [
        SharingProtocol(
            partnership_id=book.partnerships[fact["partnership"]].id, agreed_on=book.back(fact["agreed"]),
            text=fact["text"], default_terms=Terms(fact["terms"]),
            written_by=book.managers.get(fact["partnership"], ""),
        )
        for fact in facts["protocols"]
    ]  # fmt: skip


def _wanted(book: Book, facts: Facts) -> list[Wanted]:
    rows = []
    for fact in facts["wanted"]:
        posted, place = book.today - timedelta(days=fact["days"]), fact.get("partnership", "")
        when = parse_when(fact["when"], posted)
        meant = read_vocabulary().read(fact["title"])
        root = read_vocabulary().root(meant.id) if meant else None
        organisation = book.organisations[fact["organisation"]]
        rows.append(
            Wanted(
                organisation_id=organisation.id, organisation=organisation, person_id=book.people[fact["by"]].id,
                title=fact["title"], text=fact["text"], area=fact.get("area", ""), when_text=when.text,
                needed_by=when.due_on, posted_on=posted, is_met=False, term_id=root.id if root else None,
                audience=Audience.PARTNERSHIP if place else Audience.PARTNERS,
                partnership_id=book.partnerships[place].id if place else None,
            )
        )  # fmt: skip
    keep(rows)
    return rows


def _requests(book: Book, facts: Facts, skills: dict[str, Skill]) -> None:
    for fact in facts["requests"]:
        skill, begun = skills[fact["skill"]], book.today - timedelta(days=fact["days"])
        asker, by = book.organisations[fact["asker"]], book.people[fact["by"]]
        said: list[tuple[RequestState, str, str]] = [(RequestState.ASKED, by.name, fact["text"])]
        said += [(RequestState(state), who, text) for state, who, text in fact["steps"]]
        days = _days(begun, len(said), book.today)
        turn = rules.WHOSE_TURN.get(said[-1][0])
        when = parse_when(fact["when"], begun) if "when" in fact else None
        row = HelpRequest(
            skill_id=skill.id, organisation_id=asker.id, helper_id=skill.organisation_id, person_id=by.id,
            helper_person_id=skill.person_id if skill.listed_agreed_on else None, title=skill.title,
            when_text=when.text if when else "", needed_by=when.due_on if when else None, state=said[-1][0],
            waits_for={rules.ASKER: asker.id, rules.HELPER: skill.organisation_id}.get(turn or ""),
            asked_on=begun, moved_at=moment(days[-1]),
        )  # fmt: skip
        keep([row])
        keep(_message(row, asker.id, by.name, day, step) for day, step in zip(days, said, strict=True))


def _volunteering(book: Book, facts: Facts) -> list[VolunteerPlaces]:
    return [
        VolunteerPlaces(
            organisation_id=book.organisations[slug].id, places=fact["places"], text=fact["text"], area=fact["area"],
            audience=Audience.PUBLIC, confirmed_on=book.back(fact["months"]),
            confirmed_by=person.name if (person := _of(book, book.organisations[slug].id)) else "",
        )
        for slug, fact in facts["volunteering"].items()
    ]  # fmt: skip


def _message(
    row: HelpRequest, asker_id: int, asker: str, day: date, said: tuple[RequestState, str, str]
) -> HelpMessage:
    state, who, text = said
    organisation_id = asker_id if who == asker else row.helper_id
    return HelpMessage(
        request_id=row.id, organisation_id=organisation_id, by=who, at=moment(day), text=text, state=state
    )


def _days(begun: date, number: int, today: date) -> list[date]:
    """Return the days of so many messages, from the first day on, none of them to come."""
    return [min(begun + timedelta(days=4 * n), today) for n in range(number)]
