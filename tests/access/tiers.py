"""What goes between two tiers: alder stands above birch, once birch's manager has agreed."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.access.meeting import picks
from tests.access.telling import nobody, pick

ABOVE, BELOW = "alder", "birch"


class Tiers:
    """What is sent is for those of both; what came from an item that is confidential only for who may see that."""

    def begin_tiers(self) -> None:
        """Nothing is arranged yet."""
        self.tier = 0
        self.issues: list[tuple[int, object]] = []
        self.questions: list[tuple[int, object]] = []

    def between(self, *items):
        """Those of both partnerships, as long as none of the items became confidential."""

        def may(reader):
            known = [item for item in items if item is not None]
            return (reader.belongs(ABOVE) or reader.belongs(BELOW)) and all(
                not item.is_secret or item.is_open_to(reader) for item in known
            )

        return may

    @precondition(lambda self: not self.tier)
    @rule()
    def arrange_the_tiers(self):
        tied = {"words": "is above", "words_back": "is below"}
        number = self.house.rows("SELECT id FROM partnerships WHERE slug = ?", BELOW)[0][0]
        assert self.send(ABOVE, "manage/ties/", other_id=str(number), **tied)
        assert self.send(ABOVE, "tiers/new", other_id=str(number), side="upper")
        self.tier = self.house.rows("SELECT id FROM tiers")[0][0]
        assert self.send(BELOW, f"tiers/{self.tier}/agree")

    def own_item(self, place: str, which: int):
        """One of a place's items on an agenda of its main group, or none of them."""
        items = [
            item for item in self.items
            if item.meeting.place == place and item.meeting.group == "main"
            and not (item.is_parked or item.is_removed or item.meeting.is_cancelled)
        ]  # fmt: skip
        return pick([None, *items], which)

    @precondition(lambda self: self.tier)
    @rule(which=picks)
    def put_an_issue_down(self, which):
        item = self.own_item(ABOVE, which)
        title, text = (self.text(what, self.between(item), nobody) for what in ("an issue", "an issue's text"))
        source = f"item-{item.number}" if item else ""
        data = {"title": title, "text": text, "to": str(self.tier), "source": source}
        is_taken = self.send(ABOVE, "tiers/issues/new", refused=422, **data)
        assert not (is_taken and item and item.is_secret), "a confidential item was sent down"
        if is_taken:
            self.issues.append((self.found("tier_issues", "title", title), item))
            self.texts[title].must = self.between(item)

    @precondition(lambda self: self.tier and self.issues)
    @rule(number=picks, which=picks)
    def answer_an_issue(self, number, which):
        issue, source = pick(self.issues, number)
        item = self.own_item(BELOW, which)
        answer = self.text("an answer", self.between(source, item), nobody)
        data = {"answer": answer, "source": f"item-{item.number}" if item else ""}
        is_taken = self.send(BELOW, f"tiers/issues/{issue}/answer", refused=422, **data)
        assert not (is_taken and item and item.is_secret), "a confidential item was sent up"

    @precondition(lambda self: self.tier)
    @rule(which=picks)
    def send_a_question_up(self, which):
        item = self.own_item(BELOW, which)
        title, text = (self.text(what, self.between(item), nobody) for what in ("a question", "a question's text"))
        source = f"item-{item.number}" if item else ""
        data = {"title": title, "text": text, "tier_id": str(self.tier), "source": source}
        if self.send(BELOW, "tiers/questions/new", refused=422, **data):
            self.questions.append((self.found("tier_questions", "title", title), item))
            self.texts[title].must = self.between(item)

    @precondition(lambda self: self.tier and self.questions)
    @rule(number=picks, which=picks, is_for_all=st.booleans())
    def answer_a_question(self, number, which, is_for_all):
        question, source = pick(self.questions, number)
        item = self.own_item(ABOVE, which)
        answer = self.text("an answer that comes down", self.between(source, item), nobody)
        data = {"answer": answer, "source": f"item-{item.number}" if item else ""}
        data |= {"is_for_all": "y"} if is_for_all else {}
        self.send(ABOVE, f"tiers/questions/{question}/answer", refused=422, **data)

    @precondition(lambda self: self.tier and self.meetings)
    @rule(number=picks, is_sent=st.booleans())
    def write_a_report(self, number, is_sent):
        meeting = pick(self.meetings, number)
        path = f"tiers/{self.tier}/reports/{meeting.number}/write"
        kept = self.house.rows("SELECT version, sent_on FROM tier_reports WHERE meeting_id = ?", meeting.number)
        was_sent = bool(kept and kept[0][1])

        def may(reader):
            return reader.belongs(BELOW) or ((is_sent or was_sent) and reader.belongs(ABOVE))

        text = self.text("a report", may, nobody)
        version = {"version": str(kept[0][0])} if kept else {}
        self.send(BELOW, path, part_1=text, act="send" if is_sent else "draft", **version)

    def tier_paths(self) -> list[str]:
        """Every address between the two, under the name of either."""
        within = ["", "reports/", "issues/", "issues/?format=csv", "questions/", "questions/?format=csv", "visits/"]
        within += [f"issues/{number}/" for number, _item in self.issues]
        within += [f"questions/{number}/" for number, _item in self.questions]
        within += [f"{self.tier}/reports/{meeting.number}/" for meeting in self.meetings if self.tier]
        within += ["issues/new", "questions/new", f"{self.tier}/visits/new"]
        return [f"/partnerships/{place}/tiers/{path}" for place in (ABOVE, BELOW) for path in within]
