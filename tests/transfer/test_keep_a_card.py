"""People and organisations as contact cards, out and in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.database import db, writing
from portal.directory.models import Person, Showing
from portal.transfer import cards
from tests import factories
from tests.transfer.conftest import imported, send

OLD = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg\r\n"
    "FN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:J=F6rg M=\r\n=FCller\r\nORG:High Peak CVS;Transport\r\n"
    "TEL;WORK;VOICE:01298 555 0100\r\nTEL;HOME:01298 555 0199\r\nEMAIL;INTERNET:jorg@example.org\r\nEND:VCARD\r\n"
)
NEWER = (
    "BEGIN:VCARD\nVERSION:3.0\nN:Hope;Hal;;;\nFN:Hal Hope\nORG:High Peak CVS\nTITLE:Driver\\, part time\n"
    "item1.EMAIL;type=pref:hal@exam\n ple.org\nPHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\n /9j/4AAQ\nEND:VCARD\n"
)
NEWEST = (
    'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Zoë O\'Dale\r\nTEL;VALUE=uri;TYPE="work,voice":tel:+44-1298-555-0101\r\n'
    "EMAIL:zoe@example.org\r\nEND:VCARD\r\n"
)


def test_cards_of_all_versions_are_imported(ann):
    imported(ann, "people", OLD + NEWER + NEWEST, "contacts.vcf")

    people = {row.name: row for row in db.session.query(Person).filter(Person.user_id.is_(None))}
    jorg, hal, zoe = people["Jörg Müller"], people["Hal Hope"], people["Zoë O'Dale"]
    assert (jorg.organisation.name, jorg.telephone, jorg.email) == (
        "High Peak CVS",
        "01298 555 0100",
        "jorg@example.org",
    )
    assert (hal.job, hal.email, hal.contact_shown) == ("Driver, part time", "hal@example.org", Showing.NOBODY)
    assert (zoe.telephone, zoe.organisation) == ("+44-1298-555-0101", None)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_cards_are_read_in_every_encoding(ann, encoding):
    imported(ann, "people", NEWEST.encode(encoding), "contacts.vcf")

    assert db.session.query(Person).filter_by(name="Zoë O'Dale").count() == 1


def test_cards_are_no_organisations(ann):
    answer = send(ann, "organisations", NEWEST)

    assert "These are contact cards (vCard): they can be imported as people only." in answer.text


def test_a_card_without_an_end_is_refused(ann):
    assert (
        "The card that begins in line 1 has no end: the file may have been cut off."
        in send(ann, "people", NEWEST.partition("END")[0]).text
    )


def test_a_person_who_keeps_an_entry_takes_the_card(who, sign_in):
    answer = sign_in(who.ray).get(f"/people/{who.ray.id}.vcf")

    assert answer.mimetype == "text/vcard"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="ray-rowsley.vcf"'
    assert answer.text.splitlines()[:4] == ["BEGIN:VCARD", "VERSION:4.0", "FN:Ray Rowsley", "N:Rowsley;Ray;;;"]
    assert f"EMAIL:{who.ray.email}" in answer.text


def test_contact_details_that_are_not_shown_are_in_no_card(who, sign_in, client):
    assert client.get(f"/people/{who.ray.id}.vcf").status_code == 404
    assert sign_in(who.otto).get(f"/people/{who.ray.id}.vcf").status_code == 404
    with writing():
        row = db.session.get(Person, who.ray.id)
        row.name_shown = row.contact_shown = Showing.PUBLIC
    assert client.get(f"/people/{who.ray.id}.vcf").status_code == 200


def test_an_organisation_is_a_card_for_everybody(client):
    row = factories.organisation(
        "Goyt, Trust; Ltd", postcode="SK17 6AA", address="1 Main St\nTop", telephone="01298 555"
    )
    answer = client.get(f"/organisations/{row.slug}.vcf")

    assert "FN:Goyt\\, Trust\\; Ltd" in answer.text
    assert "ADR;TYPE=work:;;1 Main St\\nTop;Peak;;SK17 6AA;" in answer.text
    assert "EMAIL" not in answer.text
    assert client.get("/organisations/nowhere.vcf").status_code == 404


TEXTS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=200)


@given(st.lists(TEXTS, min_size=5, max_size=5))
def test_what_is_written_is_read_back(texts):
    name, organisation, job, email, telephone = texts
    said = [("FN", name), ("ORG", organisation), ("TITLE", job), ("EMAIL", email), ("TEL", telephone)]
    written = cards.write([(key, cards.text(value)) for key, value in said])

    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    row = list(cards._rows(written))[1].cells
    plain = [cards.tidy(value) for value in texts]
    assert [row[0], row[3], row[4]] == plain[:3]
