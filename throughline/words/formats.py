"""Dates, times, numbers and lists as GOV.UK writes them.

Every function that puts out a word takes ``translate``, which turns an English word
into the reader's; without it the words are English.
Source: the GOV.UK style guide.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from throughline.words.dates import MONTHS, ImpreciseDate

Translate = Callable[[str], str]
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MINUS: Final = "\N{MINUS SIGN}"


def _english(word: str) -> str:
    return word


def day_words(day: date, *, translate: Translate = _english) -> str:
    """A day without its weekday: "7 April 2026"."""
    return f"{day.day} {translate(MONTHS[day.month - 1])} {day.year}"


def weekday_words(day: date, *, translate: Translate = _english) -> str:
    """A day with its weekday: "Tuesday 7 April 2026"."""
    return f"{translate(WEEKDAYS[day.weekday()])} {day_words(day, translate=translate)}"


def month_words(day: date, *, translate: Translate = _english) -> str:
    """The month a day falls in: "April 2026"."""
    return f"{translate(MONTHS[day.month - 1])} {day.year}"


def days_words(first: date, last: date, *, translate: Translate = _english) -> str:
    """From one day to another: "1 April 2025 to 31 March 2026"."""
    start, end = (day_words(day, translate=translate) for day in (first, last))
    return f"{start} {translate('to')} {end}"


def imprecise_words(moment: ImpreciseDate, *, translate: Translate = _english) -> str:
    """A date in its author's precision: their words, or plain words for a date in figures.

    Source: rule R19 (never a false day).
    """
    if not moment.text[:4].isdigit():
        return moment.text
    if moment.precision == "day":
        return day_words(moment.earliest, translate=translate)
    if moment.precision == "month":
        return month_words(moment.earliest, translate=translate)
    if moment.precision == "season":
        return f"{translate(moment.text[5:].lower())} {moment.text[:4]}"
    if moment.precision == "quarter":
        first, last = (month_words(day, translate=translate) for day in (moment.earliest, moment.latest))
        return f"{first} {translate('to')} {last}"
    return moment.text


def time_words(moment: time, *, translate: Translate = _english) -> str:
    """A time of day: "10am", "2:30pm", "midday", "midnight"."""
    if (moment.hour, moment.minute) in ((0, 0), (12, 0)):
        return translate("midday" if moment.hour else "midnight")
    minutes = f":{moment.minute:02d}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{'am' if moment.hour < 12 else 'pm'}"


def number_words(number: int | float | Decimal, places: int = 0) -> str:
    """A number with commas: "1,102"; places after the point; halves away from zero."""
    exact = Decimal(str(number)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{MINUS if exact < 0 else ''}{abs(exact):,}"


def percent_words(number: int | float | Decimal, places: int = 2) -> str:
    """A percentage that is already in hundredths: 7.57 becomes "7.57%"."""
    return f"{number_words(number, places)}%"


def list_words(items: Sequence[str], *, joining: str = "and", translate: Translate = _english) -> str:
    """A list in a sentence, without a comma before the last: "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {translate(joining)} {items[-1]}"


def plural(number: int, one: str, several: str = "") -> str:
    """A number with its noun: "1 seat", "2 seats", "0 seats"; several for irregular nouns."""
    return f"{number_words(number)} {one if number == 1 else several or one + 's'}"
