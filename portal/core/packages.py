"""Tables of Open Referral that lie together in one zip, joined to one table: services, or organisations.

Source: Open Referral UK 3.0 publishes its data as JSON, or as a CSV for each table with numbers that tie them together.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

TABLES = ("services", "organizations")
BESIDE = ("phones", "addresses", "locations", "service_at_locations")
LARGEST = 50 * 1024 * 1024
MOST = 200
PLACE = ("address_1", "city", "region", "postal_code")

Row = dict[str, str]


class Untidy(ValueError):
    """Tables that cannot be put together; the message is the sentence for the person who chose the file."""


def is_one(file: BinaryIO) -> bool:
    """Whether a file is a zip with the table of services, or of organisations."""
    try:
        with zipfile.ZipFile(file) as packed:
            return bool(_members(packed).keys() & set(TABLES))
    except (zipfile.BadZipFile, OSError, ValueError):
        return False
    finally:
        file.seek(0)


def read(file: BinaryIO, table: str = "") -> tuple[tuple[str, ...], str, Iterator[list[str]]]:
    """Return which tables there are, which of them is read, and its rows, the names of its columns first.

    Services bring the name of their organisation, and both their first telephone and address. Raises `Untidy`.
    """
    with zipfile.ZipFile(file) as packed:
        members = _members(packed)
        if sum(members[name].file_size for name in members) > LARGEST:
            raise Untidy("The tables in this zip are larger than 50 MB together. Bring them in parts.")
        tables = {name: _rows(packed, member) for name, member in members.items()}
    file.seek(0)
    names = tuple(name for name in TABLES if name in tables)
    chosen = table if table in names else names[0]
    return names, chosen, _joined(chosen, tables)


def _members(packed: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    found: dict[str, zipfile.ZipInfo] = {}
    for member in packed.infolist()[:MOST]:
        name = member.filename.rpartition("/")[2].lower()
        if name.endswith(".csv") and name[:-4] in (*TABLES, *BESIDE):
            found.setdefault(name[:-4], member)
    return found


def _rows(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> list[Row]:
    try:
        with packed.open(member) as opened:
            text = opened.read(LARGEST + 1).decode("utf-8-sig")
        return [
            {key.strip(): (value or "") for key, value in row.items() if isinstance(key, str)}
            for row in csv.DictReader(io.StringIO(text, newline=""))
        ]
    except (UnicodeDecodeError, csv.Error, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise Untidy(f"{member.filename} in this zip is no CSV in UTF-8 that can be read.") from error


def _joined(chosen: str, tables: Mapping[str, list[Row]]) -> Iterator[list[str]]:
    rows = tables[chosen]
    organisations = _by_id(tables.get("organizations", ()), "organizations.csv")
    _by_id(rows, f"{chosen}.csv")
    addresses = _first(tables.get("addresses", ()), "location_id")
    if chosen == "services":
        phones, at = (
            _first(tables.get("phones", ()), "service_id"),
            _first(tables.get("service_at_locations", ()), "service_id"),
        )
    else:
        phones = _first(tables.get("phones", ()), "organization_id")
        at = {key: {"location_id": row.get("id", "")} for key, row in
              _first(tables.get("locations", ()), "organization_id").items()}  # fmt: skip
    columns = list(dict.fromkeys(name for row in rows for name in row))
    more = ["organization name"] if chosen == "services" else []
    yield [*columns, *more, "phone", *PLACE]
    for row in rows:
        number = row.get("id", "")
        address = addresses.get(at.get(number, {}).get("location_id", ""), {})
        named = [organisations.get(row.get("organization_id", ""), {}).get("name", "")] if more else []
        phone = phones.get(number, {}).get("number", "")
        yield [*(row.get(name, "") for name in columns), *named, phone, *(address.get(name, "") for name in PLACE)]


def _by_id(rows: Iterable[Row], where: str) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for place, row in enumerate(rows, 2):
        number = row.get("id", "").strip()
        if number and number in found:
            raise Untidy(f"{where}, line {place}: the id {number[:60]} stands there twice.")
        if number:
            found[number] = row
    return found


def _first(rows: Iterable[Row], key: str) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for row in rows:
        if number := row.get(key, ""):
            found.setdefault(number, row)
    return found
