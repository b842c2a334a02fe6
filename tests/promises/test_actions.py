"""Every action leaves an event, in the same transaction, and no event tells a name."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import transaction

from tests.papers.charts.examples import CHARTS
from tests.promises.test_rooms import WEB, action_files, actions_in
from tests.web.conftest import *  # noqa: F403 - the same fixtures
from tests.web.conftest import NOW
from tests.web.universe import PLAN
from throughline.figures.extracts.profiles import profile_from
from throughline.papers.charts.drawn import Drawn
from throughline.universe.build import build
from throughline.web.access import actions as access
from throughline.web.access import audit
from throughline.web.access.leaving import what_ends
from throughline.web.access.models import (
    Agency,
    Event,
    OfficeHeld,
    OpenSession,
    Partnership,
    Person,
    User,
)
from throughline.web.decisions import actions as decisions
from throughline.web.decisions.models import (
    Action,
    ActionUpdate,
    ChaseRequest,
    DateChange,
    Decision,
    OwnerChange,
)
from throughline.web.governance import actions as governance
from throughline.web.governance.models import (
    Appointment,
    Body,
    JoiningRequest,
    StandingDeputy,
    TermsOfReference,
)
from throughline.web.governance.queries import last_appointment, seen_as
from throughline.web.mail import actions as mail
from throughline.web.mail.models import Notice
from throughline.web.mail.reminders import Reminder
from throughline.web.meetings import actions as meetings
from throughline.web.meetings.models import Meeting, Paper
from throughline.web.performance import actions as performance
from throughline.web.performance.imports.differences import differences_of
from throughline.web.performance.models import Annotation, PublicScorecard, Receipt, StagedFile
from throughline.web.plan import actions as plan
from throughline.web.plan.models import PlanVersion
from throughline.web.plan.proposals import Answers
from throughline.web.search import actions as search

INVITED = "hedge lantern rowan"


def named(action: Any) -> str:
    return f"{action.__module__.split('.')[2]}.{action.__name__}"


def all_actions() -> dict[str, Any]:
    return {named(one): one for file in action_files() for one in actions_in(file)}


def trees() -> Iterator[tuple[str, ast.Module]]:
    for file in action_files():
        yield file.relative_to(WEB).parts[0], ast.parse(file.read_text(encoding="utf-8"))


def test_every_action_is_one_transaction() -> None:
    """What an action changes and the event that tells of it are kept together or not at all."""
    loose = [
        f"{room}.{one.name}"
        for room, tree in trees()
        for one in tree.body
        if isinstance(one, ast.FunctionDef)
        and f"{room}.{one.name}" in all_actions()
        and "transaction.atomic" not in [ast.unparse(mark) for mark in one.decorator_list]
    ]
    assert loose == []


def test_no_action_goes_on_after_a_database_error() -> None:
    swallowed = [
        f"{room}, line {one.lineno}"
        for room, tree in trees()
        for one in ast.walk(tree)
        if isinstance(one, ast.ExceptHandler)
        and (one.type is None or "Error" in ast.unparse(one.type) or ast.unparse(one.type) == "Exception")
        and not any(isinstance(line, ast.Raise) for line in ast.walk(one))
        and "ValueError" not in ast.unparse(one.type or ast.Constant(""))
    ]
    assert swallowed == []


@contextmanager
def counted() -> Iterator[dict[str, int]]:
    """The fewest events that one call of each action leaves, for as long as the block lasts.

    What `transaction.atomic` wraps is exchanged, so that an action counts however it is imported.
    """
    fewest: dict[str, int] = {}
    cells = {name: _wrapped_cell(one) for name, one in all_actions().items()}
    originals = {name: cell.cell_contents for name, cell in cells.items()}
    for name, cell in cells.items():
        cell.cell_contents = _counting(name, originals[name], fewest)
    try:
        yield fewest
    finally:
        for name, cell in cells.items():
            cell.cell_contents = originals[name]


def _wrapped_cell(action: Any) -> Any:
    return action.__closure__[action.__code__.co_freevars.index("func")]


def _counting(name: str, action: Any, fewest: dict[str, int]) -> Any:
    def act(**told: Any) -> Any:
        before = Event.objects.count()
        made = action(**told)
        left = Event.objects.count() - before
        fewest[name] = min(fewest.get(name, left), left)
        return made

    return act


@pytest.fixture(scope="module")
def universe(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, int]]:
    """The universe for this module's tests, built while events are counted; its value is the counts."""
    with django_db_blocker.unblock(), transaction.atomic():
        with counted() as fewest:
            build()
        # No action opens a session, so none may open one in the middle of a call either.
        OpenSession.objects.create(user=sam(), key="k", began_at=NOW, seen_at=NOW)
        with django_db_blocker.block():
            yield fewest
        transaction.set_rollback(True)


