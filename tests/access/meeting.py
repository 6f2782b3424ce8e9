"""What managers do with meetings and their minutes."""

import re
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from portal.core import clock
from tests.access.beginnings import PLACES, SEATED
from tests.access.telling import nobody, pick
from tests.access.told import Item, Meeting, narrower, wider

STEPS = {
    "send": (("none", "draft"), "sent"),
    "check": (("sent",), "checked"),
    "publish": (("checked",), "published"),
    "reopen": (("sent", "checked"), "draft"),
    "withdraw": (("published",), "draft"),
}
MOST = 5
audiences = st.sampled_from(["public", "partners", "partnership", "group"])
place_names = st.sampled_from(PLACES)
picks = st.integers(0, 11)


class Meetings:
    """Calling, changing and cancelling meetings, taking attendance, and the way of the minutes."""

    @rule(place=place_names, group=st.sampled_from(["main", "main", "forum"]), audience=audiences,
          days_ago=st.sampled_from([-7, 0, 20, 20]))  # fmt: skip
    def call_a_meeting(self, place, group, audience, days_ago):
        if len(self.meetings) == MOST:
            return
        title, venue = self.text("a title", nobody), self.text("a venue", nobody)
        data = self.call(days_ago, audience, title, venue)
        assert self.send(place, f"meetings/new?group={self.known(place).groups[group]}", **data)
        number = int(re.search(r"/meetings/(\d+)/", self.sent.location)[1])
        meeting = Meeting(
            place, group, number, audience, self.agreed[place]["quiet"], days_ago, title=title, venue=venue
        )
        self.meetings.append(meeting)
        for mark in (title, venue):
            self.texts[mark].may = self.texts[mark].must = meeting.is_seen
        self.texts[venue].may = meeting.is_placed

    @staticmethod
    def call(days_ago: int, audience: str, title: str, venue: str) -> dict[str, str]:
        day = clock.today() - timedelta(days=days_ago)
        return {"day": day.isoformat(), "kind": "main", "audience": audience, "title": title, "venue": venue}

    @precondition(lambda self: self.meetings)
    @rule(number=picks, audience=audiences)
    def change_the_call(self, number, audience):
        meeting = pick(self.meetings, number)
        title, venue = (self.text(what, meeting.is_seen) for what in ("a new title", "a new venue"))
        self.texts[venue].may = meeting.is_placed
        data = self.call(meeting.days_ago, audience, title, venue)
        if not self.send(meeting.place, f"meetings/{meeting.number}/edit", **data):
            self.outdate(title, venue)
            return
        self.outdate(meeting.title, meeting.venue)
        meeting.title, meeting.venue, meeting.audience = title, venue, audience

    @precondition(lambda self: self.meetings)
    @rule(number=picks)
    def cancel_or_restore(self, number):
        meeting = pick(self.meetings, number)
        if meeting.is_cancelled:
            assert self.send(meeting.place, f"meetings/{meeting.number}/restore")
            meeting.is_cancelled = False
            self.outdate(meeting.why)
            return
        why = self.text("why a meeting was cancelled", meeting.is_seen, meeting.is_struck_out)
        meeting.is_cancelled = self.send(meeting.place, f"meetings/{meeting.number}/cancel", why=why)
        meeting.why = why
        if not meeting.is_cancelled:
            self.outdate(why)

    @precondition(lambda self: self.meetings)
    @rule(number=picks, name=st.sampled_from([*SEATED, "neighbour"]),
          presence=st.sampled_from(["present", "substitute", "apologies"]))  # fmt: skip
    def take_attendance(self, number, name, presence):
        meeting = pick(self.meetings, number)
        seat, key = self.known(meeting.place).seats[name], (meeting.number, name)
        path = f"meetings/{meeting.number}/attendance"
        mark = ""
        if presence == "substitute":
            mark = self.text("a substitute's name", meeting.names, meeting.is_read_inside)
            is_taken = self.send(meeting.place, f"{path}/{seat}/substitute", name=f"Sam {mark}")
        else:
            is_taken = self.send(meeting.place, path, mark=f"{seat}:{presence}")
        if is_taken:
            self.outdate(self.standing_in.pop(key, ""))
            self.standing_in[key] = mark
        else:
            self.outdate(mark)

    @precondition(lambda self: self.meetings)
    @rule(number=picks)
    def note_a_guest(self, number):
        meeting = pick(self.meetings, number)
        name = self.text("a guest's name", meeting.names, meeting.is_read_inside)
        of = self.text(
            "a guest's organisation", lambda r: meeting.is_read(r) or r.manages(meeting.place), meeting.is_read
        )
        data = {"name": f"Guy {name}", "organisation": of, "capacity": "adviser"}
        if not self.send(meeting.place, f"meetings/{meeting.number}/guests", **data):
            self.outdate(name, of)

    @precondition(lambda self: self.meetings)
    @rule(number=picks, step=st.sampled_from(list(STEPS)))
    def take_a_step(self, number, step):
        self.step(pick(self.meetings, number), step)

    @rule(number=picks)
    def publish_at_once(self, number):
        meeting = pick([meeting for meeting in self.meetings if meeting.days_ago >= 0], number)
        for step in ("send", "check", "publish"):
            self.step(meeting, step)

    def step(self, meeting: Meeting, step: str) -> None:
        sources, target = STEPS[step]
        is_due = meeting.state in sources and not meeting.is_cancelled and meeting.days_ago >= 0
        assert self.send(meeting.place, f"meetings/{meeting.number}/minutes/{step}") == is_due
        if not is_due:
            return
        meeting.state = target
        if step == "publish":
            meeting.minutes = self.agreed[meeting.place]["minutes"]
            meeting.audience = wider(meeting.audience, meeting.minutes)
        elif step == "withdraw":
            meeting.minutes = "group"
        if step in ("publish", "withdraw"):
            for item in meeting.items:
                self.settle(item)

    def settle(self, item: Item) -> None:
        """Say whom the lines under an item are for: its group until the minutes are out, then who may read those."""
        meeting = item.meeting
        for line in item.lines:
            if item.is_secret:
                line.audience = "restricted"
            elif item.chosen == "group" or meeting.state not in ("published", "confirmed"):
                line.audience = "group"
            elif line.kind == "decision":
                line.audience = meeting.minutes
            else:
                line.audience = narrower(meeting.minutes, self.actions_for[meeting.place])

    @precondition(lambda self: len(self.meetings) > 1)
    @rule(number=picks, earlier=picks)
    def confirm(self, number, earlier):
        later, before = pick(self.meetings, number), pick(self.meetings, earlier)
        if later.place == before.place and self.send(later.place, f"meetings/{later.number}/confirm/{before.number}"):
            before.state = "confirmed"
