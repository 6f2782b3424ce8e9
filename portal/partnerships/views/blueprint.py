"""The blueprint of the pages about partnerships."""

from flask import Blueprint

partnerships = Blueprint("partnerships", __name__, url_prefix="/partnerships")
