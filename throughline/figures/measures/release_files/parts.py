"""What is left of a cohort when releases of its parts are taken away: it must not be a small count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from throughline.figures.measures.protecting import RevealedBefore
from throughline.figures.measures.release_files.measured import MeasuredRelease, Shown


def refuse_what_parts_leave(now: MeasuredRelease, before: Sequence[MeasuredRelease]) -> None:
    """Raises RevealedBefore where a year less its quarters, released now or before, leaves a small count.

    ``before`` are the releases of the same version in order; of each cohort and split the latest counts.
    Source: figures, section 1 (disclosure: also across a total and its published parts).
    """
    latest = {(one.first, one.last, one.by): one for one in (*before, now)}.values()
    for whole in latest:
        for parts in _parts(whole, list(latest)):
            if now in (whole, *parts) and (group := _group_left_small(whole, parts)):
                raise RevealedBefore(
                    f"From {whole.first} to {whole.last}, less what was released of its parts, a small "
                    f"number of {group} is left. Nothing was released. Release other days, or another split."
                )


def _parts(whole: MeasuredRelease, others: Sequence[MeasuredRelease]) -> Iterator[list[MeasuredRelease]]:
    """Releases of parts of a cohort: each alone, and those that stand beside each other together."""
    inside = [one for one in others if _is_inside(one, whole)]
    for one in inside:
        yield [one]
    for split in {one.by for one in inside}:
        beside: list[MeasuredRelease] = []
        for one in sorted(inside, key=lambda one: (one.last, one.first)):
            if one.by == split and (not beside or beside[-1].last < one.first):
                beside.append(one)
        if len(beside) > 1:
            yield beside


def _is_inside(one: MeasuredRelease, whole: MeasuredRelease) -> bool:
    is_within = whole.first <= one.first and one.last <= whole.last
    return is_within and (one.first, one.last) != (whole.first, whole.last)


def _group_left_small(whole: MeasuredRelease, parts: Sequence[MeasuredRelease]) -> str:
    """The first group of which a small count is left; empty where none is."""
    shown = [_rows(part) for part in parts]
    for name, row in _rows(whole).items():
        for at, value in enumerate(row):
            taken = [rows[name][at] if name in rows else None for rows in shown]
            if value is None or None in taken:
                continue
            if whole.profile.is_small(abs(value - sum(one or 0 for one in taken))):
                return name
    return ""


def _rows(release: MeasuredRelease) -> dict[str, Shown]:
    """The rows that are shown exactly, by the name of their group."""
    if release.profile.step > 1:
        return {}
    return {one.name: one.shown(release.profile) for one in (*release.groups, release.everyone)}
