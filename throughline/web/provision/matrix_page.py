"""Need by pathway and place, what there is, and what is left; and one need with every service's reason."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.rules.provision import Amount, GapVerdict, Reach
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.provision.choices import Choices
from throughline.web.provision.models import Need, Provision
from throughline.web.provision.permits import KEEP_PROVISION
from throughline.web.provision.reads import pathways_on
from throughline.web.provision.reckoning import Reckoned, provisions_on, reckoned_on, reckoned_one
from throughline.web.provision.shown import (
    VERDICTS,
    Cell,
    Filter,
    Listing,
    Tab,
    Ways,
    Words,
    amount_words,
    capacity_words,
    gap_words,
)
from throughline.web.site.jinja import long_date
from throughline.words.cohorts import cohort_name
from throughline.words.formats import number_words

EVERYONE = "everyone"
WORST: tuple[GapVerdict, ...] = ("no-service", "gap", "not-known", "not-assessed", "met")
"""The order in which needs are listed."""


def matrix_page(choices: Choices, cohort: str) -> Listing:
    """Where there is need without service: pathways by places for one cohort, then need by need."""
    partnership, on = choices.partnership, choices.viewpoint.on
    every = reckoned_on(partnership, on)
    words = Words(partnership, dict(choices.pathways), dict(choices.places))
    there = sorted({one.row.cohort for one in every})
    chosen = cohort if cohort in {code or EVERYONE for code in there} else ""
    found = [one for one in every if not chosen or (one.row.cohort or EVERYONE) == chosen]
    found.sort(key=_place)
    return Listing(
        title=_("Where is need without service?"),
        lead=_lead(found, words),
        filters=(
            Filter(
                "cohort",
                _("Who"),
                (("", _("Anybody")), *((code or EVERYONE, cohort_name(code)) for code in there)),
                chosen,
            ),
        ),
        tabs=(*((_grid(found, words),) if found else ()), _lines(found, words)),
        ways=_ways(choices.viewpoint, words),
        files=_files(words, chosen),
        notes=(
            _(
                "A gap is the need less the capacity that reaches it. A service counts inside its dates, its "
                "eligibility, its place and the people it is for. Capacity that nobody knows is not nought: "
                "the gap is then up to so many."
            ),
            _(
                "Sizes of 1 to 4 are hidden, and so are those from which a small one would follow, with the "
                "gaps of both."
            ),
        ),
    )


def _place(one: Reckoned) -> tuple[bool, int, int, int]:
    """The widest gap first; what is hidden comes last, so that its place in the list tells nothing."""
    if one.is_hidden:
        return True, 0, 0, one.row.pk
    return False, WORST.index(one.gap.verdict), -(one.gap.at_most or 0), one.row.pk


def _lead(found: list[Reckoned], words: Words) -> str:
    if not found:
        return _("No need is recorded yet. Record one, or send a file of them.")
    short = [one for one in found if one.gap.verdict in ("no-service", "gap") and not one.is_hidden]
    said = ngettext("%(n)d need is recorded.", "%(n)d needs are recorded.", len(found)) % {"n": len(found)}
    if not short:
        return _("%(said)s None is known to be without enough service.") % {"said": said}
    worst = short[0].row
    return _("%(said)s %(short)s. The widest: %(who)s, %(pathway)s, %(place)s.") % {
        "said": said,
        "short": ngettext("%(n)d lacks enough service", "%(n)d lack enough service", len(short))
        % {"n": len(short)},
        "who": cohort_name(worst.cohort).lower(),
        "pathway": words.pathway(worst.pathway).lower(),
        "place": words.place(worst.place.code),
    }


def _grid(found: list[Reckoned], words: Words) -> Tab:
    places = [code for code in words.places if any(one.row.place.code == code for one in found)]
    pathways = [code for code in words.pathways if any(one.row.pathway == code for one in found)]
    return Tab(
        _("Need and what is left of it, by pathway and place"),
        (_("Pathway"), *((words.place(code), "n") for code in places)),
        tuple(
            (words.pathway(pathway), *(_corner(found, pathway, place, words) for place in places))
            for pathway in pathways
        ),
    )


def _corner(found: list[Reckoned], pathway: str, place: str, words: Words) -> Cell:
    here = [one for one in found if (one.row.pathway, one.row.place.code) == (pathway, place)]
    if not here:
        return _("Not assessed")
    if len(here) > 1:
        said = (f"{cohort_name(one.row.cohort)}: {gap_words(one.gap, hides=one.is_hidden)}" for one in here)
        return {"words": _("Gap"), "note": "; ".join(said)}
    one = here[0]
    return {
        "words": _("Gap: %(gap)s") % {"gap": gap_words(one.gap, hides=one.is_hidden).lower()},
        "note": _("Need: %(need)s") % {"need": amount_words(_size(one.row), hides=one.is_hidden).lower()},
        "address": words.address("need", need=one.row.pk),
    }


def _lines(found: list[Reckoned], words: Words) -> Tab:
    return Tab(
        _("Need by need, the widest gap first"),
        (_("Need"), _("How it stands"), (_("Size"), "n"), (_("Reaches them"), "n"), (_("Gap"), "n")),
        tuple(_line(one, words) for one in found),
        empty=_("Nothing is recorded for these people."),
    )


def _line(one: Reckoned, words: Words) -> tuple[Cell, ...]:
    where = (cohort_name(one.row.cohort), words.place(one.row.place.code))
    return (
        {
            "words": words.pathway(one.row.pathway),
            "note": ", ".join(where),
            "address": words.address("need", need=one.row.pk),
        },
        {"words": str(VERDICTS[one.gap.verdict][1]), "kind": VERDICTS[one.gap.verdict][0]}
        if not one.is_hidden
        else _("Hidden"),
        amount_words(_size(one.row), hides=one.is_hidden),
        number_words(one.gap.capacity) if not one.gap.unknown else _there(one),
        gap_words(one.gap, hides=one.is_hidden),
    )


def _there(one: Reckoned) -> str:
    return _("%(number)s and more") % {"number": number_words(one.gap.capacity)}


def _size(row: Need) -> Amount:
    return Amount(row.size, row.unit, row.per)  # type: ignore[arg-type]


def _ways(viewpoint: Viewpoint, words: Words) -> Ways:
    read = (
        (_("Services"), words.address("directory")),
        (_("Gaps recorded"), words.address("gaps")),
        (_("Recommendations to others"), words.address("influence")),
        (_("What bodies mean to buy"), words.address("intentions")),
        (_("Programmes"), words.address("catalogue", register="programmes")),
        (_("Funding"), words.address("catalogue", register="funding")),
        (_("Interventions"), words.address("catalogue", register="interventions")),
        (_("Scoping work"), words.address("catalogue", register="scoping")),
        (_("Options for future services"), words.address("catalogue", register="options")),
        (_("Evaluations of services"), words.address("catalogue", register="evaluations")),
        (_("Reference documents"), words.address("catalogue", register="references")),
        (_("Assessments of needs"), words.address("assessments")),
    )
    if not holds_permit(KEEP_PROVISION, viewpoint):
        return read
    return (
        (_("Record a need"), words.address("new_need")),
        (_("Send a file of needs"), words.address("send", kind="needs")),
        (_("Places"), words.address("places")),
        *read,
    )


def _files(words: Words, chosen: str) -> Ways:
    asked = f"?cohort={chosen}" if chosen else ""
    return tuple(
        (label, words.address("matrix_file", sheet=sheet) + asked)
        for sheet, label in (("xlsx", _("XLSX")), ("ods", _("ODS")), ("csv", _("CSV")))
    )


def need_page(choices: Choices, row: Need) -> Listing:
    """One need with its evidence, and every service of its pathway with why it counts or does not."""
    viewpoint, partnership = choices.viewpoint, choices.partnership
    one = reckoned_one(row, viewpoint.on)
    words = Words(partnership, pathways_on(partnership, viewpoint.on), dict(choices.places))
    services = {str(row.number): row for row in provisions_on(partnership, viewpoint.on)}
    kind = VERDICTS[one.gap.verdict][1]
    says = gap_words(one.gap, hides=one.is_hidden)
    return Listing(
        caption=words.pathway(row.pathway),
        title=_("%(who)s, %(place)s")
        % {"who": cohort_name(row.cohort), "place": words.place(row.place.code)},
        lead=_("%(stands)s. Gap: %(gap)s.")
        % {"stands": kind if not one.is_hidden else _("Hidden"), "gap": says.lower()},
        facts=tuple(_facts(one)),
        tabs=(
            Tab(
                _("Services of this pathway, and whether they count"),
                (_("Service"), _("Counts"), (_("Takes"), "n")),
                tuple(
                    _reach(reach, services[reach.offer.name], words)
                    for reach in one.gap.reaches
                    if reach.offer.pathway == row.pathway
                ),
                empty=_("The directory has no service of this pathway."),
            ),
        ),
        ways=(
            ((_("Record this gap"), words.address("new_gap") + f"?need={row.pk}"),)
            if holds_permit(KEEP_PROVISION, viewpoint)
            else ()
        ),
    )


def _facts(one: Reckoned) -> Iterator[tuple[str, str]]:
    row = one.row
    yield _("How many"), amount_words(_size(row), hides=one.is_hidden)
    if row.true_of:
        yield _("What holds of all of them"), ", ".join(row.true_of)
    yield _("What shows it"), row.evidence
    yield _("As it was on"), long_date(row.assessed_on)
    if row.assessment:
        yield _("From"), f"{row.assessment}: {row.assessment.title}"


def _reach(reach: Reach, service: Provision, words: Words) -> tuple[Cell, ...]:
    said = {
        "counts": _("Counts"),
        "share-unknown": _("Nobody knows how much: %(why)s") % {"why": reach.why},
        "does-not-count": _("Does not count: %(why)s") % {"why": reach.why},
    }
    return (
        {"words": service.name, "address": words.address("listed", listed=service.number)},
        said[reach.kind],
        capacity_words(service),
    )
