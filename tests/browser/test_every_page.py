"""Every kind of page in a real browser: accessible in light and dark, on a desk and a phone, and quiet."""

import re
from collections import Counter
from urllib.parse import urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html
from playwright.sync_api import Page

from tests.crawl.walk import HOME

ONE_OF_MANY = re.compile(
    r"/(partnerships|organisations|groups|people|meetings|actions|decisions|seats|items|standing|resources|bookings"
    r"|buying|skills|requests|wanted|terms|updates|gaps|initiatives|standards|training|funding|practice|import"
    r"|papers|polls|series|between|proposals|cases|inductions|amendments|interests|backlog|prompts)/[^/]+"
)
NO_PAGE = r"format=|logout|\.vcf$|^/open-referral/|/photographs/|/file$|/editions/|\.zip$"
EVERYBODY = {
    "a visitor": None,
    "a representative": "owen.gritstone@example.org",
    "the area partnerships' manager": "nell.larkrise@example.org",
    "the site administrator": "fern.greenway@example.org",
}
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # of what passes, no list is made
}


def new_kinds(page: Page, seen: set[tuple[str, ...]], limit: int = 60):
    """Walk from page to page by their links, and stop at each one that is built from other parts than those before."""
    queue, known, alike = ["/", "/search?q=meeting", "/skills/?q=bid+writing+near+Buxton"], {"/"}, Counter()
    stops = 0
    while queue and stops < limit:
        address = queue.pop(0)
        kind = ONE_OF_MANY.sub(r"/\1/…", urlsplit(address).path)
        alike[kind] += 1
        if alike[kind] > 2:
            continue
        answer = page.request.get(address)
        if "text/html" not in answer.headers["content-type"]:
            continue
        read = html.document_fromstring(answer.text())
        for link in read.xpath("//a/@href"):
            target = urlsplit(urljoin(urljoin(HOME, address), link))
            path = target.path + (f"?{target.query}" if target.query else "")
            is_page = target.netloc == "localhost" and not re.search(NO_PAGE, path)
            if is_page and target.path not in known:
                known.add(target.path)
                queue.append(path)
        parts = {
            (tag.tag, *sorted(set(tag.get("class", "").split())))
            for tag in read.iterfind(".//main//*") if isinstance(tag.tag, str)
        }  # fmt: skip
        if not parts <= seen:
            seen.update(parts)
            stops += 1
            page.goto(address)
            yield address


def faults(page: Page) -> list[str]:
    """What axe has to complain of."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(Axe().axe_script)
    violations = page.evaluate("options => axe.run(options).then(found => found.violations)", AXE)
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:200]}" for fault in violations]


_SEEN: set[tuple[str, ...]] = set()
"""The parts that were looked at already, whoever looked: what the next person sees anew is looked at too."""


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_kind_of_page_is_accessible(visit, who):
    """Pages are alike where they are built from the same parts, so each part is looked at once, in three views."""
    page = visit(EVERYBODY[who]).pages[0]
    found: list[str] = []
    for address in new_kinds(page, _SEEN):
        for width, scheme in ((1280, "light"), (390, "dark"), (320, "light")):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            where = f"{address} at {width}, {scheme}"
            found += [f"{where}: {fault}" for fault in (faults(page) if width != 320 else [])]
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                found.append(f"{where}: scrolls sideways")
        page.set_viewport_size({"width": 1280, "height": 900})

    assert found == []
    assert _SEEN
