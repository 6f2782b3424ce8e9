"""The blueprint of the pages about what each partner is doing."""

from flask import Blueprint

updates = Blueprint("updates", __name__)
PLACE = "/partnerships/<slug>/updates/"
