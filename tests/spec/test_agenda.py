"""The skeleton of an agenda: the partnership file, sections 4, 7 and 11; rules R8, R15 and R18."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.spec.barnet_room import BARNET
from throughline.rules.agenda import AgendaLine, progresses_actions, skeleton_agenda
from throughline.rules.obligations import Obligation, owed
from throughline.rules.terms.model import AgendaItemStanding, Body, Terms
from throughline.rules.terms.reader import read

PARTNERSHIPS = Path(__file__).parents[2] / "partnerships"
APRIL, JUNE = date(2026, 4, 14), date(2026, 6, 9)


def founding(name: str) -> Terms:
    return read((PARTNERSHIPS / f"{name}.toml").read_text("utf-8"))


def ids(lines: tuple[AgendaLine, ...]) -> list[str]:
    return [line.id for line in lines]


def test_dorset_takes_actions_at_each_meeting_and_barnet_does_not_say_so() -> None:
    assert progresses_actions(founding("pan-dorset").body("rrsg")) is True
    assert progresses_actions(BARNET.body("rrdg")) is False


def test_actions_that_are_taken_as_required_are_not_taken_at_each_meeting() -> None:
    item = AgendaItemStanding(item="Actions", strength="as-required")
    assert progresses_actions(Body(id="a", name="A", kind="board", agenda=(item,))) is False


def test_barnets_group_has_nine_items_on_14_april() -> None:
    found = skeleton_agenda(BARNET, "rrdg", APRIL)
    assert [line.title for line in found] == [
        "Apologies, deputies and interests",
        "Minutes of the last meeting",
        "Actions needing a decision",
        "Exceptions",
        "Performance: changed verdicts only",
        "Risks and escalations",
        "Reading: Is bi-monthly every two months or twice a month?",
        "Report of the IOM Case Work Panel",
        "Forward plan",
    ]
    assert all(line.because for line in found)


def test_a_reading_is_on_the_agenda_until_the_meeting_that_decides_it() -> None:
    reading = "reading/rrdg.meets.ordinary.every"
    assert reading in ids(skeleton_agenda(BARNET, "rrdg", APRIL))
    assert reading not in ids(skeleton_agenda(BARNET, "rrdg", JUNE))
    assert reading not in ids(skeleton_agenda(BARNET, "iom", APRIL))


def test_an_open_question_of_pan_dorset_stays_on_every_agenda() -> None:
    for day in (date(2020, 9, 1), date(2026, 6, 1)):
        assert "reading/rrsg.office.secretariat.held_by" in ids(
            skeleton_agenda(founding("pan-dorset"), "rrsg", day)
        )


def test_the_group_takes_the_report_of_the_panel_it_holds_to_account() -> None:
    (report,) = [line for line in skeleton_agenda(BARNET, "rrdg", JUNE) if line.id == "panel-report/iom"]
    assert report.clause == ("6",)


def test_the_panels_agenda_follows_its_functions() -> None:
    found = ids(skeleton_agenda(BARNET, "iom", date(2026, 5, 6)))
    assert found[3:-1] == ["casework/select", "casework/share", "casework/action-plan", "casework/deselect"]
    assert "exceptions" not in found


def test_what_an_inquorate_meeting_recommended_comes_before_other_business() -> None:
    found = skeleton_agenda(BARNET, "rrdg", JUNE, ratifications=["the reserve for move-on flats"])
    assert ids(found)[2:4] == ["ratification/1", "actions"]
    assert found[2].title == "To ratify: the reserve for move-on flats"


def test_pan_dorsets_standing_item_on_actions_gives_its_clause_to_the_item_on_actions() -> None:
    found = skeleton_agenda(founding("pan-dorset"), "rrsg", date(2026, 6, 1))
    (actions,) = [line for line in found if "action" in line.id]
    assert actions.clause == ("recording 1",)


@pytest.mark.clause("C108", breaks="throughline.rules.agenda:_with_standing")
def test_an_item_as_required_appears_only_when_something_exists() -> None:
    terms = founding("west-mercia")
    body = terms.bodies[0]
    assert len(body.agenda) == 6
    day = date(2026, 6, 1)
    without = ids(skeleton_agenda(terms, body.id, day))
    with_two = ids(skeleton_agenda(terms, body.id, day, exists=[body.agenda[0].item, body.agenda[3].item]))
    assert len(with_two) == len(without) + 2
    assert not any(one.startswith("standing/") for one in without)


@pytest.mark.parametrize(
    ("next_meeting", "done", "is_on"),
    [
        (date(2026, 9, 1), date(2025, 7, 1), True),
        (date(2026, 6, 30), date(2025, 7, 1), False),
        (date(2026, 9, 1), date(2026, 5, 1), False),
        (date(2026, 6, 30), date(2023, 5, 1), True),
    ],
    ids=["due before the next meeting", "due after it", "done this year", "overdue"],
)
def test_the_review_of_the_terms_is_taken_at_the_last_meeting_before_it_is_due(
    next_meeting: date, done: date, is_on: bool
) -> None:
    terms = founding("pan-dorset")
    reviewed = {("rrsg.duty.terms-review", "rrsg"): [done]}
    due = owed(terms, "rrsg", date(2026, 4, 1), done=reviewed)
    found = skeleton_agenda(terms, "rrsg", date(2026, 6, 1), falling_due=due, next_meeting=next_meeting)
    assert ("due/terms-review/rrsg" in ids(found)) == is_on


def test_every_item_has_an_id_of_its_own() -> None:
    for name in ("barnet", "pan-dorset", "llr", "west-mercia", "east-midlands"):
        terms = founding(name)
        for body in terms.bodies[:1]:
            found = ids(
                skeleton_agenda(terms, body.id, date(2013, 9, 2) if name == "llr" else date(2026, 6, 1))
            )
            assert len(found) == len(set(found))


def test_two_reports_due_to_one_parent_are_two_items_with_ids_of_their_own() -> None:
    halves = [
        Obligation(body="rrdg", what="report", at="", owed_by="rrdg", to="scpb", due=due, state="dated")
        for due in (date(2026, 4, 20), date(2026, 4, 30))
    ]
    lines = skeleton_agenda(
        BARNET, "rrdg", date(2026, 4, 14), falling_due=halves, next_meeting=date(2026, 6, 9)
    )
    ids = [line.id for line in lines]
    assert [one for one in ids if one.startswith("due/")] == ["due/report/scpb", "due/report/scpb/2"]
    assert len(set(ids)) == len(ids)


def test_what_the_chair_decided_stands_after_ratifications_and_before_business() -> None:
    found = skeleton_agenda(
        BARNET, "rrdg", JUNE, ratifications=["The sheet is tried."], chairs_actions=["A grant is taken."]
    )
    assert ids(found)[2:5] == ["ratification/1", "chairs-action/1", "actions"]
    assert (found[3].title, found[3].asked) == ("Chair’s action to report: A grant is taken.", "decide")


def test_without_a_chairs_action_nothing_is_reported() -> None:
    assert not [one for one in ids(skeleton_agenda(BARNET, "rrdg", JUNE)) if one.startswith("chairs")]
