"""The blueprints of surveys: those of a partnership, and the public addresses of those that go by a link."""

from flask import Blueprint

bp = Blueprint("questionnaires", __name__, url_prefix="/partnerships/<slug>/surveys")
linked = Blueprint("linked_surveys", __name__, url_prefix="/answer")
