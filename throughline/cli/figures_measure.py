"""Commands that measure proven reoffending over the store: measure, definition and bench."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from throughline.cli.drawing import figures
from throughline.cli.figures_store import StoreOption, store_at
from throughline.cli.files import NoSuchFile, day_of, write_file
from throughline.cli.naming import today_in_london
from throughline.cli.printing import print_json, print_table, say
from throughline.figures.extracts.store.building import is_current, latest_build
from throughline.figures.measures.counted import CountedCohort, Store
from throughline.figures.measures.definition import count_by_definition
from throughline.figures.measures.on_spark import count_by_spark
from throughline.figures.measures.profiles import PROFILES, Profile
from throughline.figures.measures.released_reoffending import (
    ReleasedGroup,
    ReleasedReoffending,
    release_reoffending,
)
from throughline.figures.measures.released_time import release_days
from throughline.figures.measures.reoffending import must_be_measurable, reoffending_counts
from throughline.figures.measures.scan import count_by_scan
from throughline.figures.measures.time_to_reoffend import longest, read_leavings, times_and_outcomes
from throughline.figures.measures.versions import PROVEN_REOFFENDING, MeasureVersion, version_named
from throughline.papers.files import FILES
from throughline.papers.proven_reoffending import columns, lead, proven_reoffending, rows, what_it_rests_on
from throughline.words.formats import list_words, percent_words
from throughline.words.refusals import Refused

Way = Callable[..., CountedCohort]
SPARK = "spark"
WAYS: dict[str, Way] = {"scan": count_by_scan, "definition": count_by_definition, SPARK: count_by_spark}
HEADLINES = {"binary": "rate", "for_each_person": "for_each_person"}
"""The key of a group that holds the rate which a measure is known by."""
MIB = 2**20

CodeArgument = Annotated[str, typer.Argument(help="The measure's version, such as proven-reoffending.")]
FirstOption = Annotated[str, typer.Option("--from", help="The first day of the cohort, as 2009-01-01.")]
LastOption = Annotated[str, typer.Option("--to", help="The last day of the cohort, as 2009-03-31.")]
MemoryOption = Annotated[
    int | None, typer.Option(min=1, help="The most memory to use, in MiB; slower where it is little.")
]
MasterOption = Annotated[
    str | None,
    typer.Option(help="Where Spark runs, such as spark://name:7077; on this machine otherwise."),
]
ThreadsOption = Annotated[int | None, typer.Option(min=1, help="How many threads; all cores otherwise.")]


class NothingBuilt(Refused):
    """The store holds no histories that could be measured."""


class NoSuchChoice(Refused):
    """A word after an option is none of those it may be."""


class WaysDiffer(Refused):
    """Two ways of counting the same cohort came to different counts."""


@dataclass(frozen=True)
class Asked:
    """What is to be measured: a version over some days of a store, and from which receipts that was built."""

    store: Store
    version: MeasureVersion
    first: date
    last: date
    receipts: tuple[str, ...]


@figures.command("measure")
def measure(
    first: FirstOption,
    last: LastOption,
    code: CodeArgument = PROVEN_REOFFENDING.code,
    by: Annotated[str, typer.Option(help="What to split by: area, sex, age_band, window and so on.")] = "",
    store: StoreOption = None,
    way: Annotated[str, typer.Option(help="scan; or definition, or spark: the same counts.")] = "scan",
    profile: Annotated[str, typer.Option(help="How small counts are hidden.")] = "suppress-1-4",
    baseline: Annotated[
        float | None, typer.Option(help="The mean risk score, in per cent, that adjusted rates refer to.")
    ] = None,
    on: Annotated[str | None, typer.Option(help="The day to measure on; today otherwise.")] = None,
    out: Annotated[Path | None, typer.Option(help="A paper to write: .pdf, .docx or .odt.")] = None,
    memory: MemoryOption = None,
    threads: ThreadsOption = None,
    master: MasterOption = None,
    json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="{measure, headline, cohort, followed_to, proved_by, status, groups, flow, receipts}.",
        ),
    ] = False,
) -> None:
    """Measure proven reoffending of a cohort; only what may be shown leaves the store."""
    wanted, shown_as = _way(way, master), _chosen(PROFILES, profile, "profile")
    asked = _asked(store, code, first, last)
    must_be_measurable(asked.version, asked.last, day_of(on, otherwise=today_in_london()))
    counted = wanted(
        asked.store, asked.version, asked.first, asked.last, threads=threads, memory=_bytes(memory)
    )
    shown = _released(asked, counted, by, shown_as, baseline)
    if out is not None:
        _write(out, shown)
    if json:
        print_json(_as_record(shown, asked.receipts))
        return
    print_table(columns(shown), rows(shown))
    for what, words in what_it_rests_on(shown):
        say(f"{what}: {words}")
    for step in shown.flow:
        say(f"{step.why}: {step.events.words}")
    say(lead(shown))


@figures.command("time-to-reoffend")
def time_to_reoffend(
    first: FirstOption,
    last: LastOption,
    code: CodeArgument = PROVEN_REOFFENDING.code,
    store: StoreOption = None,
    profile: Annotated[str, typer.Option(help="How small counts are hidden.")] = "suppress-1-4",
    on: Annotated[str | None, typer.Option(help="The day to measure on; today otherwise.")] = None,
) -> None:
    """Print the share of a cohort who had reoffended by some days after the index date."""
    shown_as = _chosen(PROFILES, profile, "profile")
    asked = _asked(store, code, first, last)
    must_be_measurable(asked.version, asked.last, day_of(on, otherwise=today_in_london()))
    counted = count_by_scan(asked.store, asked.version, asked.first, asked.last)
    times, outcomes = times_and_outcomes(counted, asked.version, *read_leavings(asked.store.endings))
    days = release_days(
        times, outcomes, followed=longest(asked.version), receipts=asked.receipts, profile=shown_as
    )
    print_table(
        ("Days", "Reoffenders", "Share"),
        [(str(one.day), one.reoffenders.words, percent_words(one.share, 1)) for one in days],
    )
    say(
        "Whoever died, was deported or was recalled first has not reoffended, and stays in the share's whole."
    )


@figures.command("definition")
def definition(
    code: CodeArgument = PROVEN_REOFFENDING.code,
    dialect: Annotated[
        str, typer.Option(help="duckdb, as it is written, or another such as spark.")
    ] = "duckdb",
) -> None:
    """Print the definition of a measure: one SQL text."""
    version = version_named(code)
    print(version.sql if dialect == "duckdb" else version.sql_for(dialect))


@figures.command("bench")
def bench(
    first: FirstOption,
    last: LastOption,
    code: CodeArgument = PROVEN_REOFFENDING.code,
    store: StoreOption = None,
    memory: MemoryOption = None,
    threads: ThreadsOption = None,
    spark: Annotated[bool, typer.Option("--spark", help="On Spark as well.")] = False,
    master: MasterOption = None,
) -> None:
    """Measure a cohort in every way, say how long each took, and that they came to the same counts."""
    asked = _asked(store, code, first, last)
    found: dict[str, CountedCohort] = {}
    seconds = []
    for way in [way for way in WAYS if spark or master or way != SPARK]:
        began = time.perf_counter()
        found[way] = _way(way, master if way == SPARK else None)(
            asked.store, asked.version, asked.first, asked.last, threads=threads, memory=_bytes(memory)
        )
        seconds.append((way, f"{time.perf_counter() - began:.2f}"))
    for way, counted in found.items():
        if not _alike(counted, found["definition"]):
            raise WaysDiffer(
                f"The definition and the way “{way}” count differently here: use the definition, and tell us."
            )
    print_table(("Way", "Seconds"), seconds)
    say(f"{list_words(list(found))} counted the same people and the same reoffences.".capitalize())


def _way(way: str, master: str | None) -> Way:
    """The way of a name, on the Spark that ``master`` names where it is given."""
    count: Way = _chosen(WAYS, way, "way")
    if master is None:
        return count
    if way != SPARK:
        raise NoSuchChoice(f"--master says where Spark runs: it means nothing to the way “{way}”.")
    return partial(count, master=master)


def _asked(store: Path | None, code: str, first: str, last: str) -> Asked:
    version = version_named(code)
    begins, ends = (day_of(each, otherwise=date.min) for each in (first, last))
    extracts = store_at(store)
    built = latest_build(extracts)
    if built is None:
        raise NothingBuilt(
            f"Nothing was built in {extracts.folder}. Build it with: throughline figures build"
        )
    if not is_current(extracts):
        say("Extracts came or went since the store was built. Build it again with: throughline figures build")
    return Asked(Store(extracts.folder), version, begins, ends, built.receipts)


def _released(
    asked: Asked, counted: CountedCohort, by: str, profile: Profile, baseline: float | None
) -> ReleasedReoffending:
    counts = reoffending_counts(counted, asked.version, asked.first, asked.last, by=by)
    return release_reoffending(counts, receipts=asked.receipts, profile=profile, baseline=baseline)


def _write(out: Path, shown: ReleasedReoffending) -> None:
    form = out.suffix.removeprefix(".").lower()
    if form not in FILES:
        raise NoSuchFile(
            f"{out} ends in “{out.suffix}”. A paper is written as {list_words(list(FILES), joining='or')}."
        )
    receipts = list_words([each[:12] for each in shown.everyone.cohort.receipts])
    paper = proven_reoffending(shown, marking="OFFICIAL", computed_from=f"receipts {receipts}")
    make, _kind = FILES[form]
    write_file(out, make(paper))


def _as_record(shown: ReleasedReoffending, receipts: tuple[str, ...]) -> dict[str, Any]:
    counted = shown.counted
    return {
        "measure": counted.version.code,
        "headline": HEADLINES[counted.version.headline],
        "cohort": {"first": counted.windows[0].first, "last": counted.windows[-1].last},
        "followed_to": counted.followed_to,
        "proved_by": counted.proved_to,
        "status": shown.status,
        "groups": [_group_record(group) for group in (*shown.groups, shown.everyone)],
        "flow": [{"why": step.why, "events": step.events.value} for step in shown.flow],
        "receipts": receipts,
    }


def _group_record(group: ReleasedGroup) -> dict[str, Any]:
    rates = group.rates
    return {
        "group": group.group,
        "people": group.cohort.value,
        "reoffenders": group.reoffenders.value,
        "reoffences": group.reoffences.value,
        "rate": rates.binary if rates else None,
        "frequency": rates.frequency if rates else None,
        "for_each_person": rates.for_each_person if rates else None,
        "adjusted": group.adjusted,
        "no_rates": group.no_rates,
    }


def _alike(one: CountedCohort, other: CountedCohort) -> bool:
    """Whether two ways found the same people on the same days, with the same reoffences."""
    pairs = (
        (one.members.person, other.members.person),
        (one.members.day, other.members.day),
        (one.reoffences, other.reoffences),
        (one.first, other.first),
    )
    return all(left.shape == right.shape and bool((left == right).all()) for left, right in pairs)


def _bytes(memory: int | None) -> int | None:
    return None if memory is None else memory * MIB


def _chosen(choices: Any, word: str, what: str) -> Any:
    if word not in choices:
        raise NoSuchChoice(f"“{word}” is no {what}. Choose {list_words(list(choices), joining='or')}.")
    return choices[word]
