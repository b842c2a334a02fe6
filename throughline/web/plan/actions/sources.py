"""The register of sources, what serves each, and the plans that partners keep. Each act leaves its event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from throughline.rules.plan.sources import STANDARD_KINDS, SourceRow
from throughline.web.access.audit import record_event
from throughline.web.access.models import Agency, Partnership, User
from throughline.web.decisions.models import Action
from throughline.web.decisions.standing import person_of
from throughline.web.plan.models import (
    DeliveryPlan,
    PartnerPlan,
    Source,
    SourceHolder,
    SourceKind,
    SourceLink,
)
from throughline.web.plan.queries import version_on, whole_plan_of
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class SourceRefused(Refused):
    """The register cannot hold that."""


class LinkRefused(Refused):
    """That line cannot serve that source, or serves it already."""


@transaction.atomic
def name_source_kind(
    *,
    partnership: Partnership,
    code: str,
    name: str,
    by: User | None,
    at: datetime,
    binds: bool = False,
) -> SourceKind:
    """Add a kind of source to a partnership's own list. Raises SourceRefused for one that is there."""
    _standard_kinds(partnership)
    if SourceKind.objects.filter(partnership=partnership, code=code).exists():
        raise SourceRefused(f"The kind “{code}” is in the list already. Nothing was changed.")
    place = SourceKind.objects.filter(partnership=partnership).count()
    made = SourceKind.objects.create(
        partnership=partnership, code=code, name=name, binds=binds, position=place
    )
    record_event(
        by=by, at=at, what="kind of source named", thing=made, partnership=partnership, detail={"code": code}
    )
    return made


def _standard_kinds(partnership: Partnership) -> dict[str, SourceKind]:
    """The kinds of a partnership by code; the standard ones begin its list."""
    if not SourceKind.objects.filter(partnership=partnership).exists():
        SourceKind.objects.bulk_create(
            SourceKind(partnership=partnership, code=code, name=name, binds=binds, position=place)
            for place, (code, (name, binds)) in enumerate(STANDARD_KINDS.items())
        )
    return {one.code: one for one in SourceKind.objects.filter(partnership=partnership)}


@transaction.atomic
def record_sources(
    *, partnership: Partnership, rows: Sequence[SourceRow], by: User | None, at: datetime
) -> tuple[Source, ...]:
    """Put sources into the register, all of them or none.

    Raises SourceRefused for a code that is there, a kind, a source or an organisation that is not.
    """
    kinds = _standard_kinds(partnership)
    agencies = {one.code: one for one in Agency.objects.filter(partnership=partnership)}
    known = {one.code: one for one in Source.objects.filter(partnership=partnership)}
    made: list[Source] = []
    for row in rows:
        _refuse_row(row, kinds, agencies, known)
        source = Source.objects.create(
            partnership=partnership,
            code=row.code,
            kind=kinds[row.kind],
            title=row.title,
            text=row.text,
            publisher=row.publisher,
            published=row.published,
            reference=row.reference,
            part_of=known[row.part_of] if row.part_of else None,
            from_on=row.from_on,
            until_on=row.until_on,
            recorded_at=at,
        )
        known[row.code] = source
        made.append(source)
        for code in row.held_by:
            SourceHolder.objects.create(source=source, agency=agencies[code])
        record_event(
            by=by,
            at=at,
            what="source recorded",
            thing=source,
            partnership=partnership,
            detail={"code": row.code, "kind": row.kind},
        )
    return tuple(made)


def _refuse_row(
    row: SourceRow,
    kinds: dict[str, SourceKind],
    agencies: dict[str, Agency],
    known: dict[str, Source],
) -> None:
    if row.code in known:
        raise SourceRefused(f"“{row.code}” is in the register already. Give it another code.")
    if row.kind not in kinds:
        raise SourceRefused(f"“{row.kind}” is no kind of source. Use {', '.join(sorted(kinds))}.")
    if row.part_of and row.part_of not in known:
        raise SourceRefused(f"“{row.part_of}” is not in the register. Record it first.")
    for code in row.held_by:
        if code not in agencies:
            raise SourceRefused(f"“{code}” is no organisation of this partnership. Use its id.")
    if row.from_on and row.until_on and row.until_on < row.from_on:
        raise SourceRefused(f"“{row.code}” cannot end on {day_words(row.until_on)}, before it begins.")


