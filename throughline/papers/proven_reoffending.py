"""Proven reoffending as a paper: the rates of a cohort and its groups, and who was not counted."""

from __future__ import annotations

from typing import Final

from throughline.figures.measures.rates import ReoffendingRates
from throughline.figures.measures.released_reoffending import ReleasedGroup, ReleasedReoffending
from throughline.papers.blocks import Document, Facts, Heading, Lead, Paragraph, Table
from throughline.words.formats import day_words, days_words, list_words, number_words, percent_words

SPLIT_BY: Final = {
    "disposal": "Disposal",
    "offence_group": "Offence",
    "area": "Area",
    "age_band": "Age",
    "sex": "Sex",
    "ethnicity": "Ethnicity",
    "previous_band": "Earlier offences",
    "window": "Cohort",
}
NO_RATE: Final = "–"
COLUMNS: Final = (
    "People",
    "Reoffenders",
    "Reoffences",
    "Rate",
    "Reoffences for each reoffender",
    "Reoffences for each person",
    "Adjusted rate",
)


def proven_reoffending(
    shown: ReleasedReoffending, *, marking: str, computed_from: str, fictional: bool = False
) -> Document:
    """The released figures of a measure as a paper, with the version and the days they rest on.

    Source: figures (every figure names its measure version, cohort window, follow-up end and status).
    """
    counted = shown.counted
    return Document(
        title=counted.version.name,
        blocks=(
            Heading(counted.version.name),
            Lead(lead(shown)),
            Facts(what_it_rests_on(shown)),
            Table("Rates", columns(shown), rows(shown), numeric=tuple(range(1, 8)), show_caption=True),
            Paragraph(counted.version.words, quiet=True),
            Table(
                "Who was counted",
                ("Index events", "How many"),
                tuple((step.why, step.events.words) for step in shown.flow),
                numeric=(1,),
                show_caption=True,
                empty="The definition alone does not tell who was not counted.",
            ),
        ),
        marking=marking,
        computed_from=computed_from,
        landscape=True,
        fictional=fictional,
    )


def lead(shown: ReleasedReoffending) -> str:
    """The one sentence that matters: how many of how many reoffended, or how often for each person.

    Source: figures, section 1 (binary rate; NI 19 counts reoffences for each young person).
    """
    everyone = shown.everyone
    if everyone.rates is None or everyone.rates.binary is None:
        return f"No rate is shown of this cohort: {everyone.no_rates}."
    if shown.counted.version.headline == "for_each_person":
        said = _reoffences_each(everyone, everyone.rates)
    else:
        share = percent_words(everyone.rates.binary, 1)
        said = f"{everyone.reoffenders.words} of {everyone.cohort.words} people reoffended: {share}."
    several = len(shown.counted.windows)
    return said if several == 1 else f"{said} A person may be counted in each of the {several} cohorts."


def _reoffences_each(everyone: ReleasedGroup, rates: ReoffendingRates) -> str:
    each = NO_RATE if rates.for_each_person is None else number_words(rates.for_each_person, 2)
    return (
        f"{everyone.reoffences.words} reoffences by {everyone.cohort.words} people: {each} for each of them."
    )


def what_it_rests_on(shown: ReleasedReoffending) -> tuple[tuple[str, str], ...]:
    """The version, the cohort's days, the ends of follow-up and of proof, and the status, with their names.

    Source: figures (every figure names its measure version, cohort window, follow-up end and status).
    """
    counted = shown.counted
    windows = counted.windows
    names = list_words([window.name for window in windows])
    baseline = () if shown.baseline is None else (("Adjusted to", f"a mean score of {shown.baseline:g}%"),)
    return (
        ("Measure", counted.version.code),
        ("Cohort", f"{days_words(windows[0].first, windows[-1].last)} ({names})"),
        ("Followed to", day_words(counted.followed_to)),
        ("Proved by", day_words(counted.proved_to)),
        ("Status", shown.status),
        *baseline,
    )


def columns(shown: ReleasedReoffending) -> tuple[str, ...]:
    """The headings of the table of rates."""
    return (SPLIT_BY.get(shown.counted.by, "Group"), *COLUMNS)


def rows(shown: ReleasedReoffending) -> tuple[tuple[str, ...], ...]:
    """A row a group, and everyone last; what is not shown says why."""
    return tuple(_row(group) for group in (*shown.groups, shown.everyone))


def _row(group: ReleasedGroup) -> tuple[str, ...]:
    rates = group.rates
    numbers = (rates.binary, rates.frequency, rates.for_each_person) if rates else (None, None, None)
    share, often, each = numbers
    return (
        group.group,
        group.cohort.words,
        group.reoffenders.words,
        group.reoffences.words,
        group.no_rates if share is None else percent_words(share, 1),
        NO_RATE if often is None else number_words(often, 2),
        NO_RATE if each is None else number_words(each, 2),
        NO_RATE if group.adjusted is None else percent_words(group.adjusted, 1),
    )
