"""What whoever escalates chooses from: for whom they speak, and whom the terms let them ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from throughline.rules.escalation_states import boards_above
from throughline.web.access.models import Agency
from throughline.web.access.permits import Viewpoint
from throughline.web.governance.models import Body
from throughline.web.governance.queries import NoTermsYet, terms_on
from throughline.web.governance.standing import codes_of_seats
from throughline.web.plan.models import Objective
from throughline.web.risks.models import Risk
from throughline.web.risks.permits import codes_chaired_by, keeps_risks
from throughline.web.risks.register.choosing import agencies_to_choose, objectives_to_choose


@dataclass(frozen=True)
class Asking:
    """The choices of a form, and the records behind their values."""

    sources: Mapping[str, Body | Agency]
    agencies: Mapping[str, Agency]
    risks: Mapping[str, Risk]
    objectives: Mapping[str, Objective]
    choices: Mapping[str, Sequence[tuple[str, Any]]]


def asking_from(viewpoint: Viewpoint) -> Asking:
    """For whom a reader may ask, and whom: the boards above come first, then every other the terms know."""
    partnership = viewpoint.partnership
    if partnership is None:
        raise LookupError("An escalation belongs to a partnership.")
    bodies = list(Body.objects.filter(partnership=partnership).order_by("pk"))
    agencies = {one.code: one for one in agencies_to_choose(partnership)}
    sources = {f"body:{one.code}": one for one in bodies if _speaks_for(one, viewpoint)}
    person = viewpoint.person
    own: dict[str, Body | Agency] = dict(sources)
    if person is not None and person.agency is not None and codes_of_seats(person, viewpoint.on):
        own[f"agency:{person.agency.code}"] = person.agency
    open_ones = Risk.objects.filter(partnership=partnership, closed_on=None).prefetch_related("wordings")
    risks = {str(one.number): one for one in open_ones}
    objectives = {str(one.pk): one for one in objectives_to_choose(partnership)}
    return Asking(
        sources=own,
        agencies=agencies,
        risks=risks,
        objectives=objectives,
        choices={
            "source": [(key, one.name) for key, one in own.items()],
            "to": _boards(viewpoint, [one.code for one in sources.values()]),
            "about": [("", _("No organisation")), *((code, one.name) for code, one in agencies.items())],
            "risk": [
                ("", _("None")),
                *((key, f"{key} {_words_of(one)}"[:110]) for key, one in risks.items()),
            ],
            "objective": [("", _("None")), *((key, one.code) for key, one in objectives.items())],
        },
    )


def _words_of(risk: Risk) -> str:
    return [one.event for one in risk.wordings.all()][-1]


def _speaks_for(body: Body, viewpoint: Viewpoint) -> bool:
    return keeps_risks(viewpoint) or bool(codes_chaired_by(viewpoint) & {"", body.code})


def _boards(viewpoint: Viewpoint, sources: list[str]) -> list[tuple[str, str]]:
    if viewpoint.partnership is None:
        return []
    try:
        terms = terms_on(viewpoint.partnership, viewpoint.on)
    except NoTermsYet:
        return []
    names = {one.id: one.name for one in terms.externals} | {one.id: one.name for one in terms.bodies}
    above = [code for source in sources for code in boards_above(terms, source) if code in names]
    return [(code, names[code]) for code in dict.fromkeys((*above, *names))]
