"""What a group decides by: its quorum, at meetings and between them, and what silence means; reckoned and in words."""

import math

from portal.core.text import number_word, plural
from portal.partnerships.models import QuorumBase, QuorumKind, Rules

SHARES = {25: "a quarter", 33: "a third", 50: "half", 66: "two thirds", 67: "two thirds", 75: "three quarters"}


def needed(kind: QuorumKind, value: int, of: int) -> int:
    """Return how many it takes out of so many; `value` is a share in hundredths, or the fixed number itself."""
    return {
        QuorumKind.NONE: 0,
        QuorumKind.MORE_THAN: of * value // 100 + 1,
        QuorumKind.AT_LEAST: math.ceil(of * value / 100),
        QuorumKind.NUMBER: value,
    }[kind]


def silence_in_words(rules: Rules) -> str:
    """Return in a sentence how something is decided between meetings.

    Source: Peak Partners, appendix 1.2: no response is read as assent. Elsewhere only answers count.
    """
    days = f"Seats have {plural(rules.silence_days, 'day')} to answer." if rules.silence_days else ""
    if not rules.silence_is_assent:
        return f"{days} Only answers count: without a quorum of seats that agree, nothing is decided.".strip()
    notice = f" at least {plural(rules.silence_notice, 'day')} before the last day" if rules.silence_notice else ""
    return f"{days} No answer counts as a yes from who was told{notice}; one objection takes it to a meeting.".strip()


def quorum_in_words(rules: Rules) -> str:
    """Return in a sentence when a meeting may decide."""
    base = rules.quorum_base
    if rules.quorum_kind is QuorumKind.NONE:
        return "A meeting needs no quorum: those who come may decide."
    if rules.quorum_kind is QuorumKind.NUMBER:
        one = {QuorumBase.ORGANISATIONS: "member organisation", QuorumBase.SEATS: "seat"}[base]
        verb = _attends(base, one=rules.quorum_value == 1)
        return f"A meeting may decide when at least {counted(rules.quorum_value, one)} {verb}."
    more = "more than" if rules.quorum_kind is QuorumKind.MORE_THAN else "at least"
    share = f"{more} {SHARES.get(rules.quorum_value, f'{rules.quorum_value} per cent')} of"
    vacant = "Vacant seats count towards the total." if rules.quorum_counts_vacant else "Vacant seats are not counted."
    share = "all" if rules.quorum_value == 100 else share
    return f"A meeting may decide when {share} the {base.words} {_attends(base)}. {vacant}"


def _attends(base: QuorumBase, one: bool = False) -> str:
    if base is QuorumBase.SEATS:
        return "is filled" if one else "are filled"
    return "attends" if one else "attend"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, small ones in words: "three missed meetings"."""
    return f"{number_word(number)} {plural(number, noun).split(' ', 1)[1]}"
