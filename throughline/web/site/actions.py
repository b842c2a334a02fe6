"""Starting a store."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from throughline.web.site.models import Store


class StoreAlreadyStarted(Exception):
    """A store keeps the kind it was started with."""


class FixedDayRefused(Exception):
    """A real store lives in the present."""


@transaction.atomic
def start_store(*, kind: str, at: datetime) -> Store:
    """Say once whether this store is a demonstration or real; raises StoreAlreadyStarted for another kind."""
    store = Store.objects.first()
    if store is None:
        return Store.objects.create(kind=kind, started_at=at)
    if store.kind != kind:
        raise StoreAlreadyStarted(
            _("This store was started as “%(kind)s” and stays so. Start another store in another folder.")
            % {"kind": store.get_kind_display()}
        )
    return store


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
