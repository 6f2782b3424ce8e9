"""The forms of skills."""

from portal.skills.forms.asking import (
    AnswerForm,
    AskForm,
    ContactForm,
    OfferForm,
    VolunteersForm,
    WantedForm,
    WantedLettersForm,
    when_said,
)
from portal.skills.forms.keeping import MergeForm, ProtocolForm, TermForm
from portal.skills.forms.offering import SkillForm

__all__ = [
    "AnswerForm",
    "AskForm",
    "ContactForm",
    "MergeForm",
    "OfferForm",
    "ProtocolForm",
    "SkillForm",
    "TermForm",
    "VolunteersForm",
    "WantedForm",
    "WantedLettersForm",
    "when_said",
]
