"""What the page frame shows around every page: who reads, where, and the navigation they may use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.urls import reverse

from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.access.time_outs import TimeLeft, time_left
from throughline.web.site.kinds import is_demonstration
from throughline.web.site.navigation import entries_for, search_for
from throughline.web.site.sections import parts_of
from throughline.web.site.today import today


@dataclass(frozen=True)
class Way:
    """One way on: its code, its words and its address."""

    code: str
    words: Any
    address: str


@dataclass(frozen=True)
class Frame:
    """What surrounds a page; each part is worked out when the template asks for it."""

    request: HttpRequest

    @property
    def user(self) -> Any:
        """Who reads."""
        return self.request.user

    @property
    def partnership(self) -> Partnership | None:
        """The partnership of the address, for whoever belongs to it; a public address does not name it."""
        viewpoint: Viewpoint | None = getattr(self.request, "viewpoint", None)
        return viewpoint.partnership if viewpoint is not None and viewpoint.has_standing else None

    @property
    def today(self) -> date:
        """The day it is in this partnership."""
        return today(self.partnership)

    @cached_property
    def is_demonstration(self) -> bool:
        """Whether everything here is fictional."""
        known = getattr(getattr(self.request, "partnership", None), "is_in_a_demonstration", None)
        return is_demonstration() if known is None else known

    @cached_property
    def time_left(self) -> TimeLeft | None:
        """How long the reader's session lasts; None for whoever has not signed in."""
        return time_left(self.request) if self.user.is_authenticated else None

    @property
    def messages(self) -> Any:
        """News about the reader's last act."""
        return get_messages(self.request)

    @cached_property
    def navigation(self) -> list[Way]:
        """The entries that this reader may open."""
        return list(self._ways())

    @cached_property
    def search(self) -> str:
        """The address that searches the partnership, for whoever belongs to it."""
        return search_for(self.partnership.slug) if self.partnership is not None else ""

    def parts(self, of: str) -> list[Way]:
        """The parts of an entry of the navigation that this reader may open, beside those for everybody."""
        viewpoint: Viewpoint | None = getattr(self.request, "viewpoint", None)
        if viewpoint is None or self.partnership is None:
            return []
        place = {"partnership": self.partnership.slug}
        open_to = (one for one in parts_of(of) if holds_permit(one.permit, viewpoint))
        return [Way(one.code, one.words, reverse(one.route, kwargs=place)) for one in open_to]

    @property
    def utilities(self) -> list[Way]:
        """The links at the right of the masthead."""
        return []

    def _ways(self) -> Iterator[Way]:
        viewpoint: Viewpoint | None = getattr(self.request, "viewpoint", None)
        if viewpoint is None or self.partnership is None:
            return
        for entry, address in entries_for(self.partnership.slug):
            if holds_permit(entry.permit, viewpoint):
                yield Way(entry.code, entry.words, address)


def frame(request: HttpRequest) -> dict[str, Any]:
    """The frame, for every template."""
    return {"frame": Frame(request) if hasattr(request, "user") else None}
