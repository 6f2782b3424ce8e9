"""What the cell of a plan says of who leads is read as people mean it, and every word of it is kept."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.actions.names import Names, read_leads
from portal.actions.queries import names_in
from portal.core.permissions import Role
from portal.memberships.models import OfficeKind
from tests import factories

NAMES = Names(
    organisations=(
        (1, "High Peak CVS", "HPCVS"),
        (2, "Buxton Volunteer Bureau", "BVB"),
        (3, "Peak District Rural Deprivation Forum", "PDRDF"),
        (4, "Age Concern, Derby and Derbyshire", ""),
        (5, "Age Concern (Glossop)", ""),
    ),
    people=((1, "Rosa Millstone"), (2, "Joe Barr"), (3, "Edwin Fallow"), (4, "Dorothy Pearmain")),
    groups=((1, "Community Plan Core Group"), (2, "Droitwich Spa Area Partnership"), (3, "Funding sub group")),
    roles=(
        ("Community Plan Core Group chair", 3, None),
        ("Community Plan Core Group chair", None, 1),
        ("Droitwich Spa Area Partnership chair", 4, None),
        ("Funding sub group administrator", None, 2),
        ("Partnership manager", 1, None),
        ("Partnership manager", 2, None),
    ),
)
CALLED = {
    "High Peak CVS": "HPCVS", "Buxton Volunteer Bureau": "BVB", "Peak District Rural Deprivation Forum": "PDRDF",
    "Age Concern, Derby and Derbyshire": "ACDD", "Age Concern (Glossop)": "ACG", "Rosa Millstone": "Rosa",
    "Joe Barr": "Joe", "Edwin Fallow": "Edwin", "Dorothy Pearmain": "Dorothy", "Community Plan Core Group": "Core",
    "Droitwich Spa Area Partnership": "Droitwich", "Funding sub group": "Funding",
}  # fmt: skip
TABLE = [
    # as written | how it is read: a question mark for what is not sure, quotation marks for words that name nobody
    ("", ""),
    ("???", ""),
    ("?", ""),
    ("tbc", ""),
    ("To be agreed", ""),
    ("-", ""),
    ("lead still open", ""),
    ("All", "all"),
    ("All partners", "all"),
    ("All six partners", "all"),
    ("All partners (HPCVS to begin)", "all"),
    ("All support providers", "“All support providers”"),
    ("? + Joe", "Joe"),
    ("Joe?", "Joe?"),
    ("Joe ???", "Joe?"),
    ("Joe (tbc)", "Joe"),
    ("Joe tbc", "Joe?"),
    ("possibly Joe", "Joe?"),
    ("Joe or Rosa", "Joe?, Rosa?"),
    ("the caretaker?", "“the caretaker?”?"),
    ("HPCVS / BVB", "HPCVS, BVB"),
    ("HPCVS, BVB & PDRDF", "HPCVS, BVB, PDRDF"),
    ("HPCVS/BVB, with PDRDF", "HPCVS, BVB, PDRDF"),
    ("HPCVS\nBVB", "HPCVS, BVB"),
    ("HPCVS;BVB + Joe and Rosa", "HPCVS, BVB, Joe, Rosa"),
    ("HPCVS with BVB", "HPCVS, BVB"),
    ("Joe (with support from HPCVS)", "Joe"),
    ("Joe, with support from HPCVS, Rosa", "Joe, Rosa"),
    ("BVB supported by HPCVS / Rosa", "BVB, Rosa"),
    ("High Peak CVS (HPCVS)", "HPCVS"),
    ("Rosa (BVB), Joe [Tuesdays]", "Rosa, Joe"),
    ("Age Concern, Derby and Derbyshire and BVB", "ACDD, BVB"),
    ("Age Concern (Glossop)", "ACG"),
    ("ACDD", "ACDD"),
    ("RM/JB", "Rosa, Joe"),
    ("JB, PDRDF", "Joe, PDRDF"),
    ("Core Group", "Core"),
    ("Core Group chair", "Edwin"),
    ("Chair of the Core Group", "Edwin"),
    ("Core Group Chairman / Droitwich", "Edwin, Droitwich"),
    ("Funding sub group administrator", "BVB"),
    ("chair", "“chair”"),
    ("LSP chairs x 3", "“LSP chairs x 3”"),
    ("HPCVS x 2", "HPCVS"),
    ("Partnership managers", "“Partnership managers”"),
    ("Partnership manager", "“Partnership manager”"),
    ("Parish and Town Councils", "“Parish”, “Town Councils”"),
    ("the three officers (Rosa first)", "“the three officers (Rosa first)”"),
]  # fmt: skip


def said(leads) -> str:
    """Leads as the table above writes them."""
    names = ["all" if lead.everybody else CALLED.get(lead.name, f"“{lead.words}”") for lead in leads]
    return ", ".join(name + "?" * (not lead.is_sure) for name, lead in zip(names, leads, strict=True))


@pytest.mark.parametrize(("written", "leads"), TABLE, ids=[repr(row[0]) for row in TABLE])
def test_who_leads_as_a_plan_says_it(written, leads):
    assert said(read_leads(written, NAMES)) == leads


def test_a_reading_that_is_not_sure_says_so():
    assert [lead.said for lead in read_leads("Joe? and the caretaker?", NAMES)] == [
        "Joe Barr (not sure)",
        "“the caretaker?” (not sure)",
    ]


LOOSE = [
    "Joe",
    "HPCVS",
    "and",
    ",",
    "/",
    "&",
    "+",
    ";",
    "\n",
    "or",
    "with",
    "?",
    "(",
    ")",
    "the",
    "chair",
    "tbc",
    "x 3",
]
BETWEEN = {"and", "or", "with", "together", "jointly", "along"}
DOUBT = {"tbc", "tba", "tbd", "t", "b", "c", "n", "a", "none", "to", "be", "confirmed", "agreed", "decided", "possibly",
         "perhaps", "maybe", "probably", "ask", "determined", "lead", "still", "open", "nobody", "yet", "no", "one",
         "somebody", "someone", "not", "known", "noone"}  # fmt: skip


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.lists(st.sampled_from([row[0] for row in TABLE] + LOOSE), min_size=1, max_size=6).map(" ".join),
        st.text(max_size=80),
    )
)
def test_every_word_is_accounted_for(written):
    leads = read_leads(written, NAMES)

    kept = [word for lead in leads for word in words(lead.words)]
    bare = {lead.bare for lead in leads}
    twice = {
        word for ways in NAMES.called for way, known in ways.items() if known_in(known, bare) for word in words(way)
    }
    asides = {
        word for aside in re.findall(r"[(\[][^()\[\]]*[)\]]|(?:with|supported).*", written) for word in words(aside)
    }
    lost = [w for w in words(written) if w not in kept and w not in BETWEEN | DOUBT | twice | asides]
    assert [w for w in lost if not any(lead.everybody for lead in leads)] == []
    assert all(lead.words in written or lead.words in written.strip() for lead in leads)
    assert len(bare) == len(leads)


def known_in(known, bare) -> bool:
    return any(guess.bare in bare for guess in known)


def test_roles_and_offices_are_called_by_whoever_holds_them(who):
    roads = factories.group(who.here, name="Roads group")
    factories.appointment(who.rosa, Role.CHAIR, who.here, roads)
    factories.office(roads, OfficeKind.ADMINISTRATOR, organisation_id=who.seat_ray.organisation_id)

    leads = read_leads("Roads group chair / administrator of the Roads group", names_in(who.here.id))

    assert [lead.name for lead in leads] == [who.rosa.name, "High Peak CVS"]
