"""The record of changes of the whole portal."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from portal.audit.queries import history_table
from portal.core import gate, tables
from portal.core.permissions import Permission

audit = Blueprint("audit", __name__)


@audit.get("/history")
@gate.allow(Permission.RUN_PORTAL)
def index() -> ResponseReturnValue:
    page = tables.read(history_table(None), request.args)
    return tables.answer(page, "audit/index.html", "audit/_events.html", "history")
