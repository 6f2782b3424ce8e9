"""What may happen in two partnerships, one step at a time, with the telling of who may read each text beside it."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from portal.core import clock
from tests.access.agendas import Agendas
from tests.access.beginnings import PLACES, READERS, SEATED
from tests.access.bulletins import Bulletins
from tests.access.deciding import Deciding
from tests.access.meeting import Meetings, audiences, picks, place_names
from tests.access.noting import Notes
from tests.access.papers import Papers
from tests.access.reading import Reading
from tests.access.telling import Telling, pick
from tests.access.tiers import Tiers

FEWEST = 12
"""In how many ways at least something is sent in a game worth reading; the first dice always fall on one move."""


class Work(Telling, Meetings, Notes, Agendas, Deciding, Bulletins, Papers, Tiers, Reading, RuleBasedStateMachine):
    """The managers' work. What a rule of the portal refuses (404, 409) changes nothing here either."""

    @initialize(audience=audiences, other=audiences, minutes=audiences, quiet=st.booleans())
    def begin(self, audience, other, minutes, quiet):
        """Both partnerships have met once, and something was said, decided and agreed there."""
        self.open_the_house()
        self.begin_tiers()
        self.agree_on_rules("birch", audience, minutes, quiet)
        for number, place in enumerate(PLACES):
            self.call_a_meeting(place, "main", (audience, other)[number], 3)
            for item in (2 * number, 2 * number + 1):
                self.add_an_item(number)
                self.write_notes(item)
                self.note_a_line(item, "decision", "all")
                self.note_a_line(item, "action", ("rep", "together")[number])
            self.change_an_item(2 * number, is_secret=True)
        for number in range(len(PLACES)):
            self.add_an_item(number)

    @rule(place=place_names, meetings=audiences, minutes=audiences, quiet=st.booleans())
    def agree_on_rules(self, place, meetings, minutes, quiet):
        data = {
            "quorum_kind": "none", "quorum_value": "0", "quorum_base": "seats", "missed_limit": "0", "term_years": "0",
            "regular_percent": "0",
            "max_sub_groups": "0", "papers_days": "10", "bulletin_days": "14",
            "minutes_days": "14", "minutes_count": "calendar", "meetings_audience": meetings,
            "minutes_audience": minutes, "silence_days": "14", "silence_notice": "7",
        } | ({"is_unattributed": "y"} if quiet else {})  # fmt: skip
        assert self.send(place, "rules/edit", **data)
        self.agreed[place] = {"minutes": minutes, "quiet": quiet}

    @rule(place=place_names, audience=audiences)
    def open_or_close_the_actions(self, place, audience):
        data = {"name": f"{place.capitalize()} Partnership", "kind_id": str(self.known(place).kind),
                "purpose": "To meet", "actions_audience": audience, "accent": "moss"}  # fmt: skip
        assert self.send(place, "manage/page", **data)
        self.actions_for[place] = audience

    @rule(place=place_names)
    def end_or_restore_the_observers_role(self, place):
        reader = self.readers[f"{place} observer"]
        act = "end" if reader.is_active else "restore"
        assert self.send(place, f"roles/{self.known(place).observing}/{act}")
        reader.is_active = not reader.is_active

    @rule(place=place_names, name=st.sampled_from([*SEATED, "neighbour"]))
    def end_or_reopen_a_seat(self, place, name):
        reader, seat = self.readers[f"{place} {name}"], self.known(place).seats[name]
        yesterday = clock.today() - timedelta(days=1)
        if reader.is_active:
            assert self.send(place, f"seats/{seat}/end", until_on=f"{yesterday:%d/%m/%Y}", why="Left")
        else:
            assert self.send(place, f"seats/{seat}/reopen")
        reader.is_active = not reader.is_active

    @rule(who=picks, number=picks)
    def somebody_reads(self, who, number):
        who = pick([f"{place} {name}" for place in PLACES for name in READERS] + ["visitor"], who)
        self.read_some(self.readers.get(who, self.visitor), number)

    def teardown(self) -> None:
        """In the end the clock strikes, and everybody reads."""
        self.write_letters()
        if len(self.kinds) < FEWEST:
            return
        for place in PLACES:
            for name in READERS:
                self.read_everything(self.readers[f"{place} {name}"])
        self.read_everything(self.visitor)
