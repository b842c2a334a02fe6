"""What a room is worth at each minute, found by brute force and without the rules it checks.

Every minute is worked out from nothing: the log is read from its first line to that minute, people are
put on and taken off a list, organisations are counted with a set. Nothing here imports the rules; the
boards are described twice, once as their terms and once in the plain words of rules R6 to R10.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

BARNET = (Path(__file__).parents[2] / "partnerships" / "barnet.toml").read_text("utf-8")


@dataclass(frozen=True)
class Place:
    """One seat at the table: whose it is, who pays its people, and what it may do."""

    seat: str
    organisation: str
    employer: str
    votes: bool = True
    counts: bool = True
    rank: int | None = None


@dataclass(frozen=True)
class Here:
    """One person on the list: the place they came for, whether in its member's stead, and how."""

    person: str
    place: Place
    deputy: bool = False
    remote: bool = False


@dataclass(frozen=True)
class Line:
    """One line of the log: at a minute somebody does something."""

    minute: int
    what: str
    person: str = ""
    seat: str = ""
    item: str = ""
    says: str = ""
    deputy: bool = False
    remote: bool = False


Rooms = list[Here]
Answer = str
"""“yes”, “no”, or “no rule”."""


@dataclass(frozen=True)
class Board:
    """A board: its terms as a file, and what they mean as plain sums."""

    name: str
    terms: str
    body: str
    places: tuple[Place, ...]
    enough: Callable[[Rooms], Answer]
    chairs: Callable[[Rooms], tuple[str, set[str]]]
    elector: str
    carried: Callable[[Mapping[str, str], Rooms, bool], Answer]
    casting: bool = False
    otherwise: Callable[[Rooms], Answer] | None = None
    counts_remote: bool = True
    filled: tuple[str, ...] = ()
    """Seats with somebody appointed: what a share is taken of."""
    electing: tuple[str, ...] = ()
    """The only seats that decide; empty where every voting seat does."""
    is_repeat: bool = False
    meeting_number: int | None = None


@dataclass(frozen=True)
class Minute:
    """How the room stands at one minute."""

    people: frozenset[str]
    organisations: frozenset[str]
    enough: Answer
    otherwise: Answer | None
    worth: str
    presiding: tuple[str, frozenset[str]]
    electors: frozenset[str]
    paused: bool


@dataclass
class Vote:
    """A motion while it is open, and what became of it."""

    item: str
    ballots: dict[str, str] = field(default_factory=dict)
    became: str = "open"


def minute_of(board: Board, log: Iterable[Line], minute: int) -> Minute:
    """The room at one minute: everybody who came by then and has not left by then."""
    listed, away, chosen, item, paused = _replayed(board, log, minute)
    inside = [one for one in listed if (item, one.person) not in away]
    counted = _counted(board, inside)
    enough = board.enough(counted)
    how, whom = board.chairs(inside)
    if chosen in {one.person for one in inside}:
        how, whom = "chosen", {chosen}
    return Minute(
        people=frozenset(one.person for one in inside),
        organisations=frozenset(one.place.organisation for one in counted),
        enough=enough,
        otherwise=board.otherwise(counted) if board.otherwise else None,
        worth={"yes": "made", "no": "recommended", "no rule": "made; no quorum stated"}[enough],
        presiding=(how, frozenset(whom)),
        electors=frozenset(_voice(board, one) for one in counted if _elects(board, one)),
        paused=paused,
    )


def what_became(board: Board, minute: Minute, listed: Rooms, vote: Vote, casting: str = "") -> str:
    """What becomes of a motion at a minute: carried, falls, or not defined."""
    if not board.elector:
        return "not defined"
    held = {voice: says for voice, says in vote.ballots.items() if voice in minute.electors}
    inside = [one for one in listed if one.person in minute.people]
    counted = [one for one in _counted(board, inside) if _elects(board, one)]
    yes = board.carried(held, counted, False)
    if yes == "no" and board.casting and is_tie(held) and casting == "for":
        yes = board.carried(held, counted, True)
    return "carried" if yes == "yes" else "falls"


