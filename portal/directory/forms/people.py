"""What people fill in about people, and what may be shown of them."""

from typing import Any

from wtforms import RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired, Optional

from portal.core.forms import LineField, MailField, VersionedForm, choices, number_or_none, required
from portal.directory import rules
from portal.directory.forms.fields import MAIL, WRONG, ReadField
from portal.directory.models import Showing

SHOWINGS = [(showing.value, showing.words[0].upper() + showing.words[1:]) for showing in Showing]
SHOWINGS_OF_OTHERS = [(showing.value, words[0].upper() + words[1:]) for showing, words in rules.OTHERS.items()]


def showing_hints(holder: str) -> dict[Showing, str]:
    """Return what each choice means; `holder` is "you hold", or "they hold" where somebody else writes it down."""
    sitting = f"a partnership in which {holder} a seat, a role or an office"
    return {
        Showing.PUBLIC: "Anybody who opens this portal, without signing in.",
        Showing.PARTNERS: "People who sit in any partnership here, once they are signed in.",
        Showing.TOGETHER: f"Only people of {sitting}.",
        Showing.NOBODY: f"Only the organisation's representatives, and the managers of {sitting}.",
    }


class PersonForm(VersionedForm):
    """The entry of a person."""

    name = LineField("Name", [required("Write the person's name.")])
    job = LineField("Job", [Optional()], longest=120, description="Such as development worker, or trustee.")
    organisation_id = SelectField("Organisation", coerce=number_or_none, **WRONG)
    email = MailField("E-mail", MAIL, description="Shown only to those the person agreed to.")
    telephone = ReadField("Telephone", rules.telephone, [Optional()], longest=40)


class ConsentForm(VersionedForm):
    """What a person agrees to have shown, and to whom."""

    name_shown = RadioField(
        "Who may see the name and the job?", choices=choices(SHOWINGS), coerce=Showing, **WRONG,
        validators=[InputRequired("Choose who may see the name.")],
    )  # fmt: skip
    contact_shown = RadioField(
        "Who may see the e-mail address and the telephone number?", choices=choices(SHOWINGS), coerce=Showing, **WRONG,
        validators=[InputRequired("Choose who may see the contact details.")],
    )  # fmt: skip

    def validate_contact_shown(self, field: RadioField) -> None:
        """Refuse contact details that would be shown more widely than the name."""
        order = list(Showing)
        chosen = (field.data, self.name_shown.data)
        if all(each in order for each in chosen) and order.index(chosen[0]) < order.index(chosen[1]):
            raise ValidationError("Contact details cannot be shown to more people than the name. Choose fewer people.")


class ToldConsentForm(ConsentForm):
    """The same, written down by somebody else, who says how the person agreed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name_shown.choices = self.contact_shown.choices = choices(SHOWINGS_OF_OTHERS)

    told = LineField(
        "How did they agree?", [required("Say how they agreed, such as: by telephone on 3 March.")], longest=160,
        description="Such as: by telephone on 3 March, to me.",
    )  # fmt: skip
