"""Who gets in where: one line for every address, one outcome for each who may come.

`{name}` in a line stands for a thing of the partnership Here (see world.py); its twin in There must never do.
"""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from portal.partnerships.presets import BY_KEY
from tests.access.world import EVERYBODY
from tests.factories_accounts import ANOTHER, PASSWORD

OK, LOGIN, FORBIDDEN, MISSING = "ok", "login", "403", "404"
VISITORS = ("visitor", "dis")
OUTSIDERS = ("sue", "suki", "rem")
INSIDERS = ("otto", "wyn", "fay", "ray", "mina", "cal", "ann")
INNER = ("ray", "mina", "cal", "ann")
WRITERS = ("mina", "cal", "ann")
CHAIRS = ("cal", "ann")
PARTNERS = ("sue", *INSIDERS)

Outcomes = Mapping[str, str]


class Case(NamedTuple):
    """An address, how it is asked, and what each gets. `query`, `at` and `data` may name things of Here."""

    endpoint: str
    methods: str
    outcomes: Outcomes
    at: Mapping[str, str] = {}
    data: Mapping[str, Any] = {}
    query: Mapping[str, str] = {}

    @property
    def name(self) -> str:
        """The case as a test is called."""
        return " ".join([self.endpoint, *self.at.values(), *self.query.values()])


def each(outcome: str, **but: str) -> Outcomes:
    """The same for everybody, but for those named."""
    return dict.fromkeys(EVERYBODY, outcome) | but


def signed_in(**but: str) -> Outcomes:
    """Everybody who signed in, but for those named."""
    return each(OK, **dict.fromkeys(VISITORS, LOGIN)) | but


def only(*names: str, **but: str) -> Outcomes:
    """Those named, and the site administrator; who else signed in may not, who did not is asked to."""
    return signed_in(**dict.fromkeys(set(EVERYBODY) - {*VISITORS, *names, "ada"}, FORBIDDEN)) | but


def here(*names: str, **but: str) -> Outcomes:
    """Those named of Here, and the site administrator; others of Here may not, and for others it is not there."""
    return only(*names, **dict.fromkeys(OUTSIDERS, MISSING)) | but


def seen(*names: str) -> Outcomes:
    """Those named, and the site administrator; for all others it is not there."""
    return each(MISSING, **dict.fromkeys([*names, "ada"], OK))


EVERYONE = each(OK)
MEETING = {"meeting_id": "{draft}"}
ITEM = MEETING | {"item_id": "{item}"}
SEAT = {"seat_id": "{free_seat}"}
TODAY = {"until_on": "today"}
SECRET = {"new_password": ANOTHER, "again": ANOTHER}
CALL = {"day": "24 March 2027", "kind": "main", "audience": "partnership"}
RULES = {
    "quorum_kind": "more_than", "quorum_value": "50", "quorum_base": "seats", "missed_limit": "3", "term_years": "2",
    "regular_percent": "0",
    "max_sub_groups": "3", "papers_days": "10", "bulletin_days": "14",
    "minutes_days": "14", "minutes_count": "calendar", "meetings_audience": "public",
    "minutes_audience": "partners", "silence_days": "14", "silence_notice": "7",
}  # fmt: skip
PAGE = {"name": "Here Partnership", "kind_id": "{kind}", "purpose": "To meet", "actions_audience": "partners",
        "accent": "moss"}  # fmt: skip
CORRECTION = {"slug": "{organisation}", "number": "{correction}"}
LINK = {"slug": "{organisation}", "number": "{link}"}

FOR_ALL = [
    Case("healthz", "GET", EVERYONE),
    Case("favicon", "GET", EVERYONE),
    Case("static", "GET", EVERYONE, {"mark": "0", "name": "css/portal.css"}),
    Case("home.index", "GET", EVERYONE),
    Case("home.help_index", "GET", EVERYONE),
    Case("home.help_topic", "GET", EVERYONE, {"topic": "meetings"}),
    Case("home.accessibility", "GET", EVERYONE),
    Case("home.privacy", "GET", EVERYONE),
    Case("home.words", "GET", EVERYONE),
    Case("home.components", "GET", each(MISSING)),
    Case("search.index", "GET", EVERYONE, query={"q": "hall"}),
    Case("search.suggest", "GET", EVERYONE, query={"q": "hall"}),
]

