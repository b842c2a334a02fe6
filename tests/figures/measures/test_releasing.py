"""Releasing from a store: held to every release before it, logged first, and never what is not measurable."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.figures.extracts.extracts_sent import as_csv, offence
from tests.figures.measures.releases_made import AT, changed, counts, release_file
from throughline.figures.extracts.returns import Window
from throughline.figures.extracts.store.bringing_in import bring_in, undo
from throughline.figures.extracts.store.building import build, latest_build
from throughline.figures.extracts.store.durable import StoreBusy, alone
from throughline.figures.extracts.store.keeping import StoreUnreadable, open_extract_store
from throughline.figures.extracts.store.receipts import Sending
from throughline.figures.measures.protecting import RevealedBefore
from throughline.figures.measures.release_files.log import keep_release, releases_kept
from throughline.figures.measures.release_files.making import NotBuilt, make_release
from throughline.figures.measures.reoffending import EVERYONE, NotMeasurableYet

AREAS = {"Derby": (140, 50, 90), "Leicester": (160, 30, 60), "Oadby": (150, 40, 81)}
NEXT_DAY = AT + timedelta(days=1)


def sent(folder: Path, ends: str = "2010-09-30") -> Sending:
    (folder / "sent.csv").write_text(as_csv([offence(record="1")]))
    days = Window(AT.date().replace(year=2009, month=1, day=1), AT.date().fromisoformat(ends))
    return Sending(contract="offences", supplier="police", period=days, received_on=AT.date())


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A store that holds all that was proved until the end of September 2010, with what a build made of it."""
    folder = tmp_path_factory.mktemp("released")
    store = open_extract_store(folder / "store")
    bring_in(store, folder / "sent.csv", sent(folder))
    build(store)
    return store


@pytest.fixture
def store(built):
    """The same store before anything was released of it."""
    for kept in (built.folder / "releases").glob("*.json"):
        kept.unlink()
    return built


def released(store, groups, *, at=AT, by="area", **told):
    built = latest_build(store)
    counted = counts(groups, by=by, **told)
    return make_release(store, counted, build=built.id if built else "", at=at, program="0.1.0")


def shown(made):
    groups = made.plain["groups"] or [made.plain["everyone"]]
    return {one["group"]: (one["people"], one["reoffenders"]) for one in groups}


def test_the_same_figures_again_are_the_release_that_was_made_before(store):
    first, again = released(store, AREAS), released(store, AREAS, at=NEXT_DAY)
    assert (first.is_known, again.is_known) == (False, True)
    assert again.content == first.content
    assert len(releases_kept(store)) == 1


def test_a_release_is_in_the_log_as_it_was_given_out(store):
    made = released(store, AREAS)
    assert list(releases_kept(store)) == [json.loads(made.content)]


def test_two_people_more_since_the_last_release_are_hidden(store):
    """From 50 to 52 reoffenders in Derby: the difference would be a count of two people."""
    assert shown(released(store, AREAS))["Derby"] == (140, 50)
    later = released(store, AREAS | {"Derby": (140, 52, 93)}, at=NEXT_DAY)
    assert shown(later)["Derby"][1] == "hidden"


def test_the_release_before_the_last_holds_too(store):
    """Fifty, then forty, then fifty-one: one more than at first."""
    for reoffenders, day in ((50, 0), (40, 1)):
        released(store, AREAS | {"Derby": (140, reoffenders, 90)}, at=AT + timedelta(days=day))
    last = released(store, AREAS | {"Derby": (140, 51, 90)}, at=AT + timedelta(days=2))
    assert shown(last)["Derby"][1] == "hidden"


def test_the_whole_that_was_shown_by_area_holds_by_sex(store):
    """Three people more in all: by sex too the whole cannot be shown beside the earlier one."""
    released(store, AREAS)
    by_sex = {"female": (150, 40, 70), "male": (300, 83, 160)}
    assert json.loads(released(store, by_sex, by="sex").content)["everyone"]["reoffenders"] == "hidden"


HIDDEN = {"reoffenders": "hidden", "reoffences": "hidden", "no_rates": "hidden"}
HIDDEN |= dict.fromkeys(("rate", "frequency", "for_each_person"))


def test_a_whole_that_was_hidden_to_protect_a_group_is_not_released_alone(store):
    """By sex the three women and the whole are hidden, the 80 men shown; the whole alone would leave 3."""

    def hide(plain):
        plain["groups"][0] |= HIDDEN
        plain["everyone"] |= HIDDEN

    by_sex = counts({"female": (60, 30, 30), "male": (300, 80, 160)}, by="sex")
    keep_release(store, changed(json.loads(release_file(by_sex)), hide))
    with pytest.raises(RevealedBefore, match="its release by sex away"):
        released(store, {EVERYONE: (360, 83, 163)})
    assert len(releases_kept(store)) == 1


YEAR = (date(2009, 1, 1), date(2009, 12, 31))
QUARTERS = tuple((date(2009, at, 1), date(2009, at + 2, 30 if at in (4, 7) else 31)) for at in (1, 4, 7, 10))
LATER = AT.replace(year=2011, month=9)