@pytest.fixture
def told_in_the_universe(universe: dict[str, int]) -> dict[str, int]:
    """The fewest events that one call of each action left while the universe was built."""
    return universe


def test_every_action_of_the_universe_leaves_an_event_each_time(told_in_the_universe: dict[str, int]) -> None:
    assert len(told_in_the_universe) > 20
    assert [name for name, events in told_in_the_universe.items() if events < 1] == []


def test_every_action_is_reached_by_the_universe_or_by_the_table_below(
    told_in_the_universe: dict[str, int],
) -> None:
    assert sorted(set(all_actions()) - set(told_in_the_universe) - set(CALLS)) == []


def barnet() -> Partnership:
    return Partnership.objects.get(slug="barnet")


def sam() -> User:
    return User.objects.get(name="Sam Larch")


def group() -> Body:
    return Body.objects.get(partnership__slug="barnet", code="rrdg")


def coming() -> Meeting:
    return Meeting.objects.get(body=group(), held_on=date(2026, 4, 14))


def held() -> Meeting:
    return Meeting.objects.get(body=group(), held_on=date(2026, 2, 10))


def came(name: str, seat: str) -> meetings.Came:
    person = someone(name)
    assert person.agency is not None
    return meetings.Came(seat=seat, person=person, agency=person.agency, capacity="member")


def a_paper(begins: str) -> Paper:
    return coming().papers.get(title__startswith=begins)


def a_panel_day() -> Meeting:
    return Meeting.objects.get(body__partnership__slug="barnet", body__code="iom", held_on=date(2026, 4, 1))


def send_to_a_later_joiner() -> Any:
    """The panel's pack went out before Owen Teasel came to sit on it."""
    meeting = a_panel_day()
    governance.appoint(
        body=meeting.body, seat="nps", person=someone("Owen Teasel"), from_on=date(2026, 3, 30), **AT
    )
    return meetings.send_latest_issue(meeting=meeting, **AT)


def someone(name: str) -> Person:
    return Person.objects.get(partnership__slug="barnet", name=name)


def stage() -> Any:
    place = Partnership.objects.get(slug="east-midlands")
    return plan.stage_plan(
        partnership=place, content=PLAN.read_bytes(), name="p.csv", year="2009-10", by=sam(), at=NOW
    )


def another_plan_text() -> str:
    return PlanVersion.objects.latest("pk").text.replace("accommodation", "housing", 1)


def invitation() -> str:
    person = access.record_person(
        partnership=barnet(), name="Ben Thistle", email="ben@barnet.example", by=sam(), at=NOW
    )
    return access.invite_person(person=person, by=sam(), at=NOW)


def end_one_session() -> None:
    access.end_one_session(session=OpenSession.objects.get(key="k"), by=sam(), at=NOW)


def forget_second_step() -> User:
    user = someone("Jo Hazel").user
    assert user is not None
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    return access.forget_second_step(user=user, because="lost", by=sam(), at=NOW)


def join_by_invitation() -> Person:
    place = access.create_partnership(slug="hazelmere", name="Hazelmere", **AT)
    person = access.record_person(partnership=place, name="Sam Larch", email=sam().email, **AT)
    return access.join_by_invitation(code=access.invite_person(person=person, **AT), by=sam(), at=NOW)


