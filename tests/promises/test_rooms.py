"""The rooms of the web: relations and migrations point down, and writes look alike."""

from __future__ import annotations

import importlib
import inspect
from pathlib import Path

import pytest
from django.apps import apps
from django.db import migrations

WEB = Path(__file__).parents[2] / "throughline" / "web"
ROOMS = (
    "site", "access", "mail", "governance", "decisions", "plan", "performance", "extracts", "meetings",
    "voices", "provision", "risks", "exceptions", "reports", "casework", "search", "desk",
)  # fmt: skip
"""From the ground up."""
QUESTIONS = ("is_", "has_", "may_", "refuse_")


def height(app_label: str) -> int:
    return ROOMS.index(app_label)


def our_models() -> list:
    return [m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("throughline.")]


def action_files() -> list[Path]:
    return sorted([*WEB.glob("*/actions.py"), *WEB.glob("*/actions/[a-z]*.py")])


def actions_in(file: Path) -> list:
    name = ".".join(("throughline.web", *file.relative_to(WEB).with_suffix("").parts))
    members = inspect.getmembers(importlib.import_module(name), inspect.isfunction)
    return [one for word, one in members if one.__module__ == name and not word.startswith(("_", *QUESTIONS))]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_a_relation_points_to_the_same_room_or_a_lower_one(model) -> None:
    above = [
        f"{model.__name__}.{field.name} -> {field.related_model._meta.label}"
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and field.related_model is not None
        and field.related_model._meta.app_label in ROOMS
        and height(field.related_model._meta.app_label) > height(model._meta.app_label)
    ]
    assert not above


@pytest.mark.parametrize(
    "file", sorted(WEB.glob("*/migrations/[0-9]*.py")), ids=lambda f: f.parts[-3] + "/" + f.stem
)
def test_a_migration_depends_only_on_its_own_room_and_lower_ones(file: Path) -> None:
    room = file.parts[-3]
    module = importlib.import_module(f"throughline.web.{room}.migrations.{file.stem}")
    assert issubclass(module.Migration, migrations.Migration)
    needed = {app for app, _ in module.Migration.dependencies if app in ROOMS}
    assert not {app for app in needed if height(app) > height(room)}


@pytest.mark.parametrize("file", action_files(), ids=lambda file: file.parts[-2])
def test_an_action_is_told_everything_by_name_with_who_and_when(file: Path) -> None:
    told = {"by", "at"}
    for action in actions_in(file):
        parameters = inspect.signature(action).parameters.values()
        assert all(one.kind is inspect.Parameter.KEYWORD_ONLY for one in parameters), action.__name__
        assert told <= {one.name for one in parameters}, action.__name__
