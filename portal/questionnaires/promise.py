"""The two sentences on what becomes of an answer, in the same words on the form, beside it and on paper."""

from portal.core.text import number_word
from portal.questionnaires.survey_models import Asks, Privacy, Survey


def sentences(survey: Survey, asked: int) -> tuple[str, str]:
    """Return the two sentences for a survey of which so many seats are asked."""
    if survey.asks is Asks.JOINT:
        return (
            "This is one answer that you agree on together in the meeting, and it is shown as that.",
            "Nobody is asked one by one, and nothing is kept of who said what.",
        )
    if survey.privacy is Privacy.NAMED:
        return (
            "This survey is named: when it is closed, each answer is shown with the organisation that gave it.",
            "Until then nobody sees what you answered, not even the administrator.",
        )
    if survey.asks is Asks.LINK:
        return _with_link(survey)
    if survey.privacy is Privacy.UNNAMED:
        return (
            f"This survey is not anonymous: no names are kept, but only {number_word(asked)} "
            f"{'is' if asked == 1 else 'are'} asked, so that others may guess what is yours.",
            "Nothing is shown before it is closed; that you have answered is known.",
        )
    return (
        "Nobody sees what you answered, not even the administrator: results appear when the survey is closed, and only "
        f"where {number_word(survey.threshold)} or more answered.",
        "That you have answered is known, what you answered is kept apart from it; but in a small group others may "
        "know your way of writing.",
    )


def _with_link(survey: Survey) -> tuple[str, str]:
    if survey.privacy is Privacy.UNNAMED:
        return (
            "You are not asked who you are, but few may answer, and every answer is shown when the survey is closed.",
            "Leave out of your texts whatever would tell who you are.",
        )
    return (
        "You are not asked who you are, and nothing that is kept says so; results appear when the survey is closed, "
        f"and only where {number_word(survey.threshold)} or more answered.",
        "Leave out of your texts whatever would tell who you are.",
    )
