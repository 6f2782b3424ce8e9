"""Who gets in where: consultations and stakeholders."""

from tests.access.matrix import EVERYONE, INSIDERS, PARTNERS, WRITERS, Case, here, seen

CONTRIBUTORS = ("wyn", "fay", "ray", "cal", "ann")
ONE = {"number": "{consultation}"}
ASKED, SOURCE = ONE | {"asked_id": "{asked}"}, ONE | {"source_id": "{source}"}
NOTED = {"title": "Bus strategy", "owner_called": "The county", "audience": "partners", "closes_on": "1 May 2030"}
SAID = {"text": "We want buses", "shared_with": "partners"}
TEA = {"kind": "event", "title": "Tea"}
ENTRY = {"called": "The choir", "kind": "community", "audience": "partnership"}
STAKEHOLDER = {"number": "{stakeholder}"}

CASES = [
    Case("consultations.index", "GET", EVERYONE),
    Case("consultations.detail", "GET", seen(*PARTNERS), ONE),
    Case("consultations.detail", "GET", EVERYONE, {"number": "{public_consultation}"}),
    Case("consultations.detail", "GET", seen(*INSIDERS), {"number": "{inside_consultation}"}),
    Case("consultations.create", "GET POST", here(*CONTRIBUTORS), data=NOTED),
    Case("consultations.edit", "GET POST", here("ann"), ONE, NOTED),
    Case("consultations.remove", "POST", here("ann"), ONE),
    Case("consultations.restore", "POST", here("ann"), {"number": "{removed_consultation}"}),
    Case("consultations.measure", "GET POST", here("ann"), data={"weeks": "8", "reason": "We meet often"}),
    Case("consultations.response", "GET POST", here("ann"), ONE, SAID),
    Case("consultations.outcome", "GET POST", here("ann"), ONE, {"results": "Done", "shared_with": "partners"}),
    Case("consultations.agenda", "GET", here(*WRITERS, "fay"), ONE),
    Case("consultations.agenda", "POST", here(*WRITERS, fay="422"), ONE, {"meeting_id": "{coming}"}),
    Case("consultations.ask", "GET POST", here("ann"), ONE, {"name": "The choir"}),
    Case("consultations.answered", "POST", here("ann"), ASKED | {"state": "answered"}),
    Case("consultations.answered", "POST", here("ann"), ASKED | {"state": "waiting"}),
    Case("consultations.remove_asked", "POST", here("ann"), ASKED),
    Case("consultations.restore_asked", "POST", here("ann"), ONE | {"asked_id": "{removed_asked}"}),
    Case("consultations.add_source", "GET POST", here("ann"), ONE, TEA),
    Case("consultations.edit_source", "GET POST", here("ann"), SOURCE, TEA),
    Case("consultations.remove_source", "POST", here("ann"), SOURCE),
    Case("consultations.restore_source", "POST", here("ann"), ONE | {"source_id": "{removed_source}"}),
    Case("stakeholders.index", "GET", EVERYONE),
    Case("stakeholders.detail", "GET", seen(*INSIDERS), STAKEHOLDER),
    Case("stakeholders.detail", "GET", EVERYONE, {"number": "{public_stakeholder}"}),
    Case("stakeholders.create", "GET POST", here(*CONTRIBUTORS), data=ENTRY),
    Case("stakeholders.edit", "GET POST", here("ann"), STAKEHOLDER, ENTRY),
    Case("stakeholders.remove", "POST", here("ann"), STAKEHOLDER),
    Case("stakeholders.restore", "POST", here("ann"), {"number": "{removed_stakeholder}"}),
]
