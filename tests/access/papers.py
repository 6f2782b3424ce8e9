"""What managers do with papers: adding them to items, and sending them round."""

from hypothesis.stateful import precondition, rule

from tests.access.meeting import picks
from tests.access.telling import nobody, pick


class Papers:
    """Papers are for whom their item is for, whatever becomes of it, on pages, in searches and in letters."""

    @precondition(lambda self: self.items)
    @rule(number=picks)
    def add_a_paper(self, number):
        item = pick(self.items, number)
        title = self.text("a paper's title", nobody)
        data = {"title": title, "item_id": str(item.number), "link": "https://example.org/plan"}
        if self.send(item.meeting.place, f"meetings/{item.meeting.number}/papers/new", refused=422, **data):
            self.texts[title].may = lambda reader: item.is_seen(reader) or reader.manages(item.meeting.place)
            self.texts[title].must = item.stands

    @precondition(lambda self: self.meetings)
    @rule(number=picks)
    def send_the_papers_round(self, number):
        meeting = pick(self.meetings, number)
        self.send(meeting.place, f"meetings/{meeting.number}/pack/circulate", words="Please read them")
