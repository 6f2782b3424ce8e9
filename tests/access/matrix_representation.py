"""Who gets in where: attendance over time, missed meetings, terms, vacancies, who could follow, handing over."""

from tests.access.matrix import EVERYONE, INSIDERS, MISSING, Case, here

CASE, PAIR = {"case_id": "{case}"}, {"kind": "person", "leaver": "{person}", "successor": "{colleague}"}
KINDS = {"kind": "person"}

OWN = {**here("ray", "ann"), **dict.fromkeys(("otto", "wyn", "fay", "mina", "cal"), MISSING)}
STEP, WELCOME = {"number": "{step}", "act": "remove"}, {"number": "{induction}"}

CASES = [
    Case("representation.attendance", "GET", EVERYONE),
    Case("representation.attendance", "GET", EVERYONE, query={"group": "{main}"}),
    Case("representation.sectors", "GET", EVERYONE),
    Case("representation.terms", "GET", EVERYONE),
    Case("representation.renew", "POST", here("ann"), {"seat_id": "{elected}"}),
    Case("representation.invite", "GET POST", here("ann"), {"seat_id": "{vacant}"},
         {"organisation_id": "{organisation_id}", "name": "Nia New", "email": "nia@example.org"}),
    Case("representation.missed", "GET", here("ann")),
    Case("representation.open_case", "POST", here("ann"), {"seat_id": "{missing}"}),
    Case("representation.regular", "GET", here("ann")),
    Case("representation.note_attendance", "POST", here("ann"), {"seat_id": "{missing}"}, {"text": "Rang them"}),
    Case("representation.case", "GET", here("ann"), CASE),
    Case("representation.letter", "GET", here("ann"), CASE),
    Case("representation.step", "GET POST", here("ann"), CASE | {"what": "notice"},
         {"text": "Dear all", "way": "print", "on": "today"}),
    Case("representation.step", "GET POST", here("ann"), CASE | {"what": "answer"}, {"answer": "stays", "on": "today"}),
    Case("representation.step", "GET POST", here("ann"), CASE | {"what": "decide"}, {"decision_id": "{decided}"}),
    Case("representation.step", "GET POST", here("ann"), CASE | {"what": "close"}, {"outcome": "stays", "on": "today"}),
    Case("representation.step", "GET POST", here("ann"), CASE | {"what": "note"}, {"text": "Noted"}),
    Case("representation.succession", "GET", here(*INSIDERS)),
    Case("representation.name_willing", "POST", here("ray", "ann"),
         data={"person_id": "{nominee}", "areas": "Minutes", "agreed": "y"}),
    Case("representation.remove_willing", "POST", here("ray", "ann"), {"number": "{willing}"}),
    Case("representation.restore_willing", "POST", here("ray", "ann"), {"number": "{unwilling}"}),
    Case("representation.inductions", "GET", here(*INSIDERS)),
    Case("representation.induction_steps", "GET POST", here("ann"), data={"text": "Meet"}),
    Case("representation.change_step", "POST", here("ann"), STEP),
    Case("representation.change_step", "POST", here("ann"), {"number": "{removed_step}", "act": "restore"}),
    Case("representation.begin_induction", "GET POST", here("ann"), {"holder_id": "{newcomer}"},
         {"buddy_id": "{person}"}),
    Case("representation.induction", "GET", OWN, WELCOME),
    Case("representation.tick_step", "POST", OWN, WELCOME, {"step": "{step}"}),
    Case("representation.share", "GET", here(*INSIDERS)),
    Case("representation.hand_overs", "GET", here("ann")),
    Case("representation.choose", "GET POST", here("ann"), KINDS, {"leaver": "{person}", "successor": "{colleague}"}),
    Case("representation.hand_over", "GET POST", here("ann"), PAIR, {"parts": "seat-{holder}"}),
]  # fmt: skip
