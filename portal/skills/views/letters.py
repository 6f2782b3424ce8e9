"""Choosing which letters about what is wanted one gets, and stopping them by one click."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.skills import wanted_letters as services
from portal.skills.forms import WantedLettersForm
from portal.skills.models import WantedLetters
from portal.skills.queries.wanted_letters import reader_of
from portal.skills.views.base import skills


@skills.route("/skills/wanted/letters", methods=["GET", "POST"])
@gate.signed_in
def letters_about_wanted() -> ResponseReturnValue:
    gate.demand_that(current_user.person_id is not None)
    row = reader_of(current_user.person_id)
    choice = row.choice if row else WantedLetters.MATCHES
    form = WantedLettersForm(choice=choice.value)
    if form.validate_on_submit():
        chosen = WantedLetters(form.choice.data)
        services.choose(current_user, chosen)
        words = (
            "You get no more of these letters." if chosen is WantedLetters.NONE else f"Saved: {chosen.words.lower()}."
        )
        flash(words, "good")
        return redirect("/skills/wanted/letters", 303)
    page = render_template(
        "skills/wanted_letters.html", form=form, choice=choice, written_on=row.written_on if row else None
    )
    return page, 422 if form.is_submitted() else 200
