"""What a legacy table was understood to say, before a person has accepted it."""

from __future__ import annotations

from dataclasses import dataclass, field

from throughline.rules.plan.cells import Place, Row
from throughline.rules.plan.names import Names
from throughline.rules.plan.pieces import ProposedSum, Trajectory

NOBODY = Names((), ())


@dataclass(frozen=True)
class Join:
    """Words that a page break cut apart and that were put together again, to be looked at."""

    place: Place
    belongs_to: str
    joined: str


@dataclass(frozen=True)
class Question:
    """What only a person can say, with the row it stands in. ``code`` is permanent."""

    code: str
    place: Place
    sentence: str


@dataclass(frozen=True)
class Repair:
    """A row whose cells stood in the wrong columns: as it was, and as it is proposed to be read."""

    place: Place
    original: tuple[tuple[str, str], ...]
    proposed: tuple[tuple[str, str], ...]


@dataclass
class DraftTheme:
    """A part of the plan and the words said of it before its first priority."""

    id: str
    text: str
    approach: list[str] = field(default_factory=list)


@dataclass
class DraftPriority:
    """A priority as the table words it."""

    id: str
    text: str
    theme: str


@dataclass
class DraftObjective:
    """An objective as the table words it; ``lead_words`` and ``pathway_words`` are cells as written."""

    id: str
    place: Place
    text: str
    measures: list[str] = field(default_factory=list)
    milestones: list[str] = field(default_factory=list)
    lead_words: list[str] = field(default_factory=list)
    pathway_words: list[str] = field(default_factory=list)
    leads: Names = NOBODY
    pathways: Names = NOBODY
    trajectories: tuple[Trajectory, ...] = ()
    sums: tuple[ProposedSum, ...] = ()

    @property
    def priority(self) -> str:
        """The priority that the objective's own number names."""
        return self.id.rsplit(".", 1)[0]


@dataclass(frozen=True)
class Unresolved:
    """A name that no alias explains, once, with every row it stands in."""

    name: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Preview:
    """Everything that was found in a legacy table, and everything that a person must look at."""

    themes: tuple[DraftTheme, ...]
    priorities: tuple[DraftPriority, ...]
    objectives: tuple[DraftObjective, ...]
    """In the order of their numbers."""
    headings: tuple[Row, ...]
    outside: tuple[Row, ...]
    """Filled rows that are no part of the table."""
    glossary: tuple[tuple[str, str], ...]
    joins: tuple[Join, ...]
    repairs: tuple[Repair, ...]
    questions: tuple[Question, ...]
    unresolved_leads: tuple[Unresolved, ...]
    unresolved_pathways: tuple[Unresolved, ...]
    unplaced: tuple[tuple[Place, str], ...]
    """Words of the table that stand before any objective they could belong to."""
