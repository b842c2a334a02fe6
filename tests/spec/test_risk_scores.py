"""How grave a risk is, and whether it falls or is only re-worded: rule R21; the register of risks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.rules.risk_scores import (
    RiskStanding,
    RiskThresholds,
    Scored,
    ScoreOutOfRange,
    ThresholdsOutOfOrder,
    band_of,
    is_to_report,
    risk_standing,
)

APRIL, JULY, OCTOBER = date(2009, 4, 1), date(2009, 7, 14), date(2009, 10, 5)
TODAY = date(2010, 1, 15)
ADOPTED = RiskThresholds(medium_from=6, high_from=15)


def trail(*pairs: tuple[date, int, int]) -> list[Scored]:
    return [Scored(on=day, likelihood=likely, impact=grave) for day, likely, grave in pairs]


STANDINGS = [
    # sentence, scores, days of wordings, score, direction, held since, only re-worded
    ("nobody has scored it", [], [APRIL], None, "new", None, False),
    ("scored once, it is new", [(APRIL, 3, 4)], [APRIL], 12, "new", APRIL, False),
    ("scored higher than before, it rises", [(APRIL, 2, 4), (JULY, 3, 4)], [APRIL], 12, "rising", JULY, False),
    ("scored lower than before, it falls", [(APRIL, 4, 4), (JULY, 2, 4)], [APRIL], 8, "falling", JULY, False),
    ("other numbers with the same product are steady",
     [(APRIL, 3, 4), (JULY, 4, 3)], [APRIL], 12, "steady", APRIL, False),
    ("words changed and the score did not: only re-worded",
     [(APRIL, 3, 4), (JULY, 3, 4)], [APRIL, JULY], 12, "steady", APRIL, True),
    ("words changed, and then the score fell: not only re-worded",
     [(APRIL, 3, 4), (OCTOBER, 2, 4)], [APRIL, JULY], 8, "falling", OCTOBER, False),
    ("it fell, and was re-worded afterwards",
     [(APRIL, 3, 4), (JULY, 2, 4)], [APRIL, OCTOBER], 8, "falling", JULY, True),
    ("a score of a day to come does not count yet",
     [(APRIL, 2, 2), (date(2010, 2, 1), 5, 5)], [APRIL], 4, "new", APRIL, False),
    ("it rose in July and has stood since: steady against the scoring before",
     [(APRIL, 2, 4), (JULY, 3, 4), (OCTOBER, 3, 4)], [APRIL], 12, "steady", JULY, False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("scores", "worded", "score", "direction", "since", "reworded"),
    [row[1:] for row in STANDINGS],
    ids=[row[0] for row in STANDINGS],
)
def test_where_a_risk_stands(
    scores: list[tuple[date, int, int]],
    worded: list[date],
    score: int | None,
    direction: str,
    since: date | None,
    reworded: bool,
) -> None:
    found = risk_standing(trail(*scores), worded_on=worded, on=TODAY)
    assert (found.score, found.direction, found.held_since, found.is_only_reworded) == (
        score,
        direction,
        since,
        reworded,
    )


BANDS = [
    ("below medium is low", 5, ADOPTED, "low"),
    ("medium begins at its threshold", 6, ADOPTED, "medium"),
    ("just below high is medium", 14, ADOPTED, "medium"),
    ("high begins at its threshold", 15, ADOPTED, "high"),
    ("no threshold adopted, no band", 25, None, None),
    ("no score, no band", None, ADOPTED, None),
]


@pytest.mark.parametrize(("score", "thresholds", "band"), [r[1:] for r in BANDS], ids=[r[0] for r in BANDS])
def test_the_band_is_the_boards_own(
    score: int | None, thresholds: RiskThresholds | None, band: str | None
) -> None:
    assert band_of(score, thresholds) == band


REPORTED = [
    ("high and steady is reported", [(APRIL, 5, 4), (JULY, 5, 4)], ADOPTED, True),
    ("low and rising is reported", [(APRIL, 1, 1), (JULY, 1, 2)], ADOPTED, True),
    ("medium and steady is not", [(APRIL, 3, 4), (JULY, 3, 4)], ADOPTED, False),
    ("medium and falling is not", [(APRIL, 4, 4), (JULY, 2, 4)], ADOPTED, False),
    ("without thresholds 25 and steady is not called high", [(APRIL, 5, 5), (JULY, 5, 5)], None, False),
    ("without thresholds one that rises is reported", [(APRIL, 2, 2), (JULY, 3, 2)], None, True),
]


@pytest.mark.parametrize(
    ("scores", "thresholds", "reported"), [r[1:] for r in REPORTED], ids=[r[0] for r in REPORTED]
)
def test_which_risks_are_reported(
    scores: list[tuple[date, int, int]], thresholds: RiskThresholds | None, reported: bool
) -> None:
    standing = risk_standing(trail(*scores), worded_on=[APRIL], on=TODAY)
    assert is_to_report(standing, thresholds) is reported


@pytest.mark.parametrize(("likelihood", "impact"), [(0, 3), (6, 3), (3, 0), (3, 6), (-1, 3)])
def test_likelihood_and_impact_go_from_one_to_five(likelihood: int, impact: int) -> None:
    with pytest.raises(ScoreOutOfRange, match="from 1 to 5"):
        Scored(on=APRIL, likelihood=likelihood, impact=impact)


@pytest.mark.parametrize(("medium", "high"), [(1, 15), (15, 15), (16, 15), (6, 26)])
def test_thresholds_stand_in_order_and_among_the_scores(medium: int, high: int) -> None:
    with pytest.raises(ThresholdsOutOfOrder, match="High begins above medium"):
        RiskThresholds(medium_from=medium, high_from=high)


steps = st.integers(1, 5)
trails = st.lists(
    st.tuples(st.integers(0, 280), steps, steps), min_size=1, max_size=8, unique_by=lambda s: s[0]
)


def standing_of(rows: list[tuple[int, int, int]], worded: list[int] | None = None) -> RiskStanding:
    return risk_standing(
        trail(*((APRIL + timedelta(days=day), likely, grave) for day, likely, grave in rows)),
        worded_on=[APRIL + timedelta(days=day) for day in worded or [0]],
        on=TODAY,
    )


@given(trails)
def test_the_order_in_which_scores_are_told_does_not_matter(rows: list[tuple[int, int, int]]) -> None:
    assert standing_of(rows) == standing_of(sorted(rows, reverse=True))


@given(trails, st.lists(st.integers(0, 280), min_size=1, max_size=4, unique=True))
def test_other_words_never_move_the_score(rows: list[tuple[int, int, int]], worded: list[int]) -> None:
    plain, other = standing_of(rows), standing_of(rows, worded)
    assert (plain.score, plain.direction, plain.held_since) == (
        other.score,
        other.direction,
        other.held_since,
    )


@given(trails, steps, steps)
def test_a_new_scoring_makes_the_last_one_the_one_before(
    rows: list[tuple[int, int, int]], likely: int, grave: int
) -> None:
    before, after = standing_of(rows), standing_of([*rows, (281, likely, grave)])
    assert after.previous == before.current
    assert after.current
    assert after.current.score == likely * grave


@given(st.integers(1, 25), st.integers(1, 25), st.integers(2, 24))
def test_a_graver_score_is_never_in_a_lower_band(one: int, other: int, medium: int) -> None:
    thresholds = RiskThresholds(medium_from=medium, high_from=min(25, medium + 5) if medium < 21 else 25)
    order = ["low", "medium", "high"]
    low, high = sorted((one, other))
    assert order.index(band_of(low, thresholds) or "") <= order.index(band_of(high, thresholds) or "")
