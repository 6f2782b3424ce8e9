"""The blueprint of the pages of action plans."""

from flask import Blueprint

bp = Blueprint("plans", __name__, url_prefix="/partnerships/<slug>/plans")
