"""Pages about seats, a module for each thing they are about; importing them registers their addresses."""

from portal.memberships.views import (  # noqa: F401
    ending,
    holders,
    invitations,
    matrix,
    offices,
    quotas,
    roles,
    seats,
)
from portal.memberships.views.blueprint import memberships

__all__ = ["memberships"]
