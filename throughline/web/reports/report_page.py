"""One report as its page shows it: its sections, its steps, and what may be done now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.rules.reports import Taken, days_late, made_on, steps_allowed
from throughline.rules.terms.words_for import names_in
from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.governance.queries import terms_on
from throughline.web.reports.composing import SectionShown, sections_of
from throughline.web.reports.grid_page import LOOKS, STATES
from throughline.web.reports.models import Report, ReportSection, ReportStep, ReportVersion
from throughline.web.reports.permits import KEEP_REPORTS, SEND_REPORTS
from throughline.words.formats import day_words, days_words


@dataclass(frozen=True)
class ReportPage:
    """A report at one of its versions."""

    report: Report
    version: ReportVersion
    versions: tuple[ReportVersion, ...]
    recipient: str
    via: str
    period: str
    kind: str
    state: str
    lead: str
    sections: tuple[SectionShown, ...]
    steps: tuple[ReportStep, ...]
    may_keep: bool
    ways: tuple[tuple[str, str], ...]

    @property
    def is_open(self) -> bool:
        """Whether its words may still be written."""
        return self.version.frozen_at is None and self.report.state == Report.State.DRAFTING


def report_numbered(partnership: Partnership, body: str, number: int) -> Report | None:
    """The report of that number, of that body."""
    rows = Report.objects.filter(partnership=partnership, body__code=body, number=number)
    return rows.select_related("body__partnership", "partnership").first()


def section_of(report: Report, source: str) -> ReportSection | None:
    """One section of the version that is open or was written last."""
    rows = ReportSection.objects.filter(version__report=report, source=source)
    return rows.select_related("version__report__partnership").order_by("-version__number").first()


def names_of(partnership: Partnership, day: date) -> dict[str, str]:
    """What to call everybody that the terms name."""
    return names_in(terms_on(partnership, day))


def ways_of(report: Report, names: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The steps that may be taken now, in words that name the group between."""
    words = dict(ReportStep.Kind.choices)
    found = steps_allowed(report.state, has_intermediate=bool(report.via))  # type: ignore[arg-type]
    return tuple((step, _step_words(step, str(words[step]), report, names)) for step in found)


def _step_words(step: str, words: str, report: Report, names: dict[str, str]) -> str:
    who = {"send-first": report.via, "pass-on": report.via, "send": report.recipient}.get(step)
    if not who:
        return words
    said = _("Passed on by %(who)s") if step == "pass-on" else _("Sent to %(who)s")
    return said % {"who": names.get(who, who)}


def report_page(report: Report, viewpoint: Viewpoint, *, version: int = 0) -> ReportPage | None:
    """A report at its latest version, or at the one asked for; None where there is no such version."""
    rows = tuple(report.versions.select_related("report__body__partnership").prefetch_related("sections"))
    chosen = next((one for one in rows if one.number == version), None) if version else rows[-1]
    if chosen is None:
        return None
    names = names_of(report.partnership, viewpoint.on)
    steps = tuple(report.steps.select_related("by", "version"))
    may_keep = holds_permit(KEEP_REPORTS, viewpoint)
    look, state = STATES[report.state]
    return ReportPage(
        report=report,
        version=chosen,
        versions=rows,
        recipient=names.get(report.recipient, report.recipient),
        via=names.get(report.via, report.via),
        period=days_words(report.period_starts, report.period_ends),
        kind=LOOKS[look],
        state=_(state).capitalize(),
        lead=_lead(report, steps, names, viewpoint.on),
        sections=sections_of(chosen, viewpoint.on),
        steps=steps,
        may_keep=may_keep,
        ways=ways_of(report, names) if holds_permit(SEND_REPORTS, viewpoint) and chosen == rows[-1] else (),
    )


def _lead(report: Report, steps: tuple[ReportStep, ...], names: dict[str, str], today: date) -> str:
    taken = [Taken(one.step, one.taken_on) for one in steps]  # type: ignore[arg-type]
    made = made_on(taken)
    who = names.get(report.recipient, report.recipient)
    late = days_late(report.due, made, today)
    if made:
        said = _("%(who)s received it on %(day)s") % {"who": who, "day": day_words(made)}
    elif report.due:
        said = _("%(who)s takes it by %(day)s") % {"who": who, "day": day_words(report.due)}
    else:
        said = _("Neither the terms nor %(who)s set a day for it") % {"who": who}
    if late:
        return ngettext("%(said)s: %(n)d day late.", "%(said)s: %(n)d days late.", late) % {
            "said": said,
            "n": late,
        }
    return f"{said}."
