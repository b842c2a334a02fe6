"""What the terms make of confidence: who promises it, which papers may go further, and by which way.

Source: Pan-Dorset terms, confidentiality; Barnet RRDG terms, 4.7 and 4.8, and IOM panel terms, 4.7 and 4.9.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from throughline.rules.terms.model import Approval, Body, Clause, in_use
from throughline.words.markings import LEVELS, Marking

WIDER_SHARING: Final = "wider-sharing"
EMBARGOED: Final = "embargoed"
"""The kind of information that stands in terms for what may not be told before a day."""
OPEN_MAIL: Final = "mail"
"""The one way on which others may read what goes: e-mail without protection."""


def sharing_approval(body: Body) -> Approval | None:
    """What the terms ask before information goes beyond the body, or None where they are silent.

    Source: the partnership file, section 7 (``approval``); Pan-Dorset terms, confidentiality.
    """
    return next((one for one in body.approvals if one.what == WIDER_SHARING), None)


def undertaking_of(body: Body) -> Clause | None:
    """The promise of confidence that is made before papers open: the one the sharing approval rests on.

    None where the terms ask for no approval of wider sharing, or it rests on no undertaking.
    Source: Pan-Dorset terms, confidentiality.
    """
    approval = sharing_approval(body)
    clauses = approval.clause if approval is not None else ()
    return next((one for one in body.clauses if one.kind == "undertaking" and one.id in clauses), None)


def restricted_kinds(body: Body) -> tuple[str, ...]:
    """The kinds of information that go no further without consent, by their words in the file.

    Source: Pan-Dorset terms, confidentiality (kinds of information).
    """
    approval = sharing_approval(body)
    kinds: tuple[str, ...] | None = in_use(approval.kinds) if approval is not None else None
    return kinds or ()


def needs_consent(body: Body, kinds: Collection[str]) -> bool:
    """Whether a paper of these kinds may go beyond the body only with consent.

    Terms that name no kind mean every paper. Source: Pan-Dorset terms, confidentiality.
    """
    if sharing_approval(body) is None:
        return False
    named = restricted_kinds(body)
    return not named or bool(set(named) & set(kinds))


def must_be_secure(channel: str | None, markings: Collection[Marking]) -> bool:
    """Whether what goes out may go by a protected way only.

    ``channel`` is the duty's word: ``secure`` always, ``secure-if-marked`` where a marking stands above
    the lowest of its scheme or has a descriptor; silence asks for nothing.
    Source: Barnet RRDG terms, 4.7 and 4.8; Barnet IOM panel terms, 4.7.
    """
    return channel == "secure" or (channel == "secure-if-marked" and any(map(is_marked, markings)))


def is_marked(marking: Marking) -> bool:
    """Whether a marking asks for more care than the lowest of its scheme. Source: rules on markings."""
    return bool(marking.descriptor) or marking.level != LEVELS[marking.scheme][0]
