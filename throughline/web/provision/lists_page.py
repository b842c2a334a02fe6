"""Recommendations, lists, intentions, assessments and places: each a page with its tables."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughline.rules.provision import is_unanswered, overlaps
from throughline.web.access.permits import holds_permit
from throughline.web.governance.queries import terms_on
from throughline.web.plan.queries import shown_code
from throughline.web.provision.choices import Choices
from throughline.web.provision.models import (
    CatalogueEntry,
    GapFinding,
    Intention,
    NeedsAssessment,
    Recommendation,
    RecommendationAnswer,
)
from throughline.web.provision.permits import KEEP_PROVISION
from throughline.web.provision.reads import insides_of
from throughline.web.provision.reckoning import Reckoned, reckoned_on
from throughline.web.provision.scopes import scope_of
from throughline.web.provision.shown import (
    Cell,
    Listing,
    Tab,
    Ways,
    Words,
    cohorts_words,
    days_words,
    gap_words,
    money_words,
)
from throughline.web.site.jinja import long_date

TITLES = {
    "programmes": gettext_lazy("Programmes"),
    "funding": gettext_lazy("Funding"),
    "interventions": gettext_lazy("Interventions"),
    "scoping": gettext_lazy("Scoping work"),
    "options": gettext_lazy("Options for future services"),
    "evaluations": gettext_lazy("Evaluations of services"),
    "references": gettext_lazy("Reference documents"),
}
ANSWERS = (
    RecommendationAnswer.Says.TAKEN,
    RecommendationAnswer.Says.PARTLY,
    RecommendationAnswer.Says.DECLINED,
)


def _words(choices: Choices) -> Words:
    return Words(choices.partnership, dict(choices.pathways), dict(choices.places))


def _for_keepers(choices: Choices, *ways: tuple[str, str]) -> Ways:
    return ways if holds_permit(KEEP_PROVISION, choices.viewpoint) else ()


def influence_page(choices: Choices) -> Listing:
    """What was recommended to others, what they answered, and what has had no answer in time."""
    words = _words(choices)
    rows = Recommendation.objects.filter(partnership=choices.partnership)
    lines = [
        (one, tuple(one.answers.all())) for one in rows.select_related("body").prefetch_related("answers")
    ]
    flagged = [one for one, answers in lines if _is_flagged(one, answers, choices)]
    said = ngettext("%(n)d recommendation.", "%(n)d recommendations.", len(lines)) % {"n": len(lines)}
    silent = ngettext("%(n)d has no answer in time.", "%(n)d have no answer in time.", len(flagged))
    return Listing(
        title=_("Recommendations to others"),
        lead=f"{said} {silent % {'n': len(flagged)}}"
        if lines
        else _("Nothing was recommended to another body yet."),
        tabs=(
            Tab(
                _("What was recommended, and what came of it"),
                (_("Recommendation"), _("To"), _("Sent"), _("Answer"), _("What came of it")),
                tuple(
                    (
                        {
                            "words": f"{one.number} {one.words}",
                            "note": one.body.name,
                            "address": words.address("recommendation", advice=one.number),
                        },
                        one.to,
                        long_date(one.made_on),
                        _answer(one, answers, one in flagged),
                        "; ".join(each.words for each in answers if each.says == "outcome") or _("Not told"),
                    )
                    for one, answers in lines
                ),
                empty=_("Nothing is recorded."),
            ),
        ),
        ways=_for_keepers(choices, (_("Record a recommendation"), words.address("recommend"))),
        notes=(_("One without an answer after the day asked for is marked until an answer is recorded."),),
    )


def _is_flagged(one: Recommendation, answers: tuple[RecommendationAnswer, ...], choices: Choices) -> bool:
    told = [each.told_on for each in answers if each.says in ANSWERS]
    return is_unanswered(one.answer_by, answered_on=min(told, default=None), on=choices.viewpoint.on)


def _answer(one: Recommendation, answers: tuple[RecommendationAnswer, ...], is_flagged: bool) -> Cell:
    told = [each for each in answers if each.says in ANSWERS]
    if told:
        last = told[-1]
        words = last.get_says_display().capitalize()
        return {"words": words, "note": f"{long_date(last.told_on)}: {last.words}"}
    if is_flagged:
        note = _("Asked for by %(day)s") % {"day": long_date(one.answer_by)}
        return {"words": _("No answer"), "kind": "late", "note": note}
    return _("Asked for by %(day)s") % {"day": long_date(one.answer_by)}


def recommendation_page(choices: Choices, one: Recommendation) -> Listing:
    """One recommendation, by which decision, and every answer."""
    words = _words(choices)
    answers = tuple(one.answers.select_related("by"))
    is_flagged = _is_flagged(one, answers, choices)
    answer = _answer(one, answers, is_flagged)
    stands = answer if isinstance(answer, str) else f"{answer['words']}. {answer['note']}"
    decision = choices.decision_rows.get(str(one.decision_id))
    facts = [
        (_("Recommended by"), one.body.name),
        (_("To"), one.to),
        (_("Sent"), long_date(one.made_on)),
        (_("Answer asked for by"), long_date(one.answer_by)),
    ]
    if decision:
        facts.append((_("By decision"), decision.number))
    if code := shown_code(one.objective, choices.closed):
        facts.append((_("Objective"), code))
    return Listing(
        caption=_("Recommendation %(number)d") % {"number": one.number},
        title=one.words,
        lead=stands,
        facts=tuple(facts),
        tabs=(
            Tab(
                _("What they answered, and what came of it"),
                (_("What"), _("When"), _("In words"), _("Recorded by")),
                tuple(
                    (
                        each.get_says_display().capitalize(),
                        long_date(each.told_on),
                        each.words,
                        each.by.name if each.by else "",
                    )
                    for each in answers
                ),
                empty=_("Nothing is heard yet."),
            ),
        ),
        ways=_for_keepers(choices, (_("Record an answer"), words.address("answer", advice=one.number))),
    )


def catalogue_page(choices: Choices, register: str) -> Listing:
    """One list as it stands now, with what is due next first; programmes of the terms stand beside it."""
    words, on = _words(choices), choices.viewpoint.on
    rows = CatalogueEntry.objects.filter(
        partnership=choices.partnership, register=register, recorded_on__lte=on
    ).exclude(followed_by__recorded_on__lte=on)
    lines = list(rows.select_related("body", "lead", "objective").prefetch_related("panels", "gaps"))
    lines.sort(key=lambda one: (one.next_on is None, one.next_on, one.number))
    past = sum(one.next_on is not None and one.next_on < on for one in lines)
    said = ngettext("%(n)d line.", "%(n)d lines.", len(lines)) % {"n": len(lines)}
    late = ngettext("The day of %(n)d has passed.", "The days of %(n)d have passed.", past) % {"n": past}
    return Listing(
        title=str(TITLES[register]),
        lead=f"{said} {late}" if lines else _("Nothing stands in this list yet."),
        tabs=(
            Tab(
                str(TITLES[register]),
                (_("What"), _("How it stands"), _("Governed by"), _("Led by"), _("For"), _("Next")),
                tuple(_entry(one, choices, words) for one in lines),
                empty=_("Nothing stands in this list yet."),
            ),
            *((_of_terms(choices),) if register == "programmes" else ()),
        ),
        ways=_for_keepers(choices, (_("Add a line"), words.address("new_entry", register=register))),
    )


def _entry(one: CatalogueEntry, choices: Choices, words: Words) -> tuple[Cell, ...]:
    may_keep = holds_permit(KEEP_PROVISION, choices.viewpoint)
    parts = {"register": one.register, "entry": one.number}
    panels = ", ".join(body.name for body in one.panels.all())
    about = [
        part for part in (one.kind, money_words(one.amount), one.words, *_particulars(one, choices)) if part
    ]
    is_past = one.next_on is not None and one.next_on < choices.viewpoint.on
    every = (
        ngettext("every %(n)d month", "every %(n)d months", one.every_months) % {"n": one.every_months}
        if one.every_months
        else ""
    )
    following = long_date(one.next_on) if one.next_on else _("No day")
    return (
        {
            "words": one.title,
            "note": "; ".join(about),
            "address": words.address("change_entry", **parts) if may_keep else "",
        },
        {"words": one.state, "note": shown_code(one.objective, choices.closed)},
        {"words": one.body.name, "note": _("Panels: %(panels)s") % {"panels": panels} if panels else ""},
        one.lead.name,
        cohorts_words(one.cohorts),
        {"words": following, "note": every, **({"kind": "late"} if is_past else {})},
    )


def _particulars(one: CatalogueEntry, choices: Choices) -> Iterator[str]:
    """What only some lists have: what work is to bring, gaps that it found, the outcome of a service."""
    if one.items:
        said = {"scoping": _("To bring: %(items)s"), "options": _("Designed by: %(items)s")}
        yield said.get(one.register, "%(items)s") % {"items": ", ".join(one.items)}
    if found := [f"{gap}: {gap.words}" for gap in one.gaps.all()]:
        yield _("Found: %(gaps)s") % {"gaps": ", ".join(found)}
    if one.service is not None:
        names = dict(choices.services)
        yield _("Service: %(name)s") % {"name": names.get(str(one.service), str(one.service))}
    if one.measure:
        yield _("Measured by: %(measure)s") % {"measure": one.measure}


def _of_terms(choices: Choices) -> Tab:
    terms = terms_on(choices.partnership, choices.viewpoint.on)
    names = {code: one.name for code, one in choices.body_rows.items()}
    return Tab(
        _("Programmes that the terms name"),
        (_("Programme"), _("What sort it is"), _("Governed by")),
        tuple(
            (one.name, one.kind or "", ", ".join(names.get(code, code) for code in one.governed_by))
            for one in terms.programmes
        ),
        empty=_("The terms name none."),
    )


def intentions_page(choices: Choices) -> Listing:
    """What bodies mean to buy, by body and day; which two overlap, and which gaps nobody means to close."""
    words, on = _words(choices), choices.viewpoint.on
    rows = Intention.objects.filter(partnership=choices.partnership, withdrawn_on=None).select_related(
        "place"
    )
    lines = list(rows)
    inside = insides_of(choices.partnership)
    pairs = list(overlaps([scope_of(one) for one in lines], inside=inside))
    short = [one for one in reckoned_on(choices.partnership, on) if _is_short(one)]
    meant = {(one.pathway, one.place.code) for one in lines}
    left = [one for one in short if (one.row.pathway, one.row.place.code) not in meant]
    said = ngettext("%(n)d thing is to be bought", "%(n)d things are to be bought", len(lines))
    twice = ngettext("%(n)d pair overlaps", "%(n)d pairs overlap", len(pairs))
    bare = ngettext("nobody means to close %(n)d gap", "nobody means to close %(n)d gaps", len(left))
    return Listing(
        title=_("What bodies mean to buy"),
        lead=_("%(said)s; %(twice)s, and %(bare)s.")
        % {
            "said": said % {"n": len(lines)},
            "twice": twice % {"n": len(pairs)},
            "bare": bare % {"n": len(left)},
        },
        tabs=(
            *_calendar(lines, words),
            Tab(
                _("Bought twice, it seems"),
                (_("One"), _("The other")),
                tuple(
                    (f"{a.thing.buyer}: {a.thing.words}", f"{b.thing.buyer}: {b.thing.words}")
                    for a, b in pairs
                ),
                empty=_("No two overlap."),
            ),
            Tab(
                _("Gaps that nobody means to close"),
                (_("Need"), _("Place"), (_("Gap"), "n")),
                tuple(
                    (
                        {
                            "words": words.pathway(one.row.pathway),
                            "note": cohorts_words([one.row.cohort] if one.row.cohort else []),
                            "address": words.address("need", need=one.row.pk),
                        },
                        words.place(one.row.place.code),
                        gap_words(one.gap, hides=one.is_hidden),
                    )
                    for one in left
                ),
                empty=_("Somebody means to close every gap that is known."),
            ),
        ),
        ways=_for_keepers(choices, (_("Record what a body means to buy"), words.address("intend"))),
    )


def _is_short(one: Reckoned) -> bool:
    """Whether a need lacks service; beside some service a hidden one does not say, as that would bound it."""
    return one.gap.verdict == "no-service" or (one.gap.verdict == "gap" and not one.is_hidden)


def _calendar(lines: list[Intention], words: Words) -> Iterator[Tab]:
    for buyer in sorted({one.buyer for one in lines}):
        yield Tab(
            buyer,
            (_("What"), _("Decided"), _("When"), _("Together with")),
            tuple(
                (
                    {
                        "words": one.words,
                        "note": ", ".join(
                            (
                                words.pathway(one.pathway),
                                words.place(one.place.code),
                                cohorts_words(one.cohorts),
                            )
                        ),
                    },
                    long_date(one.decide_on),
                    days_words(one.from_on, one.until_on),
                    one.partners or _("Nobody"),
                )
                for one in lines
                if one.buyer == buyer
            ),
        )


def assessments_page(choices: Choices) -> Listing:
    """Every assessment of needs with its scope, its sources and findings, and the gaps that rest on it."""
    words = _words(choices)
    rows = NeedsAssessment.objects.filter(partnership=choices.partnership).prefetch_related("gaps", "needs")
    lines = list(rows)
    said = ngettext("%(n)d assessment is recorded.", "%(n)d assessments are recorded.", len(lines))
    return Listing(
        title=_("Assessments of needs"),
        lead=said % {"n": len(lines)},
        tabs=(
            Tab(
                _("The latest first"),
                (_("Assessment"), _("Drawn from"), _("Found"), _("When"), (_("Needs"), "n"), _("Gaps")),
                tuple(
                    (
                        {"words": f"{one.number} {one.title}", "note": one.scope},
                        one.drawn_from,
                        one.findings,
                        long_date(one.assessed_on),
                        str(len(one.needs.all())),
                        ", ".join(str(gap) for gap in one.gaps.all()) or _("None"),
                    )
                    for one in lines
                ),
                empty=_("No assessment is recorded."),
            ),
            _chain(choices, words),
        ),
        ways=_for_keepers(choices, (_("Record an assessment"), words.address("new_assessment"))),
    )


def _chain(choices: Choices, words: Words) -> Tab:
    """From each assessment to what is bought: the gap it found, the work asked for, and what is meant."""
    gaps = GapFinding.objects.filter(partnership=choices.partnership, assessment__isnull=False)
    intentions = list(
        Intention.objects.filter(partnership=choices.partnership, withdrawn_on=None).select_related("place")
    )
    return Tab(
        _("From need to service, with its days"),
        (_("Gap"), _("Need assessed"), _("Gap found"), _("Work asked for"), _("To be bought")),
        tuple(
            _link(gap, [one for one in intentions if _is_for(one, gap)], words)
            for gap in gaps.select_related("place", "assessment").prefetch_related("steps__commission")
        ),
        empty=_("No gap rests on an assessment yet."),
    )


def _is_for(one: Intention, gap: GapFinding) -> bool:
    """Whether what a body means to buy is of a gap's pathway and place, and for its people."""
    same = (one.pathway, one.place_id) == (gap.pathway, gap.place_id)
    return same and (not one.cohorts or gap.cohort in one.cohorts)


