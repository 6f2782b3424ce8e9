"""Turn the partnership named in an address into the partnership itself."""

from flask import Flask, abort
from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from portal.core.database import db
from portal.partnerships.models import Partnership

BY_SLUG = select(Partnership).where(Partnership.slug == bindparam("slug")).options(joinedload(Partnership.kind))


def init_app(app: Flask) -> None:
    """Replace ``slug`` in every address by ``partnership``, or answer 404; and give it to every template."""

    @app.url_value_preprocessor
    def load_partnership(endpoint: str | None, values: dict | None) -> None:
        if values and "slug" in values and not (endpoint or "").startswith("directory."):
            found = db.session.scalars(BY_SLUG, {"slug": values.pop("slug")})
            values["partnership"] = found.one_or_none() or abort(404)
