"""A person's hand at a page: what it does is counted."""

from playwright.sync_api import Page


class Hand:
    """A person's hand: everything it does is counted."""

    def __init__(self, page: Page, keyboard: bool = False) -> None:
        self.page, self.keyboard, self.count = page, keyboard, 0

    def press(self, selector: str, leaves: bool = False) -> None:
        """Click, or with the keyboard alone focus and press Enter."""
        self.count += 1
        target = self.page.locator(selector).first
        act = (lambda: (self._tab_to(target), self.page.keyboard.press("Enter"))) if self.keyboard else target.click
        if leaves:
            with self.page.expect_navigation():
                act()
        else:
            act()

    def write(self, selector: str, text: str) -> None:
        """Type into a field."""
        self.count += 1
        target = self.page.locator(selector).first
        if self.keyboard:
            self._tab_to(target)
            for line, words in enumerate(text.split("\n")):
                if line:
                    self.page.keyboard.press("Enter")
                self.page.keyboard.insert_text(words)
        else:
            target.fill(text)

    def _tab_to(self, target) -> None:
        """Go to a thing with the tabulator key alone: it must be reachable, and seen when it has the focus."""
        handle = target.element_handle()
        for _step in range(400):
            if self.page.evaluate("thing => document.activeElement === thing", handle):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError("the keyboard does not reach it")
