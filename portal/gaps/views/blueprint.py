"""The blueprint of the gaps bank."""

from flask import Blueprint

gaps = Blueprint("gaps", __name__)
PLACE = "/partnerships/<slug>/gaps/"
