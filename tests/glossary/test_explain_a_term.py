"""Explaining terms for everybody who reads the partnership's papers."""

import pytest

from portal.core import index
from portal.core.database import db
from portal.core.viewer import VISITOR
from portal.glossary.models import Explained
from tests import factories_glossary

SENT = {"term": "LSP", "meaning": "local strategic partnership", "text": "It covers one district."}


def terms(client, base) -> list[str]:
    return [cell.text for cell in client.soup(base).select("tbody th")]


def test_a_term_is_explained_found_changed_removed_and_brought_back(sign_in, who, client, base):
    mina = sign_in(who.mina)
    assert client.soup(base).select_one(".empty")

    assert mina.post(base + "new", data=SENT).status_code == 303

    row = db.session.query(Explained).one()
    assert terms(client, base) == ["LSP"]
    assert "It covers one district." in client.soup(base).find("main").text
    assert [hit.title for hit in index.search(VISITOR, "strategic")] == ["LSP: local strategic partnership"]
    assert client.get(base + "?format=csv").text.splitlines()[1].startswith("LSP,local strategic partnership")

    at = f"{base}{row.id}/"
    assert mina.post(at + "edit", data=SENT | {"term": "LSPs", "version": 0}).status_code == 409
    assert mina.post(at + "edit", data=SENT | {"term": "LSPs", "version": row.version}).status_code == 303
    assert terms(client, base) == ["LSPs"]

    assert mina.post(at + "remove").status_code == 303
    assert client.soup(base).select_one(".empty")
    assert not index.search(VISITOR, "strategic")
    assert mina.post(at + "restore").status_code == 303
    assert terms(client, base) == ["LSPs"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"term": ""}, "Write the term."),
        ({"meaning": ""}, "Write what it means."),
        ({"term": "pct"}, "“pct” is in the glossary already. Change that entry instead."),
    ],
)
def test_a_mistake_is_said_beside_the_field_and_what_was_typed_is_kept(sign_in, who, base, wrong, sentence):
    factories_glossary.term(who.here, "PCT", "primary care trust")

    answer = sign_in(who.mina).post(base + "new", data=SENT | wrong)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "It covers one district." in answer.text
    assert db.session.query(Explained).count() == 1


def test_only_those_who_write_minutes_explain_terms_and_only_their_own(sign_in, who, base):
    row = factories_glossary.term(who.there)

    assert sign_in(who.otto).post(base + "new", data=SENT).status_code == 403
    assert sign_in(who.sue).post(base + "new", data=SENT).status_code == 404
    assert sign_in(who.mina).post(f"{base}{row.id}/remove").status_code == 404
    assert db.session.query(Explained).filter_by(removed_at=None).count() == 1


def test_the_meaning_another_partnership_gives_is_proposed(sign_in, who, base):
    factories_glossary.term(who.there, "CPA", "comprehensive performance assessment")

    page = sign_in(who.mina).soup(base + "new?term=CPA")

    assert page.find(id="term")["value"] == "CPA"
    assert page.find(id="meaning")["value"] == "comprehensive performance assessment"


def test_thirty_terms_cost_no_more_than_three(sign_in, who, base, queries):
    for number in range(30):
        factories_glossary.term(who.here, f"T{number}")
    browser = sign_in(who.otto)
    queries.clear()

    assert len(browser.soup(base).select("tbody tr")) == 30
    assert len(queries) <= 3 + 2  # two of them count the record of changes, before and after
