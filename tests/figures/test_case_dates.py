"""Dates of cases by their reference: what is taken in, what is refused, and that no name gets through."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.figures.extracts.case_dates import (
    CaseDates,
    CaseDatesUnreadable,
    DatedEvent,
    is_reference,
    read_case_dates,
)
from throughline.figures.extracts.case_histories import further_offence, mappa_case, visor_record
from throughline.rules.supervision.gaps import Spell
from throughline.rules.supervision.mappa import LevelPeriod, MappaMeeting

CAME = date(2010, 1, 4)
HEADING = "reference,event,on,detail"


def read(kind: str, *lines: str, heading: str = HEADING) -> CaseDates:
    rows = [(place, line.split(",")) for place, line in enumerate((heading, *lines), start=1)]
    return read_case_dates(rows, kind=kind, received_on=CAME)  # type: ignore[arg-type]


REFERENCES = [
    ("letters and more digits", "EM-0142", True),
    ("digits alone", "20091", True),
    ("a year and a number", "2009/0142", True),
    ("small letters", "m-01", True),
    ("a name", "Larch", False),
    ("a name with a number", "Larch12", False),
    ("initials and one digit", "JS1", False),
    ("two words", "Sam Larch", False),
    ("two words and digits", "Sam Larch 1980", False),
    ("a name joined by a dot", "sam.larch.12", False),
    ("a birthday", "12/03/1981", False),
    ("a birthday the other way round", "1981-03-12", False),
    ("nothing", "", False),
    ("letters of another alphabet", "Ларч1234567", False),
    ("digits of another alphabet", "M-٠١٢", False),
    ("a formula", "=0142", False),
    ("longer than any reference", "1" * 41, False),
]


@pytest.mark.parametrize(("sentence", "reference", "is_one"), REFERENCES)
def test_a_reference_is_a_number_and_never_a_name(sentence: str, reference: str, is_one: bool) -> None:
    assert is_reference(reference) is is_one, sentence


FIRST = "M-01,level,2009-10-05,3"
ENTERED = "V-01,entered,2009-08-14,"
KNOWN = "V-01,category,2009-08-01,2"
CHARGED = "S-01,charged,2009-10-01,"
HELD = "M-01,meeting,2009-10-20,3"

REJECTED = [
    ("a name instead of a reference", "mappa", ("Sam Larch,level,2009-10-05,3",), [(2, "reference")]),
    ("an event that is none", "mappa", (FIRST, "M-01,moved,2009-10-06,"), [(3, "event")]),
    ("an event of another kind", "sfo", (CHARGED, "S-01,entered,2009-10-06,"), [(3, "event")]),
    ("text for a day", "mappa", ("M-01,level,October,3",), [(2, "on")]),
    ("a day that is none", "mappa", ("M-01,level,2009-02-30,3",), [(2, "on")]),
    ("a day in digits of another alphabet", "mappa", ("M-01,level,٢٠٠٩-١٠-٠٥,3",), [(2, "on")]),
    ("a day of a thirteenth month", "mappa", ("M-01,level,10/13/2009,3",), [(2, "on")]),
    ("a day after the file came", "mappa", (FIRST, "M-01,review,2010-01-05,"), [(3, "on")]),
    ("the day on which it came is no such day", "mappa", (FIRST, "M-01,review,2010-01-04,"), []),
    ("a day before there were such arrangements, such as a birthday", "mappa", ("M-01,level,1981-03-12,3",),
     [(2, "on")]),
    ("a detail that is none", "mappa", ("M-01,level,2009-10-05,high",), [(2, "detail")]),
    ("a detail that is missing", "mappa", ("M-01,level,2009-10-05,",), [(2, "detail")]),
    ("words where none belong", "mappa", (FIRST, "M-01,review,2009-11-01,went well"), [(3, "detail")]),
    ("a blank decision is kept, and counts as none", "mappa", (FIRST, HELD, "M-01,disclosure,2009-10-20,"), []),
    ("the same line twice", "mappa", (FIRST, "M-01,review,2009-11-01,", "M-01,review,2009-11-01,"),
     [(4, "event")]),
    ("two answers to one question", "mappa",
     (FIRST, HELD, "M-01,prison,2009-10-20,absent", "M-01,prison,2009-10-20,by report"), [(5, "event")]),
    ("a review before the case had a level", "mappa", (FIRST, "M-01,review,2009-10-04,"), [(3, "on")]),
    ("a review on the day it was given one", "mappa", (FIRST, "M-01,review,2009-10-05,"), []),
    ("a review after it left every level", "mappa",
     (FIRST, "M-01,level,2009-11-01,none", "M-01,review,2009-11-20,"), [(4, "on")]),
    ("the level that it has already", "mappa", (FIRST, "M-01,level,2009-11-01,3"), [(3, "detail")]),
    ("disclosure without a meeting that day", "mappa", (FIRST, "M-01,disclosure,2009-10-20,disclose"),
     [(3, "on")]),
    ("attendance without a meeting that day", "mappa", (FIRST, HELD, "M-01,prison,2009-10-21,in person"),
     [(4, "on")]),
    ("released from custody without having been there", "mappa", (FIRST, "M-01,released,2009-11-01,"),
     [(3, "on")]),
    ("in custody twice", "mappa", (FIRST, "M-01,custody,2009-11-01,", "M-01,custody,2009-11-05,"),
     [(4, "on")]),
    ("a record reviewed before it was entered", "visor", (KNOWN, ENTERED, "V-01,reviewed,2009-08-13,"),
     [(4, "on")]),
    ("a record of no category", "visor", (ENTERED,), [(2, "on")]),
    ("a record entered twice", "visor", (KNOWN, ENTERED, "V-01,entered,2009-09-01,"), [(4, "event")]),
    ("notified before the charge", "sfo", (CHARGED, "S-01,notified,2009-09-30,"), [(3, "on")]),
    ("rated before a review was sent", "sfo", (CHARGED, "S-01,rated,2009-12-01,good"), [(3, "on")]),
    ("a case that was never charged", "sfo", ("S-01,notified,2009-10-05,",), [(2, "on")]),
    ("what rests on a refused line is refused with it", "mappa",
     ("M-01,level,2009-02-30,3", "M-01,review,2009-11-01,"), [(2, "on"), (3, "on")]),
    ("too many cells", "mappa", ("M-01,level,2009-10-05,3,Sam Larch",), [(2, "detail")]),
    ("an empty line is no line", "mappa", (FIRST, ",,,"), []),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "kind", "lines", "places"), REJECTED)
def test_a_line_is_refused_with_its_place(
    sentence: str, kind: str, lines: tuple[str, ...], places: list[tuple[int, str]]
) -> None:
    found = read(kind, *lines)
    assert [(one.line, one.column) for one in found.rejections] == places, sentence
    assert found.lines_accepted == found.lines_read - len(places), sentence


def test_a_line_is_refused_alone_and_the_others_are_taken_in() -> None:
    found = read("mappa", FIRST, "Sam Larch,review,2009-11-01,", "m-01,review,01/12/2009,")
    assert found.cases == {
        "M-01": (DatedEvent("level", date(2009, 10, 5), "3"), DatedEvent("review", date(2009, 12, 1), ""))
    }
    assert (found.lines_read, found.lines_accepted) == (3, 2)


def test_lines_may_stand_in_any_order() -> None:
    lines = (FIRST, HELD, "M-01,prison,2009-10-20,by report", "M-01,review,2009-11-01,")
    assert read("mappa", *lines).cases == read("mappa", *reversed(lines)).cases


UNREADABLE = [
    ("no heading", "M-01,level,2009-10-05,3", "no column reference"),
    ("a column too many, which could hold a name", "reference,name,event,on,detail", "other columns"),
    ("a column twice", "reference,event,on,on,detail", "other columns"),
    ("a column too few", "reference,event,on", "no column detail"),
]


@pytest.mark.parametrize(("sentence", "heading", "says"), UNREADABLE)
def test_a_file_of_other_columns_is_refused_whole(sentence: str, heading: str, says: str) -> None:
    with pytest.raises(CaseDatesUnreadable, match=says):
        read("mappa", FIRST, heading=heading)


@pytest.mark.parametrize("lines", [(), (",,,",)])
def test_a_file_without_lines_is_refused(lines: tuple[str, ...]) -> None:
    with pytest.raises(CaseDatesUnreadable, match="no line"):
        read("mappa", *lines)


def test_the_heading_may_be_written_in_capitals_and_in_another_order() -> None:
    found = read("mappa", "2009-10-05,3,M-01,LEVEL", heading="On,Detail,Reference,Event")
    assert found.cases == {"M-01": (DatedEvent("level", date(2009, 10, 5), "3"),)}


NAMES = st.sampled_from(
    ["Sam Larch", "Larch, Sam", "LARCH", "Larch1980", "s.larch.01", "Ms S Larch", "larch"]
)
COLUMNS = ("reference", "event", "on", "detail")


@given(st.sampled_from(["mappa", "visor", "sfo"]), st.lists(st.sampled_from(COLUMNS), min_size=1), NAMES)
def test_nothing_of_a_name_is_said_or_kept_wherever_it_stood(
    kind: str, columns: list[str], name: str
) -> None:
    cells = dict(zip(COLUMNS, ("M-01", "level", "2009-10-05", "3"), strict=True))
    rows = [(1, list(COLUMNS))]
    rows += [(place, [*(cells | {column: name}).values()]) for place, column in enumerate(columns, start=2)]
    found = read_case_dates(rows, kind=kind, received_on=CAME)  # type: ignore[arg-type]
    assert len(found.rejections) == len(columns)
    assert "larch" not in repr(found).lower()


def test_a_mappa_case_is_told_from_its_dates() -> None:
    found = read(
        "mappa",
        "M-01,category,2009-09-01,2", "M-01,custody,2009-09-01,", "M-01,released,2009-10-01,", FIRST, HELD,
        "M-01,prison,2009-10-20,by report", "M-01,probation,2009-10-20,", "M-01,disclosure,2009-10-20,disclose",
        "M-01,review,2009-11-01,", "M-01,level,2009-12-01,2", "M-01,level,2009-12-20,none",
    )  # fmt: skip
    assert found.rejections == ()
    case = mappa_case("M-01", found.cases["M-01"])
    assert case.periods == (
        LevelPeriod(3, date(2009, 10, 5), date(2009, 12, 1)),
        LevelPeriod(2, date(2009, 12, 1), date(2009, 12, 20)),
    )
    assert (case.category, case.reviews) == (2, (date(2009, 11, 1),))
    assert case.custody == (Spell(date(2009, 9, 1), date(2009, 10, 1)),)
    attendance = {"prison": "by report", "probation": ""}
    assert case.meetings == (MappaMeeting(date(2009, 10, 20), 3, "disclose", attendance),)


def test_a_record_and_a_further_offence_are_told_from_their_dates() -> None:
    seen = read("visor", KNOWN, ENTERED, "V-01,level,2009-08-01,2", "V-01,reviewed,2009-12-01,",
                "V-01,custody,2009-08-01,", "V-01,partner,2009-09-01,")  # fmt: skip
    record = visor_record("V-01", seen.cases["V-01"])
    assert (record.category, record.entered_on, record.reviews) == (
        2,
        date(2009, 8, 14),
        (date(2009, 12, 1),),
    )
    assert (record.partner_on, record.known_from, record.closed_on) == (
        date(2009, 9, 1),
        date(2009, 8, 1),
        None,
    )
    assert (record.periods, record.custody) == (
        (LevelPeriod(2, date(2009, 8, 1)),), (Spell(date(2009, 8, 1)),),
    )  # fmt: skip
    sent = read("sfo", CHARGED, "S-01,notified,2009-10-05,", "S-01,review-sent,2009-12-01,",
                "S-01,rated,2009-12-20,good")  # fmt: skip
    offence = further_offence("S-01", sent.cases["S-01"])
    assert (offence.charged_on, offence.notified_on) == (date(2009, 10, 1), date(2009, 10, 5))
    assert (offence.reviewed_on, offence.rating, offence.rated_on) == (
        date(2009, 12, 1), "good", date(2009, 12, 20),
    )  # fmt: skip
