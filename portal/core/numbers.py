"""Numbers of rows in addresses: none is longer than a database can hold, so that a made-up one is simply not found."""

from flask import Flask
from werkzeug.routing import IntegerConverter


class RowNumber(IntegerConverter):
    """A number of at most nine figures."""

    regex = r"\d{1,9}"


def init_app(app: Flask) -> None:
    """Read every `<int:...>` of an address so."""
    app.url_map.converters["int"] = RowNumber
