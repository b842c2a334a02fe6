"""Who runs the site, as the settings say, and whether they stand by its statements yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext_lazy as _

NEEDED = {
    "name": ("THROUGHLINE_OWNER_NAME", _("who answers for it")),
    "email": ("THROUGHLINE_OWNER_EMAIL", _("where to write")),
    "lawful_basis": ("THROUGHLINE_LAWFUL_BASIS", _("on which lawful basis it holds data of people")),
}
"""What must be said before a statement can be confirmed: the setting that says it, and what it says."""


@dataclass(frozen=True, kw_only=True)
class Owner:
    """The organisation that answers for the site; what is not set is empty."""

    name: str = ""
    email: str = ""
    phone: str = ""
    lawful_basis: str = ""
    confirmed_on: date | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """The settings without which no statement can be confirmed."""
        return tuple(setting for field, (setting, _words) in NEEDED.items() if not getattr(self, field))

    @property
    def unsaid(self) -> tuple[str, ...]:
        """The same in words, for whoever reads a statement."""
        return tuple(str(words) for field, (_setting, words) in NEEDED.items() if not getattr(self, field))

    @property
    def is_draft(self) -> bool:
        """Whether the statements are drafts: not confirmed, or with something left unsaid."""
        return self.confirmed_on is None or bool(self.missing)


def owner() -> Owner:
    """The owner that the settings name."""
    return Owner(
        name=settings.OWNER_NAME,
        email=settings.OWNER_EMAIL,
        phone=settings.OWNER_PHONE,
        lawful_basis=settings.LAWFUL_BASIS,
        confirmed_on=settings.STATEMENTS_CONFIRMED_ON,
    )
