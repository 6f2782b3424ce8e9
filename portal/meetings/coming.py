"""How people come to a meeting: in one place or in another manner, and who is told the link to join online."""

from enum import StrEnum, auto
from typing import Protocol
from urllib.parse import urlsplit

from portal.core.viewer import Viewer


class Manner(StrEnum):
    """How people come together for a meeting."""

    PLACE = auto()
    ONLINE = auto()
    TELEPHONE = auto()
    EMAIL = auto()
    TOGETHER = auto()

    @property
    def words(self) -> str:
        """The manner as the call says it."""
        return {
            Manner.PLACE: "In one place",
            Manner.ONLINE: "Online",
            Manner.TELEPHONE: "By telephone",
            Manner.EMAIL: "By e-mail",
            Manner.TOGETHER: "Together with another meeting",
        }[self]


class Called(Protocol):
    """What of a meeting says who may come to it."""

    id: int
    partnership_id: int
    group_id: int | None


def may_join(viewer: Viewer, meeting: Called) -> bool:
    """Whether the viewer is told the link: the meeting's own group, who runs the partnership, and those invited."""
    return (
        viewer.is_site_administrator
        or meeting.partnership_id in viewer.whole
        or meeting.group_id in viewer.groups
        or meeting.id in viewer.meetings
        or meeting.id in viewer.visits
    )


def is_secure(link: str) -> bool:
    """Whether a link is a whole address on a secured line, without a name or a password in it."""
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme == "https" and "." in host and "@" not in parts.netloc and not any(map(str.isspace, link))
