"""The same people everywhere, so that every test reads as a story.

Ann manages the partnership, Cal chairs its main group, Ray and Rosa represent organisations in it, Mina takes the
minutes, Otto observes, Wyn is wider staff, Suki stands in for one meeting, Sue manages another partnership, Ada
administers the site. Rem was removed, Dis has a disabled account.
"""

from datetime import timedelta
from types import SimpleNamespace

from portal.accounts.models import User
from portal.core import clock
from portal.core.database import db
from portal.core.permissions import Role
from portal.directory.models import Organisation, Person
from portal.partnerships.models import Group, Partnership
from tests import databases, factories

_kept: dict[tuple, tuple[databases.Picture, dict]] = {}
"""The database with everybody in it, and who is who, as they were first made on a day."""


def cast(partnership=None, elsewhere=None) -> SimpleNamespace:
    """Return everybody, in a partnership with two seats and another partnership beside it."""
    is_usual = not any(db.session.query(table.id).first() for table in (Person, Partnership, Organisation))
    key = (clock.today(), str(db.engine.url))
    if is_usual and key in _kept:
        return _copied(*_kept[key])
    with factories.together():
        who = _cast(partnership, elsewhere)
    if is_usual:
        _kept.clear()
        _kept[key] = (databases.photograph(), {name: (type(row), row.id) for name, row in vars(who).items()})
    return who


def _copied(picture: databases.Picture, numbers: dict) -> SimpleNamespace:
    """Return the same people as they were photographed."""
    databases.bring_back(picture)
    rows = [row for table in {table for table, _id in numbers.values()} for row in db.session.query(table)]
    found = {(type(row), row.id): row for row in rows}
    who = SimpleNamespace(**{name: found[number] for name, number in numbers.items()})
    for place in (who.here, who.there):
        place.main = db.session.query(Group).filter_by(partnership_id=place.id).one()
    return who


def _cast(partnership, elsewhere) -> SimpleNamespace:
    here = partnership or factories.partnership(slug="here", name="Here Partnership")
    there = elsewhere or factories.partnership(slug="there", name="There Partnership")
    people = {
        name: factories.person(f"{name.capitalize()} {surname}")
        for name, surname in [
            ("ann", "Abbot"), ("cal", "Calver"), ("ray", "Rowsley"), ("rosa", "Rowarth"), ("mina", "Monyash"),
            ("otto", "Over"), ("wyn", "Winster"), ("suki", "Sheldon"), ("sue", "Stanton"), ("ada", "Ashford"),
            ("rem", "Rowland"), ("dis", "Darley"),
        ]
    }  # fmt: skip
    who = SimpleNamespace(here=here, there=there, **people)
    yesterday = clock.today() - timedelta(days=1)
    factories.appointment(who.ann, Role.MANAGER, here)
    factories.appointment(who.cal, Role.CHAIR, here, here.main)
    factories.appointment(who.mina, Role.MINUTE_TAKER, here, here.main)
    factories.appointment(who.otto, Role.OBSERVER, here, here.main)
    factories.appointment(who.wyn, Role.WIDER_STAFF, here)
    factories.appointment(who.sue, Role.MANAGER, there)
    factories.appointment(who.rem, Role.MANAGER, here, until_on=yesterday)
    factories.appointment(who.dis, Role.MANAGER, here)
    who.seat_ray = factories.seat(here.main, factories.organisation("High Peak CVS", short_name="HPCVS"), who.ray)
    who.seat_rosa = factories.seat(
        here.main, factories.organisation("Buxton Volunteer Bureau", short_name="BVB"), who.rosa
    )
    who.seat_there = factories.seat(there.main, held_by=factories.person("Tess Taddington"))
    db.session.get(User, who.ada.user_id).is_site_administrator = True
    db.session.get(User, who.dis.user_id).disabled_at = clock.now()
    return who
