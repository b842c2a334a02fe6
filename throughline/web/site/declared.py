"""Every route says which permit it asks for; these are the words for “none”."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

PUBLIC = "public"


def public(view: Callable[..., Any]) -> Callable[..., Any]:
    """Declare that anyone may ask for this route."""
    view.permit = PUBLIC  # type: ignore[attr-defined]
    return view
