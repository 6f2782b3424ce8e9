"""Keeping the photographs of what organisations lend, and making small those that were kept as they were sent."""

import sqlalchemy as sa

from portal.audit.services import record
from portal.core.database import db
from portal.core.viewer import Viewer
from portal.resources import pictures
from portal.resources.models import Photograph, Resource
from portal.resources.pictures import Picture

AT_ONCE = 10
"""So many small ones are made at one tick of the clock."""


def keep_picture(doer: Viewer | None, row: Resource, picture: Picture, words: str) -> None:
    """Show a photograph of the resource; the one before is deleted. `words` say what it shows."""
    db.session.flush()
    db.session.execute(sa.delete(Photograph).where(Photograph.resource_id == row.id))
    kept = Photograph(
        resource_id=row.id, fingerprint=picture.fingerprint, content_type=picture.content_type, content=picture.content,
        small=picture.small,
    )  # fmt: skip
    db.session.add(kept)
    row.picture, row.picture_words = picture.fingerprint, words
    row.picture_width, row.picture_height = picture.width, picture.height
    record(doer, "changed", row, f"gave {row.name} a photograph")


def describe_picture(doer: Viewer, row: Resource, words: str) -> None:
    """Say in other words what the photograph shows."""
    row.picture_words = words
    record(doer, "changed", row, f"described the photograph of {row.name}")


def remove_picture(doer: Viewer, row: Resource) -> None:
    """Show no photograph any more; the file is kept until another takes its place, so that it can come back."""
    row.picture = ""
    record(doer, "changed", row, f"took the photograph of {row.name} away")


def restore_picture(doer: Viewer, row: Resource, photograph: Photograph) -> None:
    """Show the photograph again that was taken away."""
    row.picture = photograph.fingerprint
    record(doer, "changed", row, f"brought the photograph of {row.name} back")


def small_of(photograph: Photograph) -> tuple[bytes, str]:
    """Return the small one of a photograph with its kind; the photograph itself where none can be made of it."""
    if photograph.small is None:
        try:
            return pictures.made_small(photograph.content), pictures.KEPT_AS
        except ValueError:
            return photograph.content, photograph.content_type
    return (photograph.small, pictures.KEPT_AS) if photograph.small else (photograph.content, photograph.content_type)


def make_small_ones() -> int:
    """Keep a small one of photographs that have none yet; return how many. Run from the clock; run twice, once.

    One that cannot be read gets an empty one, so that nobody tries again.
    """
    asked = sa.select(Photograph).where(Photograph.small.is_(None)).order_by(Photograph.id).limit(AT_ONCE)
    rows = db.session.scalars(asked).all()
    for row in rows:
        try:
            row.small = pictures.made_small(row.content)
        except ValueError:
            row.small = b""
    return len(rows)
