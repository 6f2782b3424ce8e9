"""Who gets in where: answering a survey, on paper too, and by its secret address."""

from tests.access.matrix import (
    EVERYONE,
    FORBIDDEN,
    INSIDERS,
    MISSING,
    Case,
    each,
    here,
)

ASKED = {"survey_id": "{asked_survey}"}
FIRST = ASKED | {"position": "1"}
OWN, SILENT = {"for": "{asked_place}"}, {"for": "{silent_place}"}
ON_PAPER = {"survey_id": "{paper_survey}"}
JOINT = {"survey_id": "{joint_survey}"}
LINK = {"token": "{survey_token}"}
RUN = ("cal", "ann")
SHEET = {"sheet": "1", "sector": "voluntary"}

CASES = [
    Case("questionnaires.answer", "GET", here("ray", ada=FORBIDDEN), ASKED, query=OWN),
    Case("questionnaires.answer", "GET", here("ray", ada=FORBIDDEN), ASKED),
    Case("questionnaires.answer", "GET", here(*RUN), ASKED, query=SILENT),
    Case("questionnaires.answer", "GET", here(*RUN), JOINT),
    Case("questionnaires.answer", "GET", here(*RUN), ON_PAPER, query=SHEET),
    Case("questionnaires.answer_section", "GET POST", here("ray", ada=FORBIDDEN), FIRST, query=OWN),
    Case("questionnaires.answer_section", "GET POST", here(*RUN), FIRST, query=SILENT),
    Case(
        "questionnaires.answer_section",
        "GET POST",
        here(*RUN),
        ON_PAPER | {"position": "1"},
        query=SHEET,
    ),
    Case("questionnaires.check_answer", "GET", here("ray", ada=FORBIDDEN), ASKED, query=OWN),
    Case("questionnaires.send_answer", "POST", here(ray="422", ada=FORBIDDEN), ASKED, query=OWN),
    Case("questionnaires.answer_sent", "GET", here(*INSIDERS), ASKED),
    Case("questionnaires.paper", "GET", here(*INSIDERS), ASKED),
    Case("questionnaires.papers", "GET", here(*RUN), ASKED),
    Case("questionnaires.tick_papers", "POST", here(*RUN), ON_PAPER, {"came": "{sheet_place}"}),
    Case("linked_surveys.start", "GET", EVERYONE, LINK),
    Case("linked_surveys.start", "GET", each(MISSING), {"token": "made-up"}),
    Case("linked_surveys.section", "GET POST", EVERYONE, LINK | {"position": "1"}),
    Case("linked_surveys.check", "GET", EVERYONE, LINK),
    Case("linked_surveys.send", "POST", each("422"), LINK),
    Case("linked_surveys.sent", "GET", EVERYONE, LINK),
]
