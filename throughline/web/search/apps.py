"""The search room."""

from __future__ import annotations

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Everything that can be found, by whoever may read it."""

    name = "throughline.web.search"
    label = "search"

    def ready(self) -> None:
        """Bring the words of a thing up to date with every act on it; put the box into the masthead."""
        from throughline.web.access.audit import add_follower
        from throughline.web.search.following import follow
        from throughline.web.site.navigation import set_search

        add_follower(follow)
        set_search("search:search")
