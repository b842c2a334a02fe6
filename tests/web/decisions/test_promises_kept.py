"""Actions: the words and the first day stay, the states follow the table, and every later day has its reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.conftest import NOW
from tests.web.universe import signed_in
from throughline.rules.lateness import lateness
from throughline.web.access.models import Agency, Event, Partnership, Person
from throughline.web.decisions import actions
from throughline.web.decisions.models import Action, ActionUpdate, Decision, OwnerChange
from throughline.web.site.versions import EditedSince
from throughline.words.refusals import Refused

TODAY = date(2026, 3, 30)
TOLD: dict[str, Any] = {"by": None, "at": NOW}


@pytest.fixture
def barnet(universe: None, db: None) -> Partnership:
    """The partnership of the universe that stands still on 30 March 2026."""
    return Partnership.objects.get(slug="barnet")


def numbered(number: int) -> Action:
    return Action.objects.get(partnership__slug="barnet", number=number)


def someone(name: str) -> Person:
    return Person.objects.get(partnership__slug="barnet", name=name)


def standing() -> Decision:
    return Decision.objects.filter(
        body__code="rrdg", body__partnership__slug="barnet", authority="made"
    ).latest("pk")


def update_of(action: Action, **said: Any) -> ActionUpdate:
    assert action.owner is not None
    return actions.propose_update(action=action, author=action.owner, on=TODAY, **said, **TOLD)


def accepted(update: ActionUpdate) -> ActionUpdate:
    update.refresh_from_db()
    update.action.refresh_from_db()
    return actions.accept_update(
        update=update, expected_version=update.version, action_version=update.action.version, **TOLD
    )


def test_an_accepted_update_that_needs_longer_moves_the_day_and_keeps_the_first(barnet: Partnership) -> None:
    action = numbered(1)
    accepted(update_of(action, claim="longer", text="Waiting for the lead.", forecast=date(2026, 5, 29)))
    action.refresh_from_db()
    change = action.date_changes.latest("pk")
    assert (change.moved_from, change.moved_to) == (date(2026, 2, 24), date(2026, 5, 29))
    assert (change.reason, change.update.author) == ("Waiting for the lead.", action.owner)
    assert action.first_due == date(2025, 9, 30)


def test_a_fourth_move_is_not_accepted_but_goes_to_the_body(barnet: Partnership) -> None:
    action = numbered(3)
    update = action.updates.get(state="proposed")
    with pytest.raises(actions.MoveIsForTheBody, match="moved 3 times"), transaction.atomic():
        accepted(update)
    update.refresh_from_db()
    assert (update.state, action.date_changes.count()) == ("proposed", 3)


def test_the_body_gives_a_fourth_day_by_a_decision_that_stands(barnet: Partnership) -> None:
    action = numbered(3)
    told = {
        "action": action,
        "to": date(2026, 5, 15),
        "reason": "Agreed.",
        "expected_version": action.version,
    }
    actions.escalate_update(
        update=(waiting := action.updates.get(state="proposed")), expected_version=waiting.version, **TOLD
    )
    with pytest.raises(actions.MoveIsForTheBody):
        actions.move_action_date(**told, **TOLD)
    change = actions.move_action_date(decision=standing(), **told, **TOLD)
    waiting.refresh_from_db()
    assert change.decision == standing()
    assert waiting.state == "decided"


@pytest.mark.parametrize(
    ("sentence", "make"),
    [
        (
            "one only recommended",
            lambda: Decision.objects.filter(authority="recommended", ratified_by=None).first(),
        ),
        (
            "one of another partnership",
            lambda: Decision.objects.exclude(body__partnership__slug="barnet").first(),
        ),
    ],
)
def test_a_decision_of_no_force_cancels_nothing(
    barnet: Partnership, sentence: str, make: Callable[[], Decision | None]
) -> None:
    decision = make() or Decision.objects.create(
        body=standing().body,
        number="rrdg-x/D9",
        decided_on=TODAY,
        text="-",
        authority="recommended",
        recorded_at=NOW,
    )
    action = numbered(2)
    with pytest.raises(actions.DecisionOfNoForce):
        actions.cancel_action(
            action=action,
            decision=decision,
            reason="no longer needed",
            cancelled_on=TODAY,
            expected_version=action.version,
            **TOLD,
        )
    action.refresh_from_db()
    assert action.closed_on is None


def test_a_decision_cancels_an_action_and_it_stays_cancelled(barnet: Partnership) -> None:
    action = numbered(2)
    told = {"reason": "The service ended.", "cancelled_on": TODAY, **TOLD}
    actions.cancel_action(action=action, decision=standing(), expected_version=action.version, **told)
    assert (action.state, action.closed_on, action.cancelled_by) == ("cancelled", TODAY, standing())
    with pytest.raises(actions.AlreadyClosed, match="closed on 30 March 2026"):
        actions.cancel_action(action=action, decision=standing(), expected_version=action.version, **told)


def test_no_action_is_cancelled_without_a_decision_even_past_the_code(barnet: Partnership) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Action.objects.filter(pk=numbered(2).pk).update(state="cancelled", closed_on=TODAY)


def test_a_merged_action_leads_to_the_one_it_became_part_of(barnet: Partnership) -> None:
    action, other = numbered(2), numbered(1)
    told = {"reason": "The same form.", "merged_on": TODAY, **TOLD}
    with pytest.raises(actions.NotMergedIntoThat):
        actions.merge_action(action=action, into=action, expected_version=action.version, **told)
    with pytest.raises(actions.NotMergedIntoThat):
        actions.merge_action(action=action, into=numbered(6), expected_version=action.version, **told)
    actions.merge_action(action=action, into=other, expected_version=action.version, **told)
    assert (action.state, action.merged_into) == ("merged", other)


def test_closing_needs_evidence_and_somebody_other_than_the_owner(barnet: Partnership) -> None:
    action, sam = numbered(9), someone("Sam Larch")
    fresh = actions.assign_action(
        body=action.body, text="Write down the dates.", owner_agency=sam.agency, owner=sam,
        due=TODAY, raised_on=TODAY, **TOLD,
    )  # fmt: skip
    with pytest.raises(actions.UpdateLacks, match="what shows that it is done"):
        actions.claim_done(action=fresh, author=sam, evidence=" ", on=TODAY, **TOLD)
    actions.claim_done(action=fresh, author=sam, evidence="The list of dates.", on=TODAY, **TOLD)
    assert (fresh.state, fresh.closed_on) == ("claimed", None)
    told = {"action": fresh, "verified_on": TODAY, "expected_version": fresh.version, "at": NOW}
    with pytest.raises(actions.NotByItsOwner, match="your own"):
        actions.verify_action(by=sam.user, **told)
    actions.verify_action(by=someone("Jo Hazel").user, **told)
    assert (fresh.state, fresh.closed_on) == ("verified", TODAY)


def test_a_new_owner_is_asked_and_takes_over_only_by_accepting(barnet: Partnership) -> None:
    action, lena = numbered(4), someone("Lena Yarrow")
    before = action.owner
    change = actions.offer_action(
        action=action, to_owner=lena, to_agency=lena.agency, reason="She knows the deputy.",
        expected_version=action.version, **TOLD,
    )  # fmt: skip
    action.refresh_from_db()
    assert action.owner == before
    with pytest.raises(actions.OfferWaits):
        actions.offer_action(
            action=action, to_owner=lena, to_agency=lena.agency, reason="Again.",
            expected_version=action.version, **TOLD,
        )  # fmt: skip
    change.refresh_from_db()
    actions.answer_offer(change=change, accepted=True, expected_version=action.version, by=lena.user, at=NOW)
    action.refresh_from_db()
    assert (action.owner, action.state) == (lena, "accepted")
    with pytest.raises(actions.OfferSettled):
        actions.answer_offer(change=change, accepted=False, expected_version=action.version, **TOLD)


def test_all_actions_of_somebody_who_leaves_pass_on_in_one_act(barnet: Partnership) -> None:
    ruth, lena = someone("Ruth Campion"), someone("Lena Yarrow")
    owned = list(Action.objects.filter(owner=ruth, closed_on=None))
    closed = list(Action.objects.filter(owner=ruth).exclude(closed_on=None))
    first = {one.pk: one.first_due for one in owned}
    before = Event.objects.count()
    given = actions.reassign_all(
        partnership=barnet,
        actions=[*owned, *closed],
        to_owner=lena,
        to_agency=lena.agency,
        reason="left",
        **TOLD,
    )
    assert (given, Event.objects.count() - before) == (len(owned), 1)
    assert {one.pk: one.first_due for one in Action.objects.filter(pk__in=first, owner=lena)} == first
    assert not Action.objects.filter(pk__in=[one.pk for one in closed], owner=lena).exists()
    assert set(Action.objects.filter(pk__in=first).values_list("state", flat=True)) == {"proposed"}


def test_only_the_owner_says_how_an_action_goes(barnet: Partnership) -> None:
    with pytest.raises(actions.NotTheirAction):
        actions.propose_update(
            action=numbered(1), author=someone("Ruth Campion"), claim="stuck", text="-", on=TODAY, **TOLD
        )


@pytest.mark.clause("C212", breaks="throughline.web.decisions.promises.page:action_page")
def test_an_action_of_an_organisation_without_a_named_person_is_kept_and_flagged(barnet: Partnership) -> None:
    shown = signed_in("Sam Larch", at="barnet").get("/barnet/actions/5").content.decode()
    assert numbered(5).owner is None
    assert "No named person, " in shown
    assert "nobody is asked by link" in shown


def test_two_secretaries_who_settle_one_update_settle_it_once(barnet: Partnership) -> None:
    update = numbered(4).updates.get(state="proposed")
    seen = {"expected_version": update.version, "action_version": update.action.version}
    actions.accept_update(update=ActionUpdate.objects.get(pk=update.pk), **seen, **TOLD)
    stale = ActionUpdate.objects.get(pk=update.pk)
    with pytest.raises(actions.AlreadySettled):
        actions.accept_update(update=stale, **seen, **TOLD)
    update.state = "proposed"
    with pytest.raises(EditedSince):
        actions.decline_update(update=update, reply="No.", expected_version=seen["expected_version"], **TOLD)


def test_the_database_itself_refuses_other_words_and_another_first_day(barnet: Partnership) -> None:
    for changed in ({"text": "Something easier."}, {"first_due": date(2027, 1, 1)}, {"number": 900}):
        with pytest.raises(DatabaseError, match="fixed"), transaction.atomic():
            Action.objects.filter(pk=numbered(1).pk).update(**changed)


STEP = st.one_of(
    st.tuples(st.just("longer"), st.integers(1, 60)),
    st.tuples(st.sampled_from(["on-course", "stuck", "done", "not-mine", "verify", "send-back"]), st.just(0)),
    st.tuples(st.sampled_from(["give", "block", "unblock", "accept", "decline", "start"]), st.just(0)),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walk=st.lists(STEP, min_size=1, max_size=12))
def test_whatever_happens_words_and_first_day_stay_and_slips_are_the_changes_of_date(
    barnet: Partnership, walk: list[tuple[str, int]]
) -> None:
    with transaction.atomic():
        ruth, lena = someone("Ruth Campion"), someone("Lena Yarrow")
        action = actions.assign_action(
            body=numbered(1).body, text="Bring the figures.", owner_agency=ruth.agency, owner=ruth,
            due=date(2026, 4, 30), raised_on=TODAY, **TOLD,
        )  # fmt: skip
        moves: list[date] = []
        for word, days in walk:
            due = moves[-1] if moves else date(2026, 4, 30)
            try:
                with transaction.atomic():
                    _take(
                        Action.objects.get(pk=action.pk),
                        word,
                        due + timedelta(days=days),
                        lena if word == "give" else None,
                    )
            except Refused:
                continue
            if word == "longer":
                moves.append(due + timedelta(days=days))
        kept = Action.objects.get(pk=action.pk)
        assert (kept.text, kept.first_due, kept.raised_on) == ("Bring the figures.", date(2026, 4, 30), TODAY)
        assert list(kept.date_changes.values_list("moved_to", flat=True)) == moves
        assert len(moves) <= 3
        late = lateness(raised_on=TODAY, first_due=kept.first_due, moved_to=moves, on=TODAY)
        assert late.slips == kept.date_changes.count()
        assert late.drift_days == (late.due - kept.first_due).days
        assert (kept.closed_on is not None) is (kept.state == "verified")
        last = kept.state_changes.last()
        assert kept.state == (last.to if last else "proposed")
        transaction.set_rollback(True)


def _take(action: Action, word: str, day: date, to: Person | None) -> None:
    if to is not None:
        told = {"partnership": action.partnership, "to_owner": to, "to_agency": to.agency, "reason": "left"}
        actions.reassign_all(actions=[action], **told, **TOLD)
    elif word in ("longer", "on-course", "stuck", "done", "not-mine"):
        accepted(update_of(action, claim=word, text="So it is.", forecast=day, evidence="seen"))
    elif word == "verify":
        actions.verify_action(action=action, verified_on=TODAY, expected_version=action.version, **TOLD)
    else:
        actions.take_step(action=action, step=word, said="why", expected_version=action.version, **TOLD)


def test_every_row_kept_before_owners_were_asked_goes_on(barnet: Partnership) -> None:
    """A row in the earlier state `open` can be blocked, moved, claimed and verified like an accepted one."""
    action = numbered(2)
    Action.objects.filter(pk=action.pk).update(state="open")
    accepted(update_of(numbered(2), claim="done", evidence="the rota"))
    action.refresh_from_db()
    assert action.state == "claimed"


def test_an_organisation_s_actions_follow_it_into_its_successor(barnet: Partnership) -> None:
    to = Agency.objects.get(partnership=barnet, code="ps")
    homes = list(Action.objects.filter(partnership=barnet, owner_agency__code="barnet-homes", closed_on=None))
    moved = actions.transfer_actions(actions=homes, to=to, on=TODAY, reason="organisation succeeded", **TOLD)
    assert moved == len(homes) == OwnerChange.objects.filter(to_agency=to, outcome="given").count()
    assert {one.owner_agency for one in Action.objects.filter(pk__in=[row.pk for row in homes])} == {to}
