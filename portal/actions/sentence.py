"""One typed line of a meeting, read as a decision, an action with its leads and its time, or a note."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from portal.actions.names import LeadGuess, Names, read_leads
from portal.core.dates import When, parse_when

__all__ = ["LeadGuess", "Line", "Names", "read_leads", "read_line", "read_when"]

_DECISION = re.compile(
    r"(?:(?:it was |we |the (?:meeting|group|board|partnership) |all )?(?:unanimously )?(?:agreed|decided|resolved)"
    r"(?:\s*[:\-–]\s*|\s+)|(?:decision|resolution)\s*[:\-–]\s*)(?:that\s+|to\s+)?",  # noqa: RUF001  dashes of both lengths
    re.I,
)
_ACTION = re.compile(r"actions?\s*[:\-–]\s*|actions?\s+(?:on|for|by)\s+|action\s+(?=[^:]{1,80}:\s)", re.I)  # noqa: RUF001
_DOES = re.compile(
    r"\s+(?:(?:(?:is|are|has|have)\s+)?(?:agreed |offered |undertook |volunteered )?to"
    r"|(?:will|shall|must)(?!\s+(?:be|not|have)\b))\s+",
    re.I,
)
_BEFORE = re.compile(
    r"(?:by|before|no later than|not later than|until|till|due|within|in time for|for|at|in|next|this|tomorrow|today|"
    r"asap|a\.s\.a\.p|as soon as|as and when|when possible|straight away|ongoing|on-going|continuing|"
    r"(?:\d+|[a-z]+) (?:working )?(?:days?|weeks?) (?:before|ahead of|prior to) (?:each|every|all|any|the|next|our))\b",
    re.I,
)
_VAGUE = re.compile(
    r"asap|a\.s\.a\.p\.?|as soon as (?:possible|we can|they can)|as and when|when possible|straight away|tbc|tba|"
    r"(?:by|before|until|till|in time for|for|at) (?:the |our |its |their |next |each |every |following )*"
    r"(?:[\w-]+ ){0,4}meetings?|"
    r"(?:by|before|until|till|in time for) (?:the )?(?:next )?(?:agm|annual (?:general )?meeting|away day|half[ -]term|"
    r"health check|end of (?:the )?(?:project|plan|term|funding))|"
    r"(?:\w+ )?days before (?:each|every|the next|the) meeting",
    re.I,
)
# a time with one of these in front is the action's own matter ("a stall in May") unless it counts from today
_ONLY_COUNTED = re.compile(r"(?:in|for|at)\s", re.I)
_COUNTED = re.compile(r"in\s+\S+\s+(?:day|week|fortnight|month|year)s?\b|(?:for|at)\b.*\bmeetings?", re.I)


class Line(NamedTuple):
    """A line as it was understood. `text` is what was written, without the lead, the time and a leading "Agreed"."""

    kind: Literal["action", "decision", "note"]
    text: str
    leads: tuple[LeadGuess, ...] = ()
    when: When | None = None


def read_line(text: str, names: Names, today: date) -> Line:
    """Return what a typed line is, reckoning times from `today`. A line that is nothing else is a note."""
    written = " ".join(text.split())
    if (found := _DECISION.match(written)) and len(written) > found.end():
        return Line("decision", _begin(written[found.end() :]))
    prefix = _ACTION.match(written)
    rest = written[prefix.end() :] if prefix else written
    who, what = _lead_and_work(rest, names, is_action=bool(prefix))
    if not what or (who is None and not prefix):
        return Line("note", written)
    work, when = read_when(what, today)
    return Line("action", _begin(work), read_leads(who or "", names), when)


def read_when(text: str, today: date) -> tuple[str, When | None]:
    """Take the time off the end of a text: "(by end of April)", "before 3 May", "ASAP". Return both.

    The words before and after are never changed; a time that would leave no text stays where it is.
    """
    body = text.rstrip()
    if found := re.search(r"\s*[(\[]([^()\[\]]+)[)\]]\.?$", body):
        when = _time(found[1].strip(), today, in_brackets=True)
        if when and body[: found.start()].strip():
            return body[: found.start()].rstrip(" ,;"), when
    plain = body.rstrip(" .!;,")
    for start in _starts(plain):
        when = _time(plain[start:], today)
        if when and plain[:start].strip(" ,;-–"):  # noqa: RUF001
            return plain[:start].rstrip(" ,;-–"), when  # noqa: RUF001
    return body, None


def _starts(text: str) -> Iterator[int]:
    """The places where a time may begin, the earliest first, so that the longest one is found."""
    for found in re.finditer(r"(?<=[\s,;])(?=\w)", text):
        if _BEFORE.match(text, found.start()):
            yield found.start()


def _time(words: str, today: date, in_brackets: bool = False) -> When | None:
    """Return the time these words are, without a leading "by"; None when they are no time."""
    if not in_brackets and _ONLY_COUNTED.match(words) and not _COUNTED.match(words):
        return None
    when = parse_when(words, today, whole=True)
    is_time = when.due_on or when.is_open or when.days_before is not None
    if not is_time and not _VAGUE.fullmatch(words):
        return None
    return when._replace(text=re.sub(r"^by\s+", "", words, flags=re.I))


def _lead_and_work(text: str, names: Names, is_action: bool) -> tuple[str | None, str]:
    """Return the words that name the leads, and the work; None for the leads when nobody is recognised in front."""
    best: tuple[str, str] | None = None
    for found in _DOES.finditer(text[:400]):
        who, work = text[: found.start()].strip(), text[found.end() :].strip()
        if names.find(who) or (best is None and _are_leads(who, names, is_action)):
            best = who, work  # a name may hold a "to" itself
    if best:
        return best
    named = re.match(r"([^:]{1,120}):\s+(?=\S)", text) if is_action else None
    if named and _are_leads(named[1], names, True):
        return named[1], text[named.end() :]
    return None, text


def _are_leads(words: str, names: Names, is_action: bool) -> bool:
    """Whether the words are leads: somebody known, or plainly nobody yet; others beside them must look like names."""
    leads = read_leads(words, names)
    if not leads:
        return bool(words)
    strangers = [lead.words for lead in leads if not lead.is_known]
    looks_right = all(re.match(r"[A-Z?]|the [A-Z]", word) and len(word.split()) <= 4 for word in strangers)
    return looks_right and (is_action or len(strangers) < len(leads))


def _begin(text: str) -> str:
    return text[:1].upper() + text[1:]
