"""Rounds of updates: a lead answers once for all its lines, and what is accepted is the plan's news."""

from __future__ import annotations

import html
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.universe import signed_in
from throughline.rules.plan.answering import AnswerLacks, Claim, LineNow, Said
from throughline.universe.story import morning
from throughline.web.access.models import Event, Partnership
from throughline.web.mail.kinds import link_of
from throughline.web.mail.models import Notice
from throughline.web.plan import actions
from throughline.web.plan.models import (
    MilestoneUpdate,
    PlanAnswer,
    UpdateLetter,
    UpdateOfMeeting,
    UpdateQuestion,
    UpdateRound,
)
from throughline.web.plan.queries import standing_plan, version_on
from throughline.web.plan.rounds.links import path_of
from throughline.web.plan.rounds.reminders import due_of_rounds

TODAY = date(2010, 1, 15)
ROUND = "/east-midlands/plan/rounds/2009-10/3"
MINE = "/east-midlands/plan/my-lines"
AT: dict[str, Any] = {"by": None, "at": morning(TODAY)}


@pytest.fixture
def place(universe: None, db: None) -> Partnership:
    return Partnership.objects.get(slug="east-midlands")


@pytest.fixture
def keeper(place: Partnership) -> Client:
    """Priya Hawthorn, who keeps the plan."""
    return signed_in("Priya Hawthorn", at="east-midlands")


@pytest.fixture
def made(place: Partnership) -> UpdateRound:
    """The round for October to December 2009."""
    return UpdateRound.objects.get(plan__partnership=place)


def letter_to(name: str) -> UpdateLetter:
    return UpdateLetter.objects.select_related("person", "round__plan__partnership").get(person__name=name)


def question_on(code: str) -> UpdateQuestion:
    return UpdateQuestion.objects.select_related(
        "round__plan__partnership", "letter__person", "milestone__objective", "milestone__plan__partnership"
    ).get(milestone__code=code)


def waiting(code: str) -> PlanAnswer:
    return PlanAnswer.objects.select_related(
        "question__milestone__plan__partnership", "question__round__plan__partnership", "question__letter"
    ).get(question__milestone__code=code, state="proposed")


def shown(client: Client, path: str, **how: Any) -> str:
    answer = client.get(path, **how)
    assert answer.status_code == 200, path
    return " ".join(html.unescape(answer.content.decode()).split())


def typed(code: str, **said: str) -> dict[str, str]:
    return {f"line-{question_on(code).pk}-{name}": value for name, value in said.items()}


def everything() -> dict[str, list[tuple[Any, ...]]]:
    ours = [model for model in apps.get_models() if model.__module__.startswith("throughline.")]
    return {model._meta.label: list(model._default_manager.order_by("pk").values_list()) for model in ours}


def statuses(place: Partnership) -> dict[str, str]:
    version = version_on(place, TODAY)
    assert version is not None
    found = standing_plan(version, TODAY).objectives
    return {step.step.id: step.status.value for one in found for step in one.standing.steps}


def test_opening_a_link_changes_nothing_however_often(place: Partnership) -> None:
    path, before = path_of(letter_to("Neil Hornbeam")), everything()
    for _time in range(3):
        assert Client().get(path).status_code == 200
        assert Client().head(path).status_code == 200
    assert everything() == before


def test_a_lead_answers_one_line_by_link_and_the_others_stay_open(place: Partnership) -> None:
    letter = letter_to("Neil Hornbeam")
    page = shown(Client(), path_of(letter))
    lines = letter.questions.count()
    assert f"{lines} lines wait for your answer" in page
    client = Client(enforce_csrf_checks=True)
    said = typed("2.2.2.m1", claim="on-course", words="The steering group met.")
    assert client.post(path_of(letter), said).status_code == 302
    answer = PlanAnswer.objects.latest("pk")
    assert (answer.question.milestone.code, answer.claim, answer.words) == (
        "2.2.2.m1",
        "on-course",
        "The steering group met.",
    )
    assert (answer.by_link, answer.author, answer.state) == (True, letter.person, "proposed")
    after = shown(Client(), path_of(letter))
    assert f"{lines - 1} lines wait for your answer" in after
    assert "1 of" in after
    assert "The steering group met." in after


def test_what_is_wrong_stays_as_it_was_typed_and_what_is_whole_is_kept(place: Partnership) -> None:
    letter = letter_to("Neil Hornbeam")
    answers = PlanAnswer.objects.count()
    said = typed("2.2.2.m1", claim="on-course") | typed(
        "1.1.2.m1", claim="later", forecast="soonish", words="The figures come late."
    )
    page = html.unescape(Client().post(path_of(letter), said).content.decode())
    assert "1.1.2.m1: “soonish” is no date to expect it by. Write 2010-02 or 2010-02-26." in page
    assert 'value="soonish"' in page
    assert "The figures come late." in page
    assert "What was whole is kept" in page
    assert PlanAnswer.objects.count() == answers + 1


