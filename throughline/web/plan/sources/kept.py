"""What whoever keeps the plan may do on the pages of sources: each form with the act behind it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from throughline.papers.reading import read_rows
from throughline.rules.plan.sources import STANDARD_KINDS, SourceRow, read_sources
from throughline.web.access.models import Agency, Partnership
from throughline.web.plan import actions
from throughline.web.plan.life.consulted import actions_readable
from throughline.web.plan.life.forms import NOBODY
from throughline.web.plan.life.ways import Way
from throughline.web.plan.models import DeliveryPlan, Source
from throughline.web.plan.queries import version_on
from throughline.web.plan.sources import forms
from throughline.web.plan.sources.page import RegisterPage, SourcePage, sources_in_order
from throughline.web.site.today import now

RECORDED = _("It is recorded.")


def _told(request: HttpRequest, partnership: Partnership) -> dict[str, Any]:
    return {"by": request.user, "at": now(partnership)}


def register_ways(request: HttpRequest, partnership: Partnership, page: RegisterPage) -> tuple[Way, ...]:
    """Adding a source, sending a file of them, adding a kind."""
    standard = [(code, name) for code, (name, _binds) in STANDARD_KINDS.items()]
    kinds = [(one.code, one.name) for one in page.kinds] or standard

    def add(**typed: Any) -> Any:
        return actions.record_sources(
            partnership=partnership, rows=(SourceRow(**typed),), **_told(request, partnership)
        )

    def send(file: Any) -> Any:
        rows = read_sources(
            read_rows(file.read(), file.name).rows,
            kinds={code for code, _name in kinds},
            agencies=set(Agency.objects.filter(partnership=partnership).values_list("code", flat=True)),
            known=set(sources_in_order(partnership).values_list("code", flat=True)),
        )
        return actions.record_sources(partnership=partnership, rows=rows, **_told(request, partnership))

    def kind(**typed: Any) -> Any:
        return actions.name_source_kind(partnership=partnership, **typed, **_told(request, partnership))

    return (
        Way("add", _("Add a source"), _("Add the source"), forms.AddSource, add, RECORDED,
            {"choices": {"kind": kinds}}),
        Way("send", _("Send a file of sources"), _("Take the file"), forms.ImportSources, send,
            _("Every line of the file is in the register.")),
        Way("kind", _("Add a kind of source"), _("Add the kind"), forms.AddKind, kind, RECORDED),
    )  # fmt: skip


def source_ways(request: HttpRequest, source: Source, page: SourcePage) -> tuple[Way, ...]:
    """Linking a line of the plan, ending a link, and naming the action that answers a direction."""
    partnership = source.partnership
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    links = {str(one.pk): one for one in page.links}
    ways = []

    def link(line: str) -> Any:
        version = version_on(partnership, viewpoint.on)
        return actions.link_source(
            source=source, plan=version.plan, line=line, on=viewpoint.on,  # type: ignore[union-attr]
            **_told(request, partnership),
        )  # fmt: skip

    def end(link: str) -> Any:
        return actions.unlink_source(link=links[link], on=viewpoint.on, **_told(request, partnership))

    def answer(action: int) -> Any:
        found = actions_readable(partnership, viewpoint).filter(number=action).first()
        if found is None:
            raise actions.SourceRefused(f"There is no action {action} that you may read. Use its number.")
        return actions.answer_direction(source=source, action=found, **_told(request, partnership))

    if page.lines:
        offered = [(one.code, f"{one.code} {one.words}"[:110]) for one in page.lines]
        ways.append(
            Way("link", _("Link a priority or an objective"), _("Link it"), forms.LinkLine, link,
                _("It is linked."), {"choices": {"line": offered}})
        )  # fmt: skip
    if links:
        choices = {"choices": {"link": [(pk, one.line) for pk, one in links.items()]}}
        ways.append(
            Way("end", _("End a link"), _("End the link"), forms.EndLink, end,
                _("The link has ended. It stays readable."), choices)
        )  # fmt: skip
    if source.kind.binds and source.response is None:
        ways.append(
            Way("answer", _("Name the action that answers it"), _("Record the answer"), forms.AnswerDirection,
                answer, RECORDED)
        )  # fmt: skip
    return tuple(ways)


def partner_ways(request: HttpRequest, partnership: Partnership) -> tuple[Way, ...]:
    """Recording a plan that a partner or another body keeps."""
    agencies = {one.code: one for one in Agency.objects.filter(partnership=partnership)}
    plans = {one.year: one for one in DeliveryPlan.objects.filter(partnership=partnership)}

    def record(agency: str, plan: str, **typed: Any) -> Any:
        return actions.record_partner_plan(
            partnership=partnership, agency=agencies.get(agency), plan=plans.get(plan), **typed,
            **_told(request, partnership),
        )  # fmt: skip

    choices = {
        "agency": [NOBODY, *((code, one.name) for code, one in agencies.items())],
        "plan": [NOBODY, *((year, year) for year in plans)],
    }
    return (
        Way("partner", _("Record a partner’s plan"), _("Record the plan"), forms.RecordPartnerPlan, record,
            RECORDED, {"choices": choices}),
    )  # fmt: skip
