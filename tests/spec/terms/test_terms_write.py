"""Files written: nothing lost, nothing invented (sections 1 and 4)."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from tests.spec.terms.files import FOUNDING, TOP, WHO_EXISTS, codes, founding, sound_file
from throughline.rules.terms import ReadingUnusable, check, find, on, read
from throughline.rules.terms.model import Span
from throughline.rules.terms.write import (
    NewBody,
    NewMember,
    NewPartnership,
    new_partnership,
    to_toml,
    with_reading,
)


def said(value: Any) -> Any:
    """Everything that terms say, without the lines and the text they were read from."""
    if is_dataclass(value):
        parts = (f.name for f in fields(value) if f.name not in ("line", "text"))
        return type(value).__name__, [(name, said(getattr(value, name))) for name in parts]
    return [said(item) for item in value] if isinstance(value, tuple) else value


@pytest.mark.parametrize("name", FOUNDING)
def test_a_founding_file_written_and_read_again_says_the_same(name: str) -> None:
    terms = founding(name)
    assert said(read(to_toml(terms))) == said(terms)


@pytest.mark.parametrize("name", FOUNDING)
def test_the_text_of_a_file_is_kept_to_the_letter(name: str) -> None:
    assert to_toml(founding(name)) != founding(name).text
    assert read(founding(name).text).text == founding(name).text


SPANS = st.builds(
    lambda n, unit: {unit: n},
    st.integers(1, 60),
    st.sampled_from(["days", "working_days", "weeks", "months", "years"]),
)
WHOS = st.recursive(
    st.sampled_from(["police", "council", "members", "districts", "chair"]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3),
        st.fixed_dictionaries({"is": st.just("council"), "choose": st.just("senior"), "except": inner}),
        st.fixed_dictionaries({"any_of": st.lists(inner, min_size=2, max_size=3), "post": st.just("Head")}),
    ),
    max_leaves=5,
)
COUNTS = st.sampled_from(["people", "seats", "organisations", "employers"])
THRESHOLDS = st.one_of(st.integers(1, 20), st.sampled_from(["1/2", "2/3", "3/5", "1/1"]))
LEAVES = st.fixed_dictionaries(
    {"count": COUNTS, "at_least": THRESHOLDS},
    optional={
        "who": WHOS,
        "of": st.just("all"),
        "from_each": st.just(["districts"]),
        "weight": st.just({"police": 2}),
    },
)
TESTS = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        lambda key, parts: {key: parts},
        st.sampled_from(["all_of", "any_of"]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=6,
)


def opened(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A value, or one that is not settled."""
    proposed = st.fixed_dictionaries(
        {"proposed": values},
        optional={"says": st.just("some"), "or": st.lists(values, min_size=1, max_size=2)},
    )
    statement = st.fixed_dictionaries({"value": values, "says": st.just("so"), "clause": st.just("4")})
    conflict = st.fixed_dictionaries({"conflict": st.lists(statement, min_size=2, max_size=3)})
    return st.one_of(values, st.just({"says": "some"}), proposed, conflict)


BODIES = st.fixed_dictionaries(
    {"id": st.just("board"), "name": st.just("Board"), "kind": st.just("board")},
    optional={
        "quorum": st.one_of(TESTS, opened(TESTS)),
        "meets": st.lists(st.fixed_dictionaries({"every": opened(SPANS)}), min_size=1, max_size=1),
        "office": st.lists(
            st.fixed_dictionaries({"id": st.just("chair"), "held_by": opened(WHOS)}), min_size=1, max_size=1
        ),
        "deputy": opened(st.fixed_dictionaries({"allowed": st.booleans(), "may": st.just(["count"])})),
        "duty": st.lists(
            st.fixed_dictionaries(
                {
                    "what": st.just("report"),
                    "to": opened(WHOS),
                    "due": opened(st.builds(lambda span: {**span, "before": "meeting"}, SPANS)),
                }
            ),
            min_size=1,
            max_size=1,
        ),
    },
)


@given(BODIES)
def test_any_body_written_and_read_again_says_the_same(body: dict[str, Any]) -> None:
    terms = read(TOP + WHO_EXISTS + tomlkit.dumps({"body": [body]}))
    assert said(read(to_toml(terms))) == said(terms)


def test_a_reading_is_added_and_every_other_character_stays() -> None:
    text = founding("barnet").text
    changed = with_reading(
        text,
        settles="iom.office.chair.in_absence",
        value=["vice-chair", {"any_of": ["police", {"employer": "lbb"}], "choose": "senior"}],
        question="One pool or two?",
        clause=["A1 4.2"],
        decided="iom-2026-05-06/D1",
        from_=date(2026, 5, 6),
    )
    assert changed.startswith(text)
    settled = on(read(changed), date(2026, 5, 6))
    assert find(settled, "iom.office.chair.in_absence").value == [
        "vice-chair",
        {"any_of": ["police", {"employer": "lbb"}], "choose": "senior"},
    ]
    (reading,) = [r for r in settled.readings if r.settles == "iom.office.chair.in_absence"]
    assert (reading.question, reading.clause, reading.decided) == (
        "One pool or two?",
        ("A1 4.2",),
        "iom-2026-05-06/D1",
    )


