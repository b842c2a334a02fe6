"""What each supplier sends of made-up people: rows as the contracts of extracts want them, a table each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from throughline.figures.made_up.lives import NEVER, Lives, Words, drawn
from throughline.figures.made_up.names import LISTS
from throughline.figures.made_up.people import Numbers, People
from throughline.figures.made_up.records import USUAL, Slips, records_of

if TYPE_CHECKING:
    import pyarrow as pa

SUPPLIERS: Final[Mapping[str, str]] = {
    "offences": "police",
    "probation-caseload": "probation",
    "accommodation": "probation",
    "employment": "probation",
    "programme-completions": "probation",
    "prison": "prisons",
    "prison-releases": "prisons",
    "youth": "youth-justice",
}
"""Who sends each extract. One supplier writes the same of a person in all that it sends."""
SENDERS: Final = tuple(dict.fromkeys(SUPPLIERS.values()))
WITHOUT_POSTCODE: Final = ("accommodation", "employment", "programme-completions", "prison")
AREAS: Final = tuple(f"Area {number}" for number in range(1, 43))
ETHNICITIES: Final = ("white", "black", "asian", "mixed", "other", "not-stated")
ETHNICITY_CHANCES: Final = (0.78, 0.08, 0.06, 0.03, 0.02, 0.03)
PROGRAMMES: Final = ("Thinking it through", "Clear of drink", "Work first", "Safe at home")
ON_A_PROGRAMME: Final = 0.2
RECORDS: Final = 10**9
"""More than the rows that one contract has of one part of a nation."""


@dataclass(frozen=True)
class Sent:
    """The rows of one contract, and the person whom each is of in truth."""

    rows: pa.Table
    person: Numbers


@dataclass(frozen=True)
class _Told:
    """What a supplier's rows say of who somebody is, by the place of the person among the people."""

    people: People
    tables: Mapping[str, pa.Table]
    ethnicity: Words
    area: Words
    part: int

    def sent(self, contract: str, owner: Numbers, columns: Mapping[str, object]) -> Sent:
        """Rows of the owners with these columns beside who they are."""
        import pyarrow as pa

        who = self.tables[SUPPLIERS[contract]].take(pa.array(owner))
        own = {name: who[name] for name in who.column_names if name not in ("record", "person")}
        if contract in WITHOUT_POSTCODE:
            del own["postcode"]
        record = np.arange(len(owner), dtype=np.int64) + self.part * RECORDS
        told = {
            "record": pa.array(record).cast("string"),
            **own,
            "ethnicity": self.ethnicity[owner],
            "area": self.area[owner],
            **columns,
        }
        return Sent(pa.table(told), self.people.person[owner])


def sent_of(
    people: People,
    lives: Lives,
    *,
    part: int,
    everybody: int,
    homes: int,
    chance: np.random.Generator,
    slips: Slips = USUAL,
    areas: tuple[str, ...] = AREAS,
) -> dict[str, Sent]:
    """What every contract's supplier sends of some people, by the name of the contract.

    ``part`` numbers the people's part of the nation, so that no record comes twice; ``everybody`` is how
    many people the nation has.
    """
    told = _told(people, part, everybody, homes, chance, slips, areas)
    return {contract: told.sent(contract, *rows(lives, chance)) for contract, rows in ROWS.items()}


def _told(
    people: People, part: int, everybody: int, homes: int, chance: np.random.Generator, slips: Slips,
    areas: tuple[str, ...],
) -> _Told:  # fmt: skip
    first = int(people.person[0])
    tables = {
        sender: _as_contracts(
            records_of(people, first=first + at * everybody, homes=homes, chance=chance, slips=slips)
        )
        for at, sender in enumerate(SENDERS)
    }
    ethnicity = drawn(ETHNICITIES, ETHNICITY_CHANCES, len(people), chance)
    area = np.array(areas, object)[people.home % len(areas)]
    return _Told(people, tables, ethnicity, area, part)


def _as_contracts(records: pa.Table) -> pa.Table:
    import pyarrow as pa
    import pyarrow.compute as pc

    sex = pc.if_else(pc.equal(records["sex"], "M"), "male", "female")
    return records.set_column(records.column_names.index("sex"), "sex", pa.chunked_array(sex))


Rows = tuple[Numbers, dict[str, object]]


def _offences(lives: Lives, chance: np.random.Generator) -> Rows:
    told = lives.offences
    return told.owner, {
        "offence_date": told.day,
        "proved_date": told.proved,
        "outcome": told.outcome,
        "offence_group": told.group,
        "disposal": told.disposal,
    }


