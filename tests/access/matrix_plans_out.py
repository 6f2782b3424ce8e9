"""Who gets in where: the plan on paper, by lead, its work lists, and the fair share."""

from tests.access.matrix import INSIDERS, Case, here, seen

PLAN = {"plan_id": "{import_plan}"}

CASES = [
    Case("plans.paper", "GET", seen(*INSIDERS), PLAN),
    Case("plans.paper", "GET", seen(*INSIDERS), PLAN, query={"format": "csv"}),
    Case("plans.leads", "GET", seen(*INSIDERS), PLAN),
    Case("plans.needs", "GET", seen(*INSIDERS), PLAN),
    Case("plans.share", "GET", here(*INSIDERS)),
]
