"""Pages and files of what comes in and goes out."""

from portal.transfer.views import cards, imports, open_referral
from portal.transfer.views.blueprint import transfer

__all__ = ["cards", "imports", "open_referral", "transfer"]
