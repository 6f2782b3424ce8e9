"""The blueprint of series, polls and the year."""

from flask import Blueprint

series = Blueprint("series", __name__, url_prefix="/partnerships/<slug>/meetings")
