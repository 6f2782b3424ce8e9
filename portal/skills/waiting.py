"""What waits for a person among skills: requests to answer, names to agree to, offers to confirm."""

from portal.core import waiting
from portal.core.filters import shortday
from portal.core.text import plural, shortened
from portal.core.viewer import Viewer
from portal.core.waiting import Waiting
from portal.skills.models import RequestState
from portal.skills.queries.asking import waiting_requests
from portal.skills.queries.audits import unanswered_forms
from portal.skills.queries.offers import stale_of, waiting_for_consent

NEXT = {RequestState.ASKED: "Answer", RequestState.OFFERED: "Answer the offer", RequestState.AGREED: "See how it goes",
        RequestState.DONE: "Say thank you"}  # fmt: skip


@waiting.offer
def waiting_for(viewer: Viewer) -> list[Waiting]:
    """Return what waits for the viewer, requests first."""
    return [*_requests(viewer), *_consents(viewer), *_audits(viewer), *_stale(viewer)]


def _requests(viewer: Viewer) -> list[Waiting]:
    return [
        _thing(
            "to answer",
            shortened(row.title, 110),
            f"/skills/requests/{row.id}/",
            f"{row.organisation} asks {row.helper} for help. Last word on {shortday(row.moved_at)}.",
            NEXT[row.state],
        )
        for row in waiting_requests(viewer)
    ]


def _consents(viewer: Viewer) -> list[Waiting]:
    return [
        _thing(
            "to say",
            f"May {row.organisation} name you for “{shortened(row.title, 80)}”?",
            f"/skills/{row.id}/",
            "Until you say yes, others do not see your name.",
            "Say yes or no",
        )
        for row in waiting_for_consent(viewer)
    ]


def _audits(viewer: Viewer) -> list[Waiting]:
    return [
        _thing(
            "to answer",
            f"Which skills does {answer.organisation.name} offer?",
            f"/skills/audits/{answer.id}/",
            f"A short form, once a year. It is asked for by {shortday(answer.audit.answer_by)}.",
            "Fill in the form",
        )
        for answer in unanswered_forms(viewer)
    ]


def _stale(viewer: Viewer) -> list[Waiting]:
    return [
        _thing(
            "to confirm",
            f"{plural(row.number, 'skill')} of {row.name} not confirmed for a year",
            f"/organisations/{row.slug}/",
            "Others wonder whether they are still offered.",
            "See the entry",
        )
        for row in stale_of(viewer)
    ]


def _thing(mark: str, words: str, address: str, meta: str, button: str) -> Waiting:
    return waiting.thing(None, words, address, meta, button, mark)
