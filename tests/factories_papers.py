"""Makers of papers, and of the small files they are."""

import io
import zipfile

from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.core.viewer import Viewer
from portal.meetings.models import AgendaItem, Meeting
from portal.papers import files
from portal.papers.models import NewsStory, Paper, ReportBack, Told
from portal.papers.services import bulletins
from portal.papers.services import papers as services

SOMEBODY = Viewer(name="Somebody")
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def office(folder="word/", **more) -> bytes:
    """A packed document; `more` are further parts of it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr(f"{folder}document.xml", "<document/>")
        for name, content in more.items():
            packed.writestr(name, content)
    return out.getvalue()


def opened(kind="application/vnd.oasis.opendocument.text") -> bytes:
    """A document of the open kind."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("mimetype", kind)
        packed.writestr("content.xml", "<office/>")
    return out.getvalue()


def paper(meeting, item=None, title="Budget", content=b"Two stalls, 40 pounds", name="budget.txt", **said) -> Paper:
    """A paper for an item of a meeting, or for the whole; with no content it is promised."""
    with writing():
        file = files.read(name, content, 10) if content else None
        return services.add_paper(
            SOMEBODY,
            db.session.get(Meeting, meeting.id),
            db.session.get(AgendaItem, item.id) if item else None,
            {"title": title} | said,
            file,
        )


def sent(**fields) -> dict:
    """What a browser sends for a form with a file; a file is a pair of name and content."""
    data = {
        name: FileStorage(io.BytesIO(value[1]), value[0]) if isinstance(value, tuple) else value
        for name, value in fields.items()
    }
    boundary, body = encode_multipart(data)
    return {"data": body, "content_type": f"multipart/form-data; boundary={boundary}"}


def story(meeting, title="Stall opens") -> NewsStory:
    """A story spotted at a meeting."""
    said = {"title": title, "text": "", "readers": "press", "written_by": "", "due_on": None}
    with writing():
        return bulletins.add_story(SOMEBODY, db.session.get(Meeting, meeting), None, said)


def furnish(place, seat) -> None:
    """Give a partnership of the access tests a paper of each sort, a story, bulletins and a report."""
    draft = db.session.get(Meeting, place.draft)
    item = db.session.get(AgendaItem, place.item)
    place.paper = paper(draft, item).id
    place.promised = paper(draft, item, "Plan", None).id
    gone = paper(draft, item, "Gone")
    kept, old = story(place.draft), story(place.draft, "Old")
    with writing():
        services.remove_paper(SOMEBODY, db.session.merge(gone))
        bulletins.remove_story(SOMEBODY, db.session.merge(old))
        for number, moment in ((place.sent, None), (place.published, clock.now())):
            meeting = db.session.get(Meeting, number)
            bulletins.save_bulletin(SOMEBODY, meeting, "Bulletin", "Come all", Audience.PUBLIC).sent_at = moment
        told = {"told_on": clock.today(), "how": Told.EMAIL, "by": "Ray", "at": clock.now()}
        db.session.add(ReportBack(meeting_id=place.published, seat_id=seat.id, **told))
    place.removed_paper, place.story, place.removed_story = gone.id, kept.id, old.id
