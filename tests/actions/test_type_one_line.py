# ruff: noqa: E501  the table reads best with a row a line
"""A typed line is read as people mean it, and nothing that was written is lost."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.actions.names import LeadGuess, Names, read_leads
from portal.actions.sentence import read_line

TODAY = date(2026, 3, 19)  # a Thursday
NAMES = Names(
    organisations=(
        (1, "High Peak CVS", "HPCVS"),
        (2, "Buxton Volunteer Bureau", "BVB"),
        (3, "Glossop Volunteer Bureau", "GVB"),
        (4, "Age Concern, Derby and Derbyshire", ""),
        (5, "Derbyshire Dales CVS", ""),
        (6, "Wychavon District Council", "WDC"),
        (7, "High Peak Borough Council", "HPBC"),
    ),
    people=((1, "Rosa Millstone"), (2, "Joe Barr"), (3, "Sam Peatmoor"), (4, "Sam Field"), (5, "Will Rowan-Lee")),
    groups=(
        (1, "Derby City Partnership Board"),
        (2, "Funding sub group"),
        (3, "Core Group"),
        (4, "Right to Roam Group"),
    ),
)
ORGANISATION = {"HPCVS": 1, "BVB": 2, "GVB": 3, "ACDD": 4, "DDCVS": 5, "WDC": 6, "HPBC": 7}
PERSON = {"Rosa": 1, "Joe": 2, "Sam P": 3, "Sam F": 4, "Will": 5}
GROUP = {"Board": 1, "Funding": 2, "Core": 3, "Roam": 4}


def said(leads) -> str:
    """Leads as the table below writes them."""

    def name(numbers, number):
        return next(key for key, value in numbers.items() if value == number)

    return ", ".join(
        "everybody"
        if lead.everybody
        else name(ORGANISATION, lead.organisation_id)
        if lead.organisation_id
        else name(PERSON, lead.person_id)
        if lead.person_id
        else name(GROUP, lead.group_id)
        if lead.group_id
        else f"“{lead.words}”"
        for lead in leads
    )


ACTIONS = [
    # what was typed | what is to be done | leads | when, as written | the last day
    ("HPCVS to circulate the proforma by 30 April", "Circulate the proforma", "HPCVS", "30 April", "2026-04-30"),
    ("High Peak CVS to circulate the proforma.", "Circulate the proforma.", "HPCVS", None, None),
    ("hpcvs to circulate the proforma by 30/4", "Circulate the proforma", "HPCVS", "30/4", "2026-04-30"),
    ("Buxton to ask its trustees who can keep books, by end of April", "Ask its trustees who can keep books", "BVB", "end of April", "2026-04-30"),
    ("Buxton and Glossop to compare rates by next Thursday", "Compare rates", "BVB, GVB", "next Thursday", "2026-03-26"),
    ("The Buxton Volunteer Bureau to host", "Host", "BVB", None, None),
    ("Derbyshire Dales to write to the council before 3 May", "Write to the council", "DDCVS", "before 3 May", "2026-05-02"),
    ("Age Concern, Derby and Derbyshire to host the meeting", "Host the meeting", "ACDD", None, None),
    ("Rosa Millstone, Age Concern, Derby and Derbyshire and BVB to meet", "Meet", "Rosa, ACDD, BVB", None, None),
    ("Rosa to book the hall (by end of April)", "Book the hall", "Rosa", "end of April", "2026-04-30"),
    ("Rosa to book the hall [before May].", "Book the hall", "Rosa", "before May", "2026-04-30"),
    ("Rosa Millstone to book the hall ASAP", "Book the hall", "Rosa", "ASAP", None),
    ("RM to book the hall as soon as possible.", "Book the hall", "Rosa", "as soon as possible", None),
    ("Joe & Rosa to draft a letter", "Draft a letter", "Joe, Rosa", None, None),
    ("Joe/Rosa to draft a letter", "Draft a letter", "Joe, Rosa", None, None),
    ("Joe + Rosa to draft a letter", "Draft a letter", "Joe, Rosa", None, None),
    ("Joe; Rosa to draft a letter", "Draft a letter", "Joe, Rosa", None, None),
    ("Joe, Rosa and BVB to draft a letter within two weeks", "Draft a letter", "Joe, Rosa, BVB", "within two weeks", "2026-04-02"),
    ("Joe and Joe Barr to draft a letter", "Draft a letter", "Joe", None, None),
    ("Rosa and the Chair to see the council", "See the council", "Rosa, “the Chair”", None, None),
    ("Rosa and Ms Gale to see the council", "See the council", "Rosa, “Ms Gale”", None, None),
    ("Sam Field to bring the keys", "Bring the keys", "Sam F", None, None),
    ("All to read the plan before the next meeting", "Read the plan", "everybody", "before the next meeting", None),
    ("All partners to send figures by Friday", "Send figures", "everybody", "Friday", "2026-03-20"),
    ("Everybody to bring a plate", "Bring a plate", "everybody", None, None),
    ("everyone to reply by 1 May 2026", "Reply", "everybody", "1 May 2026", "2026-05-01"),
    ("All and Rosa to reply", "Reply", "everybody, Rosa", None, None),
    ("??? to find common threads", "Find common threads", "", None, None),
    ("? + Joe to find common threads", "Find common threads", "Joe", None, None),
    ("tbc to chair the away day by July", "Chair the away day", "", "July", "2026-07-31"),
    ("Nobody yet to run the stall", "Run the stall", "", None, None),
    ("Somebody to ring the caretaker tomorrow", "Ring the caretaker", "", "tomorrow", "2026-03-20"),
    ("Action: Rosa to book the hall", "Book the hall", "Rosa", None, None),
    ("ACTION - Rosa to book the hall", "Book the hall", "Rosa", None, None),
    ("Action: book the hall by 1 April", "Book the hall", "", "1 April", "2026-04-01"),
    ("Action: the clerk to book the hall", "The clerk to book the hall", "", None, None),
    ("Action: The Clerk to book the hall", "Book the hall", "“The Clerk”", None, None),
    ("Action Rosa: book the hall", "Book the hall", "Rosa", None, None),
    ("Action on BVB and Rosa: book the hall by 2 June", "Book the hall", "BVB, Rosa", "2 June", "2026-06-02"),
    ("Action: Rosa: book the hall", "Book the hall", "Rosa", None, None),
    ("Rosa agreed to book the hall", "Book the hall", "Rosa", None, None),
    ("Rosa has offered to book the hall", "Book the hall", "Rosa", None, None),
    ("Rosa will report back at the next meeting", "Report back", "Rosa", "at the next meeting", None),
    ("Will to report to the Core Group by 10 days before each meeting", "Report to the Core Group", "Will", "10 days before each meeting", None),
    ("Will Rowan-Lee to report", "Report", "Will", None, None),
    ("Board to agree terms by Q3 2026", "Agree terms", "Board", "Q3 2026", "2026-09-30"),
    ("The Board to agree terms", "Agree terms", "Board", None, None),
    ("Funding sub group to bid by the end of the year", "Bid", "Funding", "the end of the year", "2026-12-31"),
    ("Core Group to meet the three LSPs Apr-Sept 2026", "Meet the three LSPs Apr-Sept 2026", "Core", None, None),
    ("Core Group to meet the three LSPs by Apr-Sept 2026", "Meet the three LSPs", "Core", "Apr-Sept 2026", "2026-09-30"),
    ("Right to Roam Group to write to the Ramblers", "Write to the Ramblers", "Roam", None, None),
    ("Rosa to keep the list ongoing from July 2026", "Keep the list", "Rosa", "ongoing from July 2026", None),
    ("Rosa to keep the list, ongoing", "Keep the list", "Rosa", "ongoing", None),
    ("Rosa to stand by the gate", "Stand by the gate", "Rosa", None, None),
    ("Rosa to travel by train by 4 May", "Travel by train", "Rosa", "4 May", "2026-05-04"),
    ("Rosa to hold a stall in May", "Hold a stall in May", "Rosa", None, None),
    ("Rosa to call back in two weeks", "Call back", "Rosa", "in two weeks", "2026-04-02"),
    ("Rosa to ring HPBC next week", "Ring HPBC", "Rosa", "next week", "2026-03-27"),
    ("Rosa to write to all to ask for help by May", "Write to all to ask for help", "Rosa", "May", "2026-05-31"),
    ("BVB, GVB and HPCVS to share a treasurer no later than 31/12/2026", "Share a treasurer", "BVB, GVB, HPCVS", "no later than 31/12/2026", "2026-12-31"),
    ("Rosa to pay £1,000 (half of it) by 1 June", "Pay £1,000 (half of it)", "Rosa", "1 June", "2026-06-01"),
    ("HPBC to mend the road by the bridge before Christmas", "Mend the road by the bridge", "HPBC", "before Christmas", "2026-12-24"),
]  # fmt: skip

DECISIONS = [
    (
        "Agreed that the form goes round ten days before each meeting",
        "The form goes round ten days before each meeting",
    ),
    ("Agreed: meet in Bakewell", "Meet in Bakewell"),
    ("AGREED - that we meet in Bakewell", "We meet in Bakewell"),
    ("agreed the minutes of 3 March", "The minutes of 3 March"),
    ("Decided to share a stall", "Share a stall"),
    ("Resolved that the accounts be adopted.", "The accounts be adopted."),
    ("It was agreed that HPCVS chairs until May", "HPCVS chairs until May"),
    ("It was unanimously agreed that Rosa to chair by May", "Rosa to chair by May"),
    ("We agreed to meet monthly", "Meet monthly"),
    ("All agreed to meet monthly", "Meet monthly"),
    ("Decision: no stall this year", "No stall this year"),
    ("Decision – no stall this year", "No stall this year"),  # noqa: RUF001
    ("The board resolved that fees stay", "Fees stay"),
]

NOTES = [
    "Eleven skills listed, most by three organisations",
    "Nobody offers bookkeeping",
    "We hope to meet in May",
    "Sam to bring the keys",  # two are called Sam
    "High Peak to bring the keys",  # two begin so
    "Rosa and her team are happy to help by Friday",
    "The council has to decide by May",
    "Rosa will be away in May",
    "Decision on the venue was put off",
    "Actions from last time were read",
    "Action:",
    "Agreed",
    "Welcome to all",
    "rosa to be thanked",  # a first name is written with a capital
    "to do",
    "Rosa to",
    "???",
    "All",
    "by Friday",
]


@pytest.mark.parametrize(("typed", "text", "leads", "when", "due"), ACTIONS, ids=[row[0] for row in ACTIONS])
def test_an_action(typed, text, leads, when, due):
    line = read_line(typed, NAMES, TODAY)

    assert (line.kind, line.text, said(line.leads)) == ("action", text, leads)
    assert (line.when.text if line.when else None) == when
    assert (line.when.due_on.isoformat() if line.when and line.when.due_on else None) == due


@pytest.mark.parametrize(("typed", "text"), DECISIONS)
def test_a_decision(typed, text):
    assert read_line(typed, NAMES, TODAY)[:2] == ("decision", text)


@pytest.mark.parametrize("typed", NOTES)
def test_a_note(typed):
    assert read_line(typed, NAMES, TODAY)[:2] == ("note", typed)


@pytest.mark.parametrize(
    ("typed", "leads"),
    [
        ("", ""),
        ("???", ""),
        ("nobody yet", ""),
        ("no lead yet", ""),
        ("All", "everybody"),
        ("All partners.", "everybody"),
        ("All of us", "everybody"),
        ("All, everybody", "everybody"),
        ("HPCVS", "HPCVS"),
        ("high peak cvs", "HPCVS"),
        ("HPCVS and High Peak CVS", "HPCVS"),
        ("RM/JB", "Rosa, Joe"),
        ("Rosa, ???", "Rosa"),
        ("the three chairs", "“the three chairs”"),
        ("core group chair", "“core group chair”"),
        ("Sam", "“Sam”"),
        ("Sam P, Rosa", "“Sam P”, Rosa"),
        ("HPBC & GVB + Core Group", "HPBC, GVB, Core"),
    ],
)
def test_who_leads(typed, leads):
    assert said(read_leads(typed, NAMES)) == leads


def test_nobody_is_known_yet():
    assert read_leads("Rosa", Names()) == (LeadGuess(words="Rosa"),)
    assert read_line("Rosa to book the hall", Names(), TODAY).kind == "note"


CONNECTING = {
    "to", "is", "are", "has", "have", "agreed", "offered", "undertook", "volunteered", "will", "shall", "must", "by",
    "and", "that", "action", "actions", "on", "for", "it", "was", "we", "the", "all", "unanimously", "decided",
    "resolved", "decision", "resolution", "meeting", "group", "board", "partnership", "tbc", "tba", "t", "b", "c",
    "nobody", "yet", "no", "one", "somebody", "someone", "not", "known", "lead", "be", "confirmed",
}  # fmt: skip
LOOSE = [
    "by", "before", "to", "and", ",", ";", "/", "(", ")", ":", "???", "tbc", "All", "everybody", "Rosa", "HPCVS",
    "Action:", "Agreed", "ASAP", "May", "30", "April", "next", "week", ".", "the",
]  # fmt: skip
PIECES = st.sampled_from([typed for typed, *_rest in ACTIONS + DECISIONS] + NOTES + LOOSE)


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.lists(PIECES, min_size=1, max_size=6).map(" ".join), st.text(max_size=80)))
def test_no_word_is_lost(typed):
    line = read_line(typed, NAMES, TODAY)

    kept = words(line.text) + words(line.when.text if line.when else "")
    kept += [word for lead in line.leads for word in words(lead.words)]
    missing = [word for word in words(typed) if word not in kept and word not in CONNECTING]
    # a lead named twice is one lead, so that another name of the same may go
    twice = {
        word
        for ways in NAMES.called
        for way, known in ways.items()
        if not known.isdisjoint(lead._replace(words="") for lead in line.leads)
        for word in words(way)
    }
    assert [word for word in missing if word not in twice] == []
    assert line.text.casefold().strip() == "" or line.text.casefold() in " ".join(typed.split()).casefold()


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_line_can_be_typed(typed):
    line = read_line(typed, NAMES, TODAY)

    assert line.kind == "note" or line.text
