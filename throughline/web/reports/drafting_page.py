"""What a report is begun from: the reports that the terms ask for, the parents' days, the templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from throughline.rules.obligations import Obligation, owed
from throughline.rules.terms.words_for import names_in
from throughline.web.governance.models import Body
from throughline.web.governance.queries import NoTermsYet, terms_as_written, terms_on
from throughline.web.reports.grid_page import recipient_dates
from throughline.web.reports.models import ReportTemplate
from throughline.web.reports.sources import catalogue
from throughline.words.periods import halves, year_holding


@dataclass(frozen=True)
class DraftingPage:
    """The reports that a body owes, and what the form begins with."""

    owed: tuple[Obligation, ...]
    choices: tuple[tuple[str, str], ...]
    initial: Mapping[str, Any]

    def chosen(self, key: str) -> Obligation:
        """The report that was chosen."""
        return next(one for one in self.owed if key_of(one) == key)


def key_of(one: Obligation) -> str:
    """The name of a choice: the duty and the parent."""
    return f"{one.at}|{one.to}"


def drafting_page(body: Body, day: date, *, asked: Mapping[str, str]) -> DraftingPage:
    """What a report of a body can be, on a day; what the address asks for is chosen.

    Raises NoTermsYet, and KeyError for a body that was not in force on the year's first day.
    """
    terms = terms_as_written(body.partnership, day)
    year = year_holding(day, terms.calendar.year_starts)
    names = names_in(terms)
    dates = [one for one in recipient_dates(body.partnership) if one.papers_due >= day]
    found = {
        key_of(one): one
        for one in owed(terms, body.code, year.first, today=day)
        if "report" in one.what or one.what == "account"
    }
    wanted = f"{asked.get('at', '')}|{asked.get('to', '')}"
    chosen = wanted if wanted in found else next(iter(found), "")
    next_day = next((one.papers_due for one in dates if chosen.endswith(f"|{one.recipient}")), None)
    part = _part_to_tell_of(day, terms.calendar.year_starts)
    kept = template_of(body, chosen.rpartition("|")[2])
    return DraftingPage(
        owed=tuple(found.values()),
        choices=tuple((key, _choice(one, names)) for key, one in found.items()),
        initial={
            "duty": chosen,
            "title": kept.title if kept else _("Progress report"),
            "period_starts": part[0],
            "period_ends": part[1],
            "due": asked.get("due") or next_day,
            "marking": terms.marking_default or "OFFICIAL",
        },
    )


def _choice(one: Obligation, names: Mapping[str, str]) -> str:
    words = {"what": one.what.replace("-", " ").capitalize(), "who": names.get(one.to, one.to)}
    if one.via:
        return _("%(what)s to %(who)s, through %(via)s") % (words | {"via": names.get(one.via, one.via)})
    return _("%(what)s to %(who)s") % words


def _part_to_tell_of(day: date, year_starts: str) -> tuple[date, date]:
    """The half of the year that a day falls in, if most of it is over; else the half before."""
    this = next(one for one in halves(year_holding(day, year_starts)) if day in one)
    if (day - this.first).days * 2 >= this.days:
        return this.first, this.last
    eve = this.first - timedelta(days=1)
    before = next(one for one in halves(year_holding(eve, year_starts)) if eve in one)
    return before.first, before.last


def template_of(body: Body, recipient: str) -> ReportTemplate | None:
    """What was chosen for the reports of a body to one parent."""
    return ReportTemplate.objects.filter(body=body, recipient=recipient).first()


def recipient_name(body: Body, recipient: str, day: date) -> str | None:
    """What a parent is called, where the terms name it."""
    try:
        return names_in(terms_on(body.partnership, day)).get(recipient)
    except NoTermsYet:
        return None


def sections_to_choose() -> list[tuple[str, Any, Any]]:
    """Every section that a report may have: its code, its heading and what it holds."""
    return [(one.code, one.heading, one.holds) for one in catalogue().values()]
