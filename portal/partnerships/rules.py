"""The rules a partnership agreed, in plain sentences, and what they say about opening a sub group."""

from collections.abc import Iterable

from portal.core.audience import Audience
from portal.core.text import listed, number_word, plural
from portal.partnerships.models import Rules
from portal.partnerships.quorum import counted, quorum_in_words, silence_in_words

OF_THE_WHOLE = {"max_sub_groups", "interests_public"}
"""The settings that hold for the whole partnership, so that a group's own row has no say in them."""


def rules_in_words(rules: Rules) -> list[tuple[str, str]]:
    """Return every rule as (topic, sentence), in the order in which a page and a record tell them.

    A group's own rules leave out what only the whole partnership can settle: how many sub groups may run, and who may
    read the register of interests.
    """
    told = [
        ("Quorum", quorum_in_words(rules)),
        ("Missed meetings", _missed(rules)),
        ("Term of office", _term(rules)),
        ("Sub groups", _sub_groups(rules)),
        ("Decisions between meetings", silence_in_words(rules)),
        ("When minutes are due", _minutes(rules)),
        ("When papers and bulletin are due", _papers(rules)),
        ("Who takes the minutes", _taker(rules)),
        ("Meetings", _meetings(rules)),
        ("Minutes", _published(rules)),
        ("Quoting", _quoting(rules)),
        ("Register of interests", _interests(rules)),
    ]
    whole_only = {"Sub groups", "Register of interests"}
    return [(topic, said) for topic, said in told if topic not in whole_only or rules.group_id is None]


def differing(own: Rules, whole: Rules) -> list[tuple[str, str]]:
    """Return a group's own rules, in words, as far as they are not those of the partnership."""
    general = dict(rules_in_words(whole))
    return [(topic, said) for topic, said in rules_in_words(own) if general.get(topic) != said]


def is_at_limit(running: int, limit: int) -> bool:
    """Whether one more sub group would be more than the partnership agreed; a limit of 0 is none.

    Source: Peak Partners, appendix 1.4: not more than three sub groups at any one time.
    """
    return bool(limit) and running >= limit


def limit_sentence(running: int, limit: int, names: Iterable[str] = ()) -> str:
    """Return the warning shown before one sub group too many; it names those that are open."""
    word = number_word(running)
    runs = "sub group runs" if running == 1 else "sub groups run"
    open_ones = f" Open now: {listed(list(names))}." if names else ""
    most = f"the partnership agreed on at most {number_word(limit)} at once."
    return f"{word.capitalize()} {runs} already, and {most}{open_ones}"


def _missed(rules: Rules) -> str:
    regular = _regular(rules)
    if not rules.missed_limit:
        return f"No seat is at risk for missed meetings.{regular}"
    often = f"{counted(rules.missed_limit, 'missed meeting')}{' in a row' if rules.missed_limit > 1 else ''}"
    stand_in = (
        "A substitute who comes keeps the seat safe."
        if rules.substitute_resets
        else "A substitute who comes does not change the count."
    )
    return f"After {often} the organisation names another representative or gives up its seat. {stand_in}{regular}"


def _regular(rules: Rules) -> str:
    if not rules.regular_percent:
        return ""
    return f" Regular attendance means {rules.regular_percent} per cent of a year's meetings, substitutes included."


def _term(rules: Rules) -> str:
    if not rules.term_years:
        return "Seats are held without a fixed term."
    again = "may stand again" if rules.may_stand_again else "may not stand again at once"
    return f"Elected and selected members serve for {counted(rules.term_years, 'year')} at most, and {again}."


def _sub_groups(rules: Rules) -> str:
    opened = "A sub group is opened by a decision, for one task and for a time."
    if not rules.max_sub_groups:
        return f"{opened} There is no limit to how many run at once."
    return f"{opened} At most {number_word(rules.max_sub_groups)} may run at once."


def _minutes(rules: Rules) -> str:
    if not rules.minutes_days:
        return "There is no day by which minutes are due."
    days = plural(rules.minutes_days, rules.minutes_count.words.removesuffix("s"))
    return f"Minutes are due within {days} after the meeting."


def _papers(rules: Rules) -> str:
    noun = rules.minutes_count.words.removesuffix("s")
    before = f"Papers go round {plural(rules.papers_days, noun)} before the meeting" if rules.papers_days else ""
    after = f"the bulletin is sent within {plural(rules.bulletin_days, noun)} after it" if rules.bulletin_days else ""
    if not before:
        return f"{after[0].upper()}{after[1:].removesuffix('it')}the meeting." if after else "Neither has such a day."
    return f"{before}; {after}." if after else f"{before}."


def _taker(rules: Rules) -> str:
    if rules.taker_from_members:
        return "Somebody from the membership takes the minutes, not the manager."
    return "Whoever the group agrees on takes the minutes."


def _meetings(rules: Rules) -> str:
    if rules.meetings_audience is Audience.PUBLIC:
        return "Meetings are open to the public, and so are their dates and agendas."
    return f"Meetings are not open to the public. Their dates and agendas are for {rules.meetings_audience.words}."


def _published(rules: Rules) -> str:
    if rules.minutes_audience is Audience.PUBLIC:
        return "Published minutes are public, without confidential items."
    return f"Published minutes are for {rules.minutes_audience.words}."


def _quoting(rules: Rules) -> str:
    if rules.is_unattributed:
        return "Views are not attributed outside the meeting: the minutes others read name nobody."
    return "Minutes may say who said what."


def _interests(rules: Rules) -> str:
    if rules.interests_public:
        return "The register of interests is open to the public."
    return "The register of interests is for the partnership itself."
