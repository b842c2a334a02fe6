"""Themes of lessons as a paper for a named meeting."""

from __future__ import annotations

from django.utils.translation import gettext as _

from throughline.papers.blocks import Document
from throughline.papers.lesson_themes import LessonTold, ThemeTold, lesson_themes
from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint
from throughline.web.risks.inspections.page import ThemeLine, lesson_state, themes_of
from throughline.web.risks.register.paper import marking_of
from throughline.web.site.jinja import long_date
from throughline.web.site.kinds import is_demonstration


def themes_paper(partnership: Partnership, viewpoint: Viewpoint, *, meeting: str) -> Document:
    """Themes of lessons as they stand on a day, for the meeting that is named."""
    day = long_date(viewpoint.on)
    return lesson_themes(
        [_told(one, viewpoint) for one in themes_of(partnership)],
        meeting=meeting,
        marking=marking_of(partnership, viewpoint),
        computed_from=_("the lessons recorded until %(day)s") % {"day": day},
        fictional=is_demonstration(),
    )


def _told(theme: ThemeLine, viewpoint: Viewpoint) -> ThemeTold:
    return ThemeTold(
        name=theme.name,
        reports=theme.reports,
        completed=theme.completed,
        lessons=tuple(
            LessonTold(
                reference=_("%(title)s, lesson %(n)d") % {"title": one.inspection.title, "n": one.number},
                words=one.words,
                action=one.action,
                owner=one.owner_agency.name,
                due=one.due,
                state=lesson_state(one, viewpoint.on)[1],
            )
            for one in theme.lessons
        ),
    )
