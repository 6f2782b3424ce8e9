"""What happens by the clock: letters are sent, reminders written, old things tidied. Safe to run twice."""

import threading
from collections.abc import Callable

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from portal.accounts import services as accounts
from portal.actions import letters as actions
from portal.consultations.services import letters as consultations
from portal.core import clock
from portal.core.database import writing
from portal.decisions import proposal_letters, proposal_settling, reviewing
from portal.mail import delivery
from portal.mail import services as mail
from portal.meetings.services import letters as meetings
from portal.memberships.services import dissolving
from portal.memberships.services import letters as memberships
from portal.papers.services import clocks, closing
from portal.papers.services import letters as papers
from portal.plans.services import importing as plan_imports
from portal.plans.services import objectives, reckoning, rounds
from portal.questionnaires.services import reminding as surveys
from portal.representation.services import in_touch
from portal.representation.services import letters as representation
from portal.resources.services import letters as resources
from portal.resources.services import photographs
from portal.series import polling
from portal.skills import letters as skills
from portal.skills import wanted_letters
from portal.tiers.services import letters as tiers
from portal.transfer import services as imports

EVERY = 60


def tick(app: Flask) -> dict[str, int]:
    """Do everything that is due; return how much of each was done.

    Each kind has a transaction of its own, so that one that fails leaves the others their work.
    """
    kinds: dict[str, Callable[[], int]] = {
        "reminders of minutes": meetings.write_minutes_reminders,
        "clocks of meetings": clocks.set_missing,
        "reminders of papers": papers.write_paper_reminders,
        "reminders of packs and bulletins": papers.write_clock_reminders,
        "reminders of proposals for agendas": closing.write_closing_reminders,
        "reminders of actions": actions.write_action_reminders,
        "reminders of terms": memberships.write_term_letters,
        "reminders of membership statements": representation.write_membership_letters,
        "letters to who keeps in touch": in_touch.write_letters,
        "decisions between meetings": proposal_settling.settle_due,
        "reminders to answer": proposal_letters.write_reminders,
        "reminders of polls": polling.write_reminders,
        "reminders of reviews": reviewing.write_review_letters,
        "reminders of sub groups": dissolving.write_dissolve_letters,
        "reminders of requests": skills.write_request_reminders,
        "letters about what is wanted": wanted_letters.write_wanted_letters,
        "reminders of what is to be brought back": resources.write_return_reminders,
        "reminders of reports": tiers.write_report_reminders,
        "reminders of consultations": consultations.write_reminders,
        "reminders of rounds": rounds.write_reminders,
        "surveys that are over": surveys.close_due,
        "reminders of surveys": surveys.write_reminders,
        "objectives to review": objectives.put_on_agendas,
        "times before meetings": reckoning.reckon,
        "small photographs": photographs.make_small_ones,
    }
    done: dict[str, int] = {}
    with app.app_context(), app.test_request_context(base_url=app.config["ADDRESS"] or None):
        if 6 <= clock.local(clock.now()).hour < 21:
            for name, write in kinds.items():
                done[name] = _alone(app, write)
        _alone(app, accounts.tidy)
        _alone(app, mail.forget_secrets)
        _alone(app, imports.tidy)
        _alone(app, plan_imports.tidy)
        sent, failed, waiting = delivery.send_due()
        done |= {"letters sent": sent, "letters refused": failed, "letters waiting": waiting}
    return done


def _alone(app: Flask, work: Callable[[], int | None]) -> int:
    try:
        with writing():
            return work() or 0
    except SQLAlchemyError as error:
        app.logger.error("the clock's work failed: %s", type(error).__name__)
    except Exception:
        if app.testing:
            raise
        app.logger.exception("one piece of the clock's work failed; the others go on")
    return 0


def run(app: Flask, stopped: threading.Event) -> None:
    """Tick once a minute until told to stop, beside the server."""
    while not stopped.wait(EVERY):
        try:
            tick(app)
        except Exception:
            app.logger.exception("the clock stumbled and goes on")
