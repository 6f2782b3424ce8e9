"""Small work on words: slugs, plurals, numbers in words, and text people typed made safe to show."""

import re
import unicodedata
from collections.abc import Iterable

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from portal.core.pages import Pages

_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")
_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "a", "blockquote", "h3", "h4", "table", "thead", "tbody"}
_TAGS |= {"tr", "th", "td", "code", "hr"}
_HIGH = re.compile(r"<(/?)h[12]>")
_WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def slug(text: str, longest: int = 60) -> str:
    """Return the text as it can stand in an address: lower case, no accents, words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")[:longest].rstrip("-")


def plural(number: int, noun: str, more: str = "") -> str:
    """Return the number with its noun: "1 seat", "5 seats", "2 parishes" where `more` says so."""
    return f"{number:,} {noun if number == 1 else more or plural_of(noun)}"


def plural_of(noun: str) -> str:
    """Return the plain English plural of a noun."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def number_word(number: int) -> str:
    """Return small numbers in words, as sentences write them."""
    return _WORDS[number] if 0 <= number < len(_WORDS) else f"{number:,}"


def with_marks(text: str, places: Iterable[tuple[int, int]]) -> Markup:
    """Return a text as HTML in which the parts from and until these places are marked; all else is escaped."""
    found, end = "", 0
    for start, until in places:
        found += f"{Pages.written(text[end:start])}<mark>{Pages.written(text[start:until])}</mark>"
        end = until
    return Markup(found + Pages.written(text[end:]))  # noqa: S704  every part of the text was escaped


def listed(words: list[str]) -> str:
    """Join words as a sentence does: "one, two and three"."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1] if words else ""


def paragraphs(text: str | None) -> Markup:
    """Return text people typed, with the light marks of Markdown, as safe HTML.

    This is the one place where text becomes markup: HTML in it is shown as typed, and what Markdown makes of it
    passes an allow-list once more. Its headings are h3 at the highest: the page's own stand above them.
    """
    html = _HIGH.sub(r"<\1h3>", _markdown.render(text or ""))
    clean = nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto", "tel"})
    return Markup(clean)  # noqa: S704  cleaned on the line above


def shortened(text: str, longest: int = 160) -> str:
    """Return the beginning of a text, cut at a word."""
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else flat[:longest].rsplit(" ", 1)[0].rstrip(",;:") + "…"
