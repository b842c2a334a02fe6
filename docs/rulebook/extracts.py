"""Prints the contracts of extracts: every column, what it holds and what it may say, from the contracts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from throughline.figures.extracts.contracts import Column, Contract, contract_named, contract_names

PAGE = Path(__file__).parents[1] / "explanation" / "extracts.md"
NOTICE = (
    "<!-- Printed by “make docs” from throughline/figures/extracts/contracts. "
    "Change those, not this page. -->"
)
BEGINNING = (
    "# The contracts of extracts\n\n"
    "What partners send about single persons and offences. Each contract is a table description in the W3C's "
    "CSVW form; `throughline figures contract NAME --to FILE` writes it for the supplier. The first row of a "
    "file names its columns, by these names or by the titles; a "
    "[mapping profile](../how-to/bring-in-an-extract.md) maps others. Days are `2009-10-20`. A file may be "
    "CSV, Parquet, XLSX or ODS.\n\n"
    "Every row has a record: the supplier's own number of it, used once. A row about a person has a PNC id, "
    "or the whole name and the date of birth."
)


def extracts_page() -> str:
    """The page of every contract."""
    chapters = ["\n".join(chapter(contract_named(name))) for name in contract_names()]
    return "\n\n".join([NOTICE, BEGINNING, *chapters]) + "\n"


def chapter(contract: Contract) -> Iterator[str]:
    """What the page says of one contract."""
    yield f"## `{contract.name}`\n"
    yield f"{contract.title}. {contract.meaning}\n"
    yield "| column | title | holds | needed | meaning |"
    yield "|---|---|---|---|---|"
    for column in contract.columns:
        needed = "yes" if column.required else ""
        yield f"| `{column.name}` | {column.title} | {holds(column)} | {needed} | {column.meaning} |"
    said = list(rules(contract))
    if said:
        yield ""
        yield from (f"- {sentence}" for sentence in said)


def holds(column: Column) -> str:
    """What a cell of a column may say."""
    if column.codes:
        return ", ".join(f"`{code}`" for code in column.codes)
    if column.least is not None:
        return f"{column.kind}, {column.least} to {column.most}"
    if column.kind == "pnc id":
        return "PNC id, as `2009/0123456X`"
    form = column.form.replace("|", "\\|")
    return f"text of the form `{form}`" if form else column.kind


def rules(contract: Contract) -> Iterator[str]:
    """What holds between columns, in sentences."""
    for before, after in contract.in_order:
        yield f"`{after}` is not before `{before}`."
    for given, needed in contract.together:
        yield f"Where `{given}` is given, `{needed}` is needed."
    if contract.takes_only_these:
        yield "A file with any other column is refused: it could tell who was concerned."
    if contract.months_after is not None:
        yield (
            f"It is owed by the end of the month that comes {contract.months_after} months after its period "
            f"({contract.source})."
        )