@pytest.mark.parametrize(
    ("sentence", "said", "refusal"),
    [
        ("done without evidence", {"claim": "done", "words": "Done."}, "say what shows that it is done"),
        ("words without a choice", {"words": "It goes."}, "Choose how this line goes."),
        ("a claim that the page does not offer", {"claim": "perfect"}, "Choose one of the answers"),
        ("stuck without the help asked", {"claim": "stuck", "forecast": "2010-06"}, "say what help you need"),
    ],
)
def test_a_line_that_lacks_something_is_not_kept(
    place: Partnership, sentence: str, said: dict[str, str], refusal: str
) -> None:
    answers = PlanAnswer.objects.count()
    page = Client().post(path_of(letter_to("Neil Hornbeam")), typed("2.2.2.m1", **said)).content.decode()
    assert refusal in html.unescape(page), sentence
    assert PlanAnswer.objects.count() == answers, sentence


def test_a_spent_or_broken_link_says_why_and_changes_nothing(place: Partnership) -> None:
    letter = letter_to("Neil Hornbeam")
    path = path_of(letter)
    broken = Client().get(path[:-1] + ("0" if path[-1] != "0" else "1"))
    assert broken.status_code == 404
    assert "This link is not whole" in broken.content.decode()
    letter.expires_on = date(2010, 1, 14)
    letter.save()
    assert Client().get(path).status_code == 404, "the seal holds the day, so an older link ends"
    ended = Client().get(path_of(letter))
    assert ended.status_code == 410
    assert "This link worked until Thursday 14 January 2010" in ended.content.decode()


def test_the_same_page_serves_whoever_has_an_account(place: Partnership) -> None:
    clare = signed_in("Clare Bryony", at="east-midlands")
    page = shown(clare, MINE)
    assert "The plan's owner asks:" in page
    assert "Is the one of January written?" in page
    told = typed("1.3.1.m2", claim="done", evidence="Exception report of 12 January 2010")
    assert clare.post(MINE, told).status_code == 302
    answer = PlanAnswer.objects.latest("pk")
    assert (answer.by_link, answer.evidence) == (False, "Exception report of 12 January 2010")
    assert "No round asks you" in shown(signed_in("Marek Rowan", at="east-midlands"), MINE)


def test_no_change_answers_every_line_that_can_be_unchanged_at_once(place: Partnership) -> None:
    letter = letter_to("Clare Bryony")
    Client().post(path_of(letter), {"unchanged": "yes"})
    told = PlanAnswer.objects.filter(question__letter=letter, claim="no-change")
    assert told.exists()
    assert all(one.question.milestone.updates.exists() for one in told), "nothing told before: not unchanged"
    open_lines = letter.questions.exclude(answers__state__in=("proposed", "accepted"))
    assert open_lines.filter(milestone__code="1.4.3.m1").exists()


def test_accepting_makes_the_one_row_that_every_report_reuses(place: Partnership, made: UpdateRound) -> None:
    answer = waiting("2.5.8.m2")
    before = statuses(place)
    assert before["2.5.8.m2"] == "on-course", "an answer that waits is no news yet"
    update = actions.accept_answer(answer=answer, on=TODAY, expected_version=answer.version, **AT)
    assert (update.forecast, update.words, update.told_on) == (
        "2010-05",
        "The pilot began six weeks late.",
        date(2010, 1, 13),
    )
    assert update.told_by is not None
    assert update.told_by.name == "Tess Valerian"
    assert update.answer == PlanAnswer.objects.get(pk=answer.pk)
    after = statuses(place)
    assert after.pop("2.5.8.m2") == "late", "61 days after 31 March"
    assert after == {code: status for code, status in before.items() if code != "2.5.8.m2"}


def test_no_change_carries_the_date_expected_before(place: Partnership) -> None:
    answer = waiting("2.5.8.m3")
    before = answer.question.milestone.updates.latest("pk")
    update = actions.accept_answer(answer=answer, on=TODAY, expected_version=answer.version, **AT)
    assert update.forecast == before.forecast
    assert update.words == "No change since Thursday 7 January 2010."


