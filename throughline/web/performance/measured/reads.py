"""Reads of released figures: who sends them, for which indicators, and what each rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from throughline.figures.measures.release_files.measured import MeasuredRelease, release_from
from throughline.web.access.models import Agency, Partnership
from throughline.web.performance.measured.figures import MEASURED, ReleaseRefused
from throughline.web.performance.models import Observation, StagedFile
from throughline.web.performance.queries import planned_indicators, suppliers


def measured_indicators(partnership: Partnership, day: date) -> tuple[tuple[str, str], ...]:
    """The id and the name of each indicator that the list of a day says to be counted by a measure."""
    planned = planned_indicators(partnership, day)
    return tuple((code, one.indicator.name) for code, one in planned.items() if one.indicator.measure)


def sender_of(partnership: Partnership, indicator: str, supplier: str, day: date) -> Agency:
    """The organisation whose figures a release brings: the one named, or the indicator's own supplier.

    Raises ReleaseRefused where there is none.
    """
    planned = planned_indicators(partnership, day).get(indicator)
    code = supplier or (planned.indicator.supplier if planned else "")
    found = suppliers(partnership).filter(code=code).first()
    if found is None:
        raise ReleaseRefused(
            f"{partnership.name} has no organisation “{code}”. Say whose figures they are: --supplier CODE"
            if code
            else f"The list names no supplier of {indicator}. Say whose figures they are: --supplier CODE"
        )
    return found


def with_releases(rows: QuerySet[Observation]) -> QuerySet[Observation]:
    """Figures, each with ``is_released``: whether a release brought it."""
    released = StagedFile.objects.filter(receipt=OuterRef("receipt"), settings__has_key=MEASURED)
    return rows.annotate(is_released=Exists(released))


def releases_behind(receipts: Iterable[int]) -> Mapping[int, MeasuredRelease]:
    """The release behind each receipt, by its key; one query, and nothing for other receipts."""
    rows = StagedFile.objects.filter(receipt__in=set(receipts), settings__has_key=MEASURED)
    kept = rows.values_list("receipt_id", "settings")
    return {receipt: release_from(settings[MEASURED]["release"]) for receipt, settings in kept if receipt}
