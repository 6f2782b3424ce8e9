"""Opening, changing, filling and renewing seats."""

from dataclasses import dataclass
from datetime import date, timedelta

from portal.audit import services as audit
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.filters import shortday
from portal.core.text import plural
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Sector
from portal.memberships import rules
from portal.memberships.models import Held, Seat
from portal.memberships.queries.figures import list_figures
from portal.memberships.queries.seats import last_term_end
from portal.partnerships.models import Group
from portal.partnerships.queries import rules_for


@dataclass
class SeatFacts:
    """What is said of a seat when it is opened or changed."""

    capacity: str
    sector: Sector
    held: Held
    from_on: date
    position: int = 0
    counts: bool = True
    term_ends_on: date | None = None


def open_seat(doer: Viewer, group: Group, organisation: Organisation | None, facts: SeatFacts) -> Seat:
    """Open a seat in a group, for an organisation or vacant, and return it.

    A term is worked out from the group's rules where none was given. Raises `Refusal` when the group or the
    organisation is closed, the sector's quota is used up, the term is too long, or the organisation may not stand
    again yet.
    """
    if group.closed_on:
        raise Refusal(f"{group.name} was closed on {shortday(group.closed_on)}: no seat can be opened in it.")
    demand_a_place(group, facts.sector, facts.held)
    seat = _made(group, organisation, facts)
    audit.record(doer, "opened", seat, f"Opened {name_of(seat)}")
    return seat


def change_seat(doer: Viewer, seat: Seat, facts: SeatFacts) -> None:
    """Change what is said of a seat; its group and organisation stay. Raises `Refusal` as `open_seat` does."""
    was_counted = seat.held is not Held.EX_OFFICIO and seat.sector is facts.sector
    if not was_counted and seat.until_on is None:
        demand_a_place(seat.group, facts.sector, facts.held)
    if seat.until_on and facts.from_on > seat.until_on:
        raise Refusal(f"This seat ended on {shortday(seat.until_on)}: it cannot begin after that.")
    _write(seat, facts)
    audit.record(doer, "changed", seat, f"Changed {name_of(seat)}")


def fill_seat(doer: Viewer, seat: Seat, organisation: Organisation, from_on: date) -> Seat:
    """Give a vacant seat to an organisation from a day on, and return the seat it has.

    The time it was vacant stays on record: that seat ends the day before and one like it begins. Raises `Refusal`
    when the seat is held or ended, when it begins later, or when the organisation is closed or may not stand again.
    """
    if seat.organisation:
        raise Refusal(f"This seat is held by {seat.organisation.name}.")
    if seat.until_on:
        raise Refusal(f"This seat ended on {shortday(seat.until_on)}. Open a new one.")
    if from_on < seat.from_on:
        raise Refusal(f"This seat begins on {shortday(seat.from_on)}: it cannot be filled before that.")
    facts = SeatFacts(seat.capacity, seat.sector, seat.held, from_on, seat.position, seat.counts)
    if from_on == seat.from_on:
        _give(seat, organisation, from_on)
        _write(seat, facts)
        audit.record(doer, "filled", seat, f"Filled {name_of(seat)}")
        return seat
    seat.until_on, seat.ended_why = from_on - timedelta(days=1), f"Filled by {organisation.name}"[:200]
    audit.record(doer, "filled", seat, f"Gave {name_of(seat)} to {organisation.name}")
    follower = _made(seat.group, organisation, facts)
    audit.record(doer, "filled", follower, f"Filled {name_of(follower)}")
    return follower


def leave_vacant(doer: Viewer, seat: Seat) -> Seat:
    """Open a vacant seat like one that ends, from the day after, and return it."""
    begins = (seat.until_on or clock.today()) + timedelta(days=1)
    facts = SeatFacts(seat.capacity, seat.sector, seat.held, begins, seat.position, seat.counts)
    vacant = _made(seat.group, None, facts)
    audit.record(doer, "opened", vacant, f"Opened {name_of(vacant)}")
    return vacant


def renew_seat(doer: Viewer, seat: Seat) -> None:
    """Give the seat's organisation another term after the one it has, by the group's rules.

    Raises `Refusal` where the seat has no term or has ended, and where the group does not allow standing again.
    """
    agreed = rules_for(seat.partnership_id, seat.group_id)
    if seat.until_on or seat.organisation_id is None or seat.term_ends_on is None or not agreed.term_years:
        raise Refusal("This seat has no term that could be renewed.")
    if not agreed.may_stand_again:
        raise Refusal(f"By its rules, members of {seat.group.name} may not stand again at once. End the seat instead.")
    seat.term_ends_on = rules.term_end(seat.term_ends_on + timedelta(days=1), agreed.term_years)
    audit.record(doer, "renewed", seat, f"Gave another term, until {shortday(seat.term_ends_on)}, to {name_of(seat)}")


def demand_a_place(group: Group, sector: Sector, held: Held) -> None:
    """Raise `Refusal` for a seat more than the group keeps for a sector; seats by office stand outside the quotas."""
    if held is Held.EX_OFFICIO:
        return
    for figures in list_figures(group.partnership_id, group.id):
        for each in figures.sectors:
            if each.sector is sector and each.is_full:
                kept = f"{group.name} keeps {plural(each.kept, 'seat')} for the sector “{sector.words}”"
                raise Refusal(f"{kept}, and all are opened. Fill a vacant one, or change the numbers first.")


def name_of(seat: Seat) -> str:
    """Return the seat as a sentence names it: "the seat of High Peak CVS in the Board (member)"."""
    whose = f"the seat of {seat.organisation.name}" if seat.organisation else "a vacant seat"
    return f"{whose} in {seat.group.name} ({seat.capacity})"


def _made(group: Group, organisation: Organisation | None, facts: SeatFacts) -> Seat:
    seat = Seat(partnership_id=group.partnership_id, group_id=group.id, group=group)
    if organisation:
        _give(seat, organisation, facts.from_on, facts.held)
    _write(seat, facts)
    db.session.add(seat)
    db.session.flush()
    return seat


def _write(seat: Seat, facts: SeatFacts) -> None:
    seat.term_ends_on = _term(seat, facts)
    seat.capacity, seat.sector, seat.held = facts.capacity, facts.sector, facts.held
    seat.from_on, seat.position, seat.counts = facts.from_on, facts.position, facts.counts


def _term(seat: Seat, facts: SeatFacts) -> date | None:
    """Return when the term ends: as was said, at most what the rules allow or an earlier renewal gave."""
    if not rules.has_term(facts.held):
        return None
    longest = rules.term_end(facts.from_on, rules_for(seat.partnership_id, seat.group_id).term_years)
    latest = max(filter(None, (longest, seat.term_ends_on)), default=None)
    if longest and latest and facts.term_ends_on and facts.term_ends_on > latest:
        raise Refusal(f"By its rules, a term in {seat.group.name} lasts until {shortday(latest)} at most.")
    return facts.term_ends_on or longest


def _give(seat: Seat, organisation: Organisation, day: date, held: Held | None = None) -> None:
    if organisation.closed_on:
        raise Refusal(f"{organisation.name} was closed on {shortday(organisation.closed_on)}.")
    if rules.has_term(held or seat.held):
        agreed = rules_for(seat.partnership_id, seat.group_id)
        last = last_term_end(seat.group_id, organisation.id, but=seat.id)
        if not rules.may_stand(agreed.may_stand_again, last, agreed.term_years, day):
            raise Refusal(f"{organisation.name} served until {shortday(last)} and may not stand again at once.")
    seat.organisation_id, seat.organisation = organisation.id, organisation
