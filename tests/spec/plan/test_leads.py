"""Who leads and supports a line of a plan, before and after others follow: rule R48."""

from __future__ import annotations

import pytest

from throughline.rules.plan.leads import LineNamed, lines_for, lines_naming, with_followers
from throughline.rules.plan.model import Milestone, Objective, Plan, Priority

PLAN = Plan(
    (
        Priority(id="1", text="Homes"),
        Objective(id="1.1", parent="1", text="A bed", lead="lrpt", support=("prison",)),
        Objective(id="1.2", parent="1", text="A visit", lead="county", support=("lrpt", "prison")),
        Objective(id="1.3", parent="1", text="A letter", lead="county"),
        Milestone(id="1.1.a", parent="1.1", text="Names", lead="lrpt"),
    )
)


def test_the_lines_that_name_an_organisation_are_those_it_leads_or_supports() -> None:
    assert lines_naming(PLAN, "lrpt") == (
        LineNamed("1.1", "A bed", leads=True),
        LineNamed("1.2", "A visit", leads=False),
        LineNamed("1.1.a", "Names", leads=True),
    )


def test_a_line_that_all_lead_or_support_is_everybodys_and_is_followed_by_nobody() -> None:
    all_lead = Milestone(id="1.3.a", parent="1.3", text="A talk", lead="all")
    all_help = Milestone(id="1.3.b", parent="1.3", text="A walk", lead="county", support=("all",))
    plan = Plan((*PLAN.lines, all_lead, all_help))
    assert [(one.id, one.leads) for one in lines_for(plan, "prison")] == [
        ("1.1", False), ("1.2", False), ("1.3.a", True), ("1.3.b", False),
    ]  # fmt: skip
    assert [one.id for one in lines_naming(plan, "prison")] == ["1.1", "1.2"]


FOLLOWED = [
    ({"1.1": "nps", "1.2": "crc", "1.1.a": "nps"}, "1.1", ("nps", ("prison",)), "the follower leads"),
    ({"1.1": "nps", "1.2": "crc", "1.1.a": "nps"}, "1.2", ("county", ("crc", "prison")), "and supports"),
    ({"1.1": "nps"}, "1.1.a", ("", ()), "a line that is left out has no lead"),
    ({"1.1": "nps"}, "1.2", ("county", ("prison",)), "nor that support"),
    ({"1.1": "prison"}, "1.1", ("prison", ()), "whoever leads does not also support"),
    ({"1.2": "prison"}, "1.2", ("county", ("prison",)), "nobody supports twice"),
    ({"1.3": "nps"}, "1.3", ("county", ()), "a line that did not name it stays"),
]


@pytest.mark.parametrize("followers, line, expected, sentence", FOLLOWED)
def test_who_stands_on_a_line_afterwards(
    followers: dict[str, str], line: str, expected: tuple[str, tuple[str, ...]], sentence: str
) -> None:
    after = with_followers(PLAN, "lrpt", followers)
    found = next(one for one in after.lines if one.id == line)
    assert isinstance(found, Objective | Milestone)
    assert (found.lead, found.support) == expected, sentence
    assert not lines_naming(after, "lrpt")
