"""Who gets in where: what goes between two tiers."""

from tests.access.matrix import INSIDERS, WRITERS, Case, here

UP, DOWN = {"tier_id": "{tier_above}"}, {"tier_id": "{tier_below}"}
OWED = UP | {"meeting_id": "{above_meeting}"}
ISSUE, QUESTION = {"number": "{put_issue}"}, {"number": "{asked_question}"}
VISIT = {"day": "today", "who": "The chair"}

CASES = [
    Case("tiers.index", "GET", here(*INSIDERS)),
    Case("tiers.propose", "GET POST", here("ann"), data={"other_id": "{tied}", "side": "upper"}),
    Case("tiers.agree", "POST", here("ann"), {"tier_id": "{tier_asked}"}),
    Case("tiers.end", "GET POST", here("ann"), DOWN),
    Case("tiers.prompts", "GET POST", here("ann"), data={"prompts": "News?"}),
    Case("tiers.reports", "GET", here(*INSIDERS)),
    Case("tiers.report", "GET", here(*INSIDERS), DOWN | {"meeting_id": "{coming}"}),
    Case("tiers.write_report", "GET POST", here(*WRITERS), OWED, {"part_1": "We met", "act": "send"}),
    Case("tiers.issues", "GET", here(*INSIDERS)),
    Case("tiers.put_issue", "GET POST", here(*WRITERS), data={"title": "Buses", "to": "{tier_below}"}),
    Case("tiers.issue", "GET", here(*INSIDERS), ISSUE),
    Case("tiers.issue", "GET", here(*INSIDERS), {"number": "{issue_here}"}),
    Case("tiers.answer_issue", "GET POST", here(*WRITERS), {"number": "{issue_here}"}, {"answer": "Two"}),
    Case("tiers.withdraw_issue", "POST", here(*WRITERS), ISSUE | {"act": "withdraw"}),
    Case("tiers.withdraw_issue", "POST", here(*WRITERS), {"number": "{removed_issue}", "act": "restore"}),
    Case("tiers.questions", "GET", here(*INSIDERS)),
    Case("tiers.ask", "GET POST", here(*WRITERS), data={"title": "Who?", "tier_id": "{tier_above}"}),
    Case("tiers.question", "GET", here(*INSIDERS), QUESTION),
    Case("tiers.answer_question", "GET POST", here(*WRITERS), QUESTION, {"answer": "We do"}),
    Case("tiers.withdraw_question", "POST", here(*WRITERS), {"number": "{sent_question}", "act": "withdraw"}),
    Case("tiers.withdraw_question", "POST", here(*WRITERS), {"number": "{removed_question}", "act": "restore"}),
    Case("tiers.visits", "GET", here(*INSIDERS)),
    Case("tiers.plan_visit", "GET POST", here(*WRITERS), DOWN, VISIT),
    Case("tiers.edit_visit", "GET POST", here(*WRITERS), {"number": "{visit}"}, VISIT),
    Case("tiers.remove_visit", "POST", here(*WRITERS), {"number": "{visit}", "act": "remove"}),
    Case("tiers.remove_visit", "POST", here(*WRITERS), {"number": "{removed_visit}", "act": "restore"}),
]