ACCOUNTS = [
    Case("accounts.login", "GET", EVERYONE),
    Case("accounts.login", "POST", EVERYONE, data={"email": "{email}", "password": PASSWORD}),
    Case("accounts.login_as", "POST", each(MISSING), data={"user_id": "{user}"}),
    Case("accounts.logout", "GET", each("405")),
    Case("accounts.logout", "POST", EVERYONE),
    Case("accounts.forgot", "GET POST", EVERYONE, data={"email": "{email}"}),
    Case("accounts.forgot_sent", "GET", EVERYONE),
    Case("accounts.reset", "GET POST", EVERYONE, {"token": "{ticket}"}, SECRET),
    Case("accounts.reset", "GET POST", each("410"), {"token": "made-up"}, SECRET),
    Case("accounts.account", "GET", signed_in()),
    Case("accounts.password", "GET POST", signed_in(), data=SECRET | {"current_password": PASSWORD}),
    Case("accounts.end_sign_in", "POST", seen("ann") | dict.fromkeys(VISITORS, LOGIN) | {"ada": MISSING},
         {"sign_in_id": "{sign_in}"}),
    Case("accounts.end_other_sign_ins", "POST", signed_in()),
    Case("accounts.index", "GET", only()),
    Case("accounts.disable", "POST", only(), {"user_id": "{user}"}),
    Case("accounts.enable", "POST", only(), {"user_id": "{disabled}"}),
    Case("audit.index", "GET", only()),
    Case("mail.tray", "GET", only()),
    Case("mail.letter", "GET", only(), {"letter_id": "{letter}"}),
    Case("mail.try_again", "POST", only(), {"letter_id": "{letter}"}),
]  # fmt: skip

DIRECTORY = [
    Case("directory.organisations", "GET", EVERYONE),
    Case("directory.organisation", "GET", EVERYONE, {"slug": "{organisation}"}),
    Case("directory.add_organisation", "GET POST", only("ann", "sue"), data={"name": "Goyt Trust", "sector": "public"}),
    Case("directory.edit_organisation", "GET POST", only("ann", "ray"), {"slug": "{organisation}"},
         {"name": "High Peak CVS", "sector": "voluntary"}),
    Case("directory.confirm_organisation", "POST", only("ann", "ray"), {"slug": "{organisation}"}),
    Case("directory.close_organisation", "GET POST", only("ann"), {"slug": "{organisation}"}, {"day": "today"}),
    Case("directory.reopen_organisation", "POST", only("ann", "sue"), {"slug": "{closed_organisation}"}),
    Case("directory.stale_entries", "GET", only("ann", "sue")),
    Case("directory.entries", "GET", only("ann", "ray"), {"slug": "{organisation}"}),
    Case("directory.confirm_entries", "POST", only("ann", "ray"), {"slug": "{organisation}"}),
    Case("directory.suggest_correction", "GET POST", only(*PARTNERS), {"slug": "{organisation}"},
         {"field": "address", "text": "They moved"}),
    Case("directory.accept_correction", "POST", only("ann", "ray"), CORRECTION),
    Case("directory.decline_correction", "GET POST", only("ann", "ray"), CORRECTION, {"reason": "It is right"}),
    Case("directory.add_keeper", "GET POST", only("ann", "ray"), {"slug": "{organisation}"},
         {"called": "{new_keeper}"}),
    Case("directory.end_keeper", "POST", only("ann", "ray"), {"slug": "{organisation}", "number": "{keeper}"}),
    Case("directory.bring_back_keeper", "POST", only("ann", "ray"),
         {"slug": "{organisation}", "number": "{ended_keeper}"}),
    Case("directory.add_link", "GET POST", only("ann", "ray"), {"slug": "{organisation}"}, {"name": "Bus forum"}),
    Case("directory.edit_link", "GET POST", only("ann", "ray"), LINK, {"name": "Bus forum"}),
    Case("directory.remove_link", "POST", only("ann", "ray"), LINK),
    Case("directory.restore_link", "POST", only("ann", "ray"),
         {"slug": "{organisation}", "number": "{removed_link}"}),
    Case("directory.merge_organisations", "GET POST", only("ann", "sue"), {"slug": "{duplicate}"}),
    Case("directory.people", "GET", signed_in()),
    Case("directory.person", "GET", seen(*PARTNERS), {"number": "{person}"}),
    Case("directory.add_person", "GET POST", only("ann", "sue", "ray"),
         data={"name": "Nan New", "organisation_id": "{organisation_id}"}),
    Case("directory.edit_person", "GET POST", only("ann", "ray", suki=MISSING, rem=MISSING), {"number": "{person}"},
         {"name": "Ray Rowsley", "organisation_id": "{organisation_id}"}),
    Case("directory.consent", "GET POST", only("ann", "ray", suki=MISSING, rem=MISSING), {"number": "{person}"},
         {"name_shown": "partners", "contact_shown": "nobody", "told": "by telephone"}),
    Case("directory.withdraw_consent", "POST", only("ann", "ray", suki=MISSING, rem=MISSING), {"number": "{person}"}),
    Case("directory.end_person", "GET POST", only("ann", "ray", suki=MISSING, rem=MISSING), {"number": "{person}"},
         {"day": "today"}),
    Case("directory.bring_back_person", "POST", only("ann", "ray", suki=MISSING, rem=MISSING), {"number": "{left}"}),
]  # fmt: skip

