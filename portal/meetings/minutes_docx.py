"""Minutes as a document of a word processor, for those who send them on, print them or keep them in a file."""

from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any

from portal.core.filters import day, hour, shortday
from portal.core.text import listed
from portal.meetings.models import FILLED, Presence

if TYPE_CHECKING:
    from docx.document import Document

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LABELS = {"decided": "Decided", "recommended": "Recommended", "deferred": "Deferred"}


def document(context: Mapping[str, Any]) -> bytes:
    """Return the minutes that a page would show with this context (see `views.pages.minutes`) as a .docx file."""
    from docx import Document  # noqa: PLC0415  a big library, wanted by few requests

    paper = Document()
    meeting = context["meeting"]
    paper.core_properties.title = f"Minutes: {meeting.title}, {shortday(meeting.day)}"
    paper.core_properties.author = context["partnership"].name
    paper.core_properties.comments = ""
    _head(paper, context)
    _register(paper, context)
    for item in context["items"]:
        _item(paper, context, item)
    if context["explained"]:
        paper.add_heading("Short for", 2)
        for term, meaning in context["explained"]:
            _labelled(paper, f"{term}:", meaning)
    kept = BytesIO()
    paper.save(kept)
    return kept.getvalue()


def _head(paper: "Document", context: Mapping[str, Any]) -> None:
    meeting = context["meeting"]
    paper.add_paragraph(context["partnership"].name, style="Subtitle")
    paper.add_heading("Minutes", 1)
    hours = " to ".join(hour(each) for each in (meeting.starts, meeting.ends) if each)
    when = ", ".join(filter(None, (day(meeting.day), hours)))
    paper.add_paragraph(". ".join(filter(None, (meeting.title, when, meeting.venue.rstrip(".")))) + ".")
    if meeting.confirmed_at:
        paper.add_paragraph(f"Confirmed on {shortday(meeting.confirmed_at)}.")
    elif not meeting.published_at:
        paper.add_paragraph(f"{meeting.minutes_state.words}: not published yet.")
    paper.add_paragraph(f"{context['audience_words']}.")


def _register(paper: "Document", context: Mapping[str, Any]) -> None:
    paper.add_heading("Who came", 2)
    for line in context["roll"]:
        if line.presence in FILLED:
            name = context["told"][line.seat_id]
            by = name or ("by a substitute" if line.presence is Presence.SUBSTITUTE else "")
            late = [words for words, is_so in (("came late", line.came_late), ("left early", line.left_early)) if is_so]
            paper.add_paragraph(", ".join(filter(None, (line.organisation_name, by, *late))), style="List Bullet")
    for guest in context["guests"]:
        if guest.is_expected:
            continue
        name = ", ".join(filter(None, (guest.name, guest.organisation))) if context["sees_names"] else ""
        named = name or guest.organisation or "A guest"
        paper.add_paragraph(f"{named} ({guest.capacity.words.lower()})", style="List Bullet")
    for said, presence in (("Apologies", Presence.APOLOGIES), ("Not present", Presence.ABSENT)):
        away = [line.organisation_name for line in context["roll"] if line.presence is presence]
        if away:
            paper.add_paragraph(f"{said}: {listed(away)}.")
    quorum = context["quorum"]
    stands = "Quorate" if quorum.is_met else "Not quorate: what was decided is a recommendation"
    paper.add_paragraph(f"{stands}: {quorum.words}.")


def _item(paper: "Document", context: Mapping[str, Any], item: Any) -> None:
    secret = " (confidential)" if item.is_confidential else ""
    paper.add_heading(f"{item.number}. {item.title}{secret}", 2)
    for words in context["interests_of"](item):
        paper.add_paragraph(words)
    for part in item.notes.split("\n\n"):
        if part.strip():
            paper.add_paragraph(part.strip())
    for row in context["decisions"].get(item.id, []):
        kind = "recommended" if row.is_recommendation else ("deferred" if row.how == "deferred" else "decided")
        dissent = f" {row.dissent.rstrip('.')}." if row.dissent and context["is_insider"] else ""
        _labelled(paper, f"{LABELS[kind]}:", f"{row.text} ({row.how.words}){dissent}")
    for row in (action.as_minuted for action in context["actions"].get(item.id, [])):
        lead = getattr(row, context["leads_as"])
        when = f", {row.when_text}" if row.when_text else ""
        _labelled(paper, "Action:", f"{row.text} ({lead or 'nobody leads this yet'}{when})")
    if item.key_message:
        _labelled(paper, "Key message:", item.key_message)


def _labelled(paper: "Document", label: str, words: str) -> None:
    line = paper.add_paragraph()
    line.add_run(f"{label} ").bold = True
    line.add_run(words)
