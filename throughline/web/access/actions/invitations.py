"""One-time codes: for an invited person, for the first administrator, and for a first secretary."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from throughline.web.access.actions.people import appoint_administrator, appoint_to_office, record_person
from throughline.web.access.audit import record_event
from throughline.web.access.models import (
    Administration,
    Invitation,
    Office,
    OfficeHeld,
    Partnership,
    Person,
    User,
)
from throughline.web.site.kinds import is_demonstration
from throughline.words.refusals import Refused

INVITATION_LASTS = timedelta(days=14)


class InvitationRefused(Refused):
    """The code is unknown, used or too old, or is not this reader's."""


class SecretaryKnown(Refused):
    """Only a partnership that never had a secretary is given its first one from outside."""


@transaction.atomic
def invite_person(*, person: Person, by: User | None, at: datetime) -> str:
    """A one-time code that lets the person in within 14 days; it ends the person's earlier ones.

    Only its digest is kept. Raises InvitationRefused for a person without an e-mail address, by
    which they would sign in, and for a person who signs in already.
    """
    if not person.email:
        raise InvitationRefused(_("This person has no e-mail address. Record one, then invite them."))
    if person.user_id is not None:
        raise InvitationRefused(_("This person signs in already. Nothing was changed."))
    Invitation.objects.filter(Invitation.open_at(at), person=person).update(ended_at=at)
    return _make(person=person, lasts=INVITATION_LASTS, what="person invited", by=by, at=at)


@transaction.atomic
def invite_first_administrator(*, by: User | None, at: datetime) -> str | None:
    """A one-time code for whoever starts an empty real store; None where somebody runs it."""
    if is_demonstration() or Administration.objects.exists():
        return None
    Invitation.objects.filter(is_first_administrator=True, used_at=None).delete()
    return _make(person=None, lasts=timedelta(hours=24), what="first administrator invited", by=by, at=at)


def _make(*, person: Person | None, lasts: timedelta, what: str, by: User | None, at: datetime) -> str:
    code = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        code_digest=Invitation.digest_of(code),
        person=person,
        is_first_administrator=person is None,
        made_at=at,
        ends_at=at + lasts,
    )
    partnership = person.partnership if person else None
    record_event(by=by, at=at, what=what, thing=invitation, partnership=partnership)
    return code


@transaction.atomic
def name_first_secretary(
    *, partnership: Partnership, name: str, email: str, from_on: date, by: User | None, at: datetime
) -> tuple[Person, str]:
    """The first secretary of a partnership that never had one, and the one-time code that lets them in.

    ``from_on`` is the partnership's own today; ``at`` is the present, from which the code's days are
    counted. Raises SecretaryKnown where anybody holds or ever held the office, and InvitationRefused
    without an e-mail address.
    """
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    if has_had_a_secretary(partnership):
        raise SecretaryKnown(
            _("%(partnership)s has or had a secretary, who gives the office on. Nothing was changed.")
            % {"partnership": partnership.name}
        )
    person = record_person(partnership=partnership, name=name, email=email, by=by, at=at)
    appoint_to_office(
        person=person, office=Office.SECRETARY, from_on=from_on, reason="first secretary", by=by, at=at
    )
    return person, invite_person(person=person, by=by, at=at)


def has_had_a_secretary(partnership: Partnership) -> bool:
    """Whether anybody holds, held or will hold the office of the partnership's secretary."""
    held = OfficeHeld.objects.filter(person__partnership=partnership, office=Office.SECRETARY, body_code="")
    return held.exists()


@transaction.atomic
def accept_invitation(
    *, code: str, password: str, by: User | None = None, at: datetime, email: str = "", name: str = ""
) -> User:
    """Use a one-time code once: the person gets a user with this password.

    `email` and `name` are read for the first administrator only; an invited person's own are used
    otherwise. Raises InvitationRefused for a code that is unknown, used or too old, and for one of a
    person whose address somebody signs in with already: they sign in and join instead.
    """
    invitation = _use(code, at)
    user = _user_for(invitation, email=email, name=name, password=password, at=at)
    record_event(by=by or user, at=at, what="invitation accepted", thing=invitation)
    return user


@transaction.atomic
def join_by_invitation(*, code: str, by: User, at: datetime) -> Person:
    """Use a one-time code once, as somebody who signs in already: the invited person is this user.

    Raises InvitationRefused for a code that is unknown, used or too old, made out to another address,
    or of a partnership to which the user belongs as somebody else.
    """
    invitation = _use(code, at)
    person = invitation.person
    if person is None or person.email.lower() != by.email.lower():
        raise InvitationRefused(
            _("This code is not made out to the address you sign in with. Nothing was changed.")
        )
    if Person.objects.filter(partnership=person.partnership, user=by).exists():
        raise InvitationRefused(_("You belong to this partnership already. Nothing was changed."))
    _bind(person, by)
    record_event(by=by, at=at, what="invitation accepted", thing=invitation, partnership=person.partnership)
    return person


def _use(code: str, at: datetime) -> Invitation:
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .filter(Invitation.open_at(at), code_digest=Invitation.digest_of(code))
        .select_related("person__partnership")
        .first()
    )
    if invitation is None:
        raise InvitationRefused(_("This code is unknown, was used, or is too old. Ask for a new one."))
    invitation.used_at = at
    invitation.save(update_fields=["used_at"])
    return invitation


def _user_for(invitation: Invitation, *, email: str, name: str, password: str, at: datetime) -> User:
    person = invitation.person
    if person is None:
        user = User.objects.create_user(email=email, name=name, password=password)
        appoint_administrator(user=user, from_on=at.date(), by=user, at=at)
        return user
    if User.objects.filter(email__iexact=person.email).exists():
        raise InvitationRefused(
            _("Somebody signs in with the address of this code already. Sign in, then give the code again.")
        )
    user = User.objects.create_user(email=person.email, name=person.name, password=password)
    _bind(person, user)
    return user


def _bind(person: Person, user: User) -> None:
    person.user = user
    person.save(update_fields=["user"])
