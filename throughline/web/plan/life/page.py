"""The life of a plan and of strategies as pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from throughline.rules.plan.life import (
    FOLLOWS,
    LIFE,
    GateShown,
    PlanState,
    StrategyState,
    adoption_gap,
    plan_state,
    strategy_state,
    term_finding,
    years_without_plan,
)
from throughline.rules.terms.model import Terms
from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint
from throughline.web.decisions.addresses import address_of
from throughline.web.decisions.models import Decision
from throughline.web.decisions.register.register_page import decisions_readable_by
from throughline.web.decisions.standing import state_of, with_standing
from throughline.web.governance.models import Body
from throughline.web.governance.queries import terms_on
from throughline.web.governance.standing import codes_readable_by
from throughline.web.plan.life.queries import gates_of, state_of_plan, year_period, years_agreed
from throughline.web.plan.models import (
    DeliveryPlan,
    GateWaiver,
    LifeStep,
    PlanPredecessor,
    PlanVersion,
    Strategy,
)
from throughline.words.formats import day_words, list_words, plural

MOST_DECISIONS = 60
"""How many of the latest decisions a form offers."""


def state_words(state: str) -> str:
    """A state of a plan or strategy in words."""
    said = {
        "drafting": _("Drafting"),
        "consulting": _("Consulting"),
        "parent-consulted": _("Parent consulted"),
        "equality-assessed": _("Equality assessed"),
        "adopted": _("Adopted"),
        "in-year": _("In its year"),
        "closed": _("Closed"),
        "reviewed": _("Reviewed"),
        "rolled-forward": _("Rolled forward"),
        "draft": _("Draft"),
        "agreed": _("Agreed"),
        "in-force": _("In force"),
    }
    return said[state]


@dataclass(frozen=True)
class StepShown:
    """One state of the life on the rail: what, when, by which decision, and whether it is past or now."""

    what: str
    when: str
    note: str
    state: str


@dataclass(frozen=True)
class GateLine:
    """One gate: what it asks, what shows it, or why it is waived."""

    name: str
    shown: GateShown


@dataclass(frozen=True)
class DecidedStep:
    """A step that was taken: its words, its day, what was shown, what was waived, and its decision."""

    step: LifeStep
    decision_address: str


@dataclass(frozen=True)
class PlanLifePage:
    """Where one plan is in its life."""

    plan: DeliveryPlan
    state: PlanState
    lead: str
    rail: tuple[StepShown, ...]
    gates: tuple[GateLine, ...]
    steps: tuple[DecidedStep, ...]
    next_steps: tuple[str, ...]
    baseline: int
    versions_since: int
    gap: int
    predecessors: tuple[PlanPredecessor, ...]


@dataclass(frozen=True)
class StrategyLine:
    """A strategy in the list."""

    strategy: Strategy
    state: StrategyState
    state_words: str
    answers: str
    """The body that answers for it in this state."""
    missing: tuple[str, ...]
    """Years inside it without an agreed plan."""


@dataclass(frozen=True)
class LifePage:
    """Every strategy and every plan, with where each stands."""

    lead: str
    strategies: tuple[StrategyLine, ...]
    plans: tuple[tuple[DeliveryPlan, str, str], ...]
    """The plan, its state in words, and the strategy it stands under."""


def plan_life_page(version: PlanVersion, viewpoint: Viewpoint) -> PlanLifePage:
    """Where a plan is in its life on the reader's day, and what each gate rests on."""
    on, plan = viewpoint.on, version.plan
    rows = plan.life_steps.select_related("decision__body__partnership", "version").order_by("pk")
    taken = {one.to: one for one in rows if one.on <= on}
    state = plan_state(taken, year=year_period(plan), on=on)  # type: ignore[arg-type]
    adopted = taken.get(LifeStep.To.ADOPTED)
    gates = gates_of(plan, on, version=version)
    baseline = adopted.version.number if adopted and adopted.version else 0
    readable = codes_readable_by(viewpoint)
    return PlanLifePage(
        plan=plan,
        state=state,
        lead=_lead(plan, state, adopted),
        rail=_rail(state, taken),
        gates=tuple(GateLine(str(GateWaiver.Gate(gate).label), shown) for gate, shown in gates.items()),
        steps=tuple(_decided(one, readable) for one in taken.values()),
        next_steps=FOLLOWS[state],
        baseline=baseline,
        versions_since=version.number - baseline if baseline else 0,
        gap=adoption_gap(adopted.on, year=year_period(plan)) if adopted else 0,
        predecessors=tuple(plan.predecessors.select_related("before")),
    )


def _decided(step: LifeStep, readable: frozenset[str]) -> DecidedStep:
    may_read = step.decision is not None and step.decision.body.code in readable
    return DecidedStep(step, address_of(step.decision) if may_read and step.decision else "")


def _lead(plan: DeliveryPlan, state: PlanState, adopted: LifeStep | None) -> str:
    if adopted is None or adopted.decision is None:
        return _("The plan of %(year)s is not adopted: %(state)s.") % {
            "year": plan.year,
            "state": state_words(state).lower(),
        }
    return _("Adopted on %(day)s by decision %(number)s. Now: %(state)s.") % {
        "day": day_words(adopted.on),
        "number": adopted.decision.number,
        "state": state_words(state).lower(),
    }


