"""The address by which an owner answers without an account: a reference and a seal over it.

The store keeps the reference alone; the seal is made with the site's secret key, so a copy of the
store opens no link. An address is for one person, one action and one answer.
"""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac
from django.utils.translation import gettext as _

from throughline.web.access.models import OfficeHeld, Person
from throughline.web.decisions.models import ChaseRequest
from throughline.web.governance.models import Appointment
from throughline.words.formats import plural, weekday_words
from throughline.words.refusals import Refused

REFERENCE = 16
"""Letters of a reference."""
SALT = "throughline.answer-by-link"


class LinkNotWhole(Refused):
    """The address is not one that this site made, or a newer one took its place."""


class LinkEnded(Refused):
    """The last day of the link has passed."""


class AnsweredAlready(Refused):
    """One link takes one answer."""


class TooManyTries(Refused):
    """Too many links that are not whole were tried from one place."""

    @classmethod
    def after(cls, seconds: int) -> TooManyTries:
        """The refusal that says how long to wait."""
        return cls(f"Too many tries from here. Wait {plural(seconds, 'second')}, then open the link again.")


class NoLongerTheirs(Refused):
    """The action passed to somebody else, was closed, or its owner left the partnership."""


def new_reference() -> str:
    """A reference that nobody can guess and that no earlier request had."""
    return get_random_string(REFERENCE)


def path_of(request: ChaseRequest) -> str:
    """The address at which the person asked answers; it is never stored."""
    return reverse("answer", kwargs={"token": request.reference + _seal(request)})


def _seal(request: ChaseRequest) -> str:
    sealed = f"{request.reference}:{request.pk}:{request.person_id}:{request.action_id}:{request.expires_on}"
    return salted_hmac(SALT, sealed, algorithm="sha256").hexdigest()


def words_sent(number: int, until: date) -> str:
    """What a question says as it goes out, beside the link: the action's number and no words of it."""
    return _(
        "Say in two minutes how action %(number)d is going. You need no account. "
        "The link works until %(day)s."
    ) % {"number": number, "day": weekday_words(until)}


def path_of_reference(about: str) -> str:
    """The address for a message about ``chase:<key>``, made at the moment of sending."""
    return path_of(ChaseRequest.objects.get(pk=int(about.removeprefix("chase:"))))


def request_behind(token: str) -> ChaseRequest:
    """The request that an address opens. Raises LinkNotWhole for one that this site did not make."""
    found = (
        ChaseRequest.objects.filter(reference=token[:REFERENCE])
        .select_related(
            "person__user",
            "action__body",
            "action__owner",
            "action__owner_agency",
            "action__partnership",
            "update",
        )
        .first()
    )
    if found is None or not constant_time_compare(_seal(found), token[REFERENCE:]):
        raise LinkNotWhole(
            "This link is not whole, or a newer one took its place. "
            "Open the link in the latest message, or ask the secretary for another."
        )
    return found


def refuse_spent(request: ChaseRequest, on: date) -> None:
    """Refuse a link that was answered, has ended, or is about an action that is no longer theirs.

    Raises AnsweredAlready, NoLongerTheirs and LinkEnded.
    """
    action = request.action
    if request.answered_at is not None:
        raise AnsweredAlready(
            f"You answered this on {weekday_words(request.answered_at.date())}. "
            "To add something, write to the secretary."
        )
    if action.closed_on is not None:
        raise NoLongerTheirs(
            f"Action {action.number} was closed on {weekday_words(action.closed_on)}. You need do nothing."
        )
    if action.owner_id != request.person_id:
        raise NoLongerTheirs(
            f"Action {action.number} is now somebody else’s, so this link has ended. You need do nothing."
        )
    if has_left(request.person, on):
        raise NoLongerTheirs(
            "This link has ended, because you are no longer in this partnership. You need do nothing."
        )
    if on > request.expires_on:
        raise LinkEnded(
            f"This link worked until {weekday_words(request.expires_on)}. Ask the secretary for another."
        )


def has_left(person: Person, on: date) -> bool:
    """Whether a person left: their user is shut out, or every office and seat they held has ended.

    An official who never held one, and only owns an action, has not left.
    """
    if person.user is not None and not person.user.is_active:
        return True
    held = [
        *OfficeHeld.objects.filter(person=person, from_on__lte=on),
        *Appointment.objects.filter(person=person, from_on__lte=on, is_confirmed=True),
    ]
    return bool(held) and not any(one.is_in_force(on) for one in held)
