"""The register of decisions for one reader: of every body they may read, or of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.papers.blocks import Document
from throughline.papers.decision_register import RegisteredDecision, decision_register
from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.decisions.addresses import address_of
from throughline.web.decisions.models import Decision
from throughline.web.decisions.register.parts import without_withheld
from throughline.web.decisions.register.permits import ACT_FOR_CHAIR
from throughline.web.decisions.register.words import STATES, quorum_words, right_words
from throughline.web.decisions.standing import ratified_by, rescinded_by, state_of, with_standing
from throughline.web.governance.models import Body
from throughline.web.governance.queries import terms_on, terms_record
from throughline.web.governance.standing import codes_readable_by
from throughline.web.site.jinja import long_date
from throughline.web.site.kinds import is_demonstration

MOST = 100
"""How many decisions stand on one page of the register."""


@dataclass(frozen=True)
class RegisterLine:
    """One decision with what it is worth and what became of it."""

    decision: Decision
    address: str
    state: str
    right: str
    quorum: str
    notes: tuple[str, ...]

    @property
    def kind(self) -> str:
        """The kind of status."""
        return STATES[self.state][0]

    @property
    def state_words(self) -> str:
        """The state in a word."""
        return str(STATES[self.state][1])


@dataclass(frozen=True)
class Choice:
    """One value that the register may be narrowed to."""

    value: str
    words: str


@dataclass(frozen=True)
class RegisterPage:
    """The register as it stands: its lead, its rows, and what it may be narrowed to."""

    lead: str
    rows: tuple[RegisterLine, ...]
    bodies: tuple[Choice, ...]
    rights: tuple[Choice, ...]
    states: tuple[Choice, ...]
    chosen: Mapping[str, str]
    later: int = 0
    earlier: int = 0
    body: Body | None = None
    found: int = 0
    asked: str = ""
    may_act_for_chair: bool = False


def decisions_readable_by(
    viewpoint: Viewpoint, *, partnership: Partnership, body: str | None = None
) -> QuerySet[Decision]:
    """The decisions that a reader may know of on their day, the latest first, of all bodies or of one.

    ``body`` is the code of a body whose papers the reader is known to read.
    """
    rows = Decision.objects.filter(body__partnership=partnership, decided_on__lte=viewpoint.on)
    if body is None:
        rows = rows.filter(body__code__in=codes_readable_by(viewpoint))
    else:
        rows = rows.filter(body__code=body)
    return without_withheld(rows, viewpoint)


def lines_of(decisions: QuerySet[Decision], viewpoint: Viewpoint) -> tuple[RegisterLine, ...]:
    """Decisions as the register shows them, in four queries for any number of them."""
    return tuple(_line(one, viewpoint) for one in with_standing(decisions))


def _line(one: Decision, viewpoint: Viewpoint) -> RegisterLine:
    return RegisterLine(
        decision=one,
        address=address_of(one),
        state=state_of(one, on=viewpoint.on),
        right=right_words(one),
        quorum=quorum_words(one.stood),
        notes=tuple(_became(one)),
    )


def _became(one: Decision) -> Iterator[str]:
    ratifying = ratified_by(one)
    if ratifying is not None:
        yield _("Ratified by %(number)s") % {"number": ratifying.number}
    elif one.authority == Decision.Authority.RECOMMENDED:
        yield _("Waits to be ratified")
    if one.ratifies is not None:
        yield _("Ratifies %(number)s") % {"number": one.ratifies.number}
    if one.rescinds is not None:
        yield _("Rescinds %(number)s") % {"number": one.rescinds.number}
    later = rescinded_by(one)
    if later is not None:
        yield _("Rescinded by %(number)s") % {"number": later.number}
    chairs = getattr(one, "chairs_action", None)
    if chairs is not None and chairs.answered_by is not None:
        said = _("Noted by %(number)s") if chairs.answer == "noted" else _("Reversed by %(number)s")
        yield said % {"number": chairs.answered_by.number}


def register_page(
    partnership: Partnership, viewpoint: Viewpoint, *, asked: Mapping[str, str], body: Body | None = None
) -> RegisterPage:
    """The register for one reader, narrowed to what was asked, a hundred decisions a page."""
    lines = lines_of(
        decisions_readable_by(viewpoint, partnership=partnership, body=body.code if body else None), viewpoint
    )
    chosen = {name: asked.get(name, "") for name in ("body", "right", "state")}
    kept = [one for one in lines if _is_asked_for(one, chosen)]
    page = max(1, int(asked.get("page", "1"))) if asked.get("page", "1").isdecimal() else 1
    first = (page - 1) * MOST
    bodies = {one.decision.body.code: one.decision.body.name for one in lines}
    rights = {one.decision.authority: str(one.decision.get_authority_display()) for one in lines}
    return RegisterPage(
        lead=_lead(lines, kept),
        rows=tuple(kept[first : first + MOST]),
        bodies=tuple(Choice(code, name) for code, name in sorted(bodies.items())) if body is None else (),
        rights=tuple(
            Choice(code, words[:1].upper() + words[1:]) for code, words in sorted(rights.items())
        ),
        states=tuple(
            Choice(code, str(words)) for code, (_kind, words) in STATES.items()
            if any(one.state == code for one in lines)
        ),
        chosen=chosen,
        later=page - 1 if first else 0,
        earlier=page + 1 if first + MOST < len(kept) else 0,
        body=body,
        found=len(kept),
        asked=urlencode({name: value for name, value in chosen.items() if value}),
        may_act_for_chair=body is not None and holds_permit(ACT_FOR_CHAIR, viewpoint),
    )  # fmt: skip


def _is_asked_for(one: RegisterLine, chosen: Mapping[str, str]) -> bool:
    has = {"body": one.decision.body.code, "right": one.decision.authority, "state": one.state}
    return all(not value or has[name] == value for name, value in chosen.items())


def _lead(lines: tuple[RegisterLine, ...], kept: list[RegisterLine]) -> str:
    if not lines:
        return _("No decision is recorded yet.")
    said = ngettext("%(n)d decision.", "%(n)d decisions.", len(kept)) % {"n": len(kept)}
    waiting = sum(one.state == "recommended" for one in kept)
    heard = sum(one.state in ("chairs-action", "reported") for one in kept)
    parts = [said]
    if waiting:
        parts.append(
            ngettext("%(n)d waits to be ratified.", "%(n)d wait to be ratified.", waiting) % {"n": waiting}
        )
    else:
        parts.append(_("None waits to be ratified."))
    if heard:
        parts.append(
            ngettext(
                "%(n)d of the chair’s waits for the body.", "%(n)d of the chair’s wait for the body.", heard
            )
            % {"n": heard}
        )
    return " ".join(parts)


def registered(lines: tuple[RegisterLine, ...]) -> tuple[RegisteredDecision, ...]:
    """The lines of a register as papers and spreadsheets take them."""
    return tuple(_registered(one) for one in lines)


def _registered(one: RegisterLine) -> RegisteredDecision:
    decision = one.decision
    ratifying, rescinding = ratified_by(decision), rescinded_by(decision)
    return RegisteredDecision(
        number=decision.number,
        body=decision.body.name,
        decided_on=decision.decided_on,
        words=decision.text,
        right=one.right,
        quorum=one.quorum,
        state=one.state_words,
        ratifies=decision.ratifies.number if decision.ratifies else "",
        ratified_by=ratifying.number if ratifying else "",
        rescinds=decision.rescinds.number if decision.rescinds else "",
        rescinded_by=rescinding.number if rescinding else "",
        effective_from=decision.effective_from,
        notes=one.notes,
    )


def register_paper(
    partnership: Partnership, viewpoint: Viewpoint, page_lines: tuple[RegisterLine, ...], body: Body | None
) -> Document:
    """The register as a paper. Raises NoTermsYet."""
    record, terms = terms_record(partnership, viewpoint.on), terms_on(partnership, viewpoint.on)
    whose = body.name if body is not None else partnership.name
    return decision_register(
        registered(page_lines),
        title=_("%(whose)s: decisions") % {"whose": whose},
        marking=terms.marking_default or "OFFICIAL",
        computed_from=_("the decisions recorded, on %(day)s, and terms %(number)d")
        % {"day": long_date(viewpoint.on), "number": record.number},
        fictional=is_demonstration(),
    )


def narrowed(
    partnership: Partnership, viewpoint: Viewpoint, *, asked: Mapping[str, Any], body: Body | None = None
) -> tuple[RegisterLine, ...]:
    """Every line of the register that was asked for, for a file of it."""
    lines = lines_of(
        decisions_readable_by(viewpoint, partnership=partnership, body=body.code if body else None), viewpoint
    )
    chosen = {name: str(asked.get(name, "")) for name in ("body", "right", "state")}
    return tuple(one for one in lines if _is_asked_for(one, chosen))
