"""Reading accounts, their sign-ins and the tickets that open them."""

from dataclasses import dataclass, field
from datetime import timedelta

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import contains_eager

from portal.accounts.models import SignIn, Ticket, User
from portal.core import clock
from portal.core.database import db
from portal.core.tables import Column, Filter, Table


def normal(email: str) -> str:
    """Return an e-mail address as accounts keep it."""
    return email.strip().lower()


def find_user(email: str) -> User | None:
    """Return the account with this e-mail address, however it is written, or None."""
    return db.session.scalar(sa.select(User).where(User.email == normal(email)))


def get_user(user_id: int) -> User | None:
    """Return the account with this number, or None."""
    return db.session.get(User, user_id)


def ticket_for(token_hash: str) -> Ticket | None:
    """Return the ticket with this hash while it may be used: not used yet, not expired, its account not disabled."""
    usable = sa.select(Ticket).join(Ticket.user).options(contains_eager(Ticket.user))
    return db.session.scalar(
        usable.where(
            Ticket.token_hash == token_hash,
            Ticket.used_at.is_(None),
            Ticket.expires_at > clock.now(),
            User.disabled_at.is_(None),
        )
    )


def sign_ins_of(user_id: int) -> list[SignIn]:
    """Return where the account is signed in now, last used first."""
    moment = clock.now()
    idle = moment - timedelta(hours=current_app.config["SIGN_IN_IDLE_HOURS"])
    lasting = sa.select(SignIn).where(
        SignIn.user_id == user_id,
        SignIn.expires_at > moment,
        sa.or_(SignIn.is_kept, SignIn.seen_at > idle),
    )
    return list(db.session.scalars(lasting.order_by(SignIn.seen_at.desc(), SignIn.id.desc())))


@dataclass
class DemoGroup:
    """Some of the demonstration's people, under the heading that their notes share."""

    heading: str
    people: list[tuple[int, str, str]] = field(default_factory=list)


def demo_people() -> list[DemoGroup]:
    """Return the demonstration's people in the order they were made: number, name and part, in groups."""
    groups: dict[str, DemoGroup] = {}
    noted = sa.select(User.id, User.name, User.demo_note).where(User.demo_note != "", User.disabled_at.is_(None))
    for number, name, note in db.session.execute(noted.order_by(User.id)):
        heading, part = note.split(": ", 1) if ": " in note else ("", note)
        groups.setdefault(heading, DemoGroup(heading)).people.append((number, name, part))
    return list(groups.values())


def get_demo_person(number: str) -> User | None:
    """Return the demonstration's person with the number as a form gives it, or None for everybody else."""
    user = get_user(int(number)) if number.isdecimal() and len(number) < 10 else None
    return user if user and user.demo_note and not user.disabled_at else None


def is_last_administrator(user: User) -> bool:
    """Whether nobody but this account administers the site."""
    others = sa.select(User.id).where(User.is_site_administrator, User.disabled_at.is_(None), User.id != user.id)
    return user.is_site_administrator and db.session.scalar(others.limit(1)) is None


STATES = [("active", "Can sign in"), ("new", "No password yet"), ("disabled", "Disabled")]


def accounts_table() -> Table:
    """Return the list of accounts for the site administrator."""
    state = sa.case(
        (User.disabled_at.is_not(None), "disabled"), (User.password_hash == "", "new"), else_="active"
    )  # fmt: skip
    last = sa.select(sa.func.max(SignIn.seen_at)).where(SignIn.user_id == User.id).scalar_subquery()
    name = sa.func.lower(User.name)
    return Table(
        rows=sa.select(
            User.id, User.name, User.email, User.is_site_administrator, User.created_at,
            state.label("state"), sa.type_coerce(last, User.created_at.type).label("last_used"),
        ),
        id=User.id,
        noun="account",
        columns=[
            Column("name", "Name", name),
            Column("email", "E-mail address", User.email),
            Column("state", "State"),
            Column("is_site_administrator", "Site administrator", in_page=False),
            Column("created_at", "Made on", User.id),
            Column("last_used", "Signed in, last used"),
        ],
        sort="name",
        filters=[Filter("state", "State", STATES, lambda chosen: state == chosen)],
        search=lambda words: User.name.icontains(words, autoescape=True)
        | User.email.icontains(words, autoescape=True),
    )  # fmt: skip
