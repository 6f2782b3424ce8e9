"""Letters of bulletins: stopped by the address in each of them or in the account, and asked for again there."""

import sqlalchemy as sa
from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from portal.audit.services import record
from portal.core import clock
from portal.core.database import db
from portal.core.viewer import Viewer
from portal.directory.models import Person
from portal.papers.refusal_models import BulletinRefusal
from portal.partnerships.models import Partnership


def stop(doer: Viewer | None, partnership: Partnership, person_id: int) -> None:
    """Send a person no more letters of the partnership's bulletins; asked twice, once."""
    if _refusal(partnership.id, person_id) is None:
        row = BulletinRefusal(partnership_id=partnership.id, person_id=person_id, at=clock.now())
        db.session.add(row)
        db.session.flush()
        record(doer, "chose", row, "Somebody wants no more letters of the bulletins", partnership.id)


def start_again(doer: Viewer, partnership: Partnership, person_id: int) -> None:
    """Send a person letters of the partnership's bulletins again."""
    row = _refusal(partnership.id, person_id)
    if row is not None:
        record(doer, "chose", row, "Somebody wants letters of the bulletins again", partnership.id)
        db.session.delete(row)
        db.session.flush()


def refused_by(partnership_id: int) -> set[int]:
    """Return the people who want no letters of the partnership's bulletins."""
    return set(db.session.scalars(sa.select(BulletinRefusal.person_id).filter_by(partnership_id=partnership_id)))


def refused_of(person_id: int) -> set[int]:
    """Return the partnerships of whose bulletins a person wants no letters."""
    return set(db.session.scalars(sa.select(BulletinRefusal.partnership_id).filter_by(person_id=person_id)))


def place_of(partnership_id: int) -> Partnership:
    """Return the partnership of a number that is known to be one."""
    return db.session.get_one(Partnership, partnership_id)


def token_of(partnership: Partnership, person: Person) -> str:
    """Return what stands in the address by which a person stops these letters: signed, and good for nothing else."""
    return _serializer().dumps([partnership.id, person.id])


def behind(token: str) -> tuple[Partnership, Person] | None:
    """Return whose token it is and of which partnership, or None where it was not signed here, or they are gone."""
    try:
        partnership_id, person_id = _serializer().loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    partnership, person = db.session.get(Partnership, partnership_id), db.session.get(Person, person_id)
    return (partnership, person) if partnership and person else None


def _refusal(partnership_id: int, person_id: int) -> BulletinRefusal | None:
    asked = sa.select(BulletinRefusal).filter_by(partnership_id=partnership_id, person_id=person_id)
    return db.session.scalar(asked)


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="letters of bulletins")
