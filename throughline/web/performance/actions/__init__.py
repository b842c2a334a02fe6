"""Everything that changes something in the performance room. Each act leaves its event."""

from __future__ import annotations

from throughline.web.performance.actions.imports import (
    UndoRefused,
    undo_receipt,
    withdraw_file,
)
from throughline.web.performance.actions.receiving import (
    IndicatorsRefused,
    ReturnRefused,
    SeriesUnknown,
    TargetRefused,
    agree_target,
    break_series,
    load_indicators,
    receive_return,
)
from throughline.web.performance.actions.timeliness import CaseDatesRefused, receive_case_dates

__all__ = [
    "CaseDatesRefused",
    "IndicatorsRefused",
    "ReturnRefused",
    "SeriesUnknown",
    "TargetRefused",
    "UndoRefused",
    "agree_target",
    "break_series",
    "load_indicators",
    "receive_case_dates",
    "receive_return",
    "undo_receipt",
    "withdraw_file",
]
