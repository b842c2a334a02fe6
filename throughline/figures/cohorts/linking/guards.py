"""Pairs that are never linked without a person: twins, fathers and sons, and one id for two people."""

from __future__ import annotations

from typing import Final

GENERATION: Final = 14
"""Two dates of birth that lie so many years apart, or more, are those of a parent and a child."""


def one_slip(left: str, right: str) -> str:
    """SQL: two texts that one slip of the hand turns into each other, or that are alike.

    The distance is found only where it is not known without.
    """
    return (
        f"case when {left} = {right} then true when abs(length({left}) - length({right})) > 1 then false "
        f"else damerau_levenshtein({left}, {right}) <= 1 end"
    )


SAME_PNC: Final = "coalesce(l.pnc_id = r.pnc_id, false)"
ARE_TWINS: Final = f"""coalesce(
    l.surname = r.surname and l.date_of_birth = r.date_of_birth and l.forename <> r.forename
    and not ({SAME_PNC} and {one_slip("l.forename", "r.forename")}), false)"""
"""One surname, one day of birth and another forename, wherever they live, since twins move out.

A forename that differs by one slip is forgiven where both records carry one PNC id.
"""
ARE_PARENT_AND_CHILD: Final = f"""coalesce(
    l.forename = r.forename and l.surname = r.surname
    and abs(date_diff('day', l.date_of_birth::date, r.date_of_birth::date)) >= {GENERATION} * 365.25,
    false)"""
"""One name, and dates of birth a generation apart; wherever they live, since children move."""
OTHER_BIRTH: Final = f"""coalesce(
    l.date_of_birth <> r.date_of_birth and not {one_slip("l.date_of_birth", "r.date_of_birth")}, false)"""
OTHER_SEX: Final = "coalesce(l.sex <> r.sex, false)"
OTHER_NAME: Final = f"""coalesce(
    not {one_slip("l.forename", "r.forename")} and not {one_slip("l.surname", "r.surname")}, false)"""
SHARE_AN_ID: Final = (
    f"({SAME_PNC} and (({OTHER_BIRTH} and ({OTHER_SEX} or {OTHER_NAME})) or ({OTHER_SEX} and {OTHER_NAME})))"
)
"""One PNC id, but of date of birth, sex and name two differ: the id was given to two people."""
GUARDED: Final = f"""case
    when {SHARE_AN_ID} then 'one id, two people'
    when {ARE_TWINS} then 'twins'
    when {ARE_PARENT_AND_CHILD} then 'parent and child'
    end"""
"""SQL over two records l and r: why the pair is for a person to decide, or null."""
