"""Who gets in where: the letters of bulletins, and taking back one's own proposal for an agenda."""

from tests.access.matrix import EVERYONE, FORBIDDEN, MISSING, Case, here, signed_in

OF_HERE = {"partnership_id": "{number}"}
NUMBER = {"number": "{proposal}"}

CASES = [
    Case("bulletins.stop_by_letter", "GET POST", EVERYONE, {"token": "{bulletin_token}"}),
    Case("bulletins.letters", "GET", signed_in()),
    Case("bulletins.choose", "POST", signed_in(
        **dict.fromkeys(("sue", "rem", "ada"), MISSING)), OF_HERE | {"act": "stop"}),
    Case("meetings.own_proposal", "POST",
         here("ray", ann=FORBIDDEN, cal=FORBIDDEN, ada=FORBIDDEN, wyn=MISSING, fay=MISSING),
         NUMBER | {"act": "withdraw"}),
]  # fmt: skip
