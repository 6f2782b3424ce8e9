"""The papers of the sample: the last meetings of every partnership have some, and they are real files."""

from collections import Counter

import pytest

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db
from portal.meetings.models import AgendaItem, Meeting
from portal.papers import files
from portal.papers.models import (
    Bulletin,
    Circulation,
    Edition,
    MeetingClock,
    NewsStory,
    Paper,
    PaperReading,
    ReportBack,
)
from portal.partnerships.models import Partnership


@pytest.mark.usefixtures("demo")
def test_every_partnership_has_papers_and_what_follows_them():
    places = db.session.query(Partnership).count()
    meetings = Counter(number for (number,) in db.session.query(Paper.partnership_id))
    assert len(meetings) == places
    assert db.session.query(MeetingClock).count() > 100
    assert {table: db.session.query(table).count() > 5 for table in (Circulation, PaperReading, ReportBack)} == {
        Circulation: True, PaperReading: True, ReportBack: True,
    }  # fmt: skip
    assert db.session.query(Bulletin).count() > places
    assert db.session.query(NewsStory).count()


@pytest.mark.usefixtures("demo")
def test_the_files_are_what_they_say_and_one_is_late():
    for edition in db.session.query(Edition):
        kind = files.kind_of(edition.content)
        assert edition.file_name.endswith(f".{edition.file_kind.value}")
        assert kind is edition.file_kind or (kind, edition.file_kind) == (files.FileKind.TXT, files.FileKind.CSV)
    late = db.session.query(Paper).filter(Paper.edition == 0, Paper.due_on < clock.today())
    assert late.count()


@pytest.mark.usefixtures("demo")
def test_nothing_of_a_confidential_item_stands_in_a_bulletin_or_an_open_paper():
    for paper in db.session.query(Paper).join(AgendaItem, AgendaItem.id == Paper.item_id).filter(
        AgendaItem.is_confidential
    ):  # fmt: skip
        assert paper.audience is Audience.RESTRICTED
    for bulletin in db.session.query(Bulletin):
        hidden = db.session.query(AgendaItem).filter_by(meeting_id=bulletin.meeting_id, is_confidential=True)
        assert not any(item.title in bulletin.text for item in hidden)


@pytest.mark.usefixtures("demo")
def test_clocks_fit_their_meetings():
    for kept, meeting in db.session.query(MeetingClock, Meeting).join(Meeting, Meeting.id == MeetingClock.meeting_id):
        assert kept.settled_for == meeting.day
        assert kept.papers_due_on is None or kept.papers_due_on < meeting.day
        assert kept.circulated_at is None or clock.local(kept.circulated_at).date() < meeting.day
        assert kept.bulletin_sent_at is None or clock.local(kept.bulletin_sent_at).date() >= meeting.day
