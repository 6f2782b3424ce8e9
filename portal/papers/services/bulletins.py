"""The bulletin of a meeting and the stories spotted at it: noted, put together, sent."""

from typing import Any

from portal.audit.services import record
from portal.core import clock
from portal.core.audience import Audience, Why
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.filters import day, hour, shortday
from portal.core.viewer import Viewer
from portal.mail import services as mail
from portal.meetings import followers
from portal.meetings.models import AgendaItem, Meeting
from portal.papers import rules
from portal.papers.models import Bulletin, NewsStory
from portal.papers.queries import telling as queries
from portal.papers.readers import readers_of
from portal.papers.services.clocks import clocks_for
from portal.papers.services.finding import reindex
from portal.papers.services.refusing import refused_by, token_of
from portal.partnerships.models import Partnership

STORY = ("title", "text", "readers", "written_by", "due_on")
WIDER = {
    Audience.PUBLIC: (Audience.PUBLIC,),
    Audience.PARTNERS: (Audience.PUBLIC, Audience.PARTNERS),
    Audience.PARTNERSHIP: (Audience.PUBLIC, Audience.PARTNERS, Audience.PARTNERSHIP),
}
"""For each audience a bulletin may have, the audiences of what its readers may see."""


def add_story(doer: Viewer | None, meeting: Meeting, item: AgendaItem | None, said: dict[str, Any]) -> NewsStory:
    """Note a story that was spotted at a meeting; return it."""
    story = NewsStory(partnership_id=meeting.partnership_id, group_id=meeting.group_id, meeting_id=meeting.id, title="")
    _write(story, item, said)
    db.session.add(story)
    record(doer, "added", story, f"Spotted {_named(story)}")
    return story


def change_story(doer: Viewer, story: NewsStory, item: AgendaItem | None, said: dict[str, Any]) -> None:
    """Change what is noted of a story."""
    before = (story.title, story.text)
    _write(story, item, said)
    for old, new in zip(before, (story.title, story.text), strict=True):
        _replace(story.group_id, old, new)
    record(doer, "changed", story, f"Changed {_named(story)}")


def _write(story: NewsStory, item: AgendaItem | None, said: dict[str, Any]) -> None:
    for name in STORY:
        setattr(story, name, said[name])
    story.item_id = item.id if item else None
    _settle(story, item)


def _settle(story: NewsStory, item: AgendaItem | None) -> None:
    is_hidden = bool(item and (item.is_confidential or item.audience is Audience.RESTRICTED))
    story.audience = Audience.RESTRICTED if is_hidden else Audience.GROUP
    story.audience_why = Why.CONFIDENTIAL if is_hidden else Why.CHOSEN


def remove_story(doer: Viewer, story: NewsStory) -> None:
    """Take a story away; it can be brought back."""
    story.removed_at = clock.now()
    record(doer, "removed", story, f"Took away {_named(story)}")


def restore_story(doer: Viewer, story: NewsStory) -> None:
    """Bring a story back."""
    story.removed_at = None
    record(doer, "restored", story, f"Brought back {_named(story)}")


def compose(meeting: Meeting, audience: Audience) -> str:
    """Return the text of a bulletin put together afresh: key messages, news and dates that its audience may be told."""
    told = [item for item in queries.told_items(meeting) if rules.is_told_to(item.audience, audience)]
    messages = [f"- {item.key_message}" for item in told if item.key_message]
    stories = [
        f"**{row.NewsStory.title}**. {row.NewsStory.text}".rstrip(". ") + "."
        for row in queries.told_stories(meeting)
        if row.item_audience is None or rules.is_told_to(row.item_audience, audience)
    ]
    dates = [
        f"- {day(coming.day)}{', ' + hour(coming.starts) if coming.starts else ''}: {coming.title}"
        + (f", {coming.venue}" if coming.venue else "")
        for coming in queries.coming_dates(meeting, WIDER[audience])
    ]
    parts = [("Key messages", "\n".join(messages)), ("News", "\n\n".join(stories)), ("Dates", "\n".join(dates))]
    return "\n\n".join(f"## {heading}\n\n{text}" for heading, text in parts if text)


def usual_audience(meeting: Meeting) -> Audience:
    """Return whom a bulletin is for when nobody chose: the public where it may see the agenda, else as far as that."""
    return meeting.audience if meeting.audience in WIDER else Audience.PARTNERSHIP