PARTNERSHIPS = [
    Case("partnerships.index", "GET", EVERYONE),
    Case("partnerships.detail", "GET", EVERYONE),
    Case("partnerships.groups", "GET", EVERYONE),
    Case("partnerships.group", "GET", EVERYONE, {"group_slug": "{main}"}),
    Case("partnerships.rules", "GET", EVERYONE),
    Case("partnerships.create", "GET POST", only(), data={"name": "New Partnership", "kind_id": "{kind}",
         "purpose": "To meet", "first_group": "Board", "preset": next(iter(BY_KEY))}),
    Case("partnerships.kinds", "GET", only()),
    Case("partnerships.edit_kind", "GET POST", only(), {"number": "{kind}"}, {"name": "Compact"}),
    Case("partnerships.history", "GET", here("ann")),
    Case("partnerships.manage", "GET", here("ann")),
    Case("partnerships.edit", "GET POST", here("ann"), data=PAGE),
    Case("partnerships.close", "GET POST", here("ann"), data={"on": "today"}),
    Case("partnerships.reopen", "GET", here(ann=MISSING, ada=MISSING)),
    Case("partnerships.reopen", "POST", here(ann="409", ada="409")),
    Case("partnerships.statements", "GET POST", here("ann"), data={"kind": "value", "text": "We share"}),
    Case("partnerships.edit_statement", "GET POST", here("ann"), {"number": "{statement}"},
         {"kind": "value", "text": "We share"}),
    Case("partnerships.move_statement", "POST", here("ann"), {"number": "{statement}"}, {"way": "down"}),
    Case("partnerships.remove_statement", "POST", here("ann"), {"number": "{statement}"}),
    Case("partnerships.restore_statement", "POST", here("ann"), {"number": "{removed_statement}"}),
    Case("partnerships.ties", "GET POST", here("ann"),
         data={"other_id": "{untied}", "words": "works with", "words_back": "works with"}),
    Case("partnerships.edit_tie", "GET POST", here("ann"), {"number": "{tie}"}, {"words": "is", "words_back": "was"}),
    Case("partnerships.remove_tie", "POST", here("ann"), {"number": "{tie}"}),
    Case("partnerships.restore_tie", "POST", here("ann"), {"number": "{removed_tie}"}),
    Case("partnerships.new_group", "GET POST", here("ann"), data={"name": "Youth", "parent_id": "{main_id}"}),
    Case("partnerships.edit_group", "GET POST", here("ann"), {"group_slug": "{forum}"},
         {"name": "Forum", "parent_id": "{main_id}", "opening_decision_id": "{public_decision}"}),
    Case("partnerships.close_group", "GET POST", here("ann"), {"group_slug": "{forum}"}, {"on": "today"}),
    Case("partnerships.reopen_group", "GET POST", here("ann"), {"group_slug": "{closed}"}),
    Case("partnerships.edit_rules", "GET POST", here("ann"), data=RULES),
    Case("partnerships.edit_rules", "GET POST", here("ann"), data=RULES, query={"group": "{ruled}"}),
    Case("partnerships.drop_rules", "POST", here("ann"), query={"group": "{ruled}"}),
]  # fmt: skip

SEATS = [
    Case("memberships.matrix", "GET", EVERYONE),
    Case("memberships.seats", "GET", EVERYONE),
    Case("memberships.seat", "GET", EVERYONE, {"seat_id": "{seat}"}),
    Case("memberships.open_seat", "GET POST", here("ann"), data={
        "group_id": "{main_id}", "capacity": "Member", "sector": "public", "held": "agreed", "from_on": "today",
        "position": "0"}),
    Case("memberships.change_seat", "GET POST", here("ann"), {"seat_id": "{seat}"}, {
        "capacity": "Adviser", "sector": "public", "held": "agreed", "from_on": "1 January 2020", "position": "0"}),
    Case("memberships.fill_seat", "GET POST", here("ann"), {"seat_id": "{vacant}"},
         {"organisation_id": "{organisation_id}", "from_on": "today"}),
    Case("memberships.renew_seat", "POST", here("ann"), {"seat_id": "{elected}"}),
    Case("memberships.end_seat", "GET POST", here("ann"), SEAT, TODAY | {"why": "Left"}),
    Case("memberships.reopen_seat", "POST", here("ann"), {"seat_id": "{ended_seat}"}),
    Case("memberships.name_holder", "GET POST", here("ann"), SEAT, {"name": "Nan New", "from_on": "today"}),
    Case("memberships.end_holder", "GET POST", here("ann"), {"seat_id": "{seat}", "holder_id": "{holder}"}, TODAY),
    Case("memberships.reopen_holder", "POST", here("ann"), SEAT | {"holder_id": "{ended_holder}"}),
    Case("memberships.invite_to_seat", "GET POST", here("ann"), SEAT,
         {"name": "Nan New", "email": "nan@example.org", "standing": "representative"}),
    Case("memberships.quotas", "GET POST", here("ann"), {"group_slug": "{main}"},
         dict.fromkeys(["public", "private", "voluntary", "statutory", "community", "faith", "education", "partnership",
                        "unknown"], "9")),
    Case("memberships.give_office", "GET POST", here("ann"), data={
        "group_id": "{main_id}", "kind": "administrator", "organisation_id": "{organisation_id}", "from_on": "today"}),
    Case("memberships.hand_over", "GET POST", here("ann"), {"office_id": "{office}"},
         {"person_id": "{person}", "from_on": "today"}),
    Case("memberships.end_office", "GET POST", here("ann"), {"office_id": "{office}"}, TODAY),
    Case("memberships.roles", "GET", here("ann")),
    Case("memberships.give_role", "GET POST", here("ann"),
         data={"person_id": "{person}", "role": "observer", "group_id": "{forum_id}"}),
    Case("memberships.end_role", "POST", here("ann"), {"number": "{role}"}),
    Case("memberships.restore_role", "POST", here("ann"), {"number": "{ended_role}"}),
    Case("memberships.invitations", "GET", here("ann")),
    Case("memberships.invite", "GET POST", here("ann"), data={
        "name": "Nan New", "email": "nan@example.org", "role": "observer", "group_id": "{forum_id}"}),
    Case("memberships.send_again", "POST", here("ann"), {"number": "{invitation}"}),
    Case("memberships.withdraw", "POST", here("ann"), {"number": "{invitation}"}),
    Case("memberships.invitation", "GET POST", each(FORBIDDEN, visitor=OK, dis=OK), {"token": "{token}"},
         SECRET | {"name": "New Comer"}),
    Case("memberships.invitation", "GET POST", each(MISSING), {"token": "made-up"}),
]  # fmt: skip

