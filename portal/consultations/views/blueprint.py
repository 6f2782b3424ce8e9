"""The blueprint of consultations."""

from flask import Blueprint

bp = Blueprint("consultations", __name__, url_prefix="/partnerships/<slug>/consultations")
