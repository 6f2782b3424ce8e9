"""Pages of the health check, one module for each kind of page."""

from portal.healthcheck.services import keeping  # noqa: F401
from portal.healthcheck.views import comparing, following, index, results, reviewing  # noqa: F401
from portal.healthcheck.views.blueprint import bp as healthcheck

__all__ = ["healthcheck"]
