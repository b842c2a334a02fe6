"""What the extracts in force tell of persons, as SQL: offences, index events, and what ended a follow-up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

from throughline.figures.extracts.engine import quoted
from throughline.figures.extracts.returns import Window
from throughline.figures.extracts.store.keeping import ExtractStore
from throughline.figures.extracts.store.receipts import ExtractReceipt

TELLS: Final = ("offences", "prison-releases", "probation-caseload", "youth", "prison")
"""The contracts from which histories are built; of two that tell of one event, the first is heard first."""
COURT: Final = "('suspended-sentence', 'community-order', 'fine', 'discharge', 'other')"
AGES: Final = ((10, 14), (15, 17), (18, 20), (21, 24), (25, 29), (30, 34), (35, 39), (40, 44), (45, 49))
AGE: Final = "datesub('year', date_of_birth, index_date)"
"""In whole years, on the day of the event."""
PREVIOUS: Final = ((0, 0), (1, 2), (3, 6), (7, 10))
EXTRACTS, ROWS = 10**5, 10**10
"""More than the extracts of one contract, and the rows of one extract, that a store will hold."""
NOTHING: Final[Mapping[str, str]] = {
    "offences": "offence_date DATE, proved_date DATE, outcome VARCHAR, disposal VARCHAR",
    "prison-releases": "released_on DATE",
    "probation-caseload": (
        "order_type VARCHAR, started_on DATE, ended_on DATE, ended_because VARCHAR, risk_score DOUBLE"
    ),
    "youth": "given_on DATE, disposal VARCHAR",
    "prison": "received_on DATE, status VARCHAR",
}
"""The columns of each contract that its own events are made of, for when no extract of it has come."""
SHARED: Final = (
    "row BIGINT, record VARCHAR, pnc_id VARCHAR, date_of_birth DATE, sex VARCHAR, ethnicity VARCHAR, "
    "area VARCHAR, offence_group VARCHAR"
)


def rows_in_force(store: ExtractStore, receipts: Sequence[ExtractReceipt], contract: str) -> str:
    """The rows that count of a contract, each with ``extract``, its receipt, and ``sent``, its place.

    A record that one supplier sent for several periods counts as in the latest of them.
    """
    sent = _sent(receipts, contract)
    parts = [
        f"SELECT {quoted(one.id)} AS extract, {at}::BIGINT AS sent, * "
        f"FROM read_parquet({_file(store, one)}) AS told{_unless(store, one, sent[at + 1 :])}"
        for at, one in enumerate(sent)
    ]
    return " UNION ALL BY NAME ".join(parts) or _no_rows(contract)


def _sent(receipts: Sequence[ExtractReceipt], contract: str) -> list[ExtractReceipt]:
    """The extracts of a contract, the latest period last."""
    return sorted(
        (one for one in receipts if one.sending.contract == contract),
        key=lambda one: (one.sending.period.ends, one.sending.received_on, one.id),
    )


def _file(store: ExtractStore, receipt: ExtractReceipt) -> str:
    return quoted(str(store.extract_file(receipt.sending.contract, receipt.id)))


def _unless(store: ExtractStore, receipt: ExtractReceipt, later: Iterable[ExtractReceipt]) -> str:
    supplier = receipt.sending.supplier
    files = ", ".join(_file(store, one) for one in later if one.sending.supplier == supplier)
    if not files:
        return ""
    return f" WHERE NOT EXISTS (FROM read_parquet([{files}]) AS later WHERE later.record = told.record)"


def _no_rows(contract: str) -> str:
    columns = ["extract VARCHAR", "sent BIGINT", *SHARED.split(", "), *NOTHING[contract].split(", ")]
    typed = ", ".join(f"NULL::{kind} AS {name}" for name, kind in (one.split() for one in columns))
    return f"SELECT {typed} WHERE false"


def offences() -> str:
    """Each offence with its person, in the order of person and day."""
    return (
        "SELECT person, offence_date, proved_date, outcome, offence_group FROM offences "
        "ORDER BY person, offence_date, proved_date NULLS LAST, outcome, offence_group"
    )


def caseload(receipts: Sequence[ExtractReceipt]) -> str:
    """Each order or licence that ran on the last day of a quarter, with that day as ``on_day``.

    Its own last day is one on which it runs. Only days count that an extract of the same supplier covers:
    of others the caseload is not known whole. An order that runs may have ended since, so an extract tells
    of no day after its period.
    Source: figures, section 1 (quarterly caseload snapshots).
    """
    return (
        f'SELECT told.*, on_day FROM "probation-caseload" AS told JOIN ({_days_told(receipts)}) AS days '
        "ON days.sent = told.sent AND on_day BETWEEN told.started_on AND coalesce(told.ended_on, on_day)"
    )


def _days_told(receipts: Sequence[ExtractReceipt]) -> str:
    """For each extract of the caseload, by its place, the last days of quarters that it tells of."""
    sent = [one.sending for one in _sent(receipts, "probation-caseload")]
    covered: dict[str, set[date]] = {}
    for one in sent:
        covered.setdefault(one.supplier, set()).update(_quarter_ends(one.period))
    rows = [
        f"SELECT {at}::BIGINT AS sent, DATE {quoted(day.isoformat())} AS on_day"
        for at, one in enumerate(sent)
        for day in sorted(covered[one.supplier])
        if day <= one.period.ends
    ]
    return " UNION ALL ".join(rows) or "SELECT NULL::BIGINT AS sent, NULL::DATE AS on_day WHERE false"


def _quarter_ends(period: Window) -> Iterator[date]:
    """The last days of the calendar quarters that end within a period."""
    next_quarter = date(period.starts.year, 1 + (period.starts.month - 1) // 3 * 3, 1)
    while True:
        next_quarter += relativedelta(months=3)
        if (last := next_quarter - timedelta(days=1)) > period.ends:
            return
        yield last


def index_events() -> str:
    """Each release, court outcome short of custody and caution, and each person on a quarter's caseload.

    Once a person, day and disposal; a person is on the caseload up to and with the last day of an order.
    Source: figures, section 1 (the cohort: released from custody, a conviction short of custody, a caution;
    quarterly caseload snapshots).
    """
    described = ("offence_group", "area", "sex", "ethnicity", "date_of_birth", "risk_score")
    told = ", ".join(f"arg_min({name}, heard) AS {name}" for name in described)
    return (
        f"WITH events AS ({_events()}), once AS (SELECT person, index_date, disposal, {told} FROM events "
        "GROUP BY person, index_date, disposal), "
        "proved AS (SELECT person, proved_date, count(*) AS offences FROM offences "
        "WHERE proved_date IS NOT NULL GROUP BY person, proved_date), "
        "so_far AS (SELECT person, proved_date, "
        "sum(offences) OVER (PARTITION BY person ORDER BY proved_date) AS previous FROM proved) "
        "SELECT once.person, index_date, disposal, offence_group, area, "
        f"{_band(AGE, AGES, '50+')} AS age_band, "
        f"sex, ethnicity, {_band('coalesce(previous, 0)', PREVIOUS, '11+')} AS previous_band, "
        "risk_score::DOUBLE AS risk_score FROM once ASOF LEFT JOIN so_far "
        "ON once.person = so_far.person AND once.index_date > so_far.proved_date "
        "ORDER BY once.person, index_date, disposal"
    )


def _band(number: str, bands: Iterable[tuple[int, int]], above: str) -> str:
    """The band that a whole number falls in; none where the number is missing or below them all."""
    bands = tuple(bands)
    cases = " ".join(
        f"WHEN {number} BETWEEN {low} AND {high} THEN {quoted(str(low) if low == high else f'{low}-{high}')}"
        for low, high in bands
    )
    return f"CASE {cases} WHEN {number} > {bands[-1][1]} THEN {quoted(above)} END"


def _events() -> str:
    """Every event of every extract, as one list; the lower ``heard``, the sooner it is heard."""
    told = (
        ("offences", "proved_date", "'caution'", "outcome = 'caution'"),
        ("offences", "proved_date", "'court-order'", f"outcome = 'conviction' AND disposal IN {COURT}"),
        ("prison-releases", "released_on", "'custody-release'", "true"),
        (
            "probation-caseload",
            "started_on",
            "'court-order'",
            "order_type IN ('community-order', 'suspended-sentence')",
        ),
        ("probation-caseload", "on_day", "'caseload'", "true", "caseload"),
        ("youth", "given_on", "'caution'", "disposal IN ('youth-caution', 'youth-conditional-caution')"),
        (
            "youth",
            "given_on",
            "'court-order'",
            "disposal IN ('referral-order', 'first-tier', 'youth-rehabilitation-order', 'other')",
        ),
    )
    return " UNION ALL ".join(_event(*one) for one in told)


def _event(contract: str, day: str, disposal: str, condition: str, view: str = "") -> str:
    score = "risk_score" if contract == "probation-caseload" else "NULL::DOUBLE AS risk_score"
    return (
        f"SELECT person, {day} AS index_date, {disposal} AS disposal, offence_group, area, sex, ethnicity, "
        f"date_of_birth, {score}, ({TELLS.index(contract)} * {EXTRACTS} + sent) * {ROWS} + row AS heard "
        f'FROM "{view or contract}" WHERE {day} IS NOT NULL AND {condition}'
    )


def endings() -> str:
    """Each death, deportation and recall, once a person, day and kind.

    Source: figures, section 2 (where death, recall or deportation compete).
    """
    return (
        "SELECT DISTINCT person, ended_on AS \"on\", CASE ended_because WHEN 'recalled' THEN 'recall' "
        'ELSE ended_because END AS kind FROM "probation-caseload" '
        "WHERE ended_on IS NOT NULL AND ended_because IN ('death', 'deportation', 'recalled') "
        "UNION SELECT DISTINCT person, received_on, 'recall' FROM prison WHERE status = 'recall' "
        'ORDER BY person, "on", kind'
    )
