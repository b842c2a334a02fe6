"""Who was heard: the list, one record, what is due, practice, coverage and the objective's side."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.universe import signed_in
from throughline.universe.story import morning
from throughline.web.access.models import Partnership
from throughline.web.voices import actions
from throughline.web.voices.heard import Heard
from throughline.web.voices.models import Engagement

MOST_QUERIES = 12
"""What this room asks for on any of its lists, besides who is asking."""


@pytest.fixture
def board(universe: None, db: None) -> Partnership:
    return Partnership.objects.get(slug="east-midlands")


@pytest.fixture
def priya(board: Partnership) -> Client:
    return signed_in("Priya Hawthorn", at="east-midlands")


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def record(title: str) -> str:
    found = Engagement.objects.get(partnership__slug="east-midlands", title__startswith=title)
    return f"/east-midlands/voices/{found.number}"


def test_the_list_says_first_what_is_overdue_and_narrows_by_kind(priya: Client) -> None:
    every = page(priya, "/east-midlands/voices")
    # the group past its last day, and the organisations that have not named anybody
    assert "2 records owe something overdue" in every
    assert every.index("Group on the pack for trainers") < every.index("Regional consultation on working")
    surveys = page(priya, "/east-midlands/voices?kind=survey")
    assert "What keeps people with convictions from taking part" in surveys
    assert "Hidden sentence" not in surveys


@pytest.mark.clause("C365", breaks="throughline.web.voices.voice_page:_facts")
def test_a_consultation_event_says_when_where_for_whom_how_many_came_and_who_spoke(priya: Client) -> None:
    shown = page(priya, record("Regional consultation"))
    for fact in ("Thursday 17 January 2008", "Melton Mowbray", "100", "A minister of the Home Office"):
        assert fact in shown
    assert "Whoever works with people who have offended" in shown
    listed = page(priya, "/east-midlands/voices?kind=consultation")
    assert all(place in listed for place in ("Believing We Can", "Securing Effective Partnerships"))


@pytest.mark.clause("C310", breaks="throughline.web.voices.voice_page:_facts")
def test_a_record_shows_the_community_the_method_the_findings_and_what_was_done(priya: Client) -> None:
    shown = page(priya, record("What keeps people"))
    assert "People with convictions in the region" in shown
    assert "Questionnaire in probation offices" in shown
    assert "Travel to group meetings was the barrier that was named most often." in shown
    assert "A regional way of asking people is written and in use." in shown
    assert "Shown by: Guide of 11 December 2009" in shown


@pytest.mark.clause("C145", breaks="throughline.web.voices.voice_page:_outcome")
def test_an_outcome_is_several_organisations_own(priya: Client) -> None:
    shown = page(priya, record("What keeps people"))
    owners = (
        "Office of the Director of Offender Management, East Midlands, "
        "Probation boards and trusts of the East Midlands, Lincolnshire Action Trust"
    )
    assert owners in shown


def test_an_objective_lists_the_outcomes_that_it_rests_on(priya: Client) -> None:
    shown = page(priya, "/east-midlands/voices/objectives/1.4.2")
    assert "It rests on 2 outcomes of 1 record of who was heard." in shown
    assert "Fares to meetings are paid in every county." in shown
    assert priya.get("/east-midlands/voices/objectives/9.9.9").status_code == 404


def test_a_conference_is_held_then_its_plan_developed_then_carried_out(priya: Client) -> None:
    shown = page(priya, record("Conference of NOMS staff"))
    assert "2 of 3 parts done, counting that it was held." in shown
    assert "By Friday 30 July 2010" in shown


def test_what_is_due_stands_by_its_day_and_what_is_overdue_says_so(priya: Client) -> None:
    shown = page(priya, "/east-midlands/voices/due")
    assert "25 organisations are to name somebody" in shown
    assert shown.index("To be extended or ended by a decision") < shown.index("The next time to be held")


@pytest.mark.clause("C385", breaks="throughline.rules.voices:times_of_year")
def test_a_forum_outside_is_attended_every_quarter_and_the_times_are_counted(priya: Client) -> None:
    shown = page(priya, record("East Midlands Homelessness Forum"))
    assert "Wednesday 2 December 2009" in shown
    assert shown.count("<span>Held</span>") == 3
    assert shown.count("<span>Due</span>") == 1


@pytest.mark.clause("C148", breaks="throughline.web.voices.lists:practice_page")
def test_practice_says_where_it_comes_from_what_it_is_and_whether_it_was_taken_up(priya: Client) -> None:
    shown = page(priya, "/east-midlands/voices/practice")
    assert "2 practices from elsewhere, 1 taken up by a decision." in shown
    assert "A third sector partnership of another region" in shown
    assert "Not taken up" in shown


@pytest.mark.clause("C191", breaks="throughline.web.voices.lists:practice_page")
@pytest.mark.clause("C258", breaks="throughline.web.voices.lists:practice_page")
def test_practice_is_counted_by_the_organisation_that_brought_it(priya: Client, board: Partnership) -> None:
    told = Heard(
        title="A second practice", source="A town in Wales", held_from=morning_of_today(board).date(),
        lead_agency=board.agencies.get(code="lincs-action"),
    )  # fmt: skip
    actions.record_engagement(
        partnership=board, kind="practice-note", told=told, by=None, at=morning_of_today(board)
    )
    shown = page(priya, "/east-midlands/voices/practice")
    brought = shown[shown.index("How many each organisation brought") :]
    row = brought[brought.index("Lincolnshire Action Trust") :]
    assert ">2<" in row[: row.index("</tr>")]


@pytest.mark.clause("C458", breaks="throughline.rules.voices:reached")
def test_coverage_says_how_many_co_ordinators_were_reached_and_names_who_is_left(priya: Client) -> None:
    shown = page(priya, "/east-midlands/voices/coverage")
    assert "4 of 9" in shown
    left = "Lincolnshire; CAF co-ordinator, Northamptonshire"
    assert left in shown
    assert "CAF co-ordinator, Derbyshire" not in shown


def test_coverage_names_the_sectors_that_nobody_heard_and_the_pathways_without_a_champion(
    priya: Client,
) -> None:
    shown = page(priya, "/east-midlands/voices/coverage")
    assert "No record hears: Youth justice" in shown
    champions = shown[shown.index("Who champions each pathway") :]
    families = champions[champions.index("Children and families") :]
    assert "Action for Prisoners’ Families" in families[: families.index("</tr>")]
    health = champions[champions.index(">Health<") :]
    assert "Nobody" in health[: health.index("</tr>")]


def test_hours_stand_by_area_and_a_poll_says_its_share_with_an_interval(priya: Client) -> None:
    hours = page(priya, record("Unpaid work in three"))
    for area, given in (("Leicester", "1150"), ("Northampton", "820"), ("Nottingham", "640")):
        row = hours[hours.index(f">{area}<") :]
        assert given in row[: row.index("</tr>")]
    # 161 of 412: Wilson's interval is 0.3449 to 0.4387 (scipy: binomtest(161, 412).proportion_ci)
    poll = page(priya, record("Do people know"))
    assert "39% of 412 who answered said yes (95% interval 34% to 44%, Wilson)." in poll


@pytest.mark.clause("C457", breaks="throughline.web.voices.lists:_reach")
def test_training_counts_its_sessions_and_an_outcome_may_fall_after_the_plan_ends(priya: Client) -> None:
    shown = page(priya, record("Hidden sentence"))
    assert "By Saturday 31 July 2010" in shown
    coverage = page(priya, "/east-midlands/voices/coverage")
    row = coverage[coverage.index("Hidden sentence") :]
    row = row[: row.index("</tr>")]
    assert "</span>6<" in row
    assert "</span>84<" in row


@pytest.mark.parametrize("form", ["pdf", "docx", "odt"])
def test_the_summary_is_a_paper(priya: Client, form: str) -> None:
    answer = priya.get(f"/east-midlands/voices/summary.{form}")
    assert answer.status_code == 200
    if form == "pdf":
        assert answer.content.startswith(b"%PDF")
    else:
        inside = "word/document.xml" if form == "docx" else "content.xml"
        text = ZipFile(BytesIO(answer.content)).read(inside).decode()
        assert "Travel to group meetings was the barrier that was named most often." in text
        assert "What is still owed" in text


def test_the_summary_has_no_other_form(priya: Client) -> None:
    assert priya.get("/east-midlands/voices/summary.exe").status_code == 404


def morning_of_today(board: Partnership) -> Any:
    return morning(board.demonstration_today)


def queries_of(client: Client, address: str) -> int:
    page(client, address)
    with CaptureQueriesContext(connection) as asked:
        page(client, address)
    return len(asked)


@pytest.mark.parametrize("address", ["", "/due", "/practice", "/coverage"])
def test_a_list_asks_few_questions_and_no_more_when_there_is_more_to_list(
    priya: Client, board: Partnership, address: str
) -> None:
    before = queries_of(priya, f"/east-midlands/voices{address}")
    assert before <= MOST_QUERIES
    agencies = list(board.agencies.all()[:5])
    for number in range(8):
        told = Heard(
            title=f"Workshop {number}", held_from=board.demonstration_today, source="x", pathway="health"
        )
        kind = "practice-note" if number % 2 else "workshop"
        made = actions.record_engagement(
            partnership=board, kind=kind, told=told, agencies=agencies, by=None, at=morning_of_today(board)
        )
        actions.record_outcome(
            engagement=made, words="A thing.", on=board.demonstration_today, due=board.demonstration_today, by=None,
            at=morning_of_today(board),
        )  # fmt: skip
    assert queries_of(priya, f"/east-midlands/voices{address}") == before
