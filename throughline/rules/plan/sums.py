"""Sums that a plan says must hold, worked out exactly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from throughline.rules.plan.model import Check, Plan
from throughline.words.refusals import Refused

OPERAND = r"[0-9A-Za-z.]+"
SIDE = rf"{OPERAND}(?:\s*[+-]\s*{OPERAND})*"
EXPRESSION = re.compile(rf"\s*({SIDE})\s*=\s*({SIDE})\s*")


class SumUnreadable(Refused):
    """The expression of a check cannot be worked out; the message names what is wrong in it."""


@dataclass(frozen=True)
class SumResult:
    """Both sides of a check, worked out from the targets of the measures it names."""

    check: Check
    left: Decimal
    right: Decimal

    @property
    def holds(self) -> bool:
        """Both sides are the same number."""
        return self.left == self.right


def named_in(expression: str) -> frozenset[str]:
    """The numbers and ids that an expression adds up, whether or not spaces stand between them.

    Source: product.md, section 5.4, sheet checks.
    """
    return frozenset(re.findall(OPERAND, expression))


def work_out(check: Check, plan: Plan) -> SumResult:
    """The two sides of one check; a measure's id in it stands for the measure's target.

    Raises ``SumUnreadable`` when the expression is no sum, or names a line without a target.
    Source: product.md, section 5.4, sheet checks.
    """
    found = EXPRESSION.fullmatch(check.expression)
    if not found:
        raise SumUnreadable(
            f"{check.id}: “{check.expression}” is not a sum. Write it as 2.7.2.a + 2.7.2.b = 2283."
        )
    return SumResult(check, _side(found[1], check, plan), _side(found[2], check, plan))


def _side(words: str, check: Check, plan: Plan) -> Decimal:
    total, sign = Decimal(0), 1
    for part in re.findall(rf"{OPERAND}|[+-]", words):
        if part in "+-":
            sign = 1 if part == "+" else -1
        else:
            total += sign * _amount(part, check, plan)
    return total


def _amount(part: str, check: Check, plan: Plan) -> Decimal:
    for measure in plan.measures:
        if measure.id == part:
            if measure.target is None:
                raise SumUnreadable(f"{check.id}: the measure {part} has no target to add. Give it one.")
            return measure.target
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", part):
        return Decimal(part)
    raise SumUnreadable(f"{check.id}: {part} is neither a number nor a measure of the plan. Correct it.")
