"""Writing a release: its plain values in a fixed form, and the checksum that seals them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from throughline.figures.extracts.store.receipts import ExtractReceipt
from throughline.figures.measures.profiles import Profile
from throughline.figures.measures.release import Released
from throughline.figures.measures.release_files.awaited import Awaited
from throughline.figures.measures.release_files.shape import FORMAT, FORMAT_VERSION, HIDDEN
from throughline.figures.measures.released_reoffending import ReleasedGroup, ReleasedReoffending
from throughline.figures.measures.versions import MeasureVersion

DECIMALS: Final = 6


@dataclass(frozen=True)
class RestsOn:
    """What the figures of a release rest on, and what is still to come."""

    receipts: Sequence[ExtractReceipt]
    awaited: Sequence[Awaited]
    build: str
    linked_by: str
    linking_model: str
    program: str
    released_at: datetime


def written(shown: ReleasedReoffending, status: str, rests_on: RestsOn) -> bytes:
    """The release file: what may be shown and what it rests on, sealed by its checksum.

    Source: figures (every figure names its version, cohort, follow-up end and status; one gate).
    """
    return in_file(sealed(_plain(shown, status, rests_on)))


def sealed(plain: Mapping[str, Any]) -> dict[str, Any]:
    """The plain values with the checksum over all others."""
    return {**plain, "checksum": checksum_of(plain)}


def in_file(plain: Mapping[str, Any]) -> bytes:
    """The plain values as the file has them, for people to read too."""
    return (json.dumps(plain, indent=2, ensure_ascii=False) + "\n").encode()


def checksum_of(plain: Mapping[str, Any]) -> str:
    """The SHA-256 of the canonical form: JSON in UTF-8 without spaces, keys in order, no checksum."""
    said = {key: value for key, value in plain.items() if key != "checksum"}
    form = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(form.encode("utf-8", "surrogatepass")).hexdigest()


def fingerprint(version: MeasureVersion) -> str:
    """The SHA-256 of a definition's text: two texts are two versions, whatever they are called."""
    return sha256(version.sql.encode()).hexdigest()


def _plain(shown: ReleasedReoffending, status: str, rests_on: RestsOn) -> dict[str, Any]:
    counted, profile = shown.counted, shown.table.profile
    version = counted.version
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "measure": {"code": version.code, "name": version.name, "definition": fingerprint(version)},
        "cohort": {
            "first": counted.windows[0].first.isoformat(),
            "last": counted.windows[-1].last.isoformat(),
        },
        "followed_to": counted.followed_to.isoformat(),
        "proved_by": counted.proved_to.isoformat(),
        "status": status,
        "awaited": [one.as_plain() for one in rests_on.awaited],
        "profile": profile.code,
        "by": counted.by,
        "baseline": shown.baseline,
        "groups": [_group(one, profile) for one in shown.groups],
        "everyone": _group(shown.everyone, profile),
        "flow": [{"why": step.why, "events": _count(step.events, profile)} for step in shown.flow],
        "receipts": [_extract(one) for one in rests_on.receipts],
        "build": rests_on.build,
        "linked_by": rests_on.linked_by,
        "linking_model": rests_on.linking_model,
        "program": rests_on.program,
        "released_at": rests_on.released_at.isoformat(),
    }


def _group(one: ReleasedGroup, profile: Profile) -> dict[str, Any]:
    rates = one.rates
    return {
        "group": one.group,
        "people": _count(one.cohort, profile),
        "reoffenders": _count(one.reoffenders, profile),
        "reoffences": _count(one.reoffences, profile),
        "rate": rounded(rates.binary) if rates else None,
        "frequency": rounded(rates.frequency) if rates else None,
        "for_each_person": rounded(rates.for_each_person) if rates else None,
        "adjusted": rounded(one.adjusted),
        "no_rates": one.no_rates,
    }


def rounded(rate: float | None) -> float | None:
    """A rate as a release writes it."""
    return None if rate is None else round(rate, DECIMALS)


def _count(one: Released, profile: Profile) -> int | str:
    if one.value is None:
        return HIDDEN
    return profile.small_words if profile.hides(one.value) else one.value


def _extract(receipt: ExtractReceipt) -> dict[str, Any]:
    sent = receipt.sending
    return {
        "id": receipt.id,
        "sha256": receipt.sha256,
        "contract": sent.contract,
        "supplier": sent.supplier,
        "starts": sent.period.starts.isoformat(),
        "ends": sent.period.ends.isoformat(),
        "rows": receipt.rows_accepted,
        "came": sent.received_on.isoformat(),
    }
