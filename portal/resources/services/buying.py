"""Keeping what organisations buy together: the item, who buys it now, who would join."""

from typing import Any

from portal.audit.services import record
from portal.core import clock
from portal.core.database import db
from portal.core.viewer import Viewer
from portal.resources.models import JointBuy, JointBuyer
from portal.resources.queries.buying import buyer_of

ITEM = ("item", "notes", "audience", "partnership_id")
LINE = ("buys_now", "pays", "renewal_month", "note")


def add_joint_buy(doer: Viewer | None, organisation_id: int, **entry: Any) -> JointBuy:
    """Add something to be bought together, led by an organisation, given as the fields of ITEM; return it."""
    row = JointBuy(organisation_id=organisation_id, buyers=[])
    _write(row, ITEM, entry)
    row.sort_item = row.item.casefold()
    db.session.add(row)
    record(doer, "added", row, f"added {row.item} to what is bought together")
    return row


def edit_joint_buy(doer: Viewer, row: JointBuy, **entry: Any) -> None:
    """Change the item, its notes or for whom it is."""
    _write(row, ITEM, entry)
    row.sort_item = row.item.casefold()
    record(doer, "changed", row, f"changed {row.item}, which is bought together")


def remove_joint_buy(doer: Viewer, row: JointBuy) -> None:
    """Take it off the list; it can come back."""
    row.removed_at = clock.now()
    record(doer, "removed", row, f"removed {row.item} from what is bought together")


def restore_joint_buy(doer: Viewer, row: JointBuy) -> None:
    """Bring it back to the list."""
    row.removed_at = None
    record(doer, "restored", row, f"brought {row.item} back to what is bought together")


def join(doer: Viewer | None, joint_buy: JointBuy, organisation_id: int, **line: Any) -> JointBuyer:
    """Note that an organisation buys it too or would like to, given as the fields of LINE; return its line.

    An organisation has one line: saying it again changes that line.
    """
    db.session.flush()
    row = buyer_of(joint_buy, organisation_id)
    if row is None:
        row = JointBuyer(joint_buy_id=joint_buy.id, organisation_id=organisation_id)
        db.session.add(row)
    _write(row, LINE, line)
    row.removed_at = None
    record(doer, "joined", joint_buy, f"noted who buys {joint_buy.item}")
    return row


def leave(doer: Viewer, joint_buy: JointBuy, row: JointBuyer) -> None:
    """Take an organisation's line off; it can come back."""
    row.removed_at = clock.now()
    record(doer, "left", joint_buy, f"took {row.organisation.name} off {joint_buy.item}")


def return_to(doer: Viewer, joint_buy: JointBuy, row: JointBuyer) -> None:
    """Bring an organisation's line back."""
    row.removed_at = None
    record(doer, "joined", joint_buy, f"brought {row.organisation.name} back to {joint_buy.item}")


def _write(row: Any, fields: tuple[str, ...], entry: dict[str, Any]) -> None:
    for field in fields:
        if field in entry:
            setattr(row, field, entry[field])
