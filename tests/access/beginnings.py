"""Two partnerships before their first meeting, with three people each who come to read, and some who only sit there."""

from types import SimpleNamespace

from portal.core.permissions import Role
from portal.directory.models import Showing
from portal.glossary.models import Explained
from portal.meetings.agenda_models import Prompt
from tests import factories

PLACES = ("alder", "birch")
SEATED = ("rep", "together", "nobody")
NAMES = {
    "manager": Showing.PARTNERS, "rep": Showing.PARTNERS, "observer": Showing.PARTNERS, "neighbour": Showing.PARTNERS,
    "together": Showing.TOGETHER, "nobody": Showing.NOBODY,
}  # fmt: skip
SHORT = [f"QX{letter}Z" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
READERS = ("manager", "rep", "observer", "neighbour")


def furnish() -> SimpleNamespace:
    """Return, for each partnership, the numbers of its people, seats, groups and roles; and everybody's tokens.

    Each person's name holds the mark `zz<place><name>zz`, so that it is known where it is met. The neighbour sits in
    another group of the same partnership; those called together and nobody sit in the main group and have agreed to
    be shown to the partnerships they sit in, or to nobody.
    """
    tokens, places = {}, {}
    for place in PLACES:
        partnership = factories.partnership(slug=place, name=f"{place.capitalize()} Partnership")
        forum = factories.group(partnership, name=f"{place.capitalize()} Forum", slug="forum")
        people = {
            name: factories.person(f"{name.capitalize()} {mark_of(place, name)}", name_shown=shown)
            for name, shown in NAMES.items()
        }
        factories.appointment(people["manager"], Role.MANAGER, partnership)
        role = factories.appointment(people["observer"], Role.OBSERVER, partnership, partnership.main)
        prompt = factories.add(Prompt(group_id=partnership.main.id, position=1, text="Why now?"))
        for short in SHORT:
            factories.add(
                Explained(partnership_id=partnership.id, term=short, sort_term=short.lower(), meaning="Something")
            )
        seats = {}
        for name in (*SEATED, "neighbour"):
            organisation = factories.organisation(f"{name.capitalize()} of {place}")
            group = forum if name == "neighbour" else partnership.main
            seats[name] = factories.seat(group, organisation, people[name]).id
        places[place] = SimpleNamespace(
            groups={"main": partnership.main.slug, "forum": "forum"},
            group_numbers={"main": partnership.main.id, "forum": forum.id},
            seats=seats,
            observing=role.id,
            prompt=prompt.id,
            people={name: person.id for name, person in people.items()},
            names={name: person.name for name, person in people.items()},
            emails={person.email: name for name, person in people.items()},
            kind=partnership.kind_id,
        )
        tokens |= {f"{place} {name}": factories.signed_in(people[name]) for name in READERS}
    return SimpleNamespace(places=places, tokens=tokens)


def mark_of(place: str, name: str) -> str:
    """The mark in a person's name."""
    return f"zz{place}{name}zz"
