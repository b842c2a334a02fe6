"""When the terms of a body are next to be reviewed.

Source: rule R15; the partnership file, section 11 (duties).
"""

from __future__ import annotations

from datetime import date

from throughline.rules.terms.check_life import review_due
from throughline.rules.terms.in_force import in_force, on
from throughline.rules.terms.model import Terms, first_day


def terms_review_due(terms: Terms, body: str, day: date) -> date | None:
    """The day by which the terms in force on a day say that a body's terms are reviewed.

    Counted from the first day of the version in force. None where the terms ask for no review, do not
    date their version, or do not have the body that day. ``terms`` are as written.
    Source: rule R15.
    """
    here = on(terms, day).body_if_any(body)
    if here is None:
        return None
    adopted = max(filter(None, map(first_day, in_force(here.versions, day))), default=None)
    dues = [review_due(duty, adopted) for duty in here.duties if duty.what == "terms-review"]
    return min(filter(None, dues), default=None)
