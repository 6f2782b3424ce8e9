"""Who gets in where: the health check, its results, what follows, and its summary."""

from tests.access.matrix import EVERYONE, INSIDERS, MISSING, Case, each, here, seen

CHECKED = {"survey_id": "{closed_check}"}
STATEMENT = CHECKED | {"wording_id": "{check_wording}"}
DONE = {"survey_id": "{settled_check}"}
RUN = ("cal", "ann")

CASES = [
    Case("healthcheck.index", "GET", EVERYONE),
    Case("healthcheck.start", "GET", here("fay", *RUN)),
    Case("healthcheck.start", "POST", here(fay="422", cal="422", ann="422", ada="422")),
    Case("healthcheck.results", "GET", seen(*INSIDERS), CHECKED),
    Case("healthcheck.results", "GET", each(MISSING), {"survey_id": "{asked_survey}"}),
    Case("healthcheck.one_page", "GET", seen(*INSIDERS), CHECKED),
    Case("healthcheck.follow_up", "GET POST", here(*RUN), STATEMENT, {"way": "leave", "reason": "We wait"}),
    Case("healthcheck.take_back", "POST", here(*RUN), STATEMENT),
    Case("healthcheck.workshop", "POST", here(*RUN), CHECKED),
    Case("healthcheck.complete", "POST", here(*RUN), DONE),
    Case("healthcheck.publish", "GET POST", here(*RUN), CHECKED, {"decision_id": "{check_decision}"}),
    Case("healthcheck.take_back_summary", "POST", here(*RUN), CHECKED),
    Case("healthcheck.compare", "GET", here(*INSIDERS)),
    Case("healthcheck.set_comparing", "POST", here(*RUN), {"switch": "on"}),
    Case("healthcheck.summary", "GET", EVERYONE),
]
