"""Whether a paper may go beyond its body: whose consent the terms of its meeting's day need, and has come."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from throughline.rules.confidence import EMBARGOED, needs_consent, sharing_approval
from throughline.rules.consent import Consent, consent_given
from throughline.rules.terms.model import Body, Terms
from throughline.rules.terms.words_for import names_in
from throughline.web.governance.queries import NoTermsYet, terms_on
from throughline.web.meetings.models import Paper, Sharing, SharingConsent


def consent_of(paper: Paper, given: Collection[str]) -> Consent | None:
    """Where consent to a paper's going further stands; None where the terms ask for none.

    The owner of a paper is the organisation that wrote it. Source: rule R42; Pan-Dorset terms,
    confidentiality.
    """
    here = _body(paper)
    kinds = [paper.kind_of_information, *([EMBARGOED] if paper.embargoed_until else [])]
    approval = sharing_approval(here) if here is not None else None
    if here is None or approval is None or not needs_consent(here, kinds):
        return None
    return consent_given(approval, given, owners=[paper.author_agency.code])


def names_of_parties(paper: Paper, parties: Collection[str]) -> list[str]:
    """Parties in words, by the terms of the meeting's day."""
    names = names_in(_terms(paper))
    return [names.get(one, one) for one in parties]


@dataclass(frozen=True)
class SharingShown:
    """One sharing that was asked for: to whom, whose consent came and whose is waited for."""

    sharing: Sharing
    given: tuple[tuple[str, SharingConsent], ...]
    """Each party that agreed by its name, with the day and what shows it."""
    waiting: tuple[str, ...]

    @property
    def may_go(self) -> bool:
        """Whether every consent has come and it has not gone."""
        return not self.waiting and self.sharing.shared_on is None


def sharings_of(paper: Paper) -> tuple[SharingShown, ...]:
    """What was asked for a paper, the latest first, in two queries."""
    return tuple(_shown(paper, one) for one in paper.sharings.order_by("-pk").prefetch_related("consents"))


def _shown(paper: Paper, one: Sharing) -> SharingShown:
    rows = tuple(one.consents.all())
    stands = consent_of(paper, [row.party for row in rows])
    names = names_of_parties(paper, [row.party for row in rows])
    return SharingShown(
        one,
        tuple(zip(names, rows, strict=True)),
        tuple(names_of_parties(paper, stands.missing)) if stands else (),
    )


def parties_waited_for(paper: Paper) -> tuple[tuple[str, str], ...]:
    """Every party that the terms need, by its code and name."""
    stands = consent_of(paper, ())
    missing = stands.missing if stands else ()
    return tuple(zip(missing, names_of_parties(paper, missing), strict=True))


def _terms(paper: Paper) -> Terms:
    return terms_on(paper.meeting.body.partnership, paper.meeting.held_on)


def _body(paper: Paper) -> Body | None:
    try:
        bodies = _terms(paper).bodies
    except NoTermsYet:
        return None
    return next((one for one in bodies if one.id == paper.meeting.body.code), None)