def is_tie(ballots: Mapping[str, str]) -> bool:
    """As many for as against, and somebody for: the only time a casting vote may be used."""
    said = list(ballots.values())
    return said.count("for") == said.count("against") > 0


def listed_at(board: Board, log: Iterable[Line], minute: int) -> Rooms:
    """Everybody who came by a minute and has not left by then, out for an interest or not."""
    return _replayed(board, log, minute)[0]


def _replayed(
    board: Board, log: Iterable[Line], minute: int
) -> tuple[Rooms, set[tuple[str, str]], str, str, bool]:
    places = {one.seat: one for one in board.places}
    listed: Rooms = []
    away: set[tuple[str, str]] = set()
    chosen, item, paused = "", "", False
    for line in log:
        if line.minute > minute:
            continue
        if line.what == "arrives":
            listed.append(Here(line.person, places[line.seat], line.deputy, line.remote))
        elif line.what == "leaves":
            listed = [one for one in listed if one.person != line.person]
        elif line.what == "steps out for":
            away.add((line.item, line.person))
        elif line.what == "comes back for":
            away.discard((line.item, line.person))
        elif line.what == "is chosen":
            chosen = line.person
        elif line.what == "item":
            item = line.item
        elif line.what == "adjourns":
            paused = True
        elif line.what == "resumes":
            paused = False
    return listed, away, chosen, item, paused


def _counted(board: Board, inside: Rooms) -> Rooms:
    return [one for one in inside if one.place.counts and (board.counts_remote or not one.remote)]


def _elects(board: Board, one: Here) -> bool:
    return (
        bool(board.elector) and one.place.votes and (not board.electing or one.place.seat in board.electing)
    )


def _voice(board: Board, one: Here) -> str:
    return {
        "organisations": one.place.organisation,
        "seats": one.place.seat,
        "people": one.person,
    }[board.elector]


def _yes(what: bool) -> Answer:
    return "yes" if what else "no"


def _organisations(room: Rooms) -> set[str]:
    return {one.place.organisation for one in room}


def _people(room: Rooms) -> set[str]:
    return {one.person for one in room}


def _from(room: Rooms, *organisations: str) -> set[str]:
    """Members, not deputies, of some organisations."""
    return {one.person for one in room if one.place.organisation in organisations and not one.deputy}


def _simple(ballots: Mapping[str, str], room: Rooms, casting: bool) -> Answer:
    said = list(ballots.values())
    return _yes(said.count("for") + casting > said.count("against"))


def _one_or(whom: set[str], many: str) -> tuple[str, set[str]]:
    return ("presides" if len(whom) == 1 else many), whom


def _elect(room: Rooms) -> tuple[str, set[str]]:
    return "those present elect", _people(room)


def _barnet_chairs(room: Rooms) -> tuple[str, set[str]]:
    safety = _from(room, "cst")
    if safety:
        return _one_or(safety, "they choose")
    police = [one for one in room if one.place.organisation == "police" and not one.deputy]
    if police:
        ranked = sorted(police, key=lambda one: one.place.rank or 9)
        return "presides", {ranked[0].person}
    return _elect(room)


def _held_by(*organisations: str, many: str = "they choose") -> Callable[[Rooms], tuple[str, set[str]]]:
    def chairs(room: Rooms) -> tuple[str, set[str]]:
        found = _from(room, *organisations)
        return _one_or(found, many) if found else _elect(room)

    return chairs


def _each_of(number: int, *organisations: str) -> Callable[[Rooms], bool]:
    return lambda room: all(
        sum(one.place.organisation == name for one in room) >= number for name in organisations
    )


def _weight(organisations: Iterable[str]) -> int:
    return sum({"alpha": 3, "beta": 2}.get(one, 1) for one in organisations)


