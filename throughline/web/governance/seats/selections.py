"""How those who speak for several organisations were chosen, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from throughline.web.governance.models import Body, Selection
from throughline.words.formats import day_words, list_words


def selections_of(body: Body) -> Mapping[int, str]:
    """How each holder of a sector's seat of a body was chosen, by the appointment’s number; one query."""
    rows = Selection.objects.filter(appointment__body=body)
    return {row.appointment_id: selection_in_words(row) for row in rows}


def selection_in_words(selection: Selection) -> str:
    """How somebody was chosen, by whom and when, and for which organisations they speak."""
    return _("%(how)s by %(whom)s on %(day)s; speaks for %(organisations)s") % {
        "how": selection.get_how_display().capitalize(),
        "whom": selection.chosen_by,
        "day": day_words(selection.chosen_on),
        "organisations": list_words(selection.speaks_for.splitlines()),
    }
