"""The address by which a lead answers for all its lines: a reference and a seal over it.

The store keeps the reference alone; the seal is made with the site's secret key, so a copy of the
store opens no link. An address is for one person and one round, and takes one answer a line.
"""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.web.decisions.chase.links import REFERENCE, LinkEnded, LinkNotWhole, NoLongerTheirs, has_left
from throughline.web.mail.reminders import Reminder
from throughline.web.plan.models import UpdateLetter
from throughline.web.plan.rounds.said import KIND
from throughline.words.formats import weekday_words

SALT = "throughline.answer-plan-by-link"


def path_of(letter: UpdateLetter) -> str:
    """The address at which the person asked answers; it is never stored."""
    return reverse("answer_plan", kwargs={"plan_token": letter.reference + _seal(letter)})


def _seal(letter: UpdateLetter) -> str:
    sealed = f"{letter.reference}:{letter.pk}:{letter.person_id}:{letter.round_id}:{letter.expires_on}"
    return salted_hmac(SALT, sealed, algorithm="sha256").hexdigest()


def path_of_reference(about: str) -> str:
    """The address for a message about ``plan-letter:<key>``, made at the moment of sending."""
    return path_of(UpdateLetter.objects.get(pk=int(about.removeprefix("plan-letter:"))))


def words_sent(lines: int, closes: date) -> str:
    """What a letter says as it goes out, beside the link: how many lines, and no words of them."""
    said = ngettext(
        "Say how %(lines)d line of the plan goes, by %(day)s. Two minutes, no account.",
        "Say how %(lines)d lines of the plan go, by %(day)s. Two minutes a line, no account.",
        lines,
    )
    return said % {"lines": lines, "day": weekday_words(closes)}


def letter_behind(token: str) -> UpdateLetter:
    """The letter that an address opens. Raises LinkNotWhole for one that this site did not make."""
    found = (
        UpdateLetter.objects.filter(reference=token[:REFERENCE], round__sent_at__isnull=False)
        .select_related("person__user", "person__agency", "round__plan__partnership")
        .first()
    )
    if found is None or not constant_time_compare(_seal(found), token[REFERENCE:]):
        raise LinkNotWhole(
            "This link is not whole, or a newer one took its place. "
            "Open the link in the latest message, or ask the secretary for another."
        )
    return found


def refuse_ended(letter: UpdateLetter, on: date) -> None:
    """Refuse a link that has ended, or whose person has left. Raises LinkEnded and NoLongerTheirs."""
    if has_left(letter.person, on):
        raise NoLongerTheirs(
            _("This link has ended, because you are no longer in this partnership. You need do nothing.")
        )
    if on > letter.expires_on:
        day = weekday_words(letter.expires_on)
        raise LinkEnded(_("This link worked until %(day)s. Ask the secretary for another.") % {"day": day})


def letter_reminder(letter: UpdateLetter, lines: int, closes: date, step: str) -> Reminder:
    """A letter as the messages keep it; its link is made at the moment of sending."""
    return Reminder(
        person_id=letter.person_id,
        kind=KIND,
        about=f"plan-letter:{letter.pk}",
        sentence=words_sent(lines, closes),
        path="",
        once=f"plan-letter:{letter.pk}:{letter.reference[:8]}:{step}",
    )
