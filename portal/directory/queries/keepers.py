"""Reading who keeps an organisation's entries, who may be asked to, and to whom about them is written."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from portal.accounts.models import User
from portal.core.database import db, reader
from portal.core.viewer import Viewer
from portal.directory.models import Keeper, Organisation, Person
from portal.directory.queries.rights import is_current, names_visible_to, representing


def keepers_of(viewer: Viewer, organisation: Organisation) -> Sequence[Any]:
    """Return who keeps the entries now: name ("" where the viewer may not know it), person_id, has_account, keeper_id.

    Representatives have no `keeper_id`; they keep the entries by their seat, and are named first.
    """
    seen = names_visible_to(viewer)
    shown = (
        Person.id.label("person_id"), sa.case((seen, Person.name), else_="").label("name"), Person.sort_name,
        Person.user_id.is_not(None).label("has_account"),
    )  # fmt: skip
    sitting = sa.select(*shown, sa.literal(None, sa.Integer).label("keeper_id")).where(
        Person.id.in_(representing(organisation.id)), Person.left_on.is_(None)
    )
    asked = (
        sa.select(*shown, Keeper.id.label("keeper_id"))
        .join(Keeper, Keeper.person_id == Person.id)
        .where(Keeper.organisation_id == organisation.id, is_current(Keeper), Person.left_on.is_(None))
    )
    rows = sa.union_all(sitting, asked).subquery()
    order = (rows.c.keeper_id.is_not(None), rows.c.sort_name, rows.c.person_id)
    return reader().execute(sa.select(rows).order_by(*order)).all()


def get_keeper(organisation: Organisation, number: int) -> Any:
    """Return a keeper of the organisation, past or present, with the person's name; None where there is none."""
    asked = sa.select(Keeper, Person.name).join(Person, Person.id == Keeper.person_id)
    return db.session.execute(asked.where(Keeper.id == number, Keeper.organisation_id == organisation.id)).one_or_none()


def people_called(viewer: Viewer, words: str) -> Sequence[Any]:
    """Return people still here whom the viewer may know, by their whole name or their e-mail address: id, name and
    organisation. An address finds nobody whose name is not shown to the viewer.
    """
    plain = " ".join(words.lower().split())
    asked = (
        sa.select(Person.id, Person.name, Organisation.name.label("organisation"))
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(User, User.id == Person.user_id)
        .where(
            sa.or_(Person.sort_name == plain, sa.func.lower(Person.email) == plain, User.email == plain),
            Person.left_on.is_(None),
            names_visible_to(viewer),
        )
    )
    return reader().execute(asked.order_by(Person.sort_name, Person.id).limit(20)).all()


def get_known_person(viewer: Viewer, number: int | None) -> Person | None:
    """Return a person whose name the viewer may know, or None."""
    return db.session.scalar(sa.select(Person).where(Person.id == number, names_visible_to(viewer)))


def who_to_write_to(organisation_id: int) -> list[tuple[str, str]]:
    """Return name and e-mail address of those who keep an organisation's entries, and can see them by signing in."""
    entrusted = sa.select(Keeper.person_id).where(Keeper.organisation_id == organisation_id, is_current(Keeper))
    asked = (
        sa.select(User.name, User.email)
        .join(Person, Person.user_id == User.id)
        .where(
            Person.id.in_(sa.union(entrusted, representing(organisation_id))),
            Person.left_on.is_(None),
            User.disabled_at.is_(None),
        )
    )
    return [(row.name, row.email) for row in db.session.execute(asked.order_by(User.name, User.id))]
