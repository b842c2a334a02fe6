"""Documents that people bring, read into rows of cells with their place."""

from throughline.papers.reading.reading import Reading, Sheet, Unreadable, read_rows

__all__ = ["Reading", "Sheet", "Unreadable", "read_rows"]
