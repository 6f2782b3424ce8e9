"""A tiny partnership's health check without JavaScript, from start to completion: one answer, given together."""

import pytest

from portal.core.database import db
from portal.questionnaires.survey_models import Stage, Survey
from tests import factories_meetings, people


@pytest.fixture
def who(app):
    return people.cast()


def test_two_seats_answer_together_and_follow_it_up(sign_in, who):
    ann = sign_in(who.ann)
    factories_meetings.meeting(who.here.main, days_ago=-9)
    home = "/partnerships/here/health-check/"
    start = {"purpose": "short_check", "asks": "joint", "closes_on": "in 3 weeks", "group_id": who.here.main.id}
    at = ann.post(f"{home}start", data=start).location
    assert ann.post(f"{at}open", data={"closes_on": "in 3 weeks"}).status_code == 303
    assert "Enter what was agreed" in ann.soup(home).main.text
    section = 1
    while "send" not in (page := ann.soup(f"{at}answer/{section}/")).select_one("#next").text:
        answer_section(ann, page, f"{at}answer/{section}/")
        section += 1
    answer_section(ann, page, f"{at}answer/{section}/")
    assert ann.post(f"{at}answer/send").status_code == 303
    assert ann.post(f"{at}close").status_code == 303

    survey = db.session.query(Survey).one()
    results = f"{home}{survey.id}/"
    shown = sign_in(who.ray).soup(results)
    assert "Agreed together at the meeting." in shown.main.text
    assert ann.post(f"{results}workshop").status_code == 303
    assert ann.post(f"{results}complete").status_code == 409
    for link in ann.soup(results).select("a.btn[href*=follow-up]"):
        ann.post(link["href"], data={"way": "leave", "reason": "We are two, and we talk every week"})
    assert ann.post(f"{results}complete").status_code == 303
    db.session.rollback()
    assert db.session.query(Survey).one().stage is Stage.COMPLETED


def answer_section(ann, page, address) -> None:
    """Rate the first statement low and the others high, and go on."""
    names = dict.fromkeys(each["name"] for each in page.select(".scale input[type=radio]"))
    said = {name: "2" if place == 0 else "5" for place, name in enumerate(names)}
    assert ann.post(address, data=said | {"go": "next"}).status_code == 303
