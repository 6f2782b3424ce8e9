"""Walking the portal as a person without JavaScript does: from link to link."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

HOME = "http://localhost/"
NOT_WALKED = re.compile(r"^/(static|logout)")
EACH_SHAPE = 3


Step = tuple[str, TestResponse, html.HtmlElement | None]


def walk(client: FlaskClient, start: str = "/", limit: int = 700) -> Iterator[Step]:
    """Yield every address that links lead to, with its answer; of addresses alike but for numbers and words, a few."""
    queue, seen, shapes = deque([start]), {start}, Counter()
    while queue and len(seen) < limit:
        address = queue.popleft()
        shape = re.sub(r"\d+", "9", urlsplit(address).path) + "?" + "&".join(sorted(_questions(address)))
        shapes[shape] += 1
        if shapes[shape] > EACH_SHAPE:
            continue
        response = client.get(address)
        page = html.document_fromstring(response.text) if response.mimetype == "text/html" else None
        yield address, response, page
        for link in page.xpath("//a/@href") if page is not None else []:
            target, _ = urldefrag(urljoin(urljoin(HOME, address), link))
            if target.startswith(HOME) and target not in seen and not NOT_WALKED.match(urlsplit(target).path):
                seen.add(target)
                queue.append(target.removeprefix(HOME.rstrip("/")))


def _questions(address: str) -> list[str]:
    return [part.split("=")[0] for part in urlsplit(address).query.split("&") if part]
