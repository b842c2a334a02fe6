"""The database's own refusal to change or remove a line of the audit trail, on both engines."""

from __future__ import annotations

SQLITE_GUARDS = (
    "CREATE TRIGGER access_event_no_update BEFORE UPDATE ON access_event "
    "BEGIN SELECT RAISE(ABORT, 'The audit trail is append-only.'); END",
    "CREATE TRIGGER access_event_no_delete BEFORE DELETE ON access_event "
    "BEGIN SELECT RAISE(ABORT, 'The audit trail is append-only.'); END",
)
SQLITE_UNGUARDS = (
    "DROP TRIGGER IF EXISTS access_event_no_update",
    "DROP TRIGGER IF EXISTS access_event_no_delete",
)
POSTGRESQL_GUARDS = (
    "CREATE OR REPLACE FUNCTION access_event_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'The audit trail is append-only.'; END $$",
    "CREATE TRIGGER access_event_no_change BEFORE UPDATE OR DELETE ON access_event "
    "FOR EACH ROW EXECUTE FUNCTION access_event_refuse()",
    "CREATE TRIGGER access_event_no_truncate BEFORE TRUNCATE ON access_event "
    "FOR EACH STATEMENT EXECUTE FUNCTION access_event_refuse()",
)
POSTGRESQL_UNGUARDS = (
    "DROP TRIGGER IF EXISTS access_event_no_change ON access_event",
    "DROP TRIGGER IF EXISTS access_event_no_truncate ON access_event",
)


def guards(vendor: str) -> tuple[str, ...]:
    """The statements that set the guard, for `sqlite` or `postgresql`."""
    return POSTGRESQL_GUARDS if vendor == "postgresql" else SQLITE_GUARDS


def unguards(vendor: str) -> tuple[str, ...]:
    """The statements that take the guard away, for a migration backwards and for emptying a test store."""
    return POSTGRESQL_UNGUARDS if vendor == "postgresql" else SQLITE_UNGUARDS
