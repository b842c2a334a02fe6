"""Recording who was heard: what is refused and why, what is kept of an edit, and who answers for whom."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests.web.universe import BACKEND, signed_in
from tests.web.viewpoints import new_person, seat
from throughline.universe.story import morning
from throughline.web.access.models import Agency, Event, Partnership
from throughline.web.decisions.models import Decision
from throughline.web.governance.models import Body
from throughline.web.plan.models import Objective
from throughline.web.site.versions import EditedSince
from throughline.web.voices import actions
from throughline.web.voices.heard import Heard
from throughline.web.voices.models import Engagement, Nomination
from throughline.words.refusals import Refused

ON = date(2010, 1, 15)
AT: dict[str, Any] = {"by": None, "at": morning(ON)}


@pytest.fixture
def board(universe: None, db: None) -> Partnership:
    return Partnership.objects.get(slug="east-midlands")


@pytest.fixture
def priya(board: Partnership) -> Client:
    return signed_in("Priya Hawthorn", at="east-midlands")


def record(title: str) -> Engagement:
    return Engagement.objects.get(partnership__slug="east-midlands", title__startswith=title)


def agency(code: str) -> Agency:
    return Agency.objects.get(partnership__slug="east-midlands", code=code)


def group_of(board: Partnership) -> Body:
    return Body.objects.get(partnership=board, code="emrrp")


BAD = [
    ("a kind that is none", "seance", {}, "is no kind of record here"),
    ("a task-and-finish group without a parent", "task-and-finish", {"sunset": date(2010, 3, 1)},
     "Give the body that it answers to"),
    ("a champion of nothing", "champion", {}, "Give the pathway"),
    ("a practice from nowhere", "practice-note", {}, "Give the place or board that it comes from"),
    ("a last day before the first", "workshop", {"held_until": date(2010, 1, 14)}, "The last day is before"),
    ("more said yes than answered", "opinion-poll", {"responses": 10, "agreed": 11}, "No more can say yes"),
    ("some said yes and nobody answered", "opinion-poll", {"agreed": 1}, "and 0 answered"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "told", "says"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_a_record_that_cannot_stand_is_refused_in_a_sentence_and_nothing_is_kept(
    board: Partnership, kind: str, told: dict[str, Any], says: str
) -> None:
    before = Engagement.objects.count(), Event.objects.count()
    with pytest.raises(Refused, match=says):
        actions.record_engagement(
            partnership=board, kind=kind, told=Heard(title="A thing", held_from=ON, **told), **AT
        )
    assert (Engagement.objects.count(), Event.objects.count()) == before


def test_the_store_itself_keeps_no_task_and_finish_group_without_an_end(board: Partnership) -> None:
    with pytest.raises(IntegrityError, match="voices_task_group_has_parent_and_sunset"), transaction.atomic():
        Engagement.objects.create(
            partnership=board, number=999, kind="task-and-finish", title="x", held_from=ON
        )


@pytest.mark.clause("C395", breaks="throughline.web.voices.on_objective:voices_of_objective")
def test_a_task_and_finish_group_is_begun_from_an_objective_with_a_body_and_an_end(
    priya: Client, board: Partnership
) -> None:
    page = priya.get("/east-midlands/voices/objectives/3.2.3").content.decode()
    address = "/east-midlands/voices/add/task-and-finish?objective=3.2.3"
    assert f'href="{address}"' in page
    typed = {"title": "Group on housing", "held_from": "2010-01-15", "objective": "3.2.3", "parent": "emrrp"}
    refused = priya.post(address, typed).content.decode()
    assert "Give the day." in refused
    assert 'value="Group on housing"' in refused
    made = priya.post(address, typed | {"sunset": "2010-06-30"})
    kept = Engagement.objects.get(title="Group on housing")
    assert made.headers["Location"] == f"/east-midlands/voices/{kept.number}"
    assert (kept.sunset, kept.parent) == (date(2010, 6, 30), group_of(board))
    assert "Group on housing" in priya.get("/east-midlands/voices/objectives/3.2.3").content.decode()


def test_an_edit_keeps_what_the_record_said_and_a_second_editor_is_told(board: Partnership) -> None:
    found = record("Do people know")
    told = Heard(title="Do people know of the work?", held_from=found.held_from, responses=400, agreed=161)
    heard = [agency("goem")]
    edited = {"engagement": found, "agencies": heard, "on": ON, **AT}
    actions.amend_engagement(told=told, expected_version=1, **edited)
    kept = found.edits.get()
    assert kept.was["title"] == "Do people know of work in the community?"
    assert kept.was["responses"] == 412
    assert "agreed" not in kept.was
    with pytest.raises(EditedSince):
        actions.amend_engagement(told=told, expected_version=1, **edited)
    actions.amend_engagement(told=told, expected_version=2, engagement=found, agencies=[], on=ON, **AT)
    gone = found.heard.get(agency=heard[0])
    assert gone.until_version == 2


def test_the_form_of_an_edit_is_filled_in_and_saves(priya: Client, board: Partnership) -> None:
    found = record("What keeps people")
    address = f"/east-midlands/voices/{found.number}/edit"
    shown = priya.get(address).content.decode()
    assert 'value="Questionnaire in probation offices"' in shown
    typed = {"title": found.title, "held_from": "2009-09-14", "version": "1", "responses": "140",
             "agencies": ["apf"], "sectors": ["faith"]}  # fmt: skip
    assert priya.post(address, typed).status_code == 302
    found.refresh_from_db()
    assert (found.responses, found.sectors) == (140, ["faith"])
    again = priya.post(address, typed | {"responses": "150"}).content.decode()
    assert "Someone else changed this" in again
    found.refresh_from_db()
    assert found.responses == 140


def test_a_last_day_moves_or_the_group_ends_by_a_decision_that_holds(board: Partnership) -> None:
    """The secretary reads the decisions of the board; a plan owner without a seat does not."""
    sam = signed_in("Sam Larch", at="east-midlands")
    late = record("Group on the pack")
    address = f"/east-midlands/voices/{late.number}/last-day"
    decision = Decision.objects.get(text__startswith="A recovery plan")
    without = sam.post(address, {"what": "extend", "decision": str(decision.pk)}).content.decode()
    assert "Give the new last day." in without
    earlier = {"what": "extend", "decision": str(decision.pk), "to": "2009-12-01"}
    assert "Give a later day, or end it." in sam.post(address, earlier).content.decode()
    assert sam.post(address, {"what": "end", "decision": str(decision.pk)}).status_code == 302
    late.refresh_from_db()
    assert (late.ended_on, late.sunset) == (ON, date(2009, 12, 18))
    shown = sam.get(f"/east-midlands/voices/{late.number}").content.decode()
    assert f"Ended on Friday 15 January 2010, by decision {decision.number}." in shown


def test_an_outcome_has_a_day_and_one_that_came_is_shown(board: Partnership) -> None:
    found = record("What keeps people")
    with pytest.raises(actions.OutcomeRefused, match="Give the day"):
        actions.record_outcome(engagement=found, words="A thing.", on=ON, **AT)
    with pytest.raises(actions.OutcomeRefused, match="Say where it can be seen"):
        actions.record_outcome(engagement=found, words="A thing.", came_on=ON, on=ON, **AT)
    tomorrow = ON + timedelta(days=1)
    with pytest.raises(actions.OutcomeRefused, match="has not come yet"):
        actions.record_outcome(engagement=found, words="x", came_on=tomorrow, evidence="y", on=ON, **AT)


def test_an_objective_cites_an_outcome_once_and_may_withdraw(priya: Client, board: Partnership) -> None:
    found = record("What keeps people")
    outcome = found.outcomes.get(number=1)
    objective = Objective.objects.get(plan__partnership=board, code="1.4.2")
    with pytest.raises(actions.CitedAlready):
        actions.cite_outcome(outcome=outcome, objective=objective, on=ON, **AT)
    address = f"/east-midlands/voices/{found.number}/outcomes/1/uncite"
    assert priya.get(address).status_code == 405
    priya.post(address, {"objective": "1.4.2"})
    row = outcome.citations.get()
    assert row.withdrawn_on == ON
    assert "It rests on 1 outcome" in priya.get("/east-midlands/voices/objectives/1.4.2").content.decode()


def test_outcomes_are_recorded_on_the_page_with_whose_they_are_and_what_rests_on_them(priya: Client) -> None:
    found = record("Hidden sentence")
    address = f"/east-midlands/voices/{found.number}/outcome"
    typed = {"words": "Trainers meet twice a year.", "due": "2010-09-30", "owners": ["apf", "goem"],
             "objectives": ["2.6.4"]}  # fmt: skip
    assert priya.post(address, typed).status_code == 302
    made = found.outcomes.get(words="Trainers meet twice a year.")
    assert made.owners.count() == 2
    assert [one.objective.code for one in made.citations.all()] == ["2.6.4"]
    came = {"came_on": "2010-01-14", "evidence": "Notes of the first meeting"}
    priya.post(f"/east-midlands/voices/{found.number}/outcomes/{made.number}/came", came)
    made.refresh_from_db()
    assert made.came_on == date(2010, 1, 14)


def test_a_time_held_counts_once_and_who_is_reached_leaves_the_list(priya: Client) -> None:
    group = record("Third sector and faith")
    address = f"/east-midlands/voices/{group.number}"
    assert priya.post(f"{address}/held", {"held_on": "2010-01-14", "came": "12"}).status_code == 302
    again = priya.post(f"{address}/held", {"held_on": "2010-01-14"}).content.decode()
    assert "is recorded already" in again
    course = record("Hidden sentence")
    names = f"/east-midlands/voices/{course.number}/to-reach"
    priya.post(names, {"names": "Every prison of Lincolnshire\nEvery prison of Lincolnshire"})
    assert course.to_reach.count() == 10
    reach = f"/east-midlands/voices/{course.number}/reached"
    told = {"names": ["Every prison of Lincolnshire"], "reached_on": "2010-01-14"}
    assert priya.post(reach, told).status_code == 302
    assert "Every prison of Lincolnshire" not in priya.get(reach).content.decode()


@pytest.mark.clause("C161", breaks="throughline.web.voices.actions.following:ask_nominations")
def test_every_organisation_is_asked_by_a_day_and_answers_for_itself_alone(
    priya: Client, board: Partnership
) -> None:
    typed = {"title": "People for a group", "held_from": "2010-01-15"}
    priya.post("/east-midlands/voices/add/nominations", typed | {"parent": "emrrp"})
    made = Engagement.objects.get(title="People for a group")
    address = f"/east-midlands/voices/{made.number}"
    priya.post(f"{address}/ask", {"due": "2010-01-29", "everyone": "on"})
    assert made.nominations.count() == board.agencies.count()
    theirs, others = (made.nominations.get(agency__code=code) for code in ("yjb", "goem"))
    femi = of("yjb", board)
    shown = femi.get(address).content.decode()
    assert f"/voices/nominations/{theirs.pk}" in shown
    assert f"/voices/nominations/{others.pk}" not in shown
    told = {"answer": "named", "post": "Regional adviser"}
    assert femi.post(f"/east-midlands/voices/nominations/{others.pk}", told).status_code == 404
    without = femi.post(f"/east-midlands/voices/nominations/{theirs.pk}", {"answer": "nobody"})
    assert "Say why nobody can be named." in without.content.decode()
    assert femi.post(f"/east-midlands/voices/nominations/{theirs.pk}", told).status_code == 302
    theirs.refresh_from_db()
    assert (theirs.answer, theirs.answered_on) == (Nomination.Answer.NAMED, ON)
    twice = femi.post(f"/east-midlands/voices/nominations/{theirs.pk}", told).content.decode()
    assert "It was answered on 15 January 2010." in twice


def of(code: str, board: Partnership) -> Client:
    """Somebody of an organisation who sits on the board."""
    person = seat(new_person("Ed Comfrey", board, agency(code)), group_of(board))
    client = Client()
    client.force_login(person.user, backend=BACKEND)
    return client


def test_a_kind_of_ones_own_needs_no_code(priya: Client, board: Partnership) -> None:
    told = {"name": "Prison council visited", "asks": ["place", "came"]}
    assert priya.post("/east-midlands/voices/add/kind", told).status_code == 302
    again = priya.post("/east-midlands/voices/add/kind", told).content.decode()
    assert "There is a kind “Prison council visited” already." in again
    form = priya.get("/east-midlands/voices/add/prison-council-visited").content.decode()
    assert 'name="place"' in form
    assert 'name="responses"' not in form
    typed = {"title": "Council at Lincoln", "held_from": "2010-01-12", "place": "Lincoln", "came": "9"}
    made = priya.post("/east-midlands/voices/add/prison-council-visited", typed)
    shown = priya.get(made.headers["Location"]).content.decode()
    assert "Prison council visited" in shown
    assert "Lincoln" in shown


def test_whoever_only_reads_is_offered_no_way_to_write(board: Partnership) -> None:
    femi = of("yjb", board)
    shown = femi.get(f"/east-midlands/voices/{record('Hidden sentence').number}").content.decode()
    assert "Edit this record" not in shown
    assert femi.post("/east-midlands/voices/add/workshop", {"title": "x"}).status_code == 404


def test_an_organisations_own_record_shows_where_it_was_heard(priya: Client) -> None:
    text = priya.get("/east-midlands/organisations/apf").content.decode()
    assert "Hidden sentence: what imprisonment does to families" in text
