"""What changes who reads extracts, which extracts count, and who is one person: one function each."""

from throughline.web.extracts.actions.coming import (
    UndoNeedsReason,
    hand_out_rejections,
    keep_extract,
    take_in,
    undo_extract,
    withdraw_extract,
)
from throughline.web.extracts.actions.deciding import consult_pair, decide_pair
from throughline.web.extracts.actions.readers import (
    NoLongerReads,
    NotOneself,
    ReaderNeedsReason,
    ReaderTooLong,
    ReadsAlready,
    appoint_reader,
    end_reader,
)

__all__ = [
    "NoLongerReads",
    "NotOneself",
    "ReaderNeedsReason",
    "ReaderTooLong",
    "ReadsAlready",
    "UndoNeedsReason",
    "appoint_reader",
    "consult_pair",
    "decide_pair",
    "end_reader",
    "hand_out_rejections",
    "keep_extract",
    "take_in",
    "undo_extract",
    "withdraw_extract",
]
