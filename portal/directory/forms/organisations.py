"""What people fill in about organisations, and when something has ended."""

from datetime import date

from wtforms import BooleanField, SelectField, ValidationError
from wtforms.validators import Optional

from portal.core import clock
from portal.core.forms import DayField, LineField, MailField, PortalForm, ProseField, VersionedForm, choices, required
from portal.directory import rules
from portal.directory.forms.fields import MAIL, WRONG, ReadField, ReadLinesField
from portal.directory.models import Sector

SECTORS = [(each.value, each.words) for each in Sector]
PARTS = {
    "help": ("services", "area_served", "opening_times", "languages", "access"),
    "numbers": ("social", "charity_number", "company_number"),
}
"""The optional parts of the form, which are folded while they are empty."""


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
    services = ProseField(
        "Services",
        [Optional()],
        description="What people can ask you for, a line each: transport, a lunch club, advice.",
    )
    area_served = LineField("Area served", [Optional()], description="Such as: the Hope Valley and villages around.")
    opening_times = LineField(
        "Opening times", [Optional()], longest=400, description="Such as: Monday to Friday, 9 to 1."
    )
    languages = LineField("Languages", [Optional()], description="Those you can help people in.")
    access = ProseField(
        "Access for disabled people",
        [Optional()],
        description="Steps, lift, toilet, hearing loop, parking, quiet room.",
    )
    address = LineField("Address", [Optional()], longest=300)
    postcode = ReadField("Postcode", rules.postcode, [Optional()])
    telephone = ReadField("Telephone", rules.telephone, [Optional()], longest=40)
    email = MailField("E-mail", MAIL, description="The office's own address. Everybody sees it.")
    website = ReadField("Website", rules.website, [Optional()], longest=290)
    social = ReadLinesField(
        "Social media", rules.social_links, [Optional()], description="The address of each page, one on a line."
    )
    charity_number = ReadField("Charity number", rules.charity_number, [Optional()])
    company_number = ReadField("Company number", rules.company_number, [Optional()])

    def open_parts(self) -> set[str]:
        """Return the optional parts of the form that hold something, or something wrong, and so stand open."""
        return {part for part, names in PARTS.items() if any(self._says(name) for name in names)}

    def _says(self, name: str) -> bool:
        return bool(self[name].data or self[name].errors or name in self.theirs)


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
