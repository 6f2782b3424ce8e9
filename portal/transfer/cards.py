"""Contact cards (vCard): written as 4.0, read as 2.1, 3.0 and 4.0 with what address books make of them."""

import quopri
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from portal.core.sheets import Line, Sheet, Unreadable, tidy

COLUMNS = ("Name", "First name", "Last name", "Organisation", "Job", "E-mail", "Telephone")
MOST = 20_000
OCTETS = 75
_LINE = re.compile(r"^(?:[\w-]+\.)?([\w-]+)((?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)*):(.*)$", re.DOTALL)
_QUOTED = re.compile(r"(?:;|=)QUOTED-PRINTABLE", re.IGNORECASE)
_CHARSET = re.compile(r";CHARSET=\"?([\w-]+)", re.IGNORECASE)


def write(said: Iterable[tuple[str, str]]) -> bytes:
    """Return a card of properties that have a value: ("FN", "Ada Brooke"), ("TEL;TYPE=work", "01298 …")."""
    lines = [f"{name}:{value}" for name, value in said if value.strip(";")]
    return b"".join(_folded(line) for line in ("BEGIN:VCARD", "VERSION:4.0", *lines, "END:VCARD"))


def text(value: str) -> str:
    """Return a text as a card holds it."""
    plain = value.replace("\\", "\\\\").replace("\r\n", "\n").replace("\n", "\\n")
    return plain.replace(",", "\\,").replace(";", "\\;")


def _folded(line: str) -> bytes:
    """Return a line broken every 75 octets, never within a letter."""
    parts: list[bytes] = []
    part = b""
    for letter in line.encode().decode():
        sign = letter.encode()
        if len(part) + len(sign) > OCTETS - bool(parts):
            parts.append(part)
            part = b""
        part += sign
    return b"\r\n ".join([*parts, part]) + b"\r\n"


def is_card(file: BinaryIO) -> bool:
    """Whether a file begins as a contact card does, whatever its encoding."""
    file.seek(0)
    head = file.read(200).replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    file.seek(0)
    return head[:11].upper() == b"BEGIN:VCARD"


def read(file: BinaryIO) -> Sheet:
    """Return the cards of a file as a table of people, one in each row. Raises Unreadable with a sentence."""
    file.seek(0)
    return Sheet("Contact cards (vCard)", _rows(file.read()))


def _rows(raw: bytes) -> Iterator[Line]:
    yield Line(0, list(COLUMNS))
    card: dict[str, str] | None = None
    count, began = 0, 0
    for number, line in _lines(raw):
        found = _LINE.match(line)
        if not found:
            continue
        name, parameters, value = found[1].upper(), found[2], found[3]
        if name == "BEGIN":
            card, began = {}, number
        elif name == "END" and card is not None:
            count += 1
            if count > MOST:
                raise Unreadable(f"There are more than {MOST:,} cards in this file. Divide it into several files.")
            yield Line(began, [card.get(column, "") for column in COLUMNS])
            card = None
        elif card is not None:
            _take(card, name, parameters, value)
    if card is not None:
        raise Unreadable(f"The card that begins in line {began:,} has no end: the file may have been cut off.")


def _lines(raw: bytes) -> Iterator[tuple[int, str]]:
    """Yield the lines, put together again where they were folded or broken by quoted-printable."""
    whole = _decoded(raw).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    waiting, began = "", 0
    for number, line in enumerate(whole, 1):
        if waiting and line[:1] in (" ", "\t"):
            waiting += line[1:]
        elif waiting.endswith("=") and _QUOTED.search(waiting.partition(":")[0]):
            waiting = waiting[:-1] + line
        else:
            if waiting:
                yield began, waiting
            waiting, began = line, number
    if waiting:
        yield began, waiting


def _decoded(raw: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _take(card: dict[str, str], name: str, parameters: str, value: str) -> None:
    """Keep a property of the card; of several of a kind the first."""
    if _QUOTED.search(parameters):
        charset = _CHARSET.search(parameters)
        said = quopri.decodestring(value.encode("utf-8", "replace"))
        try:
            value = said.decode(charset[1] if charset else "utf-8")
        except (LookupError, UnicodeDecodeError):
            value = said.decode("cp1252", "replace")
    if name == "N":
        parts = [*_parts(value), "", ""]
        card.setdefault("Last name", parts[0])
        card.setdefault("First name", parts[1])
        return
    column = {"FN": "Name", "ORG": "Organisation", "TITLE": "Job", "ROLE": "Job", "EMAIL": "E-mail",
              "TEL": "Telephone"}.get(name)  # fmt: skip
    if column and not card.get(column):
        card[column] = _parts(value)[0] if name == "ORG" else _plain(re.sub(r"^(?:tel|mailto):", "", value.strip()))


def _parts(value: str) -> list[str]:
    return [_plain(part) for part in re.split(r"(?<!\\);", value)]


def _plain(value: str) -> str:
    said = re.sub(r"\\([nN,;:\\])", lambda found: "\n" if found[1] in "nN" else found[1], value)
    return tidy(" ".join(said.split()))
