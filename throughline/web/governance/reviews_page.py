"""What a body looks at again: its terms, its members and its lines, with what came of each review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.papers.terms_in_sections import LINES
from throughline.rules.reviews import Reviewed, ReviewOwed, reviews_owed
from throughline.rules.terms.model import Terms
from throughline.rules.terms.words_for import names_in
from throughline.web.governance.models import Body, Review
from throughline.web.governance.queries import read_record, record_on, terms_record


@dataclass(frozen=True, kw_only=True)
class ReviewRow:
    """One thing to review: its words, when it was last done and came to what, and when it is next due."""

    about: str
    words: str
    last: Review | None
    due: date | None
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class ReviewsPage:
    """The reviews of a body on a day, and every one that was recorded, the last first."""

    lead: str
    rows: tuple[ReviewRow, ...]
    done: tuple[tuple[str, Review], ...]
    terms_number: int


def owed_by(body: Body, terms: Terms, day: date, rows: list[Review]) -> tuple[ReviewOwed, ...]:
    """What a body reviews on a day and when; ``terms`` are as written, ``rows`` every review it recorded."""
    done = [Reviewed(about=one.about, on=one.reviewed_on, next_on=one.next_on) for one in rows]
    return reviews_owed(terms, body.code, day, done)


def reviews_page(body: Body, day: date) -> ReviewsPage:
    """The reviews of a body on a day. Raises NoTermsYet, and KeyError where the terms have no such body."""
    record = terms_record(body.partnership, day)
    written, names = read_record(record), names_in(record_on(record, day))
    record_on(record, day).body(body.code)
    done = list(Review.objects.filter(body=body, reviewed_on__lte=day).order_by("-reviewed_on", "-pk"))
    owed = owed_by(body, written, day, done)
    last = {one.about: one for one in reversed(done)}
    rows = tuple(
        ReviewRow(
            about=one.about,
            words=about_in_words(one.about, names),
            last=last.get(one.about),
            due=one.due,
            is_late=one.due is not None and one.due < day,
        )
        for one in owed
    )
    return ReviewsPage(
        lead=_lead(rows),
        rows=rows,
        done=tuple((about_in_words(one.about, names), one) for one in done),
        terms_number=record.number,
    )


def about_in_words(about: str, names: dict[str, str]) -> str:
    """What is reviewed, in words; ``names`` are those of the terms by id."""
    if about == "terms":
        return _("Terms of reference")
    if about == "membership":
        return _("Membership list")
    _line, type_, to = about.split(":", 2)
    return f"{LINES.get(type_, type_).rstrip(':')} {names.get(to, to)}"


def _lead(rows: tuple[ReviewRow, ...]) -> str:
    late = sum(one.is_late for one in rows)
    if late:
        said = ngettext("%(n)d review is overdue.", "%(n)d reviews are overdue.", late)
        return said % {"n": late}
    coming = min((one.due for one in rows if one.due is not None), default=None)
    if coming is None:
        return _("No review has a day. Record one and say when the next is due.")
    return _("No review is overdue.")
