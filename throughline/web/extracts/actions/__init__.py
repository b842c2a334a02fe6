"""What changes who reads extracts, which extracts count, and who is one person: one function each."""

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
    "appoint_reader",
    "end_reader",
]
