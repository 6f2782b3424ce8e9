"""Reading organisations and people, a module for each; what other features ask is named here."""

from portal.directory.queries.organisations import (
    OrganisationSeen,
    get_organisation,
    likely_duplicates,
    organisation_number,
    organisations_to_choose,
    people_of,
    slug_of,
)
from portal.directory.queries.people import PersonSeen, consents_of, get_person
from portal.directory.queries.rights import (
    contacts_visible_to,
    may_keep,
    names_visible_to,
    of_open_organisations,
    organisations_kept_by,
    organisations_managed_by,
    partnership_called,
    partnerships_beginning,
    people_kept_by,
    seated_in,
    sitting_in,
)

__all__ = [
    "OrganisationSeen",
    "PersonSeen",
    "consents_of",
    "contacts_visible_to",
    "get_organisation",
    "get_person",
    "likely_duplicates",
    "may_keep",
    "names_visible_to",
    "of_open_organisations",
    "organisation_number",
    "organisations_kept_by",
    "organisations_managed_by",
    "organisations_to_choose",
    "partnership_called",
    "partnerships_beginning",
    "people_kept_by",
    "people_of",
    "seated_in",
    "sitting_in",
    "slug_of",
]
