"""Who gets in where: minutes in a row, as they are written, amended and handed over."""

from tests.access.matrix import EVERYONE, INNER, LOGIN, MEETING, MISSING, OK, VISITORS, WRITERS, Case, each, here, seen

READ = each(MISSING, **dict.fromkeys(VISITORS, LOGIN), **dict.fromkeys(("otto", *INNER, "ada"), OK))
AMENDMENT = MEETING | {"number": "{amendment}"}

CASES = [
    Case("meetings.compiled", "GET", EVERYONE),
    Case("meetings.live", "GET", seen("otto", *INNER), MEETING),
    Case("meetings.minutes", "GET", seen("otto", *INNER), MEETING, query={"format": "docx"}),
    Case("meetings.minutes", "GET", seen("otto", *INNER), MEETING, query={"show": "short"}),
    Case("meetings.amendments", "GET", READ, MEETING),
    Case("meetings.amend", "POST", here("ray", "cal", "ann", fay=MISSING), MEETING, {"text": "It was Monday"}),
    Case("meetings.answer_amendment", "GET POST", here(*WRITERS), AMENDMENT, {"outcome": "declined"}),
    Case("meetings.hand_over", "GET POST", here(*WRITERS), MEETING, {"taker_id": ""}),
]
