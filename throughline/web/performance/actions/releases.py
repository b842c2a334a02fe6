"""Scorecards for the public: composed, edited, approved by two others, withdrawn. Each leaves an event."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from throughline.web.access.audit import record_event
from throughline.web.access.models import Partnership, User
from throughline.web.performance.models import PublicScorecard, ReleaseApproval
from throughline.web.performance.releases.frozen import contents_on, digest_of, too_near
from throughline.web.performance.releases.queries import approvals_of, published_before
from throughline.web.performance.releases.states import (
    ApprovalRefused,
    state_after,
    step_of_approval,
)
from throughline.web.site.versions import save_changes
from throughline.words.refusals import Refused


class NothingToRelease(Refused):
    """There is no scorecard of that day, or no such set of indicators."""


class WithdrawalRefused(Refused):
    """A scorecard is withdrawn with a reason that the public may read, or not at all."""


@transaction.atomic
def compose_release(
    *,
    partnership: Partnership,
    on: date,
    title: str,
    by: User,
    at: datetime,
    set_code: str = "",
    words: str = "",
    licence: str = "",
) -> PublicScorecard:
    """Compose a scorecard for the public from the figures of a day; nobody outside sees it yet.

    Raises NothingToRelease where there are no figures, or no such set.
    """
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    contents = _contents(partnership, on, set_code)
    last = PublicScorecard.objects.filter(partnership=partnership).aggregate(last=Max("number"))["last"]
    said = {"title": title.strip(), "words": words.strip(), "licence": licence.strip()}
    made = PublicScorecard.objects.create(
        partnership=partnership,
        number=(last or 0) + 1,
        on=on,
        set_code=set_code,
        contents=contents,
        digest=digest_of(version=1, contents=contents, **said),
        author=by,
        edited_at=at,
        **said,
    )
    made.authors.create(author=by, since=at)
    _record(made, "release composed", by, at)
    return made


@transaction.atomic
def edit_release(
    *,
    scorecard: PublicScorecard,
    title: str,
    words: str,
    licence: str,
    expected_version: int,
    by: User,
    at: datetime,
) -> PublicScorecard:
    """Change the words of a draft; its figures are taken again as they were known on its day.

    Approvals so far do not count for the new words, and whoever edits becomes an author.
    Raises StepNotPossible once it is released, EditedSince where somebody else changed it meanwhile, and
    NothingToRelease.
    """
    held = _held(scorecard)
    state_after(held.state, "edit")
    contents = _contents(held.partnership, held.on, held.set_code)
    said = {"title": title.strip(), "words": words.strip(), "licence": licence.strip()}
    save_changes(
        held,
        expected_version=expected_version,
        contents=contents,
        digest=digest_of(version=expected_version + 1, contents=contents, **said),
        edited_at=at,
        **said,
    )
    held.authors.get_or_create(author=by, defaults={"since": at})
    _record(held, "release edited", by, at)
    return held


@transaction.atomic
def approve_release(*, scorecard: PublicScorecard, digest: str, by: User, at: datetime) -> PublicScorecard:
    """Approve the words that one has read, told by their digest; the second approval releases them.

    Raises StepNotPossible where it is no draft, and ApprovalRefused for an author, for a second approval by
    the same person, for words that have changed since, and where a number published meanwhile stands too
    near.
    """
    held = _held(scorecard)
    state_after(held.state, "approve")
    if digest != held.digest:
        raise ApprovalRefused(
            "The words or figures changed after you opened this page. Read them again, then approve them."
        )
    given = approvals_of(held)
    step = step_of_approval(
        approver=by.pk,
        authors=set(held.authors.values_list("author", flat=True)),
        approved_by=[one.approved_by_id for one in given],
    )
    ReleaseApproval.objects.create(scorecard=held, digest=digest, approved_by=by, approved_at=at)
    _record(held, "release approved", by, at)
    if step == "release":
        _release(held, first=given[0].approved_by, second=by, at=at)
    return held


def _release(held: PublicScorecard, *, first: User, second: User, at: datetime) -> None:
    if near := too_near(held.contents, published_before(held.partnership)):
        raise ApprovalRefused(
            f"“{near[0]}” stands too near a number that was published meanwhile: together they would show "
            "how few people changed. Edit the draft, and the number is hidden."
        )
    held.state = state_after(held.state, "release")
    held.first_approved_by, held.second_approved_by, held.released_at = first, second, at
    held.save(update_fields=["state", "first_approved_by", "second_approved_by", "released_at"])
    _record(held, "scorecard released", second, at)


@transaction.atomic
def withdraw_release(*, scorecard: PublicScorecard, reason: str, by: User, at: datetime) -> PublicScorecard:
    """Withdraw a released scorecard; its page then gives the reason instead of the figures.

    Raises StepNotPossible where it is not released, and WithdrawalRefused without a reason.
    """
    held = _held(scorecard)
    held.state = state_after(held.state, "withdraw")
    if not reason.strip():
        raise WithdrawalRefused("Say why it is withdrawn. Anybody who had the address reads the reason.")
    held.withdrawn_reason, held.withdrawn_at = reason.strip(), at
    held.save(update_fields=["state", "withdrawn_reason", "withdrawn_at"])
    _record(held, "scorecard withdrawn", by, at)
    return held


def _held(scorecard: PublicScorecard) -> PublicScorecard:
    """The scorecard as it stands, which nobody else changes until this act is over."""
    rows = PublicScorecard.objects.select_for_update(of=("self",)).select_related("partnership")
    return rows.get(pk=scorecard.pk)


def _contents(partnership: Partnership, on: date, set_code: str) -> Mapping[str, Any]:
    contents = contents_on(partnership, on, set_code, published_before(partnership))
    if contents is None or not contents["rows"]:
        raise NothingToRelease("There are no figures of that day and that set. Load indicators first.")
    return contents


def _record(scorecard: PublicScorecard, what: str, by: User, at: datetime) -> None:
    record_event(
        by=by,
        at=at,
        what=what,
        thing=scorecard,
        partnership=scorecard.partnership,
        detail={"number": scorecard.number, "digest": scorecard.digest},
    )