def name_first_secretary() -> tuple[Person, str]:
    place = access.create_partnership(slug="hazelmere", name="Hazelmere", **AT)
    return access.name_first_secretary(
        partnership=place, name="Ben Thistle", email="ben@h.example", from_on=NOW.date(), **AT
    )


def first_administrator() -> str | None:
    """Asked as if the store were real, since in a demonstration nobody is invited."""
    return _as_if_real(lambda: access.invite_first_administrator(by=None, at=NOW))


def _as_if_real(ask: Callable[[], Any]) -> Any:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(access.invitations, "is_demonstration", lambda: False)
        return ask()


def seen(seat: str) -> str:
    """The state of a seat of the group, as the page that opens it would send it along."""
    return seen_as(last_appointment(group(), seat))


def a_decision() -> Decision:
    return Decision.objects.filter(body=group()).latest("pk")


def proposed() -> Appointment:
    """Somebody proposed for a seat that stands vacant."""
    return governance.appoint(
        body=group(), seat="crc-aco", person=someone("Ben Thistle"), from_on=date(2026, 3, 30),
        is_confirmed=False, by=None, at=NOW,
    )  # fmt: skip


def later_decision() -> Decision:
    """A decision of the group taken after it was asked that an organisation join."""
    return decisions.record_decision(
        body=group(), decided_on=date(2026, 3, 30), text="It joins.", authority="made", by=None, at=NOW
    )


def a_notice(state: str = "waiting", once: str = "an agenda") -> Notice:
    """A message to Jo Hazel, as it stands in one of its states."""
    notice = mail.notify(person=someone("Jo Hazel"), once=once, **TOLD, **AT)
    Notice.objects.filter(pk=notice.pk).update(
        state=state, envelope="e" * 32, claimed_at=NOW - timedelta(hours=1)
    )
    return Notice.objects.get(pk=notice.pk)


def an_unwanted_notice() -> int:
    a_notice()
    mail.choose_kinds(people=[someone("Jo Hazel")], wanted={"agenda-due": False}, **AT)
    return mail.withdraw_unwanted(due_by=NOW + timedelta(days=9), **AT)


TOLD: dict[str, Any] = {
    "kind": "agenda-due", "about": "meeting:1", "subject": "An agenda is due", "words": "It is due.", "path": "/x",
}  # fmt: skip


def an_action(number: int = 2) -> Action:
    return Action.objects.get(partnership=barnet(), number=number)


def an_update() -> ActionUpdate:
    return ActionUpdate.objects.get(action__partnership=barnet(), claim="on-course", action__number=4)


def a_question() -> ChaseRequest:
    return ChaseRequest.objects.filter(action__number=2, answered_at=None).latest("pk")


def a_decision_made() -> Decision:
    return Decision.objects.filter(body=group(), authority="made", rescinded_by=None).latest("pk")


def homes() -> Agency:
    return Agency.objects.get(partnership=barnet(), code="barnet-homes")


def offered() -> OwnerChange:
    return decisions.offer_action(
        action=an_action(), to_agency=homes(), reason="theirs", expected_version=an_action().version, **AT
    )


def made() -> Decision:
    return Decision.objects.get(body=group(), text="Papers are taken as read.")


def carried_out() -> Decision:
    decision = made()
    decisions.record_implemented(
        decision=decision, implemented_on=date(2026, 3, 30), evidence="The minutes.", **AT
    )
    return decision


AT: dict[str, Any] = {"by": None, "at": NOW}
ROOM_AT = {"by": None, "at": NOW.replace(month=4, day=14)}
"""The morning on which the group of the universe meets."""


def an_item_in_hand() -> Any:
    """The first item of the group's meeting of 14 April, in hand, with one person in the room."""
    meeting = Meeting.objects.get(body=group(), held_on=date(2026, 4, 14))
    meetings.open_session(meeting=meeting, expected_version=meeting.version, **ROOM_AT)
    meetings.arrive(meeting=meeting, person=someone("Dee Bramble"), seat="pol-supt", **ROOM_AT)
    return meetings.take_item(item=meeting.items.order_by("position")[0], **ROOM_AT)


