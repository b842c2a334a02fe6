"""The steps of a meeting in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughline.web.meetings.countdown import Step, next_step
from throughline.web.site.jinja import long_date, short_date
from throughline.words.formats import list_words, time_words

NAMES = {
    "asked": gettext_lazy("Papers asked for"),
    "agenda": gettext_lazy("Agenda out"),
    "papers": gettext_lazy("Papers out"),
    "referral-papers": gettext_lazy("Referral papers out"),
    "meeting": gettext_lazy("Meeting"),
    "minutes": gettext_lazy("Minutes out"),
    "acknowledgement": gettext_lazy("Acknowledgements out"),
}


def step_name(code: str) -> str:
    """What a step is called; a duty without a name of ours keeps the terms' own word."""
    return str(NAMES[code]) if code in NAMES else code.replace("-", " ").capitalize()


def day_and_month(day: date) -> str:
    """Tuesday 7 April, or the same in Welsh."""
    return date_format(day, "l j F", use_l10n=False)


def days_left_words(days: int) -> str:
    """How far off a day is, in working days."""
    if days == 0:
        return _("today")
    return ngettext("%(n)d working day from now", "%(n)d working days from now", days) % {"n": days}


DUE = {
    "agenda": gettext_lazy("The agenda for %(meeting)s is due %(day)s, %(left)s."),
    "papers": gettext_lazy("The papers for %(meeting)s are due %(day)s, %(left)s."),
    "referral-papers": gettext_lazy("The referral papers for %(meeting)s are due %(day)s, %(left)s."),
    "meeting": gettext_lazy("The meeting is %(day)s, %(left)s."),
    "minutes": gettext_lazy("The minutes of %(meeting)s are due %(day)s, %(left)s."),
}
LATE = {
    "agenda": gettext_lazy("The agenda for %(meeting)s was due %(day)s: it is %(late)s."),
    "papers": gettext_lazy(
        "The papers for %(meeting)s were due %(day)s and are not all in: they are %(late)s."
    ),
    "referral-papers": gettext_lazy(
        "The referral papers for %(meeting)s were due %(day)s and are not in: they are %(late)s."
    ),
    "meeting": gettext_lazy("The meeting was to be on %(day)s and is not recorded as held."),
    "minutes": gettext_lazy("The minutes of %(meeting)s were due %(day)s: they are %(late)s."),
}


def due_words(step: Step) -> str:
    """When a step is due and how far off that is, as a sentence."""
    sentence = DUE.get(step.code, gettext_lazy("%(what)s: due %(day)s, %(left)s."))
    return sentence % _parts(step)


def late_words(step: Step) -> str:
    """Since when a step is late, as a sentence."""
    sentence = LATE.get(step.code, gettext_lazy("%(what)s was due %(day)s: %(late)s."))
    return sentence % _parts(step)


def _parts(step: Step) -> dict[str, str]:
    return {
        "what": step_name(step.code),
        "meeting": short_date(step.meeting.held_on),
        "day": long_date(step.due),
        "left": days_left_words(step.days_left),
        "late": days_late_words(step.days_late),
    }


def days_late_words(days: int) -> str:
    """How late something is, in working days."""
    return ngettext("%(n)d working day late", "%(n)d working days late", days) % {"n": days}


def rail(steps: Sequence[Step]) -> list[dict[str, Any]]:
    """The steps as the rail on a page shows them."""
    coming = next((step for step in steps if step.is_late), None) or next_step(steps)
    return [
        {
            "what": step_name(step.code),
            "when": _when(step),
            "note": _sentence("; ".join(part for part in (_state(step), _source(step)) if part)),
            "state": "now" if step is coming else ("done" if step.done == "done" else ""),
        }
        for step in steps
    ]


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _when(step: Step) -> str:
    starts = step.meeting.starts_at if step.code == "meeting" else None
    return day_and_month(step.due) + (f", {time_words(starts)}" if starts else "")


def _state(step: Step) -> str:
    if step.is_late or (step.done == "done" and step.days_late):
        return days_late_words(step.days_late)
    return _("Done") if step.done == "done" else ""


def _source(step: Step) -> str:
    clause = _("terms %(clause)s") % {"clause": list_words(step.clause)} if step.clause else ""
    firmness = {"best-effort": _("when possible"), "usual": _("usually")}.get(step.strength, "")
    return ", ".join(part for part in (clause, step.why, firmness) if part)
