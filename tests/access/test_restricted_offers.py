"""Seven thousand offers of seven hundred organisations: what is for one partnership is met nowhere by another's.

Each thing that is for Here alone bears a mark. Nobody of There, and no visitor, may meet one: in pages, counts, boxes,
suggestions, files or what other programs read.
"""

import io
import random
import re
import zipfile
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from portal.core import index
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.directory.models import Organisation, Sector
from portal.resources.models import Resource
from portal.resources.services.resources import reindex as reindex_resource
from portal.skills.models import Skill, Terms
from portal.skills.queries.terms import read_vocabulary
from portal.skills.services.indexing import reindex as reindex_skill
from tests import factories
from tests.conftest import HTMX
from tests.people import cast

ORGANISATIONS, SKILLS, RESOURCES = 711, 7110, 700
WORDS = ("bids", "payroll", "minutes", "gardening", "driving", "letters", "websites", "chairing", "first aid")
MARK = "zzalder"
OUTSIDE = ("sue", "tess")


@pytest.fixture
def offered(app) -> SimpleNamespace:
    """The cast, and all the offers: what each is called, and for whom it is."""
    who, dice = cast(), random.Random(2008)  # noqa: S311  the same dice each time
    audiences = [
        (Audience.PUBLIC, None), (Audience.PARTNERS, None),
        (Audience.PARTNERSHIP, who.here.id), (Audience.PARTNERSHIP, who.there.id),
    ]  # fmt: skip
    with writing():
        many = [
            {"slug": f"village-{n}", "name": f"Village hall {n}", "sort_name": f"village hall {n:04}",
             "area": dice.choice(["Peak", "Derby", "Vale"]), "sector": dice.choice(list(Sector)), "version": 1}
            for n in range(ORGANISATIONS)
        ]  # fmt: skip
        db.session.execute(sa.insert(Organisation), many)
        homes = list(db.session.scalars(sa.select(Organisation.id).where(Organisation.slug.like("village-%"))))
        skills = [_skill(n, dice, homes, audiences) for n in range(SKILLS)]
        things = [_resource(n, dice, homes, audiences) for n in range(RESOURCES)]
        db.session.add_all([*skills, *things])
        db.session.flush()
        terms = read_vocabulary()
        with index.gathering():
            for row in skills:
                reindex_skill(row, terms)
            for thing in things:
                reindex_resource(thing)
        who.mine = [(row.id, row.title, row.audience, row.partnership_id) for row in skills]
        who.lent = [(row.id, row.audience, row.partnership_id) for row in things]
    who.tess = factories.person("Tess Two")
    factories.seat(who.there.main, db.session.get(Organisation, homes[0]), who.tess)
    return who


def _titled(number: int, dice: random.Random, audience: Audience, place: int | None) -> str:
    secret = f" {MARK}{number}" if audience is Audience.PARTNERSHIP and place == 1 else ""
    return f"{dice.choice(WORDS).capitalize()} for halls{secret}"


def _skill(number: int, dice: random.Random, homes: list[int], audiences: list) -> Skill:
    audience, place = dice.choice(audiences)
    title = _titled(number, dice, audience, place)
    secret = f"Ask about {MARK}d{number}." if MARK in title else ""
    return Skill(
        organisation_id=homes[0] if not secret and number % 50 == 0 else dice.choice(homes[1:]), title=title,
        sort_title=title.lower(), terms=dice.choice(list(Terms)), description=secret, forms="advice",
        audience=audience, partnership_id=place, area=f"{MARK}area" if secret else "",
    )  # fmt: skip


def _resource(number: int, dice: random.Random, homes: list[int], audiences: list) -> Resource:
    audience, place = dice.choice(audiences)
    name = _titled(100_000 + number, dice, audience, place)
    return Resource(
        organisation_id=dice.choice(homes[1:]), name=name, sort_name=name.lower(), audience=audience,
        partnership_id=place, area="Peak", place=f"{MARK}place" if MARK in name else "",
    )  # fmt: skip


