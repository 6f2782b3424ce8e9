"""How a partnership is built, as a picture."""

from datetime import date

from portal.core.audience import Audience
from portal.partnerships.tree import GroupLine, all_public, below, built, is_past_time_frame

TODAY = date(2026, 3, 19)


def line(number, parent=None, **given):
    usual = {
        "slug": f"g{number}", "name": f"Group {number}", "kind": "", "is_sub_group": False, "closes_on": None,
        "closed_on": None, "audience": Audience.PARTNERSHIP, "has_own_rules": False,
    }  # fmt: skip
    return GroupLine(id=number, parent_id=parent, **usual | given)


def words(nodes):
    return [(node.words, words(node.children)) for node in nodes]


def test_groups_hang_from_the_group_they_are_part_of_in_their_order():
    found = built([line(1), line(3, 1), line(2, 1), line(4, 3)], "/g/", TODAY)

    assert words(found.trees) == [("Group 1", [("Group 3", [("Group 4", [])]), ("Group 2", [])])]
    assert found.trees[0].children[0].address == "/g/g3/"


def test_a_group_without_others_stands_beside_the_tree():
    found = built([line(1), line(2, 1), line(3), line(4)], "", TODAY)

    assert words(found.beside) == [("Group 3", []), ("Group 4", [])]


def test_the_first_group_is_the_picture_when_none_has_groups_below():
    found = built([line(1), line(2)], "", TODAY)

    assert words(found.trees) == [("Group 1", [])]
    assert words(found.beside) == [("Group 2", [])]


def test_what_was_below_a_closed_group_hangs_from_the_one_above_it():
    found = built([line(1), line(2, 1, closed_on=TODAY), line(3, 2), line(4, 5), line(5, closed_on=TODAY)], "", TODAY)

    assert words(found.trees) == [("Group 1", [("Group 3", [])])]
    assert words(found.beside) == [("Group 4", [])]


def test_a_ring_of_groups_is_no_endless_picture():
    assert built([line(1, 2), line(2, 1)], "", TODAY) is not None
    assert below([line(1, 2), line(2, 1)], 1) == {1, 2}


def test_a_sub_group_past_its_time_frame_says_so():
    late = line(2, 1, kind="sub group", is_sub_group=True, closes_on=date(2026, 3, 18))

    assert built([line(1), late], "", TODAY).trees[0].children[0].note == "Sub group, time frame ended"
    assert not is_past_time_frame(late, date(2026, 3, 18))
    assert not is_past_time_frame(late._replace(closed_on=TODAY), TODAY)
    assert not is_past_time_frame(late._replace(is_sub_group=False), TODAY)


def test_every_meeting_is_public_only_when_those_of_all_open_groups_are():
    public = line(1, audience=Audience.PUBLIC)

    assert all_public([public, line(2, closed_on=TODAY)])
    assert not all_public([public, line(2)])
    assert not all_public([])
