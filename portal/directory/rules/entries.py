"""What an organisation's entry may say: its fields, and how addresses and numbers are written."""

import re
from urllib.parse import urlsplit

_DISTRICT = "[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]{1,2}|[0-9][A-HJKPSTUW]|[A-HK-Y][0-9][ABEHMNPRVWXY])|GIR"
_POSTCODE = re.compile(f"^({_DISTRICT})([0-9][ABD-HJLNP-UW-Z]{{2}})$", re.ASCII)  # the letters the post leaves out
_NO_FIGURE = re.compile(r"[^0-9]+")
_TELEPHONE = re.compile(r"^\+?[0-9(][0-9 ()-]{4,24}(?:(?:ext|extension|x)\.? ?[0-9]{1,6})?$", re.ASCII | re.IGNORECASE)
_PLAIN_SITE = re.compile(r"https?://(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}/?", re.ASCII)
_HOST = re.compile(r"^(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}$")
ENTRY_WORDS = {
    "name": "Name", "short_name": "Short name", "sector": "Sector", "kind": "Kind", "area": "Area",
    "description": "What it does", "services": "Services", "area_served": "Area served",
    "opening_times": "Opening times", "languages": "Languages", "access": "Access for disabled people",
    "address": "Address", "postcode": "Postcode", "telephone": "Telephone", "email": "E-mail", "website": "Website",
    "social": "Social media", "charity_number": "Charity number", "company_number": "Company number",
}  # fmt: skip
"""The fields of an organisation's entry, in the order of its form, and what they are called."""


def field_words(field: str) -> str:
    """Return what a field of an entry is called; something that is no field is the entry as a whole."""
    return ENTRY_WORDS.get(field, "The entry as a whole")


def website(text: str) -> str:
    """Return a website's address with its scheme. Raises ValueError with a sentence unless it is http or https."""
    if _PLAIN_SITE.fullmatch(text):
        return text
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
    if not _TELEPHONE.match(text) or len(_NO_FIGURE.sub("", text)) < 5:
        raise ValueError(f"“{text}” is not a telephone number. Write it as 01629 555 0100, or with ext. 12 behind it.")
    return text


def social_links(text: str) -> str:
    """Return addresses of social media, one a line, each with its scheme. Raises ValueError with a sentence."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > 8:
        raise ValueError("Eight addresses are enough. Leave out those that are seldom looked after.")
    return "\n".join(website(line) for line in lines)


def charity_number(text: str) -> str:
    """Return the number of a charity in England and Wales, Scotland or Northern Ireland. Raises ValueError if none."""
    plain = re.sub(r"[\s.]", "", text).upper()
    if not re.fullmatch(r"\d{6,7}(-\d{1,4})?|SC\d{6}|NIC?\d{6}", plain):
        raise ValueError(f"“{text}” is not a charity number. Write it as 1012345, or SC012345 in Scotland.")
    return plain


def company_number(text: str) -> str:
    """Return the number of a company, eight signs long. Raises ValueError with a sentence when it is none."""
    plain = re.sub(r"[\s.]", "", text).upper()
    if not re.fullmatch(r"\d{5,8}|[A-Z]{2}\d{6}", plain):
        raise ValueError(f"“{text}” is not a company number. Write it as 01234567, or CE012345.")
    return plain.zfill(8)
