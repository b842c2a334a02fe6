"""Who belongs, who holds which office, and who runs the site."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from throughline.web.access.audit import record_event
from throughline.web.access.models import (
    Administration,
    Agency,
    Invitation,
    Office,
    OfficeHeld,
    Partnership,
    Person,
    User,
)
from throughline.web.site.kinds import is_demonstration
from throughline.web.site.models import Store
from throughline.web.site.versions import save_changes
from throughline.words.refusals import Refused

RESERVED_SLUGS = frozenset(
    {
        "accept",
        "boards",
        "demonstration",
        "healthz",
        "language",
        "partnerships",
        "public",
        "sign-in",
        "sign-out",
        "start",
        "static",
        "you",
    }
)
INVITATION_LASTS = timedelta(days=14)


class StoreAlreadyStarted(Refused):
    """A store keeps the kind it was started with."""


class SlugTaken(Refused):
    """Two partnerships, or a partnership and a page, cannot share an address."""


class OnlyInDemonstration(Refused):
    """A real store lives in the present."""


class UnknownOffice(Refused):
    """The office is not one of ours."""


class OfficeNeedsEnd(Refused):
    """An inspector reads for a limited time."""


class EndBeforeBeginning(Refused):
    """An office ends on or after the day it begins."""


class InvitationRefused(Refused):
    """The code is unknown, used or too old."""


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


@transaction.atomic
def record_person(
    *,
    partnership: Partnership,
    name: str,
    email: str = "",
    post: str = "",
    agency: Agency | None = None,
    user: User | None = None,
    by: User | None,
    at: datetime,
) -> Person:
    """An official, member or user of the partnership."""
    person = Person.objects.create(
        partnership=partnership, name=name, email=email, post=post, agency=agency, user=user
    )
    record_event(by=by, at=at, what="person added", thing=person, partnership=partnership)
    return person


@transaction.atomic
def appoint_to_office(
    *,
    person: Person,
    office: str,
    from_on: date,
    until_on: date | None = None,
    body_code: str = "",
    reason: str = "",
    by: User | None,
    at: datetime,
) -> OfficeHeld:
    """Give a person an office of the partnership, or of one body; both days are counted in.

    Raises UnknownOffice, OfficeNeedsEnd (an inspector without an end) or EndBeforeBeginning.
    """
    if office not in Office.values:
        raise UnknownOffice(_("There is no office “%(office)s”.") % {"office": office})
    if office == Office.INSPECTOR and until_on is None:
        raise OfficeNeedsEnd(_("An inspector reads for a limited time. Give the last day."))
    if until_on is not None and until_on < from_on:
        raise EndBeforeBeginning(_("The last day is before the first. Nothing was saved."))
    held = OfficeHeld.objects.create(
        person=person, office=office, from_on=from_on, until_on=until_on, body_code=body_code, reason=reason
    )
    record_event(
        by=by,
        at=at,
        what="office given",
        thing=held,
        partnership=person.partnership,
        detail={"office": office, "body": body_code, "from": from_on.isoformat()},
    )
    return held


@transaction.atomic
def end_office(*, held: OfficeHeld, last_day: date, by: User | None, at: datetime) -> OfficeHeld:
    """End an office; the day after `last_day` it opens nothing. Raises EndBeforeBeginning."""
    if last_day < held.from_on:
        raise EndBeforeBeginning(_("The last day is before the first. Nothing was saved."))
    held.until_on = last_day
    held.save(update_fields=["until_on"])
    record_event(
        by=by,
        at=at,
        what="office ended",
        thing=held,
        partnership=held.person.partnership,
        detail={"last day": last_day.isoformat()},
    )
    return held


@transaction.atomic
def make_demonstration_user(*, name: str, by: User | None, at: datetime) -> User:
    """A fictional person's user, without a password; raises OnlyInDemonstration in a real store."""
    if not is_demonstration():
        raise OnlyInDemonstration(_("Only a demonstration has fictional people. This store is real."))
    user = User.objects.create_user(email=f"{name.lower().replace(' ', '.')}@example.org", name=name)
    record_event(by=by, at=at, what="fictional user made", thing=user)
    return user


