"""Who gets in where: papers, the pack, clocks, the bulletin and reporting back."""

from tests.access.matrix import CHAIRS, EVERYONE, FORBIDDEN, INSIDERS, MEETING, WRITERS, Case, here, seen

PAPER = MEETING | {"paper_id": "{paper}"}
STORY = MEETING | {"number": "{story}"}
TOLD = {"meeting_id": "{published}"}
DRAFTED = {"meeting_id": "{sent}"}
SPOTTED = {"title": "Stall opens", "item_id": "{item}"}
WRITTEN = {"title": "Bulletin", "audience": "public", "text": "Come all"}
SEAT = {"seat": "{seat}"}

CASES = [
    Case("papers.pack", "GET", EVERYONE, MEETING),
    Case("papers.pack_zip", "GET", EVERYONE, MEETING),
    Case("papers.circulate", "GET POST", here(*WRITERS), {"meeting_id": "{coming}"}),
    Case("papers.readers", "GET", here(*WRITERS), MEETING),
    Case("papers.add", "GET POST", here(*WRITERS), MEETING, {"title": "Plan", "item_id": "{item}"}),
    Case("papers.file", "GET", EVERYONE, PAPER),
    Case("papers.edition", "GET", here(*WRITERS), PAPER | {"number": "1"}),
    Case("papers.edit", "GET POST", here(*WRITERS), PAPER, {"title": "Plan", "item_id": "{item}"}),
    Case("papers.renew", "GET POST", here(*WRITERS), MEETING | {"paper_id": "{promised}"},
         {"link": "https://example.org/plan"}),
    Case("papers.move", "POST", here(*WRITERS), PAPER | {"way": "up"}),
    Case("papers.remove", "POST", here(*WRITERS), PAPER),
    Case("papers.restore", "POST", here(*WRITERS), MEETING | {"paper_id": "{removed_paper}"}),
    Case("papers.read", "POST", here("ray", ada=FORBIDDEN), PAPER),
    Case("papers.record", "GET", here(*INSIDERS)),
    Case("papers.owed", "GET POST", here(*CHAIRS), MEETING, {"papers_by_id": "", "bulletin_by_id": ""}),
    Case("papers.bulletin", "GET", seen(*WRITERS), MEETING),
    Case("papers.bulletin", "GET", EVERYONE, TOLD),
    Case("papers.edit_bulletin", "GET POST", here(*WRITERS), MEETING, WRITTEN),
    Case("papers.send_bulletin", "GET POST", here("ann"), DRAFTED),
    Case("papers.add_story", "GET POST", here(*WRITERS), MEETING, SPOTTED),
    Case("papers.edit_story", "GET POST", here(*WRITERS), STORY, SPOTTED),
    Case("papers.remove_story", "POST", here(*WRITERS), STORY),
    Case("papers.restore_story", "POST", here(*WRITERS), MEETING | {"number": "{removed_story}"}),
    Case("papers.report_back", "GET", here(*INSIDERS), TOLD),
    Case("papers.note_report", "POST", here("ray", "ann"), TOLD, SEAT | {"told_on": "today", "how": "email"}),
    Case("papers.take_report_back", "POST", here("ray", "ann"), TOLD, SEAT),
    Case("papers.report_letter", "POST", here("ray", "ann"), TOLD, SEAT),
]  # fmt: skip
