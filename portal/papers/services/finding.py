"""Keeping what is found of bulletins in step with them: each from the day it was sent, for its own audience."""

from portal.core import index
from portal.core.database import db
from portal.papers.models import Bulletin
from portal.partnerships.models import Partnership


def reindex(bulletin: Bulletin) -> None:
    """Renew what is found of a bulletin; a draft is not found at all."""
    if bulletin.sent_at is None:
        return
    partnership = db.session.get_one(Partnership, bulletin.partnership_id)
    index.put(
        "bulletin",
        bulletin.id,
        title=bulletin.title,
        body=bulletin.text.replace("## ", "").replace("**", ""),
        address=f"/partnerships/{partnership.slug}/meetings/{bulletin.meeting_id}/bulletin",
        audience=bulletin.audience,
        partnership_id=bulletin.partnership_id,
        group_id=bulletin.group_id,
    )
