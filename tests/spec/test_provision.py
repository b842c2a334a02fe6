"""Need, services and what is left: product.md 4.1 and page 29; LLR terms 18; East Midlands plan 2.9.1."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.rules.provision import (
    GAP_FOLLOWS,
    Amount,
    Gap,
    GapStepRefused,
    Need,
    Offer,
    PlacesGoRound,
    ends_within,
    gap_after,
    gap_of,
    is_unanswered,
    is_within,
    needs_now,
    overlaps,
    reach_of,
    refuse_circle,
)

ON = date(2010, 1, 15)
INSIDE = {"leicester": "leicestershire", "leicestershire": "region"}
NEED = Need(
    pathway="accommodation", place="leicestershire", cohort="women", size=Amount(100),
    assessed_on=date(2009, 10, 1), true_of=frozenset({"on licence"}),
)  # fmt: skip
OFFER = Offer(
    name="A hostel", pathway="accommodation", place="leicestershire", cohorts=frozenset({"women"}),
    capacity=Amount(30), from_on=date(2009, 4, 1), until_on=date(2010, 3, 31),
)  # fmt: skip

ROWS: list[tuple[str, dict[str, Any], dict[str, Any], str, int, int]] = [
    # sentence, what differs of the service, of the need, how it counts, the gap at least, at most
    ("a service for just these people in this place counts", {}, {}, "counts", 70, 70),
    ("its first day counts", {"from_on": ON}, {}, "counts", 70, 70),
    ("the day before it begins does not", {"from_on": date(2010, 1, 16)}, {}, "does-not-count", 100, 100),
    ("its last day counts", {"until_on": ON}, {}, "counts", 70, 70),
    ("the day after it ended does not", {"until_on": date(2010, 1, 14)}, {}, "does-not-count", 100, 100),
    ("one without an end goes on", {"until_on": None}, {}, "counts", 70, 70),
    ("another pathway does not count", {"pathway": "health"}, {}, "does-not-count", 100, 100),
    ("another place does not count", {"place": "derby"}, {}, "does-not-count", 100, 100),
    ("a place that lies inside counts", {"place": "leicester"}, {}, "counts", 70, 70),
    ("a wider place serves others too, so the share is not known", {"place": "region"}, {},
     "share-unknown", 0, 100),
    ("for other people it does not count", {"cohorts": frozenset({"youth"})}, {}, "does-not-count", 100, 100),
    ("for everybody, the share of these is not known", {"cohorts": frozenset()}, {}, "share-unknown", 0, 100),
    ("for these and others, the share is not known", {"cohorts": frozenset({"women", "youth"})}, {},
     "share-unknown", 0, 100),
    ("a need of everybody is met by what is for some of them", {}, {"cohort": ""}, "counts", 70, 70),
    ("what it requires must hold of the people", {"requires": frozenset({"on licence"})}, {}, "counts", 70, 70),
    ("and where that is not said, it does not count", {"requires": frozenset({"in custody"})}, {},
     "does-not-count", 100, 100),
    ("unknown capacity is not nought", {"capacity": Amount(None)}, {}, "share-unknown", 0, 100),
    ("nought is nought", {"capacity": Amount(0)}, {}, "counts", 100, 100),
    ("30 a quarter are 120 a year", {"capacity": Amount(30, per="quarter")}, {}, "counts", 0, 0),
    ("5 a month are 60 a year", {"capacity": Amount(5, per="month")}, {}, "counts", 40, 40),
    ("places are not people", {"capacity": Amount(30, unit="places")}, {}, "share-unknown", 0, 100),
    ("places against places", {"capacity": Amount(30, unit="places", per="month")},
     {"size": Amount(40, unit="places")}, "counts", 10, 10),
    ("more than enough leaves nothing", {"capacity": Amount(130)}, {}, "counts", 0, 0),
]  # fmt: skip


@pytest.mark.parametrize(
    ("offer", "need", "kind", "at_least", "at_most"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_what_counts_against_a_need_and_what_is_left(
    offer: dict[str, Any], need: dict[str, Any], kind: str, at_least: int, at_most: int
) -> None:
    wanted, offered = replace(NEED, **need), replace(OFFER, **offer)
    assert reach_of(offered, wanted, inside=INSIDE, on=ON).kind == kind
    found = gap_of(wanted, [offered], inside=INSIDE, on=ON)
    assert (found.at_least, found.at_most) == (at_least, at_most)


def test_without_the_partnerships_word_a_place_inside_does_not_count() -> None:
    city = replace(OFFER, place="leicester")
    assert gap_of(NEED, [city], inside={}, on=ON).at_most == 100


VERDICTS: list[tuple[str, int | None, list[Offer], str]] = [
    ("a need that nobody counted", None, [OFFER], "not-assessed"),
    ("nothing reaches it", 100, [], "no-service"),
    ("only what has ended", 100, [replace(OFFER, until_on=date(2009, 5, 1))], "no-service"),
    ("something reaches it, and it is not enough", 100, [OFFER], "gap"),
    ("something helps by nobody knows how much", 100, [OFFER, replace(OFFER, cohorts=frozenset())], "not-known"),
    ("enough, whatever the rest is", 30, [OFFER, replace(OFFER, capacity=Amount(None))], "met"),
    ("nobody needs it", 0, [], "met"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("size", "offers", "verdict"), [row[1:] for row in VERDICTS], ids=[row[0] for row in VERDICTS]
)
def test_the_gap_in_a_word(size: int | None, offers: list[Offer], verdict: str) -> None:
    need = replace(NEED, size=Amount(size))
    assert gap_of(need, offers, inside=INSIDE, on=ON).verdict == verdict


def test_each_service_that_does_not_count_says_why() -> None:
    offers = [replace(OFFER, until_on=date(2009, 5, 1)), replace(OFFER, requires=frozenset({"in custody"}))]
    assert [one.why for one in gap_of(NEED, offers, inside=INSIDE, on=ON).reaches] == [
        "it has ended",
        "it is only for people who are in custody, and the need does not say that they are",
    ]


DAYS = st.dates(min_value=date(2008, 1, 1), max_value=date(2012, 12, 31))
PLACES = st.sampled_from(["leicester", "leicestershire", "region", "derby"])
COHORTS = st.frozensets(st.sampled_from(["women", "youth", "ppo"]), max_size=2)
AMOUNTS = st.builds(
    Amount, st.none() | st.integers(0, 200), st.sampled_from(["people", "places"]),
    st.sampled_from(["month", "quarter", "year"]),
)  # fmt: skip
OFFERS = st.builds(
    Offer, name=st.just("One"), pathway=st.sampled_from(["accommodation", "health"]), place=PLACES,
    capacity=AMOUNTS, from_on=DAYS, until_on=st.none() | DAYS, cohorts=COHORTS,
    requires=st.frozensets(st.sampled_from(["on licence", "in custody"]), max_size=1),
)  # fmt: skip
NEEDS = st.builds(
    Need, pathway=st.just("accommodation"), place=PLACES, size=AMOUNTS, assessed_on=DAYS,
    cohort=st.sampled_from(["", "women", "youth"]),
    true_of=st.frozensets(st.sampled_from(["on licence", "in custody"])),
)  # fmt: skip


def left(need: Need, offers: list[Offer], on: date = ON) -> Gap:
    return gap_of(need, offers, inside=INSIDE, on=on)


@given(NEEDS, st.lists(OFFERS, max_size=5), OFFERS)
def test_another_service_never_widens_a_gap(need: Need, offers: list[Offer], more: Offer) -> None:
    before, after = left(need, offers), left(need, [*offers, more])
    if need.size.number is None:
        assert before.at_most is after.at_most is None
        return
    assert (after.at_most or 0) <= (before.at_most or 0)
    assert (after.at_least or 0) <= (before.at_least or 0)


@given(NEEDS, st.lists(OFFERS, max_size=5))
def test_a_gap_lies_between_nothing_and_the_need_and_no_order_matters(
    need: Need, offers: list[Offer]
) -> None:
    found, other_way = left(need, offers), left(need, offers[::-1])
    if found.size is not None:
        assert found.at_least is not None
        assert found.at_most is not None
        assert 0 <= found.at_least <= found.at_most <= found.size
    assert (found.at_least, found.at_most, found.verdict) == (
        other_way.at_least,
        other_way.at_most,
        other_way.verdict,
    )


@given(NEEDS, OFFERS, st.integers(1, 500))
def test_a_service_outside_its_dates_changes_nothing(need: Need, offer: Offer, days: int) -> None:
    before = offer.from_on - timedelta(days=days)
    assert left(need, [offer], before).at_most == left(need, [], before).at_most
    if offer.until_on is not None:
        after = offer.until_on + timedelta(days=days)
        assert left(need, [offer], after).at_most == left(need, [], after).at_most


def test_a_later_assessment_stands_from_its_day_and_the_earlier_one_before_it() -> None:
    later = replace(NEED, size=Amount(140), assessed_on=date(2010, 1, 10))
    elsewhere = replace(NEED, place="derby")
    assert needs_now([later, NEED, elsewhere], ON) == (later, elsewhere)
    assert needs_now([later, NEED, elsewhere], date(2010, 1, 9)) == (NEED, elsewhere)
    assert needs_now([later], date(2010, 1, 9)) == ()


def test_of_two_assessments_of_one_day_the_later_row_stands() -> None:
    again = replace(NEED, size=Amount(90))
    assert needs_now([NEED, again], ON) == (again,)


WITHIN = [
    ("a place is within itself", "derby", "derby", True),
    ("one step", "leicester", "leicestershire", True),
    ("two steps", "leicester", "region", True),
    ("never downwards", "region", "leicester", False),
    ("nothing is said of it", "derby", "region", False),
]


@pytest.mark.parametrize(("place", "wider", "is_so"), [r[1:] for r in WITHIN], ids=[r[0] for r in WITHIN])
def test_what_lies_inside_what(place: str, wider: str, is_so: bool) -> None:
    assert is_within(place, wider, INSIDE) is is_so


def test_a_circle_of_places_ends_and_is_refused() -> None:
    assert not is_within("a", "c", {"a": "b", "b": "a"})
    with pytest.raises(PlacesGoRound, match="region cannot lie inside leicester"):
        refuse_circle("region", "leicester", INSIDE)
    with pytest.raises(PlacesGoRound, match="Choose a wider place"):
        refuse_circle("derby", "derby", INSIDE)
    refuse_circle("derby", "region", INSIDE)


PAIRS: list[tuple[str, dict[str, Any], bool]] = [
    ("for the same people at one time", {}, True),
    ("one of them is for everybody", {"cohorts": frozenset()}, True),
    ("they share some people", {"cohorts": frozenset({"women", "youth"})}, True),
    ("they share nobody", {"cohorts": frozenset({"youth"})}, False),
    ("one lies inside the other", {"place": "leicester"}, True),
    ("in two places", {"place": "derby"}, False),
    ("of two pathways", {"pathway": "health"}, False),
    ("one begins on the last day of the other", {"from_on": date(2010, 3, 31), "until_on": None}, True),
    ("one follows the other", {"from_on": date(2010, 4, 1), "until_on": None}, False),
]


@pytest.mark.parametrize(("differs", "is_pair"), [row[1:] for row in PAIRS], ids=[row[0] for row in PAIRS])
def test_two_services_that_overlap(differs: dict[str, Any], is_pair: bool) -> None:
    other = replace(OFFER, name="Another", **differs)
    wanted = [(OFFER, other)] if is_pair else []
    assert list(overlaps([OFFER, other], inside=INSIDE)) == wanted
    assert len(list(overlaps([other, OFFER], inside=INSIDE))) == len(wanted)


ENDS = [
    ("no end", None, False),
    ("today", ON, True),
    ("on the last of the days", date(2010, 4, 15), True),
    ("a day later", date(2010, 4, 16), False),
    ("ended already", date(2010, 1, 14), False),
]


@pytest.mark.parametrize(("until_on", "is_soon"), [r[1:] for r in ENDS], ids=[r[0] for r in ENDS])
def test_what_ends_within_ninety_days(until_on: date | None, is_soon: bool) -> None:
    assert ends_within(until_on, on=ON, days=90) is is_soon


def test_a_gap_goes_from_found_to_closed_and_may_open_again() -> None:
    state: Any = "found"
    for step in ("confirm", "act", "close", "reopen", "accept"):
        state = gap_after(state, step)  # type: ignore[arg-type]
    assert state == "accepted"


def test_every_other_step_is_refused_in_a_sentence() -> None:
    steps = {step for allowed in GAP_FOLLOWS.values() for step in allowed}
    for state, allowed in GAP_FOLLOWS.items():
        for step in sorted(steps - set(allowed)):
            with pytest.raises(GapStepRefused, match="Nothing was changed"):
                gap_after(state, step)


ANSWERS = [
    ("on the day itself it is in time", ON, None, False),
    ("the day after it is not", date(2010, 1, 14), None, True),
    ("it was answered, though late", date(2009, 12, 1), date(2010, 1, 15), False),
    ("an answer of tomorrow is none today", date(2009, 12, 1), date(2010, 1, 16), True),
]


@pytest.mark.parametrize(
    ("answer_by", "answered_on", "is_flagged"), [r[1:] for r in ANSWERS], ids=[r[0] for r in ANSWERS]
)
def test_a_recommendation_without_an_answer_is_flagged(
    answer_by: date, answered_on: date | None, is_flagged: bool
) -> None:
    assert is_unanswered(answer_by, answered_on=answered_on, on=ON) is is_flagged