def save_bulletin(doer: Viewer, meeting: Meeting, title: str, text: str, audience: Audience) -> Bulletin:
    """Keep the draft of a meeting's bulletin; return it. Raises `Refusal` once it was sent."""
    bulletin = queries.get_bulletin(meeting)
    if bulletin is None:
        bulletin = Bulletin(partnership_id=meeting.partnership_id, group_id=meeting.group_id, meeting_id=meeting.id)
        bulletin.audience_why = Why.CHOSEN
        db.session.add(bulletin)
    elif bulletin.sent_at:
        raise Refusal("This bulletin was sent and can no longer be changed.")
    bulletin.title, bulletin.text, bulletin.audience = title, text, audience
    record(doer, "changed", bulletin, f"Wrote the bulletin of {meeting.group.name} of {shortday(meeting.day)}")
    return bulletin


def send_bulletin(doer: Viewer, partnership: Partnership, meeting: Meeting) -> int:
    """Send the bulletin to everybody of the partnership who wants it, and open its page; return how many letters.

    Raises `Refusal` where it was sent already, says nothing yet, or the meeting is still to come.
    """
    bulletin = queries.get_bulletin(meeting)
    if bulletin is None or not bulletin.text:
        raise Refusal("There is nothing in the bulletin yet. Write it first.")
    if bulletin.sent_at:
        raise Refusal("This bulletin was sent already.")
    if meeting.day > clock.today():
        raise Refusal(f"The meeting is only on {shortday(meeting.day)}. Its bulletin can go out after it.")
    bulletin.sent_at, bulletin.sent_by = clock.now(), doer.name
    written = 0
    refused = refused_by(partnership.id)
    for person, _reader in readers_of(partnership.id):
        if person.id in refused:
            continue
        letter = mail.post(
            person.email, person.name, "bulletin", about=f"bulletin {meeting.id} {person.id}",
            subject=f"{partnership.short_name or partnership.name}: {bulletin.title}",
            partnership_id=partnership.id, partnership=partnership, meeting=meeting, bulletin=bulletin,
            plain=plain(bulletin.text), token=token_of(partnership, person),
        )  # fmt: skip
        written += letter is not None
    bulletin.letters = written
    reindex(bulletin)
    clocks_for(meeting).bulletin_sent_at = bulletin.sent_at
    record(doer, "sent", bulletin, f"Sent the bulletin of {meeting.group.name} of {shortday(meeting.day)}")
    return written


def plain(text: str) -> str:
    """Return a bulletin's text without the marks of headings and stresses, as a letter or another's paper has it."""
    return "\n".join(line.removeprefix("## ") for line in text.replace("**", "").splitlines())


@followers.of_items
def follow_item(item: AgendaItem) -> None:
    """Bring stories in line with their item; what became confidential leaves every bulletin of the group at once."""
    for story in queries.stories_of_item(item.id):
        _settle(story, item)
    if not item.is_confidential:
        return
    hidden = [item.key_message, item.title]
    for story in queries.stories_of_item(item.id):
        hidden += [story.title, story.text]
    _strike(item.group_id, hidden)


@followers.of_words
def follow_words(item: AgendaItem, old: str, new: str) -> None:
    """Let bulletins hold an item's key message as it is now, so that it is found there if it becomes confidential."""
    _replace(item.group_id, old, new)


def _replace(group_id: int | None, old: str, new: str) -> None:
    """Put new words for the old ones wherever a bulletin of the group holds them; without new ones the line goes."""
    old, new = old.rstrip(". "), new.rstrip(". ")
    if not new:
        _strike(group_id, [old])
    elif old and old != new:
        for bulletin in queries.bulletins_with(group_id, [old]):
            bulletin.text = bulletin.text.replace(old, new)
            reindex(bulletin)


def _strike(group_id: int | None, words: list[str]) -> None:
    """Leave out every line of the group's bulletins that holds a line of these words."""
    struck = {line.strip(". ") for each in words for line in each.splitlines()} - {""}
    for bulletin in queries.bulletins_with(group_id, sorted(struck)):
        kept = [line for line in bulletin.text.splitlines() if not any(each in line for each in struck)]
        bulletin.text = "\n".join(kept)
        reindex(bulletin)


def _named(story: NewsStory) -> str:
    return "a story" if story.audience is Audience.RESTRICTED else f"the story “{story.title}”"
