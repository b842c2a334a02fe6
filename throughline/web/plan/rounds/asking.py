"""From what a keeper chose on the pages to what the actions take."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from throughline.web.access.models import Agency, Person, User
from throughline.web.plan import actions
from throughline.web.plan.models import Milestone, PlanAnswer
from throughline.web.plan.rounds.page import NewRoundPage


def lines_to_ask(page: NewRoundPage, chosen: Mapping[str, int]) -> list[actions.ToAsk]:
    """Each line that is due news, with the person chosen for the organisation that leads it."""
    partnership = page.version.plan.partnership
    people = Person.objects.filter(partnership=partnership).in_bulk(list(chosen.values()))
    agencies = {one.code: one for one in Agency.objects.filter(partnership=partnership, code__in=chosen)}
    rows = {one.code: one for one in Milestone.objects.filter(plan=page.version.plan)}
    return [
        actions.ToAsk(rows[line.code], agencies[lead.code], people[chosen[lead.code]])
        for lead in page.leads
        if lead.code in chosen
        for line in lead.lines
        if line.code in rows
    ]


def settle(answer: PlanAnswer, said: Mapping[str, Any], *, on: date, by: User | None, at: datetime) -> None:
    """Accept an answer, ask back or decline, as was chosen; raises what these actions refuse."""
    told: dict[str, Any] = {"on": on, "expected_version": said["version"], "by": by, "at": at}
    if said["answer"] == "accept":
        actions.accept_answer(answer=answer, **told)
    elif said["answer"] == "query":
        actions.query_answer(answer=answer, question=said["reply"], **told)
    else:
        actions.decline_answer(answer=answer, reason=said["reply"], **told)
