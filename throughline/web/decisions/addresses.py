"""The address of a decision: `/barnet/rrdg/decisions/2026-04-14/D2`.

The number that a body gives by default begins with its own code, which the address has already.
"""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from throughline.web.decisions.models import Decision


def address_parts(decision: Decision) -> dict[str, Any]:
    """What stands in the address of a decision."""
    body = decision.body
    return {
        "partnership": body.partnership.slug,
        "body": body.code,
        "decision": decision.number.removeprefix(f"{body.code}-"),
    }


def address_of(decision: Decision, route: str = "decision", **more: Any) -> str:
    """The address of a page of a decision."""
    return reverse(f"decisions:{route}", kwargs=address_parts(decision) | more)


def numbers_at(body: str, part: str) -> tuple[str, str]:
    """The two numbers that a decision at an address can have, by the code of its body."""
    return part, f"{body}-{part}"
