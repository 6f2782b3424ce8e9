"""What is filled in to keep in touch, by somebody themselves or by who keeps the list."""

from wtforms import BooleanField, ValidationError

from portal.core.forms import LineField, MailField, PortalForm, required
from portal.directory.forms import MAIL


class InTouchForm(PortalForm):
    """Name and address of who would keep in touch."""

    name = LineField("Your name", [required("Write your name.")])
    email = MailField("Your e-mail address", [required("Write your e-mail address."), *MAIL[1:]])


class AddForm(PortalForm):
    """Somebody who asked to be put on the list."""

    name = LineField("Name", [required("Write the name.")])
    email = MailField("E-mail address", [required("Write the e-mail address."), *MAIL[1:]])
    agreed = BooleanField("They asked for it themselves")

    def validate_agreed(self, field: BooleanField) -> None:
        """Nobody is put on a list without asking for it."""
        if not field.data:
            raise ValidationError("Ask them first, and tick this when they want it.")
