"""The blueprint that all pages of resources belong to."""

from typing import Any

from flask import Blueprint, request

from portal.resources.pictures import HEAVIEST

resources = Blueprint("resources", __name__, url_prefix="/resources")
ROOM_FOR_WORDS = 64 * 1024


@resources.url_value_preprocessor
def let_photographs_in(endpoint: str | None, _values: Any) -> None:
    """Let the form with a photograph be as large as one may be, before anything reads the form."""
    if endpoint == "resources.photograph":
        request.max_content_length = 2 * HEAVIEST + ROOM_FOR_WORDS  # so that what is too large is told so in words
