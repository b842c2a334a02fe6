"""The command that writes the papers on data protection: statements."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from throughline.cli.app import app
from throughline.cli.files import NoSuchFile, write_file
from throughline.cli.papers import FORMS, NoSuchForm
from throughline.cli.printing import print_json
from throughline.cli.store import open_ready_store
from throughline.words.formats import list_words


@app.command()
def statements(
    into: Annotated[Path, typer.Option(help="The folder to write into.")],
    form: Annotated[str, typer.Option(help="docx, odt, pdf or html.")] = "docx",
    json: Annotated[bool, typer.Option("--json", help="{files: [name]}.")] = False,
) -> None:
    """Draft the impact assessment and the record of processing from the settings and the tables."""
    make = FORMS.get(f".{form.lower()}")
    if make is None:
        names = list_words([one.removeprefix(".") for one in FORMS], joining="or")
        raise NoSuchForm(f"“{form}” is no form of a statement. Choose {names}.")
    if not into.is_dir():
        raise NoSuchFile(f"There is no folder {into}. Make it first, or choose another place.")
    open_ready_store()
    from throughline.web.desk.statements import STATEMENTS, statement
    from throughline.web.site.today import today

    written = [into / f"{name}-draft.{form.lower()}" for name in STATEMENTS]
    for name, file in zip(STATEMENTS, written, strict=True):
        write_file(file, make(statement(name, today(None))))
    if json:
        print_json({"files": [str(file) for file in written]})
    else:
        for file in written:
            print(f"{file}: a draft. It lists what you must decide before it is yours.")
