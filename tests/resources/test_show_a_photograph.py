"""A resource has a photograph: whatever is no picture is refused, and what a camera notes is left out."""

import io
import struct

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from portal.core.audience import Audience
from portal.core.database import db
from portal.resources import pictures
from portal.resources.models import Photograph
from tests.factories_resources import jpeg, png, webp


def send(browser, resource, content, name="bus.png", words="A white minibus"):
    data = {"photograph": FileStorage(io.BytesIO(content), name), "words": words}
    boundary, body = encode_multipart(data)
    kind = f"multipart/form-data; boundary={boundary}"
    return browser.post(f"/resources/{resource.id}/photograph", data=body, content_type=kind)


def test_a_picture_is_sent_and_shown(who, minibus, sign_in):
    ray = sign_in(who.ray)
    form = ray.soup(f"/resources/{minibus.id}/photograph").select_one("form[enctype]")
    assert form["enctype"] == "multipart/form-data"

    assert send(ray, minibus, png(8, 6)).location == f"/resources/{minibus.id}/"

    image = ray.soup(f"/resources/{minibus.id}/").select_one("figure img")
    assert (image["alt"], image["width"], image["height"]) == ("A white minibus", "8", "6")
    answer = ray.get(image["src"])
    assert answer.data == png(8, 6)
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == f'inline; filename="resource-{minibus.id}.png"'
    assert "immutable" in answer.headers["Cache-Control"]
    assert ray.soup("/resources/").select_one("img.thumb")["src"] == image["src"]


def test_the_picture_is_for_those_who_see_the_thing(who, minibus, sign_in, client):
    ray = sign_in(who.ray)
    send(ray, minibus, png())
    at = ray.soup(f"/resources/{minibus.id}/").select_one("figure img")["src"]
    assert client.get(at).status_code == 404
    assert sign_in(who.sue).get(at).status_code == 200
    minibus = db.session.merge(minibus)
    db.session.refresh(minibus)
    minibus.audience = Audience.PUBLIC
    db.session.commit()
    assert client.get(at).status_code == 200
    assert client.get(at[:-1] + ("0" if at[-1] != "0" else "1")).status_code == 404


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Choose a picture."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "no photograph"),
        (b"GIF89a" + b"\0" * 40, "no photograph"),
        (b"%PDF-1.7 not a picture", "no photograph"),
        (b"<html>bus</html>", "no photograph"),
        (png()[:30], "damaged"),
        (png(9000, 10)[:33] + png()[33:], "wider or higher"),
        (jpeg()[:-9], "damaged"),
        (webp()[:-9], "damaged"),
        (b"\xff\xd8\xff", "damaged"),
        (png(), ""),
        (png() + b"\0" * pictures.HEAVIEST, "larger than 3 MB"),
    ],
    ids=lambda given: given if isinstance(given, str) else f"{len(given)} bytes",
)
def test_what_is_no_picture_is_refused_in_words(who, minibus, sign_in, content, said):
    name = "bus.jpg" if content else ""
    answer = send(sign_in(who.ray), minibus, content, name)
    assert answer.status_code == (422 if said else 303)
    assert said in answer.text
    assert db.session.query(Photograph).count() == (0 if said else 1)


def test_it_is_said_what_the_picture_shows(who, minibus, sign_in):
    ray = sign_in(who.ray)
    assert "Say what the picture shows" in send(ray, minibus, png(), words=" ").text
    send(ray, minibus, png())
    ray.post(f"/resources/{minibus.id}/photograph", data={"words": "Our bus, in the yard"})
    assert ray.soup(f"/resources/{minibus.id}/").select_one("figure img")["alt"] == "Our bus, in the yard"


def test_a_new_picture_takes_the_place_of_the_old_one(who, minibus, sign_in):
    ray = sign_in(who.ray)
    send(ray, minibus, png(8, 6))
    first = ray.soup(f"/resources/{minibus.id}/").select_one("figure img")["src"]
    send(ray, minibus, png(6, 8))
    assert ray.get(first).status_code == 404
    assert db.session.query(Photograph).count() == 1


def test_taking_it_away_can_be_undone(who, minibus, sign_in):
    ray, at = sign_in(who.ray), f"/resources/{minibus.id}/photograph"
    send(ray, minibus, png())
    source = ray.soup(f"/resources/{minibus.id}/").select_one("figure img")["src"]
    ray.post(f"{at}/remove")
    page = ray.soup(f"/resources/{minibus.id}/")
    assert not page.select("figure img")
    assert ray.get(source).status_code == 404
    undo = page.select_one(f"form[action='{source}/restore']")
    ray.post(undo["action"])
    assert ray.get(source).status_code == 200
    assert ray.post(f"{at}/made-up/restore").status_code == 404


def test_who_may_not(who, minibus, sign_in, client):
    for name, status in (("rosa", 403), ("otto", 403), ("sue", 403), ("suki", 404), ("ann", 303)):
        assert send(sign_in(getattr(who, name)), minibus, png()).status_code == status, name
    assert send(client, minibus, png()).location.startswith("/login")
    assert sign_in(who.rosa).post(f"/resources/{minibus.id}/photograph/remove").status_code == 403
    assert sign_in(who.rosa).post(f"/resources/{minibus.id}/photograph/x/restore").status_code == 403


def exif(turned: int) -> bytes:
    """What a camera notes: how it was held, and where."""
    tags = struct.pack("<HHIHH", 0x0112, 3, 1, turned, 0) + struct.pack("<HHII", 0x8825, 4, 1, 26)
    return b"II*\0\x08\0\0\0\x02\0" + tags + b"\0\0\0\0 Buxton, 53.26 north"


def test_place_and_camera_are_left_out():
    for content in (
        jpeg(exif=exif(1), comment=b"Buxton at noon"),
        jpeg(after=jpeg(exif=exif(1))),
        png(Comment="Buxton at noon"),
        webp(exif=exif(1)),
    ):
        assert b"Buxton" in content
        read = pictures.read(content)
        assert b"Buxton" not in read.content
        assert (read.width, read.height) == (4, 3)
        assert pictures.read(read.content) == read


def test_a_picture_that_lies_on_its_side_is_still_shown_upright():
    read = pictures.read(jpeg(40, 30, exif=exif(6)))
    assert (read.width, read.height) == (30, 40)
    assert pictures._orientation(read.content[read.content.index(b"Exif") :]) == 6
    assert b"Buxton" not in read.content


@pytest.mark.parametrize("whole", [png(), jpeg(exif=exif(6)), webp(exif=exif(1))], ids=["png", "jpeg", "webp"])
def test_whatever_is_cut_short_or_changed_is_refused_or_read(whole):
    for place in range(len(whole)):
        for content in (whole[:place], whole[:place] + b"\xff" + whole[place + 1 :]):
            try:
                read = pictures.read(content)
            except ValueError:
                continue
            assert read.width > 0
