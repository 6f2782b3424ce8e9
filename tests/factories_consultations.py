"""Makers of consultations and what belongs to them, as partners would leave them."""

from datetime import timedelta

from portal.consultations.models import AskedHere, Consultation, SourceKind, ViewSource
from portal.consultations.services import asking, noting, responding
from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.core.viewer import Viewer
from portal.partnerships.models import Partnership

SOMEBODY = Viewer(name="Somebody")


def consultation(partnership, title="Bus strategy", closes=20, heard=10, by=None, **given) -> Consultation:
    """A consultation of the county, heard of `heard` days ago, that `closes` in so many days; None: only coming.

    It is for all partners unless told otherwise.
    """
    doer = Viewer(user_id=by.user_id, name=by.name) if by else SOMEBODY
    today = clock.today()
    usual = {
        "title": title, "owner_called": "The county council", "about": "", "link": "", "expected": "",
        "heard_on": today - timedelta(days=heard), "opens_on": None,
        "closes_on": None if closes is None else today + timedelta(days=closes), "audience": Audience.PARTNERS,
    }  # fmt: skip
    with writing():
        place = db.session.get(Partnership, partnership.id)
        return noting.add_consultation(doer, place, **usual | given)


def _again(row) -> Consultation:
    return db.session.get(Consultation, row.id)


def response(row, text="We want buses", sent=None, writer=None, organisation=None, **given) -> None:
    """Our response, a draft unless it was `sent` so many days ago."""
    usual = {
        "writer_organisation_id": organisation.id if organisation else None, "writer_id": writer.id if writer else None,
        "text": text, "agreed_meeting_id": None, "agreed_decision_id": None, "shared_with": Audience.PARTNERS,
        "sent_on": None if sent is None else clock.today() - timedelta(days=sent),
    }  # fmt: skip
    with writing():
        responding.save_response(SOMEBODY, _again(row), **usual | given)


def outcome(row, results="Most want buses", owner_did="", shared_with=Audience.PARTNERS) -> None:
    with writing():
        responding.save_outcome(SOMEBODY, _again(row), results=results, owner_did=owner_did, shared_with=shared_with)


def asked(row, organisation=None, group=None, name="") -> AskedHere:
    """Somebody who was asked yesterday."""
    with writing():
        asking.ask(
            SOMEBODY, _again(row), organisations=[organisation.id] if organisation else [],
            groups=[group.id] if group else [], names=[name] if name else [],
            asked_on=clock.today() - timedelta(days=1),
        )  # fmt: skip
    return db.session.query(AskedHere).order_by(AskedHere.id.desc()).first()


def source(row, title="Tea at the day centre", found="They wait an hour") -> ViewSource:
    with writing():
        return asking.save_source(
            SOMEBODY, _again(row), None, kind=SourceKind.FOCUS_GROUP, title=title, people=12, found=found,
            day=clock.today() - timedelta(days=3),
        )  # fmt: skip


def furnish(place, partnership, seat) -> None:
    """Put one of everything into the place of a partnership, for the tests of who gets in where."""
    row = consultation(partnership)
    place.consultation = row.id
    place.public_consultation = consultation(partnership, "Parks", audience=Audience.PUBLIC).id
    inside = consultation(partnership, "Inside", audience=Audience.PARTNERSHIP)
    place.inside_consultation = inside.id
    gone = consultation(partnership, "Gone")
    place.asked, place.source = asked(row, seat.organisation).id, source(row).id
    back, lost = asked(row, name="The bell ringers"), source(row, "Lost")
    with writing():
        noting.remove_consultation(SOMEBODY, _again(gone))
        asking.set_asked_removed(SOMEBODY, _again(row), db.session.get(AskedHere, back.id), True)
        asking.set_source_removed(SOMEBODY, _again(row), db.session.get(ViewSource, lost.id), True)
    place.removed_consultation, place.removed_asked, place.removed_source = gone.id, back.id, lost.id
