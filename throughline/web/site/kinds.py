"""Whether the store is a demonstration or real, and what a real one refuses."""

from __future__ import annotations

from django.conf import settings

from throughline.web.site.models import Store
from throughline.words.refusals import Refused


class FixedDayRefused(Refused):
    """A real store lives in the present."""


def refuse_fixed_day_in_real_store() -> None:
    """Stop a real store that was told to stand still; raises FixedDayRefused."""
    if settings.FIXED_TODAY and not is_demonstration():
        raise FixedDayRefused(
            "THROUGHLINE_TODAY is set, and this store is real. Only a demonstration may stand still "
            "on a day. Unset THROUGHLINE_TODAY and start again."
        )


def is_demonstration() -> bool:
    """Whether this store was started as a demonstration."""
    return Store.objects.filter(kind=Store.Kind.DEMONSTRATION).exists()
