"""Everything that changes something in the performance room. Each act leaves its event."""

from __future__ import annotations

from throughline.web.performance.actions.accepting import (
    NothingToAccept,
    PreviewStale,
    UndoRefused,
    accept_file,
    undo_receipt,
)
from throughline.web.performance.actions.drawings import NothingDrawn, keep_drawings
from throughline.web.performance.actions.imports import FileRefused, map_file, stage_file, withdraw_file
from throughline.web.performance.actions.measured import stage_release
from throughline.web.performance.actions.notes import (
    BreakRefused,
    NoteRefused,
    annotate,
    record_break,
    withdraw_annotation,
    write_commentary,
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
from throughline.web.performance.actions.releases import (
    NothingToRelease,
    WithdrawalRefused,
    approve_release,
    compose_release,
    edit_release,
    withdraw_release,
)
from throughline.web.performance.actions.timeliness import CaseDatesRefused, receive_case_dates

__all__ = [
    "BreakRefused",
    "CaseDatesRefused",
    "FileRefused",
    "IndicatorsRefused",
    "NoteRefused",
    "NothingDrawn",
    "NothingToAccept",
    "NothingToRelease",
    "PreviewStale",
    "ReturnRefused",
    "SeriesUnknown",
    "TargetRefused",
    "UndoRefused",
    "WithdrawalRefused",
    "accept_file",
    "agree_target",
    "annotate",
    "approve_release",
    "break_series",
    "compose_release",
    "edit_release",
    "keep_drawings",
    "load_indicators",
    "map_file",
    "receive_case_dates",
    "receive_return",
    "record_break",
    "stage_file",
    "stage_release",
    "undo_receipt",
    "withdraw_annotation",
    "withdraw_file",
    "withdraw_release",
    "write_commentary",
]
