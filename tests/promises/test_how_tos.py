"""What a how-to prints bold is what the pages say: a page, a button, a label or somebody of the example."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAID_IN_TEMPLATE = re.compile(r"""\b(?:_|gettext|ngettext)\(\s*(?:"([^"]*)"(?:,\s*"([^"]*)")?|'([^']*)')""")
BOLD = re.compile(r"\*\*(.+?)\*\*")
NOT_OF_PAGES = {"write-a-partnership-file.md", "show-that-a-clause-is-met.md"}
"""Pages about files, whose bold words are the page's own."""
OWN_EMPHASIS = {
    "Casework is not built", "Copy `/var/lib/throughline` once to a safe place of its own.", "Talk", "as Word",
}  # fmt: skip
"""What a page itself stresses."""
HOW_TOS = [path for path in sorted((ROOT / "docs" / "how-to").glob("*.md")) if path.name not in NOT_OF_PAGES]


def plain(words: str) -> str:
    """Words without the differences that no reader sees."""
    return words.replace("’", "'").strip().rstrip(".:?")


@cache
def said() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Every string that a page, a form or the example may show; those with places to fill, as patterns."""
    found: set[str] = set()
    for template in (ROOT / "throughline" / "web").glob("*/templates/**/*.html"):
        for groups in SAID_IN_TEMPLATE.findall(template.read_text(encoding="utf-8")):
            found |= {words for words in groups if words}
    for module in (ROOT / "throughline").rglob("*.py"):
        tree = ast.parse(module.read_text(encoding="utf-8"))
        found |= {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    for file in (ROOT / "partnerships").glob("*.toml"):
        found |= {str(tomllib.loads(file.read_text(encoding="utf-8")).get("name", ""))}
    patterns = tuple(
        re.compile(re.sub(r"%\\?\(\w+\\?\)[sd]", ".+", re.escape(plain(words))))
        for words in found
        if re.search(r"%\(\w+\)[sd]", words) and len(re.sub(r"%\(\w+\)[sd]", "", words).strip()) > 4
    )
    return frozenset(map(plain, found)), patterns


def stands_on_a_page(words: str) -> bool:
    """Whether the words are shown somewhere; “…” stands for what differs from one page to the next."""
    exactly, patterns = said()
    wanted = plain(words)
    if wanted in exactly or any(pattern.fullmatch(wanted) for pattern in patterns):
        return True
    shape = re.compile(".*".join(re.escape(part.strip()) for part in wanted.split("…")) + ".*")
    return ("…" in wanted or wanted.endswith((" for", " by"))) and any(map(shape.fullmatch, exactly))


def bold_words(text: str) -> list[str]:
    """What a page prints bold, without its programs."""
    return BOLD.findall(re.sub(r"```.*?```", "", text, flags=re.DOTALL))


@pytest.mark.parametrize("how_to", HOW_TOS, ids=lambda path: path.name)
def test_every_name_in_bold_stands_on_a_page(how_to: Path) -> None:
    named = set(bold_words(how_to.read_text(encoding="utf-8"))) - OWN_EMPHASIS
    assert sorted(words for words in named if not stands_on_a_page(words)) == []


@pytest.mark.parametrize("how_to", HOW_TOS, ids=lambda path: path.name)
def test_every_how_to_that_shows_faults_quotes_what_is_said(how_to: Path) -> None:
    """A fault is quoted in a table; each sentence of it, or each part between “…”, is said somewhere."""
    parts = "\n".join(said()[0])
    missing = [
        part
        for quoted in re.findall(r"^\| “(.+?)” \|", how_to.read_text(encoding="utf-8"), flags=re.MULTILINE)
        for part in map(plain, quoted.split("…"))
        if part and part not in parts and not re.search(r"\d", part)
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("sentence", "words", "stands"),
    [
        ("a button", "Publish the agenda", True),
        ("a person of the example", "Sam Larch", True),
        ("a name with a place to fill", "Close item 4", True),
        ("a button that was never there", "Publish the agenda again and again", False),
        ("half of a button", "Publish the", False),
    ],
)
def test_the_finder_finds(sentence: str, words: str, stands: bool) -> None:
    assert stands_on_a_page(words) is stands