@pytest.mark.parametrize(
    ("sentence", "year", "is_refused"),
    [
        ("two reoffenders in the last quarter follow from the year", (1000, 302, 600), True),
        ("three who did not reoffend follow too", (1010, 407, 800), True),
        ("seven of a hundred may be known", (1000, 307, 600), False),
    ],
)
def test_a_year_less_three_released_quarters_leaves_no_small_count(store, sentence, year, is_refused):
    """The last quarter was never released; three of 300 people with 100 reoffenders were."""
    for days in QUARTERS[:3]:
        released(store, {EVERYONE: (300, 100, 200)}, days=days, at=LATER)
    if not is_refused:
        assert not released(store, {EVERYONE: year}, days=YEAR, at=LATER).is_known
        return
    with pytest.raises(RevealedBefore, match="small number of Everyone is left"):
        released(store, {EVERYONE: year}, days=YEAR, at=LATER)
    assert len(releases_kept(store)) == 3


def test_the_last_quarter_too_is_held_to_the_year(store):
    """The year by area was released, and of Derby all but two were counted in one quarter."""
    released(store, AREAS, days=YEAR, at=LATER)
    with pytest.raises(RevealedBefore, match="small number of Derby is left"):
        released(store, dict.fromkeys(AREAS, (30, 10, 20)) | {"Derby": (130, 48, 90)},
                 days=QUARTERS[3], at=LATER)  # fmt: skip


def test_an_area_where_nobody_is_left_stands_with_nobody(store):
    released(store, AREAS)
    left = {name: told for name, told in AREAS.items() if name != "Oadby"}
    assert shown(released(store, left, at=NEXT_DAY))["Oadby"] == (0, 0)


@pytest.mark.parametrize(
    ("sentence", "later", "status"),
    [
        ("nothing changed", AREAS, "final"),
        ("twenty more reoffenders in Derby", AREAS | {"Derby": (140, 70, 110)}, "revised"),
    ],
)
def test_figures_that_were_final_are_revised_by_others(store, sentence, later, status):
    assert released(store, AREAS).plain["status"] == "final"
    assert released(store, later, at=NEXT_DAY).plain["status"] == status


def test_while_extracts_are_awaited_figures_are_provisional_then_final(tmp_path):
    """The extract covers 2009 alone, and what is proved until September 2010 counts; then it all comes."""
    store = open_extract_store(tmp_path / "store")
    bring_in(store, tmp_path / "sent.csv", sent(tmp_path, "2009-12-31"))
    build(store)
    first = released(store, AREAS).plain
    assert (first["status"], first["awaited"][0]["starts"]) == ("provisional", "2010-01-01")
    (tmp_path / "sent.csv").write_text(as_csv([offence(record="2")]))
    days = Window(AT.date().fromisoformat("2010-01-01"), AT.date().fromisoformat("2010-09-30"))
    bring_in(store, tmp_path / "sent.csv", replace(sent(tmp_path), period=days))
    build(store)
    assert released(store, AREAS, at=NEXT_DAY).plain["status"] == "final"


def test_a_cohort_that_cannot_be_measured_yet_is_not_released(store):
    with pytest.raises(NotMeasurableYet, match="can be measured from 30 September 2010"):
        released(store, AREAS, at=AT.replace(month=9, day=29))
    assert releases_kept(store) == ()


def test_nothing_is_released_before_it_is_built(tmp_path):
    with pytest.raises(NotBuilt, match="Build it with"):
        released(open_extract_store(tmp_path), AREAS)


def test_nothing_is_released_from_a_build_of_other_extracts(tmp_path):
    store = open_extract_store(tmp_path / "store")
    taken = bring_in(store, tmp_path / "sent.csv", sent(tmp_path))
    build(store)
    undo(store, taken.receipt.id, on=AT.date())
    with pytest.raises(NotBuilt, match="Build it again"):
        released(store, AREAS)


def test_nothing_is_released_that_was_counted_from_the_build_before(store):
    with pytest.raises(NotBuilt, match="built again while the cohort was counted"):
        make_release(store, counts(AREAS), build="0" * 64, at=AT, program="0.1.0")
    assert releases_kept(store) == ()


def test_one_command_releases_at_a_time(store):
    with alone(store.folder), pytest.raises(StoreBusy):
        released(store, AREAS)


@pytest.mark.parametrize("harm", ["remove", "change", "cut"])
def test_a_damaged_log_stops_every_release(store, harm):
    """Without it nobody knows what was shown, so nothing more is."""
    released(store, AREAS)
    released(store, AREAS | {"Derby": (140, 70, 110)}, at=NEXT_DAY)
    first = store.folder / "releases" / "000001.json"
    text = first.read_text()
    first.write_text(text.replace('"people": 140', '"people": 141') if harm == "change" else text[:-40])
    if harm == "remove":
        first.unlink()
    with pytest.raises(StoreUnreadable, match="from a backup"):
        released(store, AREAS, at=NEXT_DAY)


def test_a_whole_that_follows_from_nothing_is_released_beside_its_areas(store):
    released(store, AREAS)
    assert shown(released(store, {EVERYONE: (450, 120, 231)})) == {EVERYONE: (450, 120)}
