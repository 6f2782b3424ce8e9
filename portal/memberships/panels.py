"""What seats add to the pages of partnerships, groups, organisations and people."""

from portal.core.panels import Panel, offer
from portal.core.permissions import Permission
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Person
from portal.memberships.queries import figures, lists
from portal.memberships.services import joining  # noqa: F401  what a merge asks of seats
from portal.partnerships.models import Group, Partnership


@offer("partnership", 10)
def at_the_table(_viewer: Viewer, partnership: Partnership) -> Panel | None:
    """Show who sits at the table of the first group with seats: as a picture, in a sentence, as a table."""
    seated = [group for group in figures.list_figures(partnership.id) if group.places]
    if not seated:
        return None
    return Panel("memberships/_front_door.html", {"shown": seated[0], "others": seated[1:], "slug": partnership.slug})


@offer("group", 10)
def of_group(viewer: Viewer, group: Group) -> Panel:
    """Show the group's seats and offices."""
    context = {
        "seats": lists.list_seats_of_group(viewer, group),
        "offices": figures.list_offices(viewer, group.partnership_id, group.id),
        "group": group,
        "partnership": group.partnership,
        "may_keep": group.closed_on is None and viewer.can_in(Permission.KEEP_SEATS, group.partnership_id, group.id),
    }
    return Panel("memberships/_of_group.html", context)


@offer("organisation", 10)
def of_organisation(_viewer: Viewer, organisation: Organisation) -> Panel | None:
    """Show every seat and office the organisation has and had, in all partnerships."""
    seats = lists.list_seats_of_organisation(organisation)
    offices = lists.list_offices_held(organisation_id=organisation.id)
    return (
        Panel("memberships/_of_organisation.html", {"seats": seats, "offices": offices}) if seats or offices else None
    )


@offer("person", 10)
def of_person(viewer: Viewer, person: Person) -> Panel | None:
    """Show the person's seats and offices, and the roles they have where the viewer belongs."""
    context = {
        "seats": lists.list_seats_of_person(person.id),
        "offices": lists.list_offices_held(person_id=person.id),
        "roles": lists.list_roles_of_person(viewer, person.id),
    }
    return Panel("memberships/_of_person.html", context) if any(context.values()) else None
