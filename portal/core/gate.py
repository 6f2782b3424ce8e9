"""The gate in front of every view. A view without one fails the tests."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort, current_app
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core.permissions import Permission

View = Callable[..., ResponseReturnValue]


def public(view: View) -> View:
    """Let everyone in; what they see is decided by the audience rule."""
    view.gate = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Let in everyone who signed in."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        if not current_user.is_authenticated:
            return current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
        return view(*args, **kwargs)

    guarded.gate = "signed_in"  # type: ignore[attr-defined]
    return guarded


def allow(permission: Permission) -> Callable[[View], View]:
    """Let in those who hold the permission somewhere in the partnership of the address.

    Who belongs to the partnership and lacks the permission gets 403; everyone else 404, as for all things of
    other partnerships. A view for one group asks `demand` as well, once it has loaded what it is about.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
            partnership = kwargs.get("partnership")
            if not current_user.is_authenticated:
                return current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
            if not current_user.can(permission, partnership):
                abort(403 if partnership is None or current_user.belongs_to(partnership) else 404)
            return view(*args, **kwargs)

        guarded.gate = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def demand(permission: Permission, partnership: Any, group_id: int | None) -> None:
    """Answer 403 unless the viewer holds the permission for this very group."""
    if not current_user.can_in(permission, partnership, group_id):
        abort(403)


def demand_that(condition: bool) -> None:
    """Answer 403 unless the condition holds: for rights that follow from the thing itself, such as one's own entry."""
    if not condition:
        abort(403)
