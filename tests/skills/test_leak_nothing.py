"""Nothing of one partnership reaches another: pages, counts, boxes and files, whatever is offered to whom."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.core.audience import OFFERED_TO, Audience
from portal.core.database import db, writing
from portal.skills.models import Skill, Terms, Wanted
from portal.skills.services import offers
from portal.skills.services import wanted as notices
from tests.factories_skills import SOMEBODY

pytestmark = pytest.mark.thorough

WORLD = st.lists(
    st.tuples(st.sampled_from(OFFERED_TO), st.sampled_from(["here", "there"]), st.sampled_from(["ours", "theirs"]),
              st.sampled_from(list(Terms))),
    min_size=1, max_size=7,
)  # fmt: skip
ADDRESSES = (
    "/skills/", "/skills/?q=zither", "/skills/?q=zither&in=here", "/skills/?near=peak", "/skills/?format=csv",
    "/skills/?q=zither&format=csv", "/skills/wanted/", "/skills/wanted/?format=csv", "/skills/gaps/",
    "/skills/gaps/?format=csv", "/search?q=zither",
    "/skills/terms/", "/skills/terms/?format=csv", "/skills/terms/?kind=free",
    "/organisations/{ours}/", "/organisations/{theirs}/",
)  # fmt: skip


def seen_by(name: str, audience: Audience, place: str, home: str) -> bool:
    """Who sees what, said once more in plain words."""
    if audience is Audience.PUBLIC or name == "ada":
        return True
    if name == "visitor" or name == "suki":
        return False
    if audience is Audience.PARTNERS:
        return True
    partner_of = {"ray": "here", "ann": "here", "otto": "here", "sue": "there", "tess": "there"}[name]
    return place == partner_of or (name, home) in {("ray", "ours"), ("tess", "theirs")}


@pytest.mark.parametrize("name", ["visitor", "suki", "ray", "ann", "otto", "sue"])
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=WORLD)
def test_each_sees_what_is_theirs_and_nothing_else(who, sign_in, client, name, world):
    with writing():
        for table in (Wanted, Skill):
            for row in db.session.query(table):
                db.session.delete(row)
        db.session.flush()
        homes = {"ours": who.seat_ray.organisation_id, "theirs": who.seat_there.organisation_id}
        places = {"here": who.here.id, "there": who.there.id}
        from portal.core import index
        from portal.directory.models import Organisation

        index.drop("skill", range(1, 500))
        index.drop("wanted", range(1, 500))
        slugs = {key: db.session.get(Organisation, number).slug for key, number in homes.items()}
        for number, (audience, place, home, terms) in enumerate(world):
            organisation = db.session.get_one(Organisation, homes[home])
            entry = {"audience": audience, "partnership_id": places[place]}
            offers.add_skill(SOMEBODY, organisation, title=f"Zither x{number}x", terms=terms, **entry)
            notices.post_wanted(SOMEBODY, organisation, title=f"Zither w{number}w", **entry)
    browser = client if name == "visitor" else sign_in(getattr(who, name))
    shown = {n for n, (audience, place, home, _terms) in enumerate(world) if seen_by(name, audience, place, home)}
    for address in ADDRESSES:
        answer = browser.get(address.format(**slugs))
        for number in set(range(len(world))) - shown:
            assert f"x{number}x" not in answer.text, address
            assert f"w{number}w" not in answer.text, address
    page = browser.soup("/skills/?q=zither")
    assert len(page.select(".result")) == len(shown)
    counts = [int(each.contents[0]) for each in page.select("input[name=terms] + span .n")]
    assert sum(counts) == len(shown)
    for row in db.session.query(Skill):
        is_shown = int(row.title.rpartition("x")[0].rpartition("x")[2]) in shown
        assert (browser.get(f"/skills/{row.id}/").status_code == 200) is is_shown
        assert browser.get(f"/skills/{row.id}/ask").status_code in (
            (200, 403) if is_shown and name != "visitor" else (303, 404)
        )
