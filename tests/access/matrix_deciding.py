"""Who gets in where: decisions between meetings, reviews, what was decided without one, reports of sub groups."""

from tests.access.matrix import (
    CHAIRS,
    EVERYONE,
    FORBIDDEN,
    INNER,
    INSIDERS,
    LOGIN,
    MISSING,
    VISITORS,
    Case,
    here,
    seen,
)

REPRESENTED = ("fay", "ray", "cal", "ann")
OPEN, OVER, PASSED = ({"proposal_id": "{" + f"{name}between" + "}"} for name in ("", "over_", "passed_"))
SEAT = {"seat_id": "{seat}"}
LATER = {"closes_on": "1 June 2030"}
REVIEWED, GROUP = {"decision_id": "{reviewed}"}, {"group_slug": "{main}"}
REPORT, REMARK = GROUP | {"number": "{told}"}, GROUP | {"number": "{told}", "comment_id": "{remark}"}
TOLD = {"on": "today", "text": "We met", "audience": "partnership"}
READERS = {**seen(*INSIDERS), **dict.fromkeys(VISITORS, LOGIN)}
WRITTEN = {**READERS, **dict.fromkeys(("otto", "wyn", "fay"), FORBIDDEN)}
GROUPS_OWN = {**here(*INNER, "otto"), "wyn": MISSING, "fay": MISSING}

CASES = [
    Case("decisions.between", "GET", EVERYONE),
    Case("decisions.propose", "GET", here(*REPRESENTED)),
    Case("decisions.propose", "POST", here("ray", "cal", "ann", fay="422"),
         data={"group_id": "{main_id}", "text": "Buy it", **LATER}),
    Case("decisions.proposal", "GET", seen("otto", *INNER), OPEN),
    Case("decisions.proposal", "GET", seen(*INNER), {"proposal_id": "{hidden_between}"}),
    Case("decisions.answer", "GET POST", here("ray", "ann", wyn=MISSING, fay=MISSING), OPEN | SEAT,
         {"choice": "agree"}),
    Case("decisions.tell", "POST", here("ann"), OPEN | SEAT),
    Case("decisions.extend", "GET POST", here(*CHAIRS, fay=MISSING), OPEN, LATER),
    Case("decisions.withdraw", "GET POST", here(*CHAIRS, fay=MISSING), OPEN, {"why": "Not now"}),
    Case("decisions.settle", "POST", GROUPS_OWN, OVER),
    Case("decisions.see_silent", "POST", here("ray", "ann", fay=MISSING), PASSED | SEAT),
    Case("decisions.plan_review", "GET POST", here(*CHAIRS), REVIEWED, {"review_on": "1 June 2030"}),
    Case("decisions.review", "GET POST", here(*CHAIRS), REVIEWED, {"found": "changed", "later_id": "{later}"}),
    Case("decisions.undo_review", "POST", here(*CHAIRS), REVIEWED | {"number": "{looked_again}"}),
    Case("decisions.without_us", "GET POST", here(*REPRESENTED)),
    Case("meetings.bring_proposal", "GET POST", here(*CHAIRS, fay=MISSING), {"proposal_id": "{stuck_between}"},
         {"meeting_id": "{coming}", "title": "A band"}),
    Case("partnerships.new_report", "GET POST", here("ray", "cal", "ann"), GROUP, TOLD),
    Case("partnerships.edit_report", "GET POST", here("ray", "cal", "ann"), REPORT, TOLD),
    Case("partnerships.remove_report", "POST", here("ray", "cal", "ann"), REPORT),
    Case("partnerships.restore_report", "POST", here("ray", "cal", "ann"), GROUP | {"number": "{removed_told}"}),
    Case("partnerships.comment", "GET POST", READERS, REPORT, {"text": "Well done"}),
    Case("partnerships.answer_comment", "GET POST", here("ray", "cal", "ann"), REMARK, {"answer": "Thank you"}),
    Case("partnerships.remove_comment", "POST", WRITTEN, REMARK),
    Case("partnerships.restore_comment", "POST", WRITTEN,
         GROUP | {"number": "{told}", "comment_id": "{removed_remark}"}),
    Case("partnerships.flag_difficulty", "GET POST", here("ray", "cal", ada=FORBIDDEN), GROUP, {"text": "Tuesdays"}),
    Case("partnerships.note_difficulty", "GET POST", here(*CHAIRS), GROUP | {"number": "{difficulty}"},
         {"note": "We moved it"}),
]  # fmt: skip
