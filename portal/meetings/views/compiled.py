"""A year's minutes on one page, to be read in a row, printed or kept."""

from dataclasses import dataclass

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import clock, gate
from portal.meetings import agenda_rules, compiling, queries, rules
from portal.meetings.compiling import Compiled
from portal.meetings.models import AgendaItem, Guest, Meeting
from portal.meetings.plain_words import abbreviations
from portal.meetings.queries import RollLine
from portal.meetings.views import parts
from portal.meetings.views.blueprint import bp
from portal.partnerships.models import Partnership


@dataclass
class Paper:
    """The minutes of one meeting as the viewer may read them."""

    meeting: Meeting
    roll: list[RollLine]
    guests: list[Guest]
    items: list[AgendaItem]
    decisions: compiling.By
    actions: compiling.By
    told: dict[int, str]
    quorum: rules.Quorum
    interests: dict[int, list[str]]
    is_insider: bool
    sees_names: bool


@bp.get("/compiled")
@gate.public
def compiled(partnership: Partnership) -> ResponseReturnValue:
    years = compiling.years_of(current_user, partnership)
    year = _year(request.args.get("year", ""), years)
    groups = queries.list_groups(partnership)
    asked = request.args.get("group", "")
    group = next((each for each in groups if each.slug == asked), None)
    if asked and group is None:
        abort(404)
    found = compiling.compile_year(current_user, partnership, year, group.id if group else None)
    items = [item for each in found for item in each.items]
    noted = (found[0].decisions, found[0].actions) if found else ({}, {})
    return render_template(
        "meetings/compiled.html",
        partnership=partnership,
        years=sorted({*years, year}, reverse=True),
        year=year,
        groups=groups,
        group=group,
        papers=[_paper(each) for each in found],
        leads_as="leads_text" if current_user.belongs_to(partnership) else "leads_public",
        **abbreviations(partnership, items, *noted),
    )


def _year(asked: str, years: list[int]) -> int:
    """Return the year that was asked for; otherwise the last with minutes. What is no year is not found."""
    if not asked:
        return years[0] if years else clock.today().year
    if not (asked.isascii() and asked.isdigit() and 1900 <= int(asked) <= 2200):
        abort(404)
    return int(asked)


def _paper(found: Compiled) -> Paper:
    meeting = found.meeting
    is_insider, is_partner = parts.parts_in(meeting)
    is_told = is_insider or not meeting.is_unattributed
    told = {line.seat_id: line.who_for(is_insider, is_partner) if is_told else "" for line in found.roll}
    interests = {
        item.id: agenda_rules.interests_told(found.interests[item.id], is_insider, is_told) for item in found.items
    }
    return Paper(
        meeting, found.roll, found.guests, found.items, found.decisions, found.actions, told,
        rules.quorum(meeting, found.roll), interests, is_insider, is_insider or is_partner,
    )  # fmt: skip
