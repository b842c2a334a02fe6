"""What the workbench answers, as words, numbers and one table; worked out by the judgements, kept nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from math import floor

from django.utils.translation import gettext as _

from throughline.figures.indicators.detectable import cases_needed, detectable_fall, detectable_share
from throughline.figures.indicators.percentage import misses_allowed, needed_for, percent
from throughline.figures.indicators.plan_file import PlannedIndicator
from throughline.figures.indicators.predicted import ProvableFall, Sided, significant_fall
from throughline.figures.indicators.selections import Selection
from throughline.rules.plan.trajectory import QUARTERS, increments, standing

Cells = list[str]


@dataclass(frozen=True)
class Answer:
    """One answer: the sentence, the numbers that frame it, a table, and what must be said beside it."""

    lead: str
    facts: tuple[tuple[str, str], ...] = ()
    caption: str = ""
    columns: tuple[str | tuple[str, str], ...] = ()
    rows: tuple[Cells, ...] = ()
    also: tuple[str, ...] = ()
    method: str = ""
    warnings: tuple[str, ...] = ()


def on_people(cohort: int, expected: Decimal, asked: Decimal | None, sided: Sided) -> Answer:
    """What fall a cohort can show, by the published rule and by the strict reading of it."""
    given = Fraction(expected)
    found = detectable_fall(
        cohort, float(expected), asked_percent=None if asked is None else Fraction(asked), sided=sided
    )
    two, one = (significant_fall(cohort, float(expected), sided=each) for each in ("two", "one"))
    return Answer(
        lead=found.sentence,
        facts=_facts_of_a_fall(found.fall, Fraction(given, cohort)),
        caption=_("The number under each reading"),
        columns=(_("Reading"), (_("Reoffenders"), "n"), (_("Rate"), "n"), (_("Fall"), "n")),
        rows=(
            _reading(_("Published rule, reconstructed: the limit, rounded"), two.number, two.rate, given),
            _reading(
                _("Strict reading: the most below the limit"), two.strict, _rate(two.strict, cohort), given
            ),
            _reading(
                _("For a fall alone (one-sided), not published"), one.strict, _rate(one.strict, cohort), given
            ),
        ),
        method=found.method,
        warnings=found.warnings,
    )


def _facts_of_a_fall(fall: ProvableFall, rate: Fraction) -> tuple[tuple[str, str], ...]:
    if fall.strict is None or fall.detectable_percent is None:
        return ((_("None"), _("achievable number")), (percent(rate, 2), _("rate expected")))
    return (
        (f"{fall.strict:,}", _("or fewer shows a fall")),
        (percent(rate, 2), _("rate expected")),
        (f"{fall.rate:.2f}%", _("rate at the limit")),
        (percent(Fraction(fall.detectable_percent) / 100), _("fall from the number expected")),
    )


def _rate(number: int | None, cohort: int) -> float | None:
    return None if number is None else 100 * number / cohort


def _reading(words: str, number: int | None, rate: float | None, expected: Fraction) -> Cells:
    """A number under one reading, with its rate and its fall; the published rate is the limit's own."""
    if number is None or rate is None:
        return [words, _("no achievable number"), "–", "–"]
    return [words, f"{number:,}", f"{rate:.2f}%", percent(1 - number / expected, 2)]


def published_rows(planned: Iterable[PlannedIndicator]) -> list[tuple[str, Cells]]:
    """Every indicator that has a prediction, by its id, with what its plan printed and both readings."""
    rows = []
    for one in planned:
        cohort, expected = one.published.get("cohort"), one.published.get("expected")
        if one.indicator.method != "predicted" or not cohort or expected is None:
            continue
        fall = significant_fall(int(cohort), float(expected))
        printed = one.published.get("change_percent")
        rows.append(
            (
                one.indicator.id,
                [
                    one.indicator.area or one.indicator.name,
                    f"{int(cohort):,}",
                    f"{float(expected):,g}",
                    percent(expected / cohort, 2),
                    _("none") if fall.number is None else f"{fall.number:,}",
                    _("none") if fall.strict is None else f"{fall.strict:,}",
                    "–" if fall.rate is None else f"{fall.rate:.2f}%",
                    "–" if fall.strict is None else percent(1 - fall.strict / expected, 2),
                    "–" if printed is None else f"{float(printed):.2f}%".replace("-", "−"),
                ],
            )
        )
    return rows


def selected_rows(selections: Iterable[Selection]) -> list[Cells]:
    """Which areas chose each indicator, what share of them, by when, and the same for the country."""
    return [
        [
            f"{one.code}: {one.name}",
            ", ".join(one.areas) or (_("none: a local measure only") if one.is_local_only else _("none")),
            _of_how_many(len(one.areas), one.of, one.share),
            str(one.by_year) if one.by_year else _("not said"),
            _of_how_many(one.nationally, one.nationally_of, one.national_share),
            one.source,
        ]
        for one in selections
    ]


def _of_how_many(number: int | None, of: int | None, share: Fraction | None) -> str:
    if number is None or share is None:
        return _("not said")
    return _("%(number)s of %(of)s (%(share)s)") % {"number": number, "of": of, "share": percent(share)}


