"""What the life of a plan puts into the room: its part of Plan."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from throughline.web.site.sections import add_section


def declare() -> None:
    """Give Plan its part on strategies and the life of a plan."""
    add_section(code="life", words=_("Strategy and life"), route="plan:life")
