"""What each paper says, from the values it is given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.papers.documents import AGENDA, PLAN, pack
from throughline.papers.agenda import agenda
from throughline.papers.blocks import (
    Bullets,
    Callout,
    Cover,
    Document,
    Heading,
    Lead,
    Paragraph,
    Section,
    Table,
    plain,
    walk,
)
from throughline.papers.board_pack import board_pack
from throughline.papers.calendar import CalendarDeadline, CalendarMeeting, YearCalendar, calendar
from throughline.papers.checker_report import checker_report
from throughline.papers.minutes import ActionAgreed, DecisionMade, ItemTaken, Minutes, minutes
from throughline.papers.plan_table import plan_table
from throughline.papers.terms_of_reference import TermsClause, TermsPrinted, TermsSection, terms_of_reference
from throughline.rules.terms.model import Finding
from throughline.words.markings import MarkingsDiffer, read_marking


def table(paper: Document, caption: str) -> list[tuple[str, ...]]:
    found = [one for one in walk(paper.blocks) if isinstance(one, Table) and one.caption == caption]
    assert len(found) == 1
    return [tuple(plain(cell) for cell in row) for row in found[0].rows]


def lead(paper: Document) -> str:
    return next(plain(one.text) for one in walk(paper.blocks) if isinstance(one, Lead))


def part(paper: Document, title: str) -> Section:
    return next(one for one in walk(paper.blocks) if isinstance(one, Section) and one.title == title)


def made(paper: object, shown: object) -> Document:
    return paper(shown, marking="OFFICIAL", computed_from="terms")  # type: ignore[operator,no-any-return]


def test_every_action_in_the_pack_ends_in_decide() -> None:
    blocks = part(board_pack(pack()), "Actions needing a decision").blocks
    assert isinstance(blocks[-1], Callout)
    assert (blocks[-1].title, blocks[-1].kind) == ("Decide", "decide")
    assert blocks[-1].text == "move to 26 February, name another owner, or cancel."


@pytest.mark.parametrize(
    ("title", "field", "words"),
    [
        ("Exceptions", "exceptions", "None recorded. A nil report is a valid report."),
        ("Decisions awaiting ratification", "ratifications", "None recorded."),
        ("Actions needing a decision", "actions", "None recorded. No action needs the board."),
    ],
)
def test_a_part_with_nothing_in_it_says_so(title: str, field: str, words: str) -> None:
    assert part(board_pack(pack(**{field: ()})), title).blocks == (Paragraph(words),)


MARKINGS = [
    ("the paper is higher", "OFFICIAL", "OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE"),
    ("the pack itself is higher", "SECRET", "OFFICIAL", "SECRET"),
    ("all are alike", "OFFICIAL", "OFFICIAL", "OFFICIAL"),
]


@pytest.mark.parametrize(
    ("own", "paper", "expected"), [row[1:] for row in MARKINGS], ids=[row[0] for row in MARKINGS]
)
def test_a_pack_carries_the_highest_marking_of_its_contents(own: str, paper: str, expected: str) -> None:
    papers = tuple(replace(one, marking=read_marking(paper)) for one in pack().papers)
    assert board_pack(pack(marking=read_marking(own), papers=papers)).marking == expected


def test_markings_of_two_schemes_do_not_share_a_pack() -> None:
    with pytest.raises(MarkingsDiffer):
        board_pack(pack(marking=read_marking("RESTRICTED - MANAGEMENT")))


def test_the_cover_says_the_one_sentence_that_matters() -> None:
    cover = board_pack(pack()).blocks[0]
    assert isinstance(cover, Cover)
    assert cover.lead == "One decision and one exception. Nothing else needs the board's time."
    assert ("Marking", "OFFICIAL-SENSITIVE: the highest of the pack and its 1 paper") in cover.facts


def test_a_later_version_lists_its_changes() -> None:
    paper = board_pack(pack(changes=("Paper 2 was added.",)))
    assert table(paper, "Changed since the last version") == [("Paper 2 was added.",)]


def test_the_agenda_lists_late_papers_without_calling_them_a_breach() -> None:
    paper = made(agenda, AGENDA)
    assert table(paper, "Late papers") == [
        ("Homes", "Housing lead", "5 January 2010", "received 1 working day late")
    ]
    assert lead(paper) == "2 items. 25 minutes in all. 1 decision asked of the meeting."
    assert table(paper, "Items")[1] == ("2", "Homes for people leaving prison", "Decide", "Homes", "20")


MINUTES = Minutes(
    "Crime Reduction Board",
    "Tuesday 7 April 2026",
    "Draft",
    ("Rosa Hazel, Probation",),
    decisions=(DecisionMade("D1", "Agree one route", "by consensus"),),
    actions=(ActionAgreed("A7", "Write to landlords", "Kofi Medlar", "1 May 2026"),),
    items=(ItemTaken("1", "Homes", ("Two landlords withdrew.",)),),
)


@pytest.mark.clause("C109", breaks="throughline.papers.minutes:minutes")
def test_minutes_list_decisions_and_actions_apart_each_with_its_number() -> None:
    paper = made(minutes, MINUTES)
    assert table(paper, "Decisions made") == [("D1", "Agree one route", "by consensus")]
    assert table(paper, "Actions agreed") == [("A7", "Write to landlords", "Kofi Medlar", "1 May 2026")]


@pytest.mark.clause("C163", breaks="throughline.papers.minutes:minutes")
def test_minutes_refuse_an_action_without_an_owner() -> None:
    orphan = replace(MINUTES, actions=(ActionAgreed("A8", "Ask", " ", "1 May 2026"),))
    with pytest.raises(ValueError, match="Action A8 has no owner"):
        made(minutes, orphan)
    kept = [one.caption for one in walk(made(minutes, MINUTES).blocks) if isinstance(one, Table)]
    assert kept == ["Decisions made", "Actions agreed"]


def test_minutes_of_a_meeting_without_a_quorum_say_what_its_decisions_are() -> None:
    boxes = [
        one for one in walk(made(minutes, replace(MINUTES, quorate=False)).blocks) if isinstance(one, Callout)
    ]
    assert [box.text for box in boxes] == ["What is recorded below is a recommendation until it is ratified."]


def test_the_plan_keeps_first_dates_and_says_what_has_not_moved() -> None:
    paper = made(plan_table, PLAN)
    assert lead(paper) == "2 objectives on 12 January 2010: 1 late and 1 on course."
    late, steady = table(paper, "Drugs and alcohol")
    assert late[3:] == ("October 2009", "May 2010", "Late 196 days")
    assert steady[3:] == ("October 2009", "Not moved", "On course")


def test_the_year_stands_in_order_of_days_with_what_is_due() -> None:
    year = YearCalendar(
        "Meetings of 2026-27",
        (CalendarMeeting(date(2026, 6, 2), "Board"), CalendarMeeting(date(2026, 4, 7), "Board", "10am")),
        (
            CalendarDeadline(
                date(2026, 3, 27), "Agenda due", "Secretary", "5 working days before the meeting"
            ),
        ),
        ("The terms ask for four meetings; two are called.",),
    )
    paper = made(calendar, year)
    assert table(paper, "Meetings") == [
        ("Tuesday 7 April 2026", "10am", "Board"),
        ("Tuesday 2 June 2026", "", "Board"),
    ]
    assert table(paper, "Deadlines") == [
        ("Friday 27 March 2026", "Agenda due: 5 working days before the meeting", "Secretary"),
    ]
    assert Bullets(("The terms ask for four meetings; two are called.",)) in paper.blocks


def test_findings_stand_by_level_and_keep_place_clause_and_line() -> None:
    findings = (
        Finding("S", "S-quorum", "board.quorum", ("4.5",), 12, "No quorum is stated."),
        Finding("E", "E-key", "board.chiar", (), 30, "Unknown word."),
    )
    paper = checker_report("barnet.toml", findings, marking="OFFICIAL", computed_from="the file")
    assert lead(paper) == "1 error and 1 question."
    headings = [one.text for one in paper.blocks if isinstance(one, Heading)]
    assert headings[1].startswith("Errors")
    assert headings[2].startswith("Silences")
    assert table(paper, headings[2]) == [("board.quorum: S-quorum", "No quorum is stated.", "4.5", "12")]


def test_no_findings_is_said_in_words() -> None:
    paper = checker_report("barnet.toml", (), marking="OFFICIAL", computed_from="the file")
    assert lead(paper) == "Nothing to settle: the terms are whole and consistent."


def test_terms_number_their_clauses_from_one_in_each_section() -> None:
    shown = TermsPrinted(
        "Board",
        "Adopted",
        "June 2020",
        (
            TermsSection("Purpose", (TermsClause("Cut reoffending.", "1"), TermsClause("Share.", "2"))),
            TermsSection(
                "Quorum", (TermsClause("At least 4 organisations.", "4.5", open="people or organisations?"),)
            ),
            TermsSection("Votes", ()),
        ),
    )
    paper = made(terms_of_reference, shown)
    assert [row[0] for row in table(paper, "Purpose")] == ["1.1", "1.2"]
    assert table(paper, "Quorum") == [
        ("2.1", "At least 4 organisations. Not settled: people or organisations?", "4.5"),
    ]
    assert lead(paper) == "1 clause is not settled; each says so."
