"""Turn the partnership named in an address into the partnership itself."""

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.core.database import db
from portal.partnerships.models import Partnership


def init_app(app: Flask) -> None:
    """Replace ``slug`` in every address by ``partnership``, or answer 404; and give it to every template."""

    @app.url_value_preprocessor
    def load_partnership(endpoint: str | None, values: dict | None) -> None:
        if values and "slug" in values and not (endpoint or "").startswith("directory."):
            asked = select(Partnership).filter_by(slug=values.pop("slug")).options(joinedload(Partnership.kind))
            values["partnership"] = db.one_or_404(asked)
