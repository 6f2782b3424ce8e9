"""Reading a photograph somebody uploads: its kind by its content, its size, and without what a camera notes in it."""

import hashlib
import struct
from collections.abc import Iterator
from typing import NamedTuple

HEAVIEST = 3 * 1024 * 1024
WIDEST = 6000
LIGHT = 400 * 1024
"""So heavy a photograph may be to stand in lists too."""

NO_PICTURE = "This is no photograph that can be shown. Choose a file of the kind JPEG, PNG or WebP."
BROKEN = "This picture is damaged or cut short. Save it anew and choose it again."


class Picture(NamedTuple):
    """A photograph that may be kept."""

    content: bytes
    content_type: str
    width: int
    height: int

    @property
    def fingerprint(self) -> str:
        """The name of exactly this content."""
        return hashlib.sha256(self.content).hexdigest()


def read(content: bytes) -> Picture:
    """Return the photograph without the notes a camera leaves in it. Raises ValueError with a sentence if it is none.

    What a file is called, and what kind its sender says it is, do not count: only what is in it.
    """
    if len(content) > HEAVIEST:
        raise ValueError("This file is larger than 3 MB. Make the picture smaller and choose it again.")
    try:
        if content.startswith(b"\xff\xd8\xff"):
            picture = _jpeg(content)
        elif content.startswith(b"\x89PNG\r\n\x1a\n"):
            picture = _png(content)
        elif content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            picture = _webp(content)
        else:
            raise ValueError(NO_PICTURE)
    except (struct.error, IndexError) as error:
        raise ValueError(BROKEN) from error
    if not (0 < picture.width <= WIDEST and 0 < picture.height <= WIDEST):
        raise ValueError(
            f"This picture is wider or higher than {WIDEST:,} points. Make it smaller and choose it again."
        )
    return picture


def _jpeg(content: bytes) -> Picture:
    """Keep the segments that draw the picture; place, time and camera (APP1 to APP13, APP15, comments) are left out."""
    kept, size, turned = [content[:2]], (0, 0), 1
    for marker, segment in _segments(content):
        if marker == 0xE1:
            turned = _orientation(segment[4:]) or turned
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            size = struct.unpack(">HH", segment[5:9])[::-1]
        if not (0xE1 <= marker <= 0xED or marker in (0xEF, 0xFE)):
            kept.append(segment)
    if not size[0]:
        raise ValueError(BROKEN)
    if turned > 1:  # phones lie on their side: the one note that is needed to see the picture upright
        kept.insert(1, _only_orientation(turned))
        size = size[::-1] if turned >= 5 else size
    return Picture(b"".join(kept) + b"\xff\xd9", "image/jpeg", *size)


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the segments of a JPEG, each with its marker; what is drawn stands behind its head."""
    at = 2
    while content[at : at + 2] != b"\xff\xd9":
        marker, end = content[at + 1], at + 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
        if content[at] != 0xFF or end < at + 4 or end > len(content):
            raise ValueError(BROKEN)
        if marker == 0xDA:
            end = _end_of_drawing(content, end)
        yield marker, content[at:end]
        at = end


def _end_of_drawing(content: bytes, at: int) -> int:
    """Return where the next segment begins; what follows the picture's own end is another picture, and left out."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise ValueError(BROKEN)
        if content[at + 1] != 0 and not 0xD0 <= content[at + 1] <= 0xD7:
            return at
        at += 2


def _orientation(note: bytes) -> int:
    """Return how the camera was held (1 to 8), or 0 where the note does not say so."""
    if not note.startswith(b"Exif\0\0"):
        return 0
    tiff = note[6:]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if not order:
        return 0
    try:
        start = struct.unpack(order + "I", tiff[4:8])[0]
        count = struct.unpack(order + "H", tiff[start : start + 2])[0]
        for n in range(min(count, 200)):
            tag, _kind, _number, value = struct.unpack(order + "HHIH", tiff[start + 2 + 12 * n : start + 12 + 12 * n])
            if tag == 0x0112:
                return value if 1 <= value <= 8 else 0
    except struct.error:
        return 0
    return 0


def _only_orientation(turned: int) -> bytes:
    tiff = b"MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHH", 0x0112, 3, 1, turned, 0) + b"\0\0\0\0"
    note = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(note) + 2) + note


def _png(content: bytes) -> Picture:
    """Keep the chunks that draw the picture; texts, times and notes of cameras are left out."""
    kept, at, size = [content[:8]], 8, (0, 0)
    while True:
        length, name = struct.unpack(">I4s", content[at : at + 8])
        chunk = content[at : at + 12 + length]
        if len(chunk) != 12 + length:
            raise ValueError(BROKEN)
        if name == b"IHDR":
            size = struct.unpack(">II", chunk[8:16])
        if name not in (b"tEXt", b"zTXt", b"iTXt", b"tIME", b"eXIf"):
            kept.append(chunk)
        at += 12 + length
        if name == b"IEND":
            return Picture(b"".join(kept), "image/png", *size)


def _webp(content: bytes) -> Picture:
    """Keep the chunks that draw the picture; EXIF and XMP are left out, and the head says so."""
    end = 8 + struct.unpack("<I", content[4:8])[0]
    if end > len(content):
        raise ValueError(BROKEN)
    kept, at, size = [], 12, (0, 0)
    while at < end:
        name, length = struct.unpack("<4sI", content[at : at + 8])
        chunk = content[at : at + 8 + length + length % 2]
        if len(chunk) < 8 + length:
            raise ValueError(BROKEN)
        if name == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~0x0C]) + chunk[9:]
            size = (1 + int.from_bytes(chunk[12:15], "little"), 1 + int.from_bytes(chunk[15:18], "little"))
        elif name == b"VP8 " and not size[0]:
            width, height = struct.unpack("<HH", chunk[14:18])
            size = (width & 0x3FFF, height & 0x3FFF)
        elif name == b"VP8L" and not size[0]:
            bits = struct.unpack("<I", chunk[9:13])[0]
            size = ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        if name not in (b"EXIF", b"XMP "):
            kept.append(chunk)
        at += 8 + length + length % 2
    body = b"WEBP" + b"".join(kept)
    return Picture(b"RIFF" + struct.pack("<I", len(body)) + body, "image/webp", *size)
