"""The terms and the map of a day as papers, the same for the page, the PDF and the Word file."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from throughline.papers.blocks import Document
from throughline.papers.governance_map import GovernanceMap, drawing, governance_map
from throughline.papers.map_of_terms import leading_body, map_of_terms
from throughline.papers.terms_in_sections import terms_in_sections
from throughline.papers.terms_of_reference import terms_of_reference
from throughline.web.access.models import Partnership
from throughline.web.governance.models import Body
from throughline.web.governance.queries import terms_on, terms_record
from throughline.words.formats import weekday_words


def terms_paper(body: Body, day: date) -> Document:
    """The terms of a body as they hold on a day.

    Raises NoTermsYet, and KeyError where the terms have no such body on that day.
    """
    terms = terms_on(body.partnership, day)
    record = terms_record(body.partnership, day)
    return terms_of_reference(
        terms_in_sections(terms, body.code),
        marking=terms.marking_default or "OFFICIAL",
        computed_from=f"terms {record.number} ({record.digest[:12]}), on {weekday_words(day)}",
        version=f"terms {record.number}",
    )


def map_of_day(partnership: Partnership, day: date) -> GovernanceMap:
    """The map of a partnership on a day, drawn around its first body with terms. Raises NoTermsYet."""
    terms = terms_on(partnership, day)
    return map_of_terms(terms, on_words=weekday_words(day), own=leading_body(terms))


def map_paper(partnership: Partnership, day: date) -> Document:
    """The map of a partnership on a day as a paper: drawing, table and what is missing. Raises NoTermsYet."""
    record = terms_record(partnership, day)
    return governance_map(
        map_of_day(partnership, day),
        marking=terms_on(partnership, day).marking_default or "OFFICIAL",
        computed_from=f"terms {record.number} ({record.digest[:12]}), on {weekday_words(day)}",
        heading=_("Governance map"),
    )


def map_as_svg(shown: GovernanceMap) -> bytes:
    """The wide drawing of a map as a file."""
    return drawing(shown).svg.encode()


__all__ = ["map_as_svg", "map_of_day", "map_paper", "terms_paper"]
