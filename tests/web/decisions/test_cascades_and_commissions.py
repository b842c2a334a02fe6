"""Decisions carried into organisations, and work asked of others: rules R45 and R46."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from tests.web.universe import BACKEND, signed_in
from tests.web.viewpoints import new_person, seat
from throughline.web.access.models import Agency, Partnership, Person
from throughline.web.decisions import actions
from throughline.web.decisions.cascades.reminders import due_of_cascades
from throughline.web.decisions.models import Cascade, CascadeAnswer, Commission, Decision
from throughline.web.governance.models import Body
from throughline.web.mail.models import Notice

TODAY = date(2026, 3, 30)
NOW = datetime(2026, 3, 30, 9, 0, tzinfo=UTC)
AT: dict[str, Any] = {"by": None, "at": NOW}


@pytest.fixture
def barnet(universe: None, db: None) -> Partnership:
    return Partnership.objects.get(slug="barnet")


@pytest.fixture
def group(barnet: Partnership) -> Body:
    return Body.objects.get(partnership=barnet, code="rrdg")


@pytest.fixture
def sam(barnet: Partnership) -> Client:
    return signed_in("Sam Larch", at="barnet")


@pytest.fixture
def cascade(group: Body) -> Cascade:
    return Cascade.objects.get(decision__body=group)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def address_of(cascade: Cascade) -> str:
    return f"/barnet/rrdg/decisions/{cascade.decision.number.removeprefix('rrdg-')}/cascade"


def agency(code: str) -> Agency:
    return Agency.objects.get(partnership__slug="barnet", code=code)


def of(organisation: str, body: Body) -> Client:
    """Somebody of an organisation who sits on the body."""
    person = seat(new_person("Ed Comfrey", body.partnership, agency(organisation)), body)
    client = Client()
    client.force_login(person.user, backend=BACKEND)
    return client


def answered(cascade: Cascade, code: str) -> list[str]:
    rows = CascadeAnswer.objects.filter(receipt__cascade=cascade, receipt__agency__code=code)
    return list(rows.order_by("pk").values_list("says", flat=True))


@pytest.mark.clause("C151", breaks="throughline.rules.cascade:cascade_standing")
def test_the_matrix_shows_what_each_organisation_said_and_lists_what_is_outstanding(
    sam: Client, cascade: Cascade
) -> None:
    shown = page(sam, "/barnet/cascades")
    assert "Organisations were told of 1 decision. 2 answers are outstanding, 1 late." in shown
    # told on 11 February 2026, ten working days end on 25 February; 30 March is the 23rd after that
    assert "Waiting, 23 working days late" in shown
    assert shown.index("Waiting, 23 working days late") < shown.index("Acknowledged</span>")
    one = page(sam, address_of(cascade))
    assert "To be acknowledged by Wednesday 25 February 2026." in one
    assert "Implemented" in one
    assert "Nobody is met here on the day of release." in one
    assert "9 March 2026" in one


def test_an_organisation_answers_for_itself_and_for_nobody_else(cascade: Cascade, group: Body) -> None:
    homes = of("barnet-homes", group)
    told = {"says": "implemented", "said_on": "2026-03-30", "reason": "It is asked.", "version": 2}
    assert homes.post(f"{address_of(cascade)}/police", told | {"version": 1}).status_code == 404
    assert homes.post(f"{address_of(cascade)}/barnet-homes", told).status_code == 302
    last = CascadeAnswer.objects.filter(receipt__agency__code="barnet-homes").latest("pk")
    assert (last.says, last.is_on_behalf) == ("implemented", False)
    assert answered(cascade, "police") == []


def test_the_secretary_writes_an_answer_down_and_it_says_so(sam: Client, cascade: Cascade) -> None:
    told = {"says": "acknowledged", "said_on": "2026-03-30", "reason": "", "version": 1}
    assert "You write this down for" in page(sam, f"{address_of(cascade)}/police")
    sam.post(f"{address_of(cascade)}/police", told)
    shown = page(sam, address_of(cascade))
    assert "30 March 2026, written down by the secretary" in shown
    assert "Acknowledged 23 working days late" in shown


BAD = [
    ("declined without a reason", {"says": "declined"}, "Say why the decision is declined"),
    ("it does not apply, and no word why", {"says": "not-applicable"}, "Say why the decision is declined"),
    ("an answer of tomorrow", {"says": "acknowledged", "said_on": "2026-03-31"}, "has not come yet"),
    ("an answer before the decision", {"says": "acknowledged", "said_on": "2026-02-09"}, "or a later one"),
    ("nothing chosen", {"says": ""}, "Choose what became of it."),
    ("somebody else answered meanwhile", {"says": "acknowledged", "version": 0}, "Someone else changed this"),
]


@pytest.mark.parametrize(("typed", "says"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_an_answer_that_cannot_stand_is_refused_in_a_sentence(
    sam: Client, cascade: Cascade, typed: dict[str, Any], says: str
) -> None:
    told = {"said_on": "2026-03-30", "reason": "", "version": 1} | typed
    assert says in sam.post(f"{address_of(cascade)}/police", told).content.decode()
    assert answered(cascade, "police") == []


def test_what_an_organisation_implemented_is_the_end_of_it(cascade: Cascade) -> None:
    receipt = cascade.receipts.get(agency__code="ps")
    with pytest.raises(ValueError, match="the end of it"):
        actions.answer_cascade(
            receipt=receipt, says="declined", said_on=TODAY, reason="No.", is_on_behalf=True,
            expected_version=receipt.version, **AT,
        )  # fmt: skip


def test_every_organisation_at_the_table_is_told_and_its_members_get_a_message(
    sam: Client, group: Body
) -> None:
    made = actions.record_decision(
        body=group, decided_on=date(2026, 2, 10), text="Doors stay open.", authority="made", **AT
    )
    address = f"/barnet/rrdg/decisions/{made.number.removeprefix('rrdg-')}/cascade/start"
    shown = page(sam, address)
    told = [one for one in ("barnet-homes", "police", "ph", "yot") if f'value="{one}"' in shown]
    assert told == ["barnet-homes", "police", "ph", "yot"]
    sam.post(address, {"agencies": ["police", "yot"], "told_on": "2026-03-30", "effective_from": ""})
    assert {one.agency.code for one in made.cascade.receipts.all()} == {"police", "yot"}
    sent = Notice.objects.filter(about=f"cascade:{made.cascade.pk}")
    assert {one.person.agency.code for one in sent if one.person.agency} == {"police", "yot"}
    assert "Doors stay open." not in "".join(one.subject + one.words for one in sent)
    again = sam.post(address, {"agencies": ["ph"], "told_on": "2026-03-30", "effective_from": ""})
    assert "were told of" in again.content.decode()
    nobody = sam.post(address, {"told_on": "2026-03-30"})
    assert "Choose at least one organisation to tell." in nobody.content.decode()


def test_nobody_is_told_of_what_does_not_hold(group: Body) -> None:
    gone = Decision.objects.get(body=group, text__startswith="Every paper is presented")
    with pytest.raises(actions.NotOfForce, match="does not hold"):
        actions.start_cascade(
            decision=gone, agencies=[agency("police")], told_on=TODAY, effective_from=None, **AT
        )


def test_whoever_is_late_is_reminded_and_nobody_else(barnet: Partnership, cascade: Cascade) -> None:
    police = set(
        Person.objects.filter(partnership=barnet, agency__code="police").values_list("pk", flat=True)
    )
    found = list(due_of_cascades(barnet, TODAY))
    assert {one.sentence for one in found} == {
        f"Your organisation was to acknowledge decision {cascade.decision.number} by 25 February 2026."
    }
    assert {one.person_id for one in found} <= police
    assert not list(due_of_cascades(barnet, date(2026, 2, 19))), "nothing is near its day"
    assert {one.about for one in due_of_cascades(barnet, date(2026, 4, 28))} == {f"cascade:{cascade.pk}"}


def test_the_matrix_asks_no_more_of_the_store_when_it_grows(
    sam: Client, group: Body, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12):
        page(sam, "/barnet/cascades")
    for number in range(6):
        made = actions.record_decision(
            body=group, decided_on=date(2026, 2, 10), text=f"Number {number}.", authority="made", **AT
        )
        actions.start_cascade(
            decision=made, agencies=[agency("police"), agency("ph")], told_on=TODAY, effective_from=None, **AT
        )
    with django_assert_max_num_queries(12):
        page(sam, "/barnet/cascades")


ASK = {
    "to": "agency:ph", "scope": "Say what is open.", "product": "A list", "due": "2026-05-29",
    "under_clause": "2.4", "waiver": "",
}  # fmt: skip


def ask(client: Client, group: Body, **typed: Any) -> Any:
    decision = Decision.objects.get(body=group, text__startswith="Every organisation asks at release")
    return client.post("/barnet/rrdg/commission", ASK | {"decision": decision.pk} | typed)


def test_a_commission_names_who_asks_whom_for_what_and_how_far_it_has_come(sam: Client) -> None:
    shown = page(sam, "/barnet/commissions/1")
    for words in (
        "Reducing Re-offending Delivery Group", "A list of services with their opening hours", "Accepted",
        "Thursday 12 February 2026", "Thursday 30 April 2026", "Inside the remit: clause 2.4",
    ):  # fmt: skip
        assert words in shown


@pytest.mark.clause("C038", breaks="throughline.rules.commissioning:remit_of")
def test_work_outside_the_remit_is_refused_unless_a_decision_waives_it(sam: Client, group: Body) -> None:
    refused = ask(sam, group, under_clause="").content.decode()
    assert "No clause of the terms" in refused
    assert "the decision that waives it" in refused
    assert Commission.objects.filter(body=group).count() == 2
    waiver = Decision.objects.get(body=group, text="Papers are taken as read.")
    assert ask(sam, group, under_clause="", waiver=waiver.pk).status_code == 302
    assert "waived by" in page(sam, "/barnet/commissions/3")


def test_a_commission_due_before_it_is_asked_is_refused(sam: Client, group: Body) -> None:
    assert "before it is asked for" in ask(sam, group, due="2026-03-01").content.decode()


def test_a_body_does_not_commission_itself(group: Body) -> None:
    decision = Decision.objects.get(body=group, text="Papers are taken as read.")
    with pytest.raises(actions.AskedOfItself, match="Record an action instead"):
        actions.ask_commission(
            decision=decision, to=group, scope="x", product="y", due=TODAY, asked_on=TODAY, **AT
        )


def test_only_the_receiving_side_or_a_secretary_accepts(group: Body, barnet: Partnership) -> None:
    waiting = Commission.objects.get(partnership=barnet, number=2)
    told = {"step": "accept", "taken_on": "2026-03-30", "words": "", "version": waiting.version}
    assert of("police", group).post("/barnet/commissions/2/answer", told).status_code == 404
    assert of("police", group).post("/barnet/commissions/1/answer", told).status_code == 404
    health = of("ph", group)
    assert "Record what happens now" in page(health, "/barnet/commissions/1")
    told |= {"step": "deliver", "version": 2}
    assert health.post("/barnet/commissions/1/answer", told).status_code == 302
    assert Commission.objects.get(partnership=barnet, number=1).state == "delivered"


STEPS = [
    ("refused without a reason", {"step": "refuse"}, "Say why the work is refused."),
    ("delivered before it is accepted", {"step": "deliver"}, "Select a valid choice"),
    ("a day to come", {"step": "accept", "taken_on": "2026-03-31"}, "until today"),
    ("somebody else answered meanwhile", {"step": "accept", "version": 0}, "Someone else changed this"),
]


@pytest.mark.parametrize(("typed", "says"), [row[1:] for row in STEPS], ids=[row[0] for row in STEPS])
def test_a_step_that_cannot_be_taken_is_refused_in_a_sentence(
    sam: Client, typed: dict[str, Any], says: str
) -> None:
    told = {"taken_on": "2026-03-30", "words": "", "version": 1} | typed
    assert says in sam.post("/barnet/commissions/2/answer", told).content.decode()
    assert Commission.objects.get(partnership__slug="barnet", number=2).state == "asked"


@pytest.mark.parametrize("address", ["/barnet/commissions/1", "/barnet/rrdg/commission"])
def test_a_commission_and_its_form_ask_the_store_at_most_twelve_times(
    sam: Client, django_assert_max_num_queries: Any, address: str
) -> None:
    with django_assert_max_num_queries(12):
        page(sam, address)


@pytest.mark.parametrize("number", [1, 12])
def test_the_list_asks_no_more_of_the_store_when_it_grows(
    sam: Client, group: Body, django_assert_max_num_queries: Any, number: int
) -> None:
    for _count in range(number):
        ask(sam, group)
    with django_assert_max_num_queries(12):
        page(sam, "/barnet/commissions")