def on_shares(cases: int, baseline: Decimal, asked: Decimal | None) -> Answer:
    """Which shares of so many cases differ from a baseline by more than chance, and what a target allows."""
    start = Fraction(baseline) / 100
    found = detectable_share(cases, start)
    facts = [(f"{cases:,}", _("cases")), (percent(start, 2), _("to start from"))]
    if found.points is not None:
        facts.append((f"{found.points:.1f}", _("points is the smallest change that shows")))
    also: list[str] = [] if asked is None else _of_a_target(cases, start, Fraction(asked) / 100)
    return Answer(lead=found.sentence, facts=tuple(facts), also=tuple(also), method=found.method)


def _of_a_target(cases: int, start: Fraction, target: Fraction) -> list[str]:
    said = [_reached_by(cases, start, target)]
    if target == start:
        return [*said, _("It asks for no change.")]
    if _shows(cases, start, target):
        return [*said, _("Reaching it would show as a change by more than chance.")]
    enough = {"cases": f"{cases_needed(start, abs(target - start)):,}"}
    said.append(
        _("Reaching it would not show as a change: a change of that size takes %(cases)s cases.") % enough
    )
    return said


def _reached_by(cases: int, start: Fraction, target: Fraction) -> str:
    """How many cases reach a target: at least so many where it asks for more, at most where for fewer."""
    words = {"target": percent(target, 2), "cases": f"{cases:,}"}
    if target < start:
        words["most"] = f"{floor(target * cases):,}"
        return _("A target of %(target)s of %(cases)s cases is reached with %(most)s or fewer.") % words
    words |= {"needed": f"{needed_for(target, cases):,}", "misses": f"{misses_allowed(target, cases):,}"}
    return (
        _("A target of %(target)s of %(cases)s cases needs %(needed)s; misses allowed: %(misses)s.") % words
    )


def _shows(cases: int, start: Fraction, target: Fraction) -> bool:
    limits = detectable_share(cases, start)
    if target > start:
        return limits.at_least is not None and needed_for(target, cases) >= limits.at_least
    return limits.at_most is not None and floor(target * cases) <= limits.at_most


def on_quarters(planned: Sequence[int], quarter: int | None, done: int | None) -> Answer:
    """A year's plan from what each quarter should bring, and what the quarters left must bring."""
    return on_totals(tuple(accumulate(planned)), {quarter: done} if quarter and done is not None else {})


def on_totals(planned: Sequence[int], returned: Mapping[int, int | None]) -> Answer:
    """A plan of totals to date beside what was done, by quarter, with the run-rate needed for the rest.

    ``returned`` holds a total by quarter, None where the gate hides it; a quarter left out did not return.
    Raises NotCumulative for a total that falls.
    """
    done = {quarter: total for quarter, total in returned.items() if total is not None}
    last = max(done, default=0)
    stands = standing(
        planned=planned, actual=[done.get(each) for each in range(1, last + 1)], quarter=last or 1
    )
    steps = increments(planned)
    rows = [
        [
            _("Quarter %(number)s") % {"number": place},
            f"{step:,}",
            f"{total:,}",
            f"{done[place]:,}" if place in done else _("hidden") if place in returned else _("no return"),
            f"{done[place] - total:+,}".replace("-", "−") if place in done else "–",
        ]
        for place, (step, total) in enumerate(zip(steps, planned, strict=True), start=1)
    ]
    facts = [(f"{planned[-1]:,}", _("planned for the year"))]
    if stands.run_rate_needed is not None:
        facts.append((f"{float(stands.run_rate_needed):,.1f}", _("needed in each quarter left")))
    if stands.forecast_by_shape is not None:
        facts.append((f"{float(stands.forecast_by_shape):,.0f}", _("at the year’s end by the plan’s shape")))
    if stands.forecast_by_remainder is not None:
        facts.append((f"{stands.forecast_by_remainder:,}", _("at the year’s end if the rest goes to plan")))
    return Answer(
        lead=_of_a_plan(planned, last, done),
        facts=tuple(facts),
        caption=_("The plan by quarter"),
        columns=(
            _("Quarter"), (_("It should bring"), "n"), (_("Total planned"), "n"), (_("Total done"), "n"),
            (_("Against plan"), "n"),
        ),
        rows=tuple(rows),
        method=_("the plan’s own quarters; no straight line is drawn between them"),
    )  # fmt: skip


def _of_a_plan(planned: Sequence[int], last: int, done: Mapping[int, int]) -> str:
    if not last:
        return _("The quarters add up to %(year)s in the year.") % {"year": f"{planned[-1]:,}"}
    numbers = {"done": f"{done[last]:,}", "planned": f"{planned[last - 1]:,}", "quarter": last}
    begin = _("%(done)s done by the end of quarter %(quarter)s, plan %(planned)s") % numbers
    left = QUARTERS - last
    if not left:
        return f"{begin}."
    missing = max(planned[-1] - done[last], 0)
    return _("%(begin)s: each quarter left must bring %(rate)s to reach %(year)s.") % {
        "begin": begin,
        "rate": f"{float(Fraction(missing, left)):,.1f}",
        "year": f"{planned[-1]:,}",
    }
