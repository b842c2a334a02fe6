"""What a release would bring in: figures of one indicator, and what stays hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext as _

from throughline.figures.extracts.figures import Figure, FigureKey, Numbers, Remark, Revision, Staged
from throughline.figures.indicators.disclosure import profile_of
from throughline.figures.indicators.model import Indicator as Definition
from throughline.figures.indicators.plan_file import PlannedIndicator
from throughline.figures.measures.release_files.measured import MeasuredGroup, MeasuredRelease, release_from
from throughline.figures.measures.reoffending import BY_WINDOW, NOT_KNOWN
from throughline.rules.plan.cells import Place
from throughline.web.access.models import Partnership
from throughline.web.performance.models import SeriesBreak, StagedFile
from throughline.words.formats import day_words
from throughline.words.refusals import Refused

MEASURED: Final = "measured"
"""The key under which a file that waits keeps the release that it is."""
METHODS: Final = ("percentage", "predicted")
SHARE: Final = "binary"
"""The rate that is a share of people; others have more in the part than in the whole."""
BY_AREA: Final = "area"


class ReleaseRefused(Refused):
    """A release is sound, and does not fit the indicator that it was sent for."""


class _Line(NamedTuple):
    """One group of a release: where it stands, of what it is, and what was released of it."""

    place: Place
    key: FigureKey
    group: MeasuredGroup


def read_measured(
    partnership: Partnership,
    measured: Mapping[str, Any],
    day: date,
    planned: Mapping[str, PlannedIndicator],
    earlier: Mapping[FigureKey, Numbers],
) -> Staged:
    """What a release would bring in on a day; a hidden count stays hidden, and is no figure.

    ``earlier`` holds the figures that count now. Raises ReleaseRefused.
    Source: figures (two measure versions are never one line); rules R30 and R31.
    """
    release, code = release_from(measured["release"]), measured["indicator"]
    refuse_unfit(partnership, code, release, day, planned)
    lines = list(_lines(release, planned[code].indicator))
    hidden = [line for line in lines if not is_shown(release, line.group)]
    figures = [
        Figure(line.key, Numbers(line.group.reoffenders or 0, line.group.people), line.place)
        for line in lines
        if is_shown(release, line.group)
    ]
    changed = [one for one in figures if earlier.get(one.key) != one.numbers]
    return Staged(
        rows_read=len(lines),
        figures=tuple(changed),
        revisions=tuple(Revision(one, earlier[one.key]) for one in changed if one.key in earlier),
        unchanged=tuple(one for one in figures if earlier.get(one.key) == one.numbers),
        not_available=tuple(line.place for line in hidden),
        remarks=tuple(Remark(line.place, _kept_hidden(line.group)) for line in hidden),
    )


def _kept_hidden(group: MeasuredGroup) -> str:
    return _("%(group)s is hidden, so no figure of it is kept.") % {"group": group.name}


def is_shown(release: MeasuredRelease, group: MeasuredGroup) -> bool:
    """Whether both counts of a group are shown, so that it has a share.

    Source: rule R31 (a hidden count is never nought).
    """
    return not (release.profile.hides(group.people) or release.profile.hides(group.reoffenders))


def _lines(release: MeasuredRelease, indicator: Definition) -> Iterator[_Line]:
    """The groups of a release that are figures of an indicator.

    A predicted number is of the indicator's own people alone, so no other group is set against it.
    """
    for at, (key, group) in enumerate(_keyed(release, indicator), start=1):
        is_own = key.area in ("", indicator.area) and not key.group
        if is_own or (indicator.method != "predicted" and key.area != NOT_KNOWN):
            yield _Line(Place("", at), key, group)


def _keyed(release: MeasuredRelease, indicator: Definition) -> Iterator[tuple[FigureKey, MeasuredGroup]]:
    """What each group of a release is a figure of: the whole first, and then the others in their order."""
    by_window = release.by == BY_WINDOW and indicator.method != "predicted"
    whole = FigureKey(indicator.id, "", "", release.first, release.last)
    if not indicator.area and not by_window:
        yield whole, release.everyone
    windows = {one.name: one for one in release.windows}
    for group in release.groups:
        if release.by == BY_AREA:
            yield whole._replace(area=group.name), group
        elif by_window:
            window = windows[group.name]
            yield whole._replace(starts=window.first, ends=window.last), group
        else:
            yield whole._replace(group=group.name), group


def refuse_unfit(
    partnership: Partnership,
    code: str,
    release: MeasuredRelease,
    day: date,
    planned: Mapping[str, PlannedIndicator],
) -> None:
    """Raises ReleaseRefused where the release is of another measure, area or rule of hiding.

    Source: figures (two measure versions are never one line); rules R27 and R48.
    """
    if code not in planned:
        raise ReleaseRefused(f"“{code}” is no indicator here. Use the id of one that the list names.")
    indicator = planned[code].indicator
    if indicator.measure != release.version.code:
        said = (
            f"counted by {indicator.measure}" if indicator.measure else "counted by no measure that is named"
        )
        raise ReleaseRefused(
            f"{indicator.name} is {said}, and the release is of {release.version.code}: two versions are "
            "never one line. Send it for another indicator, or load a list that names its measure."
        )
    if indicator.method not in METHODS or release.version.headline != SHARE:
        raise ReleaseRefused(
            f"{indicator.name} or {release.version.name} is known by no share of people, "
            "and figures of a release are shares. For its rates on paper: throughline figures measure --out"
        )
    if profile_of(indicator).code != release.profile.code:
        raise ReleaseRefused(
            f"{indicator.name} hides small numbers by {profile_of(indicator).code}, and the release by "
            f"{release.profile.code}. Release it with: --profile {profile_of(indicator).code}"
        )
    if indicator.area and release.by != BY_AREA:
        raise ReleaseRefused(
            f"{indicator.name} is of {indicator.area} alone, and the release of all people. "
            "Release it with: --by area"
        )
    _refuse_other_definition(partnership, indicator, release, day)


def _refuse_other_definition(
    partnership: Partnership, indicator: Definition, release: MeasuredRelease, day: date
) -> None:
    """Figures by another version or text of a definition need a break between them and these."""
    rows = SeriesBreak.objects.filter(indicator__partnership=partnership, indicator__code=indicator.id)
    breaks = [*rows.values_list("on", flat=True), *(one.from_on for one in indicator.definitions[1:])]
    breaks += [indicator.rebased_on] if indicator.rebased_on else []
    for other in releases_taken_in(partnership, indicator.id, day):
        if (other.version.code, other.definition) == (release.version.code, release.definition):
            continue
        earlier, later = sorted((other, release), key=lambda one: (one.first, one.last))
        if not any(earlier.last < on <= later.first for on in breaks):
            raise ReleaseRefused(
                f"The figures of {indicator.name} to {day_words(other.last)} rest on another definition. "
                "Two versions are never one line: record a break of the series between them first."
            )


def releases_taken_in(partnership: Partnership, code: str, day: date) -> list[MeasuredRelease]:
    """The releases whose figures of an indicator count on a day, in order of arrival.

    Source: figures (every figure names its measure version).
    """
    rows = StagedFile.objects.filter(
        partnership=partnership,
        state=StagedFile.State.ACCEPTED,
        settings__measured__indicator=code,
        receipt__received_on__lte=day,
    )
    kept = rows.order_by("receipt__received_on", "pk").values_list("settings", flat=True)
    return [release_from(one[MEASURED]["release"]) for one in kept]
