"""What the results of a health check cost, alone and beside 1.18 million answers, and how long counting takes."""

import argparse
import csv
import os
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask

from benchmarks.growth import compare
from benchmarks.load import make_user, portal_at
from benchmarks.measure import Request, bare, cpu, quiet, request, signed_in, sizes, statements
from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.directory.models import Organisation, Sector
from portal.memberships.models import Seat
from portal.partnerships.models import Group, Kind, Partnership, Rules
from portal.questionnaires import sealing, standard
from portal.questionnaires.models import PlacedQuestion, Question, Questionnaire, QuestionSection, Wording
from portal.questionnaires.services import counting
from portal.questionnaires.survey_models import (
    Asks,
    Envelope,
    Remark,
    Respondent,
    Series,
    Stage,
    Survey,
    Tally,
)

QUESTIONS = 18
ENVELOPES = 10_000


def fill(folder: Path, only_first: bool) -> int:
    """Put the sample's reviews into an empty database, all of them or the first partnership's; return the answers."""
    kind = Kind(slug="partnership", name="Partnership")
    db.session.add(kind)
    db.session.flush()
    _put(Question, [{"id": n, "key": f"question-{n}", "topic": f"topic {n % 8}"} for n in range(1, QUESTIONS + 1)])
    _put(Wording, [
        {"id": n, "question_id": n, "heading": f"Statement {n}, in as many words as people need",
         "choices": standard.AGREEMENT} for n in range(1, QUESTIONS + 1)
    ])  # fmt: skip
    reviews = [row for row in _rows(folder / "health_reviews.csv") if not only_first or row["partnership_id"] == "1"]
    for place in sorted({int(row["partnership_id"]) for row in reviews}):
        _put(Partnership, [{"id": place, "slug": f"place-{place}", "name": f"Place {place}", "kind_id": kind.id}])
        _put(Rules, [{"partnership_id": place}])
        _put(Group, [{"id": place, "partnership_id": place, "slug": "main", "name": "Main", "kind": "main"}])
    for row in reviews:
        _review(row)
    return _answers(folder, {int(row["id"]) for row in reviews})


def _review(row: dict[str, str]) -> None:
    number, place, year = int(row["id"]), int(row["partnership_id"]), int(row["year"])
    day = date.fromisoformat(row["closes_on"])
    _put(Questionnaire, [{"id": number, "partnership_id": place, "title": "Health check", "purpose": "short_check"}])
    _put(QuestionSection, [{"id": number, "questionnaire_id": number, "position": 0, "title": "How we work"}])
    _put(PlacedQuestion, [
        {"section_id": number, "wording_id": n, "position": n} for n in range(1, QUESTIONS + 1)
    ])  # fmt: skip
    _put(Survey, [
        {"id": number, "partnership_id": place, "group_id": place, "questionnaire_id": number, "year": year,
         "title": f"Health check {year}", "stage": Stage.CLOSED, "audience": Audience.PARTNERSHIP,
         "opened_on": date.fromisoformat(row["opened_on"]), "closes_on": day, "closed_on": day,
         "previous_id": None}
    ])  # fmt: skip


def _answers(folder: Path, reviews: set[int]) -> int:
    """Count the sample's answers as closing a survey does, and keep the comments."""
    tallies: Counter[tuple[int, int, int]] = Counter()
    asked: set[tuple[int, int]] = set()
    remarks, answers = [], 0
    for row in _rows(folder / "health_answers.csv"):
        review = int(row["review_id"])
        if review not in reviews:
            continue
        answers += 1
        number = int(row["question"].rpartition("-")[2])
        tallies[review, number, int(row["score"] or -1)] += 1
        asked.add((review, int(row["organisation_id"])))
        if row["comment"]:
            remarks.append({
                "survey_id": review, "wording_id": number, "series": Series.SEATS, "kind": "help",
                "text": row["comment"],
            })  # fmt: skip
    people = sorted({organisation for _review, organisation in asked})
    _put(Organisation, [
        {"id": n, "slug": f"organisation-{n}", "name": f"Organisation {n}", "sort_name": f"organisation {n}",
         "sector": Sector.VOLUNTARY} for n in people
    ])  # fmt: skip
    _put(Seat, [
        {"id": n, "partnership_id": 1, "group_id": 1, "organisation_id": n, "from_on": date(2020, 1, 1)} for n in people
    ])  # fmt: skip
    _put(Respondent, [
        {"survey_id": review, "seat_id": organisation, "organisation_id": organisation, "has_answered": True}
        for review, organisation in sorted(asked)
    ])  # fmt: skip
    _put(Tally, [
        {"survey_id": review, "wording_id": number, "series": Series.SEATS, "choice": choice, "count": count}
        for (review, number, choice), count in sorted(tallies.items())
    ])  # fmt: skip
    _put(Remark, remarks)
    counts = Counter(review for review, _organisation in asked)
    table = sa.inspect(Survey).local_table
    change = sa.update(table).where(table.c.id == sa.bindparam("review")).values(replies=sa.bindparam("number"))
    db.session.execute(change, [{"review": review, "number": number} for review, number in sorted(counts.items())])
    return answers


