"""What the pages of evaluation readiness ask: which scheme, when, and for whom a list is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from throughline.figures.cohorts.readiness import FOLLOWED_MONTHS
from throughline.figures.cohorts.scheme_records import Scheme
from throughline.papers.evaluation_lists import SHEETS
from throughline.words.formats import month_words
from throughline.words.periods import Period

QUARTERS = 32
"""How far back a scheme may be looked at: eight years."""
QUARTER = relativedelta(months=3)
FOLLOWED = FOLLOWED_MONTHS // 3 + 1
"""How many quarters ago everybody began whose follow-up is over on any day of this quarter."""
RECIPIENTS = {
    "justice-data-lab": _("The Justice Data Lab of the Ministry of Justice"),
    "other-evaluator": _("Another evaluator, named in the reason"),
}


class ChooseScheme(forms.Form):
    """A scheme, the quarters in which people began, and one area if only that is meant.

    Whole quarters alone: two periods that differ by a day would give away who began on it. One area alone
    for whoever reads extracts: beside all areas it would give away the others.
    """

    scheme = forms.ChoiceField(label=_("Scheme"), error_messages={"invalid_choice": _("Choose a scheme.")})
    first = forms.ChoiceField(label=_("People who began from"))
    last = forms.ChoiceField(label=_("to the end of"))
    area = forms.CharField(
        label=_("Area"),
        required=False,
        max_length=100,
        help_text=_("As the extract names it. Leave it empty for all areas."),
    )

    def __init__(
        self, asked: Mapping[str, Any] | None, *, schemes: Iterable[Scheme], today: date, by_area: bool
    ) -> None:
        quarters = list(_quarters(today))
        initial = {"first": quarters[FOLLOWED + 3][0], "last": quarters[FOLLOWED][0]}
        super().__init__(asked, initial=initial)
        self.fields["scheme"].choices = [(_code(one), scheme_words(one)) for one in schemes]  # type: ignore[attr-defined]
        if not by_area:
            del self.fields["area"]
        for name in ("first", "last"):
            self.fields[name].choices = quarters  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        said = super().clean() or {}
        if said.get("first", "") > said.get("last", said.get("first", "")):
            self.add_error("last", gettext("The last quarter is before the first. Choose a later one."))
        return said

    def wanted(self) -> tuple[Scheme, Period]:
        """The scheme and the period that were asked for."""
        said = self.cleaned_data
        contract, _slash, name = said["scheme"].partition("/")
        first, last = (date.fromisoformat(said[one]) for one in ("first", "last"))
        period = Period(first, last + QUARTER - timedelta(days=1))
        return Scheme(contract=contract, name=name, area=said.get("area", "").strip()), period


class SendPeople(forms.Form):
    """Who receives the records of a scheme's people, why, and as which file."""

    recipient = forms.ChoiceField(
        label=_("Who receives the list"), choices=list(RECIPIENTS.items()), widget=forms.RadioSelect
    )
    why = forms.CharField(
        label=_("Why"),
        max_length=300,
        help_text=_("Such as the evaluation and its agreement on sharing. Write nothing about a person."),
        error_messages={"required": _("Say why the list is written.")},
    )
    form = forms.ChoiceField(label=_("File"), choices=[(one, one.upper()) for one in SHEETS])


def scheme_words(scheme: Scheme) -> str:
    """A scheme as pages name it: a programme by its name, an order by its code in words."""
    if scheme.contract == "programme-completions":
        return scheme.name
    return scheme.name.replace("-", " ").capitalize()


def _code(scheme: Scheme) -> str:
    return f"{scheme.contract}/{scheme.name}"


def _quarters(today: date) -> Iterator[tuple[str, str]]:
    """The quarters up to today, the latest first, by their first day."""
    first = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    for _number in range(QUARTERS):
        ends = first + QUARTER - timedelta(days=1)
        words = gettext("%(first)s to %(last)s") % {"first": month_words(first), "last": month_words(ends)}
        yield first.isoformat(), words
        first -= QUARTER