ACTIONS = [
    Case("actions.mine", "GET", signed_in()),
    Case("actions.index", "GET", EVERYONE),
    Case("actions.detail", "GET", seen(*INSIDERS), {"action_id": "{action}"}),
    Case("actions.detail", "GET", seen(*INNER), {"action_id": "{restricted_action}"}),
    Case("actions.create", "GET", here(*CHAIRS, "fay")),
    Case("actions.create", "POST", here(*CHAIRS, fay="422"), data={"line": "HPCVS to write", "group": "{main_id}"}),
    Case("actions.edit", "GET POST", here(*CHAIRS), {"action_id": "{action}"},
         {"text": "Book the hall", "leads_text": "HPCVS", "when_text": "ASAP", "status": "ongoing"}),
    Case("actions.report", "POST", here(*CHAIRS, "ray"), {"action_id": "{action}"}, {"status": "done"}),
    Case("actions.remove", "POST", here(*CHAIRS), {"action_id": "{action}"}),
    Case("actions.restore", "POST", here(*CHAIRS), {"action_id": "{removed_action}"}),
    Case("decisions.index", "GET", EVERYONE),
    Case("decisions.detail", "GET", seen(*INSIDERS), {"decision_id": "{decision}"}),
    Case("decisions.detail", "GET", EVERYONE, {"decision_id": "{public_decision}"}),
    Case("decisions.acknowledge", "POST", here("ray", "ann"), {"meeting_id": "{published}"}, {"seat": "{seat}"}),
]  # fmt: skip

