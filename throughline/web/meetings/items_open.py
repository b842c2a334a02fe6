"""For whom rows of agenda items are: the same that ``AgendaItem.open_to`` says of one, as conditions."""

from __future__ import annotations

from django.db.models import Q

from throughline.web.meetings.models import Paper

BODY, MEMBERS, NAMED = Paper.Readers.BODY, Paper.Readers.MEMBERS, Paper.Readers.NAMED


def for_every_reader(way: str = "") -> Q:
    """Items that everybody who reads the body's papers may know of, with their paper if they have one.

    ``way`` leads to the item, such as ``minute__item__``. Source: rule R43.
    """
    never, ended = Q(**{f"{way}paper__embargoed_until": None}), Q(**{f"{way}paper__opened_at__isnull": False})
    has_open_paper = Q(**{f"{way}paper__readers": BODY}) & (never | ended)
    return Q(**{f"{way}readers": BODY}) & (Q(**{f"{way}paper__isnull": True}) | has_open_paper)


def for_members(way: str = "") -> Q:
    """Items for members of the body only, by their own readers or their paper's. Source: rule R43."""
    return _either(way, MEMBERS) & ~for_named(way)


def for_named(way: str = "") -> Q:
    """Items for named readers only: by their own readers, their paper's or its embargo. Source: rule R43."""
    return _either(way, NAMED) | _under_embargo(way)


def for_some(way: str = "") -> Q:
    """Items that not everybody who reads the body's papers may know of. Source: rule R43."""
    return _either(way, MEMBERS) | for_named(way)


def _either(way: str, readers: str) -> Q:
    return Q(**{f"{way}readers": readers}) | Q(**{f"{way}paper__readers": readers})


def _under_embargo(way: str) -> Q:
    return Q(**{f"{way}paper__embargoed_until__isnull": False, f"{way}paper__opened_at__isnull": True})
