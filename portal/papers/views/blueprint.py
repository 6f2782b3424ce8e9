"""The blueprint of papers. A form that hands in a file may be as large as a paper may be."""

from flask import Blueprint, current_app

from portal.core.uploads import may_be_large

bp = Blueprint("papers", __name__, url_prefix="/partnerships/<slug>/meetings")
may_be_large(bp, {"papers.add", "papers.renew"}, lambda: current_app.config["PAPER_MEGABYTES"] * 1024 * 1024)
