"""What else happens when a survey is closed: higher features join in here, as the health check keeps its evidence."""

from collections.abc import Callable

from portal.questionnaires.survey_models import Survey

Follower = Callable[[Survey], None]
_followers: list[Follower] = []


def of_closing(follower: Follower) -> Follower:
    """Let a function be called with each survey that was just closed."""
    _followers.append(follower)
    return follower


def follow(survey: Survey) -> None:
    """Tell everybody who follows that a survey was closed."""
    for follower in _followers:
        follower(survey)
