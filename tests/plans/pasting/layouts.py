"""The sample plans as the tables they came in: Peak's grid with ticks, Derby's targets, Wychavon's list from Excel."""

from collections.abc import Iterable, Mapping
from html import escape

from portal.demo.planned import comments_of, text_of
from portal.demo.reading import Facts

TICK = "\uf0fc"
"""A tick as Wingdings has it."""


def peak(plan: Facts, _statuses: Mapping[str, str]) -> str:
    """One table of Word with two rows of headings, and columns to be ticked; two of them are headed L."""
    heads = ["Ref", "Action", "Status", "Priority", "Timescale", "Scale", "How we will do it", "Lead(s)",
             "Also involved", "Needs further detail", "Comments"]  # fmt: skip
    first = "".join(_head(name, 3 if name in ("Timescale", "Scale") else 1) for name in heads)
    rows = [first, "".join(f"<td>{name}</td>" for name in ("Now", "Soon", "L", "S", "M", "L"))]
    for section in plan["sections"]:
        goals = "".join(f"<li>{escape(goal['text'])}</li>" for goal in section["objectives"])
        rows += [_wide(f"<b>Area of work {section['code']}: {escape(section['title'])}</b>"),
                 _wide(f"Aim: {escape(section['aim'])}"), _wide(f"Objectives<ul>{goals}</ul>")]  # fmt: skip
        rows += [_cells(_peak_cells(said)) for said in section["actions"]]
    return _table(rows)


def _peak_cells(said: Facts) -> Iterable[str]:
    yield from (said["ref"], text_of(said), said["status"].capitalize(), said["priority"].capitalize())
    yield from (_tick(choice in said["timescale"]) for choice in ("now", "soon", "later"))
    yield from (_tick(choice in said["scale"]) for choice in ("small", "medium", "large"))
    yield from ("\n".join(said.get("how", [])), said.get("leads", ""), said.get("also", ""))
    yield from (_tick(said.get("needs_detail", False)), comments_of(said))


def derby(plan: Facts, statuses: Mapping[str, str]) -> str:
    """A table for each target, with its name and aim above it, and what it says of itself in merged rows."""
    parts = []
    for section in plan["sections"]:
        goals = [f"The target is reached: {section['by_when']}"]
        about = {"Objectives": goals, "Evidence": section["evidence"], "What you can do": section["advice"]}
        rows = ["".join(f"<th>{name}</th>" for name in ("No.", "Action", "By when", "Owner", "How it stands"))]
        rows += [_wide(f"{name}:<br>{'<br>'.join(map(escape, lines))}", 5) for name, lines in about.items()]
        if "indicator" in section:
            rows.append(_wide(f"Indicator: {escape(section['indicator'])}", 5))
        heading = ""
        for said in section["actions"]:
            if said.get("objective", "") != heading:
                heading = said["objective"]
                rows.append(f"<td></td><td>{escape(heading)}</td>")
            words = (said["ref"], text_of(said), said["when"], said["leads"], statuses[said["ref"]])
            rows.append(_cells(words))
        above = f"<h2>Target {section['code']}: {escape(section['title'])}</h2><p>Aim: {escape(section['aim'])}</p>"
        parts.append(above + _table(rows))
    return "".join(parts)


def wychavon(plan: Facts, statuses: Mapping[str, str]) -> str:
    """Text with tabs, as a spreadsheet hands it over: a cell of several lines stands in quotation marks."""
    heads = ["Ref", "What", "How", "Status", "Timescale", "Owner(s)", "Resource implications", "Comments", "Goes with"]
    lines = [heads]
    for section in plan["sections"]:
        lines += [[section["title"]], [f"Tier: {section['tier']}"]]
        for said in section["actions"]:
            steps = "\n".join(said.get("how", []))
            own = [said["ref"], text_of(said), steps, statuses[said["ref"]], said.get("when", "")]
            lines.append([*own, said.get("leads", ""), said.get("resources", ""), comments_of(said),
                          ", ".join(said.get("links", []))])  # fmt: skip
    return "\n".join("\t".join(map(_quoted, line)) for line in lines)


def _quoted(cell: str) -> str:
    inside = cell.replace('"', '""')
    return f'"{inside}"' if "\n" in cell else cell


def _table(rows: Iterable[str]) -> str:
    return f"<table border=1>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _head(name: str, across: int = 1) -> str:
    merged = f"colspan={across}" if across > 1 else "rowspan=2"
    return f"<th {merged}>{name}</th>"


def _wide(html: str, columns: int = 15) -> str:
    return f"<td colspan={columns}>{html}</td>"


def _cells(words: Iterable[str]) -> str:
    return "".join(f"<td>{escape(word).replace(chr(10), '<br>')}</td>" for word in words)


def _tick(is_ticked: bool) -> str:
    return TICK if is_ticked else ""
