"""Makers of resources, bookings, joint buys, and of small pictures."""

import struct
import zlib
from datetime import timedelta

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


def jpeg(width=4, height=3, *, exif: bytes = b"", comment: bytes = b"", after: bytes = b"") -> bytes:
    """The parts of a JPEG that tell what it is; nobody needs to see it."""

    def segment(marker: int, content: bytes) -> bytes:
        return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content

    parts = [b"\xff\xd8", segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0")]
    parts += [segment(0xE1, b"Exif\0\0" + exif)] if exif else []
    parts += [segment(0xFE, comment)] if comment else []
    parts.append(segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\0"))
    parts.append(segment(0xDA, b"\x01\x01\0\0\x3f\0") + b"\x12\xff\x00\x34\xff\xd0\x56")
    return b"".join(parts) + b"\xff\xd9" + after


def webp(width=4, height=3, *, exif: bytes = b"") -> bytes:
    """The parts of a WebP that tell what it is."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)

    def size(number: int) -> bytes:
        return (number - 1).to_bytes(3, "little")

    head = chunk(b"VP8X", bytes([0x08 if exif else 0, 0, 0, 0]) + size(width) + size(height))
    body = b"WEBP" + head + chunk(b"VP8L", b"\x2f\x03\x80\0\0") + (chunk(b"EXIF", exif) if exif else b"")
    return b"RIFF" + struct.pack("<I", len(body)) + body


def furnish(place, partnership, seat):
    """Put resources, a booking and a joint buy of a seat's organisation into the world of the access tests."""
    of, within = seat.organisation, {"audience": Audience.PARTNERSHIP, "partnership_id": partnership.id}
    photograph = pictures.read(png())
    shown = {"picture": photograph.fingerprint, "picture_words": "A bus", "picture_width": 4, "picture_height": 3}
    bus = resource(of, "Minibus", **within, **shown)
    factories.add(
        Photograph(
            resource_id=bus.id, fingerprint=photograph.fingerprint, content_type="image/png", content=photograph.content
        )
    )  # fmt: skip
    place.resource, place.picture = bus.id, photograph.fingerprint
    place.public_resource = resource(of, "Hall", audience=Audience.PUBLIC).id
    place.removed_resource = resource(of, "Gone", removed_at=clock.now(), **within).id
    place.booking = booking(bus, factories.person(), factories.organisation()).id
    buy = joint_buy(of, "Event insurance", **within)
    place.joint_buy, place.buyer = buy.id, buyer(buy, of).id
    place.removed_joint_buy = joint_buy(of, "Gone", removed_at=clock.now(), **within).id
    place.removed_buyer = buyer(buy, factories.organisation(), removed_at=clock.now()).id
