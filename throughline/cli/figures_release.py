"""The command that releases a measured rate: into a file, and into the site as figures of an indicator."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from throughline import __version__
from throughline.cli.drawing import figures
from throughline.cli.figures_measure import (
    MIB,
    CodeArgument,
    FirstOption,
    LastOption,
    MemoryOption,
    NothingBuilt,
    ThreadsOption,
)
from throughline.cli.figures_store import JsonOption, StoreOption, store_at
from throughline.cli.files import day_of, write_file
from throughline.cli.naming import LONDON
from throughline.cli.printing import print_json, say
from throughline.cli.store import open_ready_store
from throughline.figures.extracts.store.building import latest_build
from throughline.figures.extracts.store.keeping import ExtractStore
from throughline.figures.measures.counted import Store
from throughline.figures.measures.profiles import NONE, PROFILES, SUPPRESS_1_4
from throughline.figures.measures.release_files.making import MadeRelease, make_release
from throughline.figures.measures.reoffending import must_be_measurable, reoffending_counts
from throughline.figures.measures.scan import count_by_scan
from throughline.figures.measures.versions import PROVEN_REOFFENDING, version_named
from throughline.words.formats import days_words, list_words, plural
from throughline.words.refusals import Refused

if TYPE_CHECKING:
    from throughline.figures.measures.profiles import Profile


class ReleaseUnclear(Refused):
    """The command does not say where a release is to go, or names no way of hiding counts of people."""


@figures.command("release")
def release(
    first: FirstOption,
    last: LastOption,
    code: CodeArgument = PROVEN_REOFFENDING.code,
    by: Annotated[str, typer.Option(help="What to split by: area, sex, age_band, window and so on.")] = "",
    store: StoreOption = None,
    profile: Annotated[str, typer.Option(help="How small counts are hidden.")] = SUPPRESS_1_4.code,
    baseline: Annotated[
        float | None, typer.Option(help="The mean risk score, in per cent, that adjusted rates refer to.")
    ] = None,
    to_file: Annotated[Path | None, typer.Option(help="Write the release to this file.")] = None,
    into: Annotated[str | None, typer.Option(help="The partnership whose indicator it is for.")] = None,
    indicator: Annotated[str, typer.Option(help="With --into: the indicator's id.")] = "",
    supplier: Annotated[
        str, typer.Option(help="With --into: whose figures they are; the indicator's supplier otherwise.")
    ] = "",
    accept: Annotated[
        bool, typer.Option("--accept", help="With --into: accept it; otherwise it waits to be looked at.")
    ] = False,
    memory: MemoryOption = None,
    threads: ThreadsOption = None,
    json: JsonOption = False,
) -> None:
    """Release proven reoffending of a cohort: only what may be shown, with all that it rests on.

    What was released before holds: no two releases of a cohort together give a small count away.
    """
    if to_file is None and into is None:
        raise ReleaseUnclear("Say where the release goes: --to-file FILE, or --into PARTNERSHIP, or both.")
    if into is not None and not indicator:
        raise ReleaseUnclear("Say which indicator the figures are of: --indicator ID. Nothing was released.")
    kept = store_at(store)
    days = tuple(day_of(each, otherwise=datetime.now(LONDON).date()) for each in (first, last))
    made = _made(kept, code, days, by, _hiding(profile), baseline, memory, threads)
    if to_file is not None:
        write_file(to_file, made.content)
    if json:
        print_json(made.plain)
    _tell(made)
    if into is not None:
        _send(into, indicator, supplier, made, accept=accept)


def _hiding(code: str) -> Profile:
    choices = [one for one in PROFILES if one != NONE.code]
    if code not in choices:
        raise ReleaseUnclear(f"“{code}” hides no people. Choose {list_words(choices, joining='or')}.")
    return PROFILES[code]


def _made(
    store: ExtractStore,
    code: str,
    days: tuple[date, ...],
    by: str,
    profile: Profile,
    baseline: float | None,
    memory: int | None,
    threads: int | None,
) -> MadeRelease:
    """The release of a cohort that is counted now."""
    version, (first, last), at = version_named(code), days, datetime.now(LONDON).replace(microsecond=0)
    if (built := latest_build(store)) is None:
        raise NothingBuilt(f"Nothing was built in {store.folder}. Build it with: throughline figures build")
    must_be_measurable(version, last, at.date())
    most = None if memory is None else memory * MIB
    counted = count_by_scan(Store(store.folder), version, first, last, threads=threads, memory=most)
    counts = reoffending_counts(counted, version, first, last, by=by)
    return make_release(
        store, counts, build=built.id, at=at, program=__version__, profile=profile, baseline=baseline
    )


def _tell(made: MadeRelease) -> None:
    plain = made.plain
    if made.is_known:
        say(f"The same was released on {plain['released_at'][:10]}. Nothing was added to the log.")
    whole = plain["everyone"]
    said = f"{plain['measure']['name']}: {whole['reoffenders']} of {whole['people']} people"
    say(f"{said}, {plain['status']}, {plural(len(plain['receipts']), 'receipt')}.")
    for one in plain["awaited"]:
        missing = days_words(*(date.fromisoformat(one[key]) for key in ("starts", "ends")))
        say(f"Provisional: no extract of {one['contract']} from {one['supplier']} covers {missing}.")


def _send(partnership: str, indicator: str, supplier: str, made: MadeRelease, *, accept: bool) -> None:
    """Bring the release into the site, where it waits unless it is to be accepted."""
    open_ready_store()
    from throughline.web.meetings.queries import partnership_named
    from throughline.web.performance import actions
    from throughline.web.performance.imports.differences import differences_of
    from throughline.web.performance.measured.reads import sender_of
    from throughline.web.site.today import now, today

    place = partnership_named(partnership)
    at = now(place)
    staged = actions.stage_release(
        supplier=sender_of(place, indicator, supplier, today(place)),
        indicator=indicator,
        name=name_of(made),
        content=made.content,
        on=today(place),
        by=None,
        at=at,
    )
    found = differences_of(staged, today(place))
    said = f"{len(found.added)} new, {len(found.revised)} revised"
    if not accept:
        say(f"{said}. It waits to be accepted under Data arrivals.")
        return
    receipt = actions.accept_file(staged=staged, seen=found.digest, received_on=today(place), by=None, at=at)
    say(f"{said}. Accepted with receipt {receipt.reference}.")


def name_of(made: MadeRelease) -> str:
    """What the file of a release is called in the site."""
    cohort, code = made.plain["cohort"], made.plain["measure"]["code"]
    return f"{code} {cohort['first']} to {cohort['last']}.json"
