"""Pages of questionnaires and surveys, one module for each kind of page."""

from portal.questionnaires.views import answering, linked, opening, papers, questions, results, surveys
from portal.questionnaires.views.blueprint import bp as questionnaires
from portal.questionnaires.views.blueprint import linked as linked_surveys

__all__ = [
    "answering", "linked", "linked_surveys", "opening", "papers", "questionnaires", "questions", "results", "surveys",
]  # fmt: skip
