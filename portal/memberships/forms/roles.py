"""What is filled in about roles, and about invitations to roles and seats."""

from collections.abc import Sequence
from typing import Any

from wtforms import RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired

from portal.accounts.forms import NewPasswordForm
from portal.core.forms import LineField, MailField, PortalForm, choices, number_or_none, required
from portal.core.permissions import APPOINTED, Role
from portal.directory.forms import MAIL
from portal.memberships.forms.parts import named
from portal.memberships.models import Standing


class RoleForm(PortalForm):
    """Which role, and where it holds."""

    role = RadioField(
        "Which role?", [required("Choose a role.")], coerce=Role,
        choices=choices((role, role.words.capitalize()) for role in APPOINTED),
    )  # fmt: skip
    group_id = SelectField("Where?", coerce=number_or_none, description="A manager manages the whole partnership.")
    organisation_id = SelectField("Wider staff of which organisation?", coerce=number_or_none)

    def offer(self, groups: Sequence[Any], organisations: Sequence[Any]) -> None:
        """Offer the partnership's groups and organisations."""
        self.group_id.choices = choices(((each.id, each.name) for each in groups), "In the whole partnership")
        self.organisation_id.choices = choices(((each.id, each.name) for each in organisations), "Not wider staff")

    def validate_group_id(self, field: SelectField) -> None:
        """There are no managers of a group."""
        if field.data and self.role.data is Role.MANAGER:
            raise ValidationError("A manager manages the whole partnership. Choose the whole partnership here.")

    def validate_organisation_id(self, field: SelectField) -> None:
        """Wider staff belong to an organisation with a seat."""
        if not field.data and self.role.data is Role.WIDER_STAFF:
            raise ValidationError("Choose the organisation they are wider staff of.")


class GiveRoleForm(RoleForm):
    """A role for somebody who is known."""

    person_id = SelectField("Who?", [required("Choose the person.")], coerce=number_or_none)

    def offer_people(self, people: Sequence[Any]) -> None:
        """Offer the partnership's people."""
        self.person_id.choices = choices(named(people), "Choose somebody")


class Invited:
    """Whom an invitation goes to."""

    name = LineField("Name", [required("Write the name.")])
    email = MailField("E-mail address", [InputRequired("Write the e-mail address."), *MAIL[1:]])


class InviteToRoleForm(Invited, RoleForm):
    """An invitation to a role."""


class InviteToSeatForm(Invited, PortalForm):
    """An invitation to hold a seat."""

    standing = RadioField(
        "To do what?", [required("Choose what for.")], coerce=Standing, default=Standing.REPRESENTATIVE,
        choices=choices([
            (Standing.REPRESENTATIVE, "Represent the organisation"),
            (Standing.SUBSTITUTE, "Be the substitute named for the seat"),
        ]),
    )  # fmt: skip

    def meant_for(self, person: Any, standing: Standing) -> None:
        """Fill in whom it is for, where somebody who holds the seat is to get an account; only the address is asked."""
        self.standing.choices = [choice for choice in self.standing.choices if choice.value == standing]
        if not self.is_submitted():
            self.name.data, self.email.data, self.standing.data = person.name, person.email, standing


class NewcomerForm(NewPasswordForm):
    """What somebody without an account fills in to accept an invitation."""

    once = None
    name = LineField("Your name", [required("Write your name, as others should see it.")])
