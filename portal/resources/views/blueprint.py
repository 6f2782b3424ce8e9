"""The blueprint that all pages of resources belong to."""

from flask import Blueprint

from portal.core.uploads import may_be_large
from portal.resources.pictures import HEAVIEST

resources = Blueprint("resources", __name__, url_prefix="/resources")
may_be_large(resources, {"resources.photograph"}, lambda: 2 * HEAVIEST)  # what is too large is told so in words
