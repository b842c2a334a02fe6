"""Build the whole universe into an empty demonstration store."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from datetime import date

from django.db import transaction

from throughline.universe import barnet, others
from throughline.universe.story import morning
from throughline.web.access.actions import make_demonstration_user, start_store
from throughline.web.access.audit import unfollowed
from throughline.web.access.models import Partnership, User
from throughline.web.search.indexing import index_everything
from throughline.web.site.models import Store
from throughline.words.refusals import Refused

BEGINNING = date(2009, 4, 1)
USERS = (
    "Sam Larch",
    "Priya Hawthorn",
    "Marek Rowan",
    "Aisha Juniper",
    "Jo Hazel",
    "Ruth Campion",
    "Clare Bryony",
)


class StoreNotEmpty(Refused):
    """The universe is only built into a store that holds nothing."""


@transaction.atomic
def build(*, tell: Callable[[str], None] = lambda sentence: None, at_once: bool = True) -> None:
    """Start a demonstration store and tell every fictional year; ``tell`` hears what is being built.

    The search reads everything ``at_once`` when all is told, or follows each act as it does otherwise:
    the same is found either way. All of it is done, or nothing. Raises StoreNotEmpty.
    """
    if Partnership.objects.exists():
        raise StoreNotEmpty(
            "This store holds partnerships already. Choose an empty folder for a demonstration."
        )
    start_store(kind=Store.Kind.DEMONSTRATION, by=None, at=morning(BEGINNING))
    with unfollowed() if at_once else nullcontext():
        users = {name: _user(name) for name in USERS}
        for name, chapter in (("Barnet", barnet.tell), *others.CHAPTERS):
            tell(f"Building {name}")
            chapter(users)
    for partnership in Partnership.objects.all() if at_once else ():
        index_everything(partnership)


def _user(name: str) -> User:
    return make_demonstration_user(name=name, by=None, at=morning(BEGINNING))
