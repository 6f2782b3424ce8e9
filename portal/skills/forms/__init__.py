"""The forms of skills."""

from portal.skills.forms.asking import (
    AnswerForm,
    AskForm,
    ContactForm,
    OfferForm,
    VolunteersForm,
    WantedForm,
    when_said,
)
from portal.skills.forms.keeping import AuditForm, MergeForm, ProtocolForm, TermForm
from portal.skills.forms.offering import SkillForm

__all__ = [
    "AnswerForm",
    "AskForm",
    "AuditForm",
    "ContactForm",
    "MergeForm",
    "OfferForm",
    "ProtocolForm",
    "SkillForm",
    "TermForm",
    "VolunteersForm",
    "WantedForm",
    "when_said",
]
