"""A file is staged, mapped, looked at and accepted: nothing counts before, and nothing is taken in twice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.conftest import NOW, TODAY
from tests.web.performance.imports.conftest import HOMES, TABLE, accept, mapped, stage
from throughline.figures.extracts.profiles import profile_from
from throughline.figures.extracts.returns import Window
from throughline.papers.reading import Unreadable
from throughline.web.access.models import Agency, Event
from throughline.web.performance import actions, queries
from throughline.web.performance.imports.differences import differences_of
from throughline.web.performance.imports.states import StepNotPossible
from throughline.web.performance.models import MappingProfile, Observation, Receipt, Rejection, StagedFile

Q1 = (date(2025, 4, 1), date(2025, 6, 30))
EARLIER = TODAY - timedelta(days=30)
TALL = profile_from(
    {
        "name": "Tall",
        "roles": {"indicator": "indicator", "period": "period", "n": "numerator", "of": "denominator"},
        "totals": "discrete",
    }
)
COMPLETIONS = profile_from(
    {
        "name": "Completions",
        "roles": {"quarter": "period", "completed": "numerator"},
        "totals": "cumulative",
        "every": "quarter",
        "indicator": "courses",
    }
)


def figures() -> set[tuple[Any, ...]]:
    rows = Observation.objects.values_list(
        "indicator__code", "area", "ends", "numerator", "denominator", "status"
    )
    return set(rows)


def test_nothing_of_a_staged_or_mapped_file_counts(probation: Agency) -> None:
    before = queries.scorecard_on(probation.partnership, TODAY)
    mapped(probation)
    assert (Receipt.objects.count(), Observation.objects.count()) == (0, 0)
    assert queries.scorecard_on(probation.partnership, TODAY) == before


def test_an_accepted_file_has_one_receipt_its_figures_and_an_event(probation: Agency) -> None:
    taken = accept(mapped(probation, published_on=date(2026, 2, 1)))
    assert figures() == {
        ("homes", "Ash", Q1[1], 57, 80, "final"),
        ("homes", "Elm", Q1[1], 40, 50, "final"),
        ("homes", "Ash", date(2025, 9, 30), 61, 82, "final"),
    }
    assert (taken.lines_read, taken.lines_accepted, taken.file_name) == (3, 3, "homes.csv")
    assert (taken.period_starts, taken.period_ends) == (Q1[0], date(2025, 9, 30))
    assert set(Observation.objects.values_list("published_on", flat=True)) == {date(2026, 2, 1)}
    detail = Event.objects.get(what="file accepted").detail
    assert (detail["receipt"], detail["new"], detail["revised"], detail["rejected"]) == (
        "2026-03-30/1",
        3,
        0,
        0,
    )


def test_a_file_that_a_saved_profile_knows_is_mapped_at_once_wherever_its_columns_stand(
    probation: Agency,
) -> None:
    first = stage(probation)
    assert first.state == "staged"
    actions.map_file(staged=first, profile=HOMES, is_saved=True, by=None, at=NOW)
    moved = "Ended,Settled,Area,Quarter\n90,66,Ash,Q3 2025-26\n"
    staged = stage(probation, moved, name="next.csv")
    assert (staged.state, staged.profile) == ("mapped", MappingProfile.objects.get())
    accept(staged)
    assert figures() == {("homes", "Ash", date(2025, 12, 31), 66, 90, "final")}


def test_a_profile_saved_again_has_the_next_number_and_the_first_stays(probation: Agency) -> None:
    staged = stage(probation)
    for indicator in ("homes", "reoffending-elm"):
        plain = HOMES.as_plain() | {"indicator": indicator}
        actions.map_file(staged=staged, profile=profile_from(plain), is_saved=True, by=None, at=NOW)
    kept = MappingProfile.objects.order_by("number").values_list("number", "settings__indicator")
    assert list(kept) == [(1, "homes"), (2, "reoffending-elm")]
    staged.refresh_from_db()
    assert staged.profile
    assert staged.profile.number == 2


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        pytest.param("Ash,Q1 2025-26,many,80", "many", id="text in a number cell"),
        pytest.param("Ash,Q1 2025-26,81,80", "more than the 80", id="a part above its whole"),
        pytest.param("Ash,Q7 2025-26,57,80", "Q7 2025-26", id="a period that is none"),
        pytest.param(
            "Ash,Q1 2025-26,9999999999,9999999999", "larger than any count", id="a number too large"
        ),
        pytest.param(f"{'A' * 81},Q1 2025-26,57,80", "at most 80 characters", id="an area too long to keep"),
    ],
)
def test_an_unsound_row_is_kept_with_its_place_and_the_others_are_taken_in(
    probation: Agency, row: str, reason: str
) -> None:
    taken = accept(mapped(probation, f"Area,Quarter,Settled,Ended\n{row}\nElm,Q1 2025-26,40,50\n"))
    refused = Rejection.objects.get(receipt=taken)
    assert (refused.line, taken.lines_accepted) == (2, 1)
    assert reason in refused.reason


def test_the_area_of_an_indicator_is_its_own_and_reaches_the_scorecard(probation: Agency) -> None:
    profile = profile_from(
        HOMES.as_plain()
        | {"roles": HOMES.as_plain()["roles"] | {"expected": "expected"}, "indicator": "reoffending-elm"}
    )
    table = "Area,Quarter,Settled,Ended,Expected\nElm,Q1 2025-26,40,400,52.5\nAsh,Q1 2025-26,30,300,33\n"
    accept(mapped(probation, table, profile))
    kept = {(one.area, one.numerator, one.expected) for one in Observation.objects.all()}
    assert kept == {("", 40, "105/2"), ("Ash", 30, "33")}
    card = queries.scorecard_on(probation.partnership, TODAY)
    assert card
    row = next(one for one in card.rows if one.judgement.indicator.id == "reoffending-elm")
    assert row.judgement.latest
    assert row.judgement.latest.numerator == 40
    again = stage(probation, table + " ", name="again.csv")
    again = actions.map_file(staged=again, profile=profile, by=None, at=NOW)
    assert not differences_of(again, TODAY).is_something


def test_totals_since_april_are_kept_as_totals_and_a_falling_one_is_refused(probation: Agency) -> None:
    staged = mapped(probation, "Quarter,Completed\nQ1 2025-26,12\nQ2 2025-26,9\n", COMPLETIONS)
    accept(staged)
    assert list(Observation.objects.values_list("starts", "ends", "numerator")) == [(*Q1, 12)]
    assert "cannot fall" in Rejection.objects.get().reason


def test_a_return_for_a_closed_year_is_refused_in_its_place(probation: Agency) -> None:
    rows = "Area,Quarter,Settled,Ended\nAsh,Q4 2024-25,57,80\nAsh,Q1 2025-26,61,82\n"
    accept(mapped(probation, rows, closed_before=date(2025, 4, 1)))
    assert [one.line for one in Rejection.objects.all()] == [2]
    assert {ends for _code, _area, ends, *_rest in figures()} == {Q1[1]}


def test_no_cases_is_kept_as_nought_of_nought(probation: Agency) -> None:
    accept(mapped(probation, "Area,Quarter,Settled,Ended\nAsh,Q1 2025-26,0,0\nElm,Q1 2025-26,#N/A,50\n"))
    assert figures() == {("homes", "Ash", Q1[1], 0, 0, "final")}


def test_a_table_without_a_period_is_read_for_the_days_that_are_said(probation: Agency) -> None:
    profile = profile_from(
        HOMES.as_plain() | {"roles": {"area": "area", "settled": "numerator", "ended": "denominator"}}
    )
    staged = stage(probation, "Area,Settled,Ended\nAsh,57,80\n")
    actions.map_file(staged=staged, profile=profile, covers=Window(*Q1), by=None, at=NOW)
    staged.refresh_from_db()
    accept(staged)
    assert figures() == {("homes", "Ash", Q1[1], 57, 80, "final")}


@pytest.mark.parametrize(
    ("before", "sent", "kept"),
    [
        pytest.param("final", "final", "revised", id="a final figure with other numbers is revised"),
        pytest.param("final", "revised", "revised", id="said to be revised"),
        pytest.param("provisional", "final", "final", id="a provisional figure becomes final"),
        pytest.param("provisional", "provisional", "provisional", id="provisional twice"),
        pytest.param("final", "provisional", "provisional", id="a final figure is taken back to provisional"),
    ],
)
def test_a_changed_figure_is_another_row_and_says_how_settled_it_is(
    probation: Agency, before: str, sent: str, kept: str
) -> None:
    accept(mapped(probation, status=before), on=EARLIER)
    second = mapped(probation, TABLE.replace("57", "56"), status=sent)
    (changed, counts_now), *none = differences_of(second, TODAY).revised
    assert (changed.figure.numbers.numerator, counts_now.numerator, none) == (56, 57, [])
    accept(second)
    both = Observation.objects.filter(area="Ash", ends=Q1[1]).order_by("receipt__received_on")
    assert list(both.values_list("numerator", "status")) == [(57, before), (56, kept)]


def test_the_same_numbers_that_become_final_are_something_to_accept(probation: Agency) -> None:
    accept(mapped(probation, status="provisional"), on=EARLIER)
    found = differences_of(mapped(probation, TABLE + "\n", status="final"), TODAY)
    assert (len(found.confirmed), len(found.revised), found.is_something) == (3, 0, True)


def test_a_file_of_figures_that_all_count_already_is_not_accepted(probation: Agency) -> None:
    accept(mapped(probation), on=EARLIER)
    other_bytes = mapped(probation, TABLE + "\n", name="again.csv")
    with pytest.raises(actions.NothingToAccept, match="counts already"):
        accept(other_bytes)
    assert Receipt.objects.count() == 1


def test_figures_that_a_later_receipt_repeats_stay_when_the_first_is_undone(probation: Agency) -> None:
    first = accept(mapped(probation), on=EARLIER)
    accept(mapped(probation, TABLE + "Elm,Q2 2025-26,41,51\n"), on=EARLIER)
    known = len(queries.counted_on(probation.partnership, TODAY).filter(area="Ash", ends=Q1[1]))
    actions.undo_receipt(receipt=first, reason="Sent twice.", undone_on=TODAY, by=None, at=NOW)
    left = queries.counted_on(probation.partnership, TODAY).filter(area="Ash", ends=Q1[1])
    assert (known, [one.numerator for one in left]) == (2, [57])


def test_whoever_looked_before_other_figures_were_accepted_looks_again_and_loses_nothing(
    probation: Agency,
) -> None:
    mine, theirs = mapped(probation), mapped(probation, TABLE.replace("57", "58"), name="theirs.csv")
    looked = differences_of(mine, TODAY).digest
    accept(theirs)
    with pytest.raises(actions.PreviewStale, match="Look at what changes now"):
        accept(mine, seen=looked)
    mine.refresh_from_db()
    assert (mine.state, Receipt.objects.count()) == ("mapped", 1)
    assert differences_of(mine, TODAY).revised[0][1].numerator == 58
    accept(mine)
    assert Receipt.objects.count() == 2


def test_a_second_accept_of_the_same_file_changes_nothing(probation: Agency) -> None:
    staged = mapped(probation)
    seen = differences_of(staged, TODAY).digest
    accept(staged, seen=seen)
    with pytest.raises(StepNotPossible, match="accepted already"):
        accept(staged, seen=seen)
    assert (Receipt.objects.count(), Observation.objects.count()) == (1, 3)


def test_the_same_bytes_are_refused_while_they_wait_and_once_they_count_and_welcome_after_an_undo(
    probation: Agency,
) -> None:
    waiting = mapped(probation)
    with pytest.raises(actions.FileRefused, match="waits already"):
        stage(probation, name="other-name.csv")
    taken = accept(waiting)
    with pytest.raises(actions.FileRefused, match="received already, with receipt 2026-03-30/1"):
        stage(probation)
    actions.undo_receipt(receipt=taken, reason="Wrong columns.", undone_on=TODAY, by=None, at=NOW)
    waiting.refresh_from_db()
    assert waiting.state == "undone"
    again = accept(mapped(probation))
    assert (again.reference, again.lines_accepted) == ("2026-03-30/2", 3)


def test_accept_and_undo_leave_the_scorecard_as_it_was(probation: Agency) -> None:
    tall = "Indicator,Period,N,Of\nhomes,Q1 2025-26,57,80\n"
    before = queries.scorecard_on(probation.partnership, TODAY)
    taken = accept(mapped(probation, tall, TALL))
    assert queries.scorecard_on(probation.partnership, TODAY) != before
    actions.undo_receipt(receipt=taken, reason="Wrong.", undone_on=TODAY, by=None, at=NOW)
    assert queries.scorecard_on(probation.partnership, TODAY) == before


COUNTS = st.integers(min_value=0, max_value=500).flatmap(
    lambda whole: st.tuples(st.integers(min_value=0, max_value=whole), st.just(whole))
)
TABLES = st.dictionaries(
    st.tuples(st.sampled_from(["Ash", "Elm", "Oak"]), st.sampled_from(["Q1", "Q2", "Q3"])), COUNTS, min_size=1
)


def written(rows: dict[tuple[str, str], tuple[int, int]]) -> str:
    lines = [f"{area},{quarter} 2025-26,{part},{whole}" for (area, quarter), (part, whole) in rows.items()]
    return "\n".join(["Area,Quarter,Settled,Ended", *lines])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=TABLES, second=TABLES)
def test_of_two_files_the_second_says_what_counts_and_undoing_it_brings_back_the_first(
    probation: Agency, first: dict[Any, Any], second: dict[Any, Any]
) -> None:
    with transaction.atomic():
        accept(mapped(probation, written(first)), on=EARLIER)
        later = mapped(probation, written(second) + "\n\n", name="second.csv")
        found = differences_of(later, TODAY)
        changed = {key for key in second if key in first and first[key] != second[key]}
        assert (len(found.added), len(found.revised)) == (len(second.keys() - first.keys()), len(changed))
        if found.is_something:
            taken = accept(later)
            assert counting(probation) == first | second
            actions.undo_receipt(receipt=taken, reason="Wrong.", undone_on=TODAY, by=None, at=NOW)
        assert counting(probation) == first
        transaction.set_rollback(True)


def counting(supplier: Agency) -> dict[tuple[str, str], tuple[int, int | None]]:
    quarters = {date(2025, 6, 30): "Q1", date(2025, 9, 30): "Q2", date(2025, 12, 31): "Q3"}
    rows = queries.counted_on(supplier.partnership, TODAY).order_by("receipt__received_on", "receipt__number")
    return {(one.area, quarters[one.ends]): (one.numerator, one.denominator) for one in rows}


@pytest.mark.parametrize(
    ("content", "name", "refusal", "sentence"),
    [
        pytest.param(
            b"PK\x03\x04 cut", "figures.xlsx", Unreadable, "cut off or damaged", id="a truncated workbook"
        ),
        pytest.param(
            b"\xd0\xcf\x11\xe0" + b"x" * 600, "figures.xlsx", Unreadable, "password", id="encrypted"
        ),
        pytest.param(
            b"a,b\n1,2\n", "figures.xlsx", Unreadable, "figures.xlsx", id="bytes that the name denies"
        ),
        pytest.param(b"  \n", "figures.csv", Unreadable, "empty", id="an empty file"),
        pytest.param(
            b"Dear all,\nsee below\n", "letter.csv", actions.FileRefused, "has no table", id="no table"
        ),
        pytest.param(
            b"a,b\n" + b"1,2\n" * 2_500_001, "big.csv", actions.FileRefused, "10 MB", id="too large"
        ),
    ],
)
def test_what_cannot_be_read_leaves_nothing(
    probation: Agency, content: bytes, name: str, refusal: type[Exception], sentence: str
) -> None:
    with pytest.raises(refusal, match=sentence):
        stage(probation, content, name=name)
    assert StagedFile.objects.count() == 0


def test_a_withdrawn_file_keeps_no_bytes_and_no_step_is_left(probation: Agency) -> None:
    staged = mapped(probation)
    actions.withdraw_file(staged=staged, by=None, at=NOW)
    staged.refresh_from_db()
    assert (staged.state, bytes(staged.content)) == ("withdrawn", b"")
    with pytest.raises(StepNotPossible):
        actions.map_file(staged=staged, profile=HOMES, by=None, at=NOW)
    stage(probation)


def test_the_bytes_of_an_accepted_file_go_and_its_digest_stays(probation: Agency) -> None:
    staged = mapped(probation)
    digest = staged.sha256
    taken = accept(staged)
    staged.refresh_from_db()
    assert (bytes(staged.content), taken.sha256) == (b"", digest)


def test_the_store_knows_no_accepted_file_without_a_receipt(probation: Agency) -> None:
    staged = mapped(probation)
    with pytest.raises(IntegrityError), transaction.atomic():
        StagedFile.objects.filter(pk=staged.pk).update(state="accepted")
