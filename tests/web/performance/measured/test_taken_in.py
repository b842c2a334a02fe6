"""Released rates in the site: figures of an indicator, hidden where they were hidden, and refused otherwise."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.figures.measures.releases_made import AT, changed, counts, release_file
from tests.web.conftest import NOW, TODAY
from tests.web.performance.measured.conftest import AREAS, BY_AREA, LIST, WITH_A_SMALL, accept, stage
from throughline.figures.measures.profiles import SUPPRESS_7_ROUND_5
from throughline.figures.measures.release_files.reading import ReleaseUnsound, read_release
from throughline.figures.measures.reoffending import EVERYONE
from throughline.figures.measures.versions import NI_19
from throughline.web.access.models import Event
from throughline.web.performance import actions
from throughline.web.performance.imports.differences import differences_of
from throughline.web.performance.imports.states import StepNotPossible
from throughline.web.performance.measured.figures import ReleaseRefused
from throughline.web.performance.models import Observation, StagedFile
from throughline.web.performance.queries import scorecard_on

pytestmark = pytest.mark.django_db
QUARTER = (date(2009, 1, 1), date(2009, 3, 31))


def figures(*, indicator="all"):
    rows = Observation.objects.filter(indicator__code=indicator).order_by("pk")
    return [
        (row.area, row.group, row.starts, row.ends, row.numerator, row.denominator, row.status)
        for row in rows
    ]


def test_a_release_becomes_figures_of_the_whole_and_of_each_area(police):
    receipt = accept(stage(police))
    assert figures() == [
        ("", "", *QUARTER, 60, 150, "final"),
        ("Derby", "", *QUARTER, 10, 40, "final"),
        ("Leicester", "", *QUARTER, 30, 60, "final"),
        ("Oadby", "", *QUARTER, 20, 50, "final"),
    ]
    assert (receipt.period_starts, receipt.period_ends, receipt.lines_accepted) == (*QUARTER, 4)


def test_what_is_hidden_becomes_no_figure_and_never_nought(police):
    """Two of Oadby and with them ten of Derby are hidden; both are looked at as hidden, and stay so."""
    staged = stage(police, release_file(counts(WITH_A_SMALL)))
    remarks = [one.sentence for one in differences_of(staged, TODAY).remarks]
    assert remarks == [f"{area} is hidden, so no figure of it is kept." for area in ("Derby", "Oadby")]
    accept(staged)
    assert [(row[0], row[4]) for row in figures()] == [("", 42), ("Leicester", 30)]


def test_an_indicator_of_one_area_takes_that_area_for_its_own(police):
    accept(stage(police, indicator="derby"))
    found = [(row[0], row[4]) for row in figures(indicator="derby")]
    assert found == [("", 10), ("Leicester", 30), ("Oadby", 20)]


def test_what_was_predicted_for_one_area_is_set_against_no_other(police):
    """Twelve are predicted for Derby: Leicester with its thirty has no predicted number here, so no figure."""
    accept(stage(police, indicator="predicted"))
    assert [(row[0], row[4]) for row in figures(indicator="predicted")] == [("", 10)]
    assert Observation.objects.get().expected == "12"


def test_a_split_by_sex_is_kept_by_group(police):
    accept(stage(police, release_file(counts({"female": (60, 20, 30), "male": (90, 40, 80)}, by="sex"))))
    assert [row[1] for row in figures()] == ["", "female", "male"]


def test_a_year_by_quarters_becomes_a_figure_for_each_quarter(police):
    """Four quarters added up are shown on the receipt; the series has the quarters, and not the year beside."""
    quarters = {f"2009 Q{at}": (100, 30 + at, 60) for at in (1, 2, 3, 4)}
    year = counts(quarters, by="window", days=(date(2009, 1, 1), date(2009, 12, 31)))
    accept(stage(police, release_file(year, at=AT.replace(year=2011, month=8))))
    assert [(row[2], row[4]) for row in figures()] == [
        (date(2009, 1, 1), 31), (date(2009, 4, 1), 32), (date(2009, 7, 1), 33), (date(2009, 10, 1), 34),
    ]  # fmt: skip


def test_the_scorecard_judges_it_as_any_other(police):
    accept(stage(police))
    rows = {row.judgement.indicator.id: row for row in scorecard_on(police.partnership, TODAY).rows}
    assert rows["all"].value == "40%"
    assert len(rows["all"].receipts) == 1
    assert rows["all"].age == "people counted before this plan"


def test_a_correction_revises_and_the_first_stays(police):
    accept(stage(police))
    later = release_file(counts(AREAS | {"Derby": (40, 18, 30)}), status="revised", at=AT + timedelta(1))
    accept(stage(police, later))
    derby = [row[4:] for row in figures() if row[0] == "Derby"]
    assert derby == [(10, 40, "final"), (18, 40, "revised")]


def test_provisional_figures_become_final_with_the_same_numbers(police):
    accept(stage(police, release_file(counts(AREAS), status="provisional")))
    found = differences_of(stage(police), TODAY)
    assert ([*found.added], [*found.revised], len(found.confirmed)) == ([], [], 4)
    assert {str(one.status) for one in found.confirmed} == {"final"}


def test_the_same_file_twice_changes_nothing(police):
    accept(stage(police))
    with pytest.raises(actions.FileRefused, match="received already"):
        stage(police)
    assert len(figures()) == 4


def test_the_same_figures_in_another_file_are_nothing_to_accept(police):
    accept(stage(police))
    again = stage(police, release_file(counts(AREAS), at=AT + timedelta(hours=1)))
    with pytest.raises(actions.NothingToAccept):
        accept(again)


def test_undone_its_figures_no_longer_count(police):
    receipt = accept(stage(police))
    actions.undo_receipt(receipt=receipt, reason="Wrong area", undone_on=TODAY, by=None, at=NOW)
    rows = {row.judgement.indicator.id: row for row in scorecard_on(police.partnership, TODAY).rows}
    assert not rows["all"].receipts


@pytest.mark.parametrize(
    ("sentence", "indicator", "content", "why"),
    [
        ("the indicator is counted by another version", "old-measure", BY_AREA, "two versions are never one"),
        ("the list names no measure", "of-no-measure", BY_AREA, "counted by no measure that is named"),
        ("there is no such indicator", "nothing", BY_AREA, "no indicator here"),
        ("small numbers are hidden in another way", "rounded", BY_AREA, "--profile suppress-7-round-5"),
        ("the indicator is of one area, the release of all", "derby",
         release_file(counts({EVERYONE: (150, 60, 90)})), "--by area"),
        ("its rate is reoffences for each person", "young",
         release_file(counts(AREAS, version=NI_19)), "known by no share of people"),
        ("counts are rounded, and the indicator's are not", "all",
         release_file(counts(AREAS), profile=SUPPRESS_7_ROUND_5), "--profile suppress-1-4"),
    ],
)  # fmt: skip
def test_a_release_that_does_not_fit_is_refused(police, sentence, indicator, content, why):
    with pytest.raises(ReleaseRefused, match=why):
        stage(police, content, indicator)
    assert not StagedFile.objects.exists()


def test_a_forged_release_is_refused_and_nothing_is_kept(police):
    """The web reads it strictly for itself: here a row about one person, with the checksum made anew."""
    forged = changed(read_release(BY_AREA), lambda plain: plain["groups"][0].update(pnc_id="2001/1A"))
    with pytest.raises(ReleaseUnsound, match="groups 1 has a key that no release has"):
        stage(police, forged)
    assert not StagedFile.objects.exists()


def other_text(plain):
    plain["measure"]["definition"] = "f" * 64


def later_quarter(change=lambda plain: None):
    days = (date(2009, 4, 1), date(2009, 6, 30))
    content = release_file(counts(AREAS, days=days), at=AT.replace(month=12, year=2011))
    return changed(read_release(content), change)


def test_another_text_of_the_definition_is_another_version(police):
    """The same code, and counted otherwise: refused until somebody records a break between the two."""
    accept(stage(police))
    with pytest.raises(ReleaseRefused, match="rest on another definition"):
        stage(police, later_quarter(other_text))
    actions.break_series(
        partnership=police.partnership, indicators=["all"], on=date(2009, 4, 1),
        reason="The definition changed", by=None, at=NOW,
    )  # fmt: skip
    assert stage(police, later_quarter(other_text)).state == "mapped"


def test_the_same_definition_goes_on_in_one_line(police):
    accept(stage(police))
    accept(stage(police, later_quarter()))
    assert len(figures()) == 8


def test_a_change_of_the_measure_while_it_waits_is_seen_when_it_is_accepted(police):
    staged = stage(police)
    text = LIST.replace('"proven-reoffending"', '"reoffending-rolling-year"')
    actions.load_indicators(partnership=police.partnership, text=text, loaded_on=TODAY, by=None, at=NOW)
    with pytest.raises(ReleaseRefused):
        actions.accept_file(staged=staged, seen="", received_on=TODAY, by=None, at=NOW)
    assert figures() == []


def test_nobody_says_what_the_columns_of_a_release_are(police):
    from tests.web.performance.imports.conftest import HOMES

    with pytest.raises(StepNotPossible, match="has no columns to say"):
        actions.map_file(staged=stage(police), profile=HOMES, by=None, at=NOW)


def test_what_is_written_down_of_it_names_the_release_and_nobody(police):
    stage(police)
    event = Event.objects.get(what="release staged")
    assert set(event.detail) == {"sha256", "checksum", "measure"}
    assert event.detail["checksum"] == read_release(BY_AREA)["checksum"]
