"""What is filled in for a term."""

from wtforms import ValidationError

from portal.core.forms import LineField, ProseField, VersionedForm, required
from portal.glossary import queries
from portal.partnerships.models import Partnership


class TermForm(VersionedForm):
    """A term, what it means in a few words, and more about it."""

    term = LineField("Term or abbreviation", [required("Write the term.")], longest=80, description="Such as: LSP.")
    meaning = LineField(
        "What it means", [required("Write what it means.")], description="In a few words: local strategic partnership."
    )
    text = ProseField("More about it", longest=4000, description="Leave it empty if the few words are enough.")

    def bind_to(self, partnership: Partnership, but: int | None = None) -> "TermForm":
        """Say in which glossary the term is to stand; `but` is the entry that is being changed."""
        self.partnership, self.but = partnership, but
        return self

    def validate_term(self, field: LineField) -> None:
        """A term is explained once."""
        if field.data and queries.is_there(self.partnership, field.data, self.but):
            raise ValidationError(f"“{field.data}” is in the glossary already. Change that entry instead.")
