"""Who gets in where: the glossary."""

from tests.access.matrix import EVERYONE, WRITERS, Case, here

TERM = {"number": "{explained}"}
SAID = {"term": "CVS", "meaning": "council for voluntary service"}

CASES = [
    Case("glossary.index", "GET", EVERYONE),
    Case("glossary.add", "GET POST", here("fay", *WRITERS), data=SAID),
    Case("glossary.edit", "GET POST", here("fay", *WRITERS), TERM, SAID),
    Case("glossary.remove", "POST", here("fay", *WRITERS), TERM),
    Case("glossary.restore", "POST", here("fay", *WRITERS), {"number": "{removed_explained}"}),
]
