"""The manners of every page. Pages are read by lxml here: every page that a test opens comes by, thousands of them."""

from collections import Counter

from lxml import html

FIELDS = "//input[not(@type='hidden' or @type='submit' or @type='button')] | //select | //textarea"


def inspect_page(text: str) -> None:
    """Hold every whole page to the same manners."""
    page = html.document_fromstring(text)
    headings = page.xpath("//h1")
    assert len(headings) == 1, "a page has one h1"
    title = page.findtext(".//title").removeprefix("Error: ")
    heading = " ".join(" ".join(headings[0].itertext()).split())
    assert " ".join(title.split()).startswith(heading[:20]), f"the title starts with the h1: {title!r}"
    twice = [name for name, times in Counter(page.xpath("//@id")).items() if times > 1]
    assert not twice, f"no id twice: {twice}"
    for form in page.xpath("//form[@method='post']"):
        assert form.get("action"), "a form works without HTMX"
    inline = page.xpath("//*[@style or @*[starts-with(name(), 'on')]]")
    assert not inline, f"inline code in {[tag.tag for tag in inline]}"
    for tag in page.xpath("//*[@data-hx-post]"):
        assert tag.tag == "form", "what HTMX posts is a form"
        assert tag.get("action") == tag.get("data-hx-post"), "with the same address"
    for tag in page.xpath("//*[@data-hx-get]"):
        around = next(tag.iterancestors("form"), {})
        same = tag.get("href") or tag.get("action") or around.get("action")
        assert tag.get("data-hx-get") in (same, f"{same}/suggest"), "and what it gets has the same address without it"
    labels = set(page.xpath("//label/@for"))
    for field in page.xpath(FIELDS):
        is_within = any(True for _label in field.iterancestors("label"))
        labelled = field.get("aria-label") or field.get("id") in labels or is_within
        assert labelled, f"a field has a label: {field.get('name')}"