def a_vote_closed() -> Any:
    motion = meetings.put_motion(item=an_item_in_hand(), text="A thing.", **ROOM_AT)
    return meetings.close_motion(motion=motion, **ROOM_AT)


def a_meeting_abandoned() -> Any:
    meeting = an_item_in_hand().meeting
    meeting.refresh_from_db()
    return meetings.abandon(meeting=meeting, expected_version=meeting.version, **ROOM_AT)


def decided_in_the_room() -> Any:
    return meetings.decide_in_room(item=an_item_in_hand(), text="A thing.", once="d", **ROOM_AT)


def homes_by_area() -> StagedFile:
    """A file that waits until somebody says what its columns are."""
    supplier = Agency.objects.get(partnership__slug="east-midlands", code="noms-probation")
    content = b"Area,Quarter,Settled,Ended\nAsh,Q1 2025-26,57,80\n"
    return performance.stage_file(supplier=supplier, name="homes.csv", content=content, **AT)


def homes_mapped() -> StagedFile:
    roles = {"area": "area", "quarter": "period", "settled": "numerator", "ended": "denominator"}
    settings = {"name": "Homes", "roles": roles, "totals": "discrete", "indicator": "ni143"}
    return performance.map_file(staged=homes_by_area(), profile=profile_from(settings), is_saved=True, **AT)


def homes_accepted() -> Receipt:
    staged, day = homes_mapped(), date(2026, 3, 30)
    seen = differences_of(staged, day).digest
    return performance.accept_file(staged=staged, seen=seen, received_on=day, **AT)


def a_note() -> Annotation:
    board = Partnership.objects.get(slug="east-midlands")
    return performance.annotate(
        partnership=board, indicator="ni143", on=date(2009, 5, 1), words="A new service.", **AT
    )


def a_receipt() -> Receipt:
    return Receipt.objects.filter(partnership__slug="east-midlands").latest("pk")


def edit_the_draft() -> Any:
    draft = PublicScorecard.objects.get(state="draft")
    return performance.edit_release(
        scorecard=draft, title="T", words="", licence="", expected_version=draft.version, by=sam(), at=NOW
    )


