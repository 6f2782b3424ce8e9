"""What is put to the seats between meetings: answered, settled, withdrawn, taken to a meeting."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from portal.core import clock
from tests.access.beginnings import SEATED
from tests.access.meeting import picks, place_names
from tests.access.telling import nobody, pick
from tests.access.told import Line, Put


class Deciding:
    """What is proposed is for the group, or for its representatives; what comes of it is for who reads the minutes."""

    @rule(place=place_names, is_secret=st.booleans())
    def put_to_the_seats(self, place, is_secret):
        put = Put(place, "main", is_secret)
        put.text, put.background = (
            self.text(what, put.is_seen) for what in ("a proposal to the seats", "its background")
        )
        data = {
            "group_id": str(self.known(place).group_numbers["main"]), "text": f"Buy {put.text}",
            "background": put.background,
            "closes_on": f"{clock.today() + timedelta(days=10):%d/%m/%Y}",
        } | ({"is_confidential": "y"} if is_secret else {})  # fmt: skip
        if self.send(place, "decisions/between/new", **data):
            put.number = self.found("decision_proposals", "text", put.text)
            self.put.append(put)
        else:
            self.outdate(put.text, put.background)

    def at_proposal(self, put: Put) -> str:
        return f"decisions/between/{put.number}"

    @precondition(lambda self: self.put)
    @rule(number=picks, name=st.sampled_from(SEATED), choice=st.sampled_from(["agree", "object", "discuss"]))
    def answer_for_a_seat(self, number, name, choice):
        put = pick(self.put, number)
        reason = self.text("a reason", put.is_seen)
        seat = self.known(put.place).seats[name]
        path = f"{self.at_proposal(put)}/seats/{seat}/answer"
        if self.send(put.place, path, choice=choice, reason=reason):
            self.outdate(put.reasons.get(name, ""))
            put.reasons[name] = reason
        else:
            self.outdate(reason)

    @precondition(lambda self: any(not put.is_settled for put in self.put))
    @rule(number=picks, way=st.sampled_from(["settle", "settle", "withdraw"]), name=st.sampled_from(SEATED),
          choice=st.sampled_from(["agree", "object"]))  # fmt: skip
    def bring_to_an_end(self, number, way, name, choice):
        put = pick([put for put in self.put if not put.is_settled], number)
        put.is_settled = True
        if way == "withdraw":
            why = self.text("why it was withdrawn", put.is_seen)
            assert self.send(put.place, f"{self.at_proposal(put)}/withdraw", why=why)
            return
        seat = self.known(put.place).seats[name]
        reason = self.text("a last reason", put.is_seen, nobody)
        self.send(put.place, f"{self.at_proposal(put)}/seats/{seat}/answer", choice=choice, reason=reason)
        yesterday = (clock.today() - timedelta(days=1)).isoformat()
        self.house.rewrite("UPDATE decision_proposals SET closes_on = ? WHERE id = ?", yesterday, put.number)
        assert self.send(put.place, f"{self.at_proposal(put)}/settle")
        found = self.house.rows("SELECT decision_id FROM decision_proposals WHERE id = ?", put.number)[0][0]
        if found:
            audience = "restricted" if put.is_secret else self.agreed[put.place]["minutes"]
            line = Line(put.place, put.group, found, "decision", audience, text=put.text)
            self.also(put.text, line.is_seen, line.stands)
            self.lines.append(line)

    @precondition(lambda self: any(put.is_settled for put in self.put))
    @rule(number=picks, to=picks)
    def take_it_to_a_meeting(self, number, to):
        put = pick([put for put in self.put if put.is_settled], number)
        meetings = [meeting for meeting in self.meetings if (meeting.place, meeting.group) == (put.place, put.group)]
        meeting, title = pick(meetings, to), self.text("an item of a proposal", nobody)
        data = {"meeting_id": str(meeting.number), "title": title}
        if self.send(put.place, f"meetings/proposed/{put.number}", refused=422, **data):
            self.stand_on_an_agenda(meeting, title, put.background, put.is_secret)
