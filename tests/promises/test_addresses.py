"""No partnership may take the first word of one of the site's own addresses."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.urls import URLPattern, get_resolver

from tests.web.conftest import *  # noqa: F403 - the same fixtures
from tests.web.conftest import NOW
from throughline.web.access.actions import RESERVED_SLUGS, SlugTaken, create_partnership


def own_addresses(patterns: Any, before: str = "") -> set[str]:
    """The addresses that stand under no partnership, as they are written."""
    found: set[str] = set()
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            found.add(address)
        elif "partnership" not in pattern.pattern.converters:
            found |= own_addresses(pattern.url_patterns, address)
    return found


def first_words() -> set[str]:
    words = {address.split("/")[0] for address in own_addresses(get_resolver().url_patterns, "")}
    return {re.sub(r"[\^$?]", "", word) for word in words if word} | {settings.STATIC_URL.split("/")[1]}


def test_every_first_word_is_reserved() -> None:
    assert {"boards", "demonstration", "public", "partnerships", "static"} <= first_words()
    assert first_words() - {""} == RESERVED_SLUGS


@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
def test_no_partnership_takes_one(db: None, slug: str) -> None:
    with pytest.raises(SlugTaken):
        create_partnership(slug=slug, name="Hazelmere", by=None, at=NOW)
