"""The universe is built once by a process of the tests; after that its rows are put back as they were."""

from __future__ import annotations

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models

from throughline.universe.build import build

NOT_OURS = {"auth", "contenttypes", "sessions"}
"""Apps whose rows the making of tables writes, or that hold none."""
_kept: list[tuple[type[models.Model], list[models.Model]]] = []


def universe_in_store() -> None:
    """Build every fictional year into the empty store, or put back the rows that the first building made."""
    if _kept:
        for model, rows in _kept:
            model._base_manager.bulk_create(rows)
        _number_on()
        return
    build()
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in NOT_OURS:
            _kept.append((model, list(model._base_manager.order_by("pk"))))


def _number_on() -> None:
    """Let new rows be numbered after those put back."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model for model, _ in _kept]):
            cursor.execute(statement)
