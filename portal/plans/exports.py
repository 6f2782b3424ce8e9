"""A plan's grid as a file: as text for every program, as a workbook, or as a document of a word processor."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from flask import Response, request

from portal.core import tables
from portal.core.audience import audience_sentence
from portal.core.filters import shortday
from portal.core.text import slug
from portal.partnerships.models import Partnership
from portal.plans import document_writer, glance
from portal.plans.laid_out import lay_out
from portal.plans.models import Plan

KINDS = ("csv", "xlsx", "docx")


def is_asked() -> bool:
    """Whether the grid was asked for as a file."""
    return request.args.get("format") in KINDS


def file_of(partnership: Partnership, plan: Plan, rows: Iterable[Any]) -> Response:
    """Return the rows of the grid as the kind of file that was asked for, each cell in the words of the page."""
    found = list(rows)
    grid = lay_out(plan, found)
    name = slug(f"{partnership.slug} {plan.title}")
    kind = request.args.get("format")
    if kind == "docx":
        answer = Response(document_writer.write(grid, above(partnership, plan, found)))
        answer.content_type = document_writer.TYPE
        answer.headers.set("Content-Disposition", "attachment", filename=f"{name}.docx")
        return answer
    if kind == "xlsx":
        return tables.workbook_file(grid.sheet(), name)
    return tables.csv_file([[tables.cell(words) for words in line] for line in grid.sheet()], name)


def above(partnership: Partnership, plan: Plan, rows: list[Any]) -> list[str]:
    """Return what stands above a plan on paper: whose it is, from when to when, how it stands, and who it is for."""
    period = period_of(plan)
    audience = audience_sentence(plan.audience, plan.audience_why)
    return [partnership.name, f"{period}. {glance.in_words(rows)}", f"{audience}."]


def period_of(plan: Plan) -> str:
    """Return a plan's period in words: "January 2026 to December 2027", with days where they are not whole months."""
    begins, ends = plan.begins_on, plan.ends_on
    whole = begins.day == 1 and (ends + timedelta(days=1)).day == 1
    return f"{begins:%B %Y} to {ends:%B %Y}" if whole else f"{shortday(begins)} to {shortday(ends)}"
