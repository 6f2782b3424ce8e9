"""Opening, changing, closing and reopening the groups of a partnership."""

from datetime import date
from typing import Any

from portal.audit import services as audit
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.filters import shortday
from portal.core.viewer import Viewer
from portal.partnerships import lists, queries, rules, tree
from portal.partnerships.models import Group, Partnership
from portal.partnerships.services.founding import free_slug
from portal.partnerships.services.indexing import reindex


def open_group(
    doer: Viewer | None, partnership: Partnership, said: dict[str, Any], *, over_limit: bool = False
) -> Group:
    """Open a group, and return it. `said` holds name, and may hold any other field of a group, slug among them.

    Raises `Refusal` for a sub group without a task, a time frame or an opening decision (Peak Partners, appendix 1.2),
    and for one more than the partnership agreed on, unless `over_limit` says that this is meant.
    """
    lines = lists.group_lines(partnership.id)
    group = Group(**{"opened_on": clock.today(), **said, "partnership_id": partnership.id})
    group.slug = free_slug(said.get("slug") or group.name, {line.slug for line in lines}, "group")
    group.position = len(lines)
    if group.is_sub_group:
        _check_sub_group(partnership, group, over_limit)
    db.session.add(group)
    audit.record(doer, "opened", group, f"Opened the group {group.name}")
    reindex(partnership)
    return group


def change_group(
    doer: Viewer | None, partnership: Partnership, group: Group, said: dict[str, Any], *, over_limit: bool = False
) -> None:
    """Change any fields of a group but its address.

    Raises `Refusal` as `open_group` does, and when the group would become a part of itself.
    """
    wanted = said.get("parent_id", group.parent_id)
    if wanted is not None and wanted in {group.id} | tree.below(lists.group_lines(partnership.id), group.id):
        raise Refusal(f"{group.name} cannot be part of itself, nor of a group below it.")
    before = {name: getattr(group, name) for name in said}
    with db.session.no_autoflush:
        for name, value in said.items():
            setattr(group, name, value)
        if group.is_sub_group:
            fresh = not before.get("is_sub_group", True) and not group.closed_on
            _check_sub_group(partnership, group, over_limit or not fresh)
    changed = [name.removesuffix("_id").replace("_", " ") for name in said if before[name] != getattr(group, name)]
    if changed:
        audit.record(doer, "changed", group, f"Changed the group {group.name}: {', '.join(changed)}")
        reindex(partnership)


def close_group(doer: Viewer | None, partnership: Partnership, group: Group, on: date, achieved: str = "") -> None:
    """Close a group; everything it held is kept and stays readable. `achieved` says what it came to.

    Raises `Refusal` when it is closed already, while groups below it are open, or when it is the last open one.
    """
    if group.closed_on:
        raise Refusal(f"{group.name} was closed on {shortday(group.closed_on)}.")
    lines = lists.group_lines(partnership.id)
    below = [line.name for line in lines if line.parent_id == group.id and not line.closed_on]
    if below:
        raise Refusal(f"Close the groups below it first: {', '.join(below)}.")
    if not any(line.id != group.id and not line.closed_on for line in lines):
        raise Refusal("A partnership needs one open group. Close the partnership itself when its work is over.")
    group.closed_on, group.achieved = on, achieved
    audit.record(doer, "closed", group, f"Closed the group {group.name} on {shortday(on)}")
    reindex(partnership)


def reopen_group(doer: Viewer | None, partnership: Partnership, group: Group, *, over_limit: bool = False) -> None:
    """Open a closed group again. Raises `Refusal` when it is open, or a sub group too many."""
    if not group.closed_on:
        raise Refusal(f"{group.name} is open.")
    if group.is_sub_group:
        _check_sub_group(partnership, group, over_limit)
    group.closed_on = None
    audit.record(doer, "reopened", group, f"Reopened the group {group.name}")
    reindex(partnership)


def over_the_limit(partnership: Partnership) -> str:
    """Return the warning that one more sub group is more than agreed; nothing while there is room."""
    names = [line.name for line in lists.group_lines(partnership.id) if line.is_sub_group and not line.closed_on]
    limit = queries.rules_for(partnership.id, None).max_sub_groups
    return rules.limit_sentence(len(names), limit, names) if rules.is_at_limit(len(names), limit) else ""


def _check_sub_group(partnership: Partnership, group: Group, over_limit: bool) -> None:
    if not group.task or not group.closes_on:
        raise Refusal("A sub group has one task and a time frame: say what it is to do, and by when.")
    if not group.opening_decision_id and not group.opening_words:
        raise Refusal("A sub group is opened only by a decision of the partnership: say which.")
    warning = "" if over_limit else over_the_limit(partnership)
    if warning:
        raise Refusal(f"{warning} Say that it is to be opened all the same.")
