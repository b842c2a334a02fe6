"""One good call of each action of evaluation readiness, on a store that nothing else uses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.test import override_settings

from throughline.figures.cohorts.readiness import Identity, SchemeRecord, readiness
from throughline.figures.cohorts.scheme_records import ReadScheme, Scheme
from throughline.figures.extracts.store.keeping import open_extract_store
from throughline.web.access.models import Partnership, User
from throughline.web.extracts.actions.disclosing import disclose_people, list_records_to_complete
from throughline.words.periods import Period

AT = datetime(2026, 3, 30, 9, tzinfo=UTC)
SPRING = Period(date(2024, 4, 1), date(2024, 6, 30))


def one_complete_person() -> ReadScheme:
    told = Identity(surname="Elmley", forename="Wendy", date_of_birth=date(1971, 11, 30), sex="female")
    row = SchemeRecord(supplier="probation", record="P1", person=1, told=told, started_on=SPRING.first)
    found = readiness([row], period=SPRING, on=AT.date())
    scheme = Scheme(contract="programme-completions", name="Thinking Skills")
    return ReadScheme(scheme, SPRING, found, ("R1",), 0)


def disclosed() -> None:
    with TemporaryDirectory() as folder, override_settings(EXTRACTS={"barnet": folder}):
        open_extract_store(Path(folder))
        disclose_people(
            partnership=Partnership.objects.get(slug="barnet"), read=one_complete_person(),
            recipient="justice-data-lab", why="The yearly evaluation", by=User.objects.get(name="Marek Rowan"), at=AT,
        )  # fmt: skip


CALLS: dict[str, Callable[[], Any]] = {
    "extracts.disclose_people": disclosed,
    "extracts.list_records_to_complete": lambda: list_records_to_complete(
        partnership=Partnership.objects.get(slug="barnet"),
        read=one_complete_person(),
        by=User.objects.get(name="Marek Rowan"),
        at=AT,
    ),
}