CALLS: dict[str, Callable[[], Any]] = {
    "performance.keep_drawings": lambda: performance.keep_drawings(
        partnership=barnet(), made={CHARTS["lag"].digest: (CHARTS["lag"], Drawn("<svg/>", "<svg/>"))}, **AT
    ),
    "performance.edit_release": edit_the_draft,
    "performance.withdraw_release": lambda: performance.withdraw_release(
        scorecard=PublicScorecard.objects.get(state="released"), reason="wrong", by=sam(), at=NOW
    ),
    "performance.annotate": a_note,
    "performance.withdraw_annotation": lambda: performance.withdraw_annotation(annotation=a_note(), **AT),
    "performance.write_commentary": lambda: performance.write_commentary(
        partnership=a_receipt().partnership,
        indicator="ni143",
        period_ends=date(2009, 12, 31),
        words="A new service.",
        **AT,
    ),
    "performance.record_break": lambda: performance.record_break(
        partnership=a_receipt().partnership,
        indicator="ni143",
        on=date(2009, 5, 1),
        kind="policy",
        reason="A new law.",
        **AT,
    ),
    "performance.stage_file": homes_by_area,
    "performance.map_file": homes_mapped,
    "performance.accept_file": homes_accepted,
    "performance.withdraw_file": lambda: performance.withdraw_file(staged=homes_by_area(), **AT),
    "performance.undo_receipt": lambda: performance.undo_receipt(
        receipt=a_receipt(), reason="Sent twice.", undone_on=date(2026, 3, 30), **AT
    ),
    "meetings.note_in_room": lambda: meetings.note_in_room(
        item=an_item_in_hand(), text="A note.", once="n", **ROOM_AT
    ),
    "meetings.minute_note": a_vote_closed,
    "meetings.close_motion": a_vote_closed,
    "meetings.abandon": a_meeting_abandoned,
    "meetings.decide_in_room": decided_in_the_room,
    "meetings.keep_decision": decided_in_the_room,
    "meetings.assign_in_room": lambda: meetings.assign_in_room(
        item=an_item_in_hand(),
        text="A promise.",
        owner_agency=Agency.objects.get(partnership=barnet(), code="ph"),
        owner=None,
        due=date(2026, 5, 1),
        once="a",
        **ROOM_AT,
    ),
    "mail.notify": lambda: mail.notify(person=someone("Jo Hazel"), once="1", **TOLD, **AT),
    "mail.notify_all": lambda: mail.notify_all(people=[someone("Jo Hazel")], once="2", **TOLD, **AT),
    "mail.keep_reminders": lambda: mail.keep_reminders(
        partnership=barnet(),
        reminders=[
            Reminder(
                person_id=someone("Jo Hazel").pk,
                kind="agenda-due",
                about="x",
                sentence="It is due.",
                path="/x",
                once="3",
            )
        ],
        **AT,
    ),
    "mail.record_outcome": lambda: mail.record_outcome(
        envelope=a_notice("sending").envelope, state="sent", **AT
    ),
    "mail.put_off": lambda: mail.put_off(envelope=a_notice("sending").envelope, trouble="later", **AT),
    "mail.mark_uncertain": lambda: (a_notice("sending"), mail.mark_uncertain(claimed_before=NOW, **AT)),
    "mail.keep_unsent": lambda: (
        a_notice(),
        mail.keep_unsent(partnership=barnet(), leaving_by=None, **AT),
    ),
    "mail.withdraw_unwanted": an_unwanted_notice,
    "mail.withdraw_stale": lambda: mail.withdraw_stale(notice=a_notice("sending"), **AT),
    "mail.record_bounce": lambda: mail.record_bounce(
        envelope=a_notice("sent").envelope, is_lasting=True, **AT
    ),
    "mail.remove_old": lambda: (
        a_notice("withdrawn"),
        mail.remove_old(partnership=barnet(), by=None, at=NOW + timedelta(days=400)),
    ),
    "mail.record_test_message": lambda: mail.record_test_message(**AT),
    "mail.send_again": lambda: mail.send_again(partnership=barnet(), numbers=[a_notice("failed").pk], **AT),
    "mail.withdraw": lambda: mail.withdraw(partnership=barnet(), numbers=[a_notice("failed").pk], **AT),
    "mail.choose_kinds": lambda: mail.choose_kinds(
        people=[someone("Jo Hazel")], wanted={"agenda-due": False}, **AT
    ),
    "access.disable_user": lambda: access.disable_user(user=sam(), **AT),
    "access.end_office": lambda: access.end_office(
        held=OfficeHeld.objects.latest("pk"), last_day=date(2027, 1, 1), **AT
    ),
    "access.appoint_administrator": lambda: access.appoint_administrator(
        user=sam(), from_on=NOW.date(), **AT
    ),
    "access.invite_person": invitation,
    "access.invite_first_administrator": first_administrator,
    "access.accept_invitation": lambda: access.accept_invitation(code=invitation(), password=INVITED, at=NOW),
    "access.enable_user": lambda: access.enable_user(user=sam(), **AT),
    "access.end_sessions": lambda: access.end_sessions(user=sam(), **AT),
    "access.end_one_session": end_one_session,
    "access.make_password_link": lambda: access.make_password_link(user=sam(), is_handed_over=True, **AT),
    "access.set_password_by_link": lambda: access.set_password_by_link(
        secret=str(access.make_password_link(user=sam(), is_handed_over=True, **AT)),
        password=INVITED,
        at=NOW,
    ),
    "access.record_letter_for_nobody": lambda: access.record_letter_for_nobody(**AT),
    "access.forget_second_step": forget_second_step,
    "access.require_second_step": lambda: access.require_second_step(
        partnership=barnet(), is_needed=True, expected_version=barnet().version, **AT
    ),
    "access.join_by_invitation": join_by_invitation,
    "access.name_first_secretary": name_first_secretary,
    "access.record_leaving": lambda: access.record_leaving(
        person=someone("Jo Hazel"),
        last_day=date(2026, 3, 30),
        today=date(2026, 3, 30),
        seen=what_ends(someone("Jo Hazel"), date(2026, 3, 30)).seen,
        by=sam(),
        at=NOW,
    ),
    "meetings.begin_paper": lambda: meetings.begin_paper(
        paper=a_paper("Health"), expected_version=a_paper("Health").version, **AT
    ),
    "meetings.clear_paper": lambda: meetings.clear_paper(
        paper=a_paper("Homes"),
        cleared_on=date(2026, 3, 30),
        expected_version=a_paper("Homes").version,
        **AT,
    ),
    "meetings.withdraw_paper": lambda: meetings.withdraw_paper(
        paper=a_paper("Homes"), expected_version=a_paper("Homes").version, **AT
    ),
    "meetings.chase_papers": lambda: meetings.chase_papers(meeting=coming(), on=date(2026, 3, 30), **AT),
    "meetings.call_year": lambda: meetings.call_year(
        body=group(), planned=[meetings.Planned(date(2026, 6, 9))], place="", **AT
    ),
    "meetings.open_item_to": lambda: meetings.open_item_to(
        item=coming().items.all()[0], people=[someone("Vera Sorrel")], **AT
    ),
    "meetings.send_latest_issue": send_to_a_later_joiner,
    "meetings.withdraw_referral": lambda: meetings.withdraw_referral(
        referral=a_panel_day().referrals.get(reference="R-014"), on=date(2026, 3, 30), **AT
    ),
    "meetings.end_calendar_links": lambda: meetings.end_calendar_links(person=someone("Jo Hazel"), **AT),
    "access.record_sign_in": lambda: access.record_sign_in(user=sam(), **AT),
    "access.record_sign_out": lambda: access.record_sign_out(user=sam(), because="asked", **AT),
    "access.record_change_of_sign_in": lambda: access.record_change_of_sign_in(
        user=sam(), what="password changed", **AT
    ),
    "governance.amend_terms": lambda: governance.amend_terms(
        partnership=barnet(),
        text=TermsOfReference.objects.get(partnership=barnet(), number=1).text,
        in_force_from=date(2026, 4, 1),
        reason="a new year",
        **AT,
    ),
    "governance.end_appointment": lambda: governance.end_appointment(
        appointment=Appointment.objects.filter(body=group()).latest("pk"),
        until_on=date(2026, 3, 29),
        because="left",
        **AT,
    ),
    "governance.change_person": lambda: governance.change_person(
        person=someone("Jo Hazel"),
        expected_version=someone("Jo Hazel").version,
        name="Jo Hazel",
        post="Head of Safety",
        email="jo@barnet.example",
        agency=None,
        **AT,
    ),
    "governance.leave_office": lambda: governance.leave_office(
        held=OfficeHeld.objects.get(person__name="Marek Rowan", person__partnership__slug="barnet"),
        last_day=date(2026, 3, 29),
        **AT,
    ),
    "governance.fill_seat": lambda: governance.fill_seat(
        body=group(),
        seat="dwp",
        person=someone("Ben Thistle"),
        from_on=date(2026, 3, 30),
        seen=seen("dwp"),
        **AT,
    ),
    "governance.vacate_seat": lambda: governance.vacate_seat(
        body=group(), seat="cst-head", until_on=date(2026, 3, 29), because="left", seen=seen("cst-head"), **AT
    ),
    "governance.confirm_appointment": lambda: governance.confirm_appointment(
        appointment=proposed(), confirmed_on=date(2026, 3, 30), **AT
    ),
    "governance.end_deputy": lambda: governance.end_deputy(
        deputy=StandingDeputy.objects.get(), until_on=date(2026, 3, 30), **AT
    ),
    "governance.withdraw_request": lambda: governance.withdraw_request(
        request=JoiningRequest.objects.get(), on=date(2026, 3, 30), expected_version=1, **AT
    ),
    "governance.settle_request": lambda: governance.settle_request(
        request=JoiningRequest.objects.get(), state="declined", on=date(2026, 3, 30), expected_version=1, **AT
    ),
    "decisions.answer_request": lambda: decisions.answer_request(
        request=JoiningRequest.objects.get(),
        decision=later_decision(),
        is_agreed=True,
        expected_version=1,
        **AT,
    ),
    "decisions.adopt_reading": lambda: decisions.adopt_reading(decision=a_decision(), **READING, **AT),
    "decisions.raise_question": lambda: decisions.raise_question(
        partnership=barnet(), settles="rrdg.vote.count", question="What is counted?", from_on=NOW.date(), **AT
    ),
    "decisions.record_reading": lambda: decisions.record_reading(
        body=group(), number="", decided_on=date(2026, 3, 30), **READING, **AT
    ),
    "decisions.cancel_action": lambda: decisions.cancel_action(
        action=an_action(),
        decision=a_decision_made(),
        reason="ended",
        cancelled_on=NOW.date(),
        expected_version=an_action().version,
        **AT,
    ),
    "decisions.merge_action": lambda: decisions.merge_action(
        action=an_action(),
        into=an_action(4),
        reason="the same",
        merged_on=NOW.date(),
        expected_version=an_action().version,
        **AT,
    ),
    "decisions.offer_action": offered,
    "decisions.answer_offer": lambda: decisions.answer_offer(
        change=offered(), accepted=True, expected_version=an_action().version, **AT
    ),
    "decisions.reassign_all": lambda: decisions.reassign_all(
        partnership=barnet(), actions=[an_action()], to_owner=None, to_agency=homes(), reason="left", **AT
    ),
    "decisions.transfer_actions": lambda: decisions.transfer_actions(
        actions=[an_action()], to=homes(), on=NOW.date(), reason="succeeded", **AT
    ),
    "decisions.escalate_update": lambda: decisions.escalate_update(
        update=an_update(), expected_version=an_update().version, **AT
    ),
    "decisions.decline_update": lambda: decisions.decline_update(
        update=an_update(), reply="no", expected_version=an_update().version, **AT
    ),
    "decisions.accept_unchanged": lambda: decisions.accept_unchanged(
        partnership=barnet(), updates=[an_update()], **AT
    ),
    "decisions.make_link_by_hand": lambda: decisions.make_link_by_hand(
        request=a_question(), made_on=NOW.date(), **AT
    ),
    "decisions.end_links": lambda: decisions.end_links(person=a_question().person, last_day=NOW.date(), **AT),
    "decisions.record_implemented": lambda: decisions.record_implemented(
        decision=made(), implemented_on=date(2026, 3, 30), evidence="The minutes.", **AT
    ),
    "decisions.close_decision": lambda: decisions.close_decision(
        decision=carried_out(), closed_on=date(2026, 3, 30), **AT
    ),
    "meetings.publish_agenda": lambda: meetings.publish_agenda(
        meeting=coming(), expected_version=coming().version, **AT
    ),
    "meetings.move_meeting": lambda: meetings.move_meeting(
        meeting=coming(),
        held_on=date(2026, 4, 21),
        starts_at=time(10),
        place="Room 2",
        expected_version=coming().version,
        **AT,
    ),
    "meetings.cancel_meeting": lambda: meetings.cancel_meeting(
        meeting=coming(), because="no business", expected_version=coming().version, **AT
    ),
    "meetings.decide_at_meeting": lambda: meetings.decide_at_meeting(
        meeting=held(), text="The offer is taken.", expected_version=held().version, **AT
    ),
    "meetings.assign_at_meeting": lambda: meetings.assign_at_meeting(
        meeting=held(),
        text="Write to the landlords.",
        owner_agency=Agency.objects.get(partnership=barnet(), code="cst"),
        owner=None,
        due=date(2026, 4, 30),
        expected_version=held().version,
        **AT,
    ),
    "meetings.set_attendance": lambda: meetings.set_attendance(
        meeting=held(), came=[came("Jo Hazel", "cst-head")], expected_version=held().version, **AT
    ),
    "meetings.make_calendar_link": lambda: meetings.make_calendar_link(
        person=someone("Jo Hazel"), body=group(), with_deadlines=True, **AT
    ),
    "search.rebuild_search": lambda: search.rebuild_search(partnership=barnet(), **AT),
    "plan.stage_plan": stage,
    "plan.answer_questions": lambda: plan.answer_questions(
        staged=stage(), answers=Answers(), by=sam(), at=NOW
    ),
    "plan.discard_staged_plan": lambda: plan.discard_staged_plan(staged=stage(), by=sam(), at=NOW),
    "plan.accept_staged_plan": lambda: plan.accept_staged_plan(
        staged=stage(),
        text=another_plan_text(),
        follows=PlanVersion.objects.latest("pk").number,
        accepted_on=date(2010, 1, 15),
        by=sam(),
        at=NOW,
    ),
    "governance.start_partnership": lambda: governance.start_partnership(
        text=TermsOfReference.objects.get(partnership=barnet()).text.replace('"barnet"', '"hazelmere"', 1),
        by=sam(),
        at=NOW,
    ),
}
"""One good call of each action that no fictional year needs; a room may have a file of its own for them."""
for room in sorted((Path(__file__).parent / "calls").glob("*.py")):
    CALLS |= import_module(f"tests.promises.calls.{room.stem}").CALLS
