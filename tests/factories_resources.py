"""Makers of resources, bookings, joint buys, and of small pictures."""

import io
import struct
import zlib
from datetime import timedelta

from PIL import ExifTags, Image

from portal.core import clock, index
from portal.core.audience import Audience
from portal.core.database import writing
from portal.resources import pictures
from portal.resources.models import Booking, BookingState, JointBuy, JointBuyer, Photograph, Resource
from portal.resources.services.resources import reindex
from tests import factories


def resource(organisation, name="Minibus", **given):
    """Something an organisation lends, to all partners unless told otherwise; the search finds it."""
    usual = {"sort_name": name.casefold(), "area": "Peak", "audience": Audience.PARTNERS}
    row = factories.add(Resource(organisation_id=organisation.id, name=name, **usual | given))
    with writing(), index.gathering():
        reindex(row)
    return row


def booking(of, person, organisation, state=BookingState.ASKED, starts_in=24.0, hours=4.0, **given):
    """A booking that begins in so many hours."""
    starts = clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=starts_in)
    usual = {"purpose": "A day out", "asked_at": clock.now()}
    return factories.add(
        Booking(
            resource_id=of.id, organisation_id=organisation.id, person_id=person.id, state=state, starts_at=starts,
            ends_at=starts + timedelta(hours=hours), **usual | given,
        )
    )  # fmt: skip


def joint_buy(organisation, item="Event insurance", **given):
    usual = {"sort_item": item.casefold(), "audience": Audience.PARTNERS}
    return factories.add(JointBuy(organisation_id=organisation.id, item=item, **usual | given))


def buyer(of, organisation, **given):
    return factories.add(JointBuyer(joint_buy_id=of.id, organisation_id=organisation.id, **given))


def png(width=4, height=3, **texts: str) -> bytes:
    """A whole small picture; texts are notes in it."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    notes = b"".join(chunk(b"tEXt", key.encode() + b"\0" + said.encode()) for key, said in texts.items())
    lines = zlib.compress(b"".join(b"\0" + b"\x55\x66\x77" * width for _line in range(height)))
    parts = chunk(b"IHDR", head) + notes + chunk(b"IDAT", lines) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def photograph(kind="JPEG", width=40, height=30, mode="RGB", **given) -> bytes:
    """A whole picture of a kind, red on its left half and blue on its right."""
    colours = {"RGB": ("red", "blue"), "L": (0, 255), "CMYK": ((0, 255, 255, 0), (255, 255, 0, 0))}
    left, right = colours.get(mode, colours["RGB"])
    picture = Image.new(mode, (width, height), right)
    picture.paste(left, (0, 0, width // 2, height))
    file = io.BytesIO()
    picture.save(file, kind, **given)
    return file.getvalue()


def notes(turned: int = 1) -> Image.Exif:
    """What a camera notes: how it was held, whose it is, and where it was."""
    found = Image.Exif()
    found[ExifTags.Base.Orientation] = turned
    found[ExifTags.Base.Artist] = "Buxton, 53.26 north"
    found.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSAreaInformation] = "Buxton"
    return found


def furnish(place, partnership, seat):
    """Put resources, a booking and a joint buy of a seat's organisation into the world of the access tests."""
    of, within = seat.organisation, {"audience": Audience.PARTNERSHIP, "partnership_id": partnership.id}
    kept = pictures.read(png())
    shown = {"picture": kept.fingerprint, "picture_words": "A bus", "picture_width": 4, "picture_height": 3}
    bus = resource(of, "Minibus", **within, **shown)
    factories.add(
        Photograph(
            resource_id=bus.id, fingerprint=kept.fingerprint, content_type=kept.content_type, content=kept.content,
            small=kept.small,
        )
    )  # fmt: skip
    place.resource, place.picture = bus.id, kept.fingerprint
    place.public_resource = resource(of, "Hall", audience=Audience.PUBLIC).id
    place.removed_resource = resource(of, "Gone", removed_at=clock.now(), **within).id
    place.booking = booking(bus, factories.person(), factories.organisation()).id
    buy = joint_buy(of, "Event insurance", **within)
    place.joint_buy, place.buyer = buy.id, buyer(buy, of).id
    place.removed_joint_buy = joint_buy(of, "Gone", removed_at=clock.now(), **within).id
    place.removed_buyer = buyer(buy, factories.organisation(), removed_at=clock.now()).id
