"""An organisation ends and others follow: rule R48; the partnership file, section 5."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from throughline.rules.circle import Present
from throughline.rules.presence import units_of
from throughline.rules.seats import Appointment, circle_on
from throughline.rules.succession import (
    SeatOfAgency,
    SeatsMeet,
    offices_without_holder,
    organisations_changed,
    seats_of_agency,
    seats_that_meet,
)
from throughline.rules.terms.check import check
from throughline.rules.terms.reader import read
from throughline.rules.terms.seats import seats_on
from throughline.rules.terms.succeed import NewAgency, Succession, SuccessionUnusable, with_succession
from throughline.universe.earlier_terms import before_the_trust_ended

FILES = Path(__file__).parents[2] / "partnerships"
LLR = before_the_trust_ended((FILES / "llr.toml").read_text("utf-8"))
JUNE_2014, JUNE_2021 = date(2014, 6, 1), date(2021, 6, 26)
NPS = NewAgency(id="nps", name="National Probation Service", sector="probation")
CRC = NewAgency(id="crc", name="Community Rehabilitation Company", sector="probation")
PS = NewAgency(id="ps", name="Probation Service", sector="probation")
SPLIT = Succession(agency="lrpt", first_day=JUNE_2014, becomes=("nps", "crc"), new=(NPS, CRC))


def probation_seat(text: str, day: date) -> tuple[str | None, str | None]:
    place = next(one for one in seats_on(read(text), "rrpb", day) if one.id == "probation")
    return place.organisation, place.vacant_reason


def after_both(text: str = LLR) -> str:
    """The trust becomes two organisations in 2014, and these one in 2021."""
    text = with_succession(text, SPLIT)
    text = with_succession(text, Succession(agency="nps", first_day=JUNE_2021, becomes=("ps",), new=(PS,)))
    return with_succession(text, Succession(agency="crc", first_day=JUNE_2021, becomes=("ps",)))


def test_three_acts_give_the_organisations_of_the_founding_file() -> None:
    said = {
        (one.id, one.name, one.sector, str(one.from_), str(one.until), one.becomes)
        for one in read(after_both()).agencies
    }
    founding = {
        (one.id, one.name, one.sector, str(one.from_), str(one.until), one.becomes)
        for one in read((FILES / "llr.toml").read_text("utf-8")).agencies
    }
    assert said == founding


DAYS = [
    (date(2014, 5, 31), ("lrpt", None), "on its last day the trust still has its seat"),
    (
        JUNE_2014,
        (None, "organisation ended"),
        "with two successors the seat is vacant until the board decides",
    ),
    (date(2021, 6, 25), (None, "organisation ended"), "and stays so while both stand"),
    (JUNE_2021, (None, "organisation ended"), "nor is it filled when both become one: nobody decided"),
]


@pytest.mark.parametrize("day, expected, sentence", DAYS)
def test_the_seat_of_a_trust_that_became_two(
    day: date, expected: tuple[str | None, str | None], sentence: str
) -> None:
    assert probation_seat(after_both(), day) == expected, sentence


DECIDED = [
    (date(2014, 5, 31), "lrpt", "the past stays as it was"),
    (JUNE_2014, "nps", "from its first day the organisation that was chosen has the seat"),
    (JUNE_2021, "ps", "and its only successor follows it"),
]


@pytest.mark.parametrize("day, organisation, sentence", DECIDED)
def test_the_seat_goes_where_a_person_says(day: date, organisation: str, sentence: str) -> None:
    chosen = Succession(
        agency="lrpt", first_day=JUNE_2014, becomes=("nps", "crc"), new=(NPS, CRC),
        seats={("rrpb", "probation"): "nps"},
    )  # fmt: skip
    text = with_succession(LLR, chosen)
    text = with_succession(text, Succession(agency="nps", first_day=JUNE_2021, becomes=("ps",), new=(PS,)))
    assert probation_seat(text, day) == (organisation, None), sentence


def test_the_chief_executive_s_post_stays_with_the_seat() -> None:
    chosen = Succession(
        agency="lrpt", first_day=JUNE_2014, becomes=("nps", "crc"), new=(NPS, CRC),
        seats={("rrpb", "probation"): "crc"},
    )  # fmt: skip
    place = next(
        one
        for one in seats_on(read(with_succession(LLR, chosen)), "rrpb", JUNE_2014)
        if one.id == "probation"
    )
    assert place.seat.post == ("Chief Executive Officer",)
    assert place.seat.clause == ("A2",)


def test_chair_host_and_secretariat_are_vacant_after_the_trust() -> None:
    held = Appointment(body="rrpb", seat="probation", person="Ash", from_=date(2013, 4, 1))
    before = circle_on(read(LLR), "rrpb", date(2014, 3, 31), appointments=[held])
    after = circle_on(read(with_succession(LLR, SPLIT)), "rrpb", JUNE_2014, appointments=[held])
    assert offices_without_holder(before) == ()
    assert offices_without_holder(after) == ("chair", "host", "secretariat")


def test_the_same_organisation_across_a_merger_counts_once() -> None:
    """Two officers who came for two organisations of the split come for one once those are one."""
    chosen = read(after_both())
    rows = [
        Present(person="Ash", seat="probation", organisation="nps"),
        Present(person="Elm", seat="iom-chair", organisation="crc"),
    ]
    counted = {
        day: units_of("organisations", rows, circle_on(chosen, "rrpb", day))
        for day in (date(2021, 6, 25), JUNE_2021)
    }
    assert counted == {date(2021, 6, 25): ("crc", "nps"), JUNE_2021: ("ps",)}


BARNET = read((FILES / "barnet.toml").read_text("utf-8"))


def test_the_seats_of_an_organisation_are_found_in_every_body() -> None:
    assert seats_of_agency(BARNET, "crc", date(2021, 6, 25)) == (
        SeatOfAgency(body="rrdg", seat="crc-aco", is_own=True),
        SeatOfAgency(body="rrdg", seat="crc-spo", is_own=True),
        SeatOfAgency(body="iom", seat="crc", is_own=True),
    )


def test_a_seat_held_as_one_of_a_set_is_not_its_own_to_give() -> None:
    terms = read(LLR)
    assert seats_of_agency(terms, "blaby", JUNE_2014) == (
        SeatOfAgency(body="rrpb", seat="district/blaby", is_own=False),
    )


def test_seats_that_meet_in_one_organisation_are_named_for_a_person_to_settle() -> None:
    text = LLR.replace('agency = "opcc",', 'agency = "police",')
    assert seats_that_meet(read(text), "police", "county", JUNE_2014) == (
        SeatsMeet(body="rrpb", ending=("opcc", "police"), standing=("county-safer", "county-yos")),
    )
    assert seats_that_meet(read(LLR), "lrpt", "nps", JUNE_2014) == ()


def test_a_seat_that_is_closed_ends_with_its_organisation() -> None:
    change = Succession(
        agency="city", first_day=JUNE_2014, becomes=("county",), closed=(("rrpb", "city-yos"),)
    )
    text = with_succession(LLR, change)
    before = {one.id for one in seats_on(read(text), "rrpb", date(2014, 5, 31))}
    after = {one.id: one.organisation for one in seats_on(read(text), "rrpb", JUNE_2014)}
    assert before - set(after) == {"city-yos"}
    assert after["city-safer"] == "county"


REFUSED = [
    (Succession(agency="gone", first_day=JUNE_2014, becomes=("county",)), "no organisation “gone”"),
    (Succession(agency="city", first_day=JUNE_2014, becomes=("city",)), "cannot follow itself"),
    (Succession(agency="city", first_day=JUNE_2014, becomes=("nowhere",)), "no organisation “nowhere”"),
    (
        Succession(
            agency="city", first_day=JUNE_2014, becomes=("county",), new=(NewAgency(id="county", name="C"),)
        ),
        "in use already",
    ),
    (
        Succession(
            agency="city", first_day=JUNE_2014, becomes=("county",), seats={("rrpb", "opcc"): "county"}
        ),
        "not one that this organisation has",
    ),
    (
        Succession(
            agency="city", first_day=JUNE_2014, becomes=("county",), seats={("rrpb", "city-yos"): "opcc"}
        ),
        "only go to an organisation that follows",
    ),
]


@pytest.mark.parametrize("change, words", REFUSED, ids=[words for _change, words in REFUSED])
def test_a_succession_that_cannot_be_is_refused_in_a_sentence(change: Succession, words: str) -> None:
    with pytest.raises(SuccessionUnusable, match=words):
        with_succession(LLR, change)


def test_an_organisation_ends_once_and_one_that_ended_follows_nobody() -> None:
    text = with_succession(LLR, SPLIT)
    with pytest.raises(SuccessionUnusable, match="ends on 31 May 2014 by the terms already"):
        with_succession(text, Succession(agency="lrpt", first_day=JUNE_2021, becomes=("county",)))
    with pytest.raises(SuccessionUnusable, match="has ended by 26 June 2021"):
        with_succession(text, Succession(agency="city", first_day=JUNE_2021, becomes=("lrpt",)))


TOLD = [
    (date(2014, 3, 4), date(2014, 6, 10), True, "the first meeting after it ended hears of it"),
    (date(2014, 5, 31), date(2014, 6, 10), True, "so does one after a meeting on its last day"),
    (date(2014, 3, 4), date(2014, 5, 31), False, "on its last day it still stands"),
    (date(2014, 6, 10), date(2014, 9, 9), False, "the next meeting has heard"),
]


@pytest.mark.parametrize("after, until, is_told, sentence", TOLD)
def test_a_body_tells_its_parent_once(after: date, until: date, is_told: bool, sentence: str) -> None:
    found = organisations_changed(read(with_succession(LLR, SPLIT)), "rrpb", after=after, until=until)
    assert bool(found) is is_told, sentence
    if found:
        assert found[0].followed_by == ("National Probation Service", "Community Rehabilitation Company")
        assert found[0].tell == ("Strategic Partnership Board",)


@settings(max_examples=20, deadline=None)
@given(st.integers(min_value=1, max_value=3000), st.sampled_from(["county", "rutland", "opcc"]))
def test_nothing_before_the_first_day_is_otherwise(days: int, successor: str) -> None:
    """Whatever the day and the successor, every seat before it has the organisation it had."""
    first = date(2014, 1, 1) + timedelta(days=days)
    change = Succession(agency="police", first_day=first, becomes=(successor,))
    before, after = read(LLR), read(with_succession(LLR, change))
    day_before = first - timedelta(days=1)
    assert [one.organisation for one in seats_on(before, "rrpb", day_before)] == [
        one.organisation for one in seats_on(after, "rrpb", day_before)
    ]
    assert not seats_of_agency(after, "police", first)
    assert not [one for one in check(after, on=first) if one.code == "E-succession-cycle"]