@pytest.mark.parametrize("break_", ["\n", "\r\n"])
def test_a_reading_joins_a_list_of_readings_in_one_piece(break_: str) -> None:
    text = ('reading = [{ question = "Who?" }]  # asked in May\n' + sound_file()).replace("\n", break_)
    changed = with_reading(text, settles="board.quorum.at_least", value=3, question="How many?", decided="D1")
    assert "# asked in May" in changed
    assert [reading.question for reading in read(changed).readings] == ["Who?", "How many?"]


def test_a_file_with_windows_line_ends_keeps_them() -> None:
    text = sound_file().replace("\n", "\r\n")
    changed = with_reading(text, settles="board.quorum.at_least", value=3, question="How many?")
    assert changed.startswith(text)
    assert changed.count("\n") == changed.count("\r\n")


def test_an_open_question_has_no_effect_until_it_is_decided() -> None:
    changed = with_reading(sound_file(), settles="board.quorum.at_least", value=3, question="How many?")
    assert find(on(read(changed), date(2026, 9, 1)), "board.quorum.at_least").value == 2


def test_a_question_may_be_asked_before_there_is_an_answer() -> None:
    changed = with_reading(sound_file(), settles="board.quorum.at_least", value=None, question="How many?")
    assert [(r.question, r.value) for r in read(changed).readings] == [("How many?", None)]


def test_a_reading_of_no_place_or_with_a_value_that_may_not_stand_there_is_refused() -> None:
    with pytest.raises(KeyError, match="is not a place in this file"):
        with_reading(sound_file(), settles="board.seat.mayor", value="x", question="?")
    with pytest.raises(ReadingUnusable, match="is neither a whole number"):
        with_reading(sound_file(), settles="board.quorum.at_least", value="x", question="?")


ANSWERS = NewPartnership(
    id="shire",
    name="Shire reducing reoffending",
    area=("North Shire", "South Shire"),
    bodies=(
        NewBody(
            name="Shire Board",
            kind="board",
            members=(
                NewMember("Shire Police", "Superintendent"),
                NewMember("Shire Police"),
                NewMember("Shire Council"),
                NewMember("Public"),
            ),
            every=Span(2, "months"),
            quorum=3,
            quorum_counts="organisations",
            chair="Shire Council",
            reports_to=("Shire CSP",),
        ),
        NewBody(name="Case Panel", kind="case-panel", quorum=2, reports_to=("Shire Board",)),
    ),
)


def test_a_new_file_says_what_was_answered() -> None:
    terms = read(new_partnership(ANSWERS))
    board, panel = terms.bodies
    assert (terms.id, terms.area) == ("shire", ("North Shire", "South Shire"))
    assert [agency.name for agency in terms.agencies] == ["Shire Police", "Shire Council", "Public"]
    assert [(seat.id, seat.agency, seat.post) for seat in board.seats] == [
        ("shire-police", "shire-police", ("Superintendent",)),
        ("shire-police-2", "shire-police", None),
        ("shire-council", "shire-council", None),
        ("public-2", "public-2", None),
    ]
    assert find(terms, "shire-board.office.chair.held_by").value == "shire-council"
    assert find(terms, "shire-board.quorum").value == {"count": "organisations", "at_least": 3}
    assert [external.name for external in terms.externals] == ["Shire CSP"]
    assert [line.at for line in panel.lines] == ["case-panel.line.reports-to:shire-board"]


def test_a_new_file_is_sound_and_its_silences_are_left_silent() -> None:
    found = check(read(new_partnership(ANSWERS)), on=date(2026, 9, 1))
    assert [each for each in found if each.level == "E"] == []
    silent = codes(tuple(each for each in found if each.level == "S"))
    assert ("S-vote", "shire-board.vote") in silent
    assert ("S-frequency", "case-panel.meets.ordinary") in silent
    assert ("S-quorum-count", "case-panel.quorum.count") in silent
    assert ("S-chair", "case-panel.office.chair") in silent
    assert ("S-quorum", "shire-board.quorum") not in silent


def test_a_chair_from_outside_the_body_is_refused() -> None:
    body = NewBody(name="Board", kind="board", chair="Mayor")
    with pytest.raises(
        ValueError, match="Mayor chairs Board and is not among its members: add it as a member"
    ):
        new_partnership(NewPartnership("x", "X", bodies=(body,)))


@given(st.lists(st.text(min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=6))
def test_any_names_of_organisations_make_a_file_that_can_be_read(names: list[str]) -> None:
    body = NewBody(name="Board", kind="board", members=tuple(map(NewMember, names)))
    terms = read(new_partnership(NewPartnership("x", "X", bodies=(body,))))
    assert [agency.name for agency in terms.agencies] == list(dict.fromkeys(names))
