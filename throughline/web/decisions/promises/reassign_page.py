"""Which actions would pass to another owner: those of one person, or those that were ticked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint
from throughline.web.decisions.models import Action
from throughline.web.decisions.permits import codes_kept_by
from throughline.web.decisions.promises.reads import open_rows


@dataclass(frozen=True)
class ReassignPage:
    """The preview: what would pass on, and from whom one may choose."""

    lead: str
    person: str
    actions: tuple[Action, ...]
    owners: tuple[tuple[str, str], ...]
    """People who own open actions: key and name."""


def reassign_page(
    partnership: Partnership, viewpoint: Viewpoint, *, person: str, numbers: Sequence[str]
) -> ReassignPage:
    """The open actions that a reader may pass on, of a person or by their numbers; two queries or three."""
    rows = open_rows(partnership, codes_kept_by(viewpoint)).select_related("owner", "owner_agency", "body")
    every = list(rows.order_by("number"))
    owners = {str(one.owner.pk): one.owner.name for one in every if one.owner is not None}
    ticked = {int(one) for one in numbers if one.isdecimal()}
    found = tuple(
        one
        for one in every
        if (str(one.owner_id) == person if person and not ticked else one.number in ticked)
    )
    return ReassignPage(
        lead=_lead(len(found)),
        person=person,
        actions=found,
        owners=tuple(sorted(owners.items(), key=lambda pair: pair[1])),
    )


def _lead(number: int) -> str:
    if not number:
        return _("Choose the person who is leaving, to see which actions would pass on.")
    said = ngettext("%(n)d action would pass on.", "%(n)d actions would pass on.", number) % {"n": number}
    return f"{said} {_('Each is then asked to be accepted by its new owner.')}"
