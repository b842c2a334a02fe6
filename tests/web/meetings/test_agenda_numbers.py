"""An agenda keeps its items by their code: papers, readers and numbers stay, and late items need leave."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.web.meetings.conftest import NOW
from throughline.web.access.models import Person
from throughline.web.meetings import actions
from throughline.web.meetings.calling.planning import agenda_as_kept, moved, with_item_added
from throughline.web.meetings.models import Meeting
from throughline.web.meetings.open_to import readable_by

HERE = "/barnet/rrdg/2026-04-14"


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def keep(meeting: Meeting, lines, **more) -> Meeting:
    return actions.set_agenda(
        meeting=meeting, lines=lines, expected_version=meeting.version, by=None, at=NOW, **more
    )


def publish(meeting: Meeting) -> Meeting:
    return actions.publish_agenda(meeting=meeting, expected_version=meeting.version, by=None, at=NOW)


def numbers(meeting: Meeting) -> dict[str, str]:
    return dict(meeting.items.values_list("code", "number"))


def person(name: str) -> Person:
    return Person.objects.get(partnership__slug="barnet", name=name)


def test_an_item_that_moves_stays_the_same_item(april: Meeting) -> None:
    before = dict(april.items.values_list("code", "pk"))
    keep(april, moved(agenda_as_kept(april), "risks", -3))
    assert dict(april.items.values_list("code", "pk")) == before
    assert list(april.items.values_list("code", flat=True)) != list(before)


def test_named_readers_stay_with_their_item(april: Meeting) -> None:
    item = april.items.get(code="risks")
    actions.open_item_to(item=item, people=[person("Vera Sorrel")], by=None, at=NOW)
    keep(april, moved(agenda_as_kept(april), "risks", -3))
    assert april.items.get(code="risks").named_readers.get().person.name == "Vera Sorrel"


def test_until_published_numbers_follow_the_order_and_then_they_stay(april: Meeting) -> None:
    keep(april, moved(agenda_as_kept(april), "risks", -3))
    assert numbers(april)["risks"] == "3"
    publish(april)
    first = numbers(april)
    keep(april, moved(agenda_as_kept(april), "risks", 2))
    assert numbers(april) == first


def test_a_late_item_needs_leave_and_gets_the_next_number(sam: Client, april: Meeting) -> None:
    publish(april)
    late = with_item_added(agenda_as_kept(april), title="A letter from the court", asks="note")
    with pytest.raises(actions.LateItemNeedsLeave, match="“A letter from the court” would be tabled late"):
        keep(april, late)
    assert not april.items.filter(code="added-1").exists()
    april.refresh_from_db()
    keep(april, late, permitted_by=person("Jo Hazel"))
    item = april.items.get(code="added-1")
    assert (item.number, item.permitted_by.name) == ("10", "Jo Hazel")
    assert "Tabled late, by leave of Jo Hazel" in text_of(sam.get(HERE))


def test_leave_is_given_by_whoever_presides(april: Meeting) -> None:
    publish(april)
    late = with_item_added(agenda_as_kept(april), title="A letter", asks="note")
    with pytest.raises(actions.NotPresiding, match="Choose its chair or vice-chair"):
        keep(april, late, permitted_by=person("Ruth Campion"))


def test_a_withdrawn_item_stays_on_record_and_its_number_is_not_given_again(april: Meeting) -> None:
    publish(april)
    keep(april, [line for line in agenda_as_kept(april) if line.code != "risks"])
    gone = april.items.get(code="risks")
    assert gone.withdrawn_at is not None
    late = with_item_added(agenda_as_kept(april), title="A letter", asks="note")
    keep(april, late, permitted_by=person("Jo Hazel"))
    assert gone.number == "6"
    assert april.items.get(code="added-1").number == "10"
    assert "risks" not in [item.code for item in readable_by(april, None).items]


def test_the_form_tables_a_late_item_with_leave(sam: Client, april: Meeting) -> None:
    publish(april)
    typed = {
        "version": str(april.version),
        "title": "A letter",
        "asks": "note",
        "readers": "body",
        "do": "add",
    }
    for item in april.items.all():
        typed |= {f"minutes_{item.code}": "", f"paper_{item.code}": str(item.paper_id or "")}
    assert "would be tabled late" in text_of(sam.post(f"{HERE}/agenda", typed))
    leave = {**typed, "permitted_by": str(person("Jo Hazel").pk)}
    assert sam.post(f"{HERE}/agenda", leave).status_code == 302
    assert april.items.get(code="added-1").number == "10"
