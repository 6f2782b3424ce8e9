"""The one search box: everything on the portal that the viewer may see."""

from collections.abc import Sequence
from urllib.parse import urlencode

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, htmx
from portal.core.index import WINDOW, Hit, count_by_kind
from portal.core.index import search as find
from portal.core.tables import cell, csv_file
from portal.search import rules

search = Blueprint("search", __name__)
MOST = 50


@search.get("/search")
@gate.public
def index() -> ResponseReturnValue:
    q = " ".join(request.args.get("q", "").replace("\0", " ").split())[:200]
    kind = request.args.get("kind", "")
    kind = kind if kind in rules.KINDS else ""
    hits = find(current_user, q, kind=kind, limit=MOST)
    if request.args.get("format") == "csv":
        return _file(hits)
    counts = count_by_kind(current_user, q)
    return htmx.show(
        "search/index.html",
        fragment="search/_results.html",
        q=q,
        kind=kind,
        hits=hits,
        found=counts.get(kind, 0) if kind else sum(counts.values()),
        window=WINDOW,
        links=_links(q, kind, counts),
        csv_address=_address(q=q, kind=kind, format="csv"),
        rules=rules,
    )


def _links(q: str, kind: str, counts: dict[str, int]) -> list[tuple[str, str, bool]]:
    """Return a link for everything and one for each kind there is: words, address, whether it is the one shown."""
    kinds = [(f"{words} ({counts.get(each, 0)})", each) for each, (_one, words) in rules.KINDS.items()]
    offered = [(words, each) for words, each in kinds if each in counts or each == kind]
    everything = [("Everything", "")] if offered else []
    return [(words, _address(q=q, kind=each), each == kind) for words, each in everything + offered]


def _address(**asked: str) -> str:
    return "/search?" + urlencode({key: value for key, value in asked.items() if value})


def _file(hits: Sequence[Hit]) -> Response:
    lines = [["Kind", "Title", "Text", "Address"]]
    lines += [[cell(rules.kind_in_words(hit.kind)), *map(cell, hit[1:])] for hit in hits]
    return csv_file(lines, "search")