def test_an_answer_is_settled_once_and_asking_back_opens_the_line_again(place: Partnership) -> None:
    answer = waiting("2.5.3.m1")
    with pytest.raises(actions.ReplyLacks):
        actions.query_answer(answer=answer, question=" ", on=TODAY, expected_version=answer.version, **AT)
    actions.query_answer(
        answer=answer, question="Which six?", on=TODAY, expected_version=answer.version, **AT
    )
    with pytest.raises(actions.SettledAlready):
        actions.accept_answer(answer=answer, on=TODAY, expected_version=answer.version, **AT)
    told = Notice.objects.filter(kind="plan-update-query", person__name="Tess Valerian").latest("pk")
    assert told.words == "There is a question about line 2.5.3.m1 of the plan."
    assert "Which six?" in shown(Client(), path_of(letter_to("Tess Valerian")))


def test_one_click_accepts_what_is_unchanged_and_leaves_the_rest(keeper: Client, made: UpdateRound) -> None:
    keeper.post(f"{ROUND}/unchanged")
    states = dict(
        PlanAnswer.objects.filter(said_on=date(2010, 1, 13)).values_list("question__milestone__code", "state")
    )
    assert states == {
        "2.5.8.m2": "proposed",
        "2.5.8.m3": "accepted",
        "2.4.4.m1": "accepted",
        "2.5.3.m1": "proposed",
    }


def test_the_round_shows_how_complete_it_is_and_settles_on_the_page(keeper: Client) -> None:
    page = shown(keeper, ROUND)
    asked, answered = UpdateQuestion.objects.count(), 12
    assert f"{answered} of {asked} lines are answered. The round closed on Friday 8 January 2010." in page
    assert "4 wait for you." in page
    assert f"0 of {letter_to('Neil Hornbeam').questions.count()} answered" in page
    answer = waiting("2.5.8.m2")
    address = f"{ROUND}/answers/{answer.pk}"
    refused = keeper.post(address, {"answer": "query", "reply": "", "version": answer.version})
    assert "2.5.8.m2: write what you ask" in html.unescape(refused.content.decode())
    stale = keeper.post(address, {"answer": "decline", "reply": "Too vague", "version": answer.version + 5})
    assert "Too vague" in stale.content.decode(), "what was typed stays"
    assert waiting("2.5.8.m2").state == "proposed"
    keeper.post(address, {"answer": "accept", "version": answer.version})
    assert PlanAnswer.objects.get(pk=answer.pk).state == "accepted"


def test_a_keeper_opens_a_round_sees_it_and_sends_it(place: Partnership, keeper: Client) -> None:
    assert "has its round already" in html.unescape(
        keeper.post(
            "/east-midlands/plan/rounds/open",
            {"opens_on": "2010-01-15", "closes_on": "2010-01-29", "who-nta": letter_to("Tess Valerian").person_id},
        ).content.decode()
    )  # fmt: skip
    PlanAnswer.objects.update(state="proposed", update=None)
    for rows in (PlanAnswer, UpdateQuestion, UpdateLetter, UpdateRound):
        rows.objects.all().delete()
    page = shown(keeper, "/east-midlands/plan/rounds/open")
    assert "due news" in page
    assert "Nobody: do not ask" in page
    tess = Partnership.objects.get(slug="east-midlands").people.get(name="Tess Valerian")
    days = {"opens_on": "2010-01-15", "closes_on": "2010-01-29"}
    none = keeper.post("/east-midlands/plan/rounds/open", days)
    assert "No line has a person to ask" in none.content.decode()
    keeper.post("/east-midlands/plan/rounds/open", days | {"who-nta": tess.pk})
    made = UpdateRound.objects.get()
    assert (made.number, made.quarter_starts, made.sent_at) == (3, date(2009, 10, 1), None)
    assert [one.person.name for one in made.letters.all()] == ["Tess Valerian"]
    assert not Notice.objects.filter(about=f"plan-letter:{made.letters.get().pk}").exists()
    keeper.post(ROUND)
    notice = Notice.objects.get(about=f"plan-letter:{made.letters.get().pk}")
    assert "Tess" not in notice.words + notice.subject
    make = link_of(notice.kind)
    assert make is not None
    assert make(notice.about) == path_of(letter_to("Tess Valerian"))
    keeper.post(ROUND)
    assert Notice.objects.filter(about=notice.about).count() == 1, "sent once"


def test_a_link_made_by_hand_ends_the_one_before(keeper: Client, made: UpdateRound) -> None:
    letter = letter_to("Neil Hornbeam")
    before = path_of(letter)
    page = keeper.post(f"{ROUND}/letters/{letter.pk}/link").content.decode()
    after = path_of(letter_to("Neil Hornbeam"))
    assert after in page
    assert Client().get(after).status_code == 200
    assert Client().get(before).status_code == 404


def test_readers_see_how_complete_rounds_are_but_not_the_answers(place: Partnership) -> None:
    marek = signed_in("Marek Rowan", at="east-midlands")
    page = shown(marek, "/east-midlands/plan/rounds")
    assert "12 of" in page
    assert "Tess Valerian" not in page
    assert marek.get(ROUND).status_code == 404


