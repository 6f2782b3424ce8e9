"""What a directory entry may say, and when two organisations are likely one."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.directory import rules
from portal.directory.models import Showing


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("www.example.org", "https://www.example.org"),
        ("example.org/about?a=b#c", "https://example.org/about?a=b#c"),
        ("http://example.org", "http://example.org"),
        ("HTTPS://Example.org/A", "HTTPS://Example.org/A"),
        ("example.org:8080/x", "https://example.org:8080/x"),
        ("https://café.example.org", "https://café.example.org"),
    ],
)
def test_a_website_is_kept_with_its_scheme(typed, kept):
    assert rules.website(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)//example.org", "data:text/html,x", "ftp://example.org", "-", "https://",
     "mailto:a@example.org", "file:///etc/passwd", "//example.org", "localhost", "http://localhost", "example",
     "https://a b.example.org", "https://example.org/<b>", 'https://example.org/"x', "https://me:pass@example.org",
     "https://example.org\\@evil.org", "https://[::1", "https://example.org:99999", "https://10.0.0.1", "http:/x.org"],
)  # fmt: skip
def test_what_is_no_website_is_refused_with_a_sentence(typed):
    with pytest.raises(ValueError, match="is not the address of a website"):
        rules.website(typed)


@given(st.text())
def test_a_website_that_is_kept_leads_to_the_web(text):
    try:
        kept = rules.website(text)
    except ValueError:
        return

    assert kept.lower().startswith(("http://", "https://"))
    assert rules.website(kept) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("de451ab", "DE45 1AB"), (" SW1A  1AA ", "SW1A 1AA"), ("m1-1ae", "M1 1AE"), ("EX4 3pl.", "EX4 3PL")],
)
def test_a_postcode_is_written_as_the_post_does(typed, kept):
    assert rules.postcode(typed) == kept


@pytest.mark.parametrize("outward", ["M1", "S17", "DE4", "DE45", "W1A", "N1C", "EC1A", "SW1V", "GIR", "BT92", "YO1"])
@pytest.mark.parametrize("inward", ["0AA", "9ZZ", "1BD", "6PU", "7WX", "8JL", "2NQ"])
def test_every_shape_of_a_postcode_is_known(outward, inward):
    assert rules.postcode(f"{outward.lower()}{inward}") == f"{outward} {inward}"


@pytest.mark.parametrize("letter", "CIKMOV")
def test_the_letters_the_post_leaves_out_are_refused_in_the_second_half(letter):
    for inward in (f"8{letter}A", f"8A{letter}"):
        with pytest.raises(ValueError, match="is not a postcode"):
            rules.postcode(f"SK17 {inward}")


@pytest.mark.parametrize(
    "outward", ["Q1", "V1", "X1", "AI1", "AJ1", "AZ1", "W1I", "W1Z", "EC1C", "EC1I", "S", "SK", "A1A1"]
)
def test_the_letters_the_post_leaves_out_are_refused_in_the_first_half(outward):
    with pytest.raises(ValueError, match="is not a postcode"):
        rules.postcode(f"{outward} 1AA")


@pytest.mark.parametrize(
    "typed", ["DE45", "12345", "DE45 1ABC", "É1 1AA", "DE45 1A\u0661", "8IK", "SK17 8IK", "SK1\u0667 6AB", "S 17 6A"]
)
def test_what_is_no_postcode_is_refused(typed):
    with pytest.raises(ValueError, match="is not a postcode"):
        rules.postcode(typed)


@pytest.mark.parametrize("typed", ["01629 555 0100", "+44 1629 555010", "(01629) 555-010 ext. 12", "0800 555 0100 x3"])
def test_a_telephone_number_may_be_written_in_many_ways(typed):
    assert rules.telephone(typed) == typed


@pytest.mark.parametrize(
    "typed", ["ring me", "123", "=1+1+1+1", "01629 555 010; drop", "- - - - -", "01629 555 010 or e-mail"]
)
def test_what_is_no_telephone_number_is_refused(typed):
    with pytest.raises(ValueError, match="is not a telephone number"):
        rules.telephone(typed)


def others(*names):
    return [SimpleNamespace(name=name, short_name=short) for name, _, short in (each.partition("|") for each in names)]


@pytest.mark.parametrize(
    ("name", "short_name", "other"),
    [
        ("High Peak CVS", "", "High Peak Council for Voluntary Service"),
        ("high peak c.v.s", "", "High Peak CVS|HPCVS"),
        ("HPCVS", "", "High Peak CVS|HPCVS"),
        ("High Peak Council", "hpcvs", "High Peak CVS|HPCVS"),
        ("The Derby City Partnership Ltd", "", "Derby City Partnership"),
        ("Buxton Voluntear Bureau", "", "Buxton Volunteer Bureau"),
        ("Devon & Cornwall Probation", "", "Devon and Cornwall Probation"),
        ("St John's Hall", "", "St Johns Hall"),
    ],
)
def test_a_likely_duplicate_is_noticed(name, short_name, other):
    assert rules.likely_the_same(name, short_name, others(other))


@pytest.mark.parametrize(
    ("name", "other"),
    [("Buxton Volunteer Bureau", "Glossop Volunteer Bureau"), ("Derby City Council", "Derby County Cricket Club"),
     ("Sub group 1 of Evesham", "Sub group 2 of Evesham"), ("Age UK", "Age Concern"), ("Evesham LSP", "Pershore LSP"),
     ("Hope", "Home"), ("Derbyshire", "|"), ("🚌", "🚲")],
)  # fmt: skip
def test_neighbours_are_no_duplicates(name, other):
    assert not rules.likely_the_same(name, "", others(other))


def test_consent_is_kept_in_words_a_person_would_say():
    said = rules.consent_words("Ray", Showing.PUBLIC, Showing.TOGETHER, "by telephone")

    assert said == (
        "My name is shown to everybody; my e-mail address and telephone number to the partnerships I sit in. "
        "Said by Ray: by telephone"
    )