def _link(gap: GapFinding, bought: list[Intention], words: Words) -> tuple[Cell, ...]:
    asked = [step.commission for step in gap.steps.all() if step.commission is not None]
    return (
        {"words": f"{gap}: {gap.words}", "address": words.address("gap", gap=gap.number)},
        long_date(gap.assessment.assessed_on) if gap.assessment else "",
        long_date(gap.found_on),
        "; ".join(
            _("%(product)s, by %(day)s") % {"product": one.product, "day": long_date(one.due)}
            for one in asked
        )
        or _("None"),
        "; ".join(
            _("%(what)s: decided by %(decided)s, from %(from)s")
            % {"what": one.words, "decided": long_date(one.decide_on), "from": long_date(one.from_on)}
            for one in bought
        )
        or _("Nothing yet"),
    )


def places_page(choices: Choices) -> Listing:
    """The places, and which wider one each counts towards."""
    rows = choices.place_rows
    said = ngettext("%(n)d place.", "%(n)d places.", len(rows)) % {"n": len(rows)}
    return Listing(
        title=_("Places"),
        lead=_("%(said)s What a place has counts for a wider one only where that is said here.")
        % {"said": said},
        tabs=(
            Tab(
                _("Places, and what they count towards"),
                (_("Place"), _("Counts towards")),
                tuple(
                    (
                        {"words": one.name, "note": code},
                        one.inside.name if one.inside else _("None: it stands alone"),
                    )
                    for code, one in rows.items()
                ),
                empty=_("There is no place yet. Needs and services need one."),
            ),
        ),
    )
