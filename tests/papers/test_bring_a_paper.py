"""A paper comes with an item: a file or a link, promised or there, renewed, moved, taken away and brought back."""

from datetime import timedelta

import pytest

from portal.core import clock, index
from portal.core.audience import Audience
from portal.core.database import db
from portal.core.viewer import VISITOR
from portal.papers.models import Edition, Paper
from tests import factories, factories_meetings
from tests.factories_papers import PDF, office, opened, paper, sent


def only() -> Paper:
    return db.session.scalars(db.select(Paper)).one()


def test_a_file_is_added_to_an_item(who, coming, items, at, sign_in):
    ann = sign_in(who.ann)
    form = ann.soup(f"{at}papers/new?item={items[0].id}").select_one("form[enctype]")
    assert form.select_one(f"option[value='{items[0].id}']").has_attr("selected")

    answer = ann.post(f"{at}papers/new", **sent(title="Budget", item_id=str(items[0].id), file=("b/Budget 1.PDF", PDF)))

    assert (answer.status_code, answer.location) == (303, f"{at}pack#paper-{only().id}")
    page = ann.soup(f"{at}pack")
    assert page.select_one(f"#paper-{only().id} h3").text.split() == ["1-a", "Budget"]
    got = ann.get(page.select_one(f"#paper-{only().id} a")["href"])
    assert got.data == PDF
    assert got.headers["Content-Type"] == "application/pdf"
    assert got.headers["Content-Disposition"] == 'attachment; filename="Budget 1.pdf"'
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in got.headers["Content-Security-Policy"]
    assert "Budget" in ann.soup(at).select_one(f"#item-{items[0].id} .papers").text
    assert "Budget" in ann.soup(f"{at}agenda").text


def test_a_large_file_is_taken_and_a_larger_one_refused(who, at, sign_in):
    ann = sign_in(who.ann)
    assert (
        ann.post(f"{at}papers/new", **sent(title="Plan", file=("plan.pdf", PDF + b"0" * 9_000_000))).status_code == 303
    )
    answer = ann.post(f"{at}papers/new", **sent(title="Atlas", file=("atlas.pdf", PDF + b"0" * 10_600_000)))
    assert answer.status_code == 422
    assert "larger than 10 MB" in answer.text
    assert 'value="Atlas"' in answer.text
    assert (
        ann.post(f"{at}papers/new", **sent(title="All", file=("all.pdf", PDF + b"0" * 12_000_000))).status_code == 413
    )
    assert only().file_weight > 9_000_000


@pytest.mark.parametrize(
    ("link", "said"),
    [("https://example.org/plan?a=1", ""), ("http://example.org/plan", "https://"), ("javascript:alert(1)", "https://"),
     ("https://", "https://"), ("https://me:secret@example.org/", "https://"), ("https://[::", "https://")],
)  # fmt: skip
def test_a_link_is_an_address_on_a_secured_line(who, at, sign_in, link, said):
    ann = sign_in(who.ann)
    answer = ann.post(f"{at}papers/new", data={"title": "Plan", "link": link})
    assert answer.status_code == (422 if said else 303)
    assert said in answer.text
    if not said:
        assert ann.get(f"{at}papers/{only().id}/file").location == link


def test_a_promised_paper_waits_for_who_owes_it(who, coming, items, at, sign_in):
    due = clock.today() + timedelta(days=9)
    said = {"title": "Bus plan", "item_id": str(items[1].id), "owed_by_id": str(who.ray.id), "due_on": due.isoformat()}
    sign_in(who.ann).post(f"{at}papers/new", data=said)
    ray = sign_in(who.ray)
    home = ray.soup("/")
    assert "Your paper: Bus plan" in home.text
    assert "Promised" in ray.soup(f"{at}pack").text
    way = home.select_one(f"a[href='{at}papers/{only().id}/renew']")["href"]

    assert ray.post(way, data={}).status_code == 422
    assert ray.post(way, **sent(file=("plan.txt", b"Buses at six"))).status_code == 303

    assert "Your paper" not in ray.soup("/").text
    assert sign_in(who.rosa).post(way, **sent(file=("x.txt", b"Mine"))).status_code == 403
    assert only().edition == 1


