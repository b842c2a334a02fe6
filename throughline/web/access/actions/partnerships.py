"""The store, the partnerships in it, their organisations and the day on which an example stands."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from throughline.web.access.audit import record_event
from throughline.web.access.models import Agency, Partnership, User
from throughline.web.site.kinds import is_demonstration
from throughline.web.site.models import Store
from throughline.web.site.versions import save_changes
from throughline.words.refusals import Refused

RESERVED_SLUGS = frozenset(
    {
        "accept",
        "accessibility",
        "answer",
        "answer-plan",
        "boards",
        "cookies",
        "demonstration",
        "healthz",
        "language",
        "partnerships",
        "privacy",
        "public",
        "secretaries",
        "sign-in",
        "sign-out",
        "start",
        "statements",
        "static",
        "users",
        "you",
    }
)


class StoreAlreadyStarted(Refused):
    """A store keeps the kind it was started with."""


class SlugTaken(Refused):
    """Two partnerships, or a partnership and a page, cannot share an address."""


class OnlyInDemonstration(Refused):
    """A real store lives in the present."""


@transaction.atomic
def start_store(*, kind: str, by: User | None, at: datetime) -> Store:
    """Say once whether this store is a demonstration or real; raises StoreAlreadyStarted for another kind."""
    store = Store.objects.first()
    if store is None:
        store = Store.objects.create(kind=kind, started_at=at)
        record_event(by=by, at=at, what="store started", thing=store, detail={"kind": kind})
    if store.kind != kind:
        raise StoreAlreadyStarted(
            _("This store was started as “%(kind)s” and stays so. Start another store in another folder.")
            % {"kind": store.get_kind_display()}
        )
    return store


@transaction.atomic
def create_partnership(*, slug: str, name: str, by: User | None, at: datetime) -> Partnership:
    """A new partnership at the address `/slug/`; raises SlugTaken."""
    if slug in RESERVED_SLUGS or Partnership.objects.filter(slug=slug).exists():
        raise SlugTaken(_("The address “%(slug)s” is taken. Choose another.") % {"slug": slug})
    partnership = Partnership.objects.create(slug=slug, name=name)
    record_event(by=by, at=at, what="partnership created", thing=partnership)
    return partnership


@transaction.atomic
def stand_still_on(*, partnership: Partnership, day: date, by: User | None, at: datetime) -> Partnership:
    """Fix the partnership's today, in a demonstration store only; raises OnlyInDemonstration."""
    if not is_demonstration():
        raise OnlyInDemonstration(_("Only a demonstration may stand still on a day. This store is real."))
    save_changes(partnership, expected_version=partnership.version, demonstration_today=day)
    record_event(
        by=by, at=at, what="demonstration day set", thing=partnership, detail={"day": day.isoformat()}
    )
    return partnership


@transaction.atomic
def require_second_step(
    *, partnership: Partnership, is_needed: bool, expected_version: int, by: User | None, at: datetime
) -> Partnership:
    """Say whether everybody of the partnership signs in with a second step. Raises EditedSince.

    It holds from each person's next sign-in; what the whole site asks for stays asked for.
    """
    save_changes(partnership, expected_version=expected_version, needs_second_step=is_needed)
    record_event(by=by, at=at, what="second step asked for", thing=partnership, detail={"needed": is_needed})
    return partnership


@transaction.atomic
def record_agency(
    *, partnership: Partnership, code: str, name: str, sector: str = "", by: User | None, at: datetime
) -> Agency:
    """A member organisation of the partnership, made or renamed by its code."""
    agency, made = Agency.objects.update_or_create(
        partnership=partnership, code=code, defaults={"name": name, "sector": sector}
    )
    what = "organisation added" if made else "organisation changed"
    record_event(by=by, at=at, what=what, thing=agency, partnership=partnership)
    return agency
