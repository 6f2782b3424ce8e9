"""What people fill in to sign in and to choose a password."""

from collections.abc import Iterable
from typing import Any

from flask import current_app
from wtforms import BooleanField, HiddenField, PasswordField, ValidationError

from portal.accounts.rules import HOW_TO_CHOOSE, SHORTEST, fault_of_password
from portal.core.forms import MailField, PortalForm, required


class LoginForm(PortalForm):
    """Who somebody is. Sent twice it signs in twice, which does no harm, so nothing is noted of it beforehand."""

    once = None
    next = HiddenField()
    email = MailField("E-mail address", [required("Give your e-mail address.")])
    password = PasswordField("Password", [required("Give your password.")])
    keep = BooleanField(
        "Keep me signed in on this computer", description="For a month. Leave it out on a computer that others use."
    )


class ForgotForm(PortalForm):
    """The address of an account whose password was forgotten."""

    once = None
    email = MailField("E-mail address", [required("Give the e-mail address you sign in with.")])

    def validate_email(self, field: Any) -> None:
        """Refuse what cannot be an address."""
        before, _, after = field.data.rpartition("@")
        if len(field.data) > 254 or not before or not after or " " in field.data:
            raise ValidationError("Give the whole address, such as name@example.org.")


class CurrentPasswordForm(PortalForm):
    """The password somebody has now, to show that it is oneself."""

    current_password = PasswordField("Current password", [required("Give the password you have now.")])


class NewPasswordForm(PortalForm):
    """A password to choose, typed twice. `about` are words that others know of the person: name, e-mail address."""

    new_password = PasswordField(
        "New password",
        [required("Choose a password.")],
        description=f"{SHORTEST} letters or more. {HOW_TO_CHOOSE}",
    )
    again = PasswordField("The same once more", [required("Type the password once more.")])

    def __init__(self, *args: Any, about: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = (*about, current_app.config["PORTAL_NAME"])

    def validate_new_password(self, field: Any) -> None:
        """Refuse a password that is short or quickly guessed."""
        if fault := fault_of_password(field.data, self.about):
            raise ValidationError(fault)

    def validate_again(self, field: Any) -> None:
        """Refuse when the two differ."""
        if field.data and field.data != self.new_password.data:
            raise ValidationError("The two passwords differ. Type the same one twice.")


class ChangePasswordForm(NewPasswordForm, CurrentPasswordForm):
    """A new password in place of the current one."""
