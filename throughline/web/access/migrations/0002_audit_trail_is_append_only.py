"""The database itself refuses to change or remove a line of the audit trail."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from throughline.web.access.audit_guard import guards, unguards


def set_guard(apps: Any, schema_editor: Any) -> None:
    for statement in guards(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def lift_guard(apps: Any, schema_editor: Any) -> None:
    for statement in unguards(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [migrations.RunPython(set_guard, lift_guard)]
