"""What every chart shares: colours, dashes, shapes, two widths, and the configuration of Vega-Lite."""

from __future__ import annotations

from typing import Any, Final, Literal

Spec = dict[str, Any]
Shape = Literal[
    "circle", "diamond", "square", "hollow-circle", "hollow-diamond", "hollow-square", "bar", "light-bar",
    "dashed-bar", "mark", "upright", "dashed-line", "dotted-line", "line", "break",
]  # fmt: skip

FONT: Final = "Arial, Liberation Sans, sans-serif"
INK: Final = "#0b0c0c"
SECONDARY: Final = "#484949"
GRID: Final = "#d6dadc"
DATA: Final = "#0e5a66"
DATA_LIGHT: Final = "#c9dfe2"
BAND: Final = "#eef4f5"
PALE: Final = "#e3e6e7"
COMMON: Final = "#6b7276"
IMPROVED: Final = "#1d5fa8"
WORSE: Final = "#a8421a"
WHITE: Final = "#ffffff"

TARGET_DASH: Final = (7, 4)
LIMIT_DASH: Final = (2, 3)
BREAK_DASH: Final = (1, 3)
NEEDED_DASH: Final = (4, 3)

WIDE: Final = 770
NARROW: Final = 290

CONFIG: Final[Spec] = {
    "background": None,
    "font": FONT,
    "padding": {"left": 2, "right": 2, "top": 4, "bottom": 2},
    "view": {"stroke": None},
    "axis": {
        "domainColor": COMMON, "domainWidth": 1, "gridColor": GRID, "gridWidth": 1, "tickColor": COMMON,
        "tickSize": 5, "labelColor": INK, "labelFontSize": 14, "labelPadding": 5, "titleColor": SECONDARY,
        "titleFontSize": 14, "titleFontWeight": "normal", "titlePadding": 10,
    },
    "axisY": {
        "domain": False, "ticks": False, "titleAngle": 0, "titleAlign": "left", "titleAnchor": "start",
        "titleY": -14, "titleX": 0,
    },
    "axisX": {"grid": False},
    "text": {"font": FONT, "fontSize": 13, "fill": INK},
    "legend": {"disable": True},
}  # fmt: skip
