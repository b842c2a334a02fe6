"""By which way papers go and come: a protected one where the terms ask for it."""

from __future__ import annotations

from collections.abc import Collection

from throughline.rules.confidence import OPEN_MAIL, must_be_secure
from throughline.rules.terms.model import in_use
from throughline.web.governance.queries import terms_on
from throughline.web.meetings.models import Meeting
from throughline.words.formats import list_words
from throughline.words.markings import read_marking
from throughline.words.refusals import Refused


class WayNotSecure(Refused):
    """What the terms want sent by a protected way neither goes nor comes by ordinary e-mail."""


def is_secure_asked(meeting: Meeting, duty: str, markings: Collection[str]) -> bool:
    """Whether the terms of the meeting's day want what this duty sends sent by a protected way.

    Raises NoTermsYet. Source: Barnet RRDG terms, 4.8; Barnet IOM panel terms, 4.7.
    """
    return _channel_and_clause(meeting, duty, markings)[0]


def must_be_secure_if_asked(meeting: Meeting, duty: str, channel: str, markings: Collection[str]) -> None:
    """Refuse ordinary e-mail where the terms ask for a protected way. Raises WayNotSecure and NoTermsYet."""
    asked, clause = _channel_and_clause(meeting, duty, markings)
    if channel == OPEN_MAIL and asked:
        where = f" (terms {list_words(clause)})" if clause else ""
        raise WayNotSecure(
            f"The terms of {meeting.body.name} want this sent by a protected way{where}, and ordinary e-mail "
            "is none. Choose secure e-mail, paper, or a link that is read after signing in. "
            "Nothing was changed."
        )


def _channel_and_clause(
    meeting: Meeting, duty: str, markings: Collection[str]
) -> tuple[bool, tuple[str, ...]]:
    terms = terms_on(meeting.body.partnership, meeting.held_on)
    here = next((one for one in terms.bodies if one.id == meeting.body.code), None)
    found = next((one for one in here.duties if one.what == duty), None) if here else None
    if found is None:
        return False, ()
    asked: str | None = in_use(found.channel)
    return must_be_secure(asked, [read_marking(one) for one in markings]), found.clause
