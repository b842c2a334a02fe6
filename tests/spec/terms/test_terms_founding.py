"""What the checker must show of each founding partnership (section 13)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache

import pytest

from tests.spec.terms.files import FOUNDING, founding
from throughline.rules.terms import Finding, check


@cache
def findings(name: str, day: date | None = None) -> tuple[Finding, ...]:
    return check(founding(name), on=day or FOUNDING[name])


def at(name: str, code: str) -> list[str]:
    return [each.at for each in findings(name) if each.code == code]


def message(name: str, code: str, place: str) -> str:
    (one,) = [each for each in findings(name) if (each.code, each.at) == (code, place)]
    return one.message


COUNTS = [
    ("barnet", "E-appendix-empty", 1),
    ("barnet", "E-meets-conflict", 1),
    ("barnet", "S-office-holder", 2),
    ("barnet", "S-secretariat", 1),
    ("barnet", "S-approval", 1),
    ("barnet", "S-case-review", 1),
    ("barnet", "S-terms-review", 2),
    ("barnet", "L-post-to-be-confirmed", 10),
    ("barnet", "L-one-employer", 2),
    ("barnet", "L-quorum-proposed", 2),
    ("barnet", "L-vote-proposed", 2),
    ("barnet", "L-until-decision", 2),
    ("barnet", "L-seats-merged", 2),
    ("barnet", "L-chair-no-post", 2),
    ("barnet", "L-not-adopted", 1),
    ("barnet", "S-quorum", 0),
    ("barnet", "S-vote", 0),
    ("pan-dorset", "E-secretariat-conflict", 1),
    ("pan-dorset", "S-quorum", 1),
    ("pan-dorset", "S-vote", 1),
    ("pan-dorset", "S-deputies", 1),
    ("pan-dorset", "S-chair-absent", 1),
    ("pan-dorset", "S-agenda-deadline", 1),
    ("pan-dorset", "S-papers-deadline", 1),
    ("pan-dorset", "S-minutes-deadline", 1),
    ("pan-dorset", "S-progress-report-interval", 1),
    ("pan-dorset", "L-seat-number-unspecified", 1),
    ("pan-dorset", "L-review-overdue", 1),
    ("pan-dorset", "L-aliases", 1),
    ("pan-dorset", "L-mandate-ended", 1),
    ("west-mercia", "E-chair-conflict", 1),
    ("west-mercia", "S-quorum", 1),
    ("west-mercia", "S-vote", 1),
    ("west-mercia", "S-version-unsettled", 1),
    ("west-mercia", "L-variable-seat-set", 2),
    ("west-mercia", "L-alternative-post", 1),
    ("west-mercia", "L-legacy-marking", 1),
    ("west-mercia", "L-line-unclassified", 11),
    ("llr", "E-appendix-empty", 1),
    ("llr", "S-quorum", 1),
    ("llr", "L-compound-seat", 1),
    ("llr", "L-chair-term-expired", 1),
    ("llr", "L-post-to-be-confirmed", 1),
    ("east-midlands", "L-extract", 1),
]


@pytest.mark.parametrize(
    "name, code, number", COUNTS, ids=[f"{name}: {code}, {n}" for name, code, n in COUNTS]
)
def test_how_often_each_code_stands_in_the_findings_of_a_founding_file(
    name: str, code: str, number: int
) -> None:
    assert Counter(each.code for each in findings(name))[code] == number


PLACES = [
    ("Barnet's missing diagram", "barnet", "E-appendix-empty", "rrdg.clause.A2", "diagram"),
    ("Barnet's panel: draft membership", "barnet", "L-not-adopted", "iom.version", "draft"),
    ("Barnet's panel: no secretariat", "barnet", "S-secretariat", "iom.office.secretariat", "support the meetings"),
    ("Dorset's commissioners ended", "pan-dorset", "L-agency-ended", "rrsg.seat.ccg", "no single successor"),
    ("Dorset's review", "pan-dorset", "L-review-overdue", "rrsg.duty.terms-review", "2021-06-01"),
    ("Dorset's four names", "pan-dorset", "L-aliases", "rrsg.alias", "one body, 4 names"),
    ("LLR's trust", "llr", "L-agency-ended", "rrpb.seat.probation", "no single successor"),
    ("LLR's districts", "llr", "L-compound-seat", "rrpb.seat.district.one_per", "one line of the terms is 7 seats"),
    ("LLR's chair for a year", "llr", "L-chair-term-expired", "rrpb.office.chair", "held only until 2014-03-31"),
    ("LLR's map", "llr", "E-appendix-empty", "rrpb.clause.Gov 5", "map"),
    ("East Midlands: every two months", "east-midlands", "L-meets-proposed", "emrrp.meets.ordinary.every",
     "using every 2 months"),
]  # fmt: skip


@pytest.mark.parametrize(
    "name, code, place, words", [row[1:] for row in PLACES], ids=[row[0] for row in PLACES]
)
def test_where_a_finding_stands_and_what_it_says(name: str, code: str, place: str, words: str) -> None:
    assert words in message(name, code, place)


@pytest.mark.clause("C264", breaks="partnerships/barnet.toml#iom.version")
def test_barnets_panel_is_shown_as_a_draft() -> None:
    assert at("barnet", "L-not-adopted") == ["iom.version"]


@pytest.mark.clause("C244", breaks="partnerships/barnet.toml#rrdg.office.secretariat")
def test_barnets_initial_support_is_shown_for_review() -> None:
    assert "rrdg.office.secretariat" in at("barnet", "L-until-decision")


@pytest.mark.clause("C241", breaks="throughline.rules.terms.check_unsettled:unsettled")
def test_barnets_two_statements_on_frequency_are_shown_together() -> None:
    said = message("barnet", "E-meets-conflict", "rrdg.meets.ordinary@decision.every")
    assert "4.1: 3 months" in said
    assert "preamble: 2 months" in said


@pytest.mark.clause("C156", "C157", breaks="partnerships/pan-dorset.toml#rrsg.office.secretariat")
def test_dorsets_three_statements_on_support_are_shown_side_by_side() -> None:
    said = message("pan-dorset", "E-secretariat-conflict", "rrsg.office.secretariat.held_by")
    assert said.startswith("3 statements disagree")
    assert all(clause in said for clause in ("role 11", "role 13", "recording 2"))


@pytest.mark.clause("C077", breaks="partnerships/west-mercia.toml#crb.office.chair")
def test_west_mercias_two_chairs_are_both_shown_and_a_person_is_asked() -> None:
    said = message("west-mercia", "E-chair-conflict", "crb.office.chair.held_by")
    assert said.startswith("2 statements disagree (Chair: ")
    assert "Members 2: " in said
    assert said.endswith("needs a reading")


@pytest.mark.clause("C125", breaks="throughline.rules.terms.check_silences:silences")
@pytest.mark.parametrize("name, body", [("west-mercia", "crb"), ("pan-dorset", "rrsg"), ("llr", "rrpb")])
def test_no_quorum_is_invented_where_the_terms_have_none(name: str, body: str) -> None:
    assert founding(name).body(body).quorum == ()
    said = message(name, "S-quorum", f"{body}.quorum")
    assert said == "no quorum stated: presence is recorded and none is applied"


@pytest.mark.clause("C122", breaks="throughline.rules.terms.check_life:life")
def test_west_mercias_eleven_links_stay_apart_until_someone_says_what_they_are() -> None:
    assert len(set(at("west-mercia", "L-line-unclassified"))) == 11


@pytest.mark.clause("C394", breaks="throughline.rules.terms.check_life:life")
def test_a_pathway_with_a_champion_is_not_flagged_and_one_with_nobody_is() -> None:
    flagged = set(at("east-midlands", "L-pathway-no-lead"))
    pathways = founding("east-midlands").pathways
    led = {pathway.at for pathway in pathways if pathway.led_by is not None}
    assert [pathway.how for pathway in pathways].count("champion") == 2
    assert flagged
    assert flagged == {pathway.at for pathway in pathways} - led


def test_the_east_midlands_extract_has_no_silence() -> None:
    assert [each for each in findings("east-midlands") if each.level in "ES"] == []


def test_a_line_of_the_east_midlands_is_seats_for_a_set_not_all_known() -> None:
    assert at("east-midlands", "L-variable-seat-set") != []


def test_before_its_reading_barnets_bi_monthly_is_one_proposal_more() -> None:
    def proposed(day: date) -> set[str]:
        return {each.at for each in findings("barnet", day) if each.code == "L-meets-proposed"}

    earlier, later = proposed(date(2026, 4, 13)), proposed(date(2026, 9, 1))
    assert earlier - later == {"rrdg.meets.ordinary.every"}
    assert later <= earlier


def test_llr_names_the_two_successors_of_its_trust() -> None:
    (trust,) = [agency for agency in founding("llr").agencies if len(agency.becomes) > 1]
    assert len(trust.becomes) == 2


def test_every_finding_of_an_entry_names_the_line_where_the_entry_begins() -> None:
    for name in FOUNDING:
        lines = founding(name).text.splitlines()
        for each in findings(name):
            assert lines[each.line - 1].lstrip().startswith(("[", "{")) or "= [{" in lines[each.line - 1], (
                each
            )
