"""The rules in words: every setting is told, and says what it means."""

import pytest

from portal.core.audience import Audience
from portal.partnerships.models import DayCount, QuorumBase, QuorumKind, Rules
from portal.partnerships.presets import BY_KEY, PRESETS, PROPOSED
from portal.partnerships.rules import differing, is_at_limit, limit_sentence, rules_in_words

OTHER = {
    "quorum_kind": QuorumKind.AT_LEAST, "quorum_value": 33, "quorum_base": QuorumBase.SEATS,
    "quorum_counts_vacant": True, "missed_limit": 3, "substitute_resets": False, "term_years": 2,
    "may_stand_again": False, "max_sub_groups": 3, "minutes_days": 10, "minutes_count": DayCount.WORKING,
    "meetings_audience": Audience.PUBLIC, "minutes_audience": Audience.PARTNERS, "is_unattributed": True,
    "taker_from_members": True,
    "silence_is_assent": False, "silence_days": 30, "silence_notice": 3,
}  # fmt: skip


def agreed(**settings):
    return Rules(**PROPOSED | settings)


def said(topic, **settings):
    return dict(rules_in_words(agreed(**settings)))[topic]


def test_a_preset_answers_every_rule_and_nothing_else():
    whose = {"id", "version", "partnership_id", "group_id"}
    settings = {column.key for column in Rules.__mapper__.column_attrs} - whose

    for preset in PRESETS:
        assert set(preset.settings) == settings, preset.name


@pytest.mark.parametrize("name", sorted(OTHER))
def test_a_change_of_any_rule_changes_its_sentence(name):
    with_a_count = PROPOSED | {"silence_is_assent": True, "missed_limit": 2, "term_years": 4}

    before = rules_in_words(Rules(**with_a_count))
    after = rules_in_words(Rules(**with_a_count | {name: OTHER[name]}))

    assert before != after


def test_peak_partners_need_more_than_half_of_their_organisations():
    told = dict(rules_in_words(Rules(**BY_KEY["peak-partners"].settings)))

    assert told["Quorum"].startswith("A meeting may decide when more than half of the member organisations attend.")
    assert told["Sub groups"].endswith("At most three may run at once.")
    assert "name nobody" in told["Quoting"]


def test_derby_loses_a_seat_after_three_missed_meetings():
    told = dict(rules_in_words(Rules(**BY_KEY["derby-board"].settings)))

    assert told["Missed meetings"].startswith("After three missed meetings in a row the organisation")
    assert "serve for two years at most, and may not stand again at once." in told["Term of office"]
    assert told["Meetings"].startswith("Meetings are open to the public")


def test_wychavon_writes_minutes_in_a_fortnight_by_a_member():
    told = dict(rules_in_words(Rules(**BY_KEY["wychavon"].settings)))

    assert told["When minutes are due"] == "Minutes are due within 14 days after the meeting."
    assert told["Who takes the minutes"].startswith("Somebody from the membership")


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"quorum_kind": QuorumKind.NONE}, "A meeting needs no quorum: those who come may decide."),
        ({"quorum_kind": QuorumKind.NUMBER, "quorum_value": 5}, "at least five member organisations attend."),
        ({"quorum_kind": QuorumKind.NUMBER, "quorum_value": 1}, "at least one member organisation attends."),
        (
            {"quorum_kind": QuorumKind.NUMBER, "quorum_value": 15, "quorum_base": QuorumBase.SEATS},
            "at least 15 seats are filled.",
        ),
        ({"quorum_kind": QuorumKind.AT_LEAST, "quorum_value": 60}, "at least 60 per cent of the member organisations"),
        ({"quorum_kind": QuorumKind.AT_LEAST, "quorum_value": 100}, "when all the member organisations attend."),
    ],
)
def test_a_quorum_is_told_as_people_say_it(settings, sentence):
    assert sentence in said("Quorum", **settings)


def test_a_day_and_a_meeting_are_told_in_the_singular():
    assert said("When minutes are due", minutes_days=1, minutes_count=DayCount.WORKING).startswith(
        "Minutes are due within 1 working day after"
    )
    assert said("Missed meetings", missed_limit=1).startswith("After one missed meeting the organisation")


def test_a_group_tells_only_what_differs_and_nothing_about_sub_groups():
    whole = agreed(max_sub_groups=3)

    told = differing(agreed(group_id=7, max_sub_groups=0, minutes_days=7), whole)

    assert told == [("When minutes are due", "Minutes are due within 7 days after the meeting.")]


def test_the_limit_of_sub_groups_counts_only_where_there_is_one():
    assert not is_at_limit(9, 0)
    assert not is_at_limit(2, 3)
    assert is_at_limit(3, 3)
    assert limit_sentence(1, 1).startswith("One sub group runs already, and the partnership agreed on at most one")
