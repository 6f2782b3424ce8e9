"""The rules of the directory, a module for each kind; all of them are named here."""

from portal.directory.rules.entries import (
    ENTRY_WORDS,
    charity_number,
    company_number,
    field_words,
    postcode,
    social_links,
    telephone,
    website,
)
from portal.directory.rules.likeness import keys_of_likeness, likely_the_same
from portal.directory.rules.rights import (
    OTHERS,
    consent_words,
    managed_by,
    may_add_organisations,
    may_add_people,
    may_entrust,
)

__all__ = [
    "ENTRY_WORDS",
    "OTHERS",
    "charity_number",
    "company_number",
    "consent_words",
    "field_words",
    "keys_of_likeness",
    "likely_the_same",
    "managed_by",
    "may_add_organisations",
    "may_add_people",
    "may_entrust",
    "postcode",
    "social_links",
    "telephone",
    "website",
]