def _weighted_vote(ballots: Mapping[str, str], room: Rooms, casting: bool) -> Answer:
    """More than half of the weight cast; a casting vote adds one to both."""
    for_ = _weight(one for one, says in ballots.items() if says == "for")
    against = _weight(one for one, says in ballots.items() if says == "against")
    return _yes(for_ > 0 and (for_ + casting) * 2 > for_ + against + casting)


def _of_present(ballots: Mapping[str, str], room: Rooms, casting: bool) -> Answer:
    """More than half of the seats here, silent and abstaining ones too."""
    for_ = sum(says == "for" for says in ballots.values())
    return _yes(for_ > 0 and for_ * 2 > len({one.place.seat for one in room}))


HEAD = """
schema = "throughline/partnership@1"
id = "trial"
name = "Trial"
area = "Trial"
calendar = { working_days = "england-and-wales", year_starts = "04-01", timezone = "Europe/London" }
marking = { scheme = "GSC", default = "OFFICIAL" }
agency = [
  { id = "alpha", name = "Alpha", sector = "council" },
  { id = "beta", name = "Beta", sector = "police" },
  { id = "gamma", name = "Gamma", sector = "health" },
  { id = "delta", name = "Delta", sector = "housing" },
]
[[body]]
id = "board"
name = "Board"
kind = "board"
version = [{ from = "2020", document = "Terms" }]
seat = [
  { id = "alpha-1", agency = "alpha", clause = "1" },
  { id = "alpha-2", agency = "alpha", clause = "1" },
  { id = "beta-1", agency = "beta", clause = "1" },
  { id = "beta-2", agency = "beta", clause = "1" },
  { id = "gamma-1", agency = "gamma", clause = "1" },
  { id = "delta-1", agency = "delta", as = "non-voting", clause = "1" },
  { id = "delta-2", agency = "delta", as = "in-attendance", clause = "1" },
]
"""
TRIAL = (
    Place("alpha-1", "alpha", "alpha"),
    Place("alpha-2", "alpha", "alpha"),
    Place("beta-1", "beta", "beta"),
    Place("beta-2", "beta", "beta"),
    Place("gamma-1", "gamma", "gamma"),
    Place("delta-1", "delta", "delta", votes=False),
    Place("delta-2", "delta", "delta", votes=False, counts=False),
)
FIVE = ("alpha-1", "alpha-2", "beta-1", "beta-2", "gamma-1")
CHAIRED_BY_ALPHA = '[[body.office]]\nid = "chair"\nheld_by = "alpha"\nclause = "2"\n'
SIMPLE = '[body.vote]\ncount = "organisations"\nmore_than = "1/2"\nof = "cast"\ncasting = "presiding"\n'
REPEATED = """
[body.quorum]
count = "people"
at_least = "3/5"
if_not_met = { then = "repeat", after = { weeks = 1 }, quorum = { count = "people", at_least = "2/5" } }
"""


def _share(of: Fraction) -> Callable[[Rooms], Answer]:
    """At least a share of the five appointed, a vacancy counted for nothing; nobody here is never enough."""
    return lambda room: _yes(bool(room) and len(_people(room)) >= of * len(FIVE))


def _trial(name: str, terms: str, **sums: object) -> Board:
    given: dict[str, object] = {
        "chairs": _held_by("alpha"),
        "elector": "organisations",
        "carried": _simple,
        "casting": True,
        "filled": FIVE,
        **sums,
    }
    return Board(name=name, terms=HEAD + terms, body="board", places=TRIAL, **given)  # type: ignore[arg-type]


