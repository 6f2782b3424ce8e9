"""A plan frozen as it stood, and what changed between two such pictures of it: plain reckoning on their rows."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

DONE, DROPPED = "done", "dropped"


class Frozen(NamedTuple):
    """An action as a snapshot holds it. `cells` are its words by the name of their column.

    `audience` and `group_id` say who the action was for then: words that were confidential stay so in the picture.
    """

    entry: int
    action: int
    section: str
    ref: str
    text: str
    status: str
    when: str
    leads: str
    leads_public: str
    rag: str
    figure: str
    said: str
    cells: dict[str, str]
    audience: str = ""
    group_id: int | None = None


class Change(NamedTuple):
    """What became of an action between two pictures of a plan: `kind` orders them, `words` say it."""

    kind: str
    ref: str
    text: str
    action: int
    words: str


KINDS = {
    "done": "Done since then",
    "started": "Begun since then",
    "slower": "Going less well than then",
    "better": "Going better than then",
    "changed": "Changed since then",
    "dropped": "Dropped since then",
    "new": "New since then",
    "gone": "No longer in the plan",
}
"""The kinds of change, in the order they are told, with their headings."""

_RANK = {"red": 0, "amber": 1, "green": 2}
_RAG = {"red": "off track", "amber": "some problems", "green": "on track"}


def rows_of(body: Mapping[str, Any], shown: Iterable[int] | None = None) -> list[Frozen]:
    """Return the rows of a snapshot's body in their order; only those whose entry is among `shown`, where given."""
    wanted = None if shown is None else set(shown)
    rows = [Frozen(**row) for row in body["rows"]]
    return [row for row in rows if wanted is None or row.entry in wanted]


def changes(before: Sequence[Frozen], after: Sequence[Frozen]) -> list[Change]:
    """Return what changed from one picture to a later one, by kind and then in the plan's order.

    Actions are the same where their number is: a plan that follows on holds the same actions, so two plans are
    compared as one plan with itself is.
    """
    then, now = {row.action: row for row in before}, {row.action: row for row in after}
    found = [_between(then[row.action], row) if row.action in then else _new(row) for row in after]
    found += [_gone(row) for row in before if row.action not in now]
    kinds = list(KINDS)
    return sorted((each for each in found if each), key=lambda each: kinds.index(each.kind))


def tally(rows: Iterable[Frozen]) -> dict[str, int]:
    """Return how many actions a picture holds, in all and by status."""
    counts = {"all": 0, "outstanding": 0, "ongoing": 0, DONE: 0, DROPPED: 0}
    for row in rows:
        counts["all"] += 1
        counts[row.status] += 1
    return counts


def _new(row: Frozen) -> Change:
    said = {DONE: "new, and done already", DROPPED: "new, and dropped already"}.get(row.status, "new")
    return Change("new", row.ref, row.text, row.action, said)


def _gone(row: Frozen) -> Change:
    return Change("gone", row.ref, row.text, row.action, f"was {row.status}")


def _between(then: Frozen, now: Frozen) -> Change | None:
    parts = list(_moves(then, now))
    if not parts:
        return None
    kind = _kind(then, now)
    return Change(kind, now.ref, now.text, now.action, "; ".join(parts))


def _kind(then: Frozen, now: Frozen) -> str:
    if now.status != then.status:
        ends = {DONE: "done", DROPPED: "dropped", "ongoing": "started"}
        return ends.get(now.status, "changed")
    if now.rag != then.rag and now.rag in _RANK and then.rag in _RANK:
        return "better" if _RANK[now.rag] > _RANK[then.rag] else "slower"
    return "changed"


def _moves(then: Frozen, now: Frozen) -> Iterable[str]:
    if now.status != then.status:
        yield f"{then.status}, now {now.status}"
    if now.rag != then.rag and now.rag:
        yield f"{_RAG[now.rag]}, before {_RAG[then.rag]}" if then.rag else _RAG[now.rag]
    if now.figure != then.figure and now.figure:
        yield f"figure {now.figure}" + (f", before {then.figure}" if then.figure else "")
    if now.when != then.when:
        yield f"by when: {now.when or 'no date'}, before {then.when or 'no date'}"
    if now.leads_public != then.leads_public:
        yield f"led by {now.leads_public or 'nobody'}, before {then.leads_public or 'nobody'}"
    if now.text != then.text:
        yield f"reworded, before “{' '.join(then.text.split())}”"


def by_kind(found: Sequence[Change]) -> list[tuple[str, list[Change]]]:
    """Return the changes under the headings of their kinds."""
    return [
        (heading, rows)
        for kind, heading in KINDS.items()
        if (rows := [change for change in found if change.kind == kind])
    ]


def by_section(rows: Sequence[Frozen]) -> list[tuple[str, list[Frozen]]]:
    """Return the rows under the headings of their sections, in the plan's order."""
    return [
        (heading, [row for row in rows if row.section == heading])
        for heading in dict.fromkeys(row.section for row in rows)
    ]