def _rail(state: PlanState, taken: dict[str, LifeStep]) -> tuple[StepShown, ...]:
    now = LIFE.index(state)
    return tuple(
        StepShown(
            what=state_words(one),
            when=day_words(taken[one].on) if one in taken else "",
            note=_("Waived in part") if one in taken and taken[one].waived else "",
            state="done" if place < now else "now" if place == now else "",
        )
        for place, one in enumerate(LIFE)
    )


def life_page(partnership: Partnership, viewpoint: Viewpoint, year_starts: str) -> LifePage:
    """Every strategy and plan of a partnership as they stand on the reader's day."""
    on = viewpoint.on
    agreed = years_agreed(partnership, on)
    rows = Strategy.objects.filter(partnership=partnership).select_related(
        "written_by", "owner", "watched_by", "approval__decision"
    )
    strategies = tuple(strategy_line(one, on, agreed, year_starts) for one in rows)
    plans = DeliveryPlan.objects.filter(partnership=partnership).select_related("under__strategy")
    lines = tuple(
        (one, state_words(state_of_plan(one, on)), one.under.strategy.title if hasattr(one, "under") else "")
        for one in plans.prefetch_related("life_steps")
    )
    missing = sum(len(one.missing) for one in strategies)
    lead = f"{plural(len(strategies), 'strategy', 'strategies')}, {plural(len(lines), 'plan')}."
    if missing:
        lead += f" {plural(missing, 'year')} of a strategy without an agreed plan."
    return LifePage(lead, strategies, lines)


def strategy_line(strategy: Strategy, on: date, agreed: Sequence[str], year_starts: str) -> StrategyLine:
    """A strategy as it stands on a day: who answers for it, and which of its years have no agreed plan."""
    approved = strategy.approval.decision.decided_on if hasattr(strategy, "approval") else None
    state = strategy_state(strategy.starts, strategy.ends, approved_on=approved, on=on)
    answers = {"draft": strategy.written_by, "in-force": strategy.watched_by}.get(state, strategy.owner)
    years = years_without_plan(strategy.starts, strategy.ends, agreed=agreed, year_starts=year_starts)
    missing = tuple(one.name for one in years) if approved else ()
    return StrategyLine(strategy, state, state_words(state), answers.name, missing)


@dataclass(frozen=True)
class StrategyPage:
    """One strategy with its sentence, its decision, and the plans that carry it out."""

    line: StrategyLine
    lead: str
    state: str
    decision_address: str
    plans: tuple[tuple[DeliveryPlan, str], ...]


def strategy_page(strategy: Strategy, viewpoint: Viewpoint) -> StrategyPage:
    """A strategy as it stands on the reader's day, with the decision where the reader may read it."""
    on, partnership = viewpoint.on, strategy.partnership
    year_starts = terms_on(partnership, on).calendar.year_starts
    line = strategy_line(strategy, on, years_agreed(partnership, on), year_starts)
    decision = strategy.approval.decision if hasattr(strategy, "approval") else None
    may_read = decision is not None and strategy.owner.code in codes_readable_by(viewpoint)
    if decision is not None:
        decision.body = strategy.owner
        decision.body.partnership = partnership
    plans = DeliveryPlan.objects.filter(under__strategy=strategy).prefetch_related("life_steps")
    return StrategyPage(
        line=line,
        lead=strategy_lead(line),
        state=state_words(line.state),
        decision_address=address_of(decision) if may_read and decision else "",
        plans=tuple((one, state_words(state_of_plan(one, on))) for one in plans),
    )


def strategy_lead(line: StrategyLine) -> str:
    """What is to be known of a strategy first."""
    strategy = line.strategy
    said = _("%(state)s: %(body)s answers for it.") % {
        "state": state_words(line.state),
        "body": line.answers,
    }
    unusual = term_finding(strategy.starts, strategy.ends)
    if line.missing:
        said += " " + _("No agreed plan for %(years)s.") % {"years": list_words(line.missing)}
    return f"{said} {unusual}".strip()


def decisions_offered(
    partnership: Partnership, viewpoint: Viewpoint, body: Body | None = None
) -> list[tuple[str, str]]:
    """The latest decisions that hold and that the reader may read, as choices of a form."""
    rows = with_standing(decisions_readable_by(viewpoint, partnership=partnership))
    rows = rows.filter(body=body) if body else rows
    held = [one for one in rows[:MOST_DECISIONS] if state_of(one, on=viewpoint.on) != "rescinded"]
    return [(str(one.pk), f"{one.number}: {one.text}"[:110]) for one in held]


def decision_chosen(partnership: Partnership, viewpoint: Viewpoint, pk: str) -> Decision | None:
    """The decision that a form's value means, if the reader may read it."""
    rows = decisions_readable_by(viewpoint, partnership=partnership)
    return rows.filter(pk=int(pk)).first() if pk.isdigit() else None


def parents_offered(terms: Terms) -> list[tuple[str, str]]:
    """The bodies and outside bodies that a plan may be taken to, by id and name."""
    outside = [(one.id, one.name) for one in terms.externals]
    return outside + [(one.id, one.name) for one in terms.bodies]