@transaction.atomic
def answer_direction(*, source: Source, action: Action, by: User | None, at: datetime) -> Source:
    """Say which action answers a source that directs something to be done. Raises SourceRefused."""
    if source.response_id or action.partnership_id != source.partnership_id:
        raise SourceRefused(
            f"“{source.title}” is answered already, or that action is of another partnership. "
            "Nothing was changed."
        )
    source.response = action
    source.save(update_fields=["response"])
    record_event(
        by=by,
        at=at,
        what="direction answered",
        thing=source,
        partnership=source.partnership,
        detail={"code": source.code, "action": action.number},
    )
    return source


@transaction.atomic
def link_source(
    *, source: Source, plan: DeliveryPlan, line: str, on: date, by: User | None, at: datetime
) -> SourceLink:
    """Say that an objective or a priority of a plan serves a source. Raises LinkRefused."""
    version = version_on(plan.partnership, on, year=plan.year)
    read = whole_plan_of(version) if version else None
    lines = {one.id for one in (*read.objectives, *read.priorities)} if read else set()
    if source.partnership_id != plan.partnership_id or line not in lines:
        raise LinkRefused(
            f"“{line}” is no objective or priority of the plan of {plan.year}. Use its number. "
            "Nothing was changed."
        )
    if SourceLink.objects.filter(source=source, plan=plan, line=line, ended_on=None).exists():
        raise LinkRefused(f"{line} is linked with “{source.title}” already. Nothing was changed.")
    made = SourceLink.objects.create(
        source=source, plan=plan, line=line, linked_on=on, by=person_of(by, plan.partnership)
    )
    record_event(
        by=by,
        at=at,
        what="source linked",
        thing=made,
        partnership=plan.partnership,
        detail={"source": source.code, "line": line, "year": plan.year},
    )
    return made


@transaction.atomic
def unlink_source(*, link: SourceLink, on: date, by: User | None, at: datetime) -> SourceLink:
    """End a link from a day; it stays readable. Raises LinkRefused for one that ended."""
    if link.ended_on:
        raise LinkRefused(f"This link ended on {day_words(link.ended_on)}. Nothing was changed.")
    link.ended_on = on
    link.save(update_fields=["ended_on"])
    record_event(
        by=by,
        at=at,
        what="source unlinked",
        thing=link,
        partnership=link.plan.partnership,
        detail={"source": link.source.code, "line": link.line, "on": str(on)},
    )
    return link


@transaction.atomic
def record_partner_plan(
    *,
    partnership: Partnership,
    title: str,
    starts: date,
    ends: date,
    stands: str,
    by: User | None,
    at: datetime,
    agency: Agency | None = None,
    owner: str = "",
    reference: str = "",
    plan: DeliveryPlan | None = None,
) -> PartnerPlan:
    """Record a plan that a partner or another body keeps, linked with ours and never copied.

    Raises SourceRefused without an owner, or where its days are out of order.
    """
    if agency is None and not owner.strip():
        raise SourceRefused("Say whose plan it is. Nothing was changed.")
    if ends <= starts:
        raise SourceRefused(f"A plan cannot end on {day_words(ends)}, before it begins. Correct the days.")
    made = PartnerPlan.objects.create(
        partnership=partnership,
        agency=agency,
        owner=owner.strip(),
        title=title,
        starts=starts,
        ends=ends,
        reference=reference,
        stands=stands,
        plan=plan,
        recorded_at=at,
    )
    record_event(
        by=by,
        at=at,
        what="partner's plan recorded",
        thing=made,
        partnership=partnership,
        detail={"agency": agency.code if agency else "", "stands": stands, "plan": plan.year if plan else ""},
    )
    return made
