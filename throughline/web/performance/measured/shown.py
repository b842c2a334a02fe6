"""What pages show of a released figure: how it was measured, and the extracts that it rests on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from throughline.figures.measures.release_files.measured import MeasuredGroup, MeasuredRelease
from throughline.web.performance.measured.reads import releases_behind
from throughline.web.performance.models import Receipt
from throughline.words.formats import day_words, days_words, list_words, number_words, percent_words

SHORT: Final = 12
"""How many characters of a receipt's name are shown: enough to tell it from the others."""


@dataclass(frozen=True)
class MeasuredLine:
    """One release behind an indicator's figures, in the words of its page."""

    receipt_key: int
    cohort: str
    measure: str
    followed_to: str
    proved_by: str
    status: str
    awaited: str
    extracts: str
    linked_by: str


@dataclass(frozen=True)
class MeasuredReceipt:
    """The whole of a release as the page of its receipt shows it: what is hidden stays so."""

    measure: str
    words: str
    facts: tuple[tuple[str, str], ...]
    checksum: str
    groups: tuple[tuple[str, ...], ...]
    hides: str
    extracts: tuple[tuple[str, ...], ...]


def measured_lines(receipts: Collection[int]) -> tuple[MeasuredLine, ...]:
    """The releases behind some receipts, by the keys of these, in order of their cohorts; at most one query.

    Source: figures (every figure names its measure version, cohort, follow-up end and status).
    """
    found = releases_behind(receipts).items() if receipts else ()
    ordered = sorted(found, key=lambda pair: (pair[1].first, pair[1].released_at))
    return tuple(_line(key, release) for key, release in ordered)


def measured_receipt(receipt: Receipt) -> MeasuredReceipt | None:
    """The release behind a receipt, whole; None where it brought none. One query.

    Source: product (each figure with its receipts); rule R31.
    """
    release = releases_behind([receipt.pk]).get(receipt.pk)
    if release is None:
        return None
    return MeasuredReceipt(
        measure=release.version.name,
        words=release.version.words,
        facts=tuple(_facts(release)),
        checksum=release.checksum,
        groups=tuple(_group(release, one) for one in (*release.groups, release.everyone)),
        hides=release.profile.words,
        extracts=tuple(
            (
                f"{one.contract} {one.id[:SHORT]}",
                one.supplier,
                days_words(one.starts, one.ends),
                day_words(one.came),
                number_words(one.rows),
                one.sha256,
            )
            for one in release.extracts
        ),
    )


def _line(key: int, release: MeasuredRelease) -> MeasuredLine:
    return MeasuredLine(
        receipt_key=key,
        cohort=days_words(release.first, release.last),
        measure=release.version.name,
        followed_to=day_words(release.followed_to),
        proved_by=day_words(release.proved_by),
        status=status_words(release),
        awaited=_awaited(release),
        extracts=list_words([one.id[:SHORT] for one in release.extracts]),
        linked_by=_linked_by(release),
    )


def _facts(release: MeasuredRelease) -> list[tuple[str, str]]:
    several = len(release.windows) > 1
    facts = [
        (_("Version"), release.version.code),
        (_("Cohort"), days_words(release.first, release.last)),
        (_("Cohorts added up"), list_words([one.name for one in release.windows])) if several else None,
        (_("Followed to"), day_words(release.followed_to)),
        (_("Proved by"), day_words(release.proved_by)),
        (_("Status"), ". ".join(part for part in (status_words(release), _awaited(release)) if part)),
        (_("Released"), day_words(release.released_at.date())),
        (_("Persons told apart by"), _linked_by(release)),
    ]
    return [one for one in facts if one]


def status_words(release: MeasuredRelease) -> str:
    """How settled a release is, as pages say it."""
    return {"provisional": _("provisional"), "final": _("final"), "revised": _("revised")}[release.status]


def _awaited(release: MeasuredRelease) -> str:
    if not release.awaited:
        return ""
    missing = [f"{one.contract} ({one.supplier})" for one in release.awaited]
    return _("Still to come: %(extracts)s") % {"extracts": list_words(list(dict.fromkeys(missing)))}


def _linked_by(release: MeasuredRelease) -> str:
    if release.linking_model:
        return _("linking, model %(version)s") % {"version": release.linking_model}
    return _("PNC id")


def _group(release: MeasuredRelease, group: MeasuredGroup) -> tuple[str, ...]:
    counts = (_count(release, one) for one in (group.people, group.reoffenders, group.reoffences))
    rate = group.no_rates if group.rate is None else percent_words(group.rate, 1)
    return (group.name, *counts, rate)


def _count(release: MeasuredRelease, value: int | None) -> str:
    if value is None:
        return _("hidden")
    return release.profile.small_words if release.profile.hides(value) else number_words(value)
