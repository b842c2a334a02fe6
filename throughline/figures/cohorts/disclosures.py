"""What left the store about single persons: to whom, why and how many; written before anything leaves."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Final

from throughline.figures.cohorts.scheme_records import ReadScheme
from throughline.figures.extracts.store.durable import alone, put
from throughline.figures.extracts.store.keeping import ExtractStore
from throughline.words.refusals import Refused

DISCLOSURES: Final = "disclosures.jsonl"


class NotDisclosed(Refused):
    """Rows about single persons may not leave the store as it was asked."""


@dataclass(frozen=True, kw_only=True)
class Disclosure:
    """That the records of so many people left the store: by whom, to whom, when and why."""

    number: int
    by: str
    to: str
    at: datetime
    why: str
    contract: str
    scheme: str
    area: str
    starts: date
    ends: date
    people: int


def disclose(
    store: ExtractStore, read: ReadScheme, *, by: str, to: str, at: datetime, why: str
) -> Disclosure:
    """Record that the complete records of a scheme leave the store; they may leave once this has returned.

    Raises NotDisclosed where nobody's record is complete or a word is missing, and StoreBusy.
    Source: Data Protection Act 2018, section 62 (disclosure: the reason, the day, the recipient).
    """
    if not (by.strip() and to.strip() and why.strip()):
        raise NotDisclosed("Say who asks, who receives the records, and why. Nothing was written.")
    people = len(read.readiness.complete)
    if not people:
        raise NotDisclosed("Nobody's record is complete, so there is nothing to send. Nothing was written.")
    with alone(store.folder):
        earlier = read_disclosures(store)
        made = Disclosure(
            number=len(earlier) + 1,
            by=by.strip(),
            to=to.strip(),
            at=at,
            why=why.strip(),
            contract=read.scheme.contract,
            scheme=read.scheme.name,
            area=read.scheme.area,
            starts=read.period.first,
            ends=read.period.last,
            people=people,
        )
        put(store.folder / DISCLOSURES, "".join(_lines((*earlier, made))).encode())
    return made


def read_disclosures(store: ExtractStore) -> tuple[Disclosure, ...]:
    """Every disclosure that was recorded, in order.

    Source: Data Protection Act 2018, section 62.
    """
    file = store.folder / DISCLOSURES
    if not file.exists():
        return ()
    lines = file.read_text(encoding="utf-8").split("\n")
    return tuple(_from(json.loads(line)) for line in lines if line)


def _lines(disclosures: Iterable[Disclosure]) -> Iterable[str]:
    return (json.dumps(asdict(one), default=_plain, ensure_ascii=False) + "\n" for one in disclosures)


def _plain(day: date | datetime) -> str:
    return day.isoformat()


def _from(plain: dict[str, Any]) -> Disclosure:
    days = {name: date.fromisoformat(plain[name]) for name in ("starts", "ends")}
    return Disclosure(**plain | days | {"at": datetime.fromisoformat(plain["at"])})
