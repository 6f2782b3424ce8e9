"""What is told on from a meeting: stories, the bulletin, and reporting back to one's own organisation."""

from bs4 import BeautifulSoup
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from portal.core import clock
from tests.access.meeting import picks
from tests.access.reading import MARK
from tests.access.telling import nobody, pick
from tests.access.told import Bulletin, wider


class Bulletins:
    """What is spotted is for the manager, until a bulletin tells it; nothing confidential is ever told on."""

    @precondition(lambda self: self.meetings)
    @rule(number=picks, which=picks)
    def spot_a_story(self, number, which):
        meeting = pick(self.meetings, number)
        items = [item for item in meeting.items if not item.is_parked and not item.is_removed]
        item = pick([*items, None], which)

        def may(reader):
            return reader.manages(meeting.place)

        title, text, more = (self.text(what, may, nobody) for what in ("a story", "its text", "its second line"))
        data = {
            "title": title,
            "text": f"It is about {text}.\nThere is more, {more}...",
            "item_id": str(item.number) if item else "",
        }
        if self.send(meeting.place, f"meetings/{meeting.number}/news/new", **data) and item:
            item.told_on |= {title, text, more}

    @precondition(lambda self: self.meetings)
    @rule(number=picks, audience=st.sampled_from(["public", "partners", "partnership"]))
    def write_the_bulletin(self, number, audience):
        """The text is kept as the portal put it together, and looked through for what it may not hold."""
        meeting = pick(self.meetings, number)
        path = f"meetings/{meeting.number}/bulletin/edit"
        address = f"/partnerships/{meeting.place}/{path}?for={audience}"
        page = self.house.ask(f"{meeting.place} manager", address)
        if page.status_code != 200:
            return
        text = BeautifulSoup(page.text, "html.parser").select_one("textarea[name=text]").text.strip()
        holds = set(MARK.findall(text))
        for item in self.items:
            told = holds & (item.told_on | {item.title} - {""})
            if item.is_secret or (audience != "partnership" and wider(item.audience, audience) != item.audience):
                assert not told, f"a bulletin for {audience} holds {told}"
        title = self.text("a bulletin", nobody)
        version = page_version(page)
        said = {"title": title, "audience": audience, "text": text or "Nothing much", "version": version}
        if self.send(meeting.place, path, **said):
            bulletin = self.bulletins.setdefault(meeting.number, Bulletin(meeting.place, audience, set()))
            bulletin.audience, bulletin.holds = audience, holds | {title}
            for mark in bulletin.holds:
                self.also(mark, bulletin.tells(mark), bulletin.tells(mark))

    @precondition(lambda self: self.bulletins)
    @rule(number=picks)
    def send_the_bulletin(self, number):
        meeting = pick([meeting for meeting in self.meetings if meeting.number in self.bulletins], number)
        bulletin = self.bulletins[meeting.number]
        before, bulletin.is_sent = bulletin.is_sent, True
        is_taken = self.send(meeting.place, f"meetings/{meeting.number}/bulletin/send")
        bulletin.is_sent = before or is_taken

    @precondition(lambda self: self.meetings)
    @rule(number=picks)
    def report_back(self, number):
        """A representative has the pack sent, and notes that they told their own; nothing confidential is in it."""
        meeting = pick(self.meetings, number)
        seat = str(self.known(meeting.place).seats["rep"])
        at = f"meetings/{meeting.number}/report-back"
        before = self.letters_read
        if self.send(meeting.place, f"{at}/letter", by="rep", seat=seat):
            rows = self.house.rows("SELECT body FROM letters WHERE id > ?", before)
            met = set(MARK.findall(" ".join(body for (body,) in rows)))
            assert not met & self.secrets(), "the pack for reporting back holds what is confidential"
        note = self.text("a note of reporting back", lambda r: meeting.is_read(r) and r.belongs(meeting.place), nobody)
        data = {"seat": seat, "told_on": f"{clock.today():%d/%m/%Y}", "how": "email", "note": note}
        self.send(meeting.place, at, by="rep", **data)

    def secrets(self) -> set[str]:
        """The marks of what stands under confidential items."""
        found = set()
        for item in self.items:
            if item.is_secret:
                found |= {item.title, item.key, item.noted, *(line.text for line in item.lines)}
        return found - {""}


def page_version(page) -> str:
    """The version a form was opened with; empty where there is none."""
    field = BeautifulSoup(page.text, "html.parser").select_one("form [name=version]")
    return field.get("value", "") if field else ""
