"""The portal, put together: the one file that knows every feature."""

from flask import Blueprint, Flask, Response, jsonify
from flask_compress import Compress
from sqlalchemy import text
from werkzeug.middleware.proxy_fix import ProxyFix

import portal.actions.models
import portal.audit.models
import portal.core.index
import portal.decisions.models
import portal.mail.models
import portal.meetings.models
import portal.plans.import_models
import portal.plans.round_models
import portal.questionnaires.survey_models  # noqa: F401
from portal.accounts import sign_in
from portal.accounts.views import accounts
from portal.actions import panels as actions_panels  # noqa: F401
from portal.actions import waiting as actions_waiting  # noqa: F401
from portal.actions.views import actions
from portal.audit.views import audit
from portal.consultations import panels as consultations_panels  # noqa: F401
from portal.consultations import waiting as consultations_waiting  # noqa: F401
from portal.consultations.views import consultations
from portal.core import assets, config, database, errors, filters, gate, headers, htmx, log, numbers, once, sessions
from portal.core.database import db
from portal.core.forms import csrf
from portal.core.pages import Pages
from portal.core.paths import find_folder
from portal.decisions import panels as decisions_panels  # noqa: F401
from portal.decisions import waiting as decisions_waiting  # noqa: F401
from portal.decisions.views import decisions
from portal.directory.views import directory
from portal.gaps import panels as gaps_panels  # noqa: F401
from portal.gaps.views import gaps
from portal.glossary.views import glossary
from portal.healthcheck import panels as healthcheck_panels  # noqa: F401
from portal.healthcheck import waiting as healthcheck_waiting  # noqa: F401
from portal.healthcheck.views import healthcheck
from portal.home.views import home
from portal.library import on_offer  # noqa: F401
from portal.library.views import library
from portal.mail.views import mail
from portal.meetings import panels as meetings_panels  # noqa: F401
from portal.meetings import waiting as meetings_waiting  # noqa: F401
from portal.meetings.views import meetings
from portal.memberships import panels as memberships_panels  # noqa: F401
from portal.memberships.viewer import load_viewer
from portal.memberships.views import memberships
from portal.papers import panels as papers_panels  # noqa: F401
from portal.papers import waiting as papers_waiting  # noqa: F401
from portal.papers.views import papers_pages, stopping_pages
from portal.partnerships import address
from portal.partnerships.views import partnerships
from portal.plans import agenda_panels as plans_agenda_panels  # noqa: F401
from portal.plans import dashboard as plans_dashboard  # noqa: F401
from portal.plans import offers_waiting as plans_offers_waiting  # noqa: F401
from portal.plans import panels as plans_panels  # noqa: F401
from portal.plans import waiting as plans_waiting  # noqa: F401
from portal.plans.views import plans
from portal.questionnaires import waiting as questionnaires_waiting  # noqa: F401
from portal.questionnaires.views import linked_surveys, questionnaires
from portal.representation import panels as representation_panels  # noqa: F401
from portal.representation import waiting as representation_waiting  # noqa: F401
from portal.representation.views import representation
from portal.resources import panels as resources_panels  # noqa: F401
from portal.resources import waiting as resources_waiting  # noqa: F401
from portal.resources.views import resources
from portal.search.views import search
from portal.series import waiting as series_waiting  # noqa: F401
from portal.series.views import series_pages
from portal.skills import panels as skills_panels  # noqa: F401
from portal.skills import waiting as skills_waiting  # noqa: F401
from portal.skills.views import skills
from portal.stakeholders.views import stakeholders
from portal.tiers import panels as tiers_panels  # noqa: F401
from portal.tiers import waiting as tiers_waiting  # noqa: F401
from portal.tiers.views import tiers
from portal.transfer.views import transfer
from portal.updates import panels as updates_panels  # noqa: F401
from portal.updates.views import updates

BLUEPRINTS: list[Blueprint] = [
    accounts,
    actions,
    audit,
    consultations,
    decisions,
    directory,
    gaps,
    glossary,
    healthcheck,
    home,
    library,
    linked_surveys,
    meetings,
    mail,
    memberships,
    papers_pages,
    partnerships,
    plans,
    questionnaires,
    representation,
    resources,
    search,
    series_pages,
    stopping_pages,
    updates,
    skills,
    stakeholders,
    tiers,
    transfer,
]


def create_app(overrides: dict | None = None) -> Flask:
    """Return the portal with the settings of its layers, the given ones last.

    Raises `portal.core.config.UnsafeSettings` when the settings must not be served with.
    """
    app = Flask(
        "portal",
        static_folder=None,
        template_folder=str(find_folder("templates")),
        instance_path=str((overrides or {}).get("INSTANCE") or config.instance_folder()),
    )
    app.jinja_environment = Pages
    app.ensure_sync = lambda function: function  # type: ignore[method-assign,assignment]  # no view is a coroutine
    config.init_app(app, overrides)
    sessions.init_app(app)
    log.init_app(app)
    database.init_app(app)
    errors.init_app(app)
    assets.init_app(app)
    htmx.init_app(app)
    numbers.init_app(app)
    csrf.init_app(app)
    once.init_app(app)
    sign_in.init_app(app, load_viewer)
    headers.init_app(app)
    filters.init_app(app)
    address.init_app(app)
    Compress(app)
    app.jinja_env.globals.update(portal_name=app.config["PORTAL_NAME"], is_demo=app.config["DEMO"])
    if app.config["PROXIES"]:
        count = int(app.config["PROXIES"])
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]

    @app.get("/healthz")
    @gate.public
    def healthz() -> Response:
        db.session.execute(text("SELECT 1"))
        return jsonify(status="well")

    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app