MEETINGS = [
    Case("meetings.index", "GET", EVERYONE),
    Case("meetings.detail", "GET", EVERYONE, MEETING),
    Case("meetings.detail", "GET", seen("otto", "suki", *INNER), {"meeting_id": "{private}"}),
    Case("meetings.agenda", "GET", EVERYONE, MEETING),
    Case("meetings.agenda", "GET", seen("otto", "suki", *INNER), {"meeting_id": "{private}"}),
    Case("meetings.minutes", "GET", seen("otto", *INNER), MEETING),
    Case("meetings.minutes", "GET", seen("otto", *INNER), MEETING, query={"format": "txt"}),
    Case("meetings.minutes", "GET", seen("otto", "suki", *INNER), {"meeting_id": "{private}"}),
    Case("meetings.minutes", "GET", seen(*INSIDERS), {"meeting_id": "{published}"}),
    Case("meetings.create", "GET POST", here(*CHAIRS), data=CALL, query={"group": "{main}"}),
    Case("meetings.edit", "GET POST", here(*CHAIRS), MEETING, CALL),
    Case("meetings.cancel", "GET POST", here(*CHAIRS), {"meeting_id": "{coming}"}, {"why": "Snow"}),
    Case("meetings.restore", "POST", here(*CHAIRS), {"meeting_id": "{cancelled}"}),
    Case("meetings.standing", "GET POST", here(*WRITERS), {"group_slug": "{main}"},
         {"title": "News", "kind": "information"}),
    Case("meetings.end_standing", "POST", here(*WRITERS), {"group_slug": "{main}", "number": "{standing}"}),
    Case("meetings.add_item", "POST", here(*WRITERS), MEETING, {"title": "Buses", "kind": "review"}),
    Case("meetings.add_item", "POST", here(*WRITERS, fay=MISSING), {"meeting_id": "{private}"},
         {"title": "Buses", "kind": "review"}),
    Case("meetings.edit_item", "GET POST", here(*WRITERS), ITEM, {"title": "Buses", "kind": "review"}),
    Case("meetings.edit_item", "GET POST", here(*WRITERS), MEETING | {"item_id": "{secret}"},
         {"title": "Staff", "kind": "review", "is_confidential": "y"}),
    Case("meetings.move_item", "POST", here(*WRITERS), ITEM | {"way": "down"}),
    Case("meetings.park_item", "POST", here(*WRITERS), MEETING | {"item_id": "{other_item}"}),
    Case("meetings.bring_item", "POST", here(*WRITERS), MEETING | {"item_id": "{parked}"}),
    Case("meetings.remove_item", "POST", here(*WRITERS), MEETING | {"item_id": "{other_item}"}),
    Case("meetings.restore_item", "POST", here(*WRITERS), MEETING | {"item_id": "{removed_item}"}),
    Case("meetings.notes", "POST", here(*WRITERS), MEETING | {"item_id": "{other_item}"}, {"notes": "Said much"}),
    Case("meetings.add_lines", "POST", here(*WRITERS), ITEM, {"lines": "Agreed to go on\nHPCVS to write by May"}),
    Case("meetings.read_lines", "GET", here(*WRITERS), ITEM, query={"lines": "HPCVS to write"}),
    Case("meetings.from_note", "POST", here(*WRITERS), ITEM, {"line": "1"}),
    Case("meetings.key_message", "POST", here(*WRITERS), ITEM, {"key_message": "All is well"}),
    Case("meetings.edit_decision", "GET POST", here(*WRITERS), MEETING | {"decision_id": "{minuted}"},
         {"text": "Fund it", "how": "majority"}),
    Case("meetings.take_back", "POST", here(*WRITERS),
         MEETING | {"kind": "decisions", "number": "{minuted}", "act": "remove"}),
    Case("meetings.take_back", "POST", here(*WRITERS),
         MEETING | {"kind": "decisions", "number": "{removed_minuted}", "act": "restore"}),
    Case("meetings.take_back", "POST", here(*WRITERS),
         MEETING | {"kind": "actions", "number": "{raised}", "act": "remove"}),
    Case("meetings.take_back", "POST", here(*WRITERS),
         MEETING | {"kind": "actions", "number": "{removed_raised}", "act": "restore"}),
    Case("meetings.mark", "POST", here(*WRITERS), MEETING, {"mark": "{seat}:present"}),
    Case("meetings.name_substitute", "POST", here(*WRITERS), MEETING | {"seat_id": "{seat}"}, {"name": "Sam Stand"}),
    Case("meetings.add_guest", "POST", here(*WRITERS), MEETING, {"name": "Guy", "capacity": "adviser"}),
    Case("meetings.remove_guest", "POST", here(*WRITERS), MEETING | {"guest_id": "{guest}"}),
    Case("meetings.send", "POST", here(*WRITERS), MEETING),
    Case("meetings.check", "POST", here(*CHAIRS), {"meeting_id": "{sent}"}),
    Case("meetings.publish", "POST", here("ann"), {"meeting_id": "{checked}"}),
    Case("meetings.reopen", "POST", here(*CHAIRS), {"meeting_id": "{checked}"}),
    Case("meetings.withdraw", "POST", here("ann"), {"meeting_id": "{published}"}),
    Case("meetings.confirm", "POST", here(*CHAIRS), MEETING | {"earlier_id": "{published}"}),
]  # fmt: skip

CONTRIBUTORS = ("wyn", "fay", "ray", "cal", "ann")
SPEAKERS = ("ray", "ann")
NOTE = {"organisation_id": "{organisation_id}", "under": "Current work", "text": "An open day", "audience": "partners"}
NEED = {"need": "No bus", "audience": "partnership"}
TOWARDS = {"name": "Minibus", "audience": "public", "reach": "local"}
ITEM_KEPT = {"title": "A rota", "text": "We share one", "audience": "partnership"}
HELD = {"organisation_id": "{organisation_id}", "since_on": "1 May 2024"}
APPLIED = {"organisation_id": "{organisation_id}", "outcome": "granted"}
SESSION = {"day": "today", "places": "5"}
BOOKING = {"session": "{session}", "organisation_id": "{organisation_id}", "names": "Pat Two"}
UPDATE, GAP, INITIATIVE = ({f"{name}_id": "{" + name + "}"} for name in ("update", "gap", "initiative"))

UPDATES = [
    Case("updates.index", "GET", EVERYONE),
    Case("updates.everywhere", "GET", EVERYONE),
    Case("updates.find", "GET", EVERYONE, {"update_id": "{public_update}"}),
    Case("updates.find", "GET", seen(*INSIDERS), UPDATE),
    Case("updates.detail", "GET", EVERYONE, {"update_id": "{public_update}"}),
    Case("updates.detail", "GET", seen(*INSIDERS), UPDATE),
    Case("updates.create", "GET POST", only(*SPEAKERS), data=NOTE),
    Case("updates.edit", "GET POST", here(*SPEAKERS), UPDATE, NOTE),
    Case("updates.remove", "POST", here(*SPEAKERS), UPDATE),
    Case("updates.restore", "POST", here(*SPEAKERS), {"update_id": "{removed_update}"}),
    Case("updates.confirm", "POST", here(*SPEAKERS), UPDATE),
    Case("updates.review", "POST", here("ann"), UPDATE),
    Case("updates.ask", "POST", here("ann"), UPDATE, {"asked": "Say until when"}),
    Case("updates.headings", "GET POST", here("ann"), data={"name": "Housing"}),
    Case("updates.edit_heading", "GET POST", here("ann"), {"number": "{heading}"}, {"name": "Housing"}),
    Case("updates.remove_heading", "POST", here("ann"), {"number": "{heading}"}),
    Case("updates.restore_heading", "POST", here("ann"), {"number": "{removed_heading}"}),
    Case("updates.reviewers", "GET POST", here("ann"), data={"person_id": "{person}"}),
    Case("updates.end_reviewer", "POST", here("ann"), {"number": "{reviewer}"}),
    Case("updates.renew_reviewer", "POST", here("ann"), {"number": "{reviewer}"}),
]

