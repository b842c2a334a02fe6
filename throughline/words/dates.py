"""Dates in their author's precision, read from the words they were written in.

A date that an author wrote as "September 2009" stays so: it has a first and a last day
that it may mean, and no day is invented for it.
Source: rule R19; the partnership file, section 3 ("date").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from throughline.words.date_shapes import (
    MONTHS,
    DateUnreadable,
    ImpreciseDate,
    PlanDate,
    Recurrence,
    Several,
    Start,
    Undated,
    day_of,
    exact,
    first_month,
    in_words,
    month_of,
    quarter_of,
    recurrence,
    season_of,
    span_of,
    year_of,
)

__all__ = [
    "MONTHS",
    "DateUnreadable",
    "ImpreciseDate",
    "PlanDate",
    "Recurrence",
    "Several",
    "Start",
    "Undated",
    "dates_in",
    "read_imprecise",
    "toml_date",
]


def toml_date(value: object) -> ImpreciseDate:
    """A date of the partnership file: a TOML date, or text such as "2020-06" or "2014".

    Raises DateUnreadable for anything else, also for a bare year without quotes.
    Source: the partnership file, section 3 ("date").
    """
    if isinstance(value, date) and not isinstance(value, datetime):
        return exact(value)
    if isinstance(value, int) and not isinstance(value, bool):
        raise DateUnreadable(f"{value} is a number: write the year in quotes, “{value}”")
    if isinstance(value, str) and (found := _iso(value, 1)) and found.precision in ("day", "month", "year"):
        return found
    raise DateUnreadable(f'“{value}” is not a date: write 2021-06-25, "2021-06" or "2021"')


def read_imprecise(text: str, *, year_starts: str, plan_year: int) -> PlanDate:
    """What a date phrase of a delivery plan means, in its author's precision.

    year_starts is month and day, "04-01"; plan_year the calendar year in which the plan
    year begins. Raises DateUnreadable with a sentence for a date that does not exist, a
    word that may mean two rhythms, and words that are no date.
    Source: rule R19; the delivery plan's spreadsheet (dates in their own precision).
    """
    return _read_once(text.strip(), year_starts, plan_year)


@lru_cache(maxsize=8_192)
def _read_once(text: str, year_starts: str, plan_year: int) -> PlanDate:
    phrase = _Phrase(text, year_starts, plan_year)
    for reader in (_undated, _rhythm, _start, _one_or_several):
        found = reader(phrase)
        if found is not None:
            return found
    raise DateUnreadable(
        f"“{phrase.text}” is not a date that is understood: write it as 31/12/2009, December 2009, "
        "Autumn 2009, Q3 or 2009"
    )


def dates_in(text: str, *, year_starts: str, plan_year: int) -> tuple[PlanDate, ...]:
    """Every date phrase inside a sentence of a plan, in reading order; none leaves it empty.

    Arguments and errors as for read_imprecise; numbers that are no dates are passed over.
    Source: rule R19.
    """
    found = []
    for match in _IN_PROSE.finditer(text):
        found.append(read_imprecise(match.group(), year_starts=year_starts, plan_year=plan_year))
    return tuple(found)


# -- how a phrase is taken apart --------------------------------------------------------

_MONTH_WORD = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR_WORD = r"(?:(?:19|20)\d\d|['’]?\d\d(?!\d))"
_JOIN = r"\s*(?:,\s*and|,|&|\band\b|;)\s*"
_TO = r"\s*(?:-|–|—|\bto\b|\buntil\b)\s*"
_UNDATED_WORD = r"to be (?:determined|confirmed|agreed)|tb[cda]|on-?going|continuous(?:ly)?|as required"
_EVERY_WORD = r"(?:every|each)\s+(?:\w+\s+)?(?:month|quarter|year)s?|every-\d+-months?"
_RHYTHM_WORD = (
    r"quarterly|fortnightly|(?:bi|half|twice)[- ]?(?:monthly|yearly|annually|annual)|(?:\w+[- ])monthly"
    rf"|monthly|annually|annual|yearly|twice a year|{_EVERY_WORD}"
)
_IN_PROSE = re.compile(
    rf"\bquarterly\b|\b(?:\d+|three|four|six)[- ]monthly\b|\bmonthly\b"
    r"|\b(?:to be determined|tb[cda])\b|\bon-?going\b(?=\s*(?:[.;)]|$))"
    rf"|\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b"
    rf"|(?:\b(?:from|commencing|starting|by)\s+)?\b(?:end(?:\s+of|-|\s)\s*)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?"
    rf"{_MONTH_WORD}\b\.?(?:\s+{_YEAR_WORD}\b)?(?:(?:{_JOIN}|{_TO}){_MONTH_WORD}\b\.?(?:\s+{_YEAR_WORD}\b)?){{0,11}}"
    rf"(?<=\d)(?:\s+onwards)?"
    rf"|\b(?:by\s+)?end(?:\s+of|-|\s)\s*{_MONTH_WORD}\b"
    rf"|\b(?:during|spring|summer|autumn|winter)\s+(?:of\s+)?(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:by|due|in|on|at|before|until|during|end|the end|late|early|mid)?"
    r"(?:\s+the)?(?:\s+end)?(?:\s+of)?[\s-]+",
    re.IGNORECASE,
)
_ISO = re.compile(
    r"((?:19|20)\d\d)(?:-(\d\d)(?:-(\d\d))?|-Q([1-4])|-(spring|summer|autumn|winter))?", re.IGNORECASE
)
_DAY_MONTH = re.compile(
    rf"(?:\w+day,?\s+)?(\d{{1,2}})(?:st|nd|rd|th)?\s+({_MONTH_WORD})\.?(?:\s+({_YEAR_WORD}))?", re.IGNORECASE
)
_QUARTER = re.compile(
    r"(?:Q|quarter\s*)([1-4])(?:[\s,]+(?:of\s+)?((?:19|20)\d\d)(?:[-/–]\d\d(?:\d\d)?)?)?", re.IGNORECASE
)
_COUNTS = {"two": 2, "three": 3, "four": 4, "six": 6, "twelve": 12, "other": 2, "second": 2}


@dataclass(frozen=True)
class _Phrase:
    text: str
    year_starts: str
    plan_year: int

    def inside(self, text: str) -> _Phrase:
        return _Phrase(text.strip(), self.year_starts, self.plan_year)


def _undated(phrase: _Phrase) -> Undated | None:
    words = phrase.text.strip("().")
    return Undated(phrase.text) if not words or re.fullmatch(_UNDATED_WORD, words, re.I) else None


def _rhythm(phrase: _Phrase) -> Recurrence | None:
    words = phrase.text.lower().strip("().")
    if not re.fullmatch(_RHYTHM_WORD, words):
        return None
    every = _months_between(words)
    if every is None:
        raise DateUnreadable(
            f"“{phrase.text}” may mean two rhythms: write every-2-months, every-6-months or every-12-months"
        )
    return recurrence(phrase.text, every, year_starts=phrase.year_starts, plan_year=phrase.plan_year)


def _months_between(words: str) -> int | None:
    if words.startswith(("bi", "fortnight")):
        return None
    if re.match(r"half|twice", words):
        return 6
    number = next((int(n) for n in re.findall(r"\d+", words)), None)
    named = next((_COUNTS[w] for w in re.split(r"[\s-]", words) if w in _COUNTS), None)
    unit = 3 if "quarter" in words else 12 if re.search("year|annual", words) else 1
    every = (number or named or 1) * unit
    return every if 1 <= every <= 12 and 12 % every == 0 else None


def _start(phrase: _Phrase) -> Start | None:
    match = re.fullmatch(
        r"(?:(?:from|commencing|starting|beginning|commences|starts)(?:\s+in)?\s+(?P<a>.+?)"
        r"|(?P<b>.+?)\s+(?:onwards?|on))(?:\s+onwards?)?",
        phrase.text, re.I,
    )  # fmt: skip
    if match is None:
        return None
    begins = _single(phrase.inside(match["a"] or match["b"]))
    return Start(phrase.text, begins) if begins else None


def _one_or_several(phrase: _Phrase) -> ImpreciseDate | Several | None:
    inner = phrase.inside(phrase.text.strip("()").rstrip("."))
    if one := _single(inner):
        return ImpreciseDate(phrase.text, one.earliest, one.latest, one.precision)
    if between := _between(inner):
        return ImpreciseDate(phrase.text, between.earliest, between.latest, between.precision)
    months = _month_list(inner)
    return Several(phrase.text, months) if months else None


def _single(phrase: _Phrase) -> ImpreciseDate | None:
    for text in (phrase.text, _LEADING.sub("", phrase.text)):
        found = (
            _iso(text, first_month(phrase.year_starts))
            or _slashed(text)
            or _day_month(text, phrase)
            or _month(text, phrase)
            or _quarter(text, phrase)
            or _season(text)
        )
        if found:
            return found
    return None


def _iso(text: str, first_month: int) -> ImpreciseDate | None:
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    year, month, day, quarter, season = match.groups()
    if day:
        return exact(day_of(int(year), int(month), int(day), text), text)
    if month:
        day_of(int(year), int(month), 1, text)
        return month_of(int(year), int(month), text)
    if quarter:
        return span_of(text, int(year), first_month + 3 * (int(quarter) - 1), 3, "quarter")
    return season_of(int(year), season, text) if season else year_of(int(year), text)


def _slashed(text: str) -> ImpreciseDate | None:
    match = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{2}|(?:19|20)\d\d)", text)
    if match is None:
        return None
    day, month, year = match.groups()
    return exact(day_of(_full_year(year), int(month), int(day), text), text)


def _day_month(text: str, phrase: _Phrase) -> ImpreciseDate | None:
    match = _DAY_MONTH.fullmatch(text)
    if match is None:
        return None
    month = _month_number(match[2])
    year = _full_year(match[3]) if match[3] else _year_of_month(month, phrase)
    return exact(day_of(year, month, int(match[1]), text), text)


def _month(text: str, phrase: _Phrase) -> ImpreciseDate | None:
    match = re.fullmatch(rf"({_MONTH_WORD})\.?,?(?:\s+({_YEAR_WORD}))?", text, re.I)
    if match is None:
        return None
    month = _month_number(match[1])
    return month_of(_full_year(match[2]) if match[2] else _year_of_month(month, phrase), month, text)


def _quarter(text: str, phrase: _Phrase) -> ImpreciseDate | None:
    match = _QUARTER.fullmatch(text)
    if match is None:
        return None
    plan_year = int(match[2]) if match[2] else phrase.plan_year
    return quarter_of(plan_year, int(match[1]), year_starts=phrase.year_starts, text=text)


def _season(text: str) -> ImpreciseDate | None:
    match = re.fullmatch(r"(spring|summer|autumn|winter)(?:\s+of)?\s+((?:19|20)\d\d)", text, re.I)
    return season_of(int(match[2]), match[1], text) if match else None


def _between(phrase: _Phrase) -> ImpreciseDate | None:
    parts = re.split(_TO, _LEADING.sub("", phrase.text), flags=re.I)
    if len(parts) != 2:
        return None
    months = _shared_years(parts, phrase)
    if len(months) != 2 or months[1].latest < months[0].earliest:
        return None
    return ImpreciseDate(phrase.text, months[0].earliest, months[1].latest, months[1].precision)


def _month_list(phrase: _Phrase) -> tuple[ImpreciseDate, ...]:
    parts = re.split(_JOIN, _LEADING.sub("", phrase.text), flags=re.I)
    return _shared_years(parts, phrase) if len(parts) > 1 else ()


def _shared_years(parts: Iterable[str], phrase: _Phrase) -> tuple[ImpreciseDate, ...]:
    """Months in a list; one without a year shares the year of the next that has one."""
    found: list[ImpreciseDate] = []
    year = ""
    for part in reversed(list(parts)):
        match = re.fullmatch(rf"(.*?{_MONTH_WORD})\.?(?:\s+({_YEAR_WORD}))?", part.strip(), re.I)
        one = _single(phrase.inside(f"{match[1]} {match[2] or year}")) if match else None
        if match is None or one is None:
            return ()
        year = match[2] or year
        found.insert(0, ImpreciseDate(in_words(one).text, one.earliest, one.latest, one.precision))
    return tuple(found)


def _full_year(text: str) -> int:
    digits = text.strip("'’")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _month_number(word: str) -> int:
    return next(n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(word.lower()[:3]))


def _year_of_month(month: int, phrase: _Phrase) -> int:
    """The year of a month without one: that of its turn inside the plan year."""
    return phrase.plan_year + (month < first_month(phrase.year_starts))
