"""What comes onto agendas from elsewhere, is declared or amended: copies, proposals, interests, amendments."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.access.beginnings import SEATED
from tests.access.meeting import picks, place_names
from tests.access.telling import nobody, pick
from tests.access.told import Asked, Item

people = st.sampled_from(["manager", "rep"])


class Agendas:
    """An item that stands in two places is told in both; one made of a proposal is for more people than that."""

    @precondition(lambda self: self.items)
    @rule(number=picks, how=st.sampled_from(["carry", "again"]))
    def carry_or_copy_an_item(self, number, how):
        item = pick(self.items, number)
        if not self.send(item.meeting.place, f"{self.at(item)}/{how}"):
            return
        asked = "SELECT id, meeting_id FROM agenda_items WHERE from_item_id = ? ORDER BY id DESC"
        copied, there = self.house.rows(asked, item.number)[0]
        meeting = next((meeting for meeting in self.meetings if meeting.number == there), item.meeting)
        copy = Item(
            meeting, copied, item.is_secret, there is None, title=item.title, led_by=item.led_by,
            background=item.background, chosen=item.chosen, parked_for="group",
        )  # fmt: skip
        for mark in self.marks_of(copy):
            self.also(mark, copy.is_seen, copy.stands)
        item.copies.append(copy)
        meeting.items.append(copy)
        self.items.append(copy)

    def marks_of(self, item: Item) -> list[str]:
        """The marks in an item's title, in who leads it and in its background."""
        return [mark for mark in self.texts if mark in f"{item.title} {item.led_by} {item.background}"]

    @rule(place=place_names, is_secret=st.booleans(), by=people)
    def propose_an_item(self, place, is_secret, by):
        title, answer = self.text("a proposal's title", nobody), self.text("a proposal's answer", nobody)
        known = self.known(place)
        data = {"title": title, "kind": "decision", f"answer_{known.prompt}": answer}
        if is_secret:
            data["is_confidential"] = "y"
        if self.send(place, f"meetings/propose?group={known.groups['main']}", by=by, **data):
            number = self.found("proposals", "title", title)
            asked = Asked(place, number, by, title, f"Why now?\n{answer}", answer, is_secret)
            self.asked.append(asked)
            for mark in (title, answer):
                self.also(mark, asked.is_seen, asked.stands)

    @precondition(lambda self: self.asked)
    @rule(number=picks, to=picks)
    def take_a_proposal(self, number, to):
        asked = pick(self.asked, number)
        meetings = [meeting for meeting in self.meetings if (meeting.place, meeting.group) == (asked.place, "main")]
        meeting = pick(meetings, to)
        if self.send(asked.place, f"meetings/{meeting.number}/proposals/{asked.number}/take"):
            self.stand_on_an_agenda(meeting, asked.title, asked.background, asked.is_secret)

    def stand_on_an_agenda(self, meeting, title: str, background: str, is_secret: bool) -> None:
        item = Item(meeting, self.found("agenda_items", "title", title), is_secret, title=title, background=background)
        for mark in self.marks_of(item):
            self.also(mark, item.is_seen, item.stands)
        meeting.items.append(item)
        self.items.append(item)

    @precondition(lambda self: self.asked)
    @rule(number=picks)
    def decline_a_proposal(self, number):
        asked = pick(self.asked, number)
        why = self.text("why a proposal was declined", asked.is_seen, asked.stands)
        if not self.send(asked.place, f"meetings/proposals/{asked.number}/decline", why=why):
            self.outdate(why)
        else:
            self.texts[why].must = nobody

    @precondition(lambda self: self.items)
    @rule(number=picks, name=st.sampled_from([*SEATED, "neighbour"]), handling=st.sampled_from(["stayed", "withdrew"]))
    def declare_an_interest(self, number, name, handling):
        item = pick(self.items, number)
        nature = self.text("an interest", item.is_declared_to, nobody)
        data = {"whose": f"seat {self.known(item.meeting.place).seats[name]}", "nature": nature, "handling": handling}
        self.send(item.meeting.place, f"{self.at(item)}/interests", refused=422, **data)

    @precondition(lambda self: self.meetings)
    @rule(number=picks, which=picks, by=people)
    def amend_the_minutes(self, number, which, by):
        meeting = pick(self.meetings, number)
        items = [item for item in meeting.items if not item.is_parked and not item.is_removed]
        item = pick([None, *items], which)
        text = self.text("an amendment", nobody)
        data = {"text": text, "item_id": str(item.number) if item else ""}
        if not self.send(meeting.place, f"meetings/{meeting.number}/amendments/", by=by, **data):
            return

        def may(reader):
            is_of_it = reader.is_let_in("group", meeting.place, meeting.group)
            return is_of_it and (item is None or item.is_open_to(reader))

        self.texts[text].may = may
        self.texts[text].must = may
        amended = self.found("amendments", "text", text)
        answer = self.text("what became of an amendment", may, nobody)
        path = f"meetings/{meeting.number}/amendments/{amended}/"
        self.send(meeting.place, path, outcome="declined", answer=answer)
