"""The one search box: everything on the portal that the viewer may see."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, htmx
from portal.core.index import WINDOW, Finding, Hit, Narrowing, count_by_kind, find, suggestions
from portal.core.tables import file_of, wants_file
from portal.search import facets, queries, rules

search = Blueprint("search", __name__)
MOST = 30
FEW = 2
SUGGESTED = 6
LONGEST = 60
FILTERS = ("kind", "partnership", "sector", "area", "terms")


@search.get("/search")
@gate.public
def index() -> ResponseReturnValue:
    q, chosen = _words(), _chosen()
    narrowing = _narrowing(chosen)
    if wants_file():
        return _file(find(current_user, q, narrowing, limit=WINDOW).hits)
    found = find(current_user, q, narrowing, limit=MOST)
    meant = _meant(q, found)
    said = q
    if meant and not found.rows:
        said, found = meant, find(current_user, meant, narrowing, limit=MOST)
    places = facets.by_partnership(found.rows, queries.seats_of({row.organisation_id for row in found.rows}))
    names = queries.names_of({*dict(places.most_common(facets.MOST)), *(hit.partnership_id or 0 for hit in found.hits)})
    called = {number: name for number, (_slug, name) in names.items()}
    return htmx.show(
        "search/index.html",
        fragment="search/_results.html",
        q=q,
        said=said,
        meant=meant,
        exact_address=_address(q=q, exact="yes", **chosen),
        meant_address=_address(q=meant, **chosen),
        chosen=chosen,
        hits=[rules.shown(hit, found.patterns, called) for hit in found.hits],
        found=len(found.rows),
        is_capped=found.is_capped,
        window=WINDOW,
        links=_links(q, chosen, _kinds(said, chosen, narrowing, found)),
        facets=facets.facets(found.rows, chosen, places, names),
        csv_address=_address(q=said, format="csv", **chosen),
        xlsx_address=_address(q=said, format="xlsx", **chosen),
        wide_address=_address(q=q) if len(chosen) else "",
    )


@search.get("/search/suggest")
@gate.public
def suggest() -> ResponseReturnValue:
    q = _words()
    if not htmx.wants_fragment():
        return redirect(_address(q=q), code=303)
    return render_template("search/_suggestions.html", suggestions=_suggested(q) if len(q) > 1 else [])


def _suggested(q: str) -> list[tuple[str, str, str]]:
    """Return titles to choose from: words, kind and address. One that several things bear leads to a search for it."""
    by_title: dict[str, list[Hit]] = {}
    for hit in suggestions(current_user, q):
        by_title.setdefault(hit.title.lower(), []).append(hit)
    found = []
    for hits in list(by_title.values())[:SUGGESTED]:
        title = hits[0].title
        words = title if len(title) <= LONGEST else f"{title[:LONGEST].rsplit(' ', 1)[0]}…"
        if len(hits) == 1:
            found.append((words, rules.kind_in_words(hits[0].kind), hits[0].address))
        else:
            found.append((words, "", _address(q=" ".join(title.replace('"', " ").split()))))
    return found


def _meant(q: str, found: Finding) -> str:
    is_sure = len(found.rows) > FEW or request.args.get("exact") == "yes"
    return "" if is_sure else queries.corrected(current_user, q)


def _kinds(said: str, chosen: Mapping[str, str], narrowing: Narrowing, found: Finding) -> dict[str, int]:
    """Return the number of things of each kind, whichever kind is shown."""
    if not chosen.get("kind"):
        return facets.by_kind(found.rows)
    return count_by_kind(current_user, said, _narrowing({**chosen, "kind": ""}, narrowing))


def _words() -> str:
    return " ".join(request.args.get("q", "").replace("\0", " ").split())[:200]


def _chosen() -> dict[str, str]:
    """Return what the search is narrowed by; a kind nobody knows is left aside."""
    asked = {key: " ".join(request.args.get(key, "").replace("\0", " ").split())[:120] for key in FILTERS}
    return {key: value for key, value in asked.items() if value and (key != "kind" or value in rules.KINDS)}


def _narrowing(chosen: Mapping[str, str], like: Narrowing | None = None) -> Narrowing:
    """Return what was chosen as the index wants it. A partnership that is not there has nothing."""
    kind, area, terms, sector = (chosen.get(key, "") for key in ("kind", "area", "terms", "sector"))
    if like is not None:
        number, organisations = like.partnership_id, like.organisations
    elif slug := chosen.get("partnership"):
        number = queries.partnership_named(slug) or -1
        organisations = queries.organisations_in(number)
    else:
        number, organisations = None, ()
    return Narrowing(kind, number, organisations, area, terms, sector)


def _links(q: str, chosen: Mapping[str, str], counts: Mapping[str, int]) -> list[tuple[str, str, bool]]:
    """Return a link for everything and one for each kind there is: words, address, whether it is the one shown."""
    kind = chosen.get("kind", "")
    kinds = [(f"{words} ({counts.get(each, 0):,})", each) for each, (_one, words) in rules.KINDS.items()]
    offered = [(words, each) for words, each in kinds if each in counts or each == kind]
    everything = [("Everything", "")] if offered else []
    return [(words, _address(q=q, **{**chosen, "kind": each}), each == kind) for words, each in everything + offered]


def _address(**asked: str) -> str:
    return "/search?" + urlencode({key: value for key, value in asked.items() if value})


def _file(hits: Sequence[Hit]) -> Response:
    lines = [["Kind", "Title", "Text", "Address", "Area", "Terms", "Who may see it"]]
    for hit in hits:
        values = (rules.kind_in_words(hit.kind), hit.title, hit.body, hit.address, hit.area, hit.terms)
        lines.append([*values, hit.audience.words])
    return file_of(lines, "search")
