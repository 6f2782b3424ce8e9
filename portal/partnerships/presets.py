"""Four sets of rules to start from, each named after the partnership whose papers it follows.

Where the papers are silent, a preset keeps what the portal proposes to everybody.
"""

from typing import Any, NamedTuple

from portal.core.audience import Audience
from portal.partnerships.models import DayCount, QuorumBase, QuorumKind


class Preset(NamedTuple):
    """A named set of rules: a value for every setting, and a sentence that says what is special about it."""

    key: str
    name: str
    sentence: str
    settings: dict[str, Any]


PROPOSED: dict[str, Any] = {
    "quorum_kind": QuorumKind.MORE_THAN,
    "quorum_value": 50,
    "quorum_base": QuorumBase.ORGANISATIONS,
    "quorum_counts_vacant": False,
    "missed_limit": 0,
    "substitute_resets": True,
    "regular_percent": 0,
    "term_years": 0,
    "may_stand_again": True,
    "max_sub_groups": 0,
    "minutes_days": 14,
    "minutes_count": DayCount.CALENDAR,
    "papers_days": 10,
    "bulletin_days": 14,
    "meetings_audience": Audience.PARTNERSHIP,
    "minutes_audience": Audience.PARTNERSHIP,
    "is_unattributed": False,
    "taker_from_members": False,
    "interests_public": False,
    "silence_is_assent": False,
    "silence_days": 14,
    "silence_notice": 7,
}

PRESETS = (
    Preset(
        "peak-partners",
        "Peak Partners",
        "Quorate with more than half of the members, no answer is a yes, three sub groups at most, nobody quoted.",
        PROPOSED | {"max_sub_groups": 3, "is_unattributed": True, "silence_is_assent": True},
    ),
    Preset(
        "derby-board",
        "Derby board",
        "Open meetings and public minutes, terms of two years, a seat at risk after three missed meetings in a row.",
        PROPOSED
        | {
            "missed_limit": 3,
            "term_years": 2,
            "may_stand_again": False,
            "meetings_audience": Audience.PUBLIC,
            "minutes_audience": Audience.PUBLIC,
            "is_unattributed": True,
            "interests_public": True,
        },
    ),
    Preset(
        "wychavon",
        "Wychavon",
        "Papers 10 days before, minutes and bulletin within 14 days, taken by a member, open to all partners here.",
        PROPOSED
        | {
            "meetings_audience": Audience.PARTNERS,
            "minutes_audience": Audience.PARTNERS,
            "taker_from_members": True,
        },
    ),
    Preset(
        "devon",
        "Devon",
        "Minutes within 14 days; meetings and minutes are for the partnership itself.",
        dict(PROPOSED),
    ),
)

BY_KEY = {preset.key: preset for preset in PRESETS}
