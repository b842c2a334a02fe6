"""The versions of measures of reoffending: each one SQL text, with what the fast path needs to know of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Final, Literal

from throughline.figures.cohorts.libraries import translator
from throughline.figures.cohorts.rule import CohortRule
from throughline.words.refusals import Refused

DISPOSALS: Final = ("custody-release", "court-order", "caution")
CHILDREN: Final = ("10-14", "15-17")
ADULTS: Final = ("18-20", "21-24", "25-29", "30-34", "35-39", "40-44", "45-49", "50+")
Headline = Literal["binary", "for_each_person"]
"""Which rate a measure is known by: the share who reoffended, or reoffences for each person of the cohort."""


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
    headline: Headline = "binary"

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
    CohortRule(3, ("caseload",), 3, 6, outcomes=("conviction",), ages=ADULTS),
    "Adults on the caseload on the last day of a quarter, each counted once. A reoffence was committed "
    "within 3 months and convicted within 6. Four quarters are added up, so one person may be in up to four.",
)
NI_19: Final = MeasureVersion(
    "ni-19",
    "NI 19, proven reoffending by young people",
    CohortRule(3, DISPOSALS, 12, 15, ages=CHILDREN),
    "Young people of 10 to 17 released from custody, given a non-custodial conviction or cautioned in a "
    "quarter, each counted once. A reoffence was committed within 12 months and proved within those or a "
    "further 3. The rate is reoffences for each young person of the cohort.",
    "for_each_person",
)
VERSIONS: Final[Mapping[str, MeasureVersion]] = MappingProxyType(
    {each.code: each for each in (PROVEN_REOFFENDING, ROLLING_YEAR, NI_18_LOCAL, NI_19)}
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
