"""Kinds of field that the forms of the directory share."""

from collections.abc import Callable
from typing import Any

from wtforms.validators import Email, Length, Optional

from portal.core.forms import LineField, ProseField

MAIL = [
    Optional(),
    Length(max=254, message="Keep this to 254 letters or fewer."),
    Email(message="Write the whole e-mail address, such as office@example.org."),
]
WRONG = {"invalid_value_message": "Choose one of these.", "invalid_choice_message": "Choose one of these."}


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


class ReadLinesField(ProseField):
    """Lines that are read by a rule; what was typed stays in the box while the rule refuses it."""

    def __init__(self, label: str, rule: Callable[[str], str], validators: list | None = None, **given: Any) -> None:
        super().__init__(label, validators, **given)
        self.rule = rule

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep the lines as the rule writes them."""
        super().process_formdata(valuelist)
        if self.data:
            self.data = self.rule(self.data)
