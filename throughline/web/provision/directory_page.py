"""The directory of services: search, what ends soon, what overlaps; and one service with its history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.rules.provision import ends_within, is_within, overlaps
from throughline.web.access.permits import holds_permit
from throughline.web.provision.choices import Choices
from throughline.web.provision.models import FundingAward, Provision
from throughline.web.provision.permits import KEEP_PROVISION
from throughline.web.provision.reads import first_of, insides_of
from throughline.web.provision.reckoning import offer_of, provisions_on
from throughline.web.provision.shown import (
    Cell,
    Filter,
    Listing,
    Tab,
    Ways,
    Words,
    capacity_words,
    cohorts_words,
    days_words,
    money_words,
)
from throughline.web.site.jinja import long_date
from throughline.words.cohorts import COHORTS
from throughline.words.sectors import SECTORS

SOON = 90
"""Days: a service that ends within them is listed apart."""


def directory_page(choices: Choices, asked: Mapping[str, str]) -> Listing:
    """The services that match, by need, place, people and what holds of them."""
    partnership, on = choices.partnership, choices.viewpoint.on
    words = Words(partnership, dict(choices.pathways), dict(choices.places))
    inside = insides_of(partnership)
    every = list(provisions_on(partnership, on))
    chosen = {name: asked.get(name, "") for name in ("pathway", "place", "cohort", "holds", "when")}
    chosen["when"] = chosen["when"] if chosen["when"] in ("ended", "all") else ""
    found = [one for one in every if _matches(one, chosen, inside, on)]
    running = [one for one in every if not _has_ended(one, on)]
    soon = [one for one in running if ends_within(one.until_on, on=on, days=SOON)]
    return Listing(
        title=_("Services"),
        lead=_lead(found, running, soon),
        filters=tuple(_filters(choices, every, chosen)),
        tabs=(
            Tab(
                _("Services that match"),
                (_("Service"), _("Provider"), (_("Takes"), "n"), _("When"), (_("Costs"), "n"), _("Paid by")),
                tuple(_row(one, words, on) for one in found),
                empty=_("No service matches. Choose fewer filters, or record one."),
            ),
            Tab(
                _("What ends within %(days)d days") % {"days": SOON},
                (_("Service"), _("Last day")),
                tuple((_named(one, words), long_date(one.until_on)) for one in soon if one.until_on),
                empty=_("Nothing ends so soon."),
            ),
            _overlaps(running, inside, words),
        ),
        ways=_ways(choices, words),
        files=tuple(
            (label, words.address("directory_file", sheet=sheet))
            for sheet, label in (("xlsx", _("XLSX")), ("ods", _("ODS")), ("csv", _("CSV")))
        ),
    )


def _has_ended(one: Provision, on: date) -> bool:
    return one.until_on is not None and one.until_on < on


def _matches(one: Provision, chosen: Mapping[str, str], inside: Mapping[str, str], on: date) -> bool:
    holds = {part.strip().lower() for part in chosen["holds"].split(";") if part.strip()}
    place = chosen["place"]
    return (
        (not chosen["pathway"] or one.pathway == chosen["pathway"])
        and (
            not place or is_within(one.place.code, place, inside) or is_within(place, one.place.code, inside)
        )
        and (not chosen["cohort"] or not one.cohorts or chosen["cohort"] in one.cohorts)
        and (not holds or set(one.requires) <= holds)
        and (chosen["when"] == "all" or _has_ended(one, on) == (chosen["when"] == "ended"))
    )


def _filters(choices: Choices, every: list[Provision], chosen: Mapping[str, str]) -> Iterator[Filter]:
    yield Filter("pathway", _("Need"), (("", _("Any pathway")), *choices.pathways), chosen["pathway"])
    yield Filter("place", _("Area"), (("", _("Any place")), *choices.places), chosen["place"])
    yield Filter("cohort", _("Who"), (("", _("Anybody")), *COHORTS.items()), chosen["cohort"])
    there = sorted({one for row in every for one in row.requires} | ({chosen["holds"]} - {""}))
    yield Filter(
        "holds",
        _("What holds of them"),
        (("", _("Not asked")), *((one, one.capitalize()) for one in there)),
        chosen["holds"],
    )
    yield Filter(
        "when",
        _("When"),
        (("", _("Now or to come")), ("ended", _("Ended")), ("all", _("At any time"))),
        chosen["when"],
    )


def _lead(found: list[Provision], running: list[Provision], soon: list[Provision]) -> str:
    match = ngettext("%(n)d service matches", "%(n)d services match", len(found)) % {"n": len(found)}
    ends = ngettext("%(n)d ends", "%(n)d end", len(soon)) % {"n": len(soon)}
    unknown = sum(one.capacity is None for one in running)
    silent = ngettext("of %(n)d nobody knows the capacity", "of %(n)d nobody knows the capacity", unknown) % {
        "n": unknown
    }
    return _("%(match)s; %(ends)s within %(days)d days, and %(silent)s.") % {
        "match": match,
        "ends": ends,
        "days": SOON,
        "silent": silent,
    }


def _named(one: Provision, words: Words) -> Cell:
    where = (words.pathway(one.pathway), words.place(one.place.code), cohorts_words(one.cohorts))
    return {
        "words": one.name,
        "note": ", ".join(where),
        "address": words.address("listed", listed=one.number),
    }


def _row(one: Provision, words: Words, on: date) -> tuple[Cell, ...]:
    when = days_words(one.from_on, one.until_on)
    return (
        _named(one, words),
        {"words": provider_words(one), "note": SECTORS.get(one.sector, "")},
        capacity_words(one),
        {"words": _("Ended"), "note": when} if _has_ended(one, on) else when,
        {"words": money_words(one.cost) or _("Not said"), "note": one.cost_year},
        one.funder or _("Not said"),
    )


def provider_words(one: Provision) -> str:
    """Who gives a service."""
    return one.provider_agency.name if one.provider_agency else one.provider


def _overlaps(running: list[Provision], inside: Mapping[str, str], words: Words) -> Tab:
    by_name = {str(one.number): one for one in running}
    pairs = overlaps([offer_of(one) for one in running], inside=inside)
    return Tab(
        _("Services for the same people, need, place and time"),
        (_("One"), _("The other")),
        tuple((_named(by_name[a.name], words), _named(by_name[b.name], words)) for a, b in pairs),
        empty=_("No two services overlap."),
    )


def _ways(choices: Choices, words: Words) -> Ways:
    read = ((_("Where is need without service?"), words.address("matrix")),)
    if not holds_permit(KEEP_PROVISION, choices.viewpoint):
        return read
    return (
        (_("Record a service"), words.address("new_listed")),
        (_("Send a file of services"), words.address("send", kind="services")),
        *read,
    )


def offered_page(choices: Choices, one: Provision) -> Listing:
    """One service: everything told of it, its money, and how it was before."""
    partnership = choices.partnership
    words = Words(partnership, dict(choices.pathways), dict(choices.places))
    first = first_of(one)
    awards = list(first.awards.prefetch_related("monitoring"))
    may_keep = holds_permit(KEEP_PROVISION, choices.viewpoint)
    return Listing(
        caption=words.pathway(one.pathway),
        title=one.name,
        lead=_("%(provider)s, %(place)s, for: %(who)s. Takes: %(takes)s.")
        % {
            "provider": provider_words(one),
            "place": words.place(one.place.code),
            "who": cohorts_words(one.cohorts).lower(),
            "takes": capacity_words(one).lower(),
        },
        facts=tuple((what, said) for what, said in _facts(one) if said),
        tabs=(_shares(first), _awards(awards, words, may_keep), _history(one, words)),
        ways=(
            (
                (_("Say how it is now"), words.address("change_listed", listed=one.number)),
                (_("Record a share of its budget"), words.address("share", listed=one.number)),
                (_("Record money given for it"), words.address("award", listed=one.number)),
            )
            if may_keep
            else ()
        ),
    )


def _facts(one: Provision) -> Iterator[tuple[str, str]]:
    yield _("When"), days_words(one.from_on, one.until_on)
    yield _("Who may use it"), one.eligibility
    yield _("What must hold of whoever comes"), ", ".join(one.requires)
    yield _("Sector of the provider"), SECTORS.get(one.sector, "")
    yield _("Costs"), " ".join(part for part in (money_words(one.cost), one.cost_year) if part)
    yield _("Paid by"), one.funder
    yield _("Asked for by"), one.commissioner
    yield _("How it was bought"), one.procurement


def _shares(first: Provision) -> Tab:
    shares = list(first.shares.all())
    total = sum(one.amount for one in shares)
    rows: list[tuple[Cell, ...]] = [
        (one.contributor, money_words(one.amount), one.year, one.purpose, one.governed_by) for one in shares
    ]
    if len({one.year for one in shares}) == 1:
        rows.append((_("All of it"), money_words(total), "", "", ""))
    return Tab(
        _("Pooled budget"),
        (_("Who contributes"), (_("How much"), "n"), _("Year"), _("What for"), _("Governed by")),
        tuple(rows),
        empty=_("No budget is pooled for it."),
    )


def _awards(awards: list[FundingAward], words: Words, may_keep: bool) -> Tab:
    return Tab(
        _("Money given, and what was delivered for it"),
        (_("From"), (_("How much"), "n"), _("Conditions"), _("Told by"), _("What was delivered")),
        tuple(
            (
                {"words": award.funder, "note": days_words(award.from_on, award.until_on)},
                money_words(award.amount),
                award.conditions,
                long_date(day.due_on),
                day.delivered
                or (
                    {
                        "words": _("Record what was delivered"),
                        "address": words.address("monitoring", monitoring=day.pk),
                    }
                    if may_keep
                    else _("Not told yet")
                ),
            )
            for award in awards
            for day in award.monitoring.all()
        ),
        empty=_("No money with days of monitoring is recorded."),
    )


def _history(one: Provision, words: Words) -> Tab:
    rows = Provision.objects.filter(partnership=one.partnership_id, number=one.number)
    return Tab(
        _("How it was told, the latest first"),
        (_("Told on"), (_("Took"), "n"), _("For"), _("When"), (_("Cost"), "n")),
        tuple(
            (
                long_date(row.recorded_on),
                capacity_words(row),
                cohorts_words(row.cohorts),
                days_words(row.from_on, row.until_on),
                money_words(row.cost) or _("Not said"),
            )
            for row in rows.order_by("-pk")
        ),
    )
