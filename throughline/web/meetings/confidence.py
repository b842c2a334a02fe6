"""The promise of confidence that some terms ask for before papers open, and who has made it."""

from __future__ import annotations

import hashlib
from datetime import date

from throughline.rules.confidence import undertaking_of
from throughline.rules.terms.model import Clause, Terms
from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint
from throughline.web.governance.models import Body
from throughline.web.governance.queries import NoTermsYet, terms_on
from throughline.web.meetings.models import ConfidencePromised, Meeting


def promise_asked(body: Body, day: date, *, terms: Terms | None = None) -> Clause | None:
    """The undertaking that readers of a body's papers make first; None where its terms ask for none.

    Source: Pan-Dorset terms, confidentiality.
    """
    try:
        found = terms or terms_on(body.partnership, day)
    except NoTermsYet:
        return None
    here = next((one for one in found.bodies if one.id == body.code), None)
    return undertaking_of(here) if here is not None else None


def words_kept(clause: Clause) -> str:
    """A digest of the words that somebody promised to keep: other words are promised anew."""
    return hashlib.sha256(str(clause.text).encode()).hexdigest()


def has_promised(meeting: Meeting, reader: Viewpoint, *, terms: Terms | None = None) -> bool:
    """Whether a reader made the promise that the terms of the meeting's day ask for, or none is asked."""
    clause = promise_asked(meeting.body, meeting.held_on, terms=terms)
    if clause is None:
        return True
    made = ConfidencePromised.objects.filter(
        body=meeting.body, person=reader.person, words=words_kept(clause)
    )
    return made.exists()


def kind_words(kind: str) -> str:
    """A kind of information that the terms keep close, in words that begin a sentence."""
    words = kind.replace("-", " ")
    return f"{words[:1].upper()}{words[1:]}"


def codes_not_promised(viewpoint: Viewpoint, partnership: Partnership) -> frozenset[str]:
    """The codes of the bodies whose papers a reader has still to promise confidence for, by today's terms."""
    try:
        bodies = terms_on(partnership, viewpoint.on).bodies
    except NoTermsYet:
        return frozenset()
    asked = {one.id: words_kept(clause) for one in bodies if (clause := undertaking_of(one)) is not None}
    if not asked:
        return frozenset()
    rows = ConfidencePromised.objects.filter(person=viewpoint.person, body__partnership=partnership)
    made = set(rows.values_list("body__code", "words"))
    return frozenset(code for code, words in asked.items() if (code, words) not in made)
