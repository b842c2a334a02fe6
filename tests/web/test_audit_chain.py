"""The audit trail: nothing rewritten, no gap, no fork, and a cut end shows."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from throughline.web.access import audit
from throughline.web.access.audit_guard import unguards
from throughline.web.access.models import Event

AT = datetime(2026, 3, 30, 9, 0, tzinfo=UTC)


@pytest.fixture
def chain(db: None) -> list[Event]:
    """Five events."""
    return [
        audit.record_event(by=None, at=AT, what="paper read", thing=f"paper:{number}", subjects=["s-1"])
        for number in range(1, 6)
    ]


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused() -> None:
    with pytest.raises(audit.EventOutsideTransaction):
        audit.record_event(by=None, at=AT, what="paper read", thing="paper:1")


def test_each_event_follows_the_one_before(chain: list[Event]) -> None:
    assert [event.number for event in Event.objects.all()] == [1, 2, 3, 4, 5]
    assert chain[0].previous == audit.BEGINNING
    assert [later.previous for later in chain[1:]] == [earlier.digest for earlier in chain[:-1]]


def test_an_untouched_chain_holds(chain: list[Event], tmp_path: Path) -> None:
    mark = audit.sign_checkpoint(at=AT, place=tmp_path / "checkpoint.json")
    assert audit.verify_chain(mark) is None


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("UPDATE access_event SET what = 'nothing' WHERE number = 3", id="a change is refused"),
        pytest.param("DELETE FROM access_event WHERE number = 5", id="a removal is refused"),
    ],
)
def test_the_database_itself_refuses(chain: list[Event], statement: str) -> None:
    refused = pytest.raises(DatabaseError, match="append-only")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Event.objects.count() == 5


def _lift_guard() -> None:
    with connection.cursor() as cursor:
        for statement in unguards(connection.vendor):
            cursor.execute(statement)


def _set(**changes: object) -> Callable[[], object]:
    return lambda: Event.objects.filter(number=3).update(**changes)


@pytest.mark.parametrize(
    ("tamper", "first_bad_row"),
    [
        pytest.param(_set(what="nothing"), 3, id="a changed deed"),
        pytest.param(_set(reason="x"), 3, id="a changed reason"),
        pytest.param(_set(by=7), 3, id="another person put in"),
        pytest.param(_set(at=datetime(2026, 3, 31, tzinfo=UTC)), 3, id="a changed time"),
        pytest.param(_set(subjects=[]), 3, id="a subject taken out"),
        pytest.param(_set(detail={"n": 1}), 3, id="a detail put in"),
        pytest.param(_set(previous="f" * 64), 3, id="a broken link"),
        pytest.param(_set(digest="f" * 64), 3, id="a changed digest"),
        pytest.param(lambda: Event.objects.filter(number=2).delete(), 2, id="a row taken out of the middle"),
        pytest.param(lambda: Event.objects.filter(number=1).delete(), 1, id="the first row taken out"),
        pytest.param(lambda: Event.objects.filter(number=5).delete(), 5, id="the end cut off"),
        pytest.param(lambda: Event.objects.all().delete(), 1, id="everything taken away"),
    ],
)
def test_tampering_past_the_guard_names_the_first_bad_row(
    chain: list[Event], tmp_path: Path, tamper: Callable[[], object], first_bad_row: int
) -> None:
    mark = audit.sign_checkpoint(at=AT, place=tmp_path / "checkpoint.json")
    _lift_guard()
    tamper()
    fault = audit.verify_chain(mark)
    assert fault is not None
    assert fault.number == first_bad_row


def test_a_chain_written_anew_from_the_middle_differs_from_the_checkpoint(
    chain: list[Event], tmp_path: Path
) -> None:
    mark = audit.sign_checkpoint(at=AT, place=tmp_path / "checkpoint.json")
    _lift_guard()
    Event.objects.filter(number__gte=4).delete()
    for number in (4, 5):
        audit.record_event(by=None, at=AT, what="something else", thing=f"paper:{number}")
    fault = audit.verify_chain(mark)
    assert fault is not None
    assert fault.number == 5


def test_a_checkpoint_that_somebody_edited_is_refused(chain: list[Event], tmp_path: Path) -> None:
    mark = audit.sign_checkpoint(at=AT, place=tmp_path / "checkpoint.json")
    told = json.loads(mark.read_text())
    mark.write_text(json.dumps({**told, "number": 2}))
    fault = audit.verify_chain(mark)
    assert fault is not None
    assert "signature" in fault.what


def _record_and_fail() -> None:
    with transaction.atomic():
        audit.record_event(by=None, at=AT, what="paper read", thing="paper:6")
        raise ZeroDivisionError


def test_a_rolled_back_act_leaves_no_gap(chain: list[Event]) -> None:
    with pytest.raises(ZeroDivisionError):
        _record_and_fail()
    after = audit.record_event(by=None, at=AT, what="paper read", thing="paper:7")
    assert after.number == 6
