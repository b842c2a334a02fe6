"""What a PARTNERSHIP argument names: a partnership of the store, or a file, and a body after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from throughline.cli.files import read_file
from throughline.cli.store import open_ready_store
from throughline.rules.terms.model import Terms, TermsUnreadable
from throughline.rules.terms.reader import read_bytes
from throughline.words.formats import list_words
from throughline.words.refusals import Refused

if TYPE_CHECKING:
    from throughline.web.access.models import Partnership

LONDON = ZoneInfo("Europe/London")


class TermsRefused(Refused):
    """The file cannot be read as terms; each error stands with its line."""


class NoSuchBody(Refused):
    """The terms have no body of that name."""


@dataclass(frozen=True)
class Named:
    """The terms that an argument names, the body after them if one is, and today there.

    ``kept`` is the partnership of the store; None for a file.
    """

    terms: Terms
    body: str
    today: date
    kept: Partnership | None = None


def named(written: str) -> Named:
    """What `barnet`, `barnet/rrdg`, `barnet.toml` or `barnet.toml/rrdg` names.

    Raises TermsRefused, NoSuchFile, and what the store refuses.
    """
    path = Path(written)
    if path.is_file() or path.suffix == ".toml":
        return Named(terms_in(path), "", today_in_london())
    if path.parent.is_file() or path.parent.suffix == ".toml":
        return Named(terms_in(path.parent), path.name, today_in_london())
    return _in_the_store(written)


def _in_the_store(written: str) -> Named:
    slug, _slash, body = written.partition("/")
    open_ready_store()
    from throughline.web.governance.queries import terms_as_written
    from throughline.web.meetings.queries import partnership_named
    from throughline.web.site.today import today

    partnership = partnership_named(slug)
    day = today(partnership)
    return Named(terms_as_written(partnership, day), body, day, partnership)


def terms_in(path: Path) -> Terms:
    """The terms of a file. Raises TermsRefused with every error of form, and NoSuchFile."""
    try:
        return read_bytes(read_file(path), path.name)
    except TermsUnreadable as unreadable:
        errors = "\n".join(f"{path}, line {one.line}: {one.message}" for one in unreadable.findings)
        raise TermsRefused(errors) from None


def no_such_body(terms: Terms, body: str) -> NoSuchBody:
    """The refusal of a body that the terms do not have, with those that they have."""
    known = list_words([one.id for one in terms.bodies])
    return NoSuchBody(f"{terms.name} has no body “{body}”. Its bodies are {known}.")


def today_in_london() -> date:
    """The day it is where partnerships are."""
    return datetime.now(LONDON).date()
