"""The blueprint of the meetings' pages."""

from flask import Blueprint

bp = Blueprint("meetings", __name__, url_prefix="/partnerships/<slug>/meetings")
