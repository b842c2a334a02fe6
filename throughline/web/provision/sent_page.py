"""What was understood of a file of needs or of services."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.rules.provision_rows import NEED_COLUMNS, SERVICE_COLUMNS
from throughline.web.provision.models import StagedRows
from throughline.web.provision.reads import pathways_on
from throughline.web.provision.rows import NeedTold, needs_in, provisions_in
from throughline.web.provision.shown import (
    Cell,
    Listing,
    Tab,
    Words,
    amount_words,
    cohorts_words,
    days_words,
    is_hidden,
    money_words,
)
from throughline.web.provision.told import ProvisionTold
from throughline.web.site.jinja import long_date
from throughline.words.cohorts import cohort_name

COLUMNS = {"needs": NEED_COLUMNS, "services": SERVICE_COLUMNS}


def sent_page(staged: StagedRows, on: date) -> Listing:
    """The rows of a file that waits, as they were understood. Raises RowsRefused."""
    partnership, content = staged.partnership, bytes(staged.content)
    words = Words(partnership, pathways_on(partnership, on))
    if staged.kind == StagedRows.Kind.NEEDS:
        needs = needs_in(partnership, content, staged.name, on=on)
        heads = (_("Need"), (_("Size"), "n"), _("What shows it"), _("As it was on"))
        rows = tuple(_need(one, words) for one in needs)
    else:
        services = provisions_in(partnership, content, staged.name, on=on)
        heads = (_("Service"), (_("Takes"), "n"), _("Provider"), _("When"))
        rows = tuple(_offered(one, words) for one in services)
    said = ngettext("%(n)d row was understood.", "%(n)d rows were understood.", len(rows))
    return Listing(
        caption=staged.name,
        title=_("Look at it before you accept it"),
        lead=_("%(said)s Nothing is recorded yet.") % {"said": said % {"n": len(rows)}},
        tabs=(Tab(_("What was understood"), heads, rows),),
    )


def _need(one: NeedTold, words: Words) -> tuple[Cell, ...]:
    about = (one.place.name, cohort_name(one.cohort), *one.true_of)
    return (
        {"words": words.pathway(one.pathway), "note": ", ".join(about)},
        amount_words(one.size, hides=is_hidden(one.size.number)),
        one.evidence,
        long_date(one.assessed_on),
    )


def _offered(one: ProvisionTold, words: Words) -> tuple[Cell, ...]:
    about = (words.pathway(one.pathway), one.place.name, cohorts_words(one.cohorts), *one.requires)
    provider = one.provider_agency.name if one.provider_agency else one.provider
    return (
        {"words": one.name, "note": ", ".join(about)},
        amount_words(one.capacity, hides=False),
        {
            "words": provider,
            "note": " ".join(part for part in (money_words(one.cost), one.cost_year) if part),
        },
        days_words(one.from_on, one.until_on),
    )
