"""What managers write down: agenda items, notes, decisions, actions, and how these go."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from portal.core import clock
from portal.meetings.forms import mark_of as version_of
from tests.access.beginnings import NAMES, SHORT
from tests.access.meeting import picks, place_names
from tests.access.reading import MARK
from tests.access.telling import nobody, pick
from tests.access.told import Item, Line, Text, wider

leads = st.sampled_from([*NAMES, "all", "org"])


class Notes:
    """Items of agendas, and what is noted under them or added to the list of actions."""

    @precondition(lambda self: self.meetings)
    @rule(number=picks)
    def add_an_item(self, number):
        meeting = pick(self.meetings, number)
        title = self.text("an item's title", nobody)
        if self.send(meeting.place, f"meetings/{meeting.number}/items", title=title, kind="decision"):
            item = Item(meeting, self.found("agenda_items", "title", title), title=title)
            self.texts[title].may, self.texts[title].must = item.is_seen, item.stands
            meeting.items.append(item)
            self.items.append(item)

    @precondition(lambda self: self.items)
    @rule(number=picks, is_secret=st.booleans(), chosen=st.sampled_from(["", "", "public", "partnership", "group"]))
    def change_an_item(self, number, is_secret, chosen=""):
        item = pick(self.items, number)
        base = item.meeting.audience
        if chosen != "group" and wider(chosen or base, base) == base or chosen == base:
            chosen = ""
        title = self.text("an item's new title", item.is_seen, item.stands)
        led_by = self.text("who leads an item", item.is_seen, item.stands)
        data = {"title": title, "led_by": led_by, "kind": "decision", "chosen_audience": chosen}
        if is_secret:
            data["is_confidential"] = "y"
        if self.send(item.meeting.place, f"{self.at(item)}/edit", **data):
            self.outdate(item.title, item.led_by, *MARK.findall(item.background))
            item.title, item.led_by, item.background, item.chosen = title, led_by, "", chosen
            self.keep_back(item, is_secret)
        else:
            self.outdate(title, led_by)

    @precondition(lambda self: self.items)
    @rule(number=picks)
    def change_their_mind(self, number):
        """What was confidential is so no more, or the other way round; that may be done at any time."""
        item = pick(self.items, number)
        data = {"title": item.title, "led_by": item.led_by, "kind": "decision"}
        data |= {"background": item.background, "chosen_audience": item.chosen}
        if not item.is_secret:
            data["is_confidential"] = "y"
        if self.send(item.meeting.place, f"{self.at(item)}/edit", **data):
            self.keep_back(item, not item.is_secret)

    def keep_back(self, item: Item, is_secret: bool) -> None:
        """Tell an item as confidential or not; into secrecy its copies go with it, and bulletins drop it."""
        item.is_secret = is_secret
        self.settle(item)
        if is_secret:
            for bulletin in self.bulletins.values():
                bulletin.holds -= item.told_on | {item.title}
            for copy in item.copies:
                if not copy.is_secret:
                    self.keep_back(copy, is_secret=True)

    def short_of(self, item: Item) -> str:
        """An abbreviation used of this item alone: explained below the minutes, it tells that it was spoken of."""
        short = f"QX{chr(ord('A') + self.items.index(item) % len(SHORT))}Z"
        if short not in self.texts:
            self.texts[short] = Text(short, "an abbreviation", nobody, nobody)
        self.also(short, item.is_read)
        return short

    @staticmethod
    def at(item: Item) -> str:
        return f"meetings/{item.meeting.number}/items/{item.number}"

    @precondition(lambda self: self.items)
    @rule(number=picks, way=st.sampled_from(["park", "remove", "restore", "bring"]), to=picks)
    def move_an_item(self, number, way, to):
        item = pick(self.items, number)
        of_the_group = [m for m in self.meetings if (m.place, m.group) == (item.meeting.place, item.meeting.group)]
        meeting = pick(of_the_group, to) if way == "bring" else item.meeting
        if self.send(meeting.place, f"meetings/{meeting.number}/items/{item.number}/{way}"):
            if way == "park":
                item.parked_for = item.audience
            item.is_parked = way == "park" or (item.is_parked and way != "bring")
            item.is_removed = way == "remove" or (item.is_removed and way != "restore")
            item.meeting.items.remove(item)
            meeting.items.append(item)
            item.meeting = meeting

    @precondition(lambda self: self.items)
    @rule(number=picks)
    def write_notes(self, number):
        item = pick(self.items, number)
        mark = self.text("notes", item.is_read, item.is_minuted)
        notes = f"{mark} of the {self.short_of(item)}"
        if self.send(item.meeting.place, f"{self.at(item)}/notes", notes=notes, version=version_of(item.notes)):
            self.outdate(item.noted)
            item.noted, item.notes = mark, notes
        else:
            self.outdate(mark)

    @precondition(lambda self: self.items)
    @rule(number=picks)
    def pick_a_key_message(self, number):
        item = pick(self.items, number)
        mark = self.text("a key message", item.is_read, item.is_minuted)
        if self.send(item.meeting.place, f"{self.at(item)}/key-message", key_message=mark):
            self.outdate(item.key)
            item.key = mark
            item.told_on.add(mark)
        else:
            self.outdate(mark)

    @precondition(lambda self: self.items)
    @rule(number=picks, kind=st.sampled_from(["decision", "action"]), lead=leads)
    def note_a_line(self, number, kind, lead):
        item = pick(self.items, number)
        mark, meeting = self.text(f"a {kind}", nobody), item.meeting
        said = f"Agreed to fund {mark}" if kind == "decision" else f"Action: {self.sentence(meeting.place, lead, mark)}"
        if self.send(meeting.place, f"{self.at(item)}/lines", lines=said):
            item.lines.append(self.keep_line(meeting.place, meeting.group, kind, mark, "group", item))
            self.settle(item)

    def sentence(self, place: str, lead: str, mark: str) -> str:
        """A line that gives somebody of the partnership something to do within a week."""
        is_known = lead in NAMES and self.readers[f"{place} {lead}"].is_active
        who = self.known(place).names[lead] if is_known else "All partners" if lead == "all" else f"Rep of {place}"
        return f"{who} to see to {mark} by {clock.today() + timedelta(days=7):%d/%m/%Y}"

    def keep_line(self, place, group, kind, mark, audience, item=None) -> Line:
        line = Line(place, group, self.found(f"{kind}s", "text", mark), kind, audience, item, text=mark)
        self.texts[mark].may, self.texts[mark].must = line.is_seen, line.stands
        self.texts[mark].what = f"{kind} {line.number} of {place}, {group}"
        self.lines.append(line)
        return line

    @rule(place=place_names, group=st.sampled_from(["main", "forum"]), lead=leads)
    def add_to_the_list(self, place, group, lead):
        mark = self.text("an action of the list", nobody)
        number = str(self.known(place).group_numbers[group])
        assert self.send(place, "actions/new", line=self.sentence(place, lead, mark), group=number)
        self.keep_line(place, group, "action", mark, self.actions_for[place])

    @precondition(lambda self: any(line.kind == "action" for line in self.lines))
    @rule(number=picks, status=st.sampled_from(["ongoing", "done", "dropped", "outstanding"]))
    def report_progress(self, number, status):
        line = pick([line for line in self.lines if line.kind == "action"], number)
        mark = self.text("a report", line.is_seen_inside, line.stands_inside)
        if not self.send(line.place, f"actions/{line.number}/progress", text=mark, status=status):
            self.outdate(mark)

    @precondition(lambda self: any(line.kind == "action" and not line.item for line in self.lines))
    @rule(number=picks)
    def rename_an_action(self, number):
        line = pick([line for line in self.lines if line.kind == "action" and not line.item], number)
        mark = self.text("an action's new words", line.is_seen, line.stands)
        data = {"text": f"See to {mark}", "leads_text": "All partners", "when_text": "ASAP", "status": "ongoing"}
        if self.send(line.place, f"actions/{line.number}/edit", **data):
            self.outdate(line.text)
            line.text = mark
        else:
            self.outdate(mark)

    @precondition(lambda self: any(line.kind == "decision" for line in self.lines))
    @rule(number=picks)
    def change_a_decision(self, number):
        line = pick([line for line in self.lines if line.kind == "decision" and line.item], number)
        text = self.text("a decision's new words", line.is_seen, line.stands)
        dissent = self.text("who differed", line.is_seen_inside, line.stands_inside)
        data = {"text": f"Fund {text}", "how": "majority", "dissent": f"Not {dissent}"}
        if self.send(line.place, f"meetings/{line.item.meeting.number}/decisions/{line.number}/edit", **data):
            self.outdate(line.text, line.dissent)
            line.text, line.dissent = text, dissent
        else:
            self.outdate(text, dissent)

    @precondition(lambda self: self.lines)
    @rule(number=picks)
    def take_back_or_restore(self, number):
        line = pick([line for line in self.lines if line.kind == "action" or line.item], number)
        act = "restore" if line.is_removed else "remove"
        path = f"actions/{line.number}/{act}"
        if line.item:
            path = f"meetings/{line.item.meeting.number}/{line.kind}s/{line.number}/{act}"
        if self.send(line.place, path):
            line.is_removed = not line.is_removed
