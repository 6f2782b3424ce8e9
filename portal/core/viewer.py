"""The viewer: who looks at a page, with every part they play, read afresh for each request."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from portal.core.permissions import GRANTS, Permission, Role


class Part(NamedTuple):
    """A role in a partnership; without a group it holds for the whole partnership."""

    role: Role
    partnership_id: int
    group_id: int | None = None


class Place(NamedTuple):
    """A partnership the viewer has a part in, with what a menu needs of it."""

    id: int
    slug: str
    name: str
    short_name: str
    accent: str


_WHOLE = {Role.MANAGER, Role.CHAIR, Role.MINUTE_TAKER}
_INNER = {Role.MANAGER, Role.CHAIR, Role.MINUTE_TAKER, Role.REPRESENTATIVE}


@dataclass(frozen=True)
class Viewer:
    """A visitor, or a person who signed in. Nothing of it outlives the request: a role taken away is gone at once.

    `organisations` are those the person sits for, `entrusted` those whose entries they were asked to keep; `meetings`
    are those they stand in at, as a substitute; `visits` those they are invited to without a seat.
    """

    user_id: int | None = None
    person_id: int | None = None
    sign_in_id: int | None = None
    name: str = ""
    email: str = ""
    is_site_administrator: bool = False
    parts: frozenset[Part] = frozenset()
    places: tuple[Place, ...] = ()
    organisations: frozenset[int] = frozenset()
    entrusted: frozenset[int] = frozenset()
    seats: frozenset[int] = frozenset()
    meetings: frozenset[int] = frozenset()
    visits: frozenset[int] = frozenset()
    seen_at: datetime | None = None
    token: str = field(default="", repr=False)

    @property
    def is_authenticated(self) -> bool:
        """Whether somebody signed in."""
        return self.user_id is not None

    @property
    def is_active(self) -> bool:
        """Flask-Login asks; a disabled account never becomes a viewer."""
        return self.is_authenticated

    @property
    def is_anonymous(self) -> bool:
        """Whether this is a visitor."""
        return self.user_id is None

    def get_id(self) -> str:
        """What the session keeps: the sign-in's own token, so that ending the sign-in ends the session."""
        return self.token

    @cached_property
    def rights(self) -> Hashable:
        """Everything that decides what the viewer may see or do; whoever has the same sees the same."""
        mine = (self.parts, self.organisations, self.entrusted, self.seats, self.meetings, self.visits)
        return (self.person_id, self.is_site_administrator, *mine)

    @cached_property
    def keeps(self) -> frozenset[int]:
        """The organisations whose entries the viewer keeps: those they sit for, and those that entrusted them."""
        return self.organisations | self.entrusted

    @cached_property
    def insider(self) -> frozenset[int]:
        """The partnerships the viewer belongs to in any way but as a substitute for one meeting."""
        return frozenset(part.partnership_id for part in self.parts if part.role is not Role.SUBSTITUTE)

    @cached_property
    def is_partner(self) -> bool:
        """Whether the viewer is a partner: by a part in any partnership, or by keeping an organisation's entries.

        Standing in for one meeting makes nobody a partner.
        """
        has_part = any(Permission.READ_AS_PARTNER in GRANTS[part.role] for part in self.parts)
        return self.is_site_administrator or has_part or bool(self.entrusted)

    @cached_property
    def whole(self) -> frozenset[int]:
        """The partnerships in which the viewer belongs to every group."""
        return frozenset(p.partnership_id for p in self.parts if p.group_id is None and p.role in _WHOLE)

    @cached_property
    def groups(self) -> frozenset[int]:
        """The groups the viewer belongs to, observers included."""
        return frozenset(p.group_id for p in self.parts if p.group_id is not None and p.role is not Role.SUBSTITUTE)

    @cached_property
    def inner_groups(self) -> frozenset[int]:
        """The groups whose confidential items the viewer may see: observers and wider staff are left out."""
        return frozenset(p.group_id for p in self.parts if p.group_id is not None and p.role in _INNER)

    def can(self, permission: Permission | str, partnership: Any) -> bool:
        """Whether the viewer holds the permission anywhere in the partnership (its row, or its number)."""
        if self.is_site_administrator:
            return True
        wanted = _number(partnership)
        return any(p.partnership_id == wanted and permission in GRANTS[p.role] for p in self.parts)

    def can_in(self, permission: Permission | str, partnership: Any, group_id: int | None) -> bool:
        """Whether the viewer holds the permission for this group; for no group, only a part in the whole counts."""
        if self.is_site_administrator:
            return True
        wanted = _number(partnership)
        return any(
            p.partnership_id == wanted and p.group_id in (None, group_id) and permission in GRANTS[p.role]
            for p in self.parts
        )

    def belongs_to(self, partnership: Any) -> bool:
        """Whether the viewer is of this partnership."""
        return self.is_site_administrator or _number(partnership) in self.insider


VISITOR = Viewer()


def _number(partnership: Any) -> int | None:
    return partnership if partnership is None or isinstance(partnership, int) else partnership.id