def _rows(path: Path) -> Any:
    with path.open(newline="") as lines:
        yield from csv.DictReader(lines)


def _put(model: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        db.session.execute(sa.insert(model), rows)


def requests_for(app: Flask) -> dict[str, Request]:
    """Return a request for each page, signed in as the manager of the first partnership."""
    quiet(app)
    with app.app_context():
        email, password = make_user()
        newest = db.session.scalar(sa.select(sa.func.max(Survey.id)).where(Survey.partnership_id == 1))
    client = signed_in(app, email, password)
    here = "/partnerships/place-1/"
    return {
        "results of a survey": request(app, client, f"{here}surveys/{newest}/results/"),
        "health check": request(app, client, f"{here}health-check/{newest}/"),
        "list of surveys": request(app, client, f"{here}surveys/"),
    }


def count_many(app: Flask) -> tuple[float, float]:
    """Return the CPU seconds of sealing ten thousand replies of eighteen answers, and of closing their survey."""
    with app.app_context(), app.test_request_context(), writing():
        form = Questionnaire(partnership_id=1, title="Big", sections=[QuestionSection(position=0, title="All")])
        form.sections[0].questions = [PlacedQuestion(wording_id=n, position=n) for n in range(1, QUESTIONS + 1)]
        survey = Survey(
            partnership_id=1, group_id=1, questionnaire=form, title="Big", year=2026, stage=Stage.OPEN, asks=Asks.LINK,
            salt=sealing.new_salt(), room=8192 + 48 * QUESTIONS, closes_on=clock.today(), opened_on=clock.today(),
        )  # fmt: skip
        db.session.add(survey)
        db.session.flush()
        said = {str(n): {"choice": n % 5 + 1} for n in range(1, QUESTIONS + 1)} | {"1": {"choice": 1, "help": "Time"}}
        began = time.process_time()
        _put(Envelope, [
            {"survey_id": survey.id, "sealed": sealing.seal(
                survey.salt, survey.room, {"series": "seats", "sector": "", "answers": said})}
            for _each in range(ENVELOPES)
        ])  # fmt: skip
        sealed = time.process_time()
        counting.close(None, survey)
        db.session.flush()
        closed = time.process_time()
        db.session.rollback()
    return sealed - began, closed - sealed


def main() -> int:
    """Measure both portals and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder of generated sample files")
    parser.add_argument("--rounds", type=int, default=11)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        pages, counts, answers = [], [], 0
        for only_first in (True, False):
            app = portal_at(f"sqlite:///{room}/checks-{only_first}.sqlite3")
            with app.app_context():
                db.create_all()
                with writing():
                    answers = fill(asked.folder, only_first)
                db.session.execute(sa.text("ANALYZE"))
                db.session.commit()
            pages.append(requests_for(app))
            counts.append({name: _count(app, ask) for name, ask in pages[-1].items()})
        timed = compare(pages[0], pages[1], asked.rounds)
        unit = cpu(bare())
        print(f"{date.today()}, load {os.getloadavg()[0]:.1f}, {asked.rounds} rounds, b = {unit:,.0f} µs\n")
        print(
            f"| page | CPU ms, {answers:,} answers | growth | statements | bytes | br |\n|---|---:|---:|---:|---:|---:|"
        )
        for name, result in timed.items():
            few, many = counts[0][name], counts[1][name]
            plain, _zipped, squeezed = sizes(pages[1][name]())
            said = str(few) if few == many else f"{few}, {many}"
            print(f"| {name} | {result.middle / 1000:,.1f} | {result.ratio:.2f} | {said} | {plain:,} | {squeezed:,} |")
        sealed, closed = count_many(app)
        print(f"\n{ENVELOPES:,} replies: sealed in {sealed:.1f} s, counted in {closed:.1f} s of CPU")
    return 0


def _count(app: Flask, ask: Request) -> int:
    with statements(app) as seen:
        ask()
    return len(seen)


if __name__ == "__main__":
    sys.exit(main())
