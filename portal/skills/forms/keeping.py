"""What those fill in who keep the list of terms and the sharing protocol."""

from typing import Any

from wtforms import RadioField, SelectField, ValidationError
from wtforms.validators import Optional

from portal.core import clock
from portal.core.forms import DayField, LineField, PortalForm, ProseField, VersionedForm, number_or_none, required
from portal.skills import rules
from portal.skills.forms.offering import TERMS, ManyField
from portal.skills.models import Terms


class TermForm(VersionedForm):
    """A term of the list, with its category and other names."""

    name = LineField("Name", [required("A skill needs a name.")], longest=120)
    category = LineField("Category", [Optional()], longest=80, description="One of those there are, or a new one.")
    also = ProseField("Also called", [Optional()], description="Other names, one on each line.", longest=2000)

    @property
    def names(self) -> list[str]:
        """The other names, one for each line."""
        return [" ".join(line.split())[:120] for line in self.also.data.splitlines() if rules.key_of(line)]


class MergeForm(PortalForm):
    """Into which term another is merged."""

    into = SelectField("Into which skill?", coerce=number_or_none, validators=[required("Choose a skill.")])


class ProtocolForm(PortalForm):
    """How a partnership agreed to share skills."""

    agreed_on = DayField("Agreed on", [required("Say on which day it was agreed.")])
    text = ProseField("What was agreed", [required("Write down what was agreed.")])
    default_terms = RadioField("Unless an offer says otherwise, help is", choices=TERMS)

    def validate_agreed_on(self, field: Any) -> None:
        """Refuse a day to come."""
        if field.data and field.data > clock.today():
            raise ValidationError("That day has not come yet. Write it down once it is agreed.")


class AuditForm(PortalForm):
    """What an organisation answers in a yearly round: what it no longer offers, and what it offers besides."""

    gone = ManyField("No longer offered", coerce=int)
    lines = ProseField("What else can you offer?", longest=4000)

    def new_skills(self, usual: Terms) -> list[tuple[str, Terms]]:
        """Return the new skills, one for each line: "minute taking - free"; without terms they are the usual ones."""
        by_word = {word: each for each in Terms for word in (each.value, each.words.lower())}
        found: dict[str, tuple[str, Terms]] = {}
        for line in filter(str.strip, self.lines.data.splitlines()):
            title, _dash, said = line.rpartition(" - ")
            terms = by_word.get(said.strip().lower())
            name = " ".join((title if terms else line).split())[:200]
            found.setdefault(name.lower(), (name, terms or usual))
        return list(found.values())
