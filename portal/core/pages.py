"""How templates are compiled: the one Jinja environment, made for pages of many small parts."""

from collections.abc import MutableMapping
from typing import Any

from flask.templating import Environment
from jinja2 import StrictUndefined


class Pages(Environment):
    """Jinja as the portal uses it: a name that is not there is a mistake, and blocks leave no blank lines."""

    def __init__(self, app: Any, **options: Any) -> None:
        super().__init__(app, **options | {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True})

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the names every template knows, in one dictionary.

        Jinja makes a chain of two, which it then looks through name by name at each import of a macro. What is added
        to the environment after a template was first used is not seen by that template.
        """
        return {**self.globals, **(d or {})}
