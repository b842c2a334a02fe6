"""One good call of each action on a plan's life and sources that no fictional year needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from throughline.web.access.models import Partnership
from throughline.web.decisions.models import Action
from throughline.web.plan import actions as plan
from throughline.web.plan.models import Consultation, Source, SourceLink

DAY = date(2010, 1, 15)
AT: dict[str, Any] = {"by": None, "at": datetime(2010, 1, 15, 10, tzinfo=UTC)}


def _place() -> Partnership:
    return Partnership.objects.get(slug="east-midlands")


def _answer() -> Any:
    said = plan.record_consultation_finding(
        consultation=Consultation.objects.all()[0], theme="Work", words="Employers are willing.", **AT
    )
    return plan.answer_consultation_finding(finding=said, what_we_did="An objective says so.", on=DAY, **AT)


CALLS: dict[str, Callable[[], Any]] = {
    "plan.answer_consultation_finding": _answer,
    "plan.unlink_source": lambda: plan.unlink_source(
        link=SourceLink.objects.filter(ended_on=None)[0], on=DAY, **AT
    ),
    "plan.name_source_kind": lambda: plan.name_source_kind(
        partnership=_place(), code="local-promise", name="local promise", **AT
    ),
    "plan.answer_direction": lambda: plan.answer_direction(
        source=Source.objects.get(partnership=_place(), code="core-duty-2010"),
        action=Action.objects.filter(partnership=_place())[0],
        **AT,
    ),
}
