"""The tables of skills: what is offered, and what is looked for."""

from portal.skills.models.asking import (
    AuditAnswer,
    EmptySearch,
    HelpMessage,
    HelpRequest,
    RequestState,
    SkillsAudit,
    Wanted,
    WantedLetters,
    WantedReader,
)
from portal.skills.models.needs import TrainingNeed, Way
from portal.skills.models.offering import (
    Capacity,
    Form,
    Level,
    SharingProtocol,
    Skill,
    SkillTerm,
    Terms,
    VolunteerPlaces,
)

__all__ = [
    "AuditAnswer",
    "Capacity",
    "EmptySearch",
    "Form",
    "HelpMessage",
    "HelpRequest",
    "Level",
    "RequestState",
    "SharingProtocol",
    "Skill",
    "SkillTerm",
    "SkillsAudit",
    "Terms",
    "TrainingNeed",
    "VolunteerPlaces",
    "Wanted",
    "WantedLetters",
    "WantedReader",
    "Way",
]
