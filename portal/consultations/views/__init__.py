"""Pages of consultations, a module for each part of them; importing them registers their addresses."""

from portal.consultations.views import asking, noting, responding
from portal.consultations.views.blueprint import bp as consultations

__all__ = ["asking", "consultations", "noting", "responding"]