GAPS = [
    Case("gaps.index", "GET", EVERYONE),
    Case("gaps.think_tank", "GET", EVERYONE),
    Case("gaps.detail", "GET", EVERYONE, {"gap_id": "{public_gap}"}),
    Case("gaps.detail", "GET", seen(*INSIDERS), GAP),
    Case("gaps.create", "GET POST", here(*CONTRIBUTORS), data=NEED),
    Case("gaps.edit", "GET POST", here("ann"), GAP, NEED),
    Case("gaps.set_status", "POST", here("ann"), GAP, {"status": "met"}),
    Case("gaps.tick", "POST", here("ann"), GAP, {"wanted": "yes"}),
    Case("gaps.remove", "POST", here("ann"), GAP),
    Case("gaps.restore", "POST", here("ann"), {"gap_id": "{removed_gap}"}),
    Case("gaps.initiatives", "GET", EVERYONE),
    Case("gaps.initiative", "GET", seen(*INSIDERS), INITIATIVE),
    Case("gaps.add_initiative", "GET POST", here(*CONTRIBUTORS), data=TOWARDS),
    Case("gaps.edit_initiative", "GET POST", here("ann"), INITIATIVE, TOWARDS),
    Case("gaps.remove_initiative", "POST", here("ann"), INITIATIVE),
    Case("gaps.restore_initiative", "POST", here("ann"), {"initiative_id": "{removed_initiative}"}),
]

PRACTICE = {"shelf": "practice", "number": "{practice}"}
LIBRARY = [
    Case("library.index", "GET", EVERYONE),
    *[Case("library.listing", "GET", EVERYONE, {"shelf": shelf})
      for shelf in ("standards", "training", "funding", "practice")],
    Case("library.entry", "GET", EVERYONE, {"shelf": "practice", "number": "{public_practice}"}),
    *[Case("library.entry", "GET", seen(*INSIDERS), {"shelf": shelf, "number": number})
      for shelf, number in (("standards", "{standard}"), ("training", "{course}"), ("funding", "{fund}"))],
    Case("library.add", "GET POST", here(*CONTRIBUTORS), {"shelf": "practice"}, ITEM_KEPT),
    Case("library.add", "GET POST", here("ann"), {"shelf": "standards"}, ITEM_KEPT),
    Case("library.edit", "GET POST", here("ann"), PRACTICE, ITEM_KEPT),
    Case("library.remove", "POST", here("ann"), PRACTICE),
    Case("library.restore", "POST", here("ann"), {"shelf": "practice", "number": "{removed_practice}"}),
    Case("library.holders", "GET", EVERYONE),
    Case("library.add_holder", "POST", here(*SPEAKERS), {"number": "{standard}"}, HELD),
    Case("library.edit_holder", "GET POST", here(*SPEAKERS), {"number": "{holding}"}, {"since_on": "1 May 2024"}),
    Case("library.remove_holder", "POST", here(*SPEAKERS), {"number": "{holding}"}),
    Case("library.restore_holder", "POST", here(*SPEAKERS), {"number": "{removed_holding}"}),
    Case("library.add_application", "POST", here(*SPEAKERS), {"number": "{fund}"}, APPLIED),
    Case("library.edit_application", "GET POST", here(*SPEAKERS), {"number": "{application}"}, {"outcome": "granted"}),
    Case("library.remove_application", "POST", here(*SPEAKERS), {"number": "{application}"}),
    Case("library.restore_application", "POST", here(*SPEAKERS), {"number": "{removed_application}"}),
    Case("library.add_session", "GET POST", here("ann"), {"number": "{course}"}, SESSION),
    Case("library.edit_session", "GET POST", here("ann"), {"session_id": "{session}"}, SESSION),
    Case("library.cancel_session", "POST", here("ann"), {"session_id": "{session}"}),
    Case("library.restore_session", "POST", here("ann"), {"session_id": "{cancelled_session}"}),
    Case("library.book", "GET POST", only(*SPEAKERS), data=BOOKING),
    Case("library.places", "GET", signed_in()),
    Case("library.cancel_place", "POST", here(*SPEAKERS), {"place_id": "{place}"}),
    Case("library.restore_place", "POST", here(*SPEAKERS), {"place_id": "{cancelled_place}"}),
    Case("library.feedback", "GET POST", here(*SPEAKERS), {"place_id": "{attended}"}, {"score": "4"}),
]  # fmt: skip

LENT, BUY = {"number": "{resource}"}, {"number": "{joint_buy}"}
BUS = {"name": "Minibus", "kind": "vehicle", "terms": "free", "offered_to": "partners",
       "organisation_id": "{organisation_id}"}  # fmt: skip
