"""Every table says what kind of data it holds, why, and for how long; a new one fails here until it does."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from throughline.web.site.holdings import holdings

TABLE = Path(__file__).parents[2] / "docs" / "rulebook" / "privacy.csv"
KINDS = ("no personal data", "official's data", "pseudonymous", "the board's record", "an uploaded file")
PEOPLE = {"access.Person", "access.User"}


def rows() -> dict[str, dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["model"]: row for row in csv.DictReader(file)}


def all_models() -> dict[str, type[models.Model]]:
    return {model._meta.label: model for model in apps.get_models()}


def test_every_table_is_classified_and_no_other() -> None:
    assert sorted(rows()) == sorted(all_models())


def test_the_privacy_notice_is_drawn_from_the_same_table() -> None:
    """Run “make rulebook” after a change of the table."""
    drawn = {one.table: (one.kind, one.holds, one.why, one.how_long) for one in holdings()}
    assert drawn == {
        label: (
            *(part.strip() for part in row["kind"].partition(":")[::2]),
            row["why it is held"],
            row["how long"],
        )
        for label, row in rows().items()
    }


@pytest.mark.parametrize("label", sorted(all_models()))
def test_a_table_says_what_why_and_how_long(label: str) -> None:
    row = rows()[label]
    assert row["kind"].startswith(KINDS)
    assert len(row["why it is held"].split()) >= 3
    assert len(row["how long"].split()) >= 2


@pytest.mark.parametrize("label", sorted(all_models()))
def test_a_table_that_points_to_a_person_does_not_claim_to_hold_no_personal_data(label: str) -> None:
    pointed = {
        field.related_model._meta.label
        for field in all_models()[label]._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model is not None
    }
    assert not (pointed & PEOPLE and rows()[label]["kind"].startswith("no personal data"))


@pytest.mark.parametrize("label", sorted(all_models()))
def test_a_table_with_a_name_of_a_person_or_an_address_says_so(label: str) -> None:
    names = {field.name for field in all_models()[label]._meta.get_fields()}
    if "email" in names:
        assert rows()[label]["kind"].startswith("official's data")
