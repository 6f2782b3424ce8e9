"""What was decided without one's seat, since a day, all on one page and acknowledged in one go."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import clock, gate
from portal.core.dates import add_months
from portal.core.htmx import changed, wants_fragment
from portal.core.permissions import Permission
from portal.core.text import plural
from portal.decisions import without
from portal.decisions.forms import SinceForm
from portal.decisions.views.blueprint import decisions
from portal.partnerships.models import Partnership


@decisions.route("/without-us", methods=["GET", "POST"])
@gate.allow(Permission.ACKNOWLEDGE_DECISIONS)
def without_us(partnership: Partnership) -> ResponseReturnValue:
    form = SinceForm(request.args, meta={"csrf": False})
    is_readable = form.validate()
    since = (form.since.data if is_readable else None) or add_months(clock.today(), -12)
    if not form.since.raw_data:
        form.since.data = since
    context = {"partnership": partnership, "form": form, "since": since}
    if request.method == "POST":
        return _acknowledge(partnership, since, context)
    rows = without.without(current_user, partnership, since)
    page = render_template("decisions/without_us.html", rows=rows, told="", **context)
    return page, 200 if is_readable else 422


def _acknowledge(partnership: Partnership, since: date, context: dict) -> ResponseReturnValue:
    """Note as seen what stood on the page when the button was pressed, and nothing that came since."""
    number = without.acknowledge_all(current_user, partnership, request.form.getlist("seen"))
    told = f"Thank you. {plural(number, 'note')} kept that you have seen it." if number else "There was nothing new."
    if not wants_fragment():
        flash(told, "good")
    back = url_for("decisions.without_us", slug=partnership.slug, since=since.isoformat())
    rows = without.without(current_user, partnership, since)
    if wants_fragment():
        return changed("decisions/_without.html", back_to=back, rows=rows, told=told, **context)
    return redirect(back, 303)
