"""Every line that a founding document names stands on the map, drawn in its own way, and only while it is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from _pytest.mark import ParameterSet

from tests.spec.terms.files import FOUNDING, founding
from throughline.rules.governance_map import GovernanceMap, governance_map
from throughline.rules.obligations import owed
from throughline.rules.terms import Terms, on, read


def link(clause: str, name: str, body: str, type_: str, to: str, kind: str) -> ParameterSet:
    return pytest.param(
        name, body, type_, to, kind, id=f"{clause}: {body} {type_} {to}",
        marks=pytest.mark.clause(clause, breaks=f"partnerships/{name}.toml#{body}.line.{type_}:{to}"),
    )  # fmt: skip


LINKS = [
    link("C030", "llr", "rrpb", "liaises-with", "slp", "outside body"),
    link("C031", "llr", "rrpb", "liaises-with", "lscsb", "outside body"),
    link("C032", "llr", "rrpb", "liaises-with", "srp", "outside body"),
    link("C034", "llr", "rrpb", "liaises-with", "yombs", "class"),
    link("C035", "llr", "rrpb", "commissions", "cjdacg", "outside body"),
    link("C036", "llr", "rrpb", "liaises-with", "hwbs", "class"),
    link("C111", "west-mercia", "crb", "linked-with", "wmcjb", "outside body"),
    link("C112", "west-mercia", "crb", "linked-with", "victims", "outside body"),
    link("C113", "west-mercia", "crb", "linked-with", "csps", "class"),
    link("C114", "west-mercia", "crb", "linked-with", "csp-rr-boards", "class"),
    link("C115", "west-mercia", "crb", "linked-with", "csp-sm-boards", "class"),
    link("C116", "west-mercia", "crb", "linked-with", "safer-boards", "class"),
    link("C117", "west-mercia", "crb", "linked-with", "crc-smb", "outside body"),
    link("C118", "west-mercia", "crb", "linked-with", "nps-smb", "outside body"),
    link("C119", "west-mercia", "crb", "linked-with", "yos-smb", "outside body"),
    link("C120", "west-mercia", "crb", "linked-with", "marac", "outside body"),
    link("C121", "west-mercia", "crb", "linked-with", "ssocb", "outside body"),
    link("C209", "pan-dorset", "rrsg", "liaises-with", "sw-rrb", "outside body"),
    link("C221", "barnet", "rrdg", "accountable-to", "scpb", "outside body"),
    link("C391", "east-midlands", "idts", "part-of", "treatment-care", "body"),
]
STYLES = {
    "liaises-with": "liaison", "commissions": "commissioning", "linked-with": "unclassified",
    "accountable-to": "reporting", "part-of": "reporting",
}  # fmt: skip


def map_on_its_day(name: str) -> GovernanceMap:
    return governance_map(on(founding(name), FOUNDING[name]))


@pytest.mark.parametrize(("name", "body", "type_", "to", "kind"), LINKS)
def test_a_line_of_the_document_is_drawn_in_its_style(
    name: str, body: str, type_: str, to: str, kind: str
) -> None:
    drawn = map_on_its_day(name)
    [line] = [one for one in drawn.lines if {one.from_, one.to} == {body, to}]
    assert line.style == STYLES[type_]
    [node] = [one for one in drawn.nodes if one.id == to]
    assert node.kind == kind


def without_line(terms: Terms, body: str, to: str) -> Terms:
    own = terms.body(body)
    kept = tuple(line for line in own.lines if not (line.to and getattr(line.to, "is_", ()) == (to,)))
    return replace(
        terms, bodies=tuple(replace(own, lines=kept) if each is own else each for each in terms.bodies)
    )


@pytest.mark.parametrize(
    ("name", "body", "type_", "to", "kind"), [pytest.param(*row.values, id=row.id) for row in LINKS]
)
def test_without_its_line_it_stands_on_the_map_no_longer(
    name: str, body: str, type_: str, to: str, kind: str
) -> None:
    drawn = governance_map(on(without_line(founding(name), body, to), FOUNDING[name]))
    assert [one for one in drawn.lines if {one.from_, one.to} == {body, to}] == []
    assert kind == "body" or to not in {node.id for node in drawn.nodes}


@pytest.mark.clause("C037", breaks="throughline.rules.terms.model:today_is_in")
def test_a_partnership_added_later_is_linked_from_that_day_and_not_before() -> None:
    text = founding("llr").text
    added = '{ type = "liaises-with", to = "lscsb", from = 2015-06-01, clause = "ToR 5" },'
    [old] = [line for line in text.splitlines() if 'to = "lscsb"' in line]
    terms = read(text.replace(old, added))
    linked = [
        any(line.to == "lscsb" for line in governance_map(on(terms, day)).lines)
        for day in (date(2015, 5, 31), date(2015, 6, 1))
    ]
    assert linked == [False, True]


@pytest.mark.clause("C223", breaks="partnerships/barnet.toml#rrdg.line.accountable-to:scpb")
def test_to_be_accountable_is_not_a_rhythm_of_reports() -> None:
    [account] = [one for one in owed(founding("barnet"), "rrdg", date(2026, 4, 1)) if one.to == "scpb"]
    assert (account.what, account.due, account.state) == ("account", None, "no date")
    assert account.why == "accountable to: the terms set no interval"
