"""Whether the chair may decide between meetings, and by what right.

Source: rule R47; the partnership file, section 9 (``outside_meetings``).
"""

from __future__ import annotations

from dataclasses import dataclass

from throughline.rules.terms.model import Body, Vote, in_use


@dataclass(frozen=True, kw_only=True)
class ChairsRight:
    """Whether the chair may act, the clause or the decision that says so, and the answer in a sentence."""

    may_act: bool
    says: str
    clause: tuple[str, ...] = ()
    decision: str = ""


def chair_may_act(body: Body, *, matter: str = "", decision: str = "") -> ChairsRight:
    """Whether the chair of a body, by its terms of that day or by a decision of it, may act for it.

    ``matter`` is that of a vote rule, if the action has one; ``decision`` is the number of a decision
    in force that allows it. Silence allows nothing.
    Source: rule R47; the partnership file, section 9.
    """
    rule = next((one for one in body.vote if _lets_the_chair(one, matter)), None)
    if rule is not None:
        where = f" ({', '.join(rule.clause)})" if rule.clause else ""
        return ChairsRight(
            may_act=True,
            says=f"The terms of {body.name} let the chair decide between meetings{where}.",
            clause=rule.clause,
        )
    if decision:
        return ChairsRight(may_act=True, says=f"Decision {decision} lets the chair act.", decision=decision)
    return ChairsRight(
        may_act=False,
        says=f"The terms of {body.name} do not provide for chair’s action, and no decision was named that "
        "allows it. Ask the next meeting, or adopt a reading.",
    )


def _lets_the_chair(rule: Vote, matter: str) -> bool:
    outside = in_use(rule.outside_meetings)
    covers = not rule.for_ or "outside-meetings" in rule.for_ or (bool(matter) and matter in rule.for_)
    return covers and outside is not None and in_use(outside.how) == "chair"
