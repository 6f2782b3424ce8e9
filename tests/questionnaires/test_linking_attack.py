"""Somebody who has a copy of the database of every minute, and the log, tries to learn who answered what; in vain.

They have everything but the portal's secret key, on SQLite the very bytes of the file and on PostgreSQL the place and
the transaction of each row. What they learn is who has answered and when, never what. In PostgreSQL an envelope was
written by the transaction that noted whose turn it was, so that they even know which envelope is whose: it is the seal
that keeps it shut, and when the survey is closed, envelopes and salt are gone.
"""

import io
import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st

from portal.core.database import db, writing
from portal.questionnaires import sealing
from portal.questionnaires.models import Measure
from portal.questionnaires.services import counting
from portal.questionnaires.survey_models import Remark, Survey, Tally
from tests import factories
from tests import factories_questionnaires as make

ANSWERING = {"respondents", "answer_envelopes", "answer_drafts"}
ORDER = (4, 1, 7, 0, 6, 2, 5, 3)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def settings(request, room) -> dict:
    """A portal that writes its log, on either database."""
    file = f"sqlite:///{room}/attacked.sqlite3"
    return {
        "WTF_CSRF_ENABLED": False, "SECRET_KEY": "a-secret-for-tests-only-0123456789", "INSTANCE": str(room),
        "SQLALCHEMY_DATABASE_URI": file if request.param == "sqlite" else request.getfixturevalue("postgres_url"),
        "SQLITE_SYNCHRONOUS": "OFF", "BACKGROUND": False, "ADDRESS": "http://localhost",
    }  # fmt: skip


@pytest.fixture
def log(app) -> io.StringIO:
    """The application's log."""
    handler = next(each for each in app.logger.handlers if hasattr(each, "stream"))
    kept, handler.stream = handler.stream, io.StringIO()
    yield handler.stream
    handler.stream = kept


class Photograph:
    """Everything the database holds at a moment: rows as they lie there, and on SQLite the bytes of its files."""

    def __init__(self) -> None:
        db.session.rollback()
        self.rows = {name: self._rows(name) for name in db.metadata.tables}
        self.bytes = b"".join(repr(rows).encode() for rows in self.rows.values())
        if is_sqlite():
            file = Path(db.engine.url.database)
            self.bytes = b"".join(each.read_bytes() for each in sorted(file.parent.glob(f"{file.name}*")))
        db.session.rollback()

    def _rows(self, name: str) -> list[dict]:
        hidden = "" if is_sqlite() else "ctid::text AS ctid, xmin::text AS xmin, "
        found = db.session.execute(sa.text(f"SELECT {hidden}* FROM {name}"))  # noqa: S608  our own tables
        return [dict(row) for row in found.mappings()]

    def new(self, earlier: "Photograph", name: str) -> list[dict]:
        """The rows of a table that were not there before, or were otherwise."""
        return [row for row in self.rows[name] if row not in earlier.rows[name]]

    def changed(self, earlier: "Photograph") -> set[str]:
        """The tables in which anything is otherwise than before."""
        return {name for name, rows in self.rows.items() if rows != earlier.rows[name]}


def is_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"


class Round:
    """Eight seats that answer, each something of its own."""

    def __init__(self, sign_in, slug: str) -> None:
        self.place = factories.partnership(slug=slug)
        people = [factories.person(f"Rep {number}") for number in range(8)]
        for person in people:
            factories.seat(self.place.main, held_by=person)
        self.trust, self.change = make.wording(), make.wording("What must change?", measure=Measure.TEXT)
        self.survey = make.opened(self.place, self.trust, self.change)
        self.clients = [sign_in(person) for person in people]
        self.at = f"/partnerships/{slug}/surveys/{self.survey.id}"
        for client in self.clients:
            client.get("/")

    def fill_in(self, number: int) -> None:
        """One of them answers, from a word to a page."""
        said = {f"q{self.trust.id}": str(number % 5 + 1), f"q{self.change.id}": f"canary{number} " * (number * 30 + 1)}
        if number % 5 < 2:
            said[f"help{self.trust.id}"] = f"aviary{number} " * (number * 10 + 1)
        assert self.clients[number].htmx(f"{self.at}/answer/1/", data=said).status_code == 200

    def send(self, number: int) -> None:
        assert self.clients[number].post(f"{self.at}/answer/send").status_code == 303

    def close(self) -> None:
        with writing():
            counting.close(make.SOMEBODY, db.session.get(Survey, self.survey.id))

    def pages(self) -> str:
        """What the last of them sees of the survey, without marks of the moment and how many have answered."""
        found = [self.clients[-1].get(f"{self.at}/{page}").text for page in ("results/", "results/?format=csv")]
        return re.sub(r"[\w.\-]{20,}|\d+", "", " ".join(found))


@pytest.fixture
def played(app, sign_in, log):
    """A round with photographs of before and after each sending, and those of after it was closed."""
    played = Round(sign_in, "peak")
    photographs, shown, halfway = [Photograph()], [played.pages()], []
    for number in ORDER:
        played.fill_in(number)
        halfway.append(Photograph())
        played.send(number)
        photographs.append(Photograph())
        if number != 7:  # what its own sender is shown says that they have answered
            shown.append(played.pages() if 7 not in ORDER[: ORDER.index(number)] else shown[-1])
    played.photographs, played.halfway, played.shown, played.log = photographs, halfway, shown, log.getvalue()
    played.salt = db.session.get(Survey, played.survey.id).salt
    played.close()
    played.after = Photograph()
    return played


