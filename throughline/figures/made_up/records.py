"""What extracts write of made-up people: slips of the hand, moves, married names, and what is left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from throughline.figures.made_up.names import FORENAMES, SURNAMES
from throughline.figures.made_up.people import YEARS_OF_NUMBERS, Numbers, People

if TYPE_CHECKING:
    import pyarrow as pa

ALPHABET = "abcdefghijklmnopqrstuvwxyz"
CHECK = np.array(list("ZABCDEFGHJKLMNPQRTUVWXY"), dtype=object)
AREAS = np.array([f"Z{one}" for one in "ABCDEFGHJKLMNPQRSTUVWXYZ"], dtype=object)
UNITS = np.array([a + b for a in "ABDEFGHJLNPQRSTUWXYZ" for b in "ABDEFGHJLNPQRSTUWXYZ"], dtype=object)
DISTRICTS, SECTORS = 30, 9
HOMES_AT_MOST = len(AREAS) * DISTRICTS * SECTORS * len(UNITS)


@dataclass(frozen=True)
class Slips:
    """How often what an extract writes differs from the truth, each as a share of its records."""

    no_pnc_id: float = 0.2
    other_pnc_id: float = 0.003
    forename: float = 0.02
    surname: float = 0.02
    married_name: float = 0.03
    """Of women."""
    day_and_month_swapped: float = 0.004
    wrong_digit_of_birth: float = 0.008
    moved: float = 0.2
    no_postcode: float = 0.05
    wrong_sex: float = 0.002


USUAL = Slips()
NONE = Slips(*[0.0] * 10)


def records_of(
    people: People, *, first: int, homes: int, chance: np.random.Generator, slips: Slips = USUAL
) -> pa.Table:
    """A record of each made-up person, numbered from the first, with the truth beside it.

    Columns: record, person (the truth, int64); pnc_id, forename, surname, sex, postcode (text or
    null); date_of_birth (date).
    """
    import pyarrow as pa

    surname = np.where(
        ~people.is_man & _some(people, slips.married_name, chance),
        chance.integers(0, len(SURNAMES), len(people)),
        people.surname,
    )
    home = np.where(_some(people, slips.moved, chance), _moves(people, homes, chance), people.home)
    is_man = people.is_man ^ _some(people, slips.wrong_sex, chance)
    numbers = np.arange(first, first + len(people), dtype=np.int64)
    return pa.table(
        {
            "record": numbers,
            "person": people.person,
            "pnc_id": pa.array(_pnc_ids(people, numbers, slips, chance), pa.string()),
            "forename": pa.array(_slipped(FORENAMES[people.forename], slips.forename, chance), pa.string()),
            "surname": pa.array(_slipped(SURNAMES[surname], slips.surname, chance), pa.string()),
            "date_of_birth": pa.array(_birth_as_written(people, slips, chance)),
            "sex": pa.array(np.where(is_man, "M", "F").astype(object), pa.string()),
            "postcode": pa.array(
                _without(postcodes(home), _some(people, slips.no_postcode, chance)), pa.string()
            ),
        }
    )


def _moves(people: People, homes: int, chance: np.random.Generator) -> Numbers:
    """Where people move to: seven in ten stay in their district, the others go anywhere."""
    of_district = SECTORS * len(UNITS)
    near = people.home // of_district * of_district + chance.integers(0, of_district, len(people))
    anywhere = chance.integers(0, homes, len(people))
    return np.where((chance.random(len(people)) < 0.7) & (near < homes), near, anywhere)


def postcodes(homes: Numbers) -> NDArray[np.object_]:
    """A postcode of an area that does not exist for each address."""
    rest, unit = np.divmod(homes, len(UNITS))
    rest, sector = np.divmod(rest, SECTORS)
    area, district = np.divmod(rest, DISTRICTS)
    outward = AREAS[area] + (district + 1).astype(str).astype(object)
    return np.asarray(outward + " " + (sector + 1).astype(str).astype(object) + UNITS[unit])


def pnc_ids(numbers: Numbers) -> NDArray[np.object_]:
    """A PNC id of the right shape for each number: year, serial number, letter; no two are alike."""
    serial, year = np.divmod(numbers, YEARS_OF_NUMBERS)
    year = year + 1990
    letters = CHECK[(year % 100 * 10_000_000 + serial) % len(CHECK)]
    written = np.char.zfill(serial.astype(str), 7).astype(object)
    return np.asarray(year.astype(str).astype(object) + "/" + written + letters)


def _some(people: People, share: float, chance: np.random.Generator) -> NDArray[np.bool_]:
    return np.asarray(chance.random(len(people)) < share)


def _without(values: NDArray[np.object_], left_out: NDArray[np.bool_]) -> NDArray[np.object_]:
    values[left_out] = None
    return values


def _pnc_ids(
    people: People, numbers: Numbers, slips: Slips, chance: np.random.Generator
) -> NDArray[np.object_]:
    """A person's id; or one that was opened for this record by mistake, from a range nobody else has."""
    opened = _some(people, slips.other_pnc_id, chance)
    ids = pnc_ids(np.where(opened, 200_000_000 + numbers, people.person))
    return _without(ids, _some(people, slips.no_pnc_id, chance))


def _slipped(names: NDArray[np.object_], share: float, chance: np.random.Generator) -> NDArray[np.object_]:
    for place in np.flatnonzero(chance.random(len(names)) < share):
        slip = SLIPS_OF_A_NAME[int(chance.integers(len(SLIPS_OF_A_NAME)))]
        at = int(chance.integers(1, len(names[place])))
        names[place] = slip(names[place], at, ALPHABET[int(chance.integers(26))])
    return names


SLIPS_OF_A_NAME: tuple[Callable[[str, int, str], str], ...] = (
    lambda name, at, letter: name[:at] + letter + name[at + 1 :],
    lambda name, at, letter: name[:at] + letter + name[at:],
    lambda name, at, letter: name[:at] + name[at + 1 :],
    lambda name, at, letter: name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :],
)
"""Another letter, one too many, one too few, two in the other order; the place is at least the second."""


def _birth_as_written(people: People, slips: Slips, chance: np.random.Generator) -> NDArray[np.datetime64]:
    births = people.birth.copy()
    month_of = births.astype("datetime64[M]")
    day = (births - month_of.astype("datetime64[D]")).astype(np.int64)
    month = month_of.astype(np.int64) % 12
    swapped = _some(people, slips.day_and_month_swapped, chance) & (day < 12)
    years = births.astype("datetime64[Y]")
    turned = years.astype("datetime64[M]") + day
    births[swapped] = (turned.astype("datetime64[D]") + month)[swapped]
    wrong = np.flatnonzero(_some(people, slips.wrong_digit_of_birth, chance))
    births[wrong] += np.array([-1, 1, -10, 10, -365, 365, -3653])[chance.integers(0, 7, len(wrong))]
    return births
