"""Who runs the site, as the settings say, and whether they stand by its statements yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings

NEEDED = {
    "name": "THROUGHLINE_OWNER_NAME",
    "email": "THROUGHLINE_OWNER_EMAIL",
    "lawful_basis": "THROUGHLINE_LAWFUL_BASIS",
}
"""What must be said before a statement can be confirmed, with the setting that says it."""


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
        return tuple(setting for field, setting in NEEDED.items() if not getattr(self, field))

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
