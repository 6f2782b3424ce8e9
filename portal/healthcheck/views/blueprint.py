"""The blueprint of the health check."""

from flask import Blueprint

bp = Blueprint("healthcheck", __name__, url_prefix="/partnerships/<slug>/health-check")
