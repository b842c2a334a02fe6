"""Documents that people bring, read into rows of cells with their place."""

from throughline.papers.reading.figure_sheets import FigureSheets, read_sheets
from throughline.papers.reading.reading import Reading, Sheet, Unreadable, read_rows

__all__ = ["FigureSheets", "Reading", "Sheet", "Unreadable", "read_rows", "read_sheets"]
