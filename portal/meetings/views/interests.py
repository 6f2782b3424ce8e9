"""Interests: declared against an item and handled, and the partnership's register of standing ones."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import clock, gate, tables
from portal.core.permissions import Permission
from portal.meetings import agenda_lists, interest_queries, queries
from portal.meetings.agenda_forms import HandlingForm, InterestForm, RegisterForm
from portal.meetings.agenda_models import Handling, RegisterEntry
from portal.meetings.models import AgendaItem, Guest, Meeting
from portal.meetings.queries import RollLine
from portal.meetings.services import interests as services
from portal.meetings.services.agenda import must_be_open
from portal.meetings.views import parts
from portal.meetings.views.blueprint import bp
from portal.partnerships import queries as partnerships
from portal.partnerships.models import Partnership

WRITE = Permission.WRITE_MINUTES
Declaring = dict[str, tuple[str, RollLine | Guest]]


def _may_declare(partnership: Partnership, meeting: Meeting) -> Declaring:
    """Return for whom the viewer may declare, by value: who writes the minutes for all, a representative for a seat."""
    writes = current_user.can_in(WRITE, partnership, meeting.group_id)
    found: Declaring = {
        f"seat {line.seat_id}": (", ".join(filter(None, (line.organisation_name, line.person_name))), line)
        for line in queries.roll(meeting)
        if not line.is_vacant and (writes or line.seat_id in current_user.seats)
    }  # fmt: skip
    guests = queries.list_guests(meeting.id) if writes else []
    return found | {f"guest {guest.id}": (f"{guest.name} ({guest.capacity.words.lower()})", guest) for guest in guests}


@bp.route("/<int:meeting_id>/items/<int:item_id>/interests", methods=["GET", "POST"])
@gate.signed_in
def item_interests(partnership: Partnership, meeting_id: int, item_id: int) -> ResponseReturnValue:
    """Declare an interest against an item; for who writes the minutes also how it was handled."""
    meeting = parts.load(partnership, meeting_id)
    item = queries.get_item(current_user, meeting, item_id)
    whose = _may_declare(partnership, meeting)
    gate.demand_that(bool(whose))
    must_be_open(meeting)
    writes = current_user.can_in(WRITE, partnership, meeting.group_id)
    form = InterestForm([(value, words) for value, (words, _line) in whose.items()])
    if not writes:
        del form.handling
    if form.validate_on_submit():
        handling = form.handling.data if writes else Handling.OPEN
        services.declare(current_user, meeting, item, whose[form.whose.data][1], form.nature.data, handling)
        flash("The interest is declared.", "good")
        return redirect(_address(partnership, meeting, item), 303)
    return _page(partnership, meeting, item, form, writes)


def _page(
    partnership: Partnership, meeting: Meeting, item: AgendaItem, form: InterestForm, writes: bool, status: int = 200
) -> ResponseReturnValue:
    declared = interest_queries.interests_under(item)
    page = render_template(
        "meetings/interests.html", partnership=partnership, meeting=meeting, item=item, form=form, writes=writes,
        declared=[(row, HandlingForm(formdata=None, obj=row)) for row in declared],
        register=interest_queries.standing_interests(partnership.id, meeting.day) if writes else [],
    )  # fmt: skip
    return page, 422 if form.errors else status


@bp.post("/<int:meeting_id>/items/<int:item_id>/interests/<int:number>/settle")
@gate.allow(WRITE)
def settle_interest(partnership: Partnership, meeting_id: int, item_id: int, number: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id, WRITE)
    item = queries.get_item(current_user, meeting, item_id)
    row = interest_queries.get_interest(item, number)
    form = HandlingForm()
    if not form.validate_on_submit():
        whose = _may_declare(partnership, meeting)
        flash("Choose one of the ways an interest is handled.", "bad")
        declare = InterestForm([(value, words) for value, (words, _line) in whose.items()], formdata=None)
        return _page(partnership, meeting, item, declare, writes=True, status=422)
    services.settle(current_user, meeting, row, form.handling.data)
    flash("Noted how it was handled.", "good")
    return redirect(_address(partnership, meeting, item), 303)


@bp.post("/<int:meeting_id>/items/<int:item_id>/interests/<int:number>/<any(remove, restore):act>")
@gate.allow(WRITE)
def drop_interest(
    partnership: Partnership, meeting_id: int, item_id: int, number: int, act: str
) -> ResponseReturnValue:
    """Take a declaration back, or bring it back."""
    meeting = parts.load(partnership, meeting_id, WRITE)
    item = queries.get_item(current_user, meeting, item_id)
    row = interest_queries.get_interest(item, number, removed=act == "restore")
    if act == "restore":
        services.restore(current_user, meeting, row)
    else:
        services.remove(current_user, meeting, row)
        back = url_for("meetings.drop_interest", slug=partnership.slug, meeting_id=meeting.id, item_id=item.id,
                       number=row.id, act="restore")  # fmt: skip
        flash("The declaration is taken back.", f"undo:{back}")
    return redirect(_address(partnership, meeting, item), 303)


def _address(partnership: Partnership, meeting: Meeting, item: AgendaItem) -> str:
    return url_for("meetings.item_interests", slug=partnership.slug, meeting_id=meeting.id, item_id=item.id)


@bp.get("/interests/")
@gate.public
def register(partnership: Partnership) -> ResponseReturnValue:
    """The register: for the partnership's own, and for everybody where its rules say so."""
    queries.must_be_seen(interests_are_open(partnership))
    page = tables.read(agenda_lists.register_table(current_user, partnership), request.args)
    mine = dict(interest_queries.may_register_for(current_user, partnership)) if current_user.is_authenticated else {}
    return tables.answer(
        page, "meetings/register.html", "meetings/_interests.html", f"{partnership.slug}-interests",
        partnership=partnership, mine=mine,
    )  # fmt: skip


