"""Who gets in where: proposals, the backlog, carrying forward, reviews and interests."""

from tests.access.matrix import (
    EVERYONE,
    INSIDERS,
    ITEM,
    LOGIN,
    MEETING,
    MISSING,
    OK,
    VISITORS,
    WRITERS,
    Case,
    each,
    here,
    only,
    seen,
)

PARTNERS = ("wyn", "fay", "ray", "cal", "ann")
PROPOSAL = {"number": "{proposal}"}
INTEREST = ITEM | {"number": "{interest}"}
GROUP = {"group_slug": "{main}"}
READ = each(MISSING, **dict.fromkeys(VISITORS, LOGIN), **dict.fromkeys(("ray", *WRITERS, "ada"), OK))
SAID = {"title": "A stall", "kind": "decision"}
DECLARED = {"whose": "seat {seat}", "nature": "We bid for this fund", "handling": "stayed"}
ENTERED = {"whose": "organisation {sitting}", "nature": "Rents a room", "from_on": "1 April 2025"}
REVIEW = {"meeting_id": "{coming}", "title": "The hall"}

CASES = [
    Case("meetings.propose", "GET POST", here(*PARTNERS), data=SAID, query={"group": "{main}"}),
    Case("meetings.proposals", "GET", here(*PARTNERS)),
    Case("meetings.proposal", "GET", READ, PROPOSAL),
    Case("meetings.take_proposal", "POST", here(*WRITERS), MEETING | PROPOSAL),
    Case("meetings.keep_proposal", "POST", here(*WRITERS, fay=MISSING), PROPOSAL),
    Case("meetings.decline_proposal", "POST", here(*WRITERS, fay=MISSING), PROPOSAL, {"why": "Not ours"}),
    Case("meetings.prompts", "GET POST", here("ann"), GROUP, {"text": "Which fund does it touch?"}),
    Case("meetings.closing", "POST", here("ann"), GROUP, {"days": "10"}),
    Case("meetings.end_prompt", "POST", here("ann"), GROUP | {"number": "{prompt}"}),
    Case("meetings.backlog", "GET", here(*INSIDERS), GROUP),
    Case("meetings.drop_parked", "POST", here(*WRITERS), GROUP | {"item_id": "{parked}", "act": "remove"}),
    Case("meetings.drop_parked", "POST", here(*WRITERS), GROUP | {"item_id": "{removed_parked}", "act": "restore"}),
    Case("meetings.carry_item", "POST", here(*WRITERS), ITEM | {"how": "carry"}),
    Case("meetings.carry_item", "POST", here(*WRITERS), ITEM | {"how": "again"}),
    Case("meetings.carry_rest", "POST", here(*WRITERS), MEETING),
    Case("meetings.review", "GET", here(*WRITERS, "fay"), {"action_id": "{action}"}),
    Case("meetings.review", "POST", here(*WRITERS, fay="422"), {"action_id": "{action}"}, REVIEW),
    Case("meetings.item_alone", "GET", EVERYONE, ITEM),
    Case("meetings.greet", "POST", here(*WRITERS), MEETING | {"guest_id": "{expected}"}),
    Case("meetings.item_interests", "GET", only("ray", *WRITERS), ITEM),
    Case("meetings.item_interests", "POST", only("ray", *WRITERS), ITEM, DECLARED),
    Case("meetings.settle_interest", "POST", here(*WRITERS), INTEREST, {"handling": "spoke"}),
    Case("meetings.drop_interest", "POST", here(*WRITERS), INTEREST | {"act": "remove"}),
    Case("meetings.drop_interest", "POST", here(*WRITERS),
         ITEM | {"number": "{removed_interest}", "act": "restore"}),
    Case("meetings.register", "GET", seen(*INSIDERS)),
    Case("meetings.declared", "GET", seen(*INSIDERS)),
    Case("meetings.new_interest", "GET POST", here("ray", "ann"), data=ENTERED),
    Case("meetings.end_interest", "POST", here("ray", "ann"), {"number": "{entry}"}),
]  # fmt: skip
