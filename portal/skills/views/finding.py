"""Finding a skill: one box, what it can be narrowed by, the best first, and the same as a file."""

from urllib.parse import urlencode

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, tables
from portal.core.htmx import wants_fragment
from portal.core.text import listed
from portal.core.viewer import Viewer
from portal.skills import rules
from portal.skills.facets import FACETS, Found, Offer, Question
from portal.skills.queries import finding
from portal.skills.services import wanted as services
from portal.skills.views.base import skills

HEADINGS = (
    "Skill", "Organisation", "Person", "Terms", "Rate", "Conditions", "Form of help", "Capacity", "Free from",
    "How much time", "Level", "Area", "Description", "Last confirmed on", "Confirmed by", "Address",
)  # fmt: skip


@skills.get("/skills/")
@gate.public
def index() -> ResponseReturnValue:
    question = asked()
    if (kind := request.args.get("format")) in ("csv", "xlsx"):
        return _file(finding.find(current_user, question, size=finding.WINDOW), kind)
    found = finding.find(current_user, question, request.args.get("page", 1, type=int))
    context = {
        "found": found,
        "csv": address(question, format="csv"),
        "xlsx": address(question, format="xlsx"),
        "turn": lambda page: address(question, page=page),
        "facet_names": FACETS,
        "may_ask": current_user.is_partner,
    }
    if wants_fragment():
        return render_template("skills/_search.html", **context)
    rights = {"may_offer": _may_offer(current_user), "may_curate": rules.may_curate(current_user)}
    return render_template("skills/index.html", **rights, **context)


@skills.post("/skills/nobody")
@gate.signed_in
def note_nobody() -> ResponseReturnValue:
    """Count words that nobody offers anything for; it was asked by a button, so that no visit is counted unawares."""
    gate.demand_that(current_user.is_partner)
    words = " ".join(request.form.get("q", "").replace("\0", " ").split())[:200]
    if words:
        services.note_search_in_vain(words)
        flash(f"Noted: nobody offers “{words}”. It stands among the gaps, without your name.", "good")
    return redirect("/skills/gaps/", 303)


def asked() -> Question:
    """Return what the address asks for; what no search can mean is left aside."""
    ticked = {key: tuple(dict.fromkeys(map(_clean, request.args.getlist(key)))) for key in FACETS}
    return Question(
        _clean(request.args.get("q", "")),
        _clean(request.args.get("near", ""))[:60],
        {key: tuple(filter(None, values))[:20] for key, values in ticked.items() if any(values)},
    )


def address(question: Question, **more: object) -> str:
    """Return the address that asks this question, and a little more: it can be sent to a colleague."""
    pairs = [*question.pairs, *((key, str(value)) for key, value in more.items())]
    return "/skills/?" + urlencode(pairs) if pairs else "/skills/"


def _clean(text: str) -> str:
    return " ".join(text.replace("\0", " ").split())[:200]


def _may_offer(viewer: Viewer) -> bool:
    return viewer.is_site_administrator or bool(viewer.keeps) or rules.may_curate(viewer)


def _file(found: Found, kind: str) -> ResponseReturnValue:
    make = tables.worksheet_cell if kind == "xlsx" else tables.cell
    lines = [list(HEADINGS)] + [[make(value) for value in _line(offer)] for offer in found.offers]
    if found.is_capped:
        lines.append(["Only the newest 1,000 were looked at: narrow the search to see others."])
    return tables.workbook_file(lines, "skills") if kind == "xlsx" else tables.csv_file(lines, "skills")


def _line(offer: Offer) -> list[object]:
    row = offer.row
    forms = rules.forms_of(row.forms)
    return [
        row.title, row.organisation, row.person, row.terms, row.rate, row.conditions,
        listed([form.words.lower() for form in forms]), offer.capacity.words, row.free_from,
        row.capacity_note, row.level.short if row.level else "", row.area, row.description, row.confirmed_on,
        row.confirmed_by, f"{request.host_url}skills/{row.id}/",
    ]  # fmt: skip
