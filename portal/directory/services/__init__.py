"""Keeping the directory, a module for each thing that is kept; what others call is named here."""

from portal.directory.services.entries import ENTRY, PERSON, reindex
from portal.directory.services.organisations import (
    add_organisation,
    close_organisation,
    confirm_organisation,
    edit_organisation,
    reopen_organisation,
)
from portal.directory.services.people import (
    add_person,
    bring_back_person,
    edit_person,
    end_person,
    give_consent,
    withdraw_consent,
)

__all__ = [
    "ENTRY",
    "PERSON",
    "add_organisation",
    "add_person",
    "bring_back_person",
    "close_organisation",
    "confirm_organisation",
    "edit_organisation",
    "edit_person",
    "end_person",
    "give_consent",
    "reindex",
    "reopen_organisation",
    "withdraw_consent",
]
