"""The governance map as values: the partnership file, section 7 (``line``)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from throughline.rules.governance_map import STYLES, GovernanceMap, governance_map
from throughline.rules.terms.in_force import on
from throughline.rules.terms.reader import read

PARTNERSHIPS = Path(__file__).parents[2] / "partnerships"


def founding(name: str, day: date) -> GovernanceMap:
    return governance_map(on(read((PARTNERSHIPS / f"{name}.toml").read_text("utf-8")), day))


def of(lines: str, *, others: str = "") -> GovernanceMap:
    """The map of a board with these lines, beside another board and an outside body."""
    return governance_map(
        read(f"""
schema = "throughline/partnership@1"
id = "t"
name = "T"
external = [{{ id = "outside", name = "Outside" }}, {{ id = "between", name = "Between" }}]
set = [{{ id = "class", name = "A class", of = ["outside"], open = true }}]
[[body]]
id = "board"
name = "The board"
kind = "board"
version = [{{ from = 2020-01-01 }}]
line = [{lines}]
[[body]]
id = "group"
name = "The group"
kind = "group"
{others}
""")
    )


@pytest.mark.parametrize(
    ("type_", "style"),
    [
        ("reports-to", "reporting"),
        ("accountable-to", "reporting"),
        ("holds-to-account", "reporting"),
        ("directs", "reporting"),
        ("delegates-to", "reporting"),
        ("part-of", "reporting"),
        ("liaises-with", "liaison"),
        ("consults", "liaison"),
        ("advises", "liaison"),
        ("refers-to", "liaison"),
        ("commissions", "commissioning"),
        ("linked-with", "unclassified"),
    ],
)
@pytest.mark.clause("C051", breaks="throughline.rules.governance_map:_relation")
def test_each_type_of_line_has_one_style(type_: str, style: str) -> None:
    (line,) = of(f'{{ type = "{type_}", to = "outside" }}').lines
    assert line.style == style


def test_no_type_of_line_is_left_without_a_style() -> None:
    assert set(STYLES.values()) == {"reporting", "liaison", "commissioning", "unclassified"}


TERMS_OF_ITS_OWN = "version = [{ from = 2020-01-01 }]"
SIDES = [
    ("both sides, from either end", '{ type = "holds-to-account", to = "group" }',
     f'{TERMS_OF_ITS_OWN}\nline = [{{ type = "accountable-to", to = "board" }}]', "both sides", False),
    ("the other side has terms and is silent", '{ type = "reports-to", to = "group" }',
     TERMS_OF_ITS_OWN, "one side only", True),
    ("the other side has no terms in the file", '{ type = "reports-to", to = "group" }',
     "", "this side; the other is outside the file", False),
    ("the other side is an outside body", '{ type = "reports-to", to = "outside" }',
     TERMS_OF_ITS_OWN, "this side; the other is outside the file", False),
    ("a body known only from another's document", "",
     'line = [{ type = "part-of", to = "board" }]', "another body's document", False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "others", "stated_by", "one_sided"), [s[1:] for s in SIDES], ids=[s[0] for s in SIDES]
)
def test_two_statements_of_one_relation_are_one_line(
    lines: str, others: str, stated_by: str, one_sided: bool
) -> None:
    found = of(lines, others=others)
    (line,) = found.lines
    assert (line.stated_by, line.is_one_sided) == (stated_by, one_sided)
    assert len(found.gaps) == int(one_sided)


def test_a_reporting_line_runs_from_the_one_who_answers() -> None:
    (line,) = of('{ type = "holds-to-account", to = "group" }').lines
    assert (line.from_, line.to) == ("group", "board")


def test_liaison_stated_from_both_ends_is_one_line() -> None:
    found = of(
        '{ type = "liaises-with", to = "group" }',
        others=f'{TERMS_OF_ITS_OWN}\nline = [{{ type = "liaises-with", to = "board" }}]',
    )
    assert [line.stated_by for line in found.lines] == ["both sides"]


@pytest.mark.clause("C033", breaks="throughline.rules.governance_map:_nodes")
def test_a_class_of_bodies_is_one_node_that_says_whether_all_are_listed() -> None:
    node = next(node for node in of('{ type = "liaises-with", to = "class" }').nodes if node.id == "class")
    assert (node.kind, node.members, node.is_open) == ("class", ("Outside",), True)


def test_a_line_through_another_body_puts_that_body_on_the_map() -> None:
    found = of('{ type = "reports-to", to = "outside", via = "between" }')
    assert found.lines[0].via == "between"
    assert {"outside", "between"} <= {node.id for node in found.nodes}


def test_barnets_panel_answers_to_the_group_by_both_their_terms() -> None:
    found = founding("barnet", date(2026, 4, 14))
    panel = next(line for line in found.lines if line.from_ == "iom")
    assert (panel.to, panel.style, panel.stated_by, panel.clause) == (
        "rrdg",
        "reporting",
        "both sides",
        ("6",),
    )


@pytest.mark.clause("C127", breaks="throughline.rules.governance_map:governance_map")
def test_pan_dorsets_group_answers_to_three_parents() -> None:
    found = founding("pan-dorset", date(2026, 4, 14))
    assert {line.to for line in found.in_style("reporting")} == {"dcjb", "dorset-csp", "bcp-csp"}


@pytest.mark.clause("C122", breaks="throughline.rules.governance_map:_relation")
def test_west_mercias_eleven_linked_meetings_stay_unclassified() -> None:
    found = founding("west-mercia", date(2026, 4, 14))
    assert len(found.in_style("unclassified")) == 11


def test_leicestershires_three_kinds_of_line_are_on_its_map() -> None:
    found = founding("llr", date(2013, 9, 2))
    report = found.in_style("reporting")
    assert [(line.to, line.via) for line in report] == [("spb", "spb-exec")]
    assert [line.to for line in found.in_style("commissioning")] == ["cjdacg"]
    assert found.in_style("liaison")


@pytest.mark.clause("C394", breaks="throughline.rules.governance_map:_gaps")
def test_a_pathway_with_a_champion_and_no_group_is_allowed_and_named() -> None:
    assert founding("east-midlands", date(2010, 1, 15)).gaps == (
        "Finance, benefit and debt: no standing group, but a champion.",
        "Children and families of offenders: no standing group, but a champion.",
    )


def test_a_pathway_that_nobody_leads_is_flagged_where_others_are_led() -> None:
    terms = """
schema = "throughline/partnership@1"
id = "t"
name = "T"
agency = [{ id = "a", name = "A" }]
pathway = [{ id = "one", name = "Debt", led_by = "a", how = "champion" }, { id = "two", name = "Health" }]
"""
    assert "Health: no standing group, and nobody leads it." in governance_map(read(terms)).gaps


def test_every_end_of_every_line_is_a_node() -> None:
    for name in ("barnet", "pan-dorset", "llr", "west-mercia", "east-midlands"):
        found = founding(name, date(2010, 1, 15))
        nodes = {node.id for node in found.nodes}
        assert {end for line in found.lines for end in (line.from_, line.to)} <= nodes
