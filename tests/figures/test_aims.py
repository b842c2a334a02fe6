"""Aims of a board, each with the codes of the indicators that show it."""

import pytest

from throughline.figures.indicators.aims import Aim, AimUnreadable, read_aims

GOOD = {"id": "crime", "words": "Less crime", "source": "1.2", "indicators": ["C 1"]}


def test_aims_keep_their_order_and_one_may_have_no_indicator():
    bare = {"id": "victims", "words": "Fewer victims", "source": "1.2"}
    assert read_aims([GOOD, bare], {"C 1"}) == (
        Aim(id="crime", words="Less crime", source="1.2", indicators=("C 1",)),
        Aim(id="victims", words="Fewer victims", source="1.2"),
    )


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (GOOD | {"words": ""}, "Aim 1 has no words"),
        (GOOD | {"colour": "red"}, "has colour, which no aim has"),
        (GOOD | {"indicators": "C 1"}, "is no list of codes"),
        (GOOD | {"indicators": ["C 2"]}, "names C 2, which no indicator"),
    ],
)
def test_an_aim_that_cannot_be_is_refused(entry, sentence):
    with pytest.raises(AimUnreadable, match=sentence):
        read_aims([entry], {"C 1"})


def test_aims_are_written_as_entries():
    with pytest.raises(AimUnreadable, match="once for each"):
        read_aims({}, set())