def test_a_new_version_keeps_the_older_for_the_writer(who, coming, items, at, sign_in):
    row = paper(coming, items[0])
    ann = sign_in(who.ann)
    ann.post(f"{at}papers/{row.id}/renew", **sent(file=("budget 2.txt", b"Three stalls")))
    assert ann.get(f"{at}papers/{row.id}/file").data == b"Three stalls"
    older = ann.soup(f"{at}papers/{row.id}/edit").select_one("a[href$='/editions/1']")["href"]
    assert ann.get(older).data == b"Two stalls, 40 pounds"
    assert sign_in(who.ray).get(older).status_code == 403
    assert db.session.query(Edition).count() == 2


def test_a_paper_is_changed_and_two_editors_notice(who, coming, items, at, sign_in):
    row = paper(coming, items[0], owed_by_id=who.ray.id)
    ann = sign_in(who.ann)
    said = {"title": "Budget for the stall", "item_id": str(items[1].id), "version": str(row.version)}
    assert ann.post(f"{at}papers/{row.id}/edit", data=said | {"title": ""}).status_code == 422
    assert ann.post(f"{at}papers/{row.id}/edit", data=said).status_code == 303
    assert ann.soup(f"{at}pack").select_one(f"#paper-{row.id} h3").text.split()[:2] == ["2-a", "Budget"]
    assert ann.post(f"{at}papers/{row.id}/edit", data=said | {"title": "Other"}).status_code == 409


def test_papers_are_moved_taken_away_and_brought_back(who, coming, items, at, sign_in):
    first, second = paper(coming, items[0], "One"), paper(coming, items[0], "Two")
    ann = sign_in(who.ann)

    swap = ann.htmx(f"{at}papers/{second.id}/up")

    assert swap.text.index("1-a") < swap.text.index("Two") < swap.text.index("One")
    assert ann.post(f"{at}papers/{first.id}/down").location == f"{at}pack"
    gone = ann.htmx(f"{at}papers/{first.id}/remove")
    assert f"{at}papers/{first.id}/restore" in gone.text
    assert ann.get(f"{at}papers/{first.id}/file").status_code == 404
    assert ann.post(f"{at}papers/{second.id}/remove").status_code == 303
    assert not ann.soup(f"{at}pack").select("[id^=paper-]")
    ann.post(f"{at}papers/{first.id}/restore")
    assert ann.get(f"{at}papers/{first.id}/file").status_code == 200


def test_who_may_not(who, coming, items, at, sign_in, client):
    row = paper(coming, items[0])
    ways = ["papers/new", *(f"papers/{row.id}/{way}" for way in ("edit", "renew", "up", "remove", "restore"))]
    for way in ways:
        assert sign_in(who.ray).post(at + way, data={"title": "X"}).status_code == 403, way
        assert sign_in(who.sue).post(at + way, data={"title": "X"}).status_code == 404, way
        assert client.post(at + way, data={"title": "X"}).location.startswith("/login"), way
    there = factories_meetings.meeting(who.there.main, -10)
    assert sign_in(who.ann).get(f"/partnerships/here/meetings/{there.id}/papers/{row.id}/edit").status_code == 404


def test_a_paper_is_for_whom_its_item_is_for(who, coming, items, at, sign_in, client):
    secret = paper(coming, items[2], "Pay of two")
    narrowed = paper(coming, items[0], "Notes", narrowed_to=Audience.RESTRICTED)
    plain = paper(coming, items[0], "Map")
    for name, seen in (("ray", {secret.id, narrowed.id, plain.id}), ("otto", {plain.id})):
        browser = sign_in(getattr(who, name))
        pack = browser.soup(f"{at}pack")
        assert {int(tag["id"].removeprefix("paper-")) for tag in pack.select("[id^=paper-]")} == seen
        for row in (secret, narrowed, plain):
            assert (browser.get(f"{at}papers/{row.id}/file").status_code == 200) == (row.id in seen)
        assert ("Pay of two" in browser.soup("/search?q=pay").text) == (secret.id in seen)
    assert client.get(f"{at}papers/{plain.id}/file").status_code == 404


