"""The database's own refusal to change approved minutes, on both engines: they are corrected, not edited.

Set after every migration, since SQLite drops a table's guards whenever it rebuilds the table.
"""

from __future__ import annotations

from typing import Any

from django.db import connections

FIXED = (
    "text",
    "series",
    "number",
    "kind",
    "meeting_id",
    "item_id",
    "decision_id",
    "action_id",
    "written_at",
    "struck_at",
)
"""What stays as it was approved; who may read a paragraph can still be narrowed."""
SAID = "Approved minutes are corrected by a later decision, not edited."
_CHANGED = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in FIXED)
_CHANGED_SQLITE = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in FIXED)
_APPROVED = (
    "EXISTS (SELECT 1 FROM meetings_minutesversion AS version "
    "WHERE version.meeting_id = OLD.meeting_id AND version.kind = 'approved')"
)
GUARDS = {
    "sqlite": (
        "CREATE TRIGGER IF NOT EXISTS meetings_minute_approved BEFORE UPDATE ON meetings_minute "
        f"WHEN ({_CHANGED_SQLITE}) AND {_APPROVED} BEGIN SELECT RAISE(ABORT, '{SAID}'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION meetings_minute_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {_APPROVED} THEN RAISE EXCEPTION '{SAID}'; END IF; RETURN NEW; END $$",
        "DROP TRIGGER IF EXISTS meetings_minute_approved ON meetings_minute",
        "CREATE TRIGGER meetings_minute_approved BEFORE UPDATE ON meetings_minute FOR EACH ROW "
        f"WHEN ({_CHANGED}) EXECUTE FUNCTION meetings_minute_refuse()",
    ),
}


def guard_approved_words(using: str, **_: Any) -> None:
    """Set the guard on a database whose tables have just been brought up to date."""
    connection = connections[using]
    if not {"meetings_minute", "meetings_minutesversion"} <= set(connection.introspection.table_names()):
        return
    with connection.cursor() as cursor:
        for statement in GUARDS[connection.vendor]:
            cursor.execute(statement)
