"""The drawing of who was in the room when: one bar an organisation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from throughline.web.meetings.room.page import Bar

LEFT, RIGHT, ROW = 130, 340, 22
"""Where the bars begin and end, and how high a row is, in units of the drawing."""
LONGEST = 19
"""How many letters of a name stand beside its bar; the table has the whole name."""


def strip(bars: Sequence[Bar], *, begins: datetime, ends: datetime, now: datetime) -> SafeString:
    """The drawing, with a title and a description; nothing where nobody came."""
    if not bars:
        return SafeString("")
    low = 8 + ROW * len(bars)
    return format_html(
        '<svg class="tl-pres" viewBox="0 -6 {} {}" role="img" aria-labelledby="strip-title strip-words">'
        '<title id="strip-title">{}</title><desc id="strip-words">{}</desc>'
        '<g font-family="Arial, Liberation Sans, sans-serif" font-size="12.5" fill="#0b0c0c">{}{}'
        '<path d="M{} {}h{}" stroke="#6b7276"/>{}</g></svg>',
        RIGHT + 4,
        low + 34,
        _("Who has been here, %(from)s to %(until)s") % {"from": _clock(begins), "until": _clock(ends)},
        _("The table below has every time."),
        format_html_join(
            "", "{}", ((_row(bar, place, begins, ends, now),) for place, bar in enumerate(bars))
        ),
        _now(_x(now, begins, ends), low),
        LEFT,
        low,
        RIGHT - LEFT,
        format_html_join("", "{}", ((mark,) for mark in _marks(begins, ends, low))),
    )


def _row(bar: Bar, place: int, begins: datetime, ends: datetime, now: datetime) -> SafeString:
    top = 6 + ROW * place
    spans = format_html_join(
        "",
        '<rect x="{}" y="{}" width="{}" height="12" fill="#0e5a66"/>',
        (
            (_x(start, begins, ends), top, max(1, _x(end or now, begins, ends) - _x(start, begins, ends)))
            for start, end in bar.spans
        ),
    )
    name = bar.organisation if len(bar.organisation) <= LONGEST else f"{bar.organisation[: LONGEST - 1]}…"
    return format_html('<text x="0" y="{}">{}</text>{}', top + 10, name, spans)


def _now(at: int, low: int) -> SafeString:
    return format_html(
        '<path d="M{} 0v{}" stroke="#0b0c0c" stroke-width="2" stroke-dasharray="3 3"/>'
        '<text x="{}" y="4" text-anchor="{}">{}</text>',
        at,
        low,
        at + (4 if at < RIGHT - 40 else -4),
        "start" if at < RIGHT - 40 else "end",
        _("now"),
    )


def _marks(begins: datetime, ends: datetime, low: int) -> Iterator[SafeString]:
    """Three times along the strip: its beginning, middle and end."""
    half = begins + (ends - begins) / 2
    for at, anchor in ((begins, "start"), (half, "middle"), (ends, "end")):
        yield format_html(
            '<path d="M{} {}v4" stroke="#6b7276"/><text x="{}" y="{}" text-anchor="{}">{}</text>',
            _x(at, begins, ends), low, _x(at, begins, ends), low + 18, anchor, _clock(at),
        )  # fmt: skip


def _x(at: datetime, begins: datetime, ends: datetime) -> int:
    whole = max(ends - begins, timedelta(minutes=1))
    share = min(1.0, max(0.0, (at - begins) / whole))
    return LEFT + round(share * (RIGHT - LEFT))


def _clock(at: datetime) -> str:
    return f"{timezone.localtime(at):%H:%M}"
