"""Who may do what in the directory, and the words of consent."""

from portal.core.permissions import GRANTS, Permission
from portal.core.viewer import Viewer
from portal.directory.models import Showing

OTHERS = {
    Showing.PUBLIC: "everybody",
    Showing.PARTNERS: "all partners on this portal",
    Showing.TOGETHER: "the partnerships they sit in",
    Showing.NOBODY: "nobody",
}
"""To whom something is shown, as it is said of somebody else."""


def may_entrust(viewer: Viewer, organisation_id: int, is_manager: bool) -> bool:
    """Whether the viewer may ask people to keep an organisation's entries: its representatives and its managers.

    Those who were asked themselves pass it on to nobody.
    """
    return is_manager or organisation_id in viewer.organisations


def managed_by(viewer: Viewer) -> frozenset[int]:
    """Return the partnerships whose seats the viewer keeps."""
    return frozenset(p.partnership_id for p in viewer.parts if Permission.KEEP_SEATS in GRANTS[p.role])


def may_add_organisations(viewer: Viewer) -> bool:
    """Whether the viewer may add an organisation: the managers of any partnership, and the site administrator."""
    return viewer.is_site_administrator or bool(managed_by(viewer))


def may_add_people(viewer: Viewer) -> bool:
    """Whether the viewer may add a person: those who may add organisations, and representatives for their own."""
    return may_add_organisations(viewer) or bool(viewer.organisations)


def consent_words(name: str, name_shown: Showing, contact_shown: Showing, told: str = "") -> str:
    """Return what a person agreed to, in the first person; `told` says how somebody else came to know it."""
    sentence = (
        f"My name is shown to {name_shown.words}; my e-mail address and telephone number to {contact_shown.words}."
    )
    return f"{sentence} Said by {name}: {told}" if told else sentence
