"""What a body assured of each programme: the latest first, with links to the records that show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.papers.assurance_statement import Assured, assurance_statement
from throughline.papers.blocks import Document
from throughline.web.access.permits import Viewpoint
from throughline.web.decisions.addresses import address_of
from throughline.web.decisions.models import Decision
from throughline.web.decisions.register.register_page import decisions_readable_by
from throughline.web.governance.models import Body
from throughline.web.governance.queries import NoTermsYet, terms_on
from throughline.web.governance.standing import codes_readable_by
from throughline.web.plan.models import Objective
from throughline.web.plan.queries import objectives_closed_to, objectives_in_the_open, shown_code, version_on
from throughline.web.reports.grid_page import address_parts
from throughline.web.reports.models import Assurance, AssuranceEvidence, Report
from throughline.web.site.kinds import is_demonstration
from throughline.words.formats import day_words, days_words
from throughline.words.markings import read_marking

LEVELS = Assurance.Confidence.choices
LATEST = 20
"""How many records of each kind a list to choose from offers."""


@dataclass(frozen=True)
class AssuranceRow:
    """One statement: its programme, its days, how sure, why, and the records with their pages."""

    programme: str
    period: str
    confidence: str
    words: str
    given_on: str
    evidence: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class AssurancePage:
    """Every statement of a body, and the programmes of which nothing is stated."""

    lead: str
    rows: tuple[AssuranceRow, ...]
    without: tuple[str, ...]
    programmes: tuple[tuple[str, str], ...]


def assurance_page(body: Body, viewpoint: Viewpoint) -> AssurancePage:
    """What a body assured, in a fixed number of queries; a decision is linked where the reader knows it.

    Source: West Mercia terms, Core 2.
    """
    programmes = programmes_of(body, viewpoint.on)
    found = list(
        Assurance.objects.filter(body=body, given_on__lte=viewpoint.on).prefetch_related(
            "evidence__decision__body__partnership",
            "evidence__objective__plan__partnership",
            "evidence__report__body",
            "evidence__report__partnership",
        )
    )
    names = dict(programmes)
    known, closed = _known(body, viewpoint), objectives_closed_to(viewpoint)
    told = {one.programme for one in found}
    without = tuple(name for code, name in programmes if code not in told)
    return AssurancePage(
        lead=_lead(len(found), without),
        rows=tuple(_row(one, names, known, closed) for one in found),
        without=without,
        programmes=programmes,
    )


def _row(
    one: Assurance, names: dict[str, str], known: frozenset[int], closed: frozenset[tuple[int, str]]
) -> AssuranceRow:
    told = (each for each in one.evidence.all() if not each.objective or shown_code(each.objective, closed))
    return AssuranceRow(
        programme=names.get(one.programme, one.programme),
        period=days_words(one.period_starts, one.period_ends),
        confidence=str(one.get_confidence_display()).capitalize(),
        words=one.words,
        given_on=day_words(one.given_on),
        evidence=tuple(_shown(each, known) for each in told),
    )


def _shown(one: AssuranceEvidence, known: frozenset[int]) -> tuple[str, str]:
    if one.decision is not None:
        return one.decision.number, address_of(one.decision) if one.decision.pk in known else ""
    if one.objective is not None:
        plan = one.objective.plan
        parts = {"partnership": plan.partnership.slug, "year": plan.year, "code": one.objective.code}
        words = _("Objective %(code)s, %(year)s") % {"code": one.objective.code, "year": plan.year}
        return words, reverse("plan:objective", kwargs=parts)
    report = one.report
    return (str(report), reverse("reports:report", kwargs=address_parts(report))) if report else ("", "")


def _known(body: Body, viewpoint: Viewpoint) -> frozenset[int]:
    if body.code not in codes_readable_by(viewpoint):
        return frozenset()
    rows = decisions_readable_by(viewpoint, partnership=body.partnership, body=body.code)
    return frozenset(rows.order_by().values_list("pk", flat=True))


def _lead(count: int, without: Iterable[str]) -> str:
    said = ngettext("%(n)d assurance is given.", "%(n)d assurances are given.", count) % {"n": count}
    silent = list(without)
    if not silent:
        return said
    none = ngettext(
        "Of %(n)d programme nothing is stated.", "Of %(n)d programmes nothing is stated.", len(silent)
    ) % {"n": len(silent)}
    return f"{said} {none}"


def programmes_of(body: Body, day: date) -> tuple[tuple[str, str], ...]:
    """The programmes that the terms put under a body, by id and name."""
    try:
        terms = terms_on(body.partnership, day)
    except NoTermsYet:
        return ()
    return tuple(
        (one.id, one.name) for one in terms.programmes if not one.governed_by or body.code in one.governed_by
    )


def records_to_choose(body: Body, viewpoint: Viewpoint) -> list[tuple[str, str]]:
    """The records that may show an assurance: decisions, objectives of the plan in force, reports."""
    found = [(f"decision:{one.pk}", f"{one.number}: {one.text}"[:110]) for one in _decisions(body, viewpoint)]
    found += [(f"report:{one.pk}", f"{one}: {one.title}") for one in _reports(body)]
    version = version_on(body.partnership, viewpoint.on)
    if version is not None:
        objectives = objectives_in_the_open(body.partnership).filter(plan=version.plan)
        found += [
            (
                f"objective:{one.pk}",
                _("Objective %(code)s, %(year)s") % {"code": one.code, "year": version.plan.year},
            )
            for one in objectives
        ]
    return found


def _decisions(body: Body, viewpoint: Viewpoint) -> Iterable[Decision]:
    if body.code not in codes_readable_by(viewpoint):
        return ()
    return decisions_readable_by(viewpoint, partnership=body.partnership, body=body.code)[:LATEST]


def _reports(body: Body) -> Iterable[Report]:
    return Report.objects.filter(body=body).order_by("-number")[:LATEST]


def records_chosen(body: Body, keys: Iterable[str]) -> list[Any]:
    """The records of some choices."""
    kinds: dict[str, Any] = {
        "decision": Decision.objects.filter(body=body),
        "report": Report.objects.filter(body=body),
        "objective": Objective.objects.filter(plan__partnership=body.partnership),
    }
    wanted = [key.partition(":") for key in keys]
    return [
        record
        for kind, rows in kinds.items()
        for record in rows.filter(pk__in=[int(pk) for name, _colon, pk in wanted if name == kind])
    ]


def assurance_paper(body: Body, page: AssurancePage, on: date) -> Document:
    """The page as a paper."""
    terms = terms_on(body.partnership, on)
    return assurance_statement(
        body.name,
        tuple(
            Assured(
                one.programme,
                one.period,
                one.confidence,
                one.words,
                tuple(words for words, _at in one.evidence),
            )
            for one in page.rows
        ),
        page.without,
        lead=page.lead,
        marking=str(read_marking(terms.marking_default or "OFFICIAL")),
        computed_from=_("the assurances given by %(day)s and the records named beside each")
        % {"day": day_words(on)},
        fictional=is_demonstration(),
    )
