"""The blueprint that every page of decisions hangs from."""

from flask import Blueprint

decisions = Blueprint("decisions", __name__, url_prefix="/partnerships/<slug>/decisions")