READING: dict[str, Any] = {
    "settles": "rrdg.meets.ordinary@decision.every",
    "value": {"months": 2},
    "question": "Every two months or twice a month?",
    "clause": "4.3",
    "effective_from": date(2026, 4, 14),
}


@pytest.mark.parametrize("name", sorted(CALLS))
def test_an_action_leaves_an_event(universe: Any, db: None, name: str) -> None:
    before = Event.objects.count()
    CALLS[name]()
    assert Event.objects.count() > before


@pytest.mark.parametrize("name", sorted(CALLS))
def test_where_the_event_cannot_be_written_nothing_changes(
    universe: Any, db: None, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*_: object) -> str:
        raise OSError("the disk is full")

    before = everything()
    monkeypatch.setattr(audit, "digest_of", full_disk)
    with pytest.raises(OSError, match="full"):
        CALLS[name]()
    assert everything() == before


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of ours."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("throughline.")]
    return {model._meta.label: list(model._default_manager.order_by("pk").values_list()) for model in ours}


@pytest.fixture
def names(universe: Any, db: None) -> set[str]:
    """The surname of every fictional person; each is a plant."""
    found = {person.name.split()[-1] for person in Person.objects.all()}
    assert len(found) > 10
    return found


def test_no_event_tells_the_name_of_a_person(names: set[str]) -> None:
    told = [
        f"{event.number}: {json.dumps([event.what, event.thing, event.reason, event.subjects, event.detail])}"
        for event in Event.objects.all()
    ]
    assert [line for line in told if set(re.findall(r"[A-Za-z]+", line)) & names] == []


def test_no_event_tells_words_that_somebody_typed(universe: Any, db: None) -> None:
    """Texts of decisions, actions, papers and reasons stay where they are kept."""
    typed = {row.text for row in (*Decision.objects.all(), *Action.objects.all())}
    typed |= set(DateChange.objects.values_list("reason", flat=True)) | set(
        Paper.objects.values_list("title", flat=True)
    )
    told = json.dumps(
        [[e.what, e.reason, e.subjects, e.detail] for e in Event.objects.all()], ensure_ascii=False
    )
    assert [words for words in typed if words and words in told] == []
