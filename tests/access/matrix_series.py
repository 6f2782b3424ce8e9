"""Who gets in where: series of meetings, polls for a day, and the year on one page."""

from tests.access.matrix import CHAIRS, EVERYONE, INSIDERS, MISSING, Case, here, seen

SERIES = {"series_id": "{series}"}
POLL = {"poll_id": "{poll}"}
PLAN = {
    "group": "{main}", "every": "weeks", "step": "1", "nth": "1", "weekday": "{plan_weekday}", "from_on": "{plan_day}",
    "number": "1", "kind": "main", "audience": "usual",
}  # fmt: skip
ASKED = {"about": "Budget", "day1": "in 5 weeks", "day2": "in 6 weeks", "closes_on": "in 2 weeks", "kind": "main"}
ANSWER = {"day-1": "yes", "day-2": "no"}
HIDDEN = {"wyn": MISSING, "fay": MISSING}
GROUP = ("otto", "ray", "mina", "cal", "ann")

CASES = [
    Case("series.index", "GET", EVERYONE),
    Case("series.year", "GET", EVERYONE),
    Case("series.new", "GET POST", here(*CHAIRS), {}, {"on": "{plan_day}"}, PLAN),
    Case("series.detail", "GET", seen(*INSIDERS), SERIES),
    Case("series.extend", "GET POST", here(*CHAIRS), SERIES, {"on": "{series_next}"}),
    Case("series.move", "GET POST", here(*CHAIRS), SERIES | {"meeting_id": "{series_meeting}"}, {"day": "in 9 weeks"}),
    Case("series.cancel", "GET POST", here(*CHAIRS), SERIES, {"why": "No money"}),
    Case("series.ask", "GET POST", here(*CHAIRS), {}, ASKED, {"group": "{main}"}),
    Case("series.poll", "GET", seen(*GROUP), POLL),
    Case("series.answer_poll", "GET POST", here("ray", "ann", **HIDDEN), POLL | {"seat_id": "{seat}"}, ANSWER),
    Case("series.choose", "POST", here(*CHAIRS, fay=MISSING), POLL | {"day_id": "{poll_day}"}),
    Case("series.give_up", "POST", here(*CHAIRS, fay=MISSING), POLL),
]