LOAN = {"starts_on": "1 June 2027", "starts": "9am", "ends": "5pm", "purpose": "A trip",
        "organisation_id": "{organisation_id}"}  # fmt: skip
PAPER = {"item": "Paper", "organisation_id": "{organisation_id}", "offered_to": "partners"}
ASK_LOGIN = dict.fromkeys(VISITORS, LOGIN)
RESOURCES = [
    Case("resources.index", "GET", EVERYONE),
    Case("resources.detail", "GET", EVERYONE, {"number": "{public_resource}"}),
    Case("resources.detail", "GET", seen(*INSIDERS), LENT),
    Case("resources.add", "GET POST", only(*SPEAKERS), data=BUS, query={"organisation": "{organisation}"}),
    Case("resources.edit", "GET POST", here(*SPEAKERS), LENT, BUS),
    Case("resources.confirm", "POST", here(*SPEAKERS), LENT),
    Case("resources.remove", "POST", here(*SPEAKERS), LENT),
    Case("resources.restore", "POST", here(*SPEAKERS), {"number": "{removed_resource}"}),
    Case("resources.photograph_file", "GET", seen(*INSIDERS), LENT | {"mark": "{picture}"}),
    Case("resources.photograph", "GET POST", here(*SPEAKERS), LENT, {"words": "A white bus"}),
    Case("resources.remove_photograph", "POST", here(*SPEAKERS), LENT),
    Case("resources.restore_photograph", "POST", here(*SPEAKERS), LENT | {"mark": "{picture}"}),
    Case("resources.book", "GET POST", here("ray", ada=FORBIDDEN), LENT, LOAN),
    Case("resources.bookings", "GET", signed_in()),
    Case("resources.booking", "GET", {**seen(*SPEAKERS), **ASK_LOGIN}, {"number": "{booking}"}),
    Case("resources.take_step", "POST", {**seen(*SPEAKERS), **ASK_LOGIN}, {"number": "{booking}", "step": "accept"}),
    Case("resources.message", "POST", {**seen(*SPEAKERS), **ASK_LOGIN}, {"number": "{booking}"}, {"text": "Well"}),
    Case("resources.buying", "GET", signed_in()),
    Case("resources.joint_buy", "GET", {**seen(*INSIDERS), **ASK_LOGIN}, BUY),
    Case("resources.add_joint_buy", "GET POST", only(*SPEAKERS), data=PAPER, query={"organisation": "{organisation}"}),
    Case("resources.edit_joint_buy", "GET POST", here(*SPEAKERS), BUY, PAPER),
    Case("resources.remove_joint_buy", "POST", here(*SPEAKERS), BUY),
    Case("resources.restore_joint_buy", "POST", here(*SPEAKERS), {"number": "{removed_joint_buy}"}),
    Case("resources.join", "POST", here("ray", ada=FORBIDDEN), BUY,
         {"organisation_id": "{organisation_id}", "buys_now": "yes"}),
    Case("resources.leave", "POST", here(*SPEAKERS), BUY | {"buyer_number": "{buyer}"}),
    Case("resources.return_to", "POST", here(*SPEAKERS), BUY | {"buyer_number": "{removed_buyer}"}),
]  # fmt: skip

MATRIX = FOR_ALL + ACCOUNTS + DIRECTORY + PARTNERSHIPS + SEATS + ACTIONS + MEETINGS + UPDATES + GAPS + LIBRARY
MATRIX += RESOURCES

LOOKED_AT, COLUMNS = {"number": "{looked_at}"}, {"column_0": "name"}
OWN = {**seen("ann"), **ASK_LOGIN}
TRANSFER = [
    Case("transfer.index", "GET", only("ann", "sue", "ray")),
    Case("transfer.choose", "GET", only("ann", "sue"), {"kind": "organisations"}),
    Case("transfer.choose", "POST", only(ann="422", sue="422", ada="422"), {"kind": "organisations"}),
    Case("transfer.choose", "GET", only("ann", "sue", "ray"), {"kind": "skills"}),
    Case("transfer.detail", "GET", OWN, LOOKED_AT),
    Case("transfer.detail", "GET", OWN, {"number": "{imported}"}),
    Case("transfer.columns", "POST", OWN, LOOKED_AT, COLUMNS),
    Case("transfer.confirm", "POST", OWN, LOOKED_AT),
    Case("transfer.forget", "POST", OWN, LOOKED_AT),
    Case("transfer.undo", "POST", OWN, {"number": "{imported}"}),
    Case("transfer.person", "GET", seen("ann", "ray"), {"number": "{person}"}),
    Case("transfer.organisation", "GET", EVERYONE, {"called": "{organisation}"}),
    *[Case(f"transfer.{name}", "GET", EVERYONE) for name in (
        "open_referral", "openapi", "services", "organizations", "service_at_locations", "taxonomies",
        "taxonomy_terms")],
    *[Case(f"transfer.{name}", "GET", each(MISSING), {"which": "6ba7b810-9dad-11d1-80b4-00c04fd430c8"}) for name in (
        "service", "organization", "service_at_location", "taxonomy", "taxonomy_term")],
]  # fmt: skip
MATRIX += TRANSFER

