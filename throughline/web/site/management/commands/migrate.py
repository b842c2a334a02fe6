"""An empty store gets its tables as they are now, in one go; a store that holds something is migrated.

Step by step, every change of every table asks Django to work out again what all tables look like: half a
minute for an empty store, and longer with every change to come.
"""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations import RunPython
from django.db.migrations.executor import MigrationExecutor

OURS = "throughline."


class Command(migrate.Command):
    """Django's own command, which finds nothing left to do where the store was empty."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the tables of an empty store, then go on as Django does."""
        connection = connections[options["database"]]
        if not options["app_label"] and not connection.introspection.table_names():
            make_at_once(connection)
        super().handle(*args, **options)


def make_at_once(connection: Any) -> None:
    """Make every table, guard and index of words, and record every migration as applied; all or nothing."""
    executor = MigrationExecutor(connection)
    last = executor.loader.graph.leaf_nodes()
    in_order = [migration for migration, _back in executor.migration_plan(last)]
    recorder, apps = executor.recorder, executor.loader.project_state(last).apps
    with connection.schema_editor() as editor:
        editor.create_model(recorder.Migration)
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                editor.create_model(model)
        for migration in in_order:
            for operation in migration.operations:
                if isinstance(operation, RunPython) and operation.code.__module__.startswith(OURS):
                    operation.code(apps, editor)
        recorder.migration_qs.bulk_create(
            [recorder.Migration(app=one.app_label, name=one.name) for one in in_order]
        )
