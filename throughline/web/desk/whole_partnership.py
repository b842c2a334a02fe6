"""Everything of one partnership: taken out as files that other programs read, or deleted."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import IO, Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction

from throughline.web.access.audit import record_event
from throughline.web.access.models import Event, Partnership, Person, User
from throughline.web.governance.models import TermsOfReference
from throughline.web.search.tables import FTS5_OPTIMISE
from throughline.web.settings import ROOMS

ABOUT = """Everything that Throughline keeps of {name}, as it was on {at}.

terms/     the partnership's own terms, every version, as TOML files
tables/    one file a table, one line of JSON a row; a column that ends in _id names the row of another table
audit      who did what and when, in tables/access.Event.jsonl: users and people as numbers, never as names
tables.json  how many rows each table has

Passwords and second factors belong to users, not to a partnership, and are not here.
"""


def path_to_partnership(model: type[models.Model]) -> str | None:
    """The way from a table to its partnership, as a filter takes it; None for one of the whole store.

    The shortest way over columns that are never empty, else over any.
    """
    for may_be_empty in (False, True):
        waiting: list[tuple[type[models.Model], str]] = [(model, "")]
        seen = {model}
        while waiting:
            here, way = waiting.pop(0)
            if here is Partnership:
                return way or "pk"
            for field in here._meta.concrete_fields:
                there = field.related_model
                if not isinstance(there, type) or there in seen or (field.null and not may_be_empty):
                    continue
                seen.add(there)
                waiting.append((there, f"{way}__{field.name}" if way else field.name))
    return None


def tables_of(partnership: Partnership) -> Iterator[tuple[type[models.Model], models.QuerySet[Any]]]:
    """Every table that holds rows of partnerships, with this one's rows; the farthest from it first."""
    ways = {
        model: way
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
        if (way := path_to_partnership(model)) is not None
    }
    for model, way in sorted(ways.items(), key=lambda pair: (-_steps(pair[1]), pair[0]._meta.label)):
        yield model, model._base_manager.filter(**{way: partnership.pk})


def _steps(way: str) -> int:
    return 0 if way == "pk" else 1 + way.count("__")


def export_partnership(
    *, partnership: Partnership, into: IO[bytes], by: User | None, at: datetime
) -> dict[str, int]:
    """Write everything of a partnership to one zip file; how many rows of each table it holds."""
    counts: dict[str, int] = {}
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive, transaction.atomic():
        archive.writestr("READ-ME.txt", ABOUT.format(name=partnership.name, at=f"{at:%d %B %Y at %H:%M}"))
        for terms in TermsOfReference.objects.filter(partnership=partnership):
            archive.writestr(f"terms/{partnership.slug}-{terms.number}.toml", terms.text)
        for model, rows in tables_of(partnership):
            counts[model._meta.label] = _write_table(archive, model._meta.label, rows)
        events = Event.objects.filter(partnership=partnership.slug)
        counts["access.Event"] = _write_table(archive, "access.Event", events)
        archive.writestr("tables.json", json.dumps(counts, indent=1))
        record_event(by=by, at=at, what="partnership exported", thing=partnership, partnership=partnership)
    return counts


def _write_table(archive: zipfile.ZipFile, label: str, rows: models.QuerySet[Any]) -> int:
    count = 0
    with archive.open(f"tables/{label}.jsonl", "w", force_zip64=True) as file:
        for row in rows.order_by("pk").values().iterator(chunk_size=1000):
            file.write(json.dumps(row, cls=_Encoder, ensure_ascii=False).encode() + b"\n")
            count += 1
    return count


class _Encoder(DjangoJSONEncoder):
    def default(self, o: Any) -> Any:
        return bytes(o).hex() if isinstance(o, bytes | memoryview) else super().default(o)


@transaction.atomic
def delete_partnership(*, partnership: Partnership, by: User | None, at: datetime) -> dict[str, int]:
    """Delete everything of a partnership, and the users who belong nowhere else; how many rows went.

    The audit trail stays: it names users and people by number only.
    """
    slug = partnership.slug
    users = set(
        Person.objects.filter(partnership=partnership, user__isnull=False).values_list("user", flat=True)
    )
    counts = {model._meta.label: rows._raw_delete(rows.db) for model, rows in _by_key(partnership)}
    elsewhere = set(Person.objects.filter(user__in=users).values_list("user", flat=True))
    leaving = User.objects.filter(pk__in=users - elsewhere, administrations__isnull=True)
    counts["access.User"] = leaving.count()
    leaving.delete()
    record_event(
        by=by, at=at, what="partnership deleted", thing=f"partnership:{slug}", detail={"rows": counts}
    )
    return counts


def _by_key(partnership: Partnership) -> Iterator[tuple[type[models.Model], models.QuerySet[Any]]]:
    """The rows by their own keys, so that each table can be emptied without asking another."""
    for model, rows in tables_of(partnership):
        yield model, model._base_manager.filter(pk__in=rows.order_by().values("pk"))


def forget_what_was_deleted() -> None:
    """Write the store's file anew, so that no byte of what was deleted stays in it; outside a transaction."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(FTS5_OPTIMISE)
        cursor.execute("VACUUM")
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def names_in_store_file(names: list[str]) -> list[str]:
    """Those of some names that the bytes of a SQLite store still hold; none are looked for elsewhere."""
    if connection.vendor != "sqlite":
        return []
    found: list[str] = []
    base = str(connection.settings_dict["NAME"])
    for place in (base, f"{base}-wal"):
        try:
            with open(place, "rb") as file:
                content = file.read()
        except FileNotFoundError:
            continue
        found += [name for name in names if name.encode() in content]
    return found
