"""The blueprint that all views of this feature share."""

from flask import Blueprint

transfer = Blueprint("transfer", __name__)
