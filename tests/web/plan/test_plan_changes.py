"""An adopted plan's promises change by a request and a decision; first dates stay for ever."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from tests.web.conftest import NOW
from tests.web.plan.test_plan_pages import PLAN, of_east_midlands, page_of
from tests.web.universe import signed_in
from throughline.rules.plan.changes import ChangeMoved, PromiseChange
from throughline.rules.plan.status import MilestoneStatus
from throughline.web.access.models import Event
from throughline.web.access.permits import Viewpoint
from throughline.web.decisions.models import Decision
from throughline.web.plan import actions
from throughline.web.plan.changes.page import strand
from throughline.web.plan.models import ChangeRequest, Objective, PlanVersion, StagedPlan
from throughline.web.plan.queries import plan_of, standing_plan
from throughline.web.plan.strands import ObjectiveSeen

DAY = date(2010, 1, 15)
LATE_STEP = "2.5.1.m2"
CHANGES = f"{PLAN}/changes"


@pytest.fixture
def owner(universe: None, db: None) -> Client:
    """Priya Hawthorn, who keeps the plan."""
    return signed_in("Priya Hawthorn", at="east-midlands")


@pytest.fixture
def analyst(universe: None, db: None) -> Client:
    """Marek Rowan, who reads it."""
    return signed_in("Marek Rowan", at="east-midlands")


def in_force() -> PlanVersion:
    return of_east_midlands().select_related("plan__partnership").latest("number")


def of_the_board() -> Decision:
    """The latest decision of the body that owns the plan."""
    return Decision.objects.filter(body__code="emrrp", decided_on__lte=DAY).latest("decided_on", "pk")


def later(due: str = "2010-02", line: str = LATE_STEP) -> PromiseChange:
    return PromiseChange("rebaseline", "milestone", line, "due", cell(line, "due"), due)


def cell(line: str, field: str) -> str:
    [found] = [one for one in plan_of(in_force()).lines if one.id == line]
    return str(getattr(found, field))


def ask(change: PromiseChange | None = None, **told: Any) -> ChangeRequest:
    given = {"reason": "The service opens later", "on": DAY, "by": None, "at": NOW} | told
    return actions.ask_change(version=in_force(), change=change or later(), **given)


def agree(change: ChangeRequest, **told: Any) -> ChangeRequest:
    given: dict[str, Any] = {"decision": of_the_board(), "on": DAY, "by": None, "at": NOW}
    return actions.agree_change(change=change, **given | told)


def step(code: str = LATE_STEP) -> Any:
    shown = standing_plan(in_force(), DAY)
    [found] = [one for each in shown.objectives for one in each.standing.steps if one.step.id == code]
    return shown.first_date(found), found


@pytest.mark.usefixtures("universe", "db")
class TestAgreed:
    """What an agreed request does."""

    def test_a_new_version_holds_just_that_change(self) -> None:
        before = in_force()
        agreed = agree(ask())
        version = in_force()
        assert (agreed.state, agreed.version, version.number) == ("agreed", version, before.number + 1)
        changed = [
            (one.id, new.due)  # type: ignore[attr-defined]
            for one, new in zip(plan_of(before).lines, plan_of(version).lines, strict=True)
            if one != new
        ]
        assert changed == [(LATE_STEP, "2010-02")]

    def test_the_step_is_judged_by_the_new_date_and_shows_its_first(self) -> None:
        first, before = step()
        assert before.status is MilestoneStatus.LATE
        agree(ask(later("2010-12")))
        again, after = step()
        assert again == first
        assert after.due.text == "2010-12"
        assert after.status is not MilestoneStatus.LATE

    def test_asking_alone_changes_nothing(self) -> None:
        before, number = step(), in_force().number
        ask()
        assert (step(), in_force().number) == (before, number)

    def test_each_leaves_an_event_without_words_of_people(self) -> None:
        agree(ask())
        events = Event.objects.filter(what__startswith="plan change").order_by("pk")
        assert [one.what for one in events][-2:] == ["plan change asked for", "plan change agreed"]
        assert set(events.latest("pk").detail) == {"plan", "number", "kind", "line", "field", "decision"}


@pytest.mark.usefixtures("universe", "db")
@pytest.mark.parametrize(
    ("sentence", "act", "refusal", "said"),
    [
        ("no reason", lambda: ask(reason=" "), actions.ChangeRefused, "Say why"),
        ("nothing would change", lambda: ask(later(cell(LATE_STEP, "due"))), actions.ChangeRefused, "already"),
        ("the same promise twice", lambda: (ask(), ask(later("2010-03-30"))), actions.ChangeRefused,
         "Answer that one first"),
        ("a line that is gone", lambda: ask(PromiseChange("drop", "milestone", "9.9.9.m9", "", "x", "")),
         ChangeMoved, "no longer in the plan"),
        ("answered twice", lambda: agree(agree(ask())), actions.ChangeRefused, "was agreed on 15 January 2010"),
        ("before it was asked", lambda: agree(ask(), on=DAY - timedelta(days=1)), actions.ChangeRefused,
         "was asked for on 15 January 2010"),
        ("another body's decision",
         lambda: agree(ask(), decision=Decision.objects.exclude(body__partnership__slug="east-midlands")[0]),
         actions.ChangeRefused, "another partnership"),
        ("refused without a reason",
         lambda: actions.refuse_change(change=ask(), answer="", on=DAY, by=None, at=NOW), actions.ChangeRefused,
         "Say why change"),
    ],
)  # fmt: skip
def test_what_is_refused_changes_nothing(
    sentence: str, act: Any, refusal: type[Exception], said: str
) -> None:
    with pytest.raises(refusal, match=said):
        act()


@pytest.mark.usefixtures("universe", "db")
def test_an_agreement_without_a_decision_cannot_be_stored() -> None:
    change = ask()
    with pytest.raises(IntegrityError, match="plan_change_agreed_by_a_decision"), transaction.atomic():
        ChangeRequest.objects.filter(pk=change.pk).update(state="agreed")


@pytest.mark.usefixtures("universe", "db")
@pytest.mark.parametrize(
    ("sentence", "before", "after", "refused"),
    [
        ("a date moved", "2009-09,", "2009-12,", True),
        ("plainer words", "Publish the refreshed", "Print the refreshed", False),
    ],
)
def test_a_plain_file_keeps_the_promises_of_an_adopted_plan(
    sentence: str, before: str, after: str, refused: bool
) -> None:
    version = in_force()
    text = version.text.replace(before, after, 1)
    assert text != version.text
    given = {"partnership": version.plan.partnership, "text": text, "accepted_on": DAY, "by": None, "at": NOW}
    if refused:
        with pytest.raises(actions.PromisesChanged, match="Ask for each as a change request"):
            actions.accept_plan(**given)
        assert in_force() == version
    else:
        assert actions.accept_plan(**given).number == version.number + 1


def page_after(client: Client, address: str, sent: dict[str, Any]) -> BeautifulSoup:
    answer = client.post(address, sent, follow=True)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html5lib")


def test_a_file_becomes_requests_on_one_press_and_the_rest_of_it_is_accepted(owner: Client) -> None:
    version = in_force()
    text = version.text.replace("Publish the refreshed", "Print the refreshed", 1)
    text = text.replace(f"{cell(LATE_STEP, 'due')},", "2010-03,", 1)
    sent = {"year": "2009-10", "file": SimpleUploadedFile("mine.csv", text.encode())}
    preview = page_after(owner, "/east-midlands/plan/upload", sent)
    assert not preview.select_one("button[name=accept]")
    asked = len(preview.select("caption:-soup-contains('this file would change') ~ tbody tr"))
    assert asked == 1
    staged = StagedPlan.objects.get(name="mine.csv")
    address = f"/east-midlands/plan/upload/{staged.pk}"
    empty = page_after(owner, address, {"ask": "yes", "follows": version.number, "reason": ""})
    assert "Say why" in empty.select_one(".govuk-error-summary").get_text()
    assert in_force() == version
    done = page_after(
        owner, address, {"ask": "yes", "follows": version.number, "reason": "The money came late"}
    )
    assert "1 change is asked for" in done.get_text(" ", strip=True)
    assert ChangeRequest.objects.latest("pk").after == "2010-03"
    assert "Print the refreshed" in in_force().text
    assert not StagedPlan.objects.filter(pk=staged.pk).exists()


def test_asking_and_agreeing_on_the_pages(owner: Client) -> None:
    assert len(page_of(owner, f"{CHANGES}/new").select("option")) == 56
    form = page_of(owner, f"{CHANGES}/new?objective=2.5.1")
    names = {one["value"] for one in form.select("input[name=promise]")}
    assert {f"milestone|{LATE_STEP}|due", f"milestone|{LATE_STEP}|", "objective|2.5.1|lead"} <= names
    sent = {"promise": f"milestone|{LATE_STEP}|due", "after": "2010-05", "reason": "Staff were not in post"}
    listed = page_after(owner, f"{CHANGES}/new?objective=2.5.1", sent)
    number = ChangeRequest.objects.latest("pk").number
    assert "May 2010" in listed.get_text(" ", strip=True)
    address = f"{CHANGES}/{number}"
    unanswered = page_after(owner, address, {"answer": "agree"})
    assert "Choose the decision" in unanswered.select_one(".govuk-error-summary").get_text()
    # Whoever keeps the plan need not read the board's decisions; its secretary does.
    secretary = signed_in("Sam Larch", at="east-midlands")
    agreed = page_after(secretary, address, {"answer": "agree", "decision": of_the_board().pk})
    said = agreed.get_text(" ", strip=True)
    assert f"version {in_force().number} holds just this" in said
    assert of_the_board().number in said


def test_a_date_that_cannot_be_read_is_refused_with_what_was_typed(owner: Client) -> None:
    sent = {"promise": f"milestone|{LATE_STEP}|due", "after": "31/02/2010", "reason": "Later"}
    page = page_after(owner, f"{CHANGES}/new?objective=2.5.1", sent)
    assert "February 2010 has 28 days" in page.select_one(".govuk-error-summary").get_text()
    assert page.select_one("input[name=after]")["value"] == "31/02/2010"


def test_a_refusal_keeps_the_plan_and_says_why(owner: Client) -> None:
    change = ask()
    before = in_force()
    page = page_after(owner, f"{CHANGES}/{change.number}", {"answer": "refuse", "why": "Hold to the date"})
    assert "Hold to the date" in page.get_text()
    assert in_force() == before


def test_a_reader_sees_the_changes_and_cannot_answer(
    analyst: Client, django_assert_max_num_queries: Any
) -> None:
    numbers = [ask(later("2010-03")).number, ask(later("2010-03", "2.3.2.m1")).number]
    analyst.get(CHANGES)
    with django_assert_max_num_queries(12):
        page = page_of(analyst, CHANGES)
    assert len(page.select("tbody tr")) >= len(numbers)
    assert not page_of(analyst, f"{CHANGES}/{numbers[0]}").select_one("main form[method=post]")
    assert analyst.post(f"{CHANGES}/{numbers[0]}", {"answer": "refuse", "why": "x"}).status_code in (403, 404)
    assert analyst.get(f"{CHANGES}/999").status_code == 404


@pytest.mark.usefixtures("universe", "db")
def test_the_thread_tells_the_changes_of_an_objective_and_of_no_other() -> None:
    ask()
    version = in_force()
    rows = {one.code: one for one in Objective.objects.filter(plan=version.plan)}
    seen = [
        strand(ObjectiveSeen(rows[code], version, Viewpoint(AnonymousUser(), DAY, version.plan.partnership)))
        for code in ("2.5.1", "2.5.10")
    ]
    assert [knot.words for knot in seen[0]][-1:] == [
        f"Change {ChangeRequest.objects.latest('pk').number}: {LATE_STEP}, due, from September 2009 to February 2010"
    ]
    assert all(LATE_STEP not in knot.words for knot in seen[1])
