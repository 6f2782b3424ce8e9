"""What a directory entry may say, when two organisations are likely one, and the words of consent."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any
from urllib.parse import urlsplit

from portal.core.permissions import GRANTS, Permission
from portal.core.viewer import Viewer
from portal.core.words import WORD, fold
from portal.directory.models import Showing

_POSTCODE = re.compile(r"^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})$")
_TELEPHONE = re.compile(r"^\+?[0-9(][0-9 ()-]{4,24}(?:(?:ext|extension|x)\.? ?[0-9]{1,6})?$", re.ASCII | re.IGNORECASE)
_HOST = re.compile(r"^(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}$")
_FILLING = {"the", "of", "for", "and", "in", "ltd", "limited", "plc", "cic", "cio", "uk"}
_LONG = {"cvs": "council voluntary service", "cab": "citizens advice bureau", "pct": "primary care trust",
         "lsp": "local strategic partnership", "dc": "district council", "cc": "county council"}  # fmt: skip
OTHERS = {
    Showing.PUBLIC: "everybody",
    Showing.PARTNERS: "all partners on this portal",
    Showing.TOGETHER: "the partnerships they sit in",
    Showing.NOBODY: "nobody",
}
"""To whom something is shown, as it is said of somebody else."""


def managed_by(viewer: Viewer) -> frozenset[int]:
    """Return the partnerships whose seats the viewer keeps."""
    return frozenset(p.partnership_id for p in viewer.parts if Permission.KEEP_SEATS in GRANTS[p.role])


def may_add_organisations(viewer: Viewer) -> bool:
    """Whether the viewer may add an organisation: the managers of any partnership, and the site administrator."""
    return viewer.is_site_administrator or bool(managed_by(viewer))


def may_add_people(viewer: Viewer) -> bool:
    """Whether the viewer may add a person: those who may add organisations, and representatives for their own."""
    return may_add_organisations(viewer) or bool(viewer.organisations)


def website(text: str) -> str:
    """Return a website's address with its scheme. Raises ValueError with a sentence unless it is http or https."""
    wrong = f"“{text}” is not the address of a website. Write it as www.example.org or https://example.org/about."
    address = text if re.match(r"^[a-z][a-z0-9+.-]*:(?!\d)", text, re.IGNORECASE) else f"https://{text}"
    try:
        parts = urlsplit(address)
        is_sound = parts.scheme in ("http", "https") and parts.port != 0 and parts.username is None
    except ValueError as error:
        raise ValueError(wrong) from error
    if not is_sound or not _HOST.match(parts.hostname or "") or re.search(r"[\s\\<>\"]", address):
        raise ValueError(wrong)
    return address


def postcode(text: str) -> str:
    """Return a postcode as the post writes it: "DE45 1AB". Raises ValueError with a sentence when it is none."""
    found = _POSTCODE.match(re.sub(r"[\s.-]", "", text).upper())
    if not found:
        raise ValueError(f"“{text}” is not a postcode. Write it as DE45 1AB.")
    return f"{found[1]} {found[2]}"


def telephone(text: str) -> str:
    """Return a telephone number. Raises ValueError with a sentence when there is anything else in it."""
    if not _TELEPHONE.match(text) or sum(letter.isdigit() for letter in text) < 5:
        raise ValueError(f"“{text}” is not a telephone number. Write it as 01629 555 0100, or with ext. 12 behind it.")
    return text


def likely_the_same(name: str, short_name: str, others: Iterable[Any]) -> list[Any]:
    """Return those of the other organisations (with `name` and `short_name`) that are likely this very one.

    They are when the words that matter are the same, when the names differ by a slip, or when one is the short name
    of the other.
    """
    mine, words, called = _plain(name), _bones(name), {_plain(name), _plain(short_name)} - {""}
    return [
        other
        for other in others
        if called & ({_plain(other.name), _plain(other.short_name)} - {""})
        or (words and words == _bones(other.name))
        or _differ_by_a_slip(mine, _plain(other.name))
    ]


def consent_words(name: str, name_shown: Showing, contact_shown: Showing, told: str = "") -> str:
    """Return what a person agreed to, in the first person; `told` says how somebody else came to know it."""
    sentence = (
        f"My name is shown to {name_shown.words}; my e-mail address and telephone number to {contact_shown.words}."
    )
    return f"{sentence} Said by {name}: {told}" if told else sentence


def _plain(text: str) -> str:
    return " ".join(WORD.findall(fold(text.replace("&", " and ").replace("'", "").replace("’", ""))))


def _bones(name: str) -> frozenset[str]:
    words = [part for word in _plain(name).split() for part in _LONG.get(word, word).split()]
    return frozenset(word.removesuffix("s") for word in words if word not in _FILLING)


def _differ_by_a_slip(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 3 or min(len(one), len(other)) < 6:
        return False
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= 0.9 and matcher.ratio() >= 0.9
