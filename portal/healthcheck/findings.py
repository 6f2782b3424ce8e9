"""The statements of a health check, each with what the records show and what was agreed."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from portal.core.viewer import Viewer
from portal.healthcheck import rules
from portal.healthcheck.models import Evidence
from portal.healthcheck.queries import checks, following
from portal.healthcheck.queries.following import Agreed
from portal.questionnaires.found import Results, Statement
from portal.questionnaires.queries import results
from portal.questionnaires.survey_models import Survey


class Finding(NamedTuple):
    """One statement. `waits` says that it must be settled, and nothing is agreed on it."""

    statement: Statement
    evidence: Evidence | None
    agreed: Agreed | None
    waits: bool


class Findings(NamedTuple):
    """All of a health check, weakest statement first, and its summary sentence."""

    results: Results
    rows: Sequence[Finding]
    heading: str

    @property
    def unanswered(self) -> list[str]:
        """The statements that must be settled and are not."""
        return [row.statement.wording.heading for row in self.rows if row.waits]


def of(viewer: Viewer, survey: Survey) -> Findings:
    """Return the findings of a health check that is closed, in a constant number of statements."""
    found = results.of(survey, viewer)
    return put_together(found, checks.evidence_of(survey.id), following.agreed_on(viewer, survey.id))


def put_together(found: Results, evidence: Mapping[str, Evidence], agreed: Mapping[int, Agreed]) -> Findings:
    """Return the findings from what was read."""
    rows = [_finding(each, evidence, agreed.get(each.wording.id)) for each in found.statements]
    bands = [each.band for each in found.statements if each.is_shown]
    still_open = sum(row.waits for row in rows)
    sentence = rules.heading(found.replies, found.asked, bands, still_open, rules.is_joint(found.survey))
    return Findings(found, rows, sentence)


def _finding(statement: Statement, evidence: Mapping[str, Evidence], agreed: Agreed | None) -> Finding:
    question = statement.wording.question
    kept = evidence.get(rules.topic_of(question.key))
    must_be = statement.band is not None and statement.band.must_be_settled
    return Finding(statement, kept, agreed, must_be and not (agreed and agreed.is_settled))
