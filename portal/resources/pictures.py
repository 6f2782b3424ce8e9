"""Reading a photograph somebody uploads: decoded, turned upright and made anew in two sizes, with nothing else in it.

What is kept is drawn from the points alone. So neither the notes of a camera (place, time, owner) nor anything hidden
behind or between the picture's own parts can come along.
"""

import hashlib
import io
import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PIL.Image import Image

HEAVIEST = 10 * 1024 * 1024
MOST_POINTS = 30_000_000
WIDEST = 12_000
LARGE, SMALL = 1600, 480
"""How many points a kept picture is wide or high at most: on its page, and in lists."""
KEPT_AS = "image/webp"
BEGINNINGS = {"JPEG": b"\xff\xd8\xff", "PNG": b"\x89PNG\r\n\x1a\n", "WEBP": b"RIFF"}

NO_PICTURE = "This is no photograph that can be shown. Choose a file of the kind JPEG, PNG or WebP."
BROKEN = "This picture is damaged or cut short. Save it anew and choose it again."
TOO_HEAVY = "This file is larger than 10 MB. Make the picture smaller and choose it again."
TOO_LARGE = "This picture has more than 30 million points, or is wider or higher than 12,000. Make it smaller first."


class Picture(NamedTuple):
    """A photograph that may be kept: as it stands on its page, and the small one for lists."""

    content: bytes
    small: bytes
    content_type: str
    width: int
    height: int

    @property
    def fingerprint(self) -> str:
        """The name of exactly this content."""
        return hashlib.sha256(self.content).hexdigest()


def read(content: bytes) -> Picture:
    """Return the photograph in both sizes. Raises ValueError with a sentence if it is none, or too large.

    What a file is called, and what kind its sender says it is, do not count: only what is in it. Of a moving picture
    the first one is kept.
    """
    picture = _decoded(content, LARGE)
    large = _encoded(picture)
    width, height = picture.size
    return Picture(large, _encoded(_within(picture, SMALL)), KEPT_AS, width, height)


def made_small(content: bytes) -> bytes:
    """Return the small one of a photograph that was kept as it was sent. Raises ValueError if it cannot be read."""
    return _encoded(_decoded(content, SMALL))


def _decoded(content: bytes, most: int) -> "Image":
    """Return the picture upright and no larger than so many points; its size is looked at before it is unpacked."""
    from PIL import Image

    if len(content) > HEAVIEST:
        raise ValueError(TOO_HEAVY)
    kind = next((kind for kind, start in BEGINNINGS.items() if content.startswith(start)), None)
    if kind is None or (kind == "WEBP" and content[8:12] != b"WEBP"):
        raise ValueError(NO_PICTURE)
    Image.MAX_IMAGE_PIXELS = MOST_POINTS
    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as opened:
            if math.prod(opened.size) > MOST_POINTS or max(opened.size) > WIDEST:
                raise Image.DecompressionBombError
            opened.draft("RGB", (most, most))
            opened.load()
            return _upright(_within(_plain(opened), most))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValueError(TOO_LARGE) from error
    except Exception as error:  # a damaged file makes the library raise nearly anything, and none of it is our fault
        raise ValueError(BROKEN) from error


def _plain(picture: "Image") -> "Image":
    """Return the picture in colours that every browser shows, with a transparent ground where it has one."""
    if picture.mode.startswith("I;16"):
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    return picture if picture.mode == mode else picture.convert(mode)


def _upright(picture: "Image") -> "Image":
    """Return the picture as the camera was held; as it is where the camera noted that in a way nobody can read."""
    from PIL import ImageOps

    try:
        return ImageOps.exif_transpose(picture)
    except Exception:
        return picture


def _within(picture: "Image", most: int) -> "Image":
    """Return the picture no wider and no higher than so many points; never larger than it is."""
    if max(picture.size) <= most:
        return picture
    smaller = picture.copy()
    smaller.thumbnail((most, most))
    return smaller


def _encoded(picture: "Image") -> bytes:
    """Return the points as a file that holds nothing beside them."""
    bare = picture.copy()
    bare.info = {}
    file = io.BytesIO()
    bare.save(file, "WEBP", quality=82, method=4, exif=b"", xmp=b"", icc_profile=b"")
    return file.getvalue()