def test_a_paper_follows_its_item(who, coming, items, at, sign_in):
    row = paper(coming, items[0], "Rents")
    otto = sign_in(who.otto)
    assert otto.get(f"{at}papers/{row.id}/file").status_code == 200
    assert "Rents" in otto.soup("/search?q=rents").text

    factories_meetings.make_secret(coming, items[0])

    assert otto.get(f"{at}papers/{row.id}/file").status_code == 404
    assert "No" in otto.soup("/search?q=rents").text
    assert not index.search(VISITOR, "rents")
    ann = sign_in(who.ann)
    ann.post(f"{at}items/{items[0].id}/park")
    assert ann.get(f"{at}papers/{row.id}/file").status_code == 404
    ann.post(f"{at}items/{items[0].id}/bring")
    assert ann.get(f"{at}papers/{row.id}/file").status_code == 200


def test_papers_are_found_by_their_title(who, coming, items, at, sign_in):
    row = paper(coming, items[0], "Winter timetable")
    found = sign_in(who.ray).soup("/search?q=timetable&kind=paper")
    assert found.select_one(f"a[href='{at}pack#paper-{row.id}']")


def test_thirty_papers_cost_no_more_than_one(who, coming, items, at, sign_in, queries):
    for number in range(30):
        paper(coming, items[number % 2], f"Paper {number}")
    ray = sign_in(who.ray)
    ray.get(f"{at}pack")
    queries.clear()
    ray.get(f"{at}pack")
    assert len(queries) <= 12, queries


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("plan.pdf", PDF, "plan.pdf"), ("plan.exe", PDF, "plan.exe.pdf"), ("letter.docx", office(), "letter.docx"),
        ("x.docx", office("xl/"), "x.xlsx"), ("talk", office("ppt/"), "talk.pptx"), ("a.odt", opened(), "a.odt"),
        ("s.ods", opened("application/vnd.oasis.opendocument.spreadsheet"), "s.ods"),
        ("sums.csv", b"a,b\n1,2\n", "sums.csv"), ("note.txt", "Caf\xe9".encode("cp1252"), "note.txt"),
        ("photo.JPG", b"\xff\xd8\xff\xe0 picture", "photo.jpg"), ("p.png", b"\x89PNG\r\n\x1a\n rest", "p.png"),
        ("../../etc/passwd", b"text", "passwd.txt"), ("C:\\dir\\con.txt", b"text", "paper con.txt"),
        ("a\u202efdp.txt", b"text", "a fdp.txt"), ("", b"text", "paper.txt"), ("..", b"text", "paper.txt"),
        ("page.html", b"<html>", ""), ("x.svg", b"<svg/>", ""), ("x.txt", b"\x00\x01", ""), ("x.zip", opened("x"), ""),
        ("m.docx", office(**{"word/vbaProject.bin": "x"}), ""), ("b.docx", office()[:60], ""), ("e.txt", b"", ""),
        ("x.zip", office("other/"), ""),
    ],
    ids=lambda given: given if isinstance(given, str) else "file",
)  # fmt: skip
def test_a_file_is_known_by_what_is_in_it(name, content, kept):
    from portal.papers import files

    if kept:
        assert files.read(name, content, 10).name == kept
    else:
        with pytest.raises(ValueError, match=r"\.$"):
            files.read(name, content, 10)


def test_a_paper_for_the_meeting_as_a_whole(who, coming, at, sign_in):
    row = paper(coming, title="Map of the venue")
    assert "0-a Map of the venue" in " ".join(sign_in(who.ray).soup(f"{at}pack").text.split())
    assert row.audience is coming.audience


def test_a_stand_in_sees_the_papers_of_that_meeting(who, coming, items, at, sign_in):
    row = paper(coming, items[2])
    factories.substitution(coming, who.seat_rosa, who.suki)
    assert sign_in(who.suki).get(f"{at}papers/{row.id}/file").status_code == 200
