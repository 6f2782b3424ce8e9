"""Reading a file somebody hands in: its kind by what is in it, and a name that can do no harm."""

import hashlib
import io
import re
import unicodedata
import zipfile
from typing import NamedTuple

from portal.core.text import plural
from portal.papers.models import FileKind

TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    FileKind.ODT: "application/vnd.oasis.opendocument.text",
    FileKind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    FileKind.ODP: "application/vnd.oasis.opendocument.presentation",
    FileKind.TXT: "text/plain; charset=utf-8",
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.PNG: "image/png",
    FileKind.JPG: "image/jpeg",
}
ENDINGS = [kind.value for kind in FileKind] + ["jpeg", "text", "docm", "xlsm", "pptm"]
OFFICE = {"word/": FileKind.DOCX, "xl/": FileKind.XLSX, "ppt/": FileKind.PPTX}
OPEN = {TYPES[kind]: kind for kind in (FileKind.ODT, FileKind.ODS, FileKind.ODP)}
MARKUP = re.compile(r"^\ufeff?\s*<(?:!doctype|html|svg|script|\?xml|head|body|iframe)", re.IGNORECASE)
LONGEST = 100
ALLOWED = "PDF, Word, Excel, PowerPoint, OpenDocument, plain text, CSV, PNG or JPEG"
NOT_ALLOWED = f"This is no file that can be kept here. Choose one of these kinds: {ALLOWED}."
BROKEN = "This file is damaged or cut short. Save it anew and choose it again."
_RESERVED = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)


class File(NamedTuple):
    """A file that may be kept."""

    name: str
    kind: FileKind
    content: bytes

    @property
    def fingerprint(self) -> str:
        """The name of exactly this content."""
        return hashlib.sha256(self.content).hexdigest()


def read(name: str, content: bytes, megabytes: int) -> File:
    """Return the file under a clean name. Raises ValueError with a sentence if it may not be kept.

    What a file is called, and what kind its sender says it is, do not count; only whether a text is a table does.
    """
    if not content:
        raise ValueError("This file is empty. Choose another one.")
    if len(content) > megabytes * 1024 * 1024:
        raise ValueError(f"This file is larger than {megabytes} MB. Make it smaller, or give a link to it.")
    kind = kind_of(content)
    if kind is FileKind.TXT and name.lower().endswith(".csv"):
        kind = FileKind.CSV
    return File(clean_name(name, kind), kind, content)


def kind_of(content: bytes) -> FileKind:
    """Return what kind of file it is by what is in it. Raises ValueError with a sentence."""
    if content.startswith(b"%PDF-"):
        return FileKind.PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if content.startswith(b"\xff\xd8\xff"):
        return FileKind.JPG
    if content.startswith(b"PK\x03\x04"):
        return _packed(content)
    text = text_of(content)
    if text is None or MARKUP.match(text):
        raise ValueError(NOT_ALLOWED)
    return FileKind.TXT


def text_of(content: bytes) -> str | None:
    """Return the file as text, or None where it is none."""
    for code in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(code)
        except UnicodeDecodeError:
            continue
        return None if any(ord(letter) < 32 and letter not in "\n\r\t\f" for letter in text) else text
    return None


def _packed(content: bytes) -> FileKind:
    """Tell the documents that are packed folders apart, by the list of what is in them; nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = packed.namelist()
            if "mimetype" in names:
                with packed.open("mimetype") as said:
                    return OPEN[said.read(100).decode("ascii").strip()]
    except (KeyError, UnicodeDecodeError) as error:
        raise ValueError(NOT_ALLOWED) from error
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise ValueError(BROKEN) from error
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise ValueError("There are macros in this file. Save it without them and choose it again.")
    found = [kind for folder, kind in OFFICE.items() if any(name.startswith(folder) for name in names)]
    if "[Content_Types].xml" not in names or len(found) != 1:
        raise ValueError(NOT_ALLOWED)
    return found[0]


def clean_name(name: str, kind: FileKind) -> str:
    """Return the name a file is kept and handed out under: no folders, no odd letters, the ending of its kind."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(letter if letter.isprintable() and letter not in '<>:"|?*%;' else " " for letter in last)
    stem, dot, ending = plain.rpartition(".")
    plain = stem if dot and ending.strip().lower() in ENDINGS else plain
    plain = " ".join(plain.split()).strip(". ")[:LONGEST].rstrip(". ")
    if not plain or _RESERVED.match(plain.partition(".")[0]):
        plain = f"paper {plain}".strip()
    return f"{plain}.{kind.value}"


def size_words(weight: int) -> str:
    """Return how large a file is, as people say it: "340 kB", "1.2 MB"."""
    if weight < 1000:
        return plural(weight, "byte")
    return f"{round(weight / 1000)} kB" if weight < 950_000 else f"{weight / 1_000_000:.1f} MB".replace(".0 ", " ")
