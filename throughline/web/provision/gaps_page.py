"""The register of gaps, by pathway; and one gap with its steps and the work asked for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.rules.provision import GAP_FOLLOWS
from throughline.web.access.permits import holds_permit
from throughline.web.decisions.models import Commission
from throughline.web.decisions.register.permits import commissions_readable_by
from throughline.web.governance.models import Body
from throughline.web.plan.queries import shown_code
from throughline.web.provision.choices import Choices
from throughline.web.provision.models import GapFinding, GapStep
from throughline.web.provision.permits import ASK_FOR_GAP, KEEP_PROVISION
from throughline.web.provision.shown import Cell, Listing, Tab, Ways, Words, is_hidden
from throughline.web.site.jinja import long_date
from throughline.words.cohorts import cohort_name
from throughline.words.formats import number_words

OPEN = ("found", "confirmed", "being-met")
STATES = {
    "found": "no news", "confirmed": "late", "being-met": "slipping", "accepted": "out",
    "closed": "complete", "dismissed": "out",
}  # fmt: skip
"""The shape of a status for each state."""
SEVEREST = ("high", "medium", "low")


def gaps_page(choices: Choices) -> Listing:
    """Every gap that was recorded: a count by pathway, then the open ones and the most severe first."""
    partnership = choices.partnership
    words = Words(partnership, dict(choices.pathways), dict(choices.places))
    rows = list(
        GapFinding.objects.filter(partnership=partnership).select_related("place", "owner", "objective")
    )
    rows.sort(key=lambda one: (one.state not in OPEN, SEVEREST.index(one.severity), one.number))
    return Listing(
        title=_("Gaps recorded"),
        lead=_lead(rows),
        tabs=(_by_pathway(rows, words), _every(rows, words, choices.closed)),
        ways=(
            ((_("Record a gap"), words.address("new_gap")),)
            if holds_permit(KEEP_PROVISION, choices.viewpoint)
            else ()
        ),
        files=tuple(
            (label, words.address("gaps_file", sheet=sheet))
            for sheet, label in (("xlsx", _("XLSX")), ("ods", _("ODS")), ("csv", _("CSV")))
        ),
    )


def _lead(rows: list[GapFinding]) -> str:
    if not rows:
        return _("No gap is recorded. The page of a need that lacks service lets you record one.")
    still = [one for one in rows if one.state in OPEN]
    said = ngettext("%(n)d gap is open", "%(n)d gaps are open", len(still)) % {"n": len(still)}
    severe = sum(one.severity == "high" for one in still)
    met = sum(one.state == "being-met" for one in still)
    return _("%(said)s: %(severe)d severe, %(met)d being met.") % {
        "said": said,
        "severe": severe,
        "met": met,
    }


def _by_pathway(rows: list[GapFinding], words: Words) -> Tab:
    counts = Counter((one.pathway, one.state in OPEN) for one in rows)
    return Tab(
        _("By pathway"),
        (_("Pathway"), (_("Open"), "n"), (_("Settled"), "n"), (_("Severe and open"), "n")),
        tuple(
            (
                words.pathway(code),
                str(counts[code, True]),
                str(counts[code, False]),
                str(sum(r.severity == "high" and r.state in OPEN for r in rows if r.pathway == code)),
            )
            for code in sorted({one.pathway for one in rows}, key=words.pathway)
        ),
        empty=_("No gap is recorded."),
    )


def _every(rows: list[GapFinding], words: Words, closed: frozenset[tuple[int, str]]) -> Tab:
    return Tab(
        _("Every gap, the open and severe first"),
        (_("Gap"), _("State"), _("Severity"), (_("At most"), "n"), _("Owner"), _("Evidence"), _("Objective")),
        tuple(_row(one, words, closed) for one in rows),
        empty=_("No gap is recorded."),
    )


def _row(one: GapFinding, words: Words, closed: frozenset[tuple[int, str]]) -> tuple[Cell, ...]:
    where = (words.pathway(one.pathway), words.place(one.place.code), cohort_name(one.cohort))
    return (
        {
            "words": f"{one.number} {one.words}",
            "note": ", ".join(where),
            "address": words.address("gap", gap=one.number),
        },
        {"words": one.get_state_display().capitalize(), "kind": STATES[one.state]},
        one.get_severity_display().capitalize(),
        _size(one),
        one.owner.name,
        one.evidence,
        shown_code(one.objective, closed) or _("None"),
    )


def _size(one: GapFinding) -> str:
    if one.size is None:
        return _("Not known")
    return _("Hidden") if is_hidden(one.size) else number_words(one.size)


def gap_page(choices: Choices, gap: GapFinding) -> Listing:
    """One gap: what is missing, what shows it, each step, and who was asked to close it."""
    words = Words(choices.partnership, dict(choices.pathways), dict(choices.places))
    steps = list(gap.steps.select_related("by", "commission"))
    asked = {one.commission_id for one in steps if one.commission_id}
    seen = set(
        Commission.objects.filter(commissions_readable_by(choices.viewpoint), pk__in=asked).values_list(
            "pk", flat=True
        )
    )
    return Listing(
        caption=_("Gap %(number)d") % {"number": gap.number},
        title=gap.words,
        lead=_("%(state)s. Severity: %(severity)s. Owned by %(owner)s.")
        % {
            "state": gap.get_state_display().capitalize(),
            "severity": gap.get_severity_display(),
            "owner": gap.owner.name,
        },
        facts=tuple(_facts(gap, words, choices.closed)),
        tabs=(
            Tab(
                _("What became of it"),
                (_("Step"), _("When"), _("By"), _("Work asked for")),
                tuple(_step(one, words, seen) for one in steps),
                empty=_("Nobody has looked at it yet."),
            ),
        ),
        ways=_ways(choices, gap, words),
    )


def _facts(gap: GapFinding, words: Words, closed: frozenset[tuple[int, str]]) -> Iterator[tuple[str, str]]:
    yield _("Pathway"), words.pathway(gap.pathway)
    yield _("Place"), words.place(gap.place.code)
    yield _("Who"), cohort_name(gap.cohort)
    yield _("At most"), _size(gap)
    yield _("What shows it"), gap.evidence
    yield _("Found on"), long_date(gap.found_on)
    if code := shown_code(gap.objective, closed):
        yield _("Objective"), code
    if gap.assessment:
        yield _("From"), f"{gap.assessment}: {gap.assessment.title}"


def _step(one: GapStep, words: Words, seen: set[int]) -> tuple[Cell, ...]:
    commission: Cell = _("None")
    if one.commission is not None and one.commission_id in seen:
        parts = {"partnership": words.partnership.slug, "commission": one.commission.number}
        commission = {
            "words": f"{one.commission}: {one.commission.get_state_display()}",
            "note": one.commission.product,
            "address": reverse("decisions:commission", kwargs=parts),
        }
    return (
        {"words": one.get_to_display().capitalize(), "note": one.words},
        long_date(one.taken_on),
        one.by.name if one.by else "",
        commission,
    )


def _ways(choices: Choices, gap: GapFinding, words: Words) -> Ways:
    return tuple(_may(choices, gap, words))


def _may(choices: Choices, gap: GapFinding, words: Words) -> Iterator[tuple[str, str]]:
    follows = GAP_FOLLOWS[gap.state]  # type: ignore[index]
    if follows and holds_permit(KEEP_PROVISION, choices.viewpoint):
        yield _("Record what happens now"), words.address("gap_step", gap=gap.number)
    if "act" in follows and holds_permit(ASK_FOR_GAP, choices.viewpoint):
        for body in asking_bodies(choices):
            yield (
                _("%(body)s asks another body for work") % {"body": body.name},
                words.address("gap_commission", gap=gap.number, body=body.code),
            )
    for step in gap.steps.filter(commission__isnull=False).select_related("commission"):
        if step.commission is not None:
            yield (
                _("Letter of commission %(number)d") % {"number": step.commission.number},
                words.address("letters", commission=step.commission.number),
            )


def asking_bodies(choices: Choices) -> list[Body]:
    """The bodies that have decided anything that the reader may know of, so that they can ask by it."""
    codes = {one.body.code for one in choices.decision_rows.values()}
    return [one for code, one in choices.body_rows.items() if code in codes]
