"""The blueprint of what goes between two tiers."""

from flask import Blueprint

bp = Blueprint("tiers", __name__, url_prefix="/partnerships/<slug>/tiers")
