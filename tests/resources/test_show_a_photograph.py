"""A resource has a photograph: whatever is no picture is refused, and what a camera notes is left out."""

import io
import struct
import subprocess
import sys
import zlib

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.resources import pictures
from portal.resources.models import Photograph, Resource
from portal.resources.services import photographs as services
from tests.factories_resources import notes, photograph, png

WHOLE = {kind: photograph(kind, exif=notes(6)) for kind in ("JPEG", "PNG", "WEBP")}


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
    assert opened(answer.data).size == (8, 6)
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == f'inline; filename="resource-{minibus.id}.webp"'
    assert "immutable" in answer.headers["Cache-Control"]
    small = ray.soup("/resources/").select_one("img.thumb")["src"]
    assert small == image["src"] + "/small"
    assert ray.get(small).headers["Cache-Control"] == answer.headers["Cache-Control"]


def test_the_picture_is_for_those_who_see_the_thing(who, minibus, sign_in, client):
    ray = sign_in(who.ray)
    send(ray, minibus, png())
    at = ray.soup(f"/resources/{minibus.id}/").select_one("figure img")["src"]
    assert client.get(at).status_code == client.get(f"{at}/small").status_code == 404
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
        (photograph("PNG", 12_001, 1), "wider or higher than 12,000"),
        (photograph("JPEG", 400, 300)[:-900], "damaged"),
        (photograph("WEBP")[:-9], "damaged"),
        (b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 40, "no photograph"),
        (b"\xff\xd8\xff<script>alert(1)</script>", "damaged"),
        (b"\xff\xd8\xff", "damaged"),
        (png(), ""),
        (png() + b"\0" * pictures.HEAVIEST, "larger than 10 MB"),
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


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_two_sizes_are_kept_and_nothing_a_camera_notes(kind):
    content = photograph(kind, 2400, 1800, exif=notes()) + b"<script>alert('behind the picture')</script>"

    read = pictures.read(content)

    assert (read.width, read.height) == opened(read.content).size == (1600, 1200)
    assert opened(read.small).size == (480, 360)
    assert len(read.small) < len(read.content)
    for kept in (read.content, read.small):
        assert not opened(kept).getexif()
        assert not {"exif", "icc_profile", "xmp", "comment"} & set(opened(kept).info)
        assert b"Buxton" not in kept
        assert b"script" not in kept


@pytest.mark.parametrize(("turned", "red"), [(1, "left"), (3, "right"), (6, "top"), (8, "bottom")])
def test_a_picture_that_lies_on_its_side_is_kept_upright(turned, red):
    for most in (40, 2400):
        read = pictures.read(photograph("JPEG", most, most * 3 // 4, exif=notes(turned)))

        assert (read.width > read.height) is (turned in (1, 3))
        x, y = {"left": (0.1, 0.5), "right": (0.9, 0.5), "top": (0.5, 0.1), "bottom": (0.5, 0.9)}[red]
        for kept in (read.content, read.small):
            picture = opened(kept).convert("RGB")
            colour = picture.getpixel((int(x * picture.width), int(y * picture.height)))
            assert colour[0] > 180 > colour[2], turned


def test_a_small_picture_stays_as_large_as_it_is():
    read = pictures.read(png(1, 1))
    assert (read.width, read.height) == opened(read.small).size == (1, 1)
    narrow = pictures.read(photograph("PNG", 9000, 2))
    assert (narrow.width, narrow.height) == (1600, 1)


@pytest.mark.parametrize("mode", ["CMYK", "L", "P", "1"])
def test_other_colours_are_made_those_of_a_screen(mode):
    kind = "JPEG" if mode in ("CMYK", "L") else "PNG"
    picture = opened(photograph("JPEG", mode=mode)) if kind == "JPEG" else opened(photograph("PNG")).convert(mode)
    file = io.BytesIO()
    picture.save(file, kind)
    assert opened(pictures.read(file.getvalue()).content).mode == "RGB"


def test_a_deep_grey_and_a_clear_ground_stay_so():
    deep, clear = io.BytesIO(), io.BytesIO()
    Image.new("I;16", (20, 20), 32768).save(deep, "PNG")
    Image.new("RGBA", (20, 20), (255, 0, 0, 0)).save(clear, "PNG")
    assert opened(pictures.read(deep.getvalue()).content).convert("L").getpixel((9, 9)) in range(120, 136)
    assert opened(pictures.read(clear.getvalue()).content).getpixel((9, 9))[3] == 0


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_a_moving_picture_the_first_is_kept(kind):
    others = [Image.new("RGB", (40, 30), colour) for colour in ("lime", "white")]
    read = pictures.read(photograph(kind, save_all=True, append_images=others))
    kept = opened(read.content)
    assert not getattr(kept, "is_animated", False)
    assert kept.convert("RGB").getpixel((4, 15))[0] > 180


def test_what_unpacks_to_very_much_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(Image.Image, "load", lambda _self: pytest.fail("it was unpacked"))
    for width, height in ((60_000, 60_000), (6_000, 6_000), (20_000, 5)):
        head = png(4, 3)[:16] + struct.pack(">II", width, height) + png(4, 3)[24:29]
        bomb = head + struct.pack(">I", zlib.crc32(head[12:])) + png(4, 3)[33:]
        with pytest.raises(ValueError, match="30 million points"):
            pictures.read(bomb)


@pytest.mark.filterwarnings("ignore")
@given(st.data(), st.sampled_from(["JPEG", "PNG", "WEBP"]))
def test_whatever_is_cut_short_or_changed_is_refused_or_read(data, kind):
    whole = bytearray(WHOLE[kind])
    if data.draw(st.booleans()):
        whole = whole[: data.draw(st.integers(0, len(whole) - 1))]
    for place in data.draw(st.lists(st.integers(0, max(len(whole) - 1, 0)), max_size=4 if whole else 0)):
        whole[place] = data.draw(st.integers(0, 255))
    try:
        read = pictures.read(bytes(whole))
    except ValueError as error:
        said = str(error)
    else:
        said = "" if opened(read.content).size == (read.width, read.height) else "its size is another"
    assert said in ("", pictures.NO_PICTURE, pictures.BROKEN, pictures.TOO_LARGE)


def test_one_kept_by_the_first_release_gets_its_small_one(who, minibus, sign_in):
    sent = photograph("JPEG", 900, 600)
    row = Photograph(resource_id=minibus.id, fingerprint="a" * 64, content_type="image/jpeg", content=sent)
    broken = Photograph(resource_id=minibus.id, fingerprint="b" * 64, content_type="image/jpeg", content=sent[:90])
    with writing():
        db.session.add_all([row, broken])
        db.session.get(Resource, minibus.id).picture = row.fingerprint
    ray, at = sign_in(who.ray), f"/resources/{minibus.id}/photograph/{'a' * 64}"
    before = ray.get(f"{at}/small")
    assert opened(before.data).size == (480, 320)
    assert db.session.scalar(sa.select(Photograph.small).filter_by(fingerprint="a" * 64)) is None

    with writing():
        assert services.make_small_ones() == 2
    with writing():
        assert services.make_small_ones() == 0

    assert ray.get(f"{at}/small").data == before.data
    assert ray.get(at).data == sent
    with writing():
        db.session.get(Resource, minibus.id).picture = broken.fingerprint
    assert ray.get(f"/resources/{minibus.id}/photograph/{'b' * 64}/small").data == sent[:90]


def test_the_library_of_pictures_is_loaded_when_the_first_is_sent():
    asked = "import sys, portal.app; print('PIL' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
