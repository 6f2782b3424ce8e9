"""Proposing gaps, saying how they stand, and holding initiatives against them."""

from collections.abc import Mapping
from typing import Any

from portal.audit.services import record
from portal.core import clock, index
from portal.core.audience import Audience, Why
from portal.core.database import db
from portal.core.text import shortened
from portal.core.viewer import Viewer
from portal.gaps.models import Fit, Gap, Initiative, Profile, Status
from portal.gaps.rules import OPEN
from portal.partnerships.models import Partnership

INITIATIVE = ("name", "organisation_id", "run_by", "text", "audience", "reach", "link", "starts_on", "ends_on")


def propose_gap(
    doer: Viewer, partnership: Partnership, *, need: str, area: str, evidence: str, source: str, audience: Audience
) -> Gap:
    """Return the new gap, raised today."""
    gap = Gap(
        partnership_id=partnership.id, need=need, area=area, evidence=evidence, source=source, audience=audience,
        audience_why=Why.CHOSEN, raised_on=clock.today(), user_id=doer.user_id, by=doer.name, status=Status.OPEN,
        for_think_tank=False,
    )  # fmt: skip
    db.session.add(gap)
    db.session.flush()
    reindex(gap)
    record(doer, "proposed", gap, f"Put {_gap(gap)} into the gaps bank")
    return gap


def change_gap(doer: Viewer, gap: Gap, *, need: str, area: str, evidence: str, source: str, audience: Audience) -> None:
    """Give a gap other words or another audience."""
    gap.need, gap.area, gap.evidence, gap.source, gap.audience = need, area, evidence, source, audience
    db.session.flush()
    reindex(gap)
    record(doer, "changed", gap, f"Changed {_gap(gap)}")


def set_status(doer: Viewer, gap: Gap, status: Status) -> None:
    """Say how far a gap is closed; met and dropped ones remember the day."""
    if status is gap.status:
        return
    gap.closed_on = None if status in OPEN else clock.today()
    gap.status = status
    record(doer, "changed", gap, f"Said of {_gap(gap)}: {status.words.lower()}")


def set_for_think_tank(doer: Viewer, gap: Gap, wanted: bool) -> None:
    """Put a gap on the list of the next think tank, or take it off."""
    gap.for_think_tank = wanted
    words = "Put {} on the list of" if wanted else "Took {} off the list of"
    record(doer, "changed", gap, f"{words.format(_gap(gap))} the next think tank")


def remove_gap(doer: Viewer, gap: Gap) -> None:
    """Take a gap out of the bank; it can come back."""
    gap.removed_at = clock.now()
    db.session.flush()
    reindex(gap)
    record(doer, "removed", gap, f"Removed {_gap(gap)}")


def restore_gap(doer: Viewer, gap: Gap) -> None:
    """Bring a removed gap back."""
    gap.removed_at = None
    db.session.flush()
    reindex(gap)
    record(doer, "restored", gap, f"Brought back {_gap(gap)}")


def add_initiative(
    doer: Viewer, partnership: Partnership, profile: Mapping[int, tuple[Fit, str]], **said: Any
) -> Initiative:
    """Return the new initiative, given as the fields of INITIATIVE (`name` and `audience` are needed).

    `profile` says of gaps, by their numbers, how well it meets them and what it does.
    """
    initiative = Initiative(
        partnership_id=partnership.id, audience_why=Why.CHOSEN, added_on=clock.today(), user_id=doer.user_id,
        by=doer.name, profiles=[],
    )  # fmt: skip
    _say(initiative, said)
    db.session.add(initiative)
    _hold_against(initiative, profile)
    reindex_initiative(initiative)
    record(doer, "added", initiative, f"Added {_initiative(initiative)}")
    return initiative


def change_initiative(
    doer: Viewer, initiative: Initiative, profile: Mapping[int, tuple[Fit, str]], looked_at: frozenset[int], **said: Any
) -> None:
    """Give an initiative other words or another profile; of gaps that were not `looked_at` it keeps what it says."""
    _say(initiative, said)
    kept = {each.gap_id: (each.fit, each.does) for each in initiative.profiles if each.gap_id not in looked_at}
    _hold_against(initiative, kept | dict(profile))
    db.session.flush()
    db.session.expire(initiative, ["organisation"])
    reindex_initiative(initiative)
    record(doer, "changed", initiative, f"Changed {_initiative(initiative)}")


def remove_initiative(doer: Viewer, initiative: Initiative) -> None:
    """Take an initiative off the gaps it stands under; it can come back."""
    initiative.removed_at = clock.now()
    reindex_initiative(initiative)
    record(doer, "removed", initiative, f"Removed {_initiative(initiative)}")


def restore_initiative(doer: Viewer, initiative: Initiative) -> None:
    """Bring a removed initiative back."""
    initiative.removed_at = None
    reindex_initiative(initiative)
    record(doer, "restored", initiative, f"Brought back {_initiative(initiative)}")


def reindex_initiative(initiative: Initiative) -> None:
    """Bring the index in line with an initiative."""
    db.session.flush()
    if initiative.removed_at is not None:
        index.drop("initiative", [initiative.id])
        return
    place = db.session.get_one(Partnership, initiative.partnership_id)
    behind = initiative.organisation.name if initiative.organisation else initiative.run_by
    index.put(
        "initiative", initiative.id, title=initiative.name, audience=initiative.audience,
        body=" ".join(filter(None, (initiative.text, behind, initiative.reach.words))),
        address=f"/partnerships/{place.slug}/gaps/initiatives/{initiative.id}/",
        partnership_id=initiative.partnership_id, organisation_id=initiative.organisation_id,
    )  # fmt: skip


def reindex(gap: Gap) -> None:
    """Bring the index in line with a gap."""
    if gap.removed_at is not None:
        index.drop("gap", [gap.id])
        return
    place = db.session.get_one(Partnership, gap.partnership_id)
    index.put(
        "gap", gap.id, title=gap.need, body=" ".join(filter(None, (gap.evidence, gap.source, gap.area))),
        address=f"/partnerships/{place.slug}/gaps/{gap.id}/", audience=gap.audience,
        partnership_id=gap.partnership_id, area=gap.area,
    )  # fmt: skip


def _hold_against(initiative: Initiative, profile: Mapping[int, tuple[Fit, str]]) -> None:
    known = {each.gap_id: each for each in initiative.profiles}
    for number in set(known) - set(profile):
        initiative.profiles.remove(known[number])
    for number, (fit, does) in profile.items():
        if number in known:
            known[number].fit, known[number].does = fit, does
        else:
            initiative.profiles.append(Profile(gap_id=number, fit=fit, does=does))


def _say(initiative: Initiative, said: Mapping[str, Any]) -> None:
    if unknown := said.keys() - set(INITIATIVE):
        raise TypeError(f"no field of an initiative: {', '.join(sorted(unknown))}")
    for name, value in said.items():
        setattr(initiative, name, value)
    if initiative.organisation_id:
        initiative.run_by = ""


def _initiative(initiative: Initiative) -> str:
    return f"the initiative “{shortened(initiative.name)}”"


def _gap(gap: Gap) -> str:
    return f"the gap “{shortened(gap.need, 120)}”"
