"""The sections that a report may be made of, and how each is composed from accepted records.

Every report of a period takes its lines from the same rows: nothing is typed again for another parent.
What is not open to everybody is left out, since a report leaves the house.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughline.figures.scorecard import Group
from throughline.rules.plan.status import STATUS_WORDS, MilestoneStatus
from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint
from throughline.web.decisions.addresses import address_of
from throughline.web.decisions.closed_actions import without_closed
from throughline.web.decisions.models import Action, Decision
from throughline.web.decisions.queries import open_actions
from throughline.web.decisions.register.parts import without_withheld
from throughline.web.exceptions.models import ExceptionItem, ExceptionReport
from throughline.web.governance.models import Body
from throughline.web.performance.queries import ReceivedScorecard, received_scorecard
from throughline.web.plan.models import MilestoneUpdate
from throughline.web.plan.queries import (
    StandingPlan,
    date_words,
    lines_closed_to_all,
    plan_of,
    standing_plan,
    version_on,
)
from throughline.web.reports.content import Content, Line
from throughline.web.risks.queries import RiskToReport, escalations_unanswered, risks_to_report
from throughline.words.formats import day_words, list_words, plural

State = ExceptionReport.State


@dataclass(frozen=True)
class Basis:
    """For which body and period a report is composed, and as at which day; read once for all sections."""

    body: Body
    starts: date
    ends: date
    on: date

    @property
    def partnership(self) -> Partnership:
        """The partnership of the body."""
        return self.body.partnership

    @property
    def outsider(self) -> Viewpoint:
        """Somebody who belongs to nothing: a report holds only what is closed to nobody."""
        return Viewpoint(AnonymousUser(), self.on, self.partnership)

    @cached_property
    def plan(self) -> StandingPlan | None:
        """The plan of the period as it stands on the day."""
        version = version_on(self.partnership, min(self.on, self.ends))
        latest = version_on(self.partnership, self.on, year=version.plan.year) if version else None
        return standing_plan(latest, self.on) if latest else None

    @cached_property
    def updates(self) -> tuple[MilestoneUpdate, ...]:
        """The last accepted update of each step for each quarter of the period."""
        if self.plan is None:
            return ()
        rows = MilestoneUpdate.objects.filter(
            milestone__plan=self.plan.version.plan,
            quarter_starts__range=(self.starts, self.ends),
            told_on__lte=self.on,
        ).exclude(milestone__code__in=lines_closed_to_all(self.plan.version.plan))
        last = {
            (row.milestone_id, row.quarter_starts): row
            for row in rows.select_related("milestone__objective").order_by("told_on", "pk")
        }
        return tuple(sorted(last.values(), key=lambda one: (one.milestone_id, one.quarter_starts)))

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """What the body decided in the period, without what was closed to anybody."""
        rows = Decision.objects.filter(
            body=self.body, decided_on__range=(self.starts, min(self.ends, self.on))
        ).exclude(authority=Decision.Authority.RECOMMENDED)
        open_ones = without_withheld(rows, self.outsider).select_related("body__partnership")
        return tuple(open_ones.order_by("decided_on", "pk"))

    @cached_property
    def scorecard(self) -> ReceivedScorecard | None:
        """The indicators as they could be known on the day."""
        return received_scorecard(self.partnership, self.on)


Compose = Callable[[Basis], Content | None]


@dataclass(frozen=True)
class Source:
    """One section of the catalogue: its heading, what it holds, and how it is composed.

    Without ``compose`` it holds only what a person writes.
    """

    code: str
    heading: Any
    holds: Any
    compose: Compose | None = None


_sources: dict[str, Source] = {}


def add_source(source: Source) -> None:
    """Put a section into the catalogue; the same code again takes the place of the earlier."""
    _sources[source.code] = source


def catalogue() -> Mapping[str, Source]:
    """Every section that a report may have, by its code, in the order of the catalogue."""
    return _sources


def usual_sections() -> list[str]:
    """What a report holds where nobody chose: every section of the catalogue."""
    return list(_sources)


def plan_by_priority(basis: Basis) -> Content:
    """How many objectives of each priority stand where. Source: rule R20."""
    shown = basis.plan
    if shown is None:
        return Content(_("There is no plan for this period."))
    counts = Counter(one.standing.status for one in shown.objectives)
    late, silent = counts[MilestoneStatus.LATE], counts[MilestoneStatus.NO_NEWS]
    lead = _("Of %(all)s, %(late)d late and %(silent)d without news on %(day)s.") % {
        "all": plural(len(shown.objectives), "objective"),
        "late": late,
        "silent": silent,
        "day": day_words(shown.on),
    }
    address = reverse(
        "plan:plan", kwargs={"partnership": basis.partnership.slug, "year": shown.version.plan.year}
    )
    came_from = _("Plan %(year)s, version %(number)d") % {
        "year": shown.version.plan.year,
        "number": shown.version.number,
    }
    return Content(
        lead,
        (_("Priority"), *(STATUS_WORDS[status] for status in MilestoneStatus)),
        tuple(
            Line((f"{priority.id} {priority.text}", *_counted(found)), came_from, address)
            for priority, found in shown.priorities
        ),
    )


def _counted(found: Sequence[Any]) -> tuple[str, ...]:
    counts = Counter(one.standing.status for one in found)
    return tuple(str(counts[status]) for status in MilestoneStatus)


def accepted_updates(basis: Basis) -> Content:
    """Each accepted update of the period, in its own words; a report adds none and changes none."""
    lead = ngettext(
        "%(n)d update was accepted for this period.",
        "%(n)d updates were accepted for this period.",
        len(basis.updates),
    ) % {"n": len(basis.updates)}
    if basis.plan is None or not basis.updates:
        return Content(lead)
    plan = plan_of(basis.plan.version)
    words = {one.id: one.text for one in (*plan.milestones, *plan.measures)}
    year = basis.plan.version.plan.year
    return Content(
        lead,
        (_("Step"), _("What was told"), _("Now expected"), _("What shows it")),
        tuple(_update_line(basis, one, words, year) for one in basis.updates),
    )


def _update_line(basis: Basis, row: MilestoneUpdate, words: Mapping[str, str], year: str) -> Line:
    code = row.milestone.code
    window = basis.plan.year.window(row.forecast) if basis.plan and row.forecast else None
    expected = _("Done") if row.is_complete else (date_words(window) if window else _("As planned"))
    address = reverse(
        "plan:objective",
        kwargs={"partnership": basis.partnership.slug, "year": year, "code": row.milestone.objective.code},
    )
    return Line(
        (f"{code} {words.get(code, '')}".strip(), row.words, expected, row.evidence),
        _("Update %(number)d, told %(day)s") % {"number": row.pk, "day": day_words(row.told_on)},
        address,
    )


def decisions_made(basis: Basis) -> Content:
    """What the body decided in the period."""
    lead = ngettext("%(n)d decision was made.", "%(n)d decisions were made.", len(basis.decisions)) % {
        "n": len(basis.decisions)
    }
    return Content(
        lead,
        (_("Decision"), _("Made on")) if basis.decisions else (),
        tuple(
            Line((one.text, day_words(one.decided_on)), one.number, address_of(one))
            for one in basis.decisions
        ),
    )


def actions_open(basis: Basis) -> Content:
    """The actions open on the day, the latest first. Source: rule R18."""
    rows = without_closed(Action.objects.filter(body=basis.body), basis.outsider)
    found = open_actions(rows, on=basis.on)
    late = sum(one.lateness.overdue_days > 0 for one in found)
    lead = _("%(open)s open on %(day)s, %(late)d late.") % {
        "open": plural(len(found), "action"),
        "day": day_words(basis.on),
        "late": late,
    }
    slug = basis.partnership.slug
    return Content(
        lead,
        (_("Action"), _("Organisation"), _("Due"), _("Days late")) if found else (),
        tuple(
            Line(
                (
                    one.text,
                    one.organisation,
                    day_words(one.lateness.due),
                    str(max(0, one.lateness.overdue_days)),
                ),
                _("Action %(number)d") % {"number": one.number},
                reverse("decisions:action", kwargs={"partnership": slug, "action": one.number}),
            )
            for one in found
        ),
    )


def indicators_judged(basis: Basis) -> Content:
    """Each indicator with its verdict, as it could be known on the day. Source: rule R29."""
    received = basis.scorecard
    if received is None:
        return Content(_("No indicators are kept."))
    rows = [row for row in received.card.rows if row.group is not Group.NO_RETURN_YET]
    without = len(received.card.rows) - len(rows)
    lead = received.card.lead
    if without:
        lead += " " + ngettext(
            "%(n)d indicator has no return yet.", "%(n)d indicators have no return yet.", without
        ) % {"n": without}
    return Content(
        lead,
        (_("Indicator"), _("Value"), _("Target"), _("Period"), _("Verdict")) if rows else (),
        tuple(
            Line(
                (row.judgement.indicator.name, row.value, row.target, row.period, _verdict(row)),
                _("Return %(numbers)s") % {"numbers": ", ".join(row.receipts)} if row.receipts else "",
                reverse(
                    "performance:indicator",
                    kwargs={"partnership": basis.partnership.slug, "indicator": row.judgement.indicator.id},
                ),
            )
            for row in rows
        ),
    )


def exceptions_told(basis: Basis) -> Content:
    """The lines of the exception reports of the period that were submitted. Source: rule R21."""
    sent = (State.SUBMITTED, State.TABLED, State.ACCEPTED, State.ESCALATED)
    rows = ExceptionItem.objects.filter(
        report__body=basis.body,
        report__quarter_starts__range=(basis.starts, basis.ends),
        report__state__in=sent,
        report__drafted_on__lte=basis.on,
        removed_on__isnull=True,
    ).select_related("report")
    found = list(rows.order_by("report__quarter_starts", "position"))
    lead = ngettext("%(n)d exception was told.", "%(n)d exceptions were told.", len(found)) % {
        "n": len(found)
    }
    slug = basis.partnership.slug
    return Content(
        lead,
        (_("What is off course"), _("Cause"), _("Recovery"), _("Asked of the board")) if found else (),
        tuple(
            Line(
                (f"{one.code} {one.words}", one.cause, one.recovery, one.ask),
                _("Exception report %(number)d") % {"number": one.report.number},
                reverse(
                    "exceptions:report",
                    kwargs={"partnership": slug, "exception_report": one.report.number},
                ),
            )
            for one in found
        ),
    )


def risks_and_escalations(basis: Basis) -> Content:
    """The body's risks that are high or rising, and its escalations that nobody has answered.

    Source: rules R21 and R44.
    """
    risks = [one for one in risks_to_report(basis.partnership, basis.on) if one.body == basis.body.code]
    waiting = [
        one for one in escalations_unanswered(basis.partnership, basis.on) if one.source == basis.body.code
    ]
    lead = _("%(risks)s high or rising; %(escalations)s without an answer.") % {
        "risks": plural(len(risks), "risk"),
        "escalations": plural(len(waiting), "escalation"),
    }
    lines = [
        Line((one.words, _rising(one), ""), _("Risk %(number)d") % {"number": one.number}, one.address)
        for one in risks
    ]
    lines += [
        Line(
            (one.words, _("asked on %(day)s") % {"day": day_words(one.sent_on)}, list_words(one.to)),
            _("Escalation %(number)d") % {"number": one.number},
            one.address,
        )
        for one in waiting
    ]
    columns = (_("What"), _("How it stands"), _("Who has not answered"))
    return Content(lead, columns if lines else (), tuple(lines))


def _rising(one: RiskToReport) -> str:
    score = _("score %(score)d") % {"score": one.score}
    return f"{score}, {_('rising')}" if one.is_rising else score


def _verdict(row: Any) -> str:
    return f"{row.verdict}; {row.position}" if row.position else row.verdict


def declare() -> None:
    """Put this room's own sections into the catalogue."""
    add_source(Source("brief", gettext_lazy("In brief"), gettext_lazy("Words of whoever reports")))
    for code, heading, holds, compose in (
        (
            "plan",
            gettext_lazy("The plan by priority"),
            gettext_lazy("Counts of each status"),
            plan_by_priority,
        ),
        ("updates", gettext_lazy("What was told"), gettext_lazy("Accepted updates"), accepted_updates),
        (
            "exceptions",
            gettext_lazy("Exceptions"),
            gettext_lazy("What is off course, and why"),
            exceptions_told,
        ),
        (
            "risks",
            gettext_lazy("Risks and escalations"),
            gettext_lazy("High or rising risks, and what waits for an answer"),
            risks_and_escalations,
        ),
        ("decisions", gettext_lazy("Decisions"), gettext_lazy("What the body decided"), decisions_made),
        ("actions", gettext_lazy("Actions"), gettext_lazy("Open actions and how late"), actions_open),
        ("figures", gettext_lazy("Indicators"), gettext_lazy("Values and verdicts"), indicators_judged),
    ):
        add_source(Source(code, heading, holds, compose))
    add_source(Source("asks", gettext_lazy("What is asked"), gettext_lazy("Words of whoever reports")))
