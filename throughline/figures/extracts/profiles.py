"""Mapping profiles: how the tables of one kind are read, declared once and found again by fingerprint."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Final, Literal, get_args

from throughline.figures.extracts.printed_numbers import NOT_AVAILABLE
from throughline.figures.extracts.printed_periods import (
    Conventions,
    DateOrder,
    Length,
    NamedBy,
    Years,
)
from throughline.figures.extracts.tables import PERIOD_KEY, FoundTable, fingerprint
from throughline.words.periods import DEFAULT_YEAR_STARTS, PeriodUnreadable, year_start
from throughline.words.refusals import Refused

Role = Literal[
    "area", "group", "period", "starts", "ends", "indicator",
    "numerator", "denominator", "expected", "value", "rate", "expected-rate", "only", "ignored",
]  # fmt: skip
Part = Literal["numerator", "denominator", "expected", "rate", "expected-rate"]
Totals = Literal["discrete", "cumulative"]
SheetNames = Literal["", "area", "group", "indicator"]

ROLES: Final[tuple[str, ...]] = get_args(Role)
NUMBERS: Final = ("numerator", "denominator", "expected", "value", "rate", "expected-rate")
"""The roles whose cells hold numbers."""
_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "totals": get_args(Totals),
    "date_order": get_args(DateOrder),
    "every": get_args(Length),
    "years": get_args(Years),
    "named_by": get_args(NamedBy),
    "sheet_names": get_args(SheetNames),
}
_KINDS: Final[Mapping[str, tuple[Any, str]]] = {
    **dict.fromkeys(("roles", "only"), (Mapping, "a mapping")),
    **dict.fromkeys(("series", "not_available"), ((list, tuple), "a list")),
    **dict.fromkeys(("commas", "repeat_labels", "pass_over_areas"), (bool, "true or false")),
}
"""What a setting must be where it is not text."""


class ProfileRefused(Refused, ValueError):
    """The settings are no profile; the message names the setting and what to choose."""


class HeadingsChanged(Refused):
    """A table is not the one that a profile was made for; the message says what is missing and new."""


@dataclass(frozen=True)
class Series:
    """What a word of the table stands for: an indicator, and which part of its figure."""

    label: str
    """A cell of the column of indicators, a heading (by its key), or the name of a sheet."""
    indicator: str
    """Empty for a word whose rows or column are passed over."""
    part: Part | Literal[""] = ""
    """Empty where the column's own role says which part it is."""


@dataclass(frozen=True, kw_only=True)
class Profile:
    """How the tables of one kind are read: the role of each heading, and what the supplier means.

    Raises ProfileRefused when a setting is missing, unknown or at odds with another.
    """

    name: str
    roles: Mapping[str, Role]
    """For each heading, by its key, what its column holds."""
    totals: Totals
    """Whether each figure is of its own period, or counted since the year began. Always declared."""
    series: tuple[Series, ...] = ()
    indicator: str = ""
    """The one indicator of a table that names none."""
    only: Mapping[str, str] = field(default_factory=dict)
    """Rows are read where the column of a heading with the role “only” holds this word."""
    everyone: str = ""
    """The word in the column of groups that means all of them, such as All."""
    pass_over_areas: bool = False
    """Areas that no figures are kept for are passed over, as in a national table, and not refused."""
    sheet_names: SheetNames = ""
    """What the name of each sheet stands for."""
    every: Length = ""
    """How long each period is."""
    date_order: DateOrder = ""
    years: Years = ""
    """Which year a single number such as 2009 names."""
    named_by: NamedBy = ""
    """Whether a single day names a period by its first or by its last day."""
    year_starts: str = DEFAULT_YEAR_STARTS
    not_available: tuple[str, ...] = NOT_AVAILABLE
    commas: bool = True
    """Thousands may be set apart by commas."""
    repeat_labels: bool = False
    """An empty cell under an area, group, indicator or period means the one above it."""
    encoding: str = ""
    """The encoding of a text, such as cp1252; empty to tell it from the bytes."""
    delimiter: str = ""
    """What separates the cells of a text; empty to tell it from the text."""
    unit: str = ""

    def __post_init__(self) -> None:
        _check(self)

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the tables that it reads."""
        return fingerprint(self.roles)

    @property
    def conventions(self) -> Conventions:
        """What the supplier's dates and periods mean."""
        return Conventions(self.date_order, self.every, self.years, self.named_by)

    def as_plain(self) -> dict[str, Any]:
        """The profile as numbers, texts, lists and mappings alone, to keep it as JSON."""
        plain = asdict(self)
        plain["series"] = [asdict(one) for one in self.series]
        plain["not_available"] = list(self.not_available)
        plain["roles"], plain["only"] = dict(self.roles), dict(self.only)
        return plain


def profile_from(plain: Mapping[str, Any]) -> Profile:
    """The profile that was kept as JSON.

    Raises ProfileRefused, naming the setting that is missing, unknown or of another kind.
    Source: product, section 3.5 (saved mapping profiles).
    """
    known = {one.name: one.type for one in fields(Profile)}
    if unknown := sorted(set(plain) - set(known)):
        raise ProfileRefused(f"A profile has no setting {unknown[0]}. Take it out.")
    for name in ("name", "roles", "totals"):
        if name not in plain:
            raise ProfileRefused(f"The profile does not say {name}. Declare it.")
    settings = dict(plain)
    for name, value in plain.items():
        _check_kind(name, value)
    settings["series"] = tuple(_series(one) for one in plain.get("series", ()))
    if "not_available" in plain:
        settings["not_available"] = tuple(plain["not_available"])
    return Profile(**settings)


