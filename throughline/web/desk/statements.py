"""What settings and tables say of the site, for the papers that its owner has to keep."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.conf import settings

from throughline.papers.blocks import Document
from throughline.papers.impact_assessment import impact_assessment
from throughline.papers.record_of_processing import HeldTable, Processing, Together, record_of_processing
from throughline.web.access.models import Partnership
from throughline.web.site.cookies import age_in_words
from throughline.web.site.holdings import holdings
from throughline.web.site.kinds import is_demonstration
from throughline.web.site.owner import owner
from throughline.words.formats import weekday_words

STATEMENTS = {"impact-assessment": impact_assessment, "record-of-processing": record_of_processing}
"""The papers by the name of their file."""


def statement(name: str, day: date) -> Document:
    """One of the papers as the site stands on a day. Raises KeyError for an unknown name."""
    return STATEMENTS[name](processing(day))


def processing(day: date) -> Processing:
    """What is known; two queries and one for the kind of the store."""
    who = owner()
    return Processing(
        address=settings.SITE_URL,
        owner=who.name,
        contact=tuple(word for word in (who.email, who.phone) if word),
        lawful_basis=who.lawful_basis,
        partnerships=tuple(_partnerships()),
        held=tuple(
            HeldTable(one.in_words, one.holds or one.kind, one.why, one.how_long)
            for one in holdings()
            if one.is_personal
        ),
        mail=_mail(),
        measures=tuple(_measures()),
        not_yet=NOT_YET,
        on_words=weekday_words(day),
        fictional=is_demonstration(),
    )


def _partnerships() -> Iterator[Together]:
    for partnership in Partnership.objects.order_by("name").prefetch_related("agencies"):
        names = sorted(agency.name for agency in partnership.agencies.all())
        yield Together(partnership.name, tuple(names))


def _mail() -> str:
    server = settings.MAIL_SERVER
    if server is None:
        return "No mail server is set up: the site sends no e-mail, and keeps each message for the secretary."
    return f"E-mails go through {server.host}, port {server.port}. They hold a reference and a link."


def _measures() -> Iterator[str]:
    yield (
        "Pages are served by HTTPS only."
        if settings.HTTPS
        else "HTTPS is not set: the site may be reached only from its own machine."
    )
    yield (
        "Everybody signs in with a second step."
        if settings.SECOND_FACTOR == "required"
        else "A second step at sign-in is offered; each partnership may ask it of its people."
    )
    yield (
        f"A session ends after {age_in_words(settings.SESSION_IDLE_AGE)} without a request, and after "
        f"{age_in_words(settings.SESSION_COOKIE_AGE)} in any case."
    )
    yield "What a person may read follows from offices and seats with dates, asked anew on each request."
    yield "Each act leaves a row in an audit trail whose rows follow from one another; it holds no name."
    yield "The keys of second steps are locked with a key that is not in the store."
    yield "Pages load nothing from other sites and set only necessary cookies."


NOT_YET = (
    "Reading is not in the audit trail; changes, and signing in and out, are.",
    "Nothing is erased by itself when its period ends, and one person's data is not exported as such.",
    "Records in the database are not encrypted by the software: the disk has to be.",
    "No outside test of security has been made.",
)
