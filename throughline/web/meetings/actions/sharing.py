"""A paper that goes beyond its body, once everybody whose consent the terms need has given it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from throughline.rules.consent import Consent
from throughline.web.access.models import User
from throughline.web.meetings.models import Paper, Sharing, SharingConsent
from throughline.web.meetings.papers.sharing import consent_of, names_of_parties
from throughline.web.meetings.told import tell
from throughline.web.site.versions import save_changes
from throughline.words.formats import day_words, list_words
from throughline.words.refusals import Refused


class NoConsentAsked(Refused):
    """The terms ask nobody's consent for this paper."""


class NotAParty(Refused):
    """Consent is given by those whom the terms name, each once."""


class ConsentMissing(Refused):
    """A paper goes further when everybody whose consent is needed has given it."""


class SharedAlready(Refused):
    """A sharing that is done stays as it was."""


class SharingDayOutOfOrder(Refused):
    """Consent and sharing come after the asking, and not in days to come."""


@transaction.atomic
def ask_to_share(
    *, paper: Paper, with_whom: str, purpose: str, asked_on: date, by: User | None, at: datetime
) -> Sharing:
    """Ask that a paper may go to an organisation beyond the body. Raises NoConsentAsked.

    Source: Pan-Dorset terms, confidentiality.
    """
    if consent_of(paper, ()) is None:
        raise NoConsentAsked(
            f"The terms of {paper.meeting.body.name} ask nobody's consent for “{paper.title}”. "
            "Nothing was changed."
        )
    made = Sharing.objects.create(
        paper=paper, with_whom=with_whom.strip(), purpose=purpose.strip(), asked_on=asked_on
    )
    tell(
        paper.meeting, "wider sharing asked", by=by, at=at, paper=paper.pk, sharing=made.pk, on=str(asked_on)
    )
    return made


@transaction.atomic
def record_sharing_consent(
    *, sharing: Sharing, party: str, shown_by: str, given_on: date, by: User | None, at: datetime
) -> SharingConsent:
    """Record one party's consent and what shows it. Raises NotAParty, SharedAlready, SharingDayOutOfOrder."""
    _must_be_open(sharing)
    _must_follow(sharing, given_on, at)
    waiting = _stands(sharing).missing
    if party not in waiting:
        names = names_of_parties(sharing.paper, waiting)
        whose = f"That of {list_words(names)} is waited for." if names else "Nobody's is waited for."
        raise NotAParty(f"The terms do not wait for this consent. {whose} Nothing was changed.")
    made = SharingConsent.objects.create(
        sharing=sharing, party=party, given_on=given_on, shown_by=shown_by.strip(), recorded_at=at
    )
    tell(
        sharing.paper.meeting, "consent to sharing", by=by, at=at, sharing=sharing.pk, party=party,
        on=str(given_on),
    )  # fmt: skip
    return made


@transaction.atomic
def share_paper(
    *, sharing: Sharing, shared_on: date, expected_version: int, by: User | None, at: datetime
) -> Sharing:
    """Record that a paper went to the organisation that it was asked for, which all consents allow.

    Raises ConsentMissing, SharedAlready, SharingDayOutOfOrder and EditedSince; then nothing is changed.
    Source: Pan-Dorset terms, confidentiality (the owner and the board).
    """
    _must_be_open(sharing)
    _must_follow(sharing, shared_on, at)
    stands = _stands(sharing)
    if stands.answer != "granted":
        missing = list_words(names_of_parties(sharing.paper, stands.missing))
        raise ConsentMissing(
            f"“{sharing.paper.title}” may not go to {sharing.with_whom} yet: "
            f"the consent of {missing or 'those the terms name'} is not recorded. Nothing was changed."
        )
    save_changes(sharing, expected_version=expected_version, shared_on=shared_on)
    tell(
        sharing.paper.meeting, "paper shared", by=by, at=at, paper=sharing.paper_id, sharing=sharing.pk,
        on=str(shared_on), consents=list(stands.given),
    )  # fmt: skip
    return sharing


def _stands(sharing: Sharing) -> Consent:
    given = tuple(sharing.consents.values_list("party", flat=True))
    found = consent_of(sharing.paper, given)
    if found is None:
        raise NoConsentAsked("The terms no longer ask for consent. Nothing was changed.")
    return found


def _must_be_open(sharing: Sharing) -> None:
    if sharing.shared_on is not None:
        raise SharedAlready(
            f"It went to {sharing.with_whom} on {day_words(sharing.shared_on)} already. Nothing was changed."
        )


def _must_follow(sharing: Sharing, day: date, at: datetime) -> None:
    if not sharing.asked_on <= day <= localdate(at):
        raise SharingDayOutOfOrder(
            f"Give a day from {day_words(sharing.asked_on)}, when it was asked, until today. "
            "Nothing was changed."
        )


__all__ = [
    "ConsentMissing",
    "NoConsentAsked",
    "NotAParty",
    "SharedAlready",
    "SharingDayOutOfOrder",
    "ask_to_share",
    "record_sharing_consent",
    "share_paper",
]
