"""Who gets in where: action plans, their sections, columns and actions, and what is shared between partnerships."""

from tests.access.matrix import CHAIRS, EVERYONE, INSIDERS, Case, here, seen

PLAN = {"plan_id": "{plan}"}
ENTRY = PLAN | {"entry_id": "{plan_entry}"}
SECTION = PLAN | {"section_id": "{section}"}
GOAL = PLAN | {"objective_id": "{goal}"}
SHARE = {"action_id": "{plan_action}"}
PERIOD = {"title": "A plan", "begins_on": "1 January 2030", "ends_on": "31 December 2031", "opens_to": "partnership"}
SAYS = PERIOD | {"section_noun": "Target", "now_months": "6", "soon_months": "12", "year_starts": "1"}
READERS = seen(*INSIDERS)
KEEPERS = here("ann")

CASES = [
    Case("plans.index", "GET", EVERYONE),
    Case("plans.current", "GET", EVERYONE),
    Case("plans.create", "GET", here("fay", *CHAIRS)),
    Case("plans.create", "POST", here("ann", fay="422", cal="422"), data=PERIOD | {"preset": "plain", "group": ""}),
    Case("plans.grid", "GET", READERS, PLAN),
    Case("plans.grid", "GET", READERS, PLAN, query={"format": "csv"}),
    Case("plans.settings", "GET POST", KEEPERS, PLAN, SAYS),
    Case("plans.set_stage", "POST", KEEPERS, PLAN | {"stage": "closed"}),
    Case("plans.add_step", "POST", KEEPERS, PLAN, {"day": "today", "words": "Approved"}),
    Case("plans.remove_step", "POST", KEEPERS, PLAN | {"step_id": "{plan_step}"}),
    Case("plans.remove", "POST", KEEPERS, PLAN),
    Case("plans.restore", "POST", KEEPERS, {"plan_id": "{removed_plan}"}),
    Case("plans.columns", "GET POST", KEEPERS, PLAN, {"on_what": "y", "place_what": "1", "heading_what": "Task"}),
    Case("plans.sections", "GET POST", KEEPERS, PLAN, {"title": "Another"}),
    Case("plans.edit_section", "GET POST", KEEPERS, SECTION, {"title": "Another"}),
    Case("plans.move_section", "POST", KEEPERS, SECTION | {"way": "down"}),
    Case("plans.remove_section", "POST", KEEPERS, SECTION),
    Case("plans.restore_section", "POST", KEEPERS, PLAN | {"section_id": "{removed_section}"}),
    Case("plans.add_objective", "GET POST", KEEPERS, SECTION, {"text": "Meet more often"}),
    Case("plans.edit_objective", "GET POST", KEEPERS, GOAL, {"text": "Meet more often"}),
    Case("plans.move_objective", "POST", KEEPERS, GOAL | {"way": "down"}),
    Case("plans.remove_objective", "POST", KEEPERS, GOAL),
    Case("plans.restore_objective", "POST", KEEPERS, PLAN | {"objective_id": "{removed_goal}"}),
    Case("plans.add_line", "POST", KEEPERS, PLAN, {"line": "Find a room", "section": "{section}"}),
    Case("plans.create_entry", "GET POST", KEEPERS, PLAN,
         {"text": "Find a room", "status": "ongoing", "section_id": "{section}"}),
    Case("plans.entry", "GET", READERS, ENTRY),
    Case("plans.row", "GET", READERS, ENTRY),
    Case("plans.edit_entry", "GET POST", KEEPERS, ENTRY,
         {"text": "Find a room", "status": "ongoing", "section_id": "{gaps_section}"}),
    Case("plans.set_entry_status", "GET POST", KEEPERS, ENTRY, {"status": "done"}),
    Case("plans.remove_entry", "POST", KEEPERS, ENTRY),
    Case("plans.restore_entry", "POST", KEEPERS, PLAN | {"entry_id": "{removed_entry}"}),
    Case("plans.move_entry", "POST", KEEPERS, ENTRY | {"way": "down"}),
    Case("plans.link_entry", "POST", KEEPERS, ENTRY, {"other": "{other_entry}"}),
    Case("plans.unlink_entry", "POST", KEEPERS, ENTRY | {"other_id": "{other_entry}"}),
    Case("plans.lanes", "GET", READERS, PLAN),
    Case("plans.roll", "POST", KEEPERS, PLAN | {"lane": "now"}),
    Case("plans.take_back_roll", "POST", KEEPERS, PLAN | {"moment": "170000000"}),
    Case("plans.put_in", "GET POST", KEEPERS, PLAN, {"actions": "{free_action}", "section": "{section}"}),
    Case("plans.put_action_in", "POST", here(*CHAIRS) | {"cal": "403"}, {"action_id": "{free_action}"},
         {"place": "{plan}-{section}"}),
    Case("plans.answer_offer", "POST", KEEPERS, PLAN | {"share_id": "{offered}", "what": "take"},
         {"section": "{section}"}),
    Case("plans.answer_offer", "POST", KEEPERS, PLAN | {"share_id": "{offered}", "what": "decline"}, {"section": ""}),
    Case("plans.offers", "GET POST", KEEPERS, SHARE, {"partnership": "There Partnership"}),
    Case("plans.end_offer", "POST", KEEPERS, SHARE | {"share_id": "{share}", "what": "end"}),
    Case("plans.end_offer", "POST", KEEPERS, SHARE | {"share_id": "{share}", "what": "resume"}),
]  # fmt: skip
