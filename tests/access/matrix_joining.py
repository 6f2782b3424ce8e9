"""Who gets in where: joining, the membership statement, keeping in touch, and what stands behind a seat."""

from tests.access.matrix import EVERYONE, INSIDERS, Case, here, only

ROW, AGREED = {"number": "{application}"}, {"number": "{agreed_application}"}
ENTRY = {"organisation_id": "{newcomer_organisation}", "contact_name": "Nia New"}
SETTLED = {"on": "today", "review_on": "24 March 2037"}

CASES = [
    Case("representation.joining", "GET", EVERYONE),
    Case("representation.applications", "GET", here(*INSIDERS)),
    Case("representation.apply", "GET POST", only("ann"), data=ENTRY),
    Case("representation.application", "GET", here(*INSIDERS), ROW),
    Case("representation.edit_application", "GET POST", here("ann"), ROW, {"contact_name": "Nia New"}),
    Case("representation.withdraw_application", "GET POST", here("ann"), ROW),
    Case("representation.joining_step", "GET POST", here("ann"), ROW | {"what": "ask"},
         {"group_id": "{main_id}", "closes_on": "24 March 2037"}),
    Case("representation.joining_step", "GET POST", here("ann"), ROW | {"what": "agreed"},
         {"decision_id": "{decision}"}),
    Case("representation.joining_step", "GET POST", here("ann"), AGREED | {"what": "seat"},
         {"place": "group-{main_id}", "capacity": "Member", "from_on": "today"}),
    Case("representation.joining_step", "GET POST", here("ann"), ROW | {"what": "decline"}, {"text": "Not this time"}),
    Case("representation.membership", "GET", EVERYONE),
    Case("representation.membership_edition", "GET", EVERYONE, {"number": "1"}),
    Case("representation.write_membership", "GET POST", here("ann"), data=SETTLED | {"text": "New", "after": "1"}),
    Case("representation.review_membership", "GET POST", here("ann"), data=SETTLED),
    Case("representation.in_touch", "GET POST", EVERYONE, data={"name": "Ian", "email": "ian@example.org"}),
    Case("representation.confirm_in_touch", "GET POST", EVERYONE, {"token": "{unsure_token}"}),
    Case("representation.leave_in_touch", "GET POST", EVERYONE, {"token": "{individual_token}"}),
    Case("representation.people_in_touch", "GET", here(*INSIDERS)),
    Case("representation.add_in_touch", "GET POST", here("ann"),
         data={"name": "Ian", "email": "ian@example.org", "agreed": "y"}),
    Case("representation.remove_in_touch", "POST", here("ann"), {"number": "{individual}"}),
    Case("representation.backing", "GET POST", here("ray", "ann"), {"seat_id": "{seat}"},
         {"workers": "yes", "capacity": "trustee", "support": "A lift"}),
]  # fmt: skip
