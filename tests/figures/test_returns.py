"""What partners send: taken in line by line, or refused with its place."""

from datetime import date
from hashlib import sha256

import pytest

from throughline.figures.extracts.returns import ReturnUnreadable, Window, read_return

QUARTER = Window(date(2009, 10, 1), date(2009, 12, 31))
HEADING = "indicator,numerator,denominator\n"


def received(text, **changed):
    given = {
        "supplier": "noms-probation", "period": QUARTER, "received_on": date(2010, 1, 4), "number": 3,
        "known": ("ni143", "dv-community"), "earlier_totals": {"dv-community": 96},
    }  # fmt: skip
    content = text if isinstance(text, bytes) else (HEADING + text).encode()
    return read_return(content, **(given | changed))


def test_a_good_return_is_taken_in_with_its_receipt():
    found = received("ni143,276,371\ndv-community,200,\n")
    assert [(each.indicator, each.numerator, each.denominator) for each in found.lines] == [
        ("ni143", 276, 371),
        ("dv-community", 200, None),
    ]
    receipt = found.receipt
    assert (receipt.id, receipt.supplier, receipt.period) == ("2010-01-04/3", "noms-probation", QUARTER)
    assert receipt.sha256 == sha256((HEADING + "ni143,276,371\ndv-community,200,\n").encode()).hexdigest()
    assert (receipt.lines_read, receipt.lines_accepted, found.rejections) == (2, 2, ())


@pytest.mark.parametrize(
    ("why", "line", "column", "says"),
    [
        ("text in a number cell", "ni143,about 270,371", "numerator", "“about 270” is not a whole number"),
        ("an error of a spreadsheet", "ni143,276,#N/A", "denominator", "“#N/A” is not a whole number"),
        ("a share", "ni143,74.4,100", "numerator", "not a whole number"),
        ("a number below zero", "ni143,-3,100", "numerator", "not a whole number"),
        ("a digit of another script", "ni143,\u0663,100", "numerator", "not a whole number"),
        ("nothing", "ni143,,371", "numerator", "There is no figure"),
        ("more than all", "ni143,372,371", "numerator", "372 is more than the 371"),
        ("an unknown indicator", "ni99,3,4", "indicator", "“ni99” is no indicator"),
        ("a falling total", "dv-community,90,", "numerator", "90 is less than the 96 already returned"),
        ("a short line", "ni143", "numerator", "There is no figure"),
    ],
)
def test_a_wrong_line_is_rejected_with_its_place_and_the_rest_is_taken(why, line, column, says):
    good = "dv-community,200," if line.startswith("ni") else "ni143,276,371"
    found = received(f"{good}\n{line}\n")
    (rejection,) = found.rejections
    assert (rejection.line, rejection.column) == (3, column)
    assert says in rejection.reason
    assert (found.receipt.lines_read, found.receipt.lines_accepted) == (2, 1)


def test_a_second_figure_for_one_indicator_is_rejected():
    found = received("ni143,276,371\n\nni143,280,371\n")
    (rejection,) = found.rejections
    assert rejection.line == 4
    assert "already stands on line 2" in rejection.reason


@pytest.mark.parametrize(
    ("why", "content"),
    [
        ("a mark at the start", b"\xef\xbb\xbf" + (HEADING + "ni143,276,371\n").encode()),
        ("an old code page", (HEADING + "ni143,276,371\n").encode("cp1252") + b"caf\xe9,1,2\n"),
        ("thousands with a comma", (HEADING + 'ni143,276,"1,371"\n').encode()),
        ("columns in another order", b"Denominator, Indicator ,numerator\n371,ni143,276\n"),
    ],
)
def test_what_spreadsheets_do_to_a_file_is_understood(why, content):
    (line,) = received(content).lines
    assert (line.indicator, line.numerator) == ("ni143", 276)


@pytest.mark.parametrize(
    ("why", "content", "says"),
    [
        ("no heading", b"ni143,276,371\n", "Line 1 has no column indicator, numerator, denominator"),
        ("an empty file", b"", "Line 1 has no column"),
        ("a workbook", b"PK\x03\x04\x00\x00", "not text"),
    ],
)
def test_a_file_that_is_no_return_is_refused_whole(why, content, says):
    with pytest.raises(ReturnUnreadable, match=says):
        received(content)


def test_the_same_bytes_give_the_same_return():
    assert received("ni143,276,371\n") == received("ni143,276,371\n")
