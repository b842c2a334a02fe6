"""What the page of evaluation readiness shows: the flow of a scheme, what is lacking, and what to know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughline.figures.cohorts import readiness as rule
from throughline.figures.cohorts.linking.reviewing import MEMORY
from throughline.figures.cohorts.scheme_records import ReadScheme, Scheme, read_scheme, schemes_of_several
from throughline.figures.measures.released_readiness import ReleasedReadiness, release_readiness
from throughline.web.access.models import Partnership
from throughline.web.extracts.readiness_forms import ChooseScheme, scheme_words
from throughline.web.extracts.stores import store_of
from throughline.words.formats import day_words, days_words, list_words
from throughline.words.refusals import Refused

STEPS: Final = {
    rule.RECORDS: gettext_lazy("Records of people who began in the period"),
    rule.COUNTED_ALREADY: gettext_lazy("A further record of a person counted already"),
    rule.YOUNG: gettext_lazy("Under 18 at the start"),
    rule.NOT_FOLLOWED: gettext_lazy("The follow-up is not over yet"),
    rule.INCOMPLETE: gettext_lazy("The record lacks an identifier"),
    rule.COMPLETE: gettext_lazy("People with a complete record"),
}
IDENTIFIERS: Final = {
    "surname": gettext_lazy("surname"),
    "forename": gettext_lazy("forename"),
    "date of birth": gettext_lazy("date of birth"),
    "sex": gettext_lazy("sex"),
}


@dataclass(frozen=True)
class ShownReadiness:
    """Whether one scheme can be evaluated, in words."""

    counter: str
    """Such as “47 of 60”; empty where the count is hidden."""
    lead: str
    is_ready: bool
    caption: str
    steps: tuple[tuple[str, str], ...]
    suppliers: tuple[str, ...]
    lacks: tuple[tuple[str, ...], ...]
    """For each set of identifiers that records lack: its words, the counts by supplier, and all."""
    warnings: tuple[str, ...]
    has_complete: bool
    has_incomplete: bool


@dataclass(frozen=True)
class ReadinessPage:
    """Everything that the page shows; ``shown`` is None until a scheme was chosen that can be read."""

    form: ChooseScheme
    has_schemes: bool
    shown: ShownReadiness | None
    refused: str


def readiness_page(
    partnership: Partnership, asked: Mapping[str, Any], today: date, *, by_area: bool
) -> ReadinessPage:
    """The page for what was asked, read from the store as it lies; by area for readers of extracts alone."""
    try:
        form = chosen(partnership, asked, today, by_area=by_area)
    except Refused as refusal:
        return ReadinessPage(
            ChooseScheme(None, schemes=(), today=today, by_area=by_area), False, None, str(refusal)
        )
    has_schemes = bool(form.fields["scheme"].choices)  # type: ignore[attr-defined]
    if not form.is_bound or not form.is_valid():
        return ReadinessPage(form, has_schemes, None, "")
    try:
        read = read_chosen(partnership, form, today)
    except Refused as refusal:
        return ReadinessPage(form, has_schemes, None, str(refusal))
    names = dict(partnership.agencies.values_list("code", "name"))
    return ReadinessPage(form, has_schemes, _shown(read, names, by_area=by_area), "")


def chosen(partnership: Partnership, asked: Mapping[str, Any], today: date, *, by_area: bool) -> ChooseScheme:
    """The form with what was asked, unbound where nothing was. Raises what the store refuses."""
    schemes = schemes_of_several(store_of(partnership), memory=MEMORY)
    said = asked if "scheme" in asked else None
    return ChooseScheme(said, schemes=schemes, today=today, by_area=by_area)


def read_chosen(partnership: Partnership, form: ChooseScheme, today: date) -> ReadScheme:
    """The scheme that a valid form chose. Raises what the store refuses."""
    scheme, period = form.wanted()
    return read_scheme(store_of(partnership), scheme, period=period, on=today, memory=MEMORY)


def _shown(read: ReadScheme, names: Mapping[str, str], *, by_area: bool) -> ShownReadiness:
    found = release_readiness(read)
    is_hidden = found.complete.value is None
    return ShownReadiness(
        counter="" if is_hidden else _("%(complete)s of %(least)d") % _counted(found),
        lead=_lead(found),
        is_ready=found.is_ready,
        caption=scheme_title(read.scheme) + ", " + days_words(read.period.first, read.period.last),
        steps=tuple((str(STEPS[step.why]), step.events.words) for step in found.steps),
        suppliers=tuple(names.get(one, one) for one in found.suppliers),
        lacks=tuple(
            (
                list_words([str(IDENTIFIERS[name]) for name in one.lacks]),
                *(cell.words for cell in one.people),
                one.everyone.words,
            )
            for one in found.lacks
        ),
        warnings=tuple(_warnings(found, by_area=by_area)),
        has_complete=bool(read.readiness.complete),
        has_incomplete=bool(read.readiness.incomplete),
    )


def scheme_title(scheme: Scheme) -> str:
    """A scheme with its area, as a heading names it."""
    return f"{scheme_words(scheme)}, {scheme.area}" if scheme.area else scheme_words(scheme)


def _counted(found: ReleasedReadiness) -> dict[str, Any]:
    return {"complete": found.complete.words, "least": rule.LEAST_PEOPLE}


def _lead(found: ReleasedReadiness) -> str:
    if found.is_ready:
        return _("Ready: an evaluation takes at least %(least)d complete records.") % _counted(found)
    if found.needed is None:
        return _("Far fewer than %(least)d records are complete.") % _counted(found)
    return ngettext(
        "%(num)d more complete record is needed.", "%(num)d more complete records are needed.", found.needed
    ) % {"num": found.needed}


def _warnings(found: ReleasedReadiness, *, by_area: bool) -> Iterator[str]:
    if not found.is_followed:
        yield _("Not everybody’s follow-up is over. It is from %(day)s on.") % {
            "day": day_words(found.followed_from)
        }
    if found.areas > 1 and not by_area:
        yield _("The records name several areas. A reader of extracts can look at one area at a time.")
    elif found.areas > 1:
        yield _("The records name several areas. Look at one area at a time, and write a file for each.")
    if found.rows_sent_back:
        yield ngettext(
            "%(num)d row of these extracts was sent back. It may be of this scheme.",
            "%(num)d rows of these extracts were sent back. They may be of this scheme.",
            found.rows_sent_back,
        ) % {"num": found.rows_sent_back}
    if found.filled.x:
        yield _("%(share)s are complete by what other extracts tell of the same person.") % {
            "share": found.filled.words
        }
    if found.without_pnc_id.x:
        yield _("%(share)s have no PNC id. Such people are found less often.") % {
            "share": found.without_pnc_id.words
        }
    yield _(
        "If people were chosen because they had just offended most, a fall follows without any help. "
        "Say so when you send the list."
    )