def recognise(found: FoundTable, profiles: Sequence[Profile]) -> Profile | None:
    """The profile that was made for tables with these headings, or None; of several, the last.

    Source: product, section 3.5 (by the table's fingerprint, not by sheet position).
    """
    return next((one for one in reversed(profiles) if one.fingerprint == found.fingerprint), None)


def refuse_changed(found: FoundTable, profile: Profile) -> None:
    """Raises HeadingsChanged if a table has not the profile's headings, saying which are missing and new.

    Source: product, section 3.5; a table whose columns only moved is read as before.
    """
    missing = [key for key in profile.roles if key not in found.keys]
    new = [key for key in found.keys if key not in profile.roles]
    if missing or new:
        said = [
            f"{what}: {', '.join(f'“{key}”' for key in keys)}."
            for what, keys in (("Missing", missing), ("New", new))
            if keys
        ]
        where = f"The table of sheet {found.sheet}" if found.sheet else "The table"
        raise HeadingsChanged(
            f"{where} has not the headings of {profile.name}. {' '.join(said)} "
            "Check what changed, then map the table anew."
        )


def _check_kind(name: str, value: Any) -> None:
    kind, words = _KINDS.get(name, (str, "text"))
    if not isinstance(value, kind):
        raise ProfileRefused(f"{name} of the profile is not {words}. Correct it.")
    texts = [*value, *value.values()] if isinstance(value, Mapping) else value
    if name in ("roles", "only", "not_available") and not all(isinstance(text, str) for text in texts):
        raise ProfileRefused(f"{name} of the profile holds something that is not text. Correct it.")


def _series(plain: Any) -> Series:
    if isinstance(plain, Series):
        return plain
    sound = isinstance(plain, Mapping) and {"label", "indicator"} <= set(plain) <= {
        "label",
        "indicator",
        "part",
    }
    if not sound or not all(isinstance(text, str) for text in plain.values()):
        raise ProfileRefused(
            "Each of the series of a profile has a label, an indicator and a part. Correct it."
        )
    return Series(**plain)


def _check(profile: Profile) -> None:
    if not profile.name.strip():
        raise ProfileRefused("The profile has no name. Give it one, such as the name of the publication.")
    for setting, choices in _CHOICES.items():
        _check_choice(setting, getattr(profile, setting), choices)
    for key, role in profile.roles.items():
        _check_choice(f"the role of “{key}”", role, ROLES)
    for one in profile.series:
        _check_choice(f"the part of “{one.label}”", one.part, ("", *get_args(Part)))
    try:
        year_start(2009, profile.year_starts)
    except PeriodUnreadable as fault:
        raise ProfileRefused(str(fault)) from fault
    _check_roles(profile, list(profile.roles.values()))


def _check_choice(what: str, value: str, choices: Collection[str]) -> None:
    if value not in choices:
        named = ", ".join(choice for choice in choices if choice)
        raise ProfileRefused(f"“{value}” is not {what}: choose one of {named}.")


def _check_roles(profile: Profile, roles: list[str]) -> None:
    held = set(roles)
    for once in ("area", "group", "period", "starts", "ends", "indicator"):
        if roles.count(once) > 1:
            raise ProfileRefused(f"Two headings are said to hold the {once}. Choose one.")
    if not held & {"numerator", "value"}:
        raise ProfileRefused("No heading is said to hold a figure. Choose the numerator or a value.")
    if ("starts" in held) != ("ends" in held) or ("period" in held and "starts" in held):
        raise ProfileRefused("Periods stand in one column, or in two that hold the first and last days.")
    if any(PERIOD_KEY in key for key in profile.roles) and held & {"period", "starts"}:
        raise ProfileRefused("Periods stand in the headings and in a column. Have one of them ignored.")
    if profile.totals == "cumulative" and profile.every not in ("month", "quarter"):
        raise ProfileRefused("Totals since the year began need every: say month or quarter.")
    _check_what_is_counted(profile, held)


def _check_what_is_counted(profile: Profile, held: set[str]) -> None:
    ways = [bool(profile.indicator), "indicator" in held, profile.sheet_names == "indicator"]
    if sum(ways) > 1:
        raise ProfileRefused(
            "The indicator is named twice. Choose a column, the sheet's name or one indicator."
        )
    values = [key for key, role in profile.roles.items() if role == "value"]
    labelled = {one.label for one in profile.series}
    if not any(ways) and not (values and labelled.issuperset(values)):
        raise ProfileRefused("Nothing says which indicator is counted. Choose a column or one indicator.")
    unsaid = sorted(key for key, role in profile.roles.items() if role == "only" and key not in profile.only)
    if unsaid or set(profile.only) - {key for key, role in profile.roles.items() if role == "only"}:
        raise ProfileRefused("“only” names each heading with that role, and the word that its rows hold.")
