"""When the terms of a body are next to be reviewed: rule R15."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from throughline.rules.reviews import terms_review_due
from throughline.rules.terms.reader import read

FILE = """
schema = "throughline/partnership@1"
id = "hazelmere"
name = "Hazelmere"
[[body]]
id = "group"
name = "Group"
kind = "group"
[[body.version]]
from = {begins}
[[body.duty]]
what = "terms-review"
{rule}
"""
DUE = [
    ("every year, counted from the first day of the version in force",
     "2020-06-01", "every = { years = 1 }", date(2021, 6, 1)),
    ("every six months", "2020-06-01", "every = { months = 6 }", date(2020, 12, 1)),
    ("at least twice a year: after six average months",
     "2020-06-01", 'at_least = { times = 2, per = "year" }', date(2020, 12, 1)),
]  # fmt: skip


@pytest.mark.parametrize(("begins", "rule", "due"), [d[1:] for d in DUE], ids=[d[0] for d in DUE])
def test_the_day_by_which_the_terms_are_reviewed(begins: str, rule: str, due: date) -> None:
    terms = read(FILE.format(begins=begins, rule=rule))
    assert terms_review_due(terms, "group", date(2020, 7, 1)) == due


def test_terms_that_do_not_date_their_version_have_no_day_to_count_from() -> None:
    text = (Path(__file__).parents[2] / "partnerships" / "pan-dorset.toml").read_text(encoding="utf-8")
    assert terms_review_due(read(text), "iom-steering", date(2021, 1, 1)) is None


def test_pan_dorset_of_june_2020_was_due_in_june_2021() -> None:
    text = (Path(__file__).parents[2] / "partnerships" / "pan-dorset.toml").read_text(encoding="utf-8")
    due = terms_review_due(read(text), "rrsg", date(2021, 1, 1))
    assert due is not None
    assert (due.year, due.month) == (2021, 6)
