"""The grid of a plan: its sections with their actions, narrowed and put together as somebody likes, or as a file."""

from typing import Any
from urllib.parse import urlencode

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.core.audience import audience_sentence
from portal.core.filters import shortday
from portal.core.htmx import show
from portal.core.text import plural, plural_of
from portal.partnerships.models import Partnership
from portal.plans import attention, exports, glance, grouping, rules
from portal.plans.forms.entries import LineForm
from portal.plans.grid_row import GridRow
from portal.plans.models import Field, Plan
from portal.plans.queries import grid as queries
from portal.plans.queries import plans
from portal.plans.views.blueprint import bp
from portal.plans.views.keeping import may_keep

NARROWING = ("q", "section", "status", "time", "lead", "priority", "attention", "meeting")


@bp.get("/current")
@gate.public
def current(partnership: Partnership) -> ResponseReturnValue:
    plan = plans.current_plan(current_user, partnership)
    if plan is None:
        return redirect(url_for("plans.index", slug=partnership.slug))
    return redirect(url_for("plans.grid", slug=partnership.slug, plan_id=plan.id))


@bp.get("/<int:plan_id>/")
@gate.public
def grid(partnership: Partnership, plan_id: int) -> ResponseReturnValue:
    plan = plans.get_plan(current_user, partnership, plan_id)
    narrowing = {key: request.args[key] for key in NARROWING if request.args.get(key)}
    if exports.is_asked():
        return exports.file_of(partnership, plan, queries.rows(current_user, plan, narrowing))
    every = queries.rows(current_user, plan, {})
    found = queries.rows(current_user, plan, narrowing) if narrowing else every
    return show("plans/grid.html", fragment="plans/_grid.html", **_context(partnership, plan, every, found, narrowing))


def row_context(partnership: Partnership, plan: Plan) -> dict[str, Any]:
    """Return what a row of the grid needs beside itself."""
    fields = {column.field for column in plan.columns}
    columns = [column for column in plan.columns if column.field is not Field.NEEDS_DETAIL]
    return {
        "partnership": partnership,
        "plan": plan,
        "at": f"/partnerships/{partnership.slug}/plans/{plan.id}/",
        "columns": columns,
        "has_ref": Field.REF in fields,
        "has_detail": Field.NEEDS_DETAIL in fields,
        "cell": rules.cell,
        "may_keep": may_keep(partnership, plan),
    }


def _context(
    partnership: Partnership, plan: Plan, every: list[GridRow], found: list[GridRow], narrowing: dict[str, str]
) -> dict[str, Any]:
    sections = plans.sections_of(plan)
    by = request.args.get("group", "")
    by = by if by in grouping.WAYS else "section"
    context = row_context(partnership, plan)
    parts = grouping.parts(plan, sections, found, by, with_empty=not narrowing)
    asked = urlencode(narrowing)
    return context | {
        "sections": sections,
        "parts": parts,
        "by": by,
        "narrowing": narrowing,
        "filters": _filters(plan, sections, every),
        "count": _count(plan, found, parts, by, bool(narrowing)),
        "file": f"{context['at']}?{asked}&format=" if asked else f"{context['at']}?format=",
        "paper": f"{context['at']}print?{asked}" if asked else f"{context['at']}print",
        "said": glance.in_words(every),
        "period": exports.period_of(plan),
        "glance": glance.at_a_glance(plan, every) if every else None,
        "attention": sum(row.is_wanting for row in every),
        "audience": audience_sentence(plan.audience, plan.audience_why),
        "line": LineForm(sections, formdata=None) if context["may_keep"] else None,
        "is_empty": not every and not sections,
    }


def _count(plan: Plan, found: list[GridRow], parts: list[grouping.Part], by: str, is_narrowed: bool) -> str:
    said = plural(len(found), "action") if found else "No actions"
    if is_narrowed or len(parts) < 2:
        return f"{said} found" if is_narrowed else said
    first, of, rest = plan.section_noun.lower().partition(" of ")
    noun = "part" if by != "section" or " " in first else first
    return f"{said} in {len(parts)} {plural_of(noun)}{of}{rest if noun == first else ''}"


def _filters(plan: Plan, sections: Any, every: list[GridRow]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return the choices above the grid: name, label, and pairs of value and words; those of no use are left out."""
    words = rules.wordings(plan.columns)
    has = {column.field for column in plan.columns}
    leading = [(str(row.id), row.short_name or row.name) for row in queries.leading(current_user, plan)]
    meetings = {row.meeting_id: f"{row.meeting_title}, {shortday(row.meeting_day)}" for row in every if row.meeting_id}
    found = [
        ("section", plan.section_noun, [(str(each.id), f"{each.code} {each.title}".strip()) for each in sections]),
        ("status", _heading(plan, Field.STATUS, "Status"), list(words[Field.STATUS])),
        ("time", _heading(plan, Field.TIMESCALE, "Timescale"), list(words[Field.TIMESCALE])),
        ("lead", _heading(plan, Field.LEADS, "Who leads"), [("nobody", "Nobody named"), *leading]),
        ("priority", _heading(plan, Field.PRIORITY, ""), words[Field.PRIORITY] if Field.PRIORITY in has else []),
        ("attention", "Needs attention", [("any", "Anything"), *((kind.key, kind.words) for kind in attention.KINDS)]),
        ("meeting", "Meeting", [(str(number), words) for number, words in meetings.items()]),
        ("group", "Put together by", [(key, said) for key, said in grouping.WAYS.items() if said]),
    ]  # fmt: skip
    return [each for each in found if each[2]]


def _heading(plan: Plan, field: Field, otherwise: str) -> str:
    return next((column.heading for column in plan.columns if column.field is field), otherwise)


def draw_row(partnership: Partnership, plan: Plan, entry_id: int, **more: Any) -> str:
    """Return one row of the grid as it stands now; nothing where it is not to be seen."""
    row = queries.row_of(current_user, plan, entry_id)
    return render_template("plans/_row.html", row=row, **row_context(partnership, plan), **more) if row else ""
