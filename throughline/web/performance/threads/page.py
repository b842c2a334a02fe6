"""What the thread of one figure says: the figure, the return behind it, its target, its objective."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from throughline.figures.indicators.model import Indicator as Definition
from throughline.papers.blocks import Document, Text
from throughline.papers.charts.run_chart import months_words
from throughline.papers.thread import Thread, ThreadKnot, ThreadStrand, thread
from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint
from throughline.web.governance.queries import marking_on
from throughline.web.performance.indicators.figures import number_columns, numbers_of
from throughline.web.performance.measured.reads import releases_behind, with_releases
from throughline.web.performance.measured.shown import SHORT
from throughline.web.performance.models import Observation, Receipt
from throughline.web.performance.queries import counted_on, list_on, planned_indicators, received_scorecard
from throughline.web.plan.models import Objective
from throughline.web.plan.queries import plan_of, version_on
from throughline.web.plan.strands import Knot, ObjectiveSeen
from throughline.web.plan.thread import own_strands
from throughline.web.site.kinds import is_demonstration
from throughline.words.formats import day_words, days_words


def figure_thread(
    partnership: Partnership, indicator: str, figure: int, viewpoint: Viewpoint
) -> Document | None:
    """The thread of a figure that counts on the reader's day; None where there is none such."""
    day = viewpoint.on
    planned = planned_indicators(partnership, day).get(indicator)
    rows = counted_on(partnership, day).filter(pk=figure, indicator__code=indicator)
    row = with_releases(rows).select_related("receipt__supplier", "indicator").first()
    if planned is None or row is None:
        return None
    definition = planned.indicator
    seen = _objective(partnership, definition, viewpoint)
    strands = tuple(
        one
        for one in (
            ThreadStrand(_("The return behind it"), tuple(_return(partnership, row.receipt, row.line))),
            ThreadStrand(_("How it was measured"), tuple(_measured(row))),
            ThreadStrand(_("What is counted"), tuple(_counted(partnership, definition, row, day))),
            ThreadStrand(
                _("What it is measured against"), tuple(_target(planned.target, partnership, indicator))
            ),
            ThreadStrand(_("What it says"), tuple(_verdict(partnership, indicator, row, day))),
            *_plan_strands(seen),
        )
        if one.knots
    )
    return thread(
        Thread(
            title=_("Thread of a figure: %(indicator)s") % {"indicator": definition.name},
            lead=_("%(period)s: from the return that brought it to the promise that it tells of.")
            % {"period": months_words(row.starts, row.ends)},
            facts=_facts(definition, row),
            strands=strands,
            missing=tuple(_missing(seen, planned.target is None)),
            missing_heading=_("What is missing"),
            columns=(_("What"), _("When"), _("Came from")),
        ),
        marking=marking_on(partnership, day),
        computed_from=_("receipt %(receipt)s, line %(line)s")
        % {"receipt": row.receipt.reference, "line": row.line},
        version=_("FICTITIOUS") if is_demonstration() else "",
    )


def _facts(definition: Definition, row: Observation) -> tuple[tuple[str, Text], ...]:
    numbers = zip(number_columns(definition), numbers_of(definition, row), strict=True)
    place = [one for one in (row.area, row.group) if one]
    return (
        *((heading, number) for heading, number in numbers if number),
        (_("Status"), str(row.get_status_display())),
        *(((_("Part"), ", ".join(place)),) if place else ()),
    )


def _return(partnership: Partnership, receipt: Receipt, line: int) -> Iterator[ThreadKnot]:
    yield ThreadKnot(
        _("Receipt %(receipt)s, line %(line)s") % {"receipt": receipt.reference, "line": line},
        reverse("performance:receipt", kwargs={"partnership": partnership.slug, "receipt": receipt.pk}),
        day_words(receipt.received_on),
        _("%(accepted)s of %(read)s lines were taken in. Digest of the file: %(digest)s.")
        % {"accepted": receipt.lines_accepted, "read": receipt.lines_read, "digest": receipt.sha256},
        receipt.supplier.name,
    )