def readable(response) -> str:
    """All the text of an answer, a workbook's too."""
    if response.data[:2] != b"PK":
        return response.text
    with zipfile.ZipFile(io.BytesIO(response.data)) as book:
        return " ".join(book.read(name).decode() for name in book.namelist())


def addresses() -> list[str]:
    """Every way to a list of offers, counts, suggestions and files."""
    asked = [*WORDS[::3], "halls", MARK, f"{MARK}area", MARK[:4], f"{MARK}d7"]
    found = [f"/skills/?page={number}" for number in range(1, 51, 5)] + [
        "/skills/?near=Peak",
        f"/skills/?near={MARK}area",
    ]
    for word in asked:
        found += [f"/skills/?q={word}", f"/skills/?q={word}&terms=free", f"/skills/?q={word}&in=here"]
        found += [f"/search?q={word}", f"/search?q={word}&kind=skill", f"/search?q={word}&area={MARK}area"]
        found += [f"/resources/?q={word}", f"/search/suggest?q={word}", f"/resources/?q={word}&format=csv"]
    for kind in ("csv", "xlsx"):
        found += [f"/skills/?format={kind}", f"/skills/?q=halls&format={kind}", f"/resources/?format={kind}"]
        found += [
            f"/search?q=halls&format={kind}",
            f"/skills/gaps/?format={kind}",
            f"/organisations/stale/?format={kind}",
        ]
    found += ["/skills/gaps/", "/skills/terms/", "/skills/wanted/", "/partnerships/here/skills/", "/partnerships/here/"]
    found += [f"/organisations/village-{number}/" for number in range(0, ORGANISATIONS, 60)]
    for part in ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms"):
        found += [f"/open-referral/{part}?page={page}" for page in (1, 2, 40)]
    return found


def met_by(browser) -> dict[str, list[str]]:
    """The marks somebody meets, by address; one they typed themselves is none."""
    met = {}
    for address in addresses():
        answer = browser.get(address, headers=HTMX if "suggest" in address else {})
        assert answer.status_code < 500, address
        said = set(re.findall(rf"{MARK}\w*", readable(answer))) - set(re.findall(rf"{MARK}\w*", address)) - {MARK}
        if said:
            met[address] = sorted(said)[:3]
    return met


def number_said(browser, word: str) -> tuple[int, int]:
    """How many offers of a word the page says there are, and how many its boxes for terms add up to."""
    page = browser.soup(f"/skills/?q={word}")
    said = re.search(r"([\d,]+) offers? from", page.find(id="found").text)[1]
    ticks = [tick.text.split()[0] for tick in page.select("input[name=terms] ~ span .n")]
    return int(said.replace(",", "")), sum(int(tick.replace(",", "")) for tick in ticks)


def test_what_is_for_one_partnership_is_met_nowhere_by_another(offered, sign_in, client):
    browsers = {"visitor": client} | {name: sign_in(getattr(offered, name)) for name in ("ray", *OUTSIDE)}
    secret = [number for number, _title, audience, place in offered.mine if _is_secret(offered, audience, place)]
    lent = [number for number, audience, place in offered.lent if _is_secret(offered, audience, place)]
    direct = [f"/skills/{number}/" for number in secret[::60]] + [f"/resources/{number}/" for number in lent[::20]]
    assert len(secret) > SKILLS / 5
    assert MARK in readable(browsers["ray"].get("/skills/?q=halls&format=xlsx")), "Here's own people meet them"

    for name in ("visitor", *OUTSIDE):
        assert met_by(browsers[name]) == {}, name
        assert {address for address in direct if browsers[name].get(address).status_code != 404} == set()

    for name, places in {"ray": {None, offered.here.id}, "sue": {None, offered.there.id}, "visitor": {None}}.items():
        wide = {Audience.PUBLIC} if name == "visitor" else set(Audience)
        visible = [title for _n, title, audience, place in offered.mine if audience in wide and place in places]
        mine = sum("payroll" in title.lower() for title in visible)
        assert number_said(browsers[name], "payroll") == (mine, mine), name


def _is_secret(who, audience, place) -> bool:
    return audience is Audience.PARTNERSHIP and place == who.here.id
