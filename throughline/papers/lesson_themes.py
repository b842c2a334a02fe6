"""What keeps coming back in the lessons of reviews, as a paper for one meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from throughline.papers.blocks import Block, Document, Heading, Lead, Paragraph, Quiet, Table
from throughline.words.formats import day_words, plural


@dataclass(frozen=True, kw_only=True)
class LessonTold:
    """One lesson: what was learned, what is done, who does it, and where it stands in words."""

    reference: str
    words: str
    action: str
    owner: str
    due: date
    state: str


@dataclass(frozen=True, kw_only=True)
class ThemeTold:
    """A theme with its lessons, from how many reports they come, and how many are acted on."""

    name: str
    reports: int
    completed: int
    lessons: tuple[LessonTold, ...]


def lesson_themes(
    themes: Sequence[ThemeTold],
    *,
    meeting: str,
    marking: str,
    computed_from: str,
    fictional: bool = False,
) -> Document:
    """Themes of lessons for a meeting, those that come back most often first; nobody supervised is named.

    Source: the delivery plan 2009-10, public protection (recurring themes go to contract meetings).
    """
    title = "Themes of lessons from reviews"
    lessons = {one.reference for theme in themes for one in theme.lessons}
    counted = f"{plural(len(lessons), 'lesson')} under {plural(len(themes), 'theme')}."
    blocks: list[Block] = [
        Heading(title),
        Lead(counted if themes else "No lesson has a theme yet."),
        Paragraph(f"For {meeting}. It holds no name of anybody supervised."),
        Table(
            "How often each theme comes back",
            ("Theme", "Lessons", "Reports", "Acted on"),
            tuple((one.name, str(len(one.lessons)), str(one.reports), str(one.completed)) for one in themes),
            numeric=(1, 2, 3),
            show_caption=True,
            empty="No lesson has a theme yet.",
        ),
    ]
    for theme in themes:
        blocks.append(Heading(theme.name, level=2))
        blocks.append(
            Table(
                f"Lessons on {theme.name}",
                ("Lesson", "What is done", "Who", "Due", "State"),
                tuple(
                    ((one.words, Quiet(one.reference)), one.action, one.owner, day_words(one.due), one.state)
                    for one in theme.lessons
                ),
                widths=(34, 26, 16, 12, 12),
            )
        )
    return Document(
        title=title,
        blocks=tuple(blocks),
        marking=marking,
        computed_from=computed_from,
        landscape=True,
        fictional=fictional,
    )
