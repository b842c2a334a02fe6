"""What was asked of the workbench, and what its pages show in answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from throughline.figures.indicators.percentage import percent
from throughline.figures.indicators.plan_file import PlannedIndicator
from throughline.rules.plan.trajectory import NotCumulative, increments
from throughline.web.access.models import Partnership
from throughline.web.performance.workbench import answers, reads
from throughline.web.performance.workbench.answers import Answer
from throughline.web.performance.workbench.forms import (
    QUARTER_FIELDS,
    PeoplePredicted,
    QuartersOfAPlan,
    ShareOfCases,
)

PEOPLE, SHARES, QUARTERS = "people", "shares", "quarters"
OF_METHOD = {"predicted": PEOPLE, "percentage": SHARES, "trajectory": QUARTERS, "fixed-group": PEOPLE}
FORMS: Mapping[str, type[forms.Form]] = {
    PEOPLE: PeoplePredicted, SHARES: ShareOfCases, QUARTERS: QuartersOfAPlan,
}  # fmt: skip


@dataclass(frozen=True)
class Workbench:
    """One page of the workbench: which kind of target, its form, the answer if one was asked for.

    ``chosen`` is the indicator whose numbers stand in the form; ``note`` says of it what must be said.
    ``published`` are the indicators judged against a prediction, by id, with their cells; ``selected``
    the cells of which areas chose which indicator.
    """

    kind: str
    form: forms.Form
    answer: Answer | None = None
    chosen: PlannedIndicator | None = None
    note: str = ""
    published: list[tuple[str, list[str]]] = field(default_factory=list)
    selected: list[list[str]] = field(default_factory=list)
    choices: list[tuple[str, str]] = field(default_factory=list)

    @property
    def target(self) -> str:
        """The chosen indicator's target and where it comes from, in words; empty if there is none."""
        if self.chosen is None or self.chosen.target is None:
            return ""
        found = self.chosen.target
        shown = percent(found.value, 2) if self.kind == SHARES else f"{float(found.value):,g}"
        return f"{shown} ({found.source})" if found.source else shown


def asked(
    partnership: Partnership, planned: Mapping[str, PlannedIndicator], sent: Mapping[str, Any], day: date
) -> Workbench:
    """The workbench as it was asked for: with an indicator's own numbers, with typed ones, or empty."""
    chosen = planned.get(sent.get("indicator", ""))
    kind = OF_METHOD[chosen.indicator.method] if chosen else sent.get("of", PEOPLE)
    if kind not in FORMS:
        kind = PEOPLE
    named: dict[str, Any] = {
        "published": answers.published_rows(planned.values()) if kind == PEOPLE else [],
        "selected": answers.selected_rows(reads.selections_on(partnership, day)) if kind == PEOPLE else [],
        "choices": [
            (code, one.indicator.name)
            for code, one in planned.items()
            if OF_METHOD[one.indicator.method] == kind and one.indicator.method != "fixed-group"
        ],
    }
    typed = FORMS[kind](sent if _was_typed(kind, sent) else None, initial={"sided": "two"})
    if typed.is_bound:
        return Workbench(kind, typed, _answer_typed(kind, typed), chosen, **named)
    if chosen is None:
        return Workbench(kind, typed, **named)
    given, answer, note = _OWN[kind](partnership, chosen, day)
    return Workbench(kind, FORMS[kind](initial={"sided": "two"} | given), answer, chosen, note, **named)


def _was_typed(kind: str, sent: Mapping[str, Any]) -> bool:
    return next(iter(FORMS[kind].base_fields)) in sent


def _answer_typed(kind: str, form: forms.Form) -> Answer | None:
    if not form.is_valid():
        return None
    sent = form.cleaned_data
    if kind == PEOPLE:
        return answers.on_people(sent["cohort"], sent["expected"], sent["asked"], sent["sided"] or "two")
    if kind == SHARES:
        return answers.on_shares(sent["cases"], sent["baseline"], sent["asked"])
    planned = [sent[name] for name in QUARTER_FIELDS]
    return answers.on_quarters(planned, int(sent["quarter"] or 0) or None, sent["done"])


Own = tuple[dict[str, Any], Answer | None, str]


def _own_people(partnership: Partnership, chosen: PlannedIndicator, day: date) -> Own:
    cohort, expected = chosen.published.get("cohort"), chosen.published.get("expected")
    if not cohort or expected is None:
        return {}, None, _("Nobody is predicted for this indicator: type a cohort and its prediction.")
    form = PeoplePredicted({"cohort": str(int(cohort)), "expected": f"{float(expected):g}", "sided": "two"})
    return dict(form.data), _answer_typed(PEOPLE, form), ""


def _own_shares(partnership: Partnership, chosen: PlannedIndicator, day: date) -> Own:
    latest = reads.latest_share(partnership, chosen, day)
    if latest is None:
        return {}, None, _("No return has come for this indicator: type how many cases it has.")
    if latest.share is None:
        return {}, None, _("Its last return is %(words)s: type other numbers.") % {"words": latest.words}
    form = ShareOfCases({"cases": str(latest.n), "baseline": str(latest.share)})
    note = _("Its last return, %(period)s: %(words)s.") % {"period": latest.period, "words": latest.words}
    return dict(form.data), _answer_typed(SHARES, form), note


def _own_quarters(partnership: Partnership, chosen: PlannedIndicator, day: date) -> Own:
    plan = chosen.target.plan if chosen.target else ()
    if not plan:
        return {}, None, _("This indicator has no plan by quarter: type what each quarter should bring.")
    steps: dict[str, Any] = dict(zip(QUARTER_FIELDS, increments(plan), strict=True))
    done = reads.totals_by_quarter(partnership, chosen, day)
    if last := max((quarter for quarter, total in done.items() if total is not None), default=0):
        steps |= {"quarter": str(last), "done": done[last]}
    try:
        return steps, answers.on_totals(plan, done), ""
    except NotCumulative as refusal:
        return steps, answers.on_totals(plan, {}), str(refusal)


_OWN: Mapping[str, Callable[[Partnership, PlannedIndicator, date], Own]] = {
    PEOPLE: _own_people,
    SHARES: _own_shares,
    QUARTERS: _own_quarters,
}


def fault_of_target(planned: PlannedIndicator, value: Fraction) -> str:
    """Why a number cannot be the target of an indicator; empty if it can."""
    target, published = planned.target, planned.published
    if planned.indicator.method == "fixed-group" and target and target.second and value > target.second:
        most = f"{int(target.second):,}"
        return _("The ceiling is %(most)s, and the target cannot lie above it. Write less.") % {"most": most}
    if planned.indicator.method == "predicted" and value > published.get("cohort", value):
        return _("The cohort holds fewer people than that. Write less.")
    return ""
