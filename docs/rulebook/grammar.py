"""Prints the grammar of the partnership file: every table and every key, from the tables the reader goes by.

What may stand where comes from the program; what it means is said in `meanings.toml`. A key without a
meaning, or a meaning without a key, is refused.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from throughline.rules.terms import tables, times, value_tables, values
from throughline.rules.terms.people import NeedsKind, TestKind, WhoKind, WhoOrTest
from throughline.rules.terms.tables import Key, Table

PAGE = Path(__file__).parents[1] / "explanation" / "partnership-file.md"
MEANINGS = Path(__file__).with_name("meanings.toml")
NOTICE = (
    "<!-- Printed by “make docs” from throughline/rules/terms/tables.py and docs/rulebook/meanings.toml. "
    "Change those, not this page. -->"
)
IN_WORDS: dict[type[Any], str] = {
    values.Text: "text",
    values.Word: "word",
    values.Id: "id",
    values.Flag: "true or false",
    values.Threshold: 'whole number, or fraction as `"1/2"`',
    times.SpanKind: "[span](#span)",
    times.RateKind: "[rate](#rate)",
    times.DueKind: "[due](#due)",
    times.PatternKind: "[pattern](#pattern)",
    WhoKind: "[who](#who)",
    NeedsKind: "[who](#who), or `all_of` or `any_of` with a list of whos",
    TestKind: "[test](#test)",
    WhoOrTest: "[who](#who) or [test](#test)",
    type(TestKind.leaf_keys["weight"]): "table of whole numbers by id",
    value_tables.TermKind: "[term](#term)",
    value_tables.NumberKind: "whole number, or [number of seats](#number)",
    value_tables.PublicKind: 'true, false or `"unless-resolved"`',
}
PARTS: dict[str, Mapping[str, Any]] = {
    "who": {name: kind for name, (_, kind) in WhoKind().keys().items()},
    "test": TestKind(in_a_vote=True).keys,
    "term": {name: kind for name, (_, kind) in value_tables.TermKind().keys.items()},
    "number": {name: kind for name, (_, kind) in value_tables.NumberKind().keys.items()},
    "vacancy": {name: kind for name, (_, kind) in value_tables.VACANCY.keys.items()},
    "if_not_met": {name: kind for name, (_, kind) in value_tables.IF_NOT_MET.keys.items()},
    "outside_meetings": {name: kind for name, (_, kind) in value_tables.OUTSIDE_MEETINGS.keys.items()},
}
"""The small tables that stand as values, by the name of their chapter."""


class MeaningMissing(SystemExit):
    """A key of the grammar has no meaning, or a meaning belongs to no key."""


def kind_in_words(kind: Any) -> str:
    """What a value of this kind is, as the page says it. Raises KeyError for a kind nobody has named."""
    if isinstance(kind, values.ListOf):
        return f"list of {kind_in_words(kind.kind)}, in order"
    if isinstance(kind, values.Several):
        return f"{kind_in_words(kind.kind)}, or a list of them"
    if isinstance(kind, values.Choice):
        if kind.options == times.MONTHS:
            return "name of a month, as `january`"
        return ", ".join(f"`{option}`" for option in kind.options)
    if isinstance(kind, values.Whole):
        return "whole number"
    if isinstance(kind, times.Day):
        return '[date](#date), or `"decision"`' if kind.decision else "[date](#date)"
    if isinstance(kind, value_tables.SmallTable) and type(kind) is value_tables.SmallTable:
        name = next(name for name, parts in PARTS.items() if set(parts) == set(kind.keys))
        return f"[table](#{name.replace('_', '-')})"
    return IN_WORDS[type(kind)]


def remarks(key: Key) -> str:
    """Whether a key is required, and whether it may be left open."""
    return ", ".join([*(["required"] if key.required else []), *(["never open"] if key.settled else [])])


def rows(name: str, keys: Mapping[str, Key], meanings: Mapping[str, str]) -> Iterator[str]:
    """A Markdown table of keys. Raises MeaningMissing."""
    refuse_unless_same(name, keys, meanings)
    yield "| key | value | | meaning |"
    yield "|---|---|---|---|"
    for word, key in keys.items():
        yield f"| `{word}` | {kind_in_words(key.kind)} | {remarks(key)} | {meanings[word]} |"


def parts(name: str, kinds: Mapping[str, Any], meanings: Mapping[str, str]) -> Iterator[str]:
    """A Markdown table of the parts of a value. Raises MeaningMissing."""
    refuse_unless_same(name, kinds, meanings)
    yield "| key | value | meaning |"
    yield "|---|---|---|"
    for word, kind in kinds.items():
        yield f"| `{word}` | {kind_in_words(kind)} | {meanings[word]} |"


def refuse_unless_same(name: str, keys: Iterable[str], meanings: Iterable[str]) -> None:
    """Raises MeaningMissing unless exactly the keys of a table have a meaning."""
    if without := sorted(set(keys) - set(meanings)):
        raise MeaningMissing(f"meanings.toml does not say what {name}.{without[0]} means.")
    if over := sorted(set(meanings) - set(keys)):
        raise MeaningMissing(f"meanings.toml explains {name}.{over[0]}, which is no key.")


def chapter(table: Table, said: Mapping[str, Any]) -> Iterator[str]:
    """The chapter of one table: what it is, how it is written, and its keys."""
    how = "one table; several only as versions" if table.single else "a list of entries"
    yield from (f"### `{table.name}`", "", f"{said['says']} *Written as {how}.*", "")
    if table.one_of:
        yield f"At least one of {', '.join(f'`{key}`' for key in table.one_of)} is needed."
        yield ""
    if table.test is not None:
        yield "The keys of a [test](#test) stand among its own."
        yield ""
    yield from rows(table.name, table.keys, said.get("keys", {}))
    yield ""
    if "example" in said:
        yield from ("```toml", said["example"].strip(), "```", "")


def grammar() -> str:
    """The whole page. Raises MeaningMissing."""
    said = tomllib.loads(MEANINGS.read_text(encoding="utf-8"))
    refuse_unless_same("table", [*tables.OF_THE_FILE, *tables.OF_A_BODY], said["table"])
    refuse_unless_same("value", PARTS, said["value"])
    lines = [NOTICE, f"# The partnership file: `{tables.SCHEMA}`", "", said["introduction"].strip(), ""]
    lines += ["## On every entry", "", said["entry"]["says"], ""]
    lines += [*rows("entry", tables.EVERY_ENTRY, said["entry"]["keys"]), ""]
    lines += ["## Tables of the file", ""]
    for table in tables.OF_THE_FILE.values():
        lines += chapter(table, said["table"][table.name])
    lines += ["## Tables of a body", "", said["body"].strip(), ""]
    for table in tables.OF_A_BODY.values():
        lines += chapter(table, said["table"][table.name])
    lines += ["## Values", "", said["values"].strip(), ""]
    for name, kinds in PARTS.items():
        lines += [f"({name.replace('_', '-')})=", f"### {said['value'][name]['title']}", ""]
        lines += [said["value"][name]["says"].strip(), ""]
        lines += [*parts(name, kinds, said["value"][name]["keys"]), ""]
    return "\n".join(lines).rstrip() + "\n"