def test_the_silent_are_reminded_and_whoever_answered_is_not(place: Partnership, made: UpdateRound) -> None:
    silent = {one.person_id: one for one in due_of_rounds(place, TODAY)}
    assert letter_to("Neil Hornbeam").person_id in silent
    assert "Late answers are taken." in silent[letter_to("Neil Hornbeam").person_id].sentence
    Client().post(path_of(letter_to("Colm Dogwood")), typed("2.4.3.m2", claim="on-course"))
    left = letter_to("Colm Dogwood").questions.exclude(answers__state__in=("proposed", "accepted")).count()
    assert (
        letter_to("Colm Dogwood").person_id in {one.person_id for one in due_of_rounds(place, TODAY)}
    ) == (left > 0)
    assert list(due_of_rounds(place, date(2010, 2, 28))) == [], "once links have ended nobody is reminded"


def test_an_answer_of_a_closed_year_is_refused(place: Partnership, made: UpdateRound) -> None:
    with pytest.raises(actions.RoundUnfit, match="The year 2009-10 is closed"):
        actions.prepare_update_round(
            plan=made.plan,
            quarter_starts=date(2010, 1, 1),
            opens_on=date(2010, 8, 2),
            closes_on=date(2010, 8, 9),
            asked=[],
            **AT,
        )
    question = question_on("2.2.2.m1")
    now = LineNow(code="2.2.2.m1", due=None, said_on=None)
    with pytest.raises(actions.RoundOver, match="The round closed on Friday 8 January 2010"):
        actions.answer_line(question=question, said=Said(Claim.ON_COURSE), now=now, on=date(2010, 8, 2), **AT)


def test_a_line_has_one_answer_that_stands(place: Partnership) -> None:
    question = question_on("2.5.8.m2")
    now = LineNow(code="2.5.8.m2", due=None, said_on=None)
    with pytest.raises(actions.AnsweredOnce):
        actions.answer_line(question=question, said=Said(Claim.ON_COURSE), now=now, on=TODAY, **AT)
    first = waiting("2.5.8.m2")
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanAnswer.objects.create(
            question=question, author=first.author, claim="done", evidence="x", said_on=TODAY,
            said_at=morning(TODAY),
        )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanAnswer.objects.filter(pk=first.pk).update(state="accepted")


def test_refusing_leaves_nothing_behind(place: Partnership) -> None:
    question, before = question_on("2.2.2.m1"), everything()
    now = LineNow(code="2.2.2.m1", due=None, said_on=None)
    with pytest.raises(AnswerLacks):
        actions.answer_line(question=question, said=Said(Claim.DONE), now=now, on=TODAY, **AT)
    assert everything() == before


def test_a_meeting_posts_an_update_and_is_its_source(place: Partnership) -> None:
    milestone = question_on("2.2.2.m1").milestone
    body = place.bodies.get(code="emrrp")
    update = actions.record_update_of_meeting(
        milestone=milestone, body=body, held_on=date(2010, 1, 12), quarter_starts=date(2009, 10, 1),
        told_on=TODAY, words="The group reported on delivery.", **AT,
    )  # fmt: skip
    source = UpdateOfMeeting.objects.get(update=update)
    assert (source.body.code, source.held_on) == ("emrrp", date(2010, 1, 12))
    with pytest.raises(actions.MeetingToCome):
        actions.record_update_of_meeting(
            milestone=milestone, body=body, held_on=date(2010, 3, 9), quarter_starts=date(2009, 10, 1),
            told_on=TODAY, words="Later.", **AT,
        )  # fmt: skip
    assert MilestoneUpdate.objects.filter(milestone=milestone, words="Later.").count() == 0


def test_events_tell_codes_and_no_words(place: Partnership) -> None:
    Client().post(
        path_of(letter_to("Neil Hornbeam")),
        typed("2.2.2.m1", claim="on-course", words="Sorrel Street opened."),
    )
    event = Event.objects.filter(what="plan line answered").latest("pk")
    assert event.detail == {"milestone": "2.2.2.m1", "claim": "on-course"}


@pytest.mark.parametrize("page", ["rounds", "round", "mine", "open"])
def test_a_page_asks_a_few_questions_of_the_store_however_many_lines_it_has(
    place: Partnership, keeper: Client, page: str
) -> None:
    addresses = {
        "rounds": "/east-midlands/plan/rounds",
        "round": ROUND,
        "mine": path_of(letter_to("Clare Bryony")),
        "open": "/east-midlands/plan/rounds/open",
    }
    client = Client() if page == "mine" else keeper
    client.get(addresses[page])
    with CaptureQueriesContext(connection) as asked:
        client.get(addresses[page])
    assert len(asked) <= 13, page
