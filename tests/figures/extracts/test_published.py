"""Tables read through a profile: what would be taken in, what is revised, and every refusal in its place."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.figures.extracts.figures import Figure, FigureKey, Numbers
from throughline.figures.extracts.profiles import HeadingsChanged, Profile, Series
from throughline.figures.extracts.published import NoTableRecognised, read_published
from throughline.figures.extracts.returns import Window
from throughline.figures.extracts.table_rows import IndicatorUnknown, NoPeriod
from throughline.figures.extracts.tables import Sheet, find_tables
from throughline.rules.plan.cells import Place

Q1, Q2 = Window(date(2009, 4, 1), date(2009, 6, 30)), Window(date(2009, 7, 1), date(2009, 9, 30))
HEADINGS = ["Area", "Group", "Quarter", "Indicator", "Reoffenders", "Offenders"]
TALL = {
    "area": "area", "group": "group", "quarter": "period", "indicator": "indicator",
    "reoffenders": "numerator", "offenders": "denominator",
}  # fmt: skip
SOUND = ["Leicester", "", "Q1 2009-10", "ni18", "524", "6,494"]


def profile(**changed):
    return Profile(**{"name": "Returns", "roles": TALL, "totals": "discrete"} | changed)


def read(rows, using=None, *, sheet="T", headings=HEADINGS, **given):
    known = {"known_indicators": ("ni18", "ni143", "ni30"), "known_areas": None} | given
    return read_published([Sheet(sheet, [headings, *rows])], using or profile(), **known)


def key(indicator="ni18", area="Leicester", group="", window=Q1):
    return FigureKey(indicator, area, group, window.starts, window.ends)


def taken(staged):
    return {one.key: one.numbers for one in staged.figures}


def test_a_sound_row_is_a_figure_with_its_place():
    staged = read([SOUND])
    assert staged.figures == (Figure(key(), Numbers(524, 6494), Place("T", 2, 5)),)
    assert (staged.rows_read, staged.rejections, staged.revisions) == (1, (), ())
    assert (staged.indicators, staged.areas, staged.covers) == (
        ("ni18",),
        ("Leicester",),
        (Q1.starts, Q1.ends),
    )


@pytest.mark.parametrize(
    ("sentence", "column", "text", "place", "says"),
    [
        (
            "text in a number cell",
            "Reoffenders",
            "about 270",
            "T, cell E2",
            "“about 270” is not a whole number",
        ),
        ("text in the other number", "Offenders", "many", "T, cell F2", "“many” is not a whole number"),
        ("an error of a spreadsheet", "Offenders", "#REF!", "T, cell F2", "not a whole number"),
        ("a share", "Reoffenders", "8.07", "T, cell E2", "not a whole number"),
        ("more than all", "Reoffenders", "6495", "T, cell E2", "6,495 is more than the 6,494 counted from"),
        ("counted from nothing", "Offenders", "0", "T, cell E2", "524 is more than the 0 counted from"),
        ("an unknown indicator", "Indicator", "ni99", "T, cell D2", "“ni99” is no indicator of the list"),
        ("no indicator", "Indicator", "", "T, cell D2", "names no indicator"),
        ("an unknown area", "Area", "Rutland", "T, cell A2", "“Rutland” is no area"),
        ("no area", "Area", "", "T, cell A2", "names no area"),
        ("a period that is none", "Quarter", "last year", "T, cell C2", "names no period"),
        ("a year that may be either", "Quarter", "2009", "T, cell C2", "Declare which years are meant"),
        ("a day in an undeclared order", "Quarter", "01/02/09", "T, cell C2", "Declare whether the day"),
        ("a whole withheld", "Offenders", "[c]", "T, cell F2", "what it is counted from is not"),
    ],
)
def test_a_wrong_cell_is_rejected_with_its_place_and_the_other_rows_are_read(
    sentence, column, text, place, says
):
    wrong = [text if heading == column else cell for heading, cell in zip(HEADINGS, SOUND, strict=True)]
    other = ["Derby", "", "Q1 2009-10", "ni18", "261", "3884"]
    staged = read([wrong, other], known_areas=("Derby", "Leicester"))
    (rejection,) = staged.rejections
    assert str(rejection.place) == place, sentence
    assert says in rejection.reason
    assert taken(staged) == {key(area="Derby"): Numbers(261, 3884)}


@pytest.mark.parametrize("mark", ["#N/A", "..", "-", ":", "*", "[x]", ""])
def test_a_mark_for_a_gap_is_neither_a_figure_nor_a_refusal(mark):
    staged = read([[*SOUND[:4], mark, "6494"]])
    assert (staged.figures, staged.rejections) == ((), ())
    assert [str(place) for place in staged.not_available] == ["T, cell E2"]


def test_nought_of_nought_is_no_cases_and_has_no_rate():
    (figure,) = read([[*SOUND[:4], "0", "0"]]).figures
    assert figure.numbers == Numbers(0, 0)
    assert figure.no_cases
    assert not read([SOUND]).figures[0].no_cases


def test_the_same_figure_twice_is_kept_once_and_told():
    staged = read([SOUND, SOUND])
    assert taken(staged) == {key(): Numbers(524, 6494)}
    (told,) = staged.duplicates
    assert (str(told.place), str(told.first)) == ("T, cell E3", "T, cell E2")


def test_a_figure_that_stands_twice_with_other_numbers_is_refused_in_both_places():
    staged = read([SOUND, [*SOUND[:4], "525", "6494"]])
    assert staged.figures == ()
    assert [str(one.place) for one in staged.rejections] == ["T, cell E2", "T, cell E3"]
    assert "stands in T, cell E3 with another number" in staged.rejections[0].reason


def test_what_was_received_before_is_unchanged_or_a_revision_with_both_numbers():
    later = ["Leicester", "", "Q2 2009-10", "ni18", "530", "6400"]
    earlier = {key(): Numbers(524, 6494), key(window=Q2): Numbers(531, 6400)}
    staged = read([SOUND, later], earlier=earlier)
    assert [one.key for one in staged.unchanged] == [key()]
    (revision,) = staged.revisions
    assert (revision.before, revision.figure.numbers) == (Numbers(531, 6400), Numbers(530, 6400))
    assert taken(staged) == {key(window=Q2): Numbers(530, 6400)}


def test_what_was_taken_in_is_unchanged_when_the_file_comes_again():
    rows = [SOUND, ["Derby", "18-20", "Q2 2009-10", "ni30", "0", "0"]]
    first = read(rows)
    again = read(rows, earlier=taken(first))
    assert (again.figures, again.revisions, again.unchanged) == ((), (), first.figures)


@pytest.mark.parametrize(
    ("sentence", "before", "kept"),
    [
        ("a new figure of a closed year is refused", {}, False),
        ("so is a revision", {key(): Numbers(1, 6494)}, False),
        ("what has not changed is no refusal", {key(): Numbers(524, 6494)}, True),
    ],
)
def test_a_return_for_a_closed_year(sentence, before, kept):
    staged = read([SOUND], earlier=before, closed_before=date(2010, 4, 1))
    assert (not staged.rejections) is kept, sentence
    if not kept:
        assert (str(staged.rejections[0].place), staged.figures) == ("T, cell E2", ())
        assert "a year that was closed on 1 April 2010" in staged.rejections[0].reason


def test_the_last_day_of_the_open_year_is_open():
    assert taken(read([SOUND], closed_before=Q1.ends)) == {key(): Numbers(524, 6494)}


def test_areas_are_matched_by_their_words_and_kept_under_their_own_names():
    row = ["avon &  SOMERSET [note 2]", *SOUND[1:]]
    staged = read([row], known_areas=("Avon and Somerset",))
    assert staged.areas == ("Avon and Somerset",)


def test_other_areas_of_a_national_table_are_passed_over_by_name_where_the_profile_says_so():
    rows = [SOUND, ["Rutland", *SOUND[1:]], ["England", *SOUND[1:]], ["Rutland", "18-20", *SOUND[2:]]]
    staged = read(rows, profile(pass_over_areas=True), known_areas=("Leicester",))
    assert (set(taken(staged)), staged.rejections) == ({key()}, ())
    assert staged.passed_over == ("Rutland", "England")


def test_labels_written_once_are_read_in_the_rows_below_only_if_the_profile_says_so():
    rows = [SOUND, ["", "", "Q2 2009-10", "", "530", "6400"]]
    assert len(read(rows).rejections) == 1
    staged = read(rows, profile(repeat_labels=True))
    assert taken(staged) == {key(): Numbers(524, 6494), key(window=Q2): Numbers(530, 6400)}


def test_the_word_for_everyone_is_the_group_of_all():
    rows = [["Leicester", "All", *SOUND[2:]], ["Leicester", "18-20", "Q1 2009-10", "ni18", "24", "494"]]
    staged = read(rows, profile(everyone="all"))
    assert set(taken(staged)) == {key(), key(group="18-20")}


def test_a_column_for_each_indicator():
    using = profile(
        roles={
            "area": "area",
            "quarter": "period",
            "settled": "value",
            "ended": "value",
            "offences": "value",
        },
        series=(
            Series("settled", "ni143", "numerator"),
            Series("ended", "ni143", "denominator"),
            Series("offences", "ni30"),
        ),
    )
    staged = read(
        [["Leicester", "Q1 2009-10", "479", "692", "31"]],
        using,
        headings=["Area", "Quarter", "Settled", "Ended", "Offences"],
    )
    assert taken(staged) == {key("ni143"): Numbers(479, 692), key("ni30"): Numbers(31)}


def test_a_column_for_each_quarter_under_its_year():
    using = profile(roles={"area": "area", "(period)": "value"}, indicator="ni30")
    sheet = Sheet(
        "T", [["Area", "2009-10", "", "2010-11"], ["", "Q1", "Q2", "Q1"], ["Derby", "7", "9", "[x]"]]
    )
    staged = read_published([sheet], using, known_indicators=("ni30",))
    assert taken(staged) == {
        key("ni30", "Derby"): Numbers(7),
        key("ni30", "Derby", window=Q2): Numbers(9),
    }
    assert [str(place) for place in staged.not_available] == ["T, cell D3"]


def test_a_heading_that_may_be_two_periods_is_refused_once():
    using = profile(roles={"area": "area", "(period)": "value"}, indicator="ni30")
    sheet = Sheet("T", [["Area", "2009", "Apr-Jun 2009"], ["Derby", "7", "2"], ["Leicester", "8", "3"]])
    staged = read_published([sheet], using, known_indicators=("ni30",))
    assert [str(one.place) for one in staged.rejections] == ["T, cell B1"]
    assert set(taken(staged)) == {key("ni30", "Derby"), key("ni30")}


def test_a_column_for_each_month_that_a_spreadsheet_holds_as_a_day():
    using = profile(
        roles={"area": "area", "(period)": "value"}, indicator="ni30", every="month", named_by="first-day"
    )
    sheet = Sheet("T", [["Area", "2009-04-01", "2009-05-01"], ["Derby", "7", "9"]])
    staged = read_published([sheet], using, known_indicators=("ni30",))
    assert {one.ends: numbers.numerator for one, numbers in taken(staged).items()} == {
        date(2009, 4, 30): 7,
        date(2009, 5, 31): 9,
    }


def test_a_sheet_for_each_indicator():
    using = profile(roles={"area": "area", "quarter": "period", "men": "numerator"}, sheet_names="indicator")
    sheets = [
        Sheet(name, [["Area", "Quarter", "Men"], ["Derby", "Q1 2009-10", count]])
        for name, count in (("ni18", "7"), ("ni30", "9"))
    ]
    staged = read_published(sheets, using, known_indicators=("ni18", "ni30"))
    assert taken(staged) == {key("ni18", "Derby"): Numbers(7), key("ni30", "Derby"): Numbers(9)}


def test_rows_of_other_kinds_and_words_that_are_passed_over_bring_nothing():
    using = profile(
        roles={"area": "area", "kind": "only", "quarter": "period", "what": "indicator", "number": "value"},
        only={"kind": "adult"},
        series=(
            Series("reoffenders", "ni18", "numerator"),
            Series("cohort", "ni18", "denominator"),
            Series("score", ""),
        ),
    )
    rows = [
        ["Derby", "Adult", "Q1 2009-10", "Reoffenders", "261"],
        ["Derby", "Adult", "Q1 2009-10", "Cohort", "3884"],
        ["Derby", "Adult", "Q1 2009-10", "Score", "0.41"],
        ["Derby", "Young", "Q1 2009-10", "Reoffenders", "12"],
    ]
    staged = read(rows, using, headings=["Area", "Kind", "Quarter", "What", "Number"])
    assert taken(staged) == {key(area="Derby"): Numbers(261, 3884)}
    assert (staged.rejections, staged.rows_read) == ((), 4)


def test_a_whole_without_its_part_is_refused():
    using = profile(
        roles={"area": "area", "quarter": "period", "what": "indicator", "number": "value"},
        series=(Series("cohort", "ni18", "denominator"), Series("reoffenders", "ni18", "numerator")),
    )
    staged = read(
        [["Derby", "Q1 2009-10", "Cohort", "3884"]], using, headings=["Area", "Quarter", "What", "Number"]
    )
    assert "There is no numerator for ni18" in staged.rejections[0].reason


def test_first_and_last_days_in_two_columns():
    using = profile(
        roles={"area": "area", "from": "starts", "to": "ends", "men": "numerator"},
        indicator="ni18",
        date_order="day-first",
    )
    rows = [["Derby", "01/04/09", "30/06/09", "7"], ["Derby", "30/06/09", "01/04/09", "8"]]
    staged = read(rows, using, headings=["Area", "From", "To", "Men"])
    assert taken(staged) == {key(area="Derby"): Numbers(7)}
    assert "The last day comes before the first" in staged.rejections[0].reason


def test_a_table_without_a_period_covers_the_days_it_is_said_to_cover():
    using = profile(roles={"area": "area", "men": "numerator"}, indicator="ni18")
    rows = [["Derby", "7"]]
    assert set(taken(read(rows, using, headings=["Area", "Men"], covers=Q2))) == {
        key(area="Derby", window=Q2)
    }
    with pytest.raises(NoPeriod, match="Give the first and the last day"):
        read(rows, using, headings=["Area", "Men"])


@pytest.mark.clause("C333", breaks="throughline.figures.extracts.table_cells:_compare_rates")
def test_a_printed_rate_that_differs_from_the_counts_by_more_than_rounding_is_told():
    """The published table of local adult reoffending: two rows of headings, rates as printed."""
    using = profile(
        roles={
            "area": "area", "predicted cohort": "denominator", "predicted expected": "expected",
            "predicted rate": "expected-rate", "target reoffenders": "numerator", "target rate": "rate",
            "target change": "ignored",
        },
        indicator="ni18",
    )  # fmt: skip
    rows = [
        ["Area", "Predicted", "", "", "Target", "", ""],
        ["", "Cohort", "Expected", "Rate", "Reoffenders", "Rate", "Change"],
        ["Derby", "3,884", "294", "7.57", "261", "6.73", "-11.06"],
        ["Derbyshire", "7,397", "551", "7.45%", "506", "6.84%", "-8.23"],
        ["Leicester", "6,494", "570", "8.77", "524", "8.07", "-7.97"],
    ]
    staged = read_published([Sheet("T", rows)], using, known_indicators=("ni18",), covers=Q1)
    assert taken(staged)[key(area="Derby")] == Numbers(261, 3884, Fraction(294))
    assert [(str(one.place), one.sentence.partition("%")[0]) for one in staged.remarks] == [
        ("T, cell F3", "6.73 is printed, and the counts give 6.72"),
        ("T, cell D5", "8.77 is printed, and the counts give 8.78"),
    ]


def test_fewer_than_nought_cannot_be_expected():
    using = profile(roles=TALL | {"expected": "expected"})
    rows = [[*SOUND, "-570"], ["Derby", *SOUND[1:], "570.5"]]
    staged = read(rows, using, headings=[*HEADINGS, "Expected"])
    assert [str(one.place) for one in staged.rejections] == ["T, cell G2"]
    assert taken(staged) == {key(area="Derby"): Numbers(524, 6494, Fraction(1141, 2))}


def test_a_printed_share_is_compared_as_a_share():
    using = profile(roles=TALL | {"share": "rate"})
    rows = [[*SOUND, "0.081"], ["Derby", *SOUND[1:], "0.82"], ["Lincoln", *SOUND[1:], "n/k"]]
    staged = read(rows, using, headings=[*HEADINGS, "Share"])
    assert [str(one.place) for one in staged.remarks] == ["T, cell G3", "T, cell G4"]
    assert len(staged.figures) == 3


def test_a_file_whose_columns_moved_is_read_as_before():
    order = [5, 3, 0, 4, 2, 1]
    moved = read_published(
        [Sheet("T", [[row[place] for place in order] for row in (HEADINGS, SOUND)])],
        profile(),
        known_indicators=("ni18",),
    )
    assert taken(moved) == taken(read([SOUND]))


def test_a_file_whose_headings_changed_is_refused_whole():
    with pytest.raises(HeadingsChanged, match="Missing: “reoffenders”\\. New: “convictions”"):
        read([SOUND], headings=[*HEADINGS[:4], "Convictions", "Offenders"])


def test_a_file_without_a_table_is_refused_whole():
    with pytest.raises(NoTableRecognised, match="No table was found"):
        read_published([Sheet("Notes", [["Contents"], ["Adults"]])], profile(), known_indicators=("ni18",))


def test_a_profile_that_maps_to_an_indicator_not_kept_is_refused_whole():
    using = profile(roles={"area": "area", "quarter": "period", "men": "numerator"}, indicator="ni99")
    with pytest.raises(IndicatorUnknown, match="maps to ni99"):
        read([["Derby", "Q1 2009-10", "7"]], using, headings=["Area", "Quarter", "Men"])


CELLS = {
    "Area": ["Derby", "Leicester", "Rutland", ""],
    "Group": ["", "18-20"],
    "Quarter": ["Q1 2009-10", "Q2 2009-10", "Jul-Sep 2009", "soon"],
    "Indicator": ["ni18", "ni30", "ni99"],
    "Reoffenders": ["0", "7", "1,204", "12.5", "#N/A", "", "many"],
    "Offenders": ["0", "7", "1,204", "2000", "*", ""],
}
any_row = st.tuples(*(st.sampled_from(CELLS[heading]) for heading in HEADINGS)).map(list)


@given(st.lists(any_row, max_size=8))
def test_every_row_is_taken_in_or_told_of_and_a_second_reading_brings_nothing_new(rows):
    staged = read([SOUND, *rows], known_areas=("Derby", "Leicester"))
    told = [*staged.figures, *staged.rejections, *staged.duplicates]
    places = {one.place.row for one in told} | {place.row for place in staged.not_available}
    assert places == set(range(2, len(rows) + 3))
    for one in staged.figures:
        assert ([SOUND, *rows][one.place.row - 2][4]).replace(",", "") == str(one.numbers.numerator)
    again = read([SOUND, *rows], known_areas=("Derby", "Leicester"), earlier=taken(staged))
    assert (again.figures, again.unchanged) == ((), staged.figures)
    assert again.rejections == staged.rejections


@given(
    st.lists(
        st.lists(
            st.sampled_from(["", "Area", "Men", "7", "1,204", "[x]", "Q1 2009-10", "2009", "a b"]), max_size=5
        ),
        max_size=9,
    )
)
def test_any_sheet_of_cells_is_searched_without_a_fault_and_no_cell_changes_its_words(rows):
    for table in find_tables([Sheet("T", rows)]):
        for line in table.lines:
            for heading, text in zip(table.headings, line.cells, strict=True):
                row = rows[line.row - 1]
                assert text == (row[heading.column - 1] if heading.column <= len(row) else "")
