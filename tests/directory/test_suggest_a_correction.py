"""Corrections: any partner suggests one, those who keep the entry answer, both hear of it by letter."""

import pytest
from sqlalchemy import select

from portal.core.database import db, writing
from portal.directory.models import Answer, Correction, Organisation
from tests.factories_directory import correction, keeper
from tests.people import cast

SAID = {"field": "telephone", "text": "The number ends in 020 now."}


@pytest.fixture
def who(app):
    return cast()


@pytest.fixture
def mine(who):
    return db.session.get(Organisation, who.seat_ray.organisation_id)


def base(organisation):
    return f"/organisations/{organisation.slug}/"


def the_one():
    db.session.rollback()
    return db.session.scalar(select(Correction))


def test_a_partner_elsewhere_suggests_and_all_who_keep_it_are_written_to(sign_in, who, mine, outbox):
    keeper(mine.id, who.otto)

    response = sign_in(who.sue).post(f"{base(mine)}suggest", data=SAID)

    assert response.status_code == 303
    assert (the_one().field, the_one().suggested_by) == ("telephone", "Sue Stanton")
    assert [letter.to_name for letter in outbox()] == ["Otto Over", "Ray Rowsley"]
    assert "ends in 020" in outbox()[0].body
    assert "ends in 020" in sign_in(who.ray).soup(f"{base(mine)}entries/").text
    assert sign_in(who.sue).soup(base(mine)).select_one(f"[href='{base(mine)}suggest']")


def test_an_empty_suggestion_is_refused(sign_in, who, mine, outbox):
    response = sign_in(who.sue).post(f"{base(mine)}suggest", data=SAID | {"text": " "})

    assert response.status_code == 422
    assert not outbox()
    assert the_one() is None


@pytest.mark.parametrize("name", ["suki", "rem"])
def test_who_is_no_partner_suggests_nothing(sign_in, who, mine, name):
    assert sign_in(getattr(who, name)).post(f"{base(mine)}suggest", data=SAID).status_code == 403


def test_a_keeper_accepts_and_edits(sign_in, who, mine, outbox):
    row = correction(mine.id, by=who.sue)
    ray = sign_in(who.ray)

    response = ray.post(f"{base(mine)}corrections/{row.id}/accept")

    assert response.status_code == 303
    assert "Spring Gardens" in ray.soup(response.location).select_one("main").text
    assert the_one().answer is Answer.ACCEPTED
    assert [(letter.to_name, "accepted" in letter.body) for letter in outbox()] == [("Sue Stanton", True)]
    assert ray.post(f"{base(mine)}corrections/{row.id}/accept").status_code == 409


def test_a_keeper_declines_with_a_reason(sign_in, who, mine, outbox):
    row = correction(mine.id, by=who.sue)
    ray = sign_in(who.ray)

    assert ray.post(f"{base(mine)}corrections/{row.id}/decline", data={"reason": ""}).status_code == 422
    assert the_one().answer is Answer.OPEN
    assert (
        ray.post(f"{base(mine)}corrections/{row.id}/decline", data={"reason": "We are still there."}).status_code == 303
    )

    assert the_one().answer is Answer.DECLINED
    assert "We are still there." in outbox()[0].body
    assert "We are still there." in ray.soup(f"{base(mine)}entries/").text


def test_others_answer_nothing(sign_in, who, mine):
    row = correction(mine.id, by=who.sue)

    assert sign_in(who.sue).post(f"{base(mine)}corrections/{row.id}/accept").status_code == 403
    assert sign_in(who.rosa).get(f"{base(mine)}corrections/{row.id}/decline").status_code == 403


def test_a_correction_of_another_organisation_is_not_found(sign_in, who, mine):
    row = correction(who.seat_rosa.organisation_id, by=who.sue)

    assert sign_in(who.ray).post(f"{base(mine)}corrections/{row.id}/accept").status_code == 404
    assert sign_in(who.ray).get(f"{base(mine)}edit?correction={row.id}").status_code == 404


def test_who_has_no_account_any_more_gets_no_letter(sign_in, who, mine, outbox):
    row = correction(mine.id)
    with writing():
        row.user_id = None

    sign_in(who.ray).post(f"{base(mine)}corrections/{row.id}/accept")

    assert not outbox()
