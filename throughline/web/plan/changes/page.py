"""What the pages of change control show, the promises that may be changed, and the thread's strand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import shorten

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughline.rules.plan.changes import PROMISED, PromiseChange
from throughline.rules.plan.file_form import plan_rows
from throughline.rules.plan.model import COLUMNS, ROW_NAMES, Objective, Plan
from throughline.rules.plan.when import PlanYear
from throughline.web.access.permits import Viewpoint
from throughline.web.decisions.addresses import address_of
from throughline.web.decisions.models import Decision
from throughline.web.decisions.register.register_page import decisions_readable_by
from throughline.web.plan.models import ChangeRequest, DeliveryPlan
from throughline.web.plan.queries import lines_closed_to
from throughline.web.plan.strands import Knot, ObjectiveSeen, add_strand
from throughline.words.formats import imprecise_words

FIELDS = {
    "due": gettext_lazy("due"),
    "recurs": gettext_lazy("rhythm"),
    "baseline": gettext_lazy("baseline"),
    "target": gettext_lazy("target"),
    "ceiling": gettext_lazy("ceiling"),
    "q1": gettext_lazy("quarter 1"),
    "q2": gettext_lazy("quarter 2"),
    "q3": gettext_lazy("quarter 3"),
    "q4": gettext_lazy("quarter 4"),
    "lead": gettext_lazy("lead"),
    "": gettext_lazy("the whole line"),
}
MOST_DECISIONS = 60


@dataclass(frozen=True)
class ChangeShown:
    """One request with what it would change, and the decision where the reader may read it."""

    change: ChangeRequest
    field: str
    before: str
    after: str
    decision: str
    decision_address: str


@dataclass(frozen=True)
class ChangesPage:
    """Every request to change a plan, those that wait first."""

    lead: str
    waiting: tuple[ChangeShown, ...]
    answered: tuple[ChangeShown, ...]


@dataclass(frozen=True)
class Promise:
    """One promise of an objective that may be changed, under the name a form has for it."""

    name: str
    words: str
    change: PromiseChange


def changes_page(plan: DeliveryPlan, viewpoint: Viewpoint) -> ChangesPage:
    """The requests of a plan by the reader's day."""
    known = _readable(viewpoint)
    shown = [_shown(one, known) for one in changes_visible_to(viewpoint, plan=plan)]
    waiting = tuple(one for one in shown if one.change.state == ChangeRequest.State.ASKED)
    answered = tuple(one for one in shown if one.change.state != ChangeRequest.State.ASKED)
    said = ngettext(
        "%(num)s change waits for a decision.", "%(num)s changes wait for a decision.", len(waiting)
    )
    lead = said % {"num": len(waiting)} if waiting else _("No change waits for a decision.")
    return ChangesPage(lead, waiting, answered)


def changes_visible_to(viewpoint: Viewpoint, *, plan: DeliveryPlan) -> QuerySet[ChangeRequest]:
    """The requests to change a plan that are of no line closed to the reader."""
    rows = ChangeRequest.objects.filter(
        plan=plan, plan__partnership=viewpoint.partnership, asked_on__lte=viewpoint.on
    )
    rows = rows.exclude(line__in=lines_closed_to(plan, viewpoint))
    return rows.select_related("plan", "asked_by", "decision__body__partnership", "version").order_by(
        "number"
    )


def change_shown(change: ChangeRequest, viewpoint: Viewpoint) -> ChangeShown:
    """One request as its page shows it."""
    return _shown(change, _readable(viewpoint))


def written(change: ChangeRequest, cell: str) -> str:
    """A cell of the plan as people read it: a date in its author's precision, all else as it is."""
    if change.field != "due":
        return cell
    when = PlanYear(change.plan.year_starts, change.plan.year_ends).window(cell)
    return imprecise_words(when) if when else cell


def promises_of(plan: Plan, objective: Objective) -> tuple[Promise, ...]:
    """Every promise of an objective and its steps, and each of its lines to drop."""
    return tuple(_promises(plan, objective))