@transaction.atomic
def record_sign_in(*, user: User, by: User | None, at: datetime) -> None:
    """Somebody signed in; without this line in the audit trail nobody does."""
    record_event(by=by, at=at, what="signed in", thing=user)


@transaction.atomic
def record_sign_out(*, user: User, because: str, by: User | None, at: datetime) -> None:
    """Somebody signed out; `because` is `asked`, `idle` or `too long`."""
    record_event(by=by, at=at, what="signed out", thing=user, detail={"because": because})


@transaction.atomic
def record_change_of_sign_in(*, user: User, what: str, by: User | None, at: datetime) -> None:
    """A password, a phone or the spare codes changed; `what` says which, in a word of the trail."""
    record_event(by=by, at=at, what=what, thing=user)


@transaction.atomic
def disable_user(*, user: User, by: User | None, at: datetime) -> User:
    """Refuse the user from the next request on."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    record_event(by=by, at=at, what="user disabled", thing=user)
    return user


@transaction.atomic
def appoint_administrator(*, user: User, from_on: date, by: User | None, at: datetime) -> Administration:
    """Let a user run the site; it opens no papers."""
    administration = Administration.objects.create(user=user, from_on=from_on)
    record_event(by=by, at=at, what="administrator appointed", thing=administration)
    return administration


@transaction.atomic
def invite_person(*, person: Person, by: User | None, at: datetime) -> str:
    """A one-time code that sets the person's password within 14 days; only its digest is kept.

    Raises InvitationRefused for a person without an e-mail address, by which they would sign in.
    """
    if not person.email:
        raise InvitationRefused(_("This person has no e-mail address. Record one, then invite them."))
    code = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        code_digest=_digest(code), person=person, made_at=at, ends_at=at + INVITATION_LASTS
    )
    record_event(by=by, at=at, what="person invited", thing=invitation, partnership=person.partnership)
    return code


@transaction.atomic
def invite_first_administrator(*, by: User | None, at: datetime) -> str | None:
    """A one-time code for whoever starts an empty real store; None where somebody runs it."""
    if is_demonstration() or Administration.objects.exists():
        return None
    Invitation.objects.filter(is_first_administrator=True, used_at=None).delete()
    code = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        code_digest=_digest(code), is_first_administrator=True, made_at=at, ends_at=at + timedelta(hours=24)
    )
    record_event(by=by, at=at, what="first administrator invited", thing=invitation)
    return code


@transaction.atomic
def accept_invitation(
    *, code: str, password: str, by: User | None = None, at: datetime, email: str = "", name: str = ""
) -> User:
    """Use a one-time code once: the person gets a user with this password.

    `email` and `name` are read for the first administrator only; an invited person's own are used
    otherwise. Raises InvitationRefused for a code that is unknown, used or too old.
    """
    invitation = (
        Invitation.objects.select_for_update()
        .filter(Q(ends_at__gte=at), code_digest=_digest(code), used_at=None)
        .first()
    )
    if invitation is None:
        raise InvitationRefused(_("This code is unknown, was used, or is too old. Ask for a new one."))
    invitation.used_at = at
    invitation.save(update_fields=["used_at"])
    user = _user_for(invitation, email=email, name=name, password=password, at=at)
    record_event(by=by or user, at=at, what="invitation accepted", thing=invitation)
    return user


def _user_for(invitation: Invitation, *, email: str, name: str, password: str, at: datetime) -> User:
    person = invitation.person
    if person is None:
        user = User.objects.create_user(email=email, name=name, password=password)
        appoint_administrator(user=user, from_on=at.date(), by=user, at=at)
        return user
    if User.objects.filter(email__iexact=person.email).exists():
        raise InvitationRefused(_("There is a user with this e-mail address already. Sign in instead."))
    user = User.objects.create_user(email=person.email, name=person.name, password=password)
    person.user = user
    person.save(update_fields=["user"])
    return user


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
