"""What the governance room reminds of: reviews of terms, appointments that end, seats that stay empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughline.rules.reminders import step_on
from throughline.rules.terms.in_force import on
from throughline.rules.terms.model import Terms, last_day
from throughline.web.access.models import InForce, OfficeHeld, Partnership
from throughline.web.governance.circles import seated_on
from throughline.web.governance.models import Appointment, Body, Review
from throughline.web.governance.queries import NoTermsYet, bodies_with_terms, terms_as_written
from throughline.web.governance.reviews_page import owed_by
from throughline.web.mail.kinds import add_kind
from throughline.web.mail.reminders import Reminder, add_reminders
from throughline.words.formats import day_words

People = Callable[[str], list[int]]
SAID = {
    ("terms", True): gettext_lazy("The terms of %(body)s were due for review on %(day)s."),
    ("terms", False): gettext_lazy("The terms of %(body)s are due for review on %(day)s."),
    ("membership", True): gettext_lazy("The members of %(body)s were to be confirmed by %(day)s."),
    ("membership", False): gettext_lazy("The members of %(body)s are to be confirmed by %(day)s."),
    ("line", True): gettext_lazy("A link of %(body)s was due for review on %(day)s."),
    ("line", False): gettext_lazy("A link of %(body)s is due for review on %(day)s."),
}
"""What a reminder says, by what is reviewed and whether its day is over."""


def declare() -> None:
    """Add this room's kinds and its source."""
    add_kind("terms-review", gettext_lazy("Terms, members or a link are due for review"))
    add_kind("appointment-ends", gettext_lazy("An appointment or an office ends"))
    add_kind("seat-vacant", gettext_lazy("A seat has been empty for 60 days"))
    add_reminders(due_in_governance)


def holders_of(partnership: Partnership, day: date, *offices: str) -> People:
    """Who holds one of some offices on a day, by the code of a body; the whole partnership's count for each.

    One query.
    """
    rows = OfficeHeld.objects.filter(InForce.on(day), person__partnership=partnership, office__in=offices)
    held = list(rows.order_by("pk").values_list("body_code", "person_id"))
    return lambda code: list(dict.fromkeys(person for body, person in held if body in ("", code)))


def due_in_governance(partnership: Partnership, day: date) -> Iterator[Reminder]:
    """What a partnership's secretaries are to hear on a day about its terms, seats and offices.

    Source: product rules, 3.6 (governance); rules R13 and R15.
    """
    try:
        terms = terms_as_written(partnership, day)
    except NoTermsYet:
        return
    secretaries = holders_of(partnership, day, "secretary")
    done: dict[int, list[Review]] = {}
    for row in Review.objects.filter(body__partnership=partnership):
        done.setdefault(row.body_id, []).append(row)
    for body in bodies_with_terms(partnership):
        yield from _reviews(body, terms, day, secretaries(body.code), done.get(body.pk, []))
        yield from _terms_of_office(body, terms, day, secretaries(body.code))
        yield from _vacancies(body, terms, day, secretaries(body.code))
    yield from _appointments(partnership, terms, day, secretaries)
    yield from _offices(partnership, terms, day, secretaries)


def _reviews(body: Body, terms: Terms, day: date, told: list[int], done: list[Review]) -> Iterator[Reminder]:
    """One reminder for each thing that is to be reviewed: the terms, the members, a link."""
    for owed in owed_by(body, terms, day, done):
        step = step_on("terms-review", owed.due, day, terms.calendar.working_days) if owed.due else None
        if owed.due is None or step is None:
            continue
        subject = owed.about.partition(":")[0]
        said, route = SAID[subject, owed.due < day], "governance:reviews"
        for person in told:
            yield Reminder(
                person_id=person,
                kind="terms-review",
                about=f"body:{body.pk}",
                sentence=said % {"body": body.name, "day": day_words(owed.due)},
                path=_path("governance:body_terms" if subject == "terms" else route, body),
                once=f"{step.code}:{body.pk}:{owed.due}" + ("" if subject == "terms" else f":{owed.about}"),
            )


