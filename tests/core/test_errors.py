"""What is said when something cannot be done, as a page and within one."""

import pytest
from bs4 import BeautifulSoup

from portal.core.errors import PAGES, UNSPOKEN
from tests.conftest import HTMX
from tests.pages import inspect_page

OTHERS = {410: 410, 415: 415, 418: 418}
TYPED = "We met at the old mill; Rosa brought the plans."
SECRETS = {name: f"secret-{name}" for name in UNSPOKEN}


@pytest.mark.parametrize("status", sorted(PAGES | set(OTHERS)))
def test_every_status_has_a_page_that_says_what_to_do_next(trial, status):
    response = trial.test_client().get(f"/trials/fail/{status}")
    assert response.status_code == status
    page = BeautifulSoup(response.text, "html.parser")
    inspect_page(response.text)
    assert page.main.select("a.btn, button"), "somewhere to go on"
    assert page.main.find("p").get_text(strip=True)
    assert "Traceback" not in response.text


@pytest.mark.parametrize("status", sorted(PAGES | set(OTHERS)))
def test_every_status_is_said_at_the_top_of_a_page_that_stays(trial, status):
    response = trial.test_client().get(f"/trials/fail/{status}", headers=HTMX)
    assert response.status_code == status
    assert (response.headers["HX-Retarget"], response.headers["HX-Reswap"]) == ("#messages", "innerHTML")
    message = BeautifulSoup(response.text, "html.parser").find(id="message")
    assert message["role"] == "alert"
    assert message.get_text(strip=True)
    assert "<html" not in response.text


@pytest.mark.parametrize("status", [400, 403, 405, 409, 500, 503])
def test_what_was_typed_is_kept_and_secrets_are_not(trial, status):
    data = {"notes": TYPED, "empty": ""} | SECRETS
    text = trial.test_client().post(f"/trials/fail/{status}", data=data).text
    assert TYPED in BeautifulSoup(text, "html.parser").text
    assert "secret-" not in text
    assert ">Empty<" not in text


def test_what_was_typed_is_shown_as_it_was_typed(trial):
    text = trial.test_client().post("/trials/fail/409", data={"notes": "<script>alert(1)</script>"}).text
    assert "&lt;script&gt;" in text
    assert "<script>alert" not in text


def test_a_refusal_says_which_rule_stands_against_it(trial):
    data = {"text": TYPED, "answer": "refuse"}
    page = trial.test_client().post("/trials/keep", data=data)
    assert page.status_code == 409
    assert "The agreement does not allow it." in page.text
    assert TYPED in page.text
    fragment = trial.test_client().post("/trials/keep", data=data, headers=HTMX)
    assert fragment.status_code == 409
    assert "The agreement does not allow it." in fragment.text


def test_a_fault_of_ours_is_told_by_a_number_and_nothing_else(trial):
    response = trial.test_client().post("/trials/keep", data={"text": TYPED, "answer": "break"})
    assert response.status_code == 500
    assert TYPED in response.text
    assert "ZeroDivision" not in response.text
    number = BeautifulSoup(response.text, "html.parser").find("dt", string="Number").find_next("dd").text
    assert len(number) == 8


def test_an_address_for_buttons_says_which_way_it_is_used(trial):
    response = trial.test_client().get("/trials/keep")
    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]


@pytest.mark.parametrize("path", ["/nowhere", "/partnerships/nowhere/", "/people/999999999/", "/static/x/nothing.css"])
def test_what_is_not_there_is_said_on_a_page(trial, path):
    response = trial.test_client().get(path)
    assert response.status_code == 404
    inspect_page(response.text)


def test_what_is_too_large_is_refused_before_it_is_read(trial):
    response = trial.test_client().post("/trials/keep", data={"text": "x" * (2 * 1024 * 1024 + 1)})
    assert response.status_code == 413
    assert "too large" in response.text


@pytest.fixture
def strict(trial, monkeypatch):
    """The same portal as it stands outside tests: every form needs its token."""
    monkeypatch.setitem(trial.config, "WTF_CSRF_ENABLED", True)
    return trial.test_client()


@pytest.mark.parametrize("token", [None, "", "forged", "é", "\0", "x" * 5000])
def test_a_form_without_a_true_token_is_refused_with_its_text(strict, token):
    data = {"text": TYPED} | ({"csrf_token": token} if token is not None else {})
    page = strict.post("/trials/keep", data=data)
    assert page.status_code == 400
    assert TYPED in page.text
    assert strict.post("/trials/keep", data=data, headers=HTMX).status_code == 400


def test_a_form_with_its_token_is_taken(strict):
    page = BeautifulSoup(strict.get("/login").text, "html.parser")
    token = page.find("input", attrs={"name": "csrf_token"})["value"]
    assert strict.post("/trials/keep", data={"text": TYPED, "csrf_token": token}).status_code == 303
