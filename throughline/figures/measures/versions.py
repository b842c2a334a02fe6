"""The versions of measures of reoffending: each one SQL text, with what the fast path needs to know of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from throughline.figures.cohorts.libraries import translator
from throughline.figures.cohorts.rule import CohortRule
from throughline.words.refusals import Refused

DISPOSALS: Final = ("custody-release", "court-order", "caution")


class NoSuchMeasure(Refused):
    """No version of a measure has this code."""


@dataclass(frozen=True)
class MeasureVersion:
    """One version of a measure. Two versions are never one line.

    ``rule`` tells the scan what ``sql`` tells a database; that both count alike is tested, not assumed.
    """

    code: str
    name: str
    rule: CohortRule
    words: str

    @property
    def sql(self) -> str:
        """The definition, in DuckDB's dialect, with the parameters ``first`` and ``last``."""
        folder = files("throughline.figures.measures") / "definitions"
        return (folder / f"{self.code.replace('-', '_')}.sql").read_text(encoding="utf-8")

    def sql_for(self, dialect: str) -> str:
        """The definition in another dialect that sqlglot knows, such as "spark".

        Raises EngineMissing where sqlglot is not installed.
        Source: figures, section 1 (how it is computed).
        """
        return str(translator().transpile(self.sql, read="duckdb", write=dialect, pretty=True)[0])


PROVEN_REOFFENDING: Final = MeasureVersion(
    "proven-reoffending",
    "Proven reoffending, three-month cohorts",
    CohortRule(3, DISPOSALS, 12, 18),
    "People released from custody, given a non-custodial conviction or cautioned in a quarter, each counted "
    "once. A reoffence was committed within 12 months and proved within those or a further 6.",
)
ROLLING_YEAR: Final = MeasureVersion(
    "reoffending-rolling-year",
    "Proven reoffending, the old measure of a rolling year",
    CohortRule(12, DISPOSALS, 12, 18, windows_at_once=1),
    "People released from custody, given a non-custodial conviction or cautioned in 12 months, each counted "
    "once. A reoffence was committed within 12 months and proved within those or a further 6.",
)
NI_18_LOCAL: Final = MeasureVersion(
    "ni-18-local",
    "NI 18, local adult reoffending",
    CohortRule(3, ("caseload",), 3, 6, outcomes=("conviction",)),
    "Adults on the caseload on the last day of a quarter, each counted once. A reoffence was committed "
    "within 3 months and convicted within 6. Four quarters are added up, so one person may be in up to four.",
)
VERSIONS: Final[Mapping[str, MeasureVersion]] = MappingProxyType(
    {each.code: each for each in (PROVEN_REOFFENDING, ROLLING_YEAR, NI_18_LOCAL)}
)
"""The versions by their code."""


def version_named(code: str) -> MeasureVersion:
    """The version with a code.

    Raises NoSuchMeasure.
    Source: figures, section 1 (two versions are never one line).
    """
    if code not in VERSIONS:
        raise NoSuchMeasure(f"There is no measure “{code}”. There are {', '.join(sorted(VERSIONS))}.")
    return VERSIONS[code]
