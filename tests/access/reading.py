"""Reading everything: every address of every thing there is, whether a page links to it or not."""

import re
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

from portal.clockwork import tick
from portal.core import clock
from tests.access.beginnings import PLACES, SHORT

MARK = re.compile(r"zz[a-z]*[0-9]*zz|\bQX[A-Z]Z\b")
RANDOM = re.compile(r'<input[^>]* name="(?:csrf_token|once)"[^>]*>')
"""What a form bears against forgery and repetition: in enough of them, any four letters stand."""
EVERYWHERE = [
    "/", "/partnerships/", "/organisations/", "/organisations/?format=csv", "/organisations/matrix/", "/people/",
    "/people/?format=csv", "/actions/", "/actions/?format=csv", "/search?q=zz", "/search/suggest?q=zz",
    "/search?q=zz&format=csv", "/account/",
    "/history", "/mail-tray",
]  # fmt: skip
WITHIN = [
    "", "groups/", "groups/forum/", "rules/", "meetings/", "meetings/?format=csv", "meetings/clocks",
    "meetings/compiled", "meetings/year", "meetings/series/", "meetings/backlog/forum", "meetings/interests/",
    "meetings/interests/declared", "meetings/interests/declared?format=csv",
    "meetings/interests/declared?format=xlsx", "meetings/proposals/",
    "meetings/proposals/?format=csv", "decisions/between/", "decisions/between/?format=csv", "decisions/without-us",
    "representation/", "representation/missed/", "representation/missed/regular/", "representation/share/",
    "actions/", "actions/?format=csv",
    "actions/new", "decisions/", "decisions/?format=csv", "decisions/?format=xlsx", "actions/?format=xlsx",
    "seats/", "seats/?format=csv", "history", "roles/",
    "invitations/", "manage/", "groups/new",
]  # fmt: skip
OF_A_MEETING = [
    "", "agenda", "minutes", "minutes?format=txt", "minutes?format=docx",
    "minutes?show=short", "live", "amendments/", "pack.zip", "edit", "cancel", "pack", "pack/circulate", "papers/new",
    "papers/readers", "bulletin", "bulletin?format=txt", "bulletin/edit", "bulletin/edit?for=public", "news/new",
    "report-back", "clocks",
]  # fmt: skip


def words_of(answer) -> str:
    """All that is told by an answer; a file of files tells what each is called and what is in it."""
    if not answer.data.startswith(b"PK"):
        return RANDOM.sub("", answer.text)
    with ZipFile(BytesIO(answer.data)) as packed:
        return "\n".join(f"{name}\n{packed.read(name).decode('utf-8', 'replace')}" for name in packed.namelist())


class Reading:
    """Reads as anybody, and holds what was met against what was told."""

    def lists(self) -> list[str]:
        """The addresses of lists, searches and front doors."""
        return EVERYWHERE + [f"/partnerships/{place}/{path}" for place in PLACES for path in WITHIN]

    def paths(self) -> list[str]:
        """Every address there is something to be read at."""
        found = self.lists()
        for place in PLACES:
            known = self.known(place)
            found.append(f"/partnerships/{place}/groups/{known.groups['main']}/")
            found.append(f"/partnerships/{place}/meetings/backlog/{known.groups['main']}")
            for path in ("compiled", "year"):
                found += [f"/partnerships/{place}/meetings/{path}?year={year}" for year in self.years()]
            found += [f"/partnerships/{place}/seats/{number}/" for number in known.seats.values()]
            found += [f"/people/{number}/" for number in known.people.values()]
        found += [f"/organisations/{slug}/" for (slug,) in self.house.rows("SELECT slug FROM organisations")]
        for meeting in self.meetings:
            found += [f"/partnerships/{meeting.place}/meetings/{meeting.number}/{path}" for path in OF_A_MEETING]
        for item in self.items:
            at = f"/partnerships/{item.meeting.place}/meetings/{item.meeting.number}/items/{item.number}"
            found += [f"{at}/{path}" for path in ("", "edit", "interests")]
        found += [f"/partnerships/{each.place}/meetings/proposals/{each.number}/" for each in self.asked]
        found += [f"/partnerships/{each.place}/decisions/between/{each.number}/" for each in self.put]
        found += self.tier_paths()
        for line in self.lines:
            found.append(f"/partnerships/{line.place}/{line.kind}s/{line.number}/")
            if line.kind == "action":
                found.append(f"/partnerships/{line.place}/actions/{line.number}/edit")
        return found

    def years(self) -> set[int]:
        """The years in which meetings are held."""
        return {(clock.today() - timedelta(days=meeting.days_ago)).year for meeting in self.meetings}

    def read(self, reader, paths: list[str]) -> set[str]:
        """Open addresses as somebody who meets nothing there that is not for them; return the marks that were met."""
        met: set[str] = set()
        for path in paths:
            answer = self.house.ask(reader.name, path)
            assert answer.status_code < 500, f"{path}: {answer.status_code}"
            if answer.status_code < 400:
                for mark in set(MARK.findall(words_of(answer))):
                    assert self.texts[mark].may(reader), self.told(reader, mark, path)
                    met.add(mark)
        return met

    def read_everything(self, reader) -> None:
        """Open every address as somebody: what is for them is found, and a search for what is not finds nothing."""
        met = self.read(reader, self.paths())
        for mark, text in self.texts.items():
            if text.must(reader):
                assert mark in met, f"{reader.name} should have found {text.what} ({mark})"
            elif not text.may(reader) and mark not in SHORT:
                answer = self.house.ask(reader.name, f"/search?format=csv&q={mark}")
                assert answer.text.count("\r\n") == 1, self.told(reader, mark, "a search for it")

    def read_some(self, reader, number: int) -> None:
        """Open every fifth address as somebody, beginning with one of the first five."""
        self.read(reader, self.paths()[number % 5 :: 5])

    def told(self, reader, mark: str, where: str) -> str:
        who = f"{reader.name} ({'with a part' if reader.is_active else 'without a part any more'})"
        return f"{who} met {self.texts[mark].what} ({mark}) at {where}"

    def write_letters(self) -> None:
        """Let the clock write what it has to."""
        tick(self.house.app)
        self.read_letters()

    def read_letters(self) -> None:
        """Read the letters that were written since, each as the one it is for."""
        asked = "SELECT id, to_email, subject, body FROM letters WHERE id > ? ORDER BY id"
        for number, email, subject, body in self.house.rows(asked, self.letters_read):
            reader = self.owner_of(email)
            for mark in set(MARK.findall(subject + body)):
                assert self.texts[mark].may(reader), self.told(reader, mark, f"a letter, “{subject}”")
            self.letters_read = number

    def owner_of(self, email: str):
        return next(
            self.readers[f"{place} {known.emails[email]}"]
            for place, known in self.house.world.places.items()
            if email in known.emails
        )
