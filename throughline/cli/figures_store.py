"""The commands of the store of extracts: import, receipts, rejections, undo, build and contract."""

from __future__ import annotations

import json as jsons
import sys
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from throughline.cli.drawing import figures
from throughline.cli.figure_files import import_table
from throughline.cli.files import NoSuchFile, day_of, read_file, write_file
from throughline.cli.naming import today_in_london
from throughline.cli.printing import print_json, print_table, say
from throughline.cli.store import open_store
from throughline.figures.extracts.contracts import contract_named, contract_names, published
from throughline.figures.extracts.returns import Window
from throughline.figures.extracts.store import bringing_in, building
from throughline.figures.extracts.store.bringing_in import Tell
from throughline.figures.extracts.store.extract_profiles import ExtractProfile, extract_profile_from
from throughline.figures.extracts.store.keeping import ExtractStore, open_extract_store
from throughline.figures.extracts.store.receipts import ExtractReceipt, Sending
from throughline.papers.reading.one_sheet import rows_of_workbook
from throughline.words.formats import plural
from throughline.words.refusals import Refused

if TYPE_CHECKING:
    from throughline.figures.extracts.store.building import Build

StoreOption = Annotated[
    Path | None,
    typer.Option("--store", help="The folder of the store; “figures” beside the site's own otherwise."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="The keys stand in docs/explanation/json.md.")]
SHORT = 12
"""How many characters of a receipt's name are shown: enough to tell it from the others."""


class ImportUnclear(Refused):
    """The command does not say what it is to import, or says it in two ways."""


class ProfileUnreadable(Refused):
    """The file of a profile is not TOML."""


def store_at(folder: Path | None) -> ExtractStore:
    """The store of extracts in a folder; “figures” beside the site's own store where none is named."""
    if folder is None:
        open_store()
        from django.conf import settings

        folder = settings.STORE_FOLDER / "figures"
    return open_extract_store(folder)


@contextmanager
def shown_progress() -> Iterator[Tell]:
    """A bar on a terminal that shows the step under way; nothing in a pipe."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not sys.stderr.isatty(), transient=True) as progress:
        task = progress.add_task("Beginning", total=1.0)
        yield lambda step, share: progress.update(task, description=step, completed=share)


@figures.command("import")
def import_figures(
    file: Annotated[Path, typer.Argument(help="A table (ODS, XLSX, CSV) or an extract (also Parquet).")],
    partnership: Annotated[
        str | None, typer.Argument(help="For a table: the partnership's id, such as east-midlands.")
    ] = None,
    supplier: Annotated[str, typer.Option(help="The code of the organisation whose figures they are.")] = "",
    status: Annotated[str, typer.Option(help="Of a table: final, provisional or revised.")] = "final",
    accept: Annotated[
        bool, typer.Option("--accept", help="Of a table: accept it; otherwise it waits to be looked at.")
    ] = False,
    contract: Annotated[
        str | None, typer.Option(help="For an extract: what it holds, such as offences.")
    ] = None,
    starts: Annotated[str | None, typer.Option(help="The first day of an extract's period.")] = None,
    ends: Annotated[str | None, typer.Option(help="The last day of an extract's period.")] = None,
    received: Annotated[str | None, typer.Option(help="The day an extract came; today otherwise.")] = None,
    due: Annotated[
        str | None, typer.Option(help="The day an extract was due, where no statute says.")
    ] = None,
    rows: Annotated[int | None, typer.Option(help="How many rows the supplier says there are.")] = None,
    profile: Annotated[
        Path | None, typer.Option(help="A TOML file that maps the supplier's own words.")
    ] = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Take in an extract of single persons (with --contract), or a table of figures (with PARTNERSHIP).

    A table that no saved profile knows waits on the page of data arrivals, and the exit code is 1.
    """
    if not supplier:
        raise ImportUnclear("Say who sent it: --supplier CODE. Nothing was imported.")
    if (contract is None) == (partnership is None):
        raise ImportUnclear(
            "Name either a partnership, for a table of figures, or --contract, for an extract of single "
            f"persons: one of {', '.join(contract_names())}."
        )
    if partnership is not None:
        import_table(file, partnership, supplier, status=status, accept=accept, as_json=json)
        return
    if starts is None or ends is None:
        raise ImportUnclear("Say which period it covers: --starts 2009-04-01 --ends 2009-06-30.")
    today = today_in_london()
    sending = Sending(
        contract=str(contract),
        supplier=supplier,
        period=_period(day_of(starts, otherwise=today), day_of(ends, otherwise=today)),
        received_on=day_of(received, otherwise=today),
        due_on=None if due is None else day_of(due, otherwise=today),
        rows_announced=rows,
    )
    _import_extract(store_at(store), file, sending, _profile(profile, sending.contract), as_json=json)


def _period(starts: date, ends: date) -> Window:
    if starts > ends:
        raise ImportUnclear(f"The period ends on {ends}, before it starts. Check both days.")
    return Window(starts, ends)


def _profile(path: Path | None, contract: str) -> ExtractProfile | None:
    if path is None:
        return None
    try:
        plain = tomllib.loads(read_file(path).decode())
    except ValueError as fault:
        raise ProfileUnreadable(f"{path} cannot be read: {fault}. Write it as TOML in UTF-8.") from None
    return extract_profile_from(plain, contract_named(contract))


