"""The blueprint of the pages about representation over time."""

from flask import Blueprint

bp = Blueprint("representation", __name__, url_prefix="/partnerships/<slug>/representation")
