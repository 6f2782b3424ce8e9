"""Forms that hand in a file: their bodies may be larger than any other's."""

from collections.abc import Callable, Collection
from typing import Any

from flask import Blueprint, request

FIELDS_BESIDE = 1024 * 1024


def may_be_large(pages: Blueprint, endpoints: Collection[str], heaviest: Callable[[], int]) -> None:
    """Raise the limit of a form before anything reads it, where a file comes with it; `heaviest` is in bytes."""

    @pages.url_value_preprocessor
    def let_files_in(endpoint: str | None, _values: dict[str, Any] | None) -> None:
        if endpoint in endpoints and request.method == "POST":
            request.max_content_length = heaviest() + FIELDS_BESIDE
