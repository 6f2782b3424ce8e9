"""Keeping the list for new representatives, naming a buddy, and ticking what is done."""

from portal.audit import services as audit
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.text import plural
from portal.core.viewer import Viewer
from portal.directory.models import Person
from portal.mail import services as mail
from portal.memberships.models import Holder
from portal.partnerships.models import Partnership
from portal.representation.induction_models import Induction, InductionStep, InductionTick
from portal.representation.queries.induction import list_steps

USUAL = (
    "Given the pack: purpose, rules, who sits where, the last minutes",
    "Read the ten questions that newcomers ask most",
    "Met the buddy",
    "Met the manager and the chair before the first meeting",
    "Came to a first meeting, with the buddy beside them",
    "Asked afterwards what was unclear",
)
"""Source: a pack, the top ten questions, a meeting beforehand and a buddy for each new partner (Peak Partners)."""


def add_steps(doer: Viewer, partnership: Partnership, lines: list[str]) -> None:
    """Add steps at the end of the partnership's list."""
    last = max((step.position for step in list_steps(partnership.id)), default=0)
    rows = [
        InductionStep(partnership_id=partnership.id, position=last + number, text=line)
        for number, line in enumerate(lines, 1)
    ]
    db.session.add_all(rows)
    db.session.flush()
    audit.record(doer, "added", rows[0], f"Added {plural(len(rows), 'step')} for new representatives", partnership.id)


def remove_step(doer: Viewer, step: InductionStep) -> None:
    """Take a step off the list; it can be taken back."""
    step.removed_at = clock.now()
    audit.record(doer, "removed", step, f"Removed a step for new representatives: {step.text}", step.partnership_id)


def restore_step(doer: Viewer, step: InductionStep) -> None:
    """Take that back."""
    step.removed_at = None
    audit.record(doer, "restored", step, f"Brought back a step for new representatives: {step.text}")


def begin(doer: Viewer, partnership: Partnership, holder: Holder, buddy: Person) -> Induction:
    """Begin the welcome of a new representative with a buddy, write to both, and return it.

    Raises `Refusal` when it has begun, and when somebody would be their own buddy.
    """
    if buddy.id == holder.person_id:
        raise Refusal(f"{buddy.name} cannot be their own buddy. Choose somebody else.")
    if db.session.query(Induction).filter_by(holder_id=holder.id).first():
        raise Refusal(f"The welcome of {holder.person.name} has begun already.")
    row = Induction(
        partnership_id=partnership.id, holder_id=holder.id, holder=holder, buddy_id=buddy.id, buddy=buddy,
        begun_on=clock.today(), begun_by=doer.name, ticks=[],
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    for person, other, is_buddy in ((buddy, holder.person, True), (holder.person, buddy, False)):
        mail.post(
            person.email, person.name, "induction_begun", subject=f"{partnership.short_name or partnership.name}: "
            + (f"you are the buddy of {other.name}" if is_buddy else "welcome"),
            partnership_id=partnership.id, partnership=partnership, induction=row, other=other, is_buddy=is_buddy,
        )  # fmt: skip
    audit.record(doer, "began", row, f"{buddy.name} is the buddy of {holder.person.name}", partnership.id)
    return row


def tick(doer: Viewer, induction: Induction, step: InductionStep) -> None:
    """Tick a step as done today, or take the tick back."""
    done = next((each for each in induction.ticks if each.step_id == step.id), None)
    if done:
        induction.ticks.remove(done)
    else:
        induction.ticks.append(InductionTick(step_id=step.id, on=clock.today(), by=doer.name))
    verb = "took back" if done else "ticked"
    who = induction.holder.person.name
    audit.record(doer, verb, induction, f"{verb.capitalize()} for {who}: {step.text}", induction.partnership_id)
