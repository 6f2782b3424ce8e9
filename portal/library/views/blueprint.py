"""The blueprint of the library."""

from flask import Blueprint

library = Blueprint("library", __name__)
PLACE = "/partnerships/<slug>/library/"
SHELF = PLACE + "<any(standards, training, funding, practice):shelf>/"
