"""A partnership with a plan of two sections, and who comes to its pages."""

from types import SimpleNamespace

import pytest

from portal.actions.models import Status
from tests import factories_plans
from tests.people import cast


@pytest.fixture
def who(app):
    return cast()


@pytest.fixture
def house(who) -> SimpleNamespace:
    """The plan of Here with its two sections and two actions in the first; `at` is its address."""
    plan = factories_plans.plan(who.here)
    support = factories_plans.section(plan, "Support", code="1", aim="Help each other")
    gaps = factories_plans.section(plan, "Gaps", code="2")
    hall = factories_plans.entry(
        plan, "Book the hall\nThe big one", support, leads="all", ref="1.01", priority="high", timescale="now,later",
        scale="small", how="Ring up\nThen write", status=Status.ONGOING,
    )  # fmt: skip
    form = factories_plans.entry(plan, "Print the form", support, when="ongoing", ref="1.02", timescale="soon")
    at = f"/partnerships/{who.here.slug}/plans/{plan.id}/"
    return SimpleNamespace(plan=plan, support=support, gaps=gaps, hall=hall, form=form, at=at, who=who)
