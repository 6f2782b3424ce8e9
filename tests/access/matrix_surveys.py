"""Who gets in where: keeping surveys, opening and closing them, and their results."""

from tests.access.matrix import EVERYONE, INSIDERS, MISSING, Case, here, seen

DRAFT = {"survey_id": "{draft_survey}"}
OPEN = {"survey_id": "{asked_survey}"}
OVER = {"survey_id": "{closed_survey}"}
LINKED = {"survey_id": "{linked_survey}"}
RUN = ("cal", "ann")
DRAFTED = here(*RUN, fay=MISSING)
SECTION = DRAFT | {"section_id": "{draft_section}"}
PLACED = DRAFT | {"placed_id": "{draft_question}"}
SAID = {
    "title": "Ours", "introduction": "", "minutes": "5", "year": "2026", "asks": "seats", "privacy": "unnamed",
    "threshold": "5", "audience": "partnership", "strength_from": "4.0", "discuss_from": "3.0", "sample_note": "",
}  # fmt: skip
WORDS = {"heading": "We laugh together", "measure": "agreement"}

CASES = [
    Case("questionnaires.index", "GET", EVERYONE),
    Case("questionnaires.bank", "GET", here(*RUN, "fay")),
    Case("questionnaires.create", "GET", here(*RUN, "fay")),
    Case("questionnaires.create", "POST", here(*RUN, "fay"), {}, {"source": "standard-pulse"}),
    Case("questionnaires.detail", "GET", seen(*INSIDERS), OPEN),
    Case("questionnaires.detail", "GET", seen(*RUN), DRAFT),
    Case("questionnaires.edit", "GET", DRAFTED, DRAFT),
    Case("questionnaires.edit", "POST", DRAFTED, DRAFT, SAID),
    Case("questionnaires.remove", "POST", DRAFTED, DRAFT),
    Case("questionnaires.restore", "POST", here(*RUN), {"survey_id": "{removed_survey}"}),
    Case("questionnaires.open_survey", "GET", DRAFTED, DRAFT),
    Case("questionnaires.open_survey", "POST", DRAFTED, DRAFT, {"closes_on": "31 December 2099"}),
    Case("questionnaires.last_day", "GET", here(*RUN), OPEN),
    Case("questionnaires.last_day", "POST", here(*RUN), OPEN, {"closes_on": "31 December 2099"}),
    Case("questionnaires.remind", "POST", here(*RUN), OPEN),
    Case("questionnaires.close", "GET", here(*RUN), OPEN),
    Case("questionnaires.close", "POST", here(*RUN), OPEN),
    Case("questionnaires.link", "POST", here(*RUN), LINKED),
    Case("questionnaires.unlink", "POST", here(*RUN), LINKED),
    Case("questionnaires.questions", "GET", DRAFTED, DRAFT),
    Case("questionnaires.add_section", "POST", DRAFTED, DRAFT, {"title": "Money"}),
    Case("questionnaires.edit_section", "GET", DRAFTED, SECTION),
    Case("questionnaires.edit_section", "POST", DRAFTED, SECTION, {"title": "Money"}),
    Case("questionnaires.remove_section", "POST", DRAFTED, DRAFT | {"section_id": "{empty_section}"}),
    Case("questionnaires.ask", "GET", DRAFTED, SECTION),
    Case("questionnaires.ask", "POST", DRAFTED, SECTION, WORDS),
    Case("questionnaires.place", "POST", DRAFTED, SECTION, {"wording": "{known_wording}"}),
    Case("questionnaires.reword", "GET", DRAFTED, PLACED),
    Case("questionnaires.reword", "POST", DRAFTED, PLACED, WORDS),
    Case("questionnaires.take_out", "POST", DRAFTED, PLACED),
    Case("questionnaires.move", "POST", DRAFTED, PLACED | {"way": "up"}),
    Case("questionnaires.results", "GET", seen(*INSIDERS), OVER),
    Case("questionnaires.results", "GET", seen(*INSIDERS), OPEN),
    Case("questionnaires.hide_remark", "POST", here(*RUN), OVER | {"key": "{said_remark}"}),
    Case("questionnaires.show_remark", "POST", here(*RUN), OVER | {"key": "{hidden_remark}"}),
]
