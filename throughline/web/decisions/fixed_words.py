"""The database's own refusal to change an action's words, first day or number, on both engines.

Set after every migration, since SQLite drops a table's guards whenever it rebuilds the table.
"""

from __future__ import annotations

from typing import Any

from django.db import connections

FIXED = ("text", "first_due", "raised_on", "number", "partnership_id", "body_id")
SAID = "The words and the first day of an action are fixed."
_CHANGED = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in FIXED)
_CHANGED_SQLITE = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in FIXED)
GUARDS = {
    "sqlite": (
        "CREATE TRIGGER IF NOT EXISTS decisions_action_fixed BEFORE UPDATE ON decisions_action "
        f"WHEN {_CHANGED_SQLITE} BEGIN SELECT RAISE(ABORT, '{SAID}'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION decisions_action_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{SAID}'; END $$",
        "DROP TRIGGER IF EXISTS decisions_action_fixed ON decisions_action",
        "CREATE TRIGGER decisions_action_fixed BEFORE UPDATE ON decisions_action FOR EACH ROW "
        f"WHEN ({_CHANGED}) EXECUTE FUNCTION decisions_action_refuse()",
    ),
}


def guard_fixed_words(using: str, **_: Any) -> None:
    """Set the guard on a database whose tables have just been brought up to date."""
    connection = connections[using]
    if "decisions_action" not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in GUARDS[connection.vendor]:
            cursor.execute(statement)
