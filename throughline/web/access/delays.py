"""A growing wait after ten failures to sign in.

The wait belongs to one account at one place, so that somebody guessing elsewhere locks nobody out.
Only digests are kept, for a day.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from throughline.web.access.models import FailedSignIn

FREE_FAILURES = 10
LONGEST_WAIT = timedelta(minutes=15)
REMEMBERED = timedelta(days=1)


def wait_after(failures: int) -> timedelta:
    """How long to wait after so many failures: none, then from ten 1, 2, 4 … seconds, at most 15 minutes."""
    if failures < FREE_FAILURES:
        return timedelta()
    doublings = min(failures - FREE_FAILURES, 20)
    return min(timedelta(seconds=2**doublings), LONGEST_WAIT)


def wait_left(*, account: str, place: str, at: datetime) -> timedelta:
    """How long this account must still wait at this place."""
    failures = _failures(account, place).filter(at__gt=at - REMEMBERED).order_by("at")
    last = failures.last()
    if last is None:
        return timedelta()
    return max(last.at + wait_after(failures.count()) - at, timedelta())


def remember_failure(*, account: str, place: str, at: datetime) -> None:
    """Count one failure, and forget those older than a day."""
    FailedSignIn.objects.filter(at__lte=at - REMEMBERED).delete()
    FailedSignIn.objects.create(account_digest=_digest(account), place_digest=_digest(place), at=at)


def forget_failures(*, account: str, place: str) -> None:
    """Begin again at nothing, after a sign-in that worked."""
    _failures(account, place).delete()


def _failures(account: str, place: str) -> QuerySet[FailedSignIn]:
    return FailedSignIn.objects.filter(account_digest=_digest(account), place_digest=_digest(place))


def _digest(text: str) -> str:
    return salted_hmac("throughline.failed-sign-in", text.strip().lower(), algorithm="sha256").hexdigest()