OFFERED, ASKED_FOR = {"number": "{skill}"}, {"number": "{notice}"}
OFFER = {"title": "Web pages", "terms": "free", "capacity": "now", "person_id": "", "shown_to": "partners", "level": ""}
WISH = {"title": "A treasurer", "organisation_id": "{organisation_id}", "shown_to": "partners"}
ASKING = {"text": "Could you help?", "organisation_id": "{organisation_id}"}
SIDE = {**seen("ray"), **dict.fromkeys(VISITORS, LOGIN), "ada": MISSING}
AGREED = {"agreed_on": "1 March 2026", "text": "We share", "default_terms": "free"}
SKILLS = [
    Case("skills.index", "GET", EVERYONE, query={"q": "bids"}),
    Case("skills.note_nobody", "POST", only(*PARTNERS), data={"q": "falconry"}),
    Case("skills.detail", "GET", EVERYONE, {"number": "{public_skill}"}),
    Case("skills.detail", "GET", seen(*INSIDERS), OFFERED),
    Case("skills.create", "GET POST", only("ann", "ray"), data=OFFER, query={"organisation": "{organisation}"}),
    Case("skills.edit", "GET POST", here("ann", "ray"), OFFERED, OFFER),
    Case("skills.confirm", "POST", here("ann", "ray"), OFFERED),
    Case("skills.remove", "POST", here("ann", "ray"), OFFERED),
    Case("skills.restore", "POST", here("ann", "ray"), {"number": "{removed_skill}"}),
    Case("skills.agree", "POST", SIDE, {"number": "{named_skill}"}),
    Case("skills.decline", "POST", SIDE, {"number": "{named_skill}"}),
    Case("skills.ask", "GET POST", only("ray", ada=FORBIDDEN, suki=MISSING, rem=MISSING), {"number": "{other_skill}"},
         ASKING),
    Case("skills.requests", "GET", signed_in()),
    Case("skills.help_request", "GET", SIDE, {"number": "{help_request}"}),
    Case("skills.answer", "POST", SIDE, {"number": "{help_request}"}, {"text": "Hello"}),
    Case("skills.wanted", "GET", EVERYONE),
    Case("skills.notice", "GET", seen(*INSIDERS), ASKED_FOR),
    Case("skills.post_wanted", "GET POST", only("ray", ada=FORBIDDEN), data=WISH),
    Case("skills.edit_wanted", "GET POST", here("ray", ada=FORBIDDEN), ASKED_FOR, WISH),
    Case("skills.close_wanted", "POST", here("ray", ada=FORBIDDEN), ASKED_FOR),
    Case("skills.reopen_wanted", "POST", here("ray", ada=FORBIDDEN), {"number": "{closed_notice}"}),
    Case("skills.offer_help", "GET POST", only("ray", ada=FORBIDDEN, suki=MISSING, rem=MISSING),
         {"number": "{other_notice}"}, ASKING),
    Case("skills.volunteering", "GET", EVERYONE),
    Case("skills.say_places", "GET POST", only("ann", "ray"), data={"places": "4", "shown_to": "partners"},
         query={"organisation": "{organisation}"}),
    Case("skills.ask_about_volunteering", "GET POST", only("ray", ada=FORBIDDEN, suki=MISSING, rem=MISSING),
         {"number": "{volunteering}"}, ASKING),
    Case("skills.terms", "GET", only("ann", "sue")),
    Case("skills.add_term", "GET POST", only("ann", "sue"), data={"name": "Falconry"}),
    Case("skills.edit_term", "GET POST", only("ann", "sue"), {"number": "{term}"}, {"name": "Falconry"}),
    Case("skills.merge", "GET POST", only("ann", "sue"), {"number": "{free_term}"}, {"into": "{term}"}),
    Case("skills.part", "POST", only("ann", "sue"), {"number": "{synonym}"}),
    Case("skills.gaps", "GET", only(*PARTNERS)),
    Case("skills.gaps_here", "GET", here(*INSIDERS)),
    Case("skills.in_partnership", "GET", here(*INSIDERS)),
    Case("skills.audit", "GET", here("ann")),
    Case("skills.start_audit", "POST", here(ann="409", ada="409")),
    Case("skills.remind_audit", "POST", here("ann")),
    Case("skills.close_audit", "POST", here("ann")),
    Case("skills.answer_audit", "GET POST", SIDE, {"number": "{audit_answer}"}, {"lines": "Falconry - free"}),
    Case("skills.agree_protocol", "GET POST", here("ann"), data=AGREED),
    Case("skills.remove_protocol", "POST", here("ann"), {"number": "{protocol}"}),
    Case("skills.restore_protocol", "POST", here("ann"), {"number": "{removed_protocol}"}),
]  # fmt: skip
MATRIX += SKILLS

FREELY_CHOSEN = {"organisation_id", "person_id", "other_id", "kind_id", "user_id", "email", "member_id"}
"""Fields that name what belongs to no partnership, so that There's may be chosen as well as Here's."""

for _file in sorted(Path(__file__).parent.glob("matrix_*.py")):
    MATRIX += import_module(f"tests.access.{_file.stem}").CASES
