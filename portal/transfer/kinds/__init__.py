"""What can be imported: each kind knows its fields, what is there already, and how its rows are written."""

from portal.transfer.kinds.kind import Kind
from portal.transfer.kinds.offers import Resources, Skills
from portal.transfer.kinds.organisations import Organisations
from portal.transfer.kinds.people import People

KINDS: dict[str, Kind] = {kind.key: kind for kind in (Organisations(), People(), Skills(), Resources())}
"""Every kind, those that others refer to first."""
