"""The page of the partnership file's grammar says every key that the reader knows, and only those."""

from __future__ import annotations

import tomllib

import pytest

from docs.rulebook import grammar
from throughline.rules.terms import tables
from throughline.rules.terms.reader import read

HEAD = 'schema = "throughline/partnership@1"\nid = "example"\nname = "Example"\n'
BODY = '[[body]]\nid = "board"\nname = "Board"\nkind = "board"\n'
SAID = tomllib.loads(grammar.MEANINGS.read_text(encoding="utf-8"))
EXAMPLES = {name: said["example"] for name, said in SAID["table"].items() if "example" in said}


def test_the_page_is_current() -> None:
    assert grammar.PAGE.read_text(encoding="utf-8") == grammar.grammar()


@pytest.mark.parametrize("name", sorted({**tables.OF_THE_FILE, **tables.OF_A_BODY}))
def test_every_table_has_a_chapter_with_each_key(name: str) -> None:
    table = {**tables.OF_THE_FILE, **tables.OF_A_BODY}[name]
    after = grammar.PAGE.read_text(encoding="utf-8").split(f"\n### `{name}`\n")[1].split("\n### ")[0]
    assert [line.split("`")[1] for line in after.splitlines() if line.startswith("| `")] == list(table.keys)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_an_example_can_be_read(name: str) -> None:
    before = HEAD if name in tables.OF_THE_FILE else HEAD + BODY
    found = read(before + EXAMPLES[name])
    holder = found if name in tables.OF_THE_FILE else found.bodies[0]
    table = {**tables.OF_THE_FILE, **tables.OF_A_BODY}[name]
    assert len(getattr(holder, table.attribute)) == 1


@pytest.mark.parametrize(
    "sentence, keys, meanings",
    [
        ("a key without a meaning", ["id", "name"], ["id"]),
        ("a meaning without a key", ["id"], ["id", "colour"]),
    ],
)
def test_the_page_is_refused_with(sentence: str, keys: list[str], meanings: list[str]) -> None:
    with pytest.raises(grammar.MeaningMissing):
        grammar.refuse_unless_same("table", keys, meanings)