def decisions_for(plan: Plan, viewpoint: Viewpoint) -> tuple[tuple[str, str], ...]:
    """The decisions that may answer a request: those of the body that owns the plan, the latest first."""
    rows = decisions_readable_by(viewpoint, partnership=viewpoint.partnership)  # type: ignore[arg-type]
    if owner := plan.fact("owner_body"):
        rows = rows.filter(body__code=owner)
    return tuple((str(one.pk), f"{one.number}: {one.text}"[:110]) for one in rows[:MOST_DECISIONS])


def decision_chosen(key: str, viewpoint: Viewpoint) -> Decision | None:
    """The decision that a form named, where the reader may read it."""
    if not key:
        return None
    rows = decisions_readable_by(viewpoint, partnership=viewpoint.partnership)  # type: ignore[arg-type]
    return rows.select_related("body").filter(pk=int(key)).first()


def declare() -> None:
    """Give the thread the requests to change an objective."""
    add_strand("change", "plan", gettext_lazy("Changes asked for"), strand)


def strand(seen: ObjectiveSeen) -> tuple[Knot, ...]:
    """The requests to change the objective or a line of it, with what was answered."""
    code = seen.objective.code
    rows = changes_visible_to(seen.viewpoint, plan=seen.version.plan)
    return tuple(
        Knot(
            _("Change %(number)s: %(line)s, %(field)s, from %(before)s to %(after)s")
            % {
                "number": one.number,
                "line": one.line,
                "field": FIELDS[one.field],
                "before": written(one, one.before),
                "after": written(one, one.after) or _("dropped"),
            },
            one.asked_on,
            reverse(
                "plan:change",
                kwargs={
                    "partnership": seen.version.plan.partnership.slug,
                    "year": seen.version.plan.year,
                    "change": one.number,
                },
            ),
            one.get_state_display(),
            came_from=_("Version %(number)s") % {"number": one.version.number} if one.version else "",
        )
        for one in rows
        if one.line == code or one.line.startswith(f"{code}.")
    )


def _promises(plan: Plan, objective: Objective) -> Iterator[Promise]:
    rows = (dict(zip(COLUMNS, row, strict=True)) for row in plan_rows(plan)[1:])
    cells = {(row["row"], row["id"]): row for row in rows}
    for line in (objective, *plan.measures_of(objective.id), *plan.milestones_of(objective.id)):
        row = ROW_NAMES[type(line)]
        own, text = cells[row, line.id], shorten(line.text, 80, placeholder="…")
        for field in PROMISED[type(line)]:
            if own[field]:
                kind = "lead" if field == "lead" else "rebaseline"
                words = _("%(line)s %(text)s: %(field)s %(now)s") % {
                    "line": line.id, "text": text, "field": FIELDS[field], "now": own[field],
                }  # fmt: skip
                change = PromiseChange(kind, row, line.id, field, own[field], "")  # type: ignore[arg-type]
                yield Promise(f"{row}|{line.id}|{field}", words, change)
        words = _("%(line)s %(text)s: drop it") % {
            "line": line.id,
            "text": text,
        }
        yield Promise(
            f"{row}|{line.id}|", words, PromiseChange("drop", row, line.id, "", line.text or line.id, "")
        )


def _readable(viewpoint: Viewpoint) -> frozenset[int]:
    rows = decisions_readable_by(viewpoint, partnership=viewpoint.partnership)  # type: ignore[arg-type]
    return frozenset(rows.filter(plan_changes__isnull=False).values_list("pk", flat=True))


def _shown(change: ChangeRequest, readable: frozenset[int]) -> ChangeShown:
    decision = change.decision if change.decision and change.decision.pk in readable else None
    return ChangeShown(
        change=change,
        field=str(FIELDS[change.field]),
        before=written(change, change.before),
        after=written(change, change.after) or _("dropped"),
        decision=decision.number if decision else "",
        decision_address=address_of(decision) if decision else "",
    )