def test_nobody_ties_an_answer_to_a_seat(played):
    every = [*played.photographs, *played.halfway]
    no_answer_can_be_read(every)
    nothing_else_changes_with_a_sending(played.photographs)
    all_are_of_one_size(every)
    there_are_no_hidden_numbers_and_no_times()
    no_envelope_opens_without_the_key(played.photographs[-1], played.salt)
    assert len(set(played.shown)) == 1, "the pages are the same whatever was answered"
    assert "/results/" in played.log, "the log is written"
    assert "/answer/" not in played.log
    assert "canary" not in played.log
    what_stays_is_in_no_order(played)


def no_answer_can_be_read(photographs) -> None:
    for photograph in photographs:
        for words in (b"canary", b"aviary", b'"choice"', b'"answers"'):
            assert words not in photograph.bytes


def nothing_else_changes_with_a_sending(photographs) -> None:
    """From one to the next one seat has answered, and one envelope more is there: under a random key, sealed."""
    for before, after in zip(photographs, photographs[1:], strict=False):
        assert after.changed(before) <= ANSWERING
        (seat,), (envelope,) = after.new(before, "respondents"), after.new(before, "answer_envelopes")
        was = next(row for row in before.rows["respondents"] if row["id"] == seat["id"])
        told = {name for name in seat if name not in ("ctid", "xmin") and seat[name] != was[name]}
        assert told == {"has_answered"}
        assert set(envelope) - {"ctid", "xmin"} == {"id", "survey_id", "sealed"}
        assert not after.rows["answer_drafts"]
        if not is_sqlite():
            assert envelope["xmin"] == seat["xmin"], "known: the transaction joins them, so the seal must hold"
    assert not photographs[-1].rows["submissions"], "no form that was sent leaves a mark"


def all_are_of_one_size(photographs) -> None:
    sizes = {
        len(row["sealed"]) for each in photographs for name in ("answer_drafts", "answer_envelopes")
        for row in each.rows[name]
    }  # fmt: skip
    assert len(sizes) == 1


def there_are_no_hidden_numbers_and_no_times() -> None:
    for name in ("answer_drafts", "answer_envelopes", "remarks"):
        if is_sqlite():
            with pytest.raises(sa.exc.OperationalError, match="no such column"):
                db.session.execute(sa.text(f"SELECT rowid FROM {name}"))  # noqa: S608
            db.session.rollback()
    for name in (*ANSWERING, "tallies", "remarks"):
        kinds = {type(column.type).__name__ for column in db.metadata.tables[name].columns}
        assert "Moment" not in kinds
        assert "Time" not in kinds


def no_envelope_opens_without_the_key(photograph, salt) -> None:
    for row in photograph.rows["answer_envelopes"]:
        for secret in ("", "secret", salt.hex(), str(row["id"]), str(row["survey_id"])):
            sealed = bytes(row["sealed"])
            with pytest.raises(InvalidTag):
                sealing.AESGCM(sealing._key(secret, salt)).decrypt(sealed[:12], sealed[12:], None)


def what_stays_is_in_no_order(played) -> None:
    """Counts in the order of the questions, texts in that of their random keys; no envelope, no draft, no salt."""
    after = played.after
    assert not after.rows["answer_envelopes"] + after.rows["answer_drafts"]
    assert [bytes(row["salt"]) for row in after.rows["surveys"]] == [b""]
    counts = [(row["wording_id"], row["choice"]) for row in after.rows["tallies"]]
    assert counts == sorted(counts)
    assert all(row["sector"] == "" for row in after.rows["tallies"])
    keys = [row["id"] for row in after.rows["remarks"]]
    assert keys == sorted(keys)
    assert len(keys) == 8 + sum(number % 5 < 2 for number in ORDER)
    shown = {"ctid", "xmin", "id", "survey_id", "wording_id", "series", "kind", "text", "hidden_on"}
    assert all(set(row) <= shown for row in after.rows["remarks"])
    spoken = [row["verb"] for row in after.rows["audit_events"] if row["thing"] == "surveys"]
    assert spoken == ["opened", "closed"]
    for words in (b'"choice"', b'"answers"'):
        assert words not in after.bytes, "what lies in freed pages is sealed"


def test_another_order_of_sending_leaves_the_same(app, sign_in):
    found = []
    for slug, order in (("one", ORDER), ("two", ORDER[::-1])):
        played = Round(sign_in, slug)
        for number in order:
            played.fill_in(number)
            played.send(number)
        played.close()
        counts = db.session.query(Tally.choice, Tally.count).filter_by(survey_id=played.survey.id).order_by(Tally.id)
        texts = db.session.query(Remark.text).filter_by(survey_id=played.survey.id)
        found.append(([tuple(row) for row in counts], sorted(text for (text,) in texts)))
    assert found[0] == found[1]


BODIES = st.dictionaries(
    st.integers(1, 99).map(str),
    st.one_of(
        st.fixed_dictionaries({"choice": st.integers(0, 5), "help": st.text(max_size=60)}),
        st.fixed_dictionaries({"text": st.text(max_size=200)}),
        st.fixed_dictionaries({"choices": st.lists(st.integers(0, 9), max_size=9)}),
    ),
    max_size=9,
)  # fmt: skip


@tried(max_examples=25)
@given(st.lists(BODIES, min_size=2, max_size=3))
def test_what_is_sealed_comes_out_again_and_all_seals_have_one_size(bodies):
    from flask import Flask

    app = Flask("sealing")
    app.secret_key = "a-secret-for-tests-only-0123456789"
    with app.app_context():
        salt = sealing.new_salt()
        sealed = [sealing.seal(salt, 16384, {"answers": body}) for body in bodies]
        assert [sealing.unseal(salt, each)["answers"] for each in sealed] == bodies
        assert {len(each) for each in sealed} == {16384 + 28}
