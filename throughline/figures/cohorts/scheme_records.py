"""The records of a scheme, read from the extracts that count, with what other extracts tell of its people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from throughline.figures.cohorts.linking.keeping import PEOPLE, NotLinkedYet
from throughline.figures.cohorts.readiness import Identity, Readiness, SchemeRecord, readiness
from throughline.figures.extracts.contracts import contract_named
from throughline.figures.extracts.engine import MEMORY, open_engine, quoted
from throughline.figures.extracts.store.building import NotLinked
from throughline.figures.extracts.store.histories import rows_in_force
from throughline.figures.extracts.store.keeping import ExtractStore
from throughline.figures.extracts.store.receipts import ExtractReceipt
from throughline.words.formats import list_words
from throughline.words.periods import Period
from throughline.words.refusals import Refused

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

TELLS_SCHEMES: Final[Mapping[str, str]] = {
    "programme-completions": "programme",
    "probation-caseload": "order_type",
}
"""The contracts whose rows say that somebody was in a scheme, and the column that names it."""
SEVERAL: Final = 5
"""How many people name a scheme that may be listed: the fewest that may be told of."""
TOLD: Final = ("surname", "forename", "date_of_birth", "sex", "pnc_id")
DATED: Final = ("offences", "prison-releases", "probation-caseload")
"""The contracts that tell when somebody was convicted, released or sentenced."""
CONVICTED: Final = "SELECT person, proved_date AS told_on FROM \"offences\" WHERE outcome = 'conviction'"
INDEXED: Final = (
    'SELECT person, released_on AS told_on FROM "prison-releases" '
    'UNION ALL SELECT person, started_on FROM "probation-caseload" '
    "WHERE order_type IN ('community-order', 'suspended-sentence')"
)


class NothingOfSchemes(Refused):
    """No extract that counts says who was in a scheme."""


class NoSuchScheme(Refused):
    """No row of the extracts that count names the scheme."""


@dataclass(frozen=True, kw_only=True)
class Scheme:
    """What is to be evaluated: a programme by its name, or an order by its code, in one area or in all."""

    contract: str
    name: str
    area: str = ""


@dataclass(frozen=True)
class ReadScheme:
    """Whether a scheme is ready, and the extracts that this rests on."""

    scheme: Scheme
    period: Period
    readiness: Readiness
    receipts: tuple[str, ...]
    rows_sent_back: int
    """Rows of those extracts that were not taken in: what they told of is not known."""


def scheme_names(store: ExtractStore, *, memory: str = MEMORY) -> tuple[Scheme, ...]:
    """The schemes that the extracts in force name, programmes before orders, in order of the alphabet.

    Raises EngineMissing. Source: product, persona C5 (the eligible cohort of a scheme).
    """
    receipts = list(store.receipts())
    found: list[Scheme] = []
    with open_engine(memory=memory) as engine:
        for contract, column in TELLS_SCHEMES.items():
            if any(one.sending.contract == contract for one in receipts):
                rows = rows_in_force(store, receipts, contract)
                names = engine.execute(f"SELECT DISTINCT {column} FROM ({rows}) ORDER BY 1").fetchall()
                found += (Scheme(contract=contract, name=str(name)) for (name,) in names)
    return tuple(found)


def schemes_of_several(store: ExtractStore, *, memory: str = MEMORY) -> tuple[Scheme, ...]:
    """The schemes in which linking found at least five people: what fewer share may be somebody's name.

    A row of nobody known counts for nobody. Raises NotLinkedYet, NotLinked and EngineMissing.
    Source: rule R31; product, persona C5 (the eligible cohort of a scheme).
    """
    receipts = _of_persons(store)
    told = [name for name in TELLS_SCHEMES if any(one.sending.contract == name for one in receipts)]
    if not told:
        return ()
    with open_engine(memory=memory) as engine:
        _with_people(engine, store, receipts)
        return tuple(
            Scheme(contract=contract, name=str(name))
            for contract in told
            for name, people in engine.execute(_people_of_schemes(contract)).fetchall()
            if people >= SEVERAL
        )


def _people_of_schemes(contract: str) -> str:
    column = TELLS_SCHEMES[contract]
    return f'SELECT {column}, count(DISTINCT person) FROM "{contract}" GROUP BY 1 ORDER BY 1'


def _of_persons(store: ExtractStore) -> list[ExtractReceipt]:
    return [one for one in store.receipts() if contract_named(one.sending.contract).is_of_persons]


def read_scheme(
    store: ExtractStore, scheme: Scheme, *, period: Period, on: date, memory: str = MEMORY
) -> ReadScheme:
    """Whether a scheme can be evaluated, by the extracts that count and the people that linking found.

    Raises NothingOfSchemes, NoSuchScheme, NotLinkedYet, NotLinked and EngineMissing.
    Source: product, persona C5; figures, section 1 (same person across extracts).
    """
    receipts = _of_persons(store)
    own = [one for one in receipts if one.sending.contract == scheme.contract]
    if not own:
        titles = list_words([contract_named(one).title.lower() for one in TELLS_SCHEMES], joining="or")
        raise NothingOfSchemes(f"No extract of {titles} counts that names “{scheme.name}”. Import one first.")
    with open_engine(memory=memory) as engine:
        _with_people(engine, store, receipts)
        records = _records(engine, own, scheme)
        if not records:
            raise NoSuchScheme(_unknown(store, scheme))
        elsewhere = _elsewhere(engine, receipts)
    return ReadScheme(
        scheme,
        period,
        readiness(records, period=period, on=on, elsewhere=elsewhere),
        tuple(one.id for one in receipts),
        sum(one.rows_rejected for one in own),
    )


def _unknown(store: ExtractStore, scheme: Scheme) -> str:
    known = [one.name for one in scheme_names(store) if one.contract == scheme.contract]
    where = f" in {scheme.area}" if scheme.area else ""
    return f"No row names “{scheme.name}”{where}. The rows name {list_words(known)}; check the words."


def _with_people(engine: DuckDBPyConnection, store: ExtractStore, receipts: list[ExtractReceipt]) -> None:
    """Make a view of the rows in force of each contract, each with the person that linking found, or none."""
    file = store.folder / PEOPLE
    if not file.exists():
        raise NotLinkedYet("Who is the same person is not known yet. Link first: throughline figures link")
    engine.execute(f"CREATE VIEW people AS FROM read_parquet({quoted(str(file.resolve()))})")
    known = {str(row[0]) for row in engine.execute("SELECT DISTINCT extract FROM people").fetchall()}
    for one in receipts:
        if one.id not in known:
            raise NotLinked(
                f"The extract {one.id[:12]} came after persons were linked. "
                "Link them again: throughline figures link"
            )
    for contract in {one.sending.contract for one in receipts} | set(DATED):
        engine.execute(
            f'CREATE VIEW "{contract}" AS SELECT told.*, people.person::BIGINT AS person '
            f"FROM ({rows_in_force(store, receipts, contract)}) AS told "
            "LEFT JOIN people ON people.extract = told.extract AND people.row = told.row"
        )


def _records(engine: DuckDBPyConnection, own: list[ExtractReceipt], scheme: Scheme) -> list[SchemeRecord]:
    suppliers = {one.id: one.sending.supplier for one in own}
    engine.execute(
        f'CREATE TEMP TABLE scheme AS FROM "{scheme.contract}" '
        f"WHERE {TELLS_SCHEMES[scheme.contract]} = $name AND ($area = '' OR area = $area)",
        {"name": scheme.name, "area": scheme.area},
    )
    told = ", ".join(f"scheme.{one}" for one in TOLD)
    rows = engine.execute(
        f"SELECT scheme.extract, scheme.record, scheme.person, started_on, ended_on, area, {told}, "
        f"{_latest(CONVICTED)}, {_latest(INDEXED)} FROM scheme"
    ).fetchall()
    return [_record(suppliers, row) for row in rows]


def _latest(days: str) -> str:
    """The last of some days of the same person, up to the start."""
    return (
        f"(SELECT max(told_on) FROM ({days}) AS days "
        "WHERE days.person = scheme.person AND days.told_on <= scheme.started_on)"
    )


def _record(suppliers: Mapping[str, str], row: tuple[Any, ...]) -> SchemeRecord:
    extract, record, person, started_on, ended_on, area, *told, convicted_on, index_date = row
    return SchemeRecord(
        supplier=suppliers[extract],
        record=record,
        person=person,
        told=_identity(told),
        started_on=started_on,
        ended_on=ended_on,
        area=area or "",
        convicted_on=convicted_on,
        index_date=index_date,
    )


def _identity(told: list[Any]) -> Identity:
    surname, forename, born, sex, pnc_id = told
    return Identity(
        surname=surname or "",
        forename=forename or "",
        date_of_birth=born,
        sex=sex or "",
        pnc_id=pnc_id or "",
    )


def _elsewhere(engine: DuckDBPyConnection, receipts: list[ExtractReceipt]) -> dict[int, list[Identity]]:
    """What all extracts tell of the people of the scheme, each telling once."""
    contracts = sorted({one.sending.contract for one in receipts})
    told = ", ".join(TOLD)
    every = " UNION ALL ".join(f'SELECT person, {told} FROM "{contract}"' for contract in contracts)
    rows = engine.execute(
        f"SELECT DISTINCT person, {told} FROM ({every}) "
        "WHERE person IN (SELECT person FROM scheme) ORDER BY ALL"
    ).fetchall()
    found: dict[int, list[Identity]] = {}
    for person, *identity in rows:
        found.setdefault(person, []).append(_identity(identity))
    return found