BOARDS = (
    Board(
        name="Barnet: four organisations, or four employers",
        terms=BARNET,
        body="rrdg",
        places=(
            Place("cst-head", "cst", "lbb"),
            Place("cst-mgr", "cst", "lbb"),
            Place("nps-aco", "ps", "ps"),
            Place("crc-aco", "ps", "ps"),
            Place("pol-supt", "police", "police", rank=1),
            Place("pol-dci", "police", "police", rank=2),
            Place("homes-mgr", "barnet-homes", "barnet-homes"),
            Place("ph-cm", "ph", "lbb"),
            Place("yot-head", "yot", "lbb"),
            Place("dwp", "dwp", "dwp"),
        ),
        enough=lambda room: _yes(len(_organisations(room)) >= 4),
        otherwise=lambda room: _yes(len({one.place.employer for one in room}) >= 4),
        chairs=_barnet_chairs,
        elector="organisations",
        carried=_simple,
        casting=True,
    ),
    _trial(
        "a total and some from each; two hold the chair together",
        """
[body.quorum]
all_of = [{ count = "people", at_least = 3 }, { count = "people", at_least = 1, from_each = ["alpha", "beta"] }]
[body.vote]
count = "seats"
more_than = "1/2"
of = "present"
[[body.office]]
id = "chair"
held_by = { is = ["alpha", "beta"] }
joint = true
clause = "2"
""",
        enough=lambda room: _yes(len(_people(room)) >= 3 and _each_of(1, "alpha", "beta")(room)),
        chairs=_held_by("alpha", "beta", many="jointly"),
        elector="seats",
        carried=_of_present,
        casting=False,
    ),
    _trial(
        "half of those appointed, nobody remote",
        '[body.quorum]\ncount = "people"\nat_least = "1/2"\nremote = false\n' + SIMPLE + CHAIRED_BY_ALPHA,
        enough=_share(Fraction(1, 2)),
        counts_remote=False,
    ),
    _trial(
        "one named and two others; an elected chair",
        """
[body.quorum]
all_of = [
  { count = "organisations", who = "alpha", at_least = 1 },
  { count = "organisations", who = { is = "members", except = "alpha" }, at_least = 2 },
]
"""
        + SIMPLE,
        enough=lambda room: _yes(
            "alpha" in _organisations(room) and len(_organisations(room) - {"alpha"}) >= 2
        ),
        chairs=_elect,
    ),
    _trial(
        "weights of four in all, in the room and in the vote",
        """
[body.quorum]
count = "organisations"
at_least = 4
weight = { alpha = 3, beta = 2 }
[body.vote]
count = "organisations"
more_than = "1/2"
of = "cast"
weight = { alpha = 3, beta = 2 }
"""
        + CHAIRED_BY_ALPHA,
        enough=lambda room: _yes(_weight(_organisations(room)) >= 4),
        carried=_weighted_vote,
        casting=False,
    ),
    _trial(
        "three fifths, and the first meeting",
        REPEATED + SIMPLE + CHAIRED_BY_ALPHA,
        enough=_share(Fraction(3, 5)),
    ),
    _trial(
        "three fifths, and its repeat: two fifths",
        REPEATED + SIMPLE + CHAIRED_BY_ALPHA,
        enough=_share(Fraction(2, 5)),
        is_repeat=True,
    ),
    _trial(
        "a chair that rotates, at the second meeting",
        '[body.quorum]\ncount = "seats"\nat_least = 2\n'
        + SIMPLE
        + '[[body.office]]\nid = "chair"\nrotates = ["alpha", "beta"]\nevery = { meetings = 1 }\nclause = "2"\n',
        enough=lambda room: _yes(len({one.place.seat for one in room}) >= 2),
        chairs=_held_by("beta"),
        meeting_number=1,
    ),
    _trial(
        "one decides, the others advise",
        """
[body.quorum]
count = "people"
who = { seat = "gamma-1" }
at_least = 1
[body.vote]
count = "people"
who = { seat = "gamma-1" }
at_least = 1
[[body.office]]
id = "chair"
held_by = { seat = "gamma-1" }
clause = "2"
""",
        enough=lambda room: _yes(any(one.place.seat == "gamma-1" for one in room)),
        chairs=_held_by("gamma"),
        elector="people",
        electing=("gamma-1",),
        carried=lambda ballots, room, casting: _yes("for" in ballots.values()),
        casting=False,
    ),
    _trial(
        "no rule at all",
        "",
        enough=lambda room: "no rule",
        chairs=_elect,
        elector="",
        casting=False,
    ),
)
"""Boards of every kind that terms of reference know, each described twice."""