@bp.get("/interests/declared")
@gate.public
def declared(partnership: Partnership) -> ResponseReturnValue:
    """What was declared at meetings."""
    queries.must_be_seen(interests_are_open(partnership))
    page = tables.read(agenda_lists.declared_table(current_user, partnership), request.args)
    return tables.answer(
        page, "meetings/declared.html", "meetings/_declared.html", f"{partnership.slug}-declared-interests",
        partnership=partnership,
    )  # fmt: skip


@bp.route("/interests/new", methods=["GET", "POST"])
@gate.allow(Permission.CONTRIBUTE)
def new_interest(partnership: Partnership) -> ResponseReturnValue:
    whose = interest_queries.may_register_for(current_user, partnership)
    gate.demand_that(bool(whose))
    form = RegisterForm(whose)
    if form.validate_on_submit():
        said = {"nature": form.nature.data, "from_on": form.from_on.data, "until_on": form.until_on.data}
        services.enter(current_user, partnership, form.whose.data, said)
        flash("It stands on the register.", "good")
        return redirect(url_for("meetings.register", slug=partnership.slug), 303)
    page = render_template("meetings/new_interest.html", partnership=partnership, form=form)
    return page, 422 if form.errors else 200


@bp.post("/interests/<int:number>/end")
@gate.allow(Permission.CONTRIBUTE)
def end_interest(partnership: Partnership, number: int) -> ResponseReturnValue:
    row = interest_queries.get_entry(partnership, number)
    mine = dict(interest_queries.may_register_for(current_user, partnership))
    gate.demand_that(_whose(row) in mine or _keeps(partnership))
    services.end(current_user, row, clock.today())
    flash("The interest ended today; it stays on the register.", "good")
    return redirect(url_for("meetings.register", slug=partnership.slug), 303)


def _whose(row: RegisterEntry) -> str:
    return f"organisation {row.organisation_id}" if row.organisation_id else f"person {row.person_id}"


def _keeps(partnership: Partnership) -> bool:
    return current_user.can_in(Permission.KEEP_SEATS, partnership, None)


def interests_are_open(partnership: Partnership) -> bool:
    """Whether the viewer may read the register: the partnership's own may, others where its rules say so."""
    return current_user.belongs_to(partnership) or partnerships.rules_for(partnership.id, None).interests_public
