"""The tables of the performance room."""

from __future__ import annotations

from throughline.web.performance.models.indicators import (
    Annotation,
    Commentary,
    Indicator,
    IndicatorList,
    SeriesBreak,
    Target,
)
from throughline.web.performance.models.releases import (
    Drawing,
    PublicScorecard,
    ReleaseApproval,
    ReleaseAuthor,
)
from throughline.web.performance.models.returns import (
    CaseDates,
    MappingProfile,
    Observation,
    Receipt,
    Rejection,
    StagedFile,
)

__all__ = [
    "Annotation",
    "CaseDates",
    "Commentary",
    "Drawing",
    "Indicator",
    "IndicatorList",
    "MappingProfile",
    "Observation",
    "PublicScorecard",
    "Receipt",
    "Rejection",
    "ReleaseApproval",
    "ReleaseAuthor",
    "SeriesBreak",
    "StagedFile",
    "Target",
]
