"""The command that begins a partnership file, from questions on a terminal or from a file of answers."""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, get_args

import typer

from throughline.cli.app import app
from throughline.cli.files import NoSuchFile, read_file, write_file
from throughline.cli.naming import today_in_london
from throughline.cli.printing import say
from throughline.rules.terms.answer_faults import answer_faults
from throughline.rules.terms.model import Count, Finding, Span, TermsUnreadable
from throughline.rules.terms.place import Place
from throughline.rules.terms.times import SpanKind
from throughline.rules.terms.write import NewBody, NewMember, NewPartnership, new_partnership
from throughline.words.formats import list_words
from throughline.words.refusals import Refused

COUNTS: tuple[str, ...] = get_args(Count)
BOARD_KEYS = {
    "name": str,
    "kind": str,
    "members": list,
    "every": dict,
    "quorum": int,
    "quorum_counts": str,
    "chair": str,
    "reports_to": list,
}
FILE_KEYS = {"name": str, "area": list, "board": list}
SAID = {str: "text", list: "a list", dict: "a table", int: "a whole number"}


class AnswersRefused(Refused):
    """An answer cannot stand in a partnership file."""


class NobodyToAsk(Refused):
    """Questions need a terminal, or a file that answers them."""


@app.command()
def new(
    id: Annotated[str, typer.Argument(help="The short name of the partnership, as east-shire.")],
    answers: Annotated[
        Path | None,
        typer.Option(
            help="A TOML or JSON file of answers: name, area, and a list board of {name, kind, members, "
            "every, quorum, quorum_counts, chair, reports_to}; a member is “organisation, post”."
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="The file to write; ID.toml here otherwise.")] = None,
) -> None:
    """Begin a partnership file from a few answers; what is not answered stays silent."""
    path = out or Path(f"{id}.toml")
    if path.exists():
        raise NoSuchFile(f"{path} is there already and was not changed. Choose another name with --out.")
    given = _asked(id) if answers is None else _written(id, answers)
    try:
        text = new_partnership(given)
        faults = answer_faults(given, on=today_in_london())
    except (TermsUnreadable, ValueError) as refusal:
        raise AnswersRefused(f"{_why(refusal)}. Nothing was written.") from None
    if faults:
        said = "\n".join(f"Board {one.board + 1}, {one.answer}: {one.sentence}" for one in faults)
        raise AnswersRefused(f"{said}\nNothing was written.")
    write_file(path, text.encode())
    say(f"{path} is begun. See what it leaves open: throughline check {path}")


def _why(refusal: ValueError) -> str:
    if isinstance(refusal, TermsUnreadable):
        return "; ".join(f"{one.at}: {one.message}" for one in refusal.findings)
    return str(refusal)


def _written(id: str, path: Path) -> NewPartnership:
    read = json.loads if path.suffix.lower() == ".json" else tomllib.loads
    try:
        raw = read(read_file(path).decode("utf-8"))
    except (ValueError, UnicodeDecodeError) as error:
        raise AnswersRefused(f"{path} cannot be read: {error}. Write it as TOML or JSON in UTF-8.") from None
    _only(raw, FILE_KEYS, str(path))
    boards = raw.get("board", [])
    bodies = tuple(_board(board, f"{path}, board {number}") for number, board in enumerate(boards, 1))
    return NewPartnership(
        id=id, name=_needed(raw, "name", str(path)), area=_lines(raw, "area"), bodies=bodies
    )


def _board(raw: Any, where: str) -> NewBody:
    _only(raw, BOARD_KEYS, where)
    counts = raw.get("quorum_counts")
    if counts is not None and counts not in COUNTS:
        raise AnswersRefused(f"{where}: a quorum counts {list_words(COUNTS, joining='or')}, not “{counts}”.")
    return NewBody(
        name=_needed(raw, "name", where),
        kind=raw.get("kind", "board"),
        members=tuple(_member(line) for line in _lines(raw, "members")),
        every=_span(raw["every"], where) if "every" in raw else None,
        quorum=raw.get("quorum"),
        quorum_counts=counts,
        chair=raw.get("chair"),
        reports_to=_lines(raw, "reports_to"),
    )


def _only(raw: Any, known: Mapping[str, type], where: str) -> None:
    if not isinstance(raw, dict):
        raise AnswersRefused(f"{where} is not a table of answers. Its keys are {list_words(tuple(known))}.")
    for key, value in raw.items():
        if key not in known:
            raise AnswersRefused(
                f"{where}: “{key}” is not a key here. The keys are {list_words(tuple(known))}."
            )
        if not isinstance(value, known[key]) or isinstance(value, bool):
            raise AnswersRefused(f"{where}: “{key}” is {SAID[known[key]]}, and something else was given.")


def _needed(raw: Mapping[str, Any], key: str, where: str) -> str:
    value = str(raw.get(key, "")).strip()
    if not value:
        raise AnswersRefused(f"{where}: “{key}” is missing.")
    return value


def _lines(raw: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(str(line).strip() for line in raw.get(key, []) if str(line).strip())


def _member(line: str) -> NewMember:
    organisation, _comma, post = line.partition(",")
    return NewMember(organisation=organisation.strip(), post=post.strip() or None)


def _span(raw: Any, where: str) -> Span | None:
    findings: list[Finding] = []
    span: Span | None = SpanKind().read(raw, Place("every", 0, (), findings))
    if findings:
        raise AnswersRefused(f"{where}, every: {findings[0].message}.")
    return span


def _asked(id: str) -> NewPartnership:
    if not sys.stdin.isatty():
        raise NobodyToAsk("There is no terminal to ask on. Give the answers in a file: --answers FILE.toml")
    say("An empty answer is kept as silence. Nothing is assumed.")
    name = _ask_for("Name of the partnership")
    area = tuple(_several("Area it covers"))
    return NewPartnership(id=id, name=name, area=area, bodies=tuple(_asked_boards()))


def _asked_boards() -> Iterator[NewBody]:
    while name := _ask("Name of a board (empty when there are no more)"):
        yield _asked_board(name)


def _asked_board(name: str) -> NewBody:
    members = tuple(_member(line) for line in _several("Who sits: organisation, post"))
    months = _number("Meets every how many months")
    quorum = _number("How many make a quorum")
    counts = _ask(f"The quorum counts ({', '.join(COUNTS)})") if quorum else ""
    if counts and counts not in COUNTS:
        raise AnswersRefused(f"A quorum counts {list_words(COUNTS, joining='or')}, not “{counts}”.")
    return NewBody(
        name=name,
        kind="board",
        members=members,
        every=Span(months, "months") if months else None,
        quorum=quorum,
        quorum_counts=counts or None,  # type: ignore[arg-type]
        chair=_ask("Which of those organisations chairs") or None,
        reports_to=tuple(_several("Reports to")),
    )


def _ask(question: str) -> str:
    return str(typer.prompt(question, default="", show_default=False, err=True)).strip()


def _ask_for(question: str) -> str:
    return str(typer.prompt(question, err=True)).strip()


def _several(question: str) -> Iterator[str]:
    while line := _ask(f"{question} (empty to go on)"):
        yield line


def _number(question: str) -> int | None:
    typed = _ask(question)
    if not typed:
        return None
    if not typed.isdigit() or int(typed) < 1:
        raise AnswersRefused(f"“{typed}” is not a whole number of 1 or more. Nothing was written.")
    return int(typed)
