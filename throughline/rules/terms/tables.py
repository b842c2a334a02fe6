"""The grammar: every table of a partnership file, with its keys and the kind of each.

One row a key; the reader, the writer and the readings all go by these tables.
Source: the partnership file, sections 2 and 6 to 9.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from throughline.rules.terms import model
from throughline.rules.terms.people import NeedsKind, TestKind, WhoKind, WhoOrTest
from throughline.rules.terms.times import MONTHS, Day, DueKind, PatternKind, RateKind, SpanKind
from throughline.rules.terms.value_tables import (
    IF_NOT_MET,
    OUTSIDE_MEETINGS,
    STRENGTH,
    VACANCY,
    NumberKind,
    PublicKind,
    TermKind,
)
from throughline.rules.terms.values import Choice, Flag, Id, Kind, ListOf, Several, Text, Whole, Word


@dataclass(frozen=True)
class Key:
    """One key of a table: the field it fills, the kind of its value, and how it may stand."""

    field: str
    kind: Kind
    required: bool = False
    settled: bool = False
    """Whether an open value is refused here."""


@dataclass(frozen=True)
class Table:
    """One table of the grammar: where it stands and what an entry of it becomes."""

    name: str
    attribute: str
    makes: type[Any]
    keys: Mapping[str, Key]
    single: bool = False
    test: TestKind | None = None
    named_by: tuple[str, ...] = ("id",)
    one_of: tuple[str, ...] = ()
    """At least one of these keys is needed."""
    all_keys: Mapping[str, Key] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "all_keys", {**self.keys, **EVERY_ENTRY})


_MOMENT = Day(decision=True)
_ID, _IDS, _TEXT, _WORD, _WORDS = Id(), Several(Id()), Text(), Word(), Several(Word())
_TEXTS, _WHO, _SPAN, _RATE, _FLAG = Several(Text()), WhoKind(), SpanKind(), RateKind(), Flag()
_DUE = DueKind(_WHO)
_SECTOR = Choice(
    "probation", "police", "council", "prison", "youth", "health", "housing", "drugs-alcohol",
    "employment", "courts", "voluntary", "faith", "victims", "central", "fire",
)  # fmt: skip

EVERY_ENTRY: Mapping[str, Key] = {
    "clause": Key("clause", _TEXTS, settled=True),
    "from": Key("from_", _MOMENT),
    "until": Key("until", _MOMENT),
    "decided": Key("decided", _TEXT, settled=True),
    "note": Key("note", _TEXT, settled=True),
}


def _keys(**kinds: Kind | Key) -> dict[str, Key]:
    """Keys whose field has the key's own name, or that name with a line after it for Python's words."""
    made = {}
    for name, kind in kinds.items():
        made[name.rstrip("_")] = kind if isinstance(kind, Key) else Key(name, kind)
    return made


def _must(field: str, kind: Kind, *, settled: bool = False) -> Key:
    return Key(field, kind, required=True, settled=settled)


_NAMED = {"id": _must("id", _ID, settled=True), "name": _must("name", _TEXT)}

AGENCY = Table("agency", "agencies", model.Agency, {
    **_NAMED, **_keys(alias=_TEXTS, employer=_WORD, sector=_SECTOR, becomes=_WORDS),
})  # fmt: skip
EXTERNAL = Table("external", "externals", model.External, {
    **_NAMED, **_keys(alias=_TEXTS, part_of=_WORD, area=_TEXTS, role=_TEXT),
})  # fmt: skip
SET = Table("set", "sets", model.Set, {
    **_NAMED, "name": Key("name", _TEXT), **_keys(of=_WORDS, open=_FLAG, part_of=_WORD),
})  # fmt: skip
MANDATE = Table("mandate", "mandates", model.Mandate, {
    **_NAMED,
    **_keys(kind=_must("kind", Choice("law", "plan", "theme", "policy"), settled=True), owner=_WHO),
})  # fmt: skip
PATHWAY = Table("pathway", "pathways", model.Pathway, {
    **_NAMED,
    **_keys(
        code=_TEXT, alias=_TEXTS, led_by=_WHO, how=Choice("lead", "champion"), maps_to=_WORDS,
        kind=Key("kind", Choice("pathway", "delivery-area"), settled=True),
    ),
})  # fmt: skip
PROGRAMME = Table("programme", "programmes", model.Programme, {
    **_NAMED,
    **_keys(kind=Key("kind", _WORD, settled=True), pathway=_WORDS, governed_by=_WORDS, serves=_WORDS),
})  # fmt: skip
INDICATOR = Table("indicator", "indicators", model.IndicatorNamed, {
    **_NAMED, **_keys(group=_WORD, pathway=_WORDS, owner=_WHO, monitored_by=_WORDS, serves=_WORDS),
})  # fmt: skip

VERSION = Table("version", "versions", model.Version, _keys(
    status=Choice("draft", "proposed", "recommended", "agreed", "extract"), document=_TEXT, marking=_TEXT,
), named_by=())  # fmt: skip
CLAUSE = Table("clause", "clauses", model.Clause, {
    "id": _must("id", _TEXT, settled=True),
    "kind": _must("kind", Choice(
        "purpose", "function", "scope", "out-of-scope", "power", "limit",
        "undertaking", "input", "output", "context", "missing",
    ), settled=True),
    **_keys(text=_TEXT, serves=_WORDS, rules_out=_WORDS, who=_WHO),
})  # fmt: skip
LINE = Table("line", "lines", model.Line, {
    "type": _must("type", Choice(
        "reports-to", "accountable-to", "holds-to-account", "directs", "delegates-to", "part-of",
        "liaises-with", "consults", "advises", "refers-to", "commissions", "linked-with",
    ), settled=True),
    "to": _must("to", _WHO),
    **_keys(via=_WORD, purpose=_TEXT),
}, named_by=("type", "to"))  # fmt: skip

_CHOSEN = _keys(chosen_by=_WHO, among=_WHO, term=TermKind(), vacancy=VACANCY)

SEAT = Table("seat", "seats", model.Seat, {
    "id": _must("id", _ID, settled=True),
    **_keys(
        agency=_WORD, body=_WORD, office=_WORD, of=_WORD, same_as=_WORD, one_per=_WORDS,
        sector=Several(_SECTOR), class_=_WORDS, post=_WORDS, number=NumberKind(),
        as_=Choice("member", "non-voting", "in-attendance"), supports=_WORD,
        rank=Whole(), level=_WORD, also=_TEXTS, programme=_WORDS,
        how=Choice("elected", "appointed", "nominated", "co-opted", "jointly-appointed", "advertised"),
    ),
    **_CHOSEN,
}, one_of=(
    "agency", "body", "office", "same_as", "one_per", "sector", "class", "post", "chosen_by",
))  # fmt: skip
MEMBERSHIP = Table("membership", "membership", model.Membership, _keys(
    status=Choice("proposed", "agreed"), must=_WORDS, ineligible=_WHO,
), single=True, test=TestKind(), named_by=())  # fmt: skip
OFFICE = Table("office", "offices", model.Office, {
    "id": _must("id", _ID, settled=True),
    **_keys(
        title=_TEXT, held_by=_WHO, joint=_FLAG, rotates=ListOf(_WHO), every=_SPAN, in_absence=ListOf(_WHO),
        how=Choice("elected", "appointed", "nominated"), chosen_at=_WORD, does=_WORDS,
    ),
    **_CHOSEN,
})  # fmt: skip
DEPUTY = Table("deputy", "deputy", model.Deputy, _keys(
    allowed=_FLAG, must_be=Several(Choice("nominated", "briefed", "same-agency", "eligible", "listed")),
    named_by=Choice("member", "agency"), tell=_WHO, at_most=_RATE,
    may=Several(Choice("count", "vote", "preside")),
), single=True, named_by=())  # fmt: skip
LEAVING = Table("leaving", "leaving", model.Leaving, {
    "id": _must("id", _ID, settled=True),
    **_keys(
        who=_WHO, absences=Whole(), of_last=Whole(), cause=_TEXT, automatic=_FLAG, by=_WHO, to=_WHO,
    ),
}, one_of=("absences", "cause"))  # fmt: skip
MEETS = Table("meets", "meets", model.Meets, _keys(
    kind=Key("kind", _ID, settled=True), every=_SPAN, at_least=_RATE, at_most=_RATE,
    within=Several(Choice(*MONTHS)), on=PatternKind(), lasting=_SPAN, place=_TEXTS, due=_DUE,
    fits=_WORD,
    called_by=WhoOrTest(), public=PublicKind(), attended_by=TestKind(), purpose=_TEXT,
), named_by=("kind",))  # fmt: skip
QUORUM = Table("quorum", "quorum", model.Quorum, _keys(
    for_=_IDS, one_person=Choice("one", "every-seat"), remote=_FLAG, if_not_met=IF_NOT_MET,
), single=True, test=TestKind(), named_by=("for",))  # fmt: skip
VOTE = Table("vote", "vote", model.Vote, _keys(
    for_=_IDS, casting=Choice("presiding", "none"), consensus_first=_FLAG, called_by=_WHO,
    recorded=Choice("result", "counts", "names"), outside_meetings=OUTSIDE_MEETINGS,
), single=True, test=TestKind(in_a_vote=True), named_by=("for",))  # fmt: skip
AGENDA = Table("agenda", "agenda", model.AgendaItemStanding, _keys(
    item=_must("item", _TEXT), when=_WORD, owed_by=_WHO, strength=Choice("firm", "as-required"),
), named_by=("item",))  # fmt: skip
DUTY = Table("duty", "duties", model.Duty, {
    "what": _must("what", _ID, settled=True),
    "id": Key("id", _ID, settled=True),
    **_keys(
        owed_by=_WHO, to=_WHO, via=_WHO, due=_DUE, every=_SPAN, at_least=_RATE, each=_WORD, strength=STRENGTH,
        channel=Choice("secure", "secure-if-marked"), inputs=_WORDS, purpose=_TEXT,
    ),
}, named_by=("id", "what"))  # fmt: skip
APPROVAL = Table("approval", "approvals", model.Approval, {
    "what": _must("what", _ID, settled=True),
    **_keys(kinds=_WORDS, beyond=_WORD, asked_by=_WHO, sent_to=_WHO, needs=NeedsKind()),
}, named_by=("what",))  # fmt: skip
CASEWORK = Table("casework", "casework", model.Casework, _keys(
    functions=Several(Choice("select", "deselect", "share", "action-plan")), criteria=_TEXT,
    exclude_if_engaged=_WORDS, invite_referrer=_FLAG, pathways=_WORD, review_every=_SPAN, reopens_on=_WORDS,
), single=True, named_by=())  # fmt: skip
READING = Table("reading", "readings", model.Reading, {
    "question": _must("question", _TEXT, settled=True),
    **_keys(id=Key("id", _ID, settled=True), settles=Key("settles", _TEXT, settled=True)),
}, named_by=("id",))  # fmt: skip

BODY = Table("body", "bodies", model.Body, {
    **_NAMED,
    "kind": _must("kind", Choice(
        "board", "group", "case-panel", "committee", "forum", "task-and-finish",
    ), settled=True),
    **_keys(
        alias=_TEXTS, area=_TEXTS, level=Choice("strategic", "tactical", "operational"), statutory=_FLAG,
        basis=_TEXT, sunset=Day(), becomes=_WORDS, one_per=_WORD,
    ),
})  # fmt: skip

OF_THE_FILE = {
    table.name: table
    for table in (AGENCY, EXTERNAL, SET, MANDATE, PATHWAY, PROGRAMME, INDICATOR, BODY, READING)
}  # fmt: skip
OF_A_BODY = {
    table.name: table
    for table in (
        VERSION, CLAUSE, LINE, SEAT, MEMBERSHIP, OFFICE, DEPUTY, LEAVING,
        MEETS, QUORUM, VOTE, AGENDA, DUTY, APPROVAL, CASEWORK,
    )
}  # fmt: skip
"""Every table of the file, by its name there."""
SCHEMA = "throughline/partnership@1"


def holds_open(table: Table, key: Key) -> bool:
    """Whether the field of a key holds an open value itself; if not, the entry lists it as unsettled.

    Source: the partnership file, section 4.
    """
    return "Open[" in str(table.makes.__dataclass_fields__[key.field].type)


def identity(table: Table, entry: Any) -> str:
    """What names an entry within its table, empty for a single table.

    Source: the partnership file, section 4 ("Address of a place").
    """
    if table is DUTY:
        return str(entry.id or entry.what)
    names = ["for_" if name == "for" else name for name in table.named_by]
    return ":".join(filter(None, (_as_word(getattr(entry, name)) for name in names)))


def _as_word(value: object) -> str:
    if isinstance(value, model.Open):
        return _as_word(value.proposed) or str(value.says or "")
    if isinstance(value, model.Who):
        return "+".join(filter(None, (*value.is_, *value.sector, *value.seat, value.office, value.of)))
    if isinstance(value, tuple):
        return "+".join(map(str, value))
    return "" if value is None else str(value)
