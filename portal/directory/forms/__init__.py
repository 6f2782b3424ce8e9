"""The forms of the directory, a module for each kind; all of them are named here."""

from portal.directory.forms.fields import MAIL
from portal.directory.forms.kept import CorrectionForm, DeclineForm, KeeperForm, OutsideLinkForm, merge_form
from portal.directory.forms.organisations import EndForm, NewOrganisationForm, OrganisationForm
from portal.directory.forms.people import ConsentForm, PersonForm, ToldConsentForm, showing_hints

__all__ = [
    "MAIL",
    "ConsentForm",
    "CorrectionForm",
    "DeclineForm",
    "EndForm",
    "KeeperForm",
    "NewOrganisationForm",
    "OrganisationForm",
    "OutsideLinkForm",
    "PersonForm",
    "ToldConsentForm",
    "merge_form",
    "showing_hints",
]
