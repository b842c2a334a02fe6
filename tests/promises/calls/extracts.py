"""One good call of each action on extracts that no fictional year makes: they change a store of files."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.test.utils import override_settings

from tests.figures.extracts.extracts_sent import as_csv, offence, sending
from tests.web.extracts.example import copied_into
from throughline.figures.cohorts.linking.reviewing import waiting_for_a_person
from throughline.figures.extracts.store.keeping import ExtractStore
from throughline.figures.extracts.store.sent import Sent
from throughline.web.access.models import Partnership, User
from throughline.web.extracts import actions as extracts

AT = datetime(2026, 3, 30, 9, tzinfo=UTC)


def who() -> dict[str, Any]:
    return {
        "partnership": Partnership.objects.get(slug="barnet"),
        "by": User.objects.get(name="Marek Rowan"),
        "at": AT,
    }


def on_a_copy(act: Callable[[ExtractStore], Any]) -> Callable[[], Any]:
    """The call, while Barnet's extracts are a copy of the made-up ones that is deleted afterwards."""

    def acted() -> Any:
        folder = Path(tempfile.mkdtemp(prefix="throughline-extracts-"))
        try:
            with override_settings(EXTRACTS={"barnet": str(folder / "store")}):
                return act(copied_into(folder / "store"))
        finally:
            shutil.rmtree(folder)

    return acted


def kept(store: ExtractStore) -> Sent:
    content = as_csv([offence()]).encode()
    return extracts.keep_extract(
        content=content, ending="csv", sending=sending(supplier="probation"), profile="", **who()
    )


def first(store: ExtractStore) -> str:
    return store.in_force().receipts[0]


def a_pair(store: ExtractStore) -> tuple[int, int]:
    return waiting_for_a_person(store)[0].pair


CALLS: dict[str, Callable[[], Any]] = {
    "extracts.keep_extract": on_a_copy(kept),
    "extracts.withdraw_extract": on_a_copy(
        lambda store: extracts.withdraw_extract(sent=kept(store), **who())
    ),
    "extracts.take_in": on_a_copy(lambda store: extracts.take_in(sent=kept(store), **who())),
    "extracts.undo_extract": on_a_copy(
        lambda store: extracts.undo_extract(
            name=first(store), why="Sent by mistake.", on=date(2026, 3, 30), **who()
        )
    ),
    "extracts.hand_out_rejections": on_a_copy(
        lambda store: extracts.hand_out_rejections(name=first(store), **who())
    ),
    "extracts.consult_pair": on_a_copy(lambda store: extracts.consult_pair(pair=a_pair(store), **who())),
    "extracts.decide_pair": on_a_copy(
        lambda store: extracts.decide_pair(
            pair=a_pair(store), verdict="two people", why="Two sentences at once.", **who()
        )
    ),
}