def _import_extract(
    store: ExtractStore, file: Path, sending: Sending, profile: ExtractProfile | None, *, as_json: bool
) -> None:
    if not file.is_file():
        raise NoSuchFile(f"There is no file {file}. Check the name and the folder.")
    rows = _workbook_rows(file)
    with shown_progress() as tell:
        found = bringing_in.bring_in(store, file, sending, profile=profile, rows=rows, tell=tell)
    receipt = found.receipt
    if as_json:
        print_json({**receipt.as_plain(), "rows_rejected": receipt.rows_rejected, "known": found.is_known})
    if found.is_known:
        say(f"These bytes came before, with receipt {receipt.id[:SHORT]}. Nothing was changed.")
        return
    said = f"Receipt {receipt.id[:SHORT]}: {receipt.rows_accepted:,} of {receipt.rows_read:,} rows taken in."
    if receipt.replaces:
        said += f" It takes the place of {receipt.replaces[:SHORT]}."
    say(said)
    if receipt.rows_rejected:
        say(
            f"{plural(receipt.rows_rejected, 'row')} not taken in. To send them back: "
            f"throughline figures rejections {receipt.id[:SHORT]} --to FILE"
        )


def _workbook_rows(file: Path) -> Sequence[Sequence[str]] | None:
    """The rows of a workbook's one sheet; None for a text or for Parquet, which is not read whole."""
    with file.open("rb") as opened:
        is_workbook = opened.read(2) == b"PK"
    return rows_of_workbook(file.read_bytes(), file.name) if is_workbook else None


@figures.command("receipts")
def receipts(store: StoreOption = None, json: JsonOption = False) -> None:
    """List the extracts that count: what came from whom for when, how late, and what was taken in."""
    kept = store_at(store)
    found = list(kept.receipts())
    if json:
        print_json([one.as_plain() for one in found])
        return
    columns = (
        "Receipt",
        "Contract",
        "Supplier",
        "Starts",
        "Ends",
        "Came",
        "Due",
        "Late",
        "Rows",
        "Not taken in",
    )
    print_table(columns, [_line(one) for one in found])
    say(_built_sentence(kept))


def _line(receipt: ExtractReceipt) -> tuple[str, ...]:
    sent = receipt.sending
    late = receipt.working_days_late
    return (
        receipt.id[:SHORT],
        sent.contract,
        sent.supplier,
        str(sent.period.starts),
        str(sent.period.ends),
        str(sent.received_on),
        str(sent.due_on or ""),
        "" if not late else plural(late, "working day"),
        f"{receipt.rows_accepted:,}",
        f"{receipt.rows_rejected:,}",
    )


def _built_sentence(store: ExtractStore) -> str:
    if building.latest_build(store) is None:
        return "Nothing is built from them yet: throughline figures build"
    if building.is_current(store):
        return "What measures read is built from just these extracts."
    return "What measures read is built from other extracts than these: throughline figures build"


@figures.command("rejections")
def rejections(
    receipt: Annotated[str, typer.Argument(help="The receipt's name, or how it begins.")],
    to: Annotated[
        Path | None, typer.Option(help="Write the list to this CSV file, for the supplier.")
    ] = None,
    store: StoreOption = None,
) -> None:
    """Print the rows of an extract that were not taken in: row, record, column and reason, as CSV."""
    kept = store_at(store)
    content = kept.rejections_file(kept.receipt(receipt).id).read_bytes()
    if to is None:
        print(content.decode(), end="")
        return
    write_file(to, content)
    say(f"{to} is written. It repeats nothing of a row but its record and unknown codes.")


@figures.command("undo")
def undo(
    receipt: Annotated[str, typer.Argument(help="The receipt's name, or how it begins.")],
    store: StoreOption = None,
) -> None:
    """Take an extract back; the one that it had replaced counts again. Nothing is deleted."""
    kept = store_at(store)
    taken = bringing_in.undo(kept, receipt, on=today_in_london())
    counted = kept.in_force().receipts
    said = f"The extract {taken.id[:SHORT]} no longer counts."
    if taken.replaces in counted:
        said += f" The one before it, {str(taken.replaces)[:SHORT]}, counts again."
    say(said)


@figures.command("build")
def build(store: StoreOption = None, json: JsonOption = False) -> None:
    """Build from the extracts that count what measures read: offences, index events and endings by person."""
    kept = store_at(store)
    with shown_progress() as tell:
        made = building.build(kept, tell=tell)
    if json:
        print_json(
            {"rows": made.rows, "left_out": made.left_out, "linked_by": made.linked_by, "packed": made.packed}
        )
        return
    _tell_build(made)


def _tell_build(made: Build) -> None:
    say(", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in made.rows.items()) + ".")
    if made.packed:
        say(f"The packed form, which speeds up counting, takes {-(-made.packed // 2**20):,} MiB.")
    for contract, count in made.left_out.items():
        say(f"{contract}: {plural(count, 'row')} of nobody known left out.")
    if made.left_out:
        say("To find the persons: throughline figures link")


@figures.command("contract")
def contract(
    name: Annotated[str | None, typer.Argument(help="Such as offences; without it, all are listed.")] = None,
    to: Annotated[Path | None, typer.Option(help="Write the contract to this file.")] = None,
) -> None:
    """Print the contract of an extract as a table description (CSVW), or list the contracts."""
    if name is None:
        print_table(
            ("Contract", "What it holds"), [(one, contract_named(one).title) for one in contract_names()]
        )
        return
    content = jsons.dumps(published(name), indent=2, ensure_ascii=False) + "\n"
    if to is None:
        print(content, end="")
        return
    write_file(to, content.encode())
    say(f"{to} is written.")
