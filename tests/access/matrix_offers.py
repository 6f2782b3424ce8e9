"""Who gets in where: small photographs, the training an organisation needs, and letters about what is wanted."""

from tests.access.matrix import INSIDERS, LOGIN, MISSING, OK, VISITORS, Case, each, here, seen, signed_in

CASES = [
    Case("resources.small_photograph", "GET", seen(*INSIDERS), {"number": "{resource}", "mark": "{picture}"}),
    Case("skills.letters_about_wanted", "GET POST", signed_in(), data={"choice": "all"}),
    Case("skills.training_needs", "GET", here(*INSIDERS)),
    Case("skills.want_training", "POST",
         each(MISSING, **dict.fromkeys(VISITORS, LOGIN), ray=OK), {"number": "{training_need}"}),
]  # fmt: skip
