"""Agreeing on rules, for a partnership or for one of its groups."""

from typing import Any

from portal.audit import services as audit
from portal.core.database import db
from portal.core.viewer import Viewer
from portal.partnerships import queries
from portal.partnerships.models import Group, Partnership, Rules
from portal.partnerships.rules import OF_THE_WHOLE, rules_in_words


def set_rules(doer: Viewer | None, partnership: Partnership, group: Group | None, settings: dict[str, Any]) -> Rules:
    """Agree on rules for the partnership, or for a group of its own; return them. They hold from now on.

    `settings` are any fields of `Rules`; what a group does not say it takes over from the partnership as that stands
    now. What only the whole partnership settles is left as it is in a group's rules.
    """
    row = queries.own_rules(partnership.id, group.id if group else None)
    if row is None:
        row = _copy(queries.rules_for(partnership.id, None), group)
        db.session.add(row)
    before = dict(rules_in_words(row))
    for name, value in settings.items():
        if group is None or name not in OF_THE_WHOLE:
            setattr(row, name, value)
    topics = [topic for topic, said in rules_in_words(row) if before[topic] != said]
    if topics or row.id is None:
        whose = f" of {group.name}" if group else ""
        what = ", ".join(topics).lower() or "its own, as they are for all"
        audit.record(doer, "changed", row, f"Changed the rules{whose}: {what}")
    return row


def drop_own_rules(doer: Viewer | None, group: Group, row: Rules) -> None:
    """Let a group follow the partnership's rules again."""
    audit.record(doer, "removed", row, f"Dropped the own rules of {group.name}: those of the partnership hold")
    db.session.delete(row)
    db.session.flush()


def _copy(whole: Rules, group: Group | None) -> Rules:
    fields = [column.key for column in Rules.__mapper__.column_attrs if column.key not in {"id", "version", "group_id"}]
    return Rules(group_id=group.id if group else None, **{name: getattr(whole, name) for name in fields})
