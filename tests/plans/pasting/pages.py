"""A person's hand at the pages that bring a table into a plan."""

from portal.actions.models import Action
from portal.core.database import db
from portal.plans.models import PlanEntry

TABLE = "\n".join(
    (
        "Ref\tWhat\tWho leads\tBy when\tPriority\tColour\tGoes with",
        "1. Animals",
        "Aim: a good life",
        "Objectives: be kind",
        "1.01\tFeed the cat\tHPCVS\tOngoing from July 2008\tHigh\tred\t2-3",
        "2-3\tWalk the dog\t??? + Joe\t31 September 2009\tvery high\t\tthe map",
        "\tround the pond",
        "Total",
    )
)


def paste(browser, at, text=TABLE, **more) -> str:
    """Paste a table, and return the address of what was read of it."""
    answer = browser.post(at, data={"text": text} | more)
    assert answer.status_code == 303, answer.text
    return answer.location


def form_of(browser, address) -> dict:
    """What the form would send as it is."""
    page = browser.soup(address)
    form = {box["name"]: box.find("option", selected=True)["value"] if box.find("option", selected=True) else ""
            for box in page.select("#import select")}  # fmt: skip
    return form | {"once": page.select_one("#import [name=once]")["value"]}


def put_in(browser, address) -> None:
    assert browser.post(f"{address}put-in", data=form_of(browser, address)).status_code == 303


def inside() -> list[PlanEntry]:
    asked = db.select(PlanEntry).join(Action).where(PlanEntry.removed_at.is_(None), Action.removed_at.is_(None))
    return list(db.session.scalars(asked.order_by(PlanEntry.position)))
