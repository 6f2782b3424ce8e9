"""Who is meant by the words before "to", and by the cell of a plan that says who leads."""

import re
from collections.abc import Iterable

from portal.actions.calling import LeadGuess, Names

__all__ = ["LeadGuess", "Names", "read_leads"]

MOST = 12
"""How many separators the name of one organisation may hold."""

_COUNT = r"two|three|four|five|six|seven|eight|nine|ten|\d+"
EVERYBODY = re.compile(
    rf"(?:all|everybody|everyone|all (?:of )?(?:the |our )?(?:(?:{_COUNT}) )?"
    r"(?:partners|members|organisations|partner organisations|representatives|us|present)|the whole partnership)",
    re.I,
)
NOBODY = re.compile(
    r"[?\s]+|tbc|tba|tbd|t\.b\.c\.?|n/a|none|to be (?:confirmed|agreed|decided|determined)|nobody(?: yet)?|"
    r"no lead(?: yet)?|no[ -]?one(?: yet)?|somebody|someone|not known(?: yet)?|[-–—]+|"  # noqa: RUF001  dashes
    r"lead (?:tbc|to be (?:confirmed|agreed|decided))|(?:lead )?still open",
    re.I,
)
_BETWEEN = re.compile(
    r"\s*(?:[,;/+&\n|•]|\b(?:and|or)\b|\b(?:together |jointly |along )?with\b)\s*"
    r"(?:\b(?:and|or|(?:together |jointly )?with)\b\s*)?",
    re.I,
)
_HELP = (
    r"(?:with (?:the |some )?(?:support|help|assistance|advice|input)(?: of| from)?"
    r"|(?:supported|helped|assisted|advised) by)"
)
_ASIDE = re.compile(rf"[(\[][^()\[\]]*[)\]]|\b{_HELP}\b[^,;/+&\n]*[^,;/+&\s]", re.I)
"""What stands beside a lead's name: words in brackets, and who helps without leading."""
_DOUBT = re.compile(
    r"\s*\?+\s*$|^\s*\?+\s*|\s*\b(?:tbc|tba|to be confirmed|to be agreed)$|^(?:possibly|perhaps|maybe|probably|ask)\s+",
    re.I,
)
_TIMES = re.compile(r"\s*[x×]\s*\d+$|^\d+\s*[x×]\s+", re.I)  # noqa: RUF001  "LSP chairs x 3"


def read_leads(text: str, names: Names) -> tuple[LeadGuess, ...]:
    """Return the leads that were written, in their order, each once; words that name nobody we know are kept.

    A name that holds an "and" or a comma itself is tried whole, before it is taken apart. What stands in brackets or
    tells of help stays with the lead it follows: it is no lead.
    """
    found: dict[LeadGuess, LeadGuess] = {}
    for words, is_sure in _parts(text.strip(" .:\n\r\t"), names):
        guess = read_lead(words, names)
        if guess is not None:
            guess = guess if is_sure else guess._replace(is_sure=False)
            found.setdefault(guess.bare, guess)
    return tuple(found.values())


def read_lead(words: str, names: Names) -> LeadGuess | None:
    """Return one lead, or None where the words say that there is nobody yet."""
    if known := names.find(words):
        return known
    if NOBODY.fullmatch(words):
        return None
    bare = _ASIDE.sub(" ", words).strip(" ,.:")
    sure = _DOUBT.sub("", bare).strip()
    is_sure = sure == bare
    if NOBODY.fullmatch(sure or bare) and bare == words:
        return None
    if EVERYBODY.fullmatch(sure):
        return LeadGuess(everybody=True, words=words, is_sure=is_sure)
    if sure and (known := names.find(sure) or names.find(_TIMES.sub("", sure))):
        return known._replace(words=words, is_sure=is_sure)
    return LeadGuess(words=words, is_sure=is_sure)


def _parts(text: str, names: Names) -> Iterable[tuple[str, bool]]:
    """Take the text apart at its separators, longest known name first; an "or" leaves neither side sure."""
    kept = [found.span() for found in _ASIDE.finditer(text)]
    gaps = [gap for gap in _BETWEEN.finditer(text) if not any(a < gap.end() and gap.start() < b for a, b in kept)]
    starts = [0, *(gap.end() for gap in gaps)]
    ends = [*(gap.start() for gap in gaps), len(text)]
    doubts = [False, *(re.search(r"\bor\b", gap[0], re.I) is not None for gap in gaps), False]
    at = 0
    while at < len(starts):
        last = next(
            (n for n in range(min(len(ends) - 1, at + MOST), at, -1) if names.find(text[starts[at] : ends[n]])), at
        )
        if words := text[starts[at] : ends[last]].strip():
            yield words, not (doubts[at] or doubts[last + 1])
        at = last + 1