def _measured(row: Observation) -> Iterator[ThreadKnot]:
    """The measure, and every extract that its release rests on; nothing for a figure that was sent."""
    if not row.is_released:  # type: ignore[attr-defined]
        return
    release = releases_behind([row.receipt_id])[row.receipt_id]
    yield ThreadKnot(
        _("%(measure)s: followed to %(followed)s, proved by %(proved)s")
        % {
            "measure": release.version.name,
            "followed": day_words(release.followed_to),
            "proved": day_words(release.proved_by),
        },
        on=day_words(release.released_at.date()),
        note=_("Checksum of the release: %(checksum)s.") % {"checksum": release.checksum},
        came_from=release.version.code,
    )
    for one in release.extracts:
        yield ThreadKnot(
            _("Extract %(receipt)s: %(contract)s, %(period)s")
            % {
                "receipt": one.id[:SHORT],
                "contract": one.contract,
                "period": days_words(one.starts, one.ends),
            },
            on=day_words(one.came),
            note=_("Digest of the file: %(digest)s.") % {"digest": one.sha256},
            came_from=one.supplier,
        )


def _counted(
    partnership: Partnership, definition: Definition, row: Observation, day: date
) -> Iterator[ThreadKnot]:
    loaded = list_on(partnership, day)
    source = _("Indicators %(number)s") % {"number": loaded.number} if loaded else ""
    in_force = [one for one in definition.definitions if one.from_on <= row.starts]
    if in_force:
        yield ThreadKnot(
            in_force[-1].words, on=day_words(in_force[-1].from_on), came_from=in_force[-1].source
        )
        return
    counted = definition.numerator
    if definition.denominator:
        counted = _("%(part)s, out of: %(whole)s") % {"part": counted, "whole": definition.denominator}
    yield ThreadKnot(counted, on=day_words(loaded.loaded_on) if loaded else "", came_from=source)


def _target(target: object, partnership: Partnership, indicator: str) -> Iterator[ThreadKnot]:
    if target is not None:
        yield ThreadKnot(
            _("The target, its source and every target before it"),
            reverse(
                "performance:indicator", kwargs={"partnership": partnership.slug, "indicator": indicator}
            ),
            came_from=getattr(target, "source", ""),
        )


def _verdict(partnership: Partnership, indicator: str, row: Observation, day: date) -> Iterator[ThreadKnot]:
    received = received_scorecard(partnership, day)
    judged = received.card.rows if received else ()
    for one in judged:
        if one.judgement.indicator.id == indicator and row.receipt.reference in one.receipts:
            yield ThreadKnot(
                one.judgement.sentence,
                reverse("performance:scorecard", kwargs={"partnership": partnership.slug}),
                day_words(day),
                one.judgement.method,
            )


def _objective(
    partnership: Partnership, definition: Definition, viewpoint: Viewpoint
) -> ObjectiveSeen | None:
    version = version_on(partnership, viewpoint.on, viewpoint=viewpoint)
    known = {one.id for one in plan_of(version).objectives} if version else set()
    if version is None or definition.objective not in known:
        return None
    row = Objective.objects.filter(plan=version.plan, code=definition.objective).first()
    return ObjectiveSeen(row, version, viewpoint) if row else None


def _plan_strands(seen: ObjectiveSeen | None) -> Iterator[ThreadStrand]:
    if seen is None:
        return
    plan = seen.version.plan
    address = reverse(
        "plan:thread",
        kwargs={"partnership": plan.partnership.slug, "year": plan.year, "code": seen.objective.code},
    )
    named = _("Thread of objective %(number)s") % {"number": seen.objective.code}
    yield ThreadStrand(
        _("The promise"), (*map(_knot, own_strands.objective(seen)), ThreadKnot(named, address))
    )
    yield ThreadStrand(_("Its priority"), tuple(map(_knot, own_strands.priority(seen))))
    yield ThreadStrand(_("Decisions about it"), tuple(map(_knot, own_strands.decisions(seen))))


def _knot(knot: Knot) -> ThreadKnot:
    on = day_words(knot.on) if knot.on else ""
    return ThreadKnot(knot.words, knot.address, on, knot.note, knot.came_from)


def _missing(seen: ObjectiveSeen | None, has_no_target: bool) -> Iterator[str]:
    if has_no_target:
        yield _("No target was agreed for it.")
    if seen is None:
        yield _("No objective of the plan in force is told by it.")
