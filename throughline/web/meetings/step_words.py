"""The steps of a meeting in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughline.web.meetings.countdown import Step, next_step
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


def rail(steps: Sequence[Step]) -> list[dict[str, Any]]:
    """The steps as the rail on a page shows them."""
    coming = next((step for step in steps if step.is_late), None) or next_step(steps)
    return [
        {
            "what": step_name(step.code),
            "when": _when(step),
            "note": "; ".join(part for part in (_state(step), _source(step)) if part),
            "state": "now" if step is coming else ("done" if step.done == "done" else ""),
        }
        for step in steps
    ]


def _when(step: Step) -> str:
    starts = step.meeting.starts_at if step.code == "meeting" else None
    return day_and_month(step.due) + (f", {time_words(starts)}" if starts else "")


def _state(step: Step) -> str:
    if step.is_late or (step.done == "done" and step.days_late):
        late = ngettext("%(n)d working day late", "%(n)d working days late", step.days_late)
        return late % {"n": step.days_late}
    return _("Done") if step.done == "done" else ""


def _source(step: Step) -> str:
    clause = _("terms %(clause)s") % {"clause": list_words(step.clause)} if step.clause else ""
    firmness = {"best-effort": _("when possible"), "usual": _("usually")}.get(step.strength, "")
    return ", ".join(part for part in (clause, step.why, firmness) if part)
