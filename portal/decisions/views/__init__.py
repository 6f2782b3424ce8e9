"""The addresses of decisions, by page."""

from portal.decisions.views import between, register, reviews, without  # noqa: F401
from portal.decisions.views.blueprint import decisions

__all__ = ["decisions"]
