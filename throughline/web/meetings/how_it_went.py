"""How a meeting went, in sentences for its page and its minutes: quorum, presiding, pauses, interests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.rules.quorum import QuorumState
from throughline.web.decisions.models import Decision
from throughline.web.decisions.register.words import quorum_words
from throughline.web.meetings.models import Meeting, Motion
from throughline.web.site.jinja import short_date, time_of_day
from throughline.words.formats import list_words


def quorum_course(meeting: Meeting) -> str:
    """When a meeting that was kept by the minute had its quorum, the fewest, and how it stood at the close.

    Empty where nobody was recorded as arriving, or the terms have no quorum. Source: rules R6 and R6d.
    """
    spans: list[list[Any]] = meeting.course.get("quorum", [])
    known = [one for one in spans if one[2] != "not defined"]
    if not known:
        return ""
    sentences = [_through(known, meeting)]
    settled = known[1:] if known[0][2] == "false" and len(known) > 1 else known
    fewest = min(one[3] for one in settled)
    parts = {"fewest": fewest, "closed": quorum_words(meeting.course["closed"])}
    sentences.append(_("The fewest was %(fewest)d; at the close %(closed)s.") % parts)
    return " ".join(sentences)


def was_ever_quorate(meeting: Meeting, by_who_came: QuorumState | None) -> bool | None:
    """Whether the meeting had its quorum at some minute; by all who came where no minutes were kept.

    None where the terms have no quorum or nobody is recorded. Source: rules R6 and R7.
    """
    results = {one[2] for one in meeting.course.get("quorum", [])}
    if not results and by_who_came is not None:
        results = {by_who_came.result}
    return True if "true" in results else (False if "false" in results else None)


def course_in_sentences(meeting: Meeting, names: Mapping[int, str]) -> tuple[str, ...]:
    """Who presided from when to when, and when the meeting paused; ``names`` are by attendance.

    Source: rule R9.
    """
    said = (*_presided(meeting, names), _pauses(meeting))
    return tuple(one for one in said if one)


def interests_by_item(meeting: Meeting, names: Mapping[int, str]) -> Mapping[int, tuple[str, ...]]:
    """Who declared an interest in which item, and who left the room for it; what it is stays with them."""
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for item, row, since, left, until in meeting.course.get("interests", []):
        parts = {"name": names[row], "at": _when(since, meeting), "until": _when(until or since, meeting)}
        if left and until:
            said = _("%(name)s declared an interest at %(at)s and was out of the room until %(until)s.")
        elif left:
            said = _("%(name)s declared an interest at %(at)s and left the room for this item.")
        elif until:
            said = _("%(name)s declared an interest at %(at)s and withdrew it at %(until)s.")
        else:
            said = _("%(name)s declared an interest at %(at)s and stayed.")
        found[item] = (*found[item], said % parts)
    return found


def how_reached(decision: Decision) -> str:
    """How a decision was reached and how the quorum stood then; empty where neither was recorded.

    Source: rules R6, R8 and R10.
    """
    said = (_agreed(decision), quorum_words(decision.stood))
    return "; ".join(one for one in said if one)


def votes_in_words(motion: Motion) -> str:
    """The count of a vote that is closed: "4 for, 2 against, 1 abstained, carried"."""
    counted = motion.counted
    abstained = len(counted["abstaining"])
    words = _("%(for)d for, %(against)d against") % {
        "for": len(counted["for"]),
        "against": len(counted["against"]),
    }
    if abstained:
        words += ", " + ngettext("%(n)d abstained", "%(n)d abstained", abstained) % {"n": abstained}
    became = str(motion.get_state_display())
    if motion.casting:
        became = _("%(became)s on the casting vote of the person presiding") % {"became": became}
    return f"{words}, {became}"


def _agreed(decision: Decision) -> str:
    motion: Motion | None = getattr(decision, "motion", None)
    if decision.decided_at is None:
        return ""
    at = {"at": time_of_day(decision.decided_at)}
    if motion is None:
        return _("agreed without a vote at %(at)s") % at
    return votes_in_words(motion) + " " + _("at %(at)s") % at


def _through(spans: Sequence[Sequence[Any]], meeting: Meeting) -> str:
    times = [{"from": _when(one[0], meeting), "until": _when(one[1], meeting)} for one in spans]
    if len(spans) == 1:
        whole = {
            "true": _("Quorate throughout, from %(from)s to %(until)s."),
            "false": _("Not quorate at any time, from %(from)s to %(until)s."),
        }
        return whole[spans[0][2]] % times[0]
    first = {
        "true": _("Quorate from %(from)s to %(until)s"),
        "false": _("Not quorate from %(from)s to %(until)s"),
    }
    later = {"true": _("quorate from %(from)s to %(until)s"), "false": _("not from %(from)s to %(until)s")}
    said = [(later if place else first)[one[2]] % times[place] for place, one in enumerate(spans)]
    return "; ".join(said) + "."


def _presided(meeting: Meeting, names: Mapping[int, str]) -> Iterator[str]:
    spans: list[list[Any]] = meeting.course.get("presided", [])
    known = [one for one in spans if one[2] == "presides"]
    if not known:
        return
    if len(spans) == 1:
        yield _("%(name)s presided.") % {"name": names[known[0][3][0]]}
        return
    said = _("%(name)s from %(from)s to %(until)s")
    parts = [
        said % {"name": names[rows[0]], "from": _when(since, meeting), "until": _when(until, meeting)}
        for since, until, _how, rows in known
    ]
    yield _("Presiding: %(who)s.") % {"who": list_words(parts)}


def _pauses(meeting: Meeting) -> str:
    said = _("from %(from)s to %(until)s")
    parts = [
        said % {"from": _when(since, meeting), "until": _when(until, meeting)}
        for since, until in meeting.course.get("pauses", [])
    ]
    return _("Adjourned %(when)s.") % {"when": list_words(parts)} if parts else ""


def _when(written: str, meeting: Meeting) -> str:
    """A time of day, with its day where that is not the meeting's first."""
    at = datetime.fromisoformat(written)
    clock = time_of_day(at)
    if localdate(at) == meeting.held_on:
        return clock
    return _("%(time)s on %(day)s") % {"time": clock, "day": short_date(localdate(at))}
