"""Partnership files written: whole, with one more reading, or new from a few answers.

Source: the partnership file, sections 1 and 4.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import tomlkit
from tomlkit.items import AoT

from throughline.rules.terms.addresses import find
from throughline.rules.terms.check_structure import RESERVED
from throughline.rules.terms.model import Count, Reading, Span, Terms
from throughline.rules.terms.reader import read
from throughline.rules.terms.readings import settle
from throughline.rules.terms.tables import OF_A_BODY, OF_THE_FILE, SCHEMA
from throughline.rules.terms.times import SpanKind
from throughline.rules.terms.written import terms_as_table


def to_toml(terms: Terms) -> str:
    """The terms as a partnership file; reading it gives the same terms, but for lines and comments.

    Source: the partnership file, sections 2 to 9.
    """
    return tomlkit.dumps(_laid_out(terms_as_table(terms)))


def _laid_out(file: Mapping[str, Any]) -> dict[str, Any]:
    """The file with every entry as a table of its own and every value on one line."""
    return {
        key: _entries(key, value) if key in OF_THE_FILE else _inline(value) for key, value in file.items()
    }


def _entries(key: str, entries: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    inside = OF_A_BODY if key == "body" else {}
    return [
        {name: _entries(name, part) if name in inside else _inline(part) for name, part in entry.items()}
        for entry in entries
    ]


def with_reading(
    text: str,
    *,
    settles: str,
    value: Any,
    question: str,
    clause: Iterable[str] = (),
    decided: str | None = None,
    from_: date | None = None,
) -> str:
    """The text of a file with one more reading at its end, every other character kept.

    `value` is written as in the file: 4, "people", {"months": 2}; None leaves the question open.
    Raises KeyError if `settles` is no place in the file, ReadingUnusable if the value may
    not stand there, and TermsUnreadable if the text is no partnership file.
    Source: the partnership file, section 4 ("Reading").
    """
    terms = read(text)
    find(terms, settles)
    if value is not None:
        settle(terms, Reading(settles=settles, question=question, value=value, clause=tuple(clause)))
    parts = {"settles": settles, "clause": _one_or_list(clause), "question": question, "value": value}
    parts |= {"decided": decided, "from": from_}
    said = {key: part for key, part in parts.items() if part not in (None, [])}
    return _appended(text, said)


def _one_or_list(words: Iterable[str]) -> Any:
    listed = [words] if isinstance(words, str) else list(words)
    return listed[0] if len(listed) == 1 else listed


def _appended(text: str, reading: Mapping[str, Any]) -> str:
    document = tomlkit.parse(text)
    if "reading" in document and not isinstance(document["reading"], AoT):
        document["reading"].append(_inline(reading))
        return tomlkit.dumps(document)
    body = "".join(f"{key} = {tomlkit.item(_inline(part)).as_string()}\n" for key, part in reading.items())
    break_ = "" if text.endswith("\n") or not text else "\n"
    added = f"{break_}\n[[reading]]\n{body}"
    return text + (added.replace("\n", "\r\n") if "\r\n" in text else added)


def _inline(value: Any) -> Any:
    """A value with its tables written on one line."""
    if isinstance(value, Mapping):
        table = tomlkit.inline_table()
        table.update({key: _inline(part) for key, part in value.items()})
        return table
    return [_inline(part) for part in value] if isinstance(value, list | tuple) else value


@dataclass(frozen=True)
class NewMember:
    """An organisation with a seat, and the post that fills it, if that is known."""

    organisation: str
    post: str | None = None


@dataclass(frozen=True)
class NewBody:
    """What is known of a body when its file is begun; None and empty are silence."""

    name: str
    kind: str
    members: tuple[NewMember, ...] = ()
    every: Span | None = None
    quorum: int | None = None
    quorum_counts: Count | None = None
    chair: str | None = None
    reports_to: tuple[str, ...] = ()


@dataclass(frozen=True)
class NewPartnership:
    """The few answers with which a partnership file is begun."""

    id: str
    name: str
    area: tuple[str, ...] = ()
    bodies: tuple[NewBody, ...] = ()


def new_partnership(answers: NewPartnership) -> str:
    """A sound partnership file that says what the answers say and is silent on the rest.

    Its terms stand as a draft. Raises ValueError if a chair is not among its body's members,
    and TermsUnreadable if an answer may not stand in a file.
    Source: the partnership file, sections 1 (absent means silent), 2, 6 and 7.
    """
    ids = _Ids(answers)
    file: dict[str, Any] = {"schema": SCHEMA, "id": answers.id, "name": answers.name}
    if answers.area:
        file["area"] = list(answers.area)
    for key, names in (("agency", ids.agencies), ("external", ids.externals)):
        if names:
            file[key] = [{"id": ids.of[name], "name": name} for name in names]
    file["body"] = [_body(body, ids.of) for body in answers.bodies]
    text = tomlkit.dumps(_laid_out(file))
    read(text)
    return text


class _Ids:
    """An id for every name in the answers, each used once."""

    def __init__(self, answers: NewPartnership) -> None:
        bodies = list(dict.fromkeys(body.name for body in answers.bodies))
        self.agencies = _unique(m.organisation for body in answers.bodies for m in body.members)
        self.externals = [
            name
            for name in _unique(n for body in answers.bodies for n in body.reports_to)
            if name not in bodies and name not in self.agencies
        ]
        self.of: dict[str, str] = {}
        for name in (*bodies, *self.agencies, *self.externals):
            self.of.setdefault(name, _free_id(name, {*self.of.values(), *RESERVED}))


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _free_id(name: str, taken: set[str]) -> str:
    wanted = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") or "organisation"
    return next(
        one for one in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if one not in taken
    )


def _body(body: NewBody, ids: Mapping[str, str]) -> dict[str, Any]:
    written: dict[str, Any] = {"id": ids[body.name], "name": body.name, "kind": body.kind}
    written["version"] = [{"status": "draft"}]
    if body.reports_to:
        written["line"] = [{"type": "reports-to", "to": ids[parent]} for parent in body.reports_to]
    if body.members:
        written["seat"] = _seats(body, ids)
    if body.chair is not None:
        if body.chair not in {member.organisation for member in body.members}:
            raise ValueError(
                f"{body.chair} chairs {body.name} and is not among its members: add it as a member"
            )
        written["office"] = [{"id": "chair", "held_by": ids[body.chair]}]
    if body.every is not None:
        written["meets"] = [{"every": SpanKind().write(body.every)}]
    if body.quorum is not None:
        counts = {"count": body.quorum_counts} if body.quorum_counts else {}
        written["quorum"] = [{**counts, "at_least": body.quorum}]
    return written


def _seats(body: NewBody, ids: Mapping[str, str]) -> list[dict[str, Any]]:
    seats: list[dict[str, Any]] = []
    for member in body.members:
        agency = ids[member.organisation]
        seat = {"id": _free_id(agency, {each["id"] for each in seats}), "agency": agency}
        seats.append({**seat, "post": member.post} if member.post else seat)
    return seats
