"""The search of a store that followed every act finds what reading everything at once finds."""

from __future__ import annotations

from typing import Any

from throughline.universe.build import build
from throughline.web.access.models import Partnership
from throughline.web.search.indexing import index_everything
from throughline.web.search.models import SearchEntry, SearchItem


def kept() -> set[tuple[Any, ...]]:
    """What can be searched, whole, and the agenda items that narrow each, without the rows' own numbers."""
    names = [one.attname for one in SearchEntry._meta.concrete_fields if not one.primary_key]
    entries = {("entry", *row) for row in SearchEntry.objects.values_list(*names)}
    return entries | {("item", *row) for row in SearchItem.objects.values_list("entry__thing", "item_id")}


def test_following_each_act_and_reading_everything_at_once_find_the_same(db: None) -> None:
    build(at_once=False)
    followed = kept()
    SearchItem.objects.all().delete()
    SearchEntry.objects.all().delete()
    for partnership in Partnership.objects.all():
        index_everything(partnership)
    assert followed == kept()
    assert len(followed) > 500
