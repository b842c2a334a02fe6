"""Documents point at what is there: every relative link, and every file that they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted({*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("docs/[deh]*/*.md")})
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
FILE = re.compile(r"`((?:tests|docs|throughline|partnerships|deploy)/[\w./-]+\.(?:py|csv|toml|md))`")
MADE_BY_HAND = {"docs/decisions/NNNN-in-a-few-words.md"}
"""Names that stand for any file."""


def pointed_at(document: Path) -> Iterator[Path]:
    text = document.read_text(encoding="utf-8")
    for link in LINK.findall(text):
        if not link.startswith(("http:", "https:", "mailto:")):
            yield document.parent / link
    for name in FILE.findall(text):
        if name not in MADE_BY_HAND:
            yield ROOT / name


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: str(one.relative_to(ROOT)))
def test_a_document_points_at_what_is_there(document: Path) -> None:
    assert [str(place) for place in pointed_at(document) if not place.exists()] == []


def test_a_link_to_nothing_is_found(tmp_path: Path) -> None:
    document = tmp_path / "page.md"
    document.write_text("[gone](gone.md), `docs/gone.csv` and [far](https://example.org)")
    assert len(list(pointed_at(document))) == 2
    assert not any(place.exists() for place in pointed_at(document))
