"""An account, the places it is signed in at, tries that failed, and tickets that stand in for a password."""

from datetime import datetime
from enum import StrEnum, auto

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.database import Model, Versioned


class User(Versioned, Model):
    """Somebody who can sign in. The e-mail address is kept in lower case.

    `demo_note` is the part of one of the demonstration's people, as the sign-in page lists them ("Wychavon: manager
    of Droitwich, Evesham and Pershore"; what stands before the colon is the heading); it is empty for real people.
    """

    __tablename__ = "users"

    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    is_site_administrator: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    demo_note: Mapped[str] = mapped_column(String(120), default="")


class SignIn(Model):
    """One browser signed in. The browser holds the token; here is only its hash, so a stolen copy opens nothing.

    `is_kept` is one that was asked to last: it ends with its days, not after idle hours.
    """

    __tablename__ = "sign_ins"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    browser: Mapped[str] = mapped_column(String(120), default="")
    is_kept: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)

    user: Mapped[User] = relationship()


class FailedTry(Model):
    """A try that failed or that must not be made too often: a wrong password, a letter asked for.

    `key` is a hash of what is counted: the account that was typed (whether there is one or not), or where the try
    came from.
    """

    __tablename__ = "failed_tries"
    __table_args__ = (Index("ix_failed_tries_key", "key", "at"),)

    key: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(index=True)


class TicketKind(StrEnum):
    """What a ticket opens."""

    PASSWORD = auto()


class Ticket(Model):
    """A secret address sent by letter: single use, expiring, kept as a hash."""

    __tablename__ = "tickets"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    kind: Mapped[TicketKind]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()
