"""How a thing that was found is shown: its kind in words, the words marked, the text around them, and why."""

import re
from typing import NamedTuple

from markupsafe import Markup

from portal.core.audience import Audience
from portal.core.index import Hit
from portal.core.index.ranking import Patterns
from portal.core.text import with_marks
from portal.directory.models import Sector

LENGTH = 240
LEAD = 60
AROUND = 600
KINDS = {
    "partnership": ("Partnership", "Partnerships"),
    "organisation": ("Organisation", "Organisations"),
    "person": ("Person", "People"),
    "skill": ("Skill", "Skills"),
    "resource": ("Resource", "Resources"),
    "wanted": ("Wanted", "Wanted"),
    "gap": ("Gap", "Gaps"),
    "initiative": ("Initiative", "Initiatives"),
    "update": ("Update", "Updates"),
    "training": ("Training", "Training"),
    "standard": ("Standard", "Standards"),
    "funder": ("Funder", "Funders"),
    "practice": ("Good practice", "Good practice"),
    "consultation": ("Consultation", "Consultations"),
    "answer": ("What came of a consultation", "What came of consultations"),
    "stakeholder": ("Stakeholder", "Stakeholders"),
    "term": ("Glossary", "Glossary"),
    "meeting": ("Meeting", "Meetings"),
    "item": ("Agenda item", "Agenda items"),
    "decision": ("Decision", "Decisions"),
    "bulletin": ("Bulletin", "Bulletins"),
    "between": ("Decision between meetings", "Decisions between meetings"),
    "action": ("Action", "Actions"),
}
"""The kinds of things that can be found: what one is called, and what several are."""
TERMS = {
    "free": "Free", "exchange": "In exchange", "charged": "Charged", "loan": "On loan", "hire": "For hire",
    "day_rate": "Day rate", "expenses": "For expenses",
}  # fmt: skip

_MARKS = re.compile(r"^[#>]+ ?|[*_`|]+|\[(?=[^\]]*\]\()|\]\([^)]*\)", re.MULTILINE)


class Shown(NamedTuple):
    """A thing that was found, as the page shows it."""

    address: str
    kind: str
    title: Markup
    text: Markup
    meta: str
    audience: str
    audience_words: str


def kind_in_words(kind: str) -> str:
    """Return what one thing of a kind is called."""
    return KINDS.get(kind, (kind.capitalize(),))[0]


def terms_in_words(terms: str) -> str:
    """Return on what terms something is offered."""
    return TERMS.get(terms, terms.replace("_", " ").capitalize())


def sector_in_words(sector: str) -> str:
    """Return what a sector is called."""
    return Sector(sector).words if sector in set(Sector) else sector.capitalize()


def shown(hit: Hit, asked: Patterns, names: dict[int, str]) -> Shown:
    """Return a hit as the page shows it; `names` are those of the partnerships."""
    spans = asked.spans(hit.title)
    meta = [why(hit, asked, bool(spans)), hit.area, terms_in_words(hit.terms) if hit.terms else ""]
    return Shown(
        hit.address,
        kind_in_words(hit.kind),
        with_marks(hit.title, spans),
        snippet(hit.body, asked) if hit.body else Markup(""),
        " · ".join(filter(None, meta)),
        "" if hit.audience is Audience.PUBLIC else str(hit.audience),
        who_may_see(hit.audience, names.get(hit.partnership_id or 0, "this partnership")),
    )


def who_may_see(audience: Audience, partnership: str) -> str:
    """Return in words for whom a thing is."""
    return {
        Audience.PUBLIC: "Public",
        Audience.PARTNERS: "For all partners on this portal",
        Audience.PARTNERSHIP: f"For {partnership}",
        Audience.GROUP: f"For a group of {partnership}",
        Audience.RESTRICTED: f"For a group's representatives in {partnership} only",
    }[audience]


def why(hit: Hit, asked: Patterns, is_in_title: bool) -> str:
    """Return why a thing was found: where the words stand, or by which other names it was."""
    if others := asked.other_names(hit.title, hit.body):
        return f"Also found: {', '.join(others)}"
    return "In the title" if is_in_title else "In the text"


def marked(text: str, asked: Patterns) -> Markup:
    """Return the text as HTML in which the words that were looked for are marked."""
    return with_marks(text, asked.spans(text))


def snippet(body: str, asked: Patterns) -> Markup:
    """Return the part of a text around the first word that was looked for, or else its beginning, marked."""
    first = next(iter(asked.spans(body)), (0, 0))[0] if len(body) > AROUND else 0
    begin = max(first - AROUND // 2, 0)
    part = " ".join(_MARKS.sub("", body[begin : first + AROUND]).split())
    is_cut, goes_on = begin > 0, first + AROUND < len(body)
    spans = asked.spans(part)
    before = spans[0][0] if spans else 0
    if before <= LEAD and not is_cut and not goes_on and len(part) <= LENGTH:
        return with_marks(part, spans)
    start = part.rfind(" ", 0, max(before - LEAD, 0)) + 1 if before > LEAD else 0
    if goes_on or start + LENGTH < len(part):
        text = part[start : start + LENGTH].rsplit(" ", 1)[0].rstrip(",;:") + "…"
    else:
        text = part[start:]
    return marked(("…" if start or is_cut else "") + text, asked)