def _caseload(lives: Lives, chance: np.random.Generator) -> Rows:
    import pyarrow as pa

    told = lives.orders
    score = np.round(chance.beta(2, 3, len(told.owner)), 4)
    return told.owner, {
        "order_type": told.kind,
        "started_on": told.began,
        "ended_on": told.ended,
        "ended_because": told.because,
        "offence_group": told.group,
        "risk_score": pa.array(score, mask=chance.random(len(score)) < 0.1),
    }


def _of_ended(lives: Lives) -> Rows:
    ended = ~np.isnat(lives.orders.ended)
    return lives.orders.owner[ended], {
        "order_type": lives.orders.kind[ended],
        "ended_on": lives.orders.ended[ended],
    }


def _accommodation(lives: Lives, chance: np.random.Generator) -> Rows:
    owner, columns = _of_ended(lives)
    return owner, columns | {
        "settled": drawn(("yes", "no", "unknown"), (0.70, 0.22, 0.08), len(owner), chance)
    }


def _employment(lives: Lives, chance: np.random.Generator) -> Rows:
    owner, columns = _of_ended(lives)
    words = ("employed", "education-or-training", "no", "unavailable", "unknown")
    return owner, columns | {"employed": drawn(words, (0.30, 0.08, 0.42, 0.12, 0.08), len(owner), chance)}


def _programmes(lives: Lives, chance: np.random.Generator) -> Rows:
    orders = lives.orders
    rows = np.flatnonzero((orders.kind != "licence") & (chance.random(len(orders.owner)) < ON_A_PROGRAMME))
    result = drawn(("completed", "not-completed"), (0.65, 0.35), len(rows), chance)
    is_running = np.isnat(orders.ended[rows])
    result[is_running] = "running"
    return orders.owner[rows], {
        "programme": drawn(PROGRAMMES, (0.4, 0.2, 0.2, 0.2), len(rows), chance),
        "started_on": orders.began[rows],
        "ended_on": np.where(is_running, NEVER, orders.ended[rows]),
        "result": result,
    }


def _prison(lives: Lives, chance: np.random.Generator) -> Rows:
    recalled = lives.orders.because == "recalled"
    owner = np.concatenate([lives.sentences.owner, lives.orders.owner[recalled]])
    count, back = len(lives.sentences.owner), int(recalled.sum())
    return owner, {
        "prison": _prisons(len(owner), chance),
        "received_on": np.concatenate([lives.sentences.began, lives.orders.ended[recalled]]),
        "status": np.repeat(np.array(["sentenced", "recall"], object), [count, back]),
    }


def _releases(lives: Lives, chance: np.random.Generator) -> Rows:
    told = lives.sentences
    out = np.flatnonzero(~np.isnat(told.released))
    return told.owner[out], {
        "prison": _prisons(len(out), chance),
        "released_on": told.released[out],
        "release_type": np.where(told.given[out] >= 365, "licence", "unconditional").astype(object),
        "sentence_days": told.given[out],
        "offence_group": told.group[out],
    }


def _prisons(count: int, chance: np.random.Generator) -> Words:
    names = tuple(plant.capitalize() for plant in LISTS["plants"][:40])
    return drawn(names, (1 / len(names),) * len(names), count, chance)


def _youth(lives: Lives, chance: np.random.Generator) -> Rows:
    told = lives.offences
    rows = np.flatnonzero(lives.is_young)
    cautions = drawn(("youth-caution", "youth-conditional-caution"), (0.8, 0.2), len(rows), chance)
    words = ("referral-order", "first-tier", "youth-rehabilitation-order", "other")
    orders = drawn(words, (0.5, 0.2, 0.2, 0.1), len(rows), chance)
    is_caution, in_custody = told.disposal[rows] == "caution", told.disposal[rows] == "custody"
    return told.owner[rows], {
        "given_on": told.proved[rows],
        "disposal": np.where(is_caution, cautions, np.where(in_custody, "custody", orders)),
        "offence_group": told.group[rows],
    }


ROWS: Final[Mapping[str, Callable[[Lives, np.random.Generator], Rows]]] = {
    "offences": _offences,
    "probation-caseload": _caseload,
    "accommodation": _accommodation,
    "employment": _employment,
    "programme-completions": _programmes,
    "prison": _prison,
    "prison-releases": _releases,
    "youth": _youth,
}
