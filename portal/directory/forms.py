"""What people fill in about organisations and people."""

from collections.abc import Callable
from datetime import date
from typing import Any

from wtforms import BooleanField, RadioField, SelectField, ValidationError
from wtforms.validators import Email, InputRequired, Length, Optional

from portal.core import clock
from portal.core.forms import (
    DayField,
    LineField,
    MailField,
    PortalForm,
    ProseField,
    VersionedForm,
    choices,
    number_or_none,
    required,
)  # fmt: skip
from portal.directory import rules
from portal.directory.models import Sector, Showing

MAIL = [
    Optional(),
    Length(max=254, message="Keep this to 254 letters or fewer."),
    Email(message="Write the whole e-mail address, such as office@example.org."),
]
WRONG = {"invalid_value_message": "Choose one of these.", "invalid_choice_message": "Choose one of these."}
SECTORS = [(each.value, each.words) for each in Sector]
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


class ReadField(LineField):
    """A line that is read by a rule; what was typed stays in the box while the rule refuses it."""

    def __init__(self, label: str, rule: Callable[[str], str], validators: list | None = None, **given: Any) -> None:
        super().__init__(label, validators, **given)
        self.rule = rule

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep the line as the rule writes it."""
        super().process_formdata(valuelist)
        if self.data:
            self.data = self.rule(self.data)


class OrganisationForm(VersionedForm):
    """The entry of an organisation."""

    name = LineField("Name", [required("Write the organisation's name.")])
    short_name = LineField("Short name", [Optional()], longest=60, description="Letters it is known by, such as HPCVS.")
    sector = SelectField("Sector", choices=choices(SECTORS), coerce=Sector, default=Sector.UNKNOWN, **WRONG)
    kind = LineField("Kind", [Optional()], longest=80, description="Such as volunteer bureau, or district council.")
    area = LineField("Area", [Optional()], longest=120, description="Where it works: a town, a district, a county.")
    description = ProseField(
        "What it does", [Optional()], description="A few sentences, as you would tell a new partner."
    )
    address = LineField("Address", [Optional()], longest=300)
    postcode = ReadField("Postcode", rules.postcode, [Optional()])
    telephone = ReadField("Telephone", rules.telephone, [Optional()], longest=40)
    email = MailField("E-mail", MAIL, description="The office's own address. Everybody sees it.")
    website = ReadField("Website", rules.website, [Optional()], longest=290)


class NewOrganisationForm(OrganisationForm):
    """The entry of an organisation that is not in the directory yet."""

    is_another = BooleanField("It is another organisation: add it")


class EndForm(PortalForm):
    """The day on which an organisation closed, or a person left."""

    day = DayField("On which day?", [required("Write the day.")], default=clock.today)

    @property
    def chosen(self) -> date:
        """The day, once the form is sound."""
        return self.day.data or clock.today()

    def validate_day(self, field: DayField) -> None:
        """Refuse a day to come: the entry can be ended when it has happened."""
        if field.data and field.data > clock.today():
            raise ValidationError("That day is still to come. Come back when it has happened.")
        if field.data and field.data < date(1900, 1, 1):
            raise ValidationError("That is too long ago. Write the year with four figures.")


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
