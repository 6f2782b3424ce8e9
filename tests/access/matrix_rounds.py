"""Who gets in where: rounds of a plan, its pictures, its review, the annual report, the review of an objective."""

from tests.access.matrix import EVERYONE, INSIDERS, Case, here, seen

PLAN = {"plan_id": "{asked_plan}"}
ROUND = PLAN | {"round_id": "{round}"}
REPORT = PLAN | {"report_id": "{plan_report}"}
WRITTEN = {"title": "The year", "successes": "We met.", "failures": "The bus.", "lessons": ""}
NEW = {"title": "The next plan", "begins_on": "1 January 2030", "ends_on": "31 December 2031"}
LEADS = ("ray", "ann")

CASES = [
    Case("plans.rounds", "GET", here(*INSIDERS), PLAN),
    Case("plans.begin_round", "POST", here("ann"), {"plan_id": "{free_plan}"},
         {"title": "Summer", "closes_on": "in a month"}),
    Case("plans.round_page", "GET", here(*INSIDERS), ROUND),
    Case("plans.answer_round", "GET POST", here(*LEADS), ROUND | {"asked_id": "{asked}"},
         {"text": "It goes.", "status": "ongoing", "heard": "own"}),
    Case("plans.remind_round", "POST", here("ann"), ROUND),
    Case("plans.close_round", "POST", here("ann"), ROUND),
    Case("plans.snapshots", "GET", seen(*INSIDERS), PLAN),
    Case("plans.keep_snapshot", "POST", here("ann"), PLAN, {"title": "Now"}),
    Case("plans.snapshot", "GET", seen(*INSIDERS), PLAN | {"snapshot_id": "{plan_snapshot}"}),
    Case("plans.review", "GET POST", here("ann"), PLAN, NEW),
    Case("plans.since_last", "GET", seen(*INSIDERS), {"plan_id": "{following_plan}"}),
    Case("plans.review_objective", "GET POST", here("ann"), PLAN | {"objective_id": "{plan_objective}"},
         {"review_on": "1 May 2030", "review_months": "0"}),
    Case("plans.reports", "GET", seen(*INSIDERS), PLAN),
    Case("plans.write_report", "GET POST", here("ann"), PLAN, WRITTEN),
    Case("plans.report", "GET", EVERYONE, REPORT),
    Case("plans.report", "GET", seen("ann"), PLAN | {"report_id": "{draft_report}"}),
    Case("plans.edit_report", "GET POST", here("ann"), REPORT, WRITTEN),
    Case("plans.publish_report", "POST", here("ann"), PLAN | {"report_id": "{draft_report}"}, {"audience": "public"}),
    Case("plans.take_report_back", "POST", here("ann"), REPORT),
]  # fmt: skip