def _terms_of_office(body: Body, terms: Terms, day: date, told: list[int]) -> Iterator[Reminder]:
    """One reminder for each office that the terms give until a day, such as a chair for one year."""
    here = on(terms, day).body_if_any(body.code)
    for office in here.offices if here is not None else ():
        last = last_day(office)
        step = step_on("appointment-ends", last, day, terms.calendar.working_days) if last else None
        if last is None or step is None:
            continue
        sentence = _("The terms give the office of %(office)s of %(body)s only until %(day)s.") % {
            "office": office.title or office.id.replace("-", " "),
            "body": body.name,
            "day": day_words(last),
        }
        for person in told:
            yield Reminder(
                person_id=person,
                kind="appointment-ends",
                about=f"body:{body.pk}",
                sentence=sentence,
                path=_path("governance:board", body),
                once=f"{step.code}:{body.pk}:{office.id}:{last}",
            )


def _vacancies(body: Body, terms: Terms, day: date, told: list[int]) -> Iterator[Reminder]:
    """One reminder for all seats of a body that have been empty so long; a further one when one is added."""
    try:
        vacant = seated_on(body, day, written=terms).vacant
    except KeyError:
        return
    calendar = terms.calendar.working_days
    since = [one.since for one in vacant if one.since and step_on("seat-vacant", one.since, day, calendar)]
    if not since:
        return
    sentence = ngettext(
        "%(n)d seat of %(body)s has been empty for 60 days or more.",
        "%(n)d seats of %(body)s have been empty for 60 days or more.",
        len(since),
    )
    for person in told:
        yield Reminder(
            person_id=person,
            kind="seat-vacant",
            about=f"body:{body.pk}",
            sentence=sentence % {"n": len(since), "body": body.name},
            path=_path("governance:seats", body),
            once=f"seat-vacant:{body.pk}:{max(since)}",
        )


def _appointments(
    partnership: Partnership, terms: Terms, day: date, secretaries: People
) -> Iterator[Reminder]:
    """The person whose appointment ends hears of it, and so does the secretary."""
    rows = Appointment.objects.filter(
        body__partnership=partnership,
        is_confirmed=True,
        until_on__gte=day,
        until_on__lte=day + LONGEST_BEFORE,
    )
    for row in rows.select_related("body", "body__partnership"):
        assert row.until_on is not None  # noqa: S101 - the rows were asked for by it
        step = step_on("appointment-ends", row.until_on, day, terms.calendar.working_days)
        if step is None:
            continue
        told = {"body": row.body.name, "day": day_words(row.until_on)}
        theirs = _("Your appointment to %(body)s ends on %(day)s.") % told
        other = _("An appointment to %(body)s ends on %(day)s.") % told
        others = [person for person in secretaries(row.body.code) if person != row.person_id]
        seats, board = _path("governance:seats", row.body), _path("governance:board", row.body)
        for person, sentence, path in [
            (row.person_id, theirs, board),
            *((one, other, seats) for one in others),
        ]:
            yield Reminder(
                person_id=person,
                kind="appointment-ends",
                about=f"appointment:{row.pk}",
                sentence=sentence,
                path=path,
                once=f"{step.code}:appointment:{row.pk}:{row.until_on}",
            )


def _offices(partnership: Partnership, terms: Terms, day: date, secretaries: People) -> Iterator[Reminder]:
    rows = OfficeHeld.objects.filter(
        person__partnership=partnership, until_on__gte=day, until_on__lte=day + LONGEST_BEFORE
    )
    for row in rows:
        assert row.until_on is not None  # noqa: S101 - the rows were asked for by it
        step = step_on("appointment-ends", row.until_on, day, terms.calendar.working_days)
        if step is None:
            continue
        sentence = _("The office of %(office)s ends on %(day)s.") % {
            "office": row.get_office_display().lower(),
            "day": day_words(row.until_on),
        }
        for person in dict.fromkeys([row.person_id, *secretaries(row.body_code)]):
            yield Reminder(
                person_id=person,
                kind="appointment-ends",
                about=f"office:{row.pk}",
                sentence=sentence,
                path=reverse("governance:partnership", kwargs={"partnership": partnership.slug}),
                once=f"{step.code}:office:{row.pk}:{row.until_on}",
            )


LONGEST_BEFORE = timedelta(days=70)
"""Further ahead than any reminder of the calendar, so that no far end is read every minute."""


def _path(route: str, body: Body) -> str:
    return reverse(route, kwargs={"partnership": body.partnership.slug, "body": body.code})
