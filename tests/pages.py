"""The manners of every page."""

from bs4 import BeautifulSoup


def inspect_page(page: BeautifulSoup) -> None:
    """Hold every whole page to the same manners."""
    headings = page.find_all("h1")
    assert len(headings) == 1, "a page has one h1"
    title = page.title.text.removeprefix("Error: ")
    assert title.startswith(headings[0].get_text(" ", strip=True)[:20]), f"the title starts with the h1: {title!r}"
    ids = [tag["id"] for tag in page.find_all(id=True)]
    twice = {name for name in ids if ids.count(name) > 1}
    assert not twice, f"no id twice: {twice}"
    for form in page.find_all("form", method="post"):
        assert form.get("action"), "a form works without HTMX"
    for tag in page.find_all(True):
        assert not [name for name in tag.attrs if name.startswith("on") or name == "style"], (
            f"inline code in {tag.name}"
        )
        if "data-hx-post" in tag.attrs:
            assert tag.name == "form", "what HTMX posts is a form"
            assert tag["action"] == tag["data-hx-post"], "with the same address"
        if "data-hx-get" in tag.attrs:
            around = tag.find_parent("form") or {}
            same = tag.get("href") or tag.get("action") or around.get("action")
            assert tag["data-hx-get"] in (same, f"{same}/suggest"), "and what it gets has the same address without it"
    for field in page.find_all(["input", "select", "textarea"]):
        if field.get("type") not in ("hidden", "submit", "button"):
            labelled = (
                field.get("aria-label")
                or field.find_parent("label")
                or page.find("label", attrs={"for": field.get("id")})
            )
            assert labelled, f"a field has a label: {field.get('name')}"
