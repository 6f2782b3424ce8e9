"""Who may do what: one table, read by the gate, the templates and the manual."""

from enum import StrEnum, auto


class Role(StrEnum):
    """The part a person plays in a partnership, or in one of its groups."""

    PUBLIC = auto()
    OBSERVER = auto()
    WIDER_STAFF = auto()
    SUBSTITUTE = auto()
    REPRESENTATIVE = auto()
    MINUTE_TAKER = auto()
    CHAIR = auto()
    MANAGER = auto()
    SITE_ADMINISTRATOR = auto()

    @property
    def words(self) -> str:
        """The role as people say it."""
        return ROLE_WORDS[self]


ROLE_WORDS = {
    Role.PUBLIC: "the public",
    Role.OBSERVER: "observer",
    Role.WIDER_STAFF: "wider staff",
    Role.SUBSTITUTE: "substitute for one meeting",
    Role.REPRESENTATIVE: "representative",
    Role.MINUTE_TAKER: "minute taker",
    Role.CHAIR: "chair",
    Role.MANAGER: "manager or administrator",
    Role.SITE_ADMINISTRATOR: "site administrator",
}

APPOINTED = (Role.MANAGER, Role.CHAIR, Role.MINUTE_TAKER, Role.WIDER_STAFF, Role.OBSERVER)
"""The roles that are given to a person directly; the others follow from a seat or from the installation."""


class Permission(StrEnum):
    """One thing a person may do within a partnership."""

    READ_AS_PARTNER = auto()
    ACKNOWLEDGE_DECISIONS = auto()
    REPORT_PROGRESS = auto()
    CONTRIBUTE = auto()
    KEEP_ACTIONS = auto()
    WRITE_MINUTES = auto()
    CHECK_MINUTES = auto()
    CALL_MEETINGS = auto()
    RUN_SURVEYS = auto()
    TAKE_ATTENDANCE = auto()
    PUBLISH_MINUTES = auto()
    KEEP_SEATS = auto()
    INVITE = auto()
    MANAGE_PARTNERSHIP = auto()
    SEE_HISTORY = auto()
    CREATE_PARTNERSHIP = auto()
    RUN_PORTAL = auto()

    @property
    def words(self) -> str:
        """What the permission allows, as the manual says it."""
        return PERMISSION_WORDS[self]


PERMISSION_WORDS = {
    Permission.READ_AS_PARTNER: "read what is kept for partners",
    Permission.ACKNOWLEDGE_DECISIONS: "acknowledge decisions taken without them",
    Permission.REPORT_PROGRESS: "report progress on actions they lead",
    Permission.CONTRIBUTE: "propose gaps, add initiatives, funding opportunities and good practice",
    Permission.KEEP_ACTIONS: "add and change any action of the partnership",
    Permission.WRITE_MINUTES: "write the agenda and the minutes",
    Permission.CHECK_MINUTES: "check the minutes as chair",
    Permission.CALL_MEETINGS: "call, move and cancel meetings",
    Permission.RUN_SURVEYS: "run surveys and the health check",
    Permission.TAKE_ATTENDANCE: "take attendance",
    Permission.PUBLISH_MINUTES: "publish and withdraw minutes",
    Permission.KEEP_SEATS: "open and end seats, holders and offices",
    Permission.INVITE: "invite people to a seat or a role",
    Permission.MANAGE_PARTNERSHIP: "change the partnership's page, groups and rules",
    Permission.SEE_HISTORY: "see who changed what",
    Permission.CREATE_PARTNERSHIP: "set up a new partnership",
    Permission.RUN_PORTAL: "run the portal: all partnerships, all letters",
}

_OBSERVER = frozenset({Permission.READ_AS_PARTNER})
_WIDER_STAFF = _OBSERVER | {Permission.REPORT_PROGRESS, Permission.CONTRIBUTE}
_REPRESENTATIVE = _WIDER_STAFF | {Permission.ACKNOWLEDGE_DECISIONS}
_MINUTE_TAKER = _OBSERVER | {Permission.WRITE_MINUTES, Permission.TAKE_ATTENDANCE}
_CHAIR = (
    _REPRESENTATIVE
    | _MINUTE_TAKER
    | {Permission.CHECK_MINUTES, Permission.CALL_MEETINGS, Permission.RUN_SURVEYS, Permission.KEEP_ACTIONS}
)
_MANAGER = _CHAIR | {
    Permission.PUBLISH_MINUTES,
    Permission.KEEP_SEATS,
    Permission.INVITE,
    Permission.MANAGE_PARTNERSHIP,
    Permission.SEE_HISTORY,
}

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.PUBLIC: frozenset(),
    Role.OBSERVER: _OBSERVER,
    Role.WIDER_STAFF: _WIDER_STAFF,
    Role.SUBSTITUTE: frozenset(),
    Role.REPRESENTATIVE: _REPRESENTATIVE,
    Role.MINUTE_TAKER: _MINUTE_TAKER,
    Role.CHAIR: _CHAIR,
    Role.MANAGER: _MANAGER,
    Role.SITE_ADMINISTRATOR: frozenset(Permission),
}
