"""The register of risks: scores that stay, what is high and who says so, and what an entry has to do with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.risks.conftest import AT, TODAY
from throughline.rules.risk_scores import ScoreOutOfRange
from throughline.web.access.models import Agency, Partnership
from throughline.web.decisions.actions import assign_action
from throughline.web.decisions.models import Decision
from throughline.web.governance.models import Body
from throughline.web.performance.models import Indicator, Observation, Receipt, Target
from throughline.web.plan.models import Objective, PlanVersion
from throughline.web.plan.strands import ObjectiveSeen
from throughline.web.risks import actions
from throughline.web.risks.models import Risk, RiskScore
from throughline.web.risks.on_thread import risks_of
from throughline.web.risks.queries import risks_to_report

FEBRUARY, MARCH = date(2026, 2, 10), date(2026, 3, 10)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def score(risk: Risk, likelihood: int, impact: int, on: date = FEBRUARY) -> RiskScore:
    risk.refresh_from_db()
    return actions.score_risk(
        risk=risk, likelihood=likelihood, impact=impact, words="", on=on,
        expected_version=risk.version, **AT,
    )  # fmt: skip


def test_an_empty_register_says_what_belongs_in_it(sam: Client, ruth: Client) -> None:
    shown = page(sam, "/barnet/risks")
    assert "Nothing has been put into the register." in shown
    assert "Add to the register" in shown
    assert "Add to the register" not in page(ruth, "/barnet/risks")


def test_an_entry_is_written_in_the_browser(sam: Client, barnet: Partnership, objective: Objective) -> None:
    typed = {
        "kind": "issue", "body": "rrdg", "event": "Screening is not done at weekends", "cause": "",
        "effect": "", "likelihood": "5", "impact": "2", "proximity": "now", "treatment": "",
        "owner_agency": "ph", "owner": "", "objective": str(objective.pk), "raised_on": "2026-03-20",
    }  # fmt: skip
    assert sam.post("/barnet/risks/new", typed).status_code == 302
    shown = page(sam, "/barnet/risks")
    assert "1 Screening is not done at weekends" in shown
    assert "10 (5 by 2)" in shown
    assert "<small>Issue, " in shown


def test_a_form_without_a_score_says_so_and_loses_nothing(sam: Client, barnet: Partnership) -> None:
    shown = sam.post("/barnet/risks/new", {"event": "Homes are late"}).content.decode()
    assert "Choose how likely it is." in shown
    assert "Homes are late" in shown
    assert Risk.objects.count() == 0


def test_a_score_is_never_overwritten_and_its_trail_is_shown(
    sam: Client, record: Callable[..., Risk]
) -> None:
    risk = record(likelihood=2, impact=4)
    score(risk, 4, 4)
    shown = page(sam, f"/barnet/risks/{risk.number}")
    assert "Rising from 8" in shown
    assert [one.likelihood * one.impact for one in risk.scores.all()] == [8, 16]
    assert shown.index("16 (4 by 4)") < shown.index("8 (2 by 4)")


def test_an_entry_that_was_only_re_worded_says_so(sam: Client, record: Callable[..., Risk]) -> None:
    risk = record()
    actions.word_risk(
        risk=risk, cause="", event="Homes come late", effect="", treatment="", proximity="now",
        on=FEBRUARY, expected_version=risk.version, **AT,
    )  # fmt: skip
    shown = page(sam, "/barnet/risks")
    assert "only the words changed since 12 January 2026" in shown
    assert "1 was only re-worded" in shown


NOT_HIGH = "No board has said from which score an entry is high"


def test_nothing_is_high_until_the_board_says_from_where(
    sam: Client, record: Callable[..., Risk], decision: Decision, barnet: Partnership
) -> None:
    record(likelihood=4, impact=4)
    assert NOT_HIGH in page(sam, "/barnet/risks")
    assert risks_to_report(barnet, TODAY) == ()
    actions.set_risk_threshold(decision=decision, medium_from=6, high_from=15, from_on=FEBRUARY, **AT)
    shown = page(sam, "/barnet/risks")
    assert NOT_HIGH not in shown
    assert "16 (4 by 4), high" in shown
    assert f"medium from 6, high from 15, by {decision.number}" in shown
    assert [one.high_from for one in risks_to_report(barnet, TODAY)] == [15]


def test_what_is_reported_is_high_or_rises(
    record: Callable[..., Risk], decision: Decision, barnet: Partnership
) -> None:
    actions.set_risk_threshold(decision=decision, medium_from=6, high_from=15, from_on=FEBRUARY, **AT)
    high, rising, steady = record(likelihood=4, impact=4), record(likelihood=1, impact=2), record()
    score(rising, 2, 2)
    score(steady, 3, 4)
    found = risks_to_report(barnet, TODAY)
    assert [(one.number, one.score, one.is_rising) for one in found] == [
        (high.number, 16, False),
        (rising.number, 4, True),
    ]


REFUSED: list[tuple[str, dict[str, Any], type[Exception], str]] = [
    ("a likelihood of six", {"likelihood": 6}, ScoreOutOfRange, "from 1 to 5"),
    ("no words", {"event": " "}, actions.WordsMissing, "what could happen"),
    ("a kind that nobody added", {"kind": "worry"}, actions.KindUnknown, "Add it first"),
    ("a day to come", {"raised_on": date(2026, 4, 1)}, actions.RiskDayOutOfOrder, "day to come"),
]


@pytest.mark.parametrize(("told", "refusal", "words"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_what_no_entry_may_be(
    record: Callable[..., Risk], told: dict[str, Any], refusal: type[Exception], words: str
) -> None:
    with pytest.raises(refusal, match=words):
        record(**told)
    assert Risk.objects.count() == 0


def test_a_kind_of_the_partnerships_own(
    sam: Client, record: Callable[..., Risk], barnet: Partnership
) -> None:
    actions.add_risk_kind(partnership=barnet, code="dependency", name="Dependency", **AT)
    record(kind="dependency")
    assert "<small>Dependency, " in page(sam, "/barnet/risks")
    with pytest.raises(actions.KindTaken):
        actions.add_risk_kind(partnership=barnet, code="risk", name="Risk", **AT)


def test_a_closed_entry_keeps_its_trail_and_is_not_scored(sam: Client, record: Callable[..., Risk]) -> None:
    risk = record()
    typed = {"because": "Ten homes are let.", "closed_on": "2026-03-20", "decision": "", "version": "1"}
    assert sam.post(f"/barnet/risks/{risk.number}/close", typed).status_code == 302
    assert "Nothing is open in the register." in page(sam, "/barnet/risks")
    assert "Homes are not there in time" in page(sam, "/barnet/risks?state=closed")
    assert "Closed: Ten homes are let." in page(sam, f"/barnet/risks/{risk.number}")
    with pytest.raises(actions.RiskClosed, match="closed on 20 March 2026"):
        score(risk, 1, 1, TODAY)


def test_the_store_itself_keeps_scores_and_ends_true(record: Callable[..., Risk]) -> None:
    risk = record()
    for wrong in (
        lambda: RiskScore.objects.create(risk=risk, likelihood=6, impact=1, on=TODAY, recorded_at=AT["at"]),
        lambda: Risk.objects.filter(pk=risk.pk).update(closed_on=TODAY),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


@pytest.mark.clause("C158", breaks="throughline.web.risks.standing:stand")
def test_a_barrier_is_found_by_the_objective_that_it_stands_before(
    sam: Client, record: Callable[..., Risk], objective: Objective
) -> None:
    barrier = record(kind="barrier", event="Records do not follow people", objectives=[objective])
    record(event="Homes come late")
    shown = page(sam, "/barnet/risks?kind=barrier&objective=1.1")
    assert "Records do not follow people" in shown
    assert "Homes come late" not in shown
    assert "/barnet/plan/2025-26/objectives/1.1" in page(sam, f"/barnet/risks/{barrier.number}")


@pytest.mark.clause("C095", breaks="throughline.web.risks.register.page:risk_page")
def test_an_issue_leads_to_the_action_that_answers_it_and_to_its_objective(
    sam: Client, record: Callable[..., Risk], objective: Objective, group: Body, homes: Agency
) -> None:
    issue = record(kind="issue", objectives=[objective])
    action = assign_action(
        body=group, text="Let ten homes.", owner_agency=homes, owner=None, due=date(2026, 5, 1),
        raised_on=FEBRUARY, **AT,
    )  # fmt: skip
    typed = {"record": f"action:{action.pk}"}
    assert sam.post(f"/barnet/risks/{issue.number}/tie", typed).status_code == 302
    shown = page(sam, f"/barnet/risks/{issue.number}")
    assert "Let ten homes." in shown
    assert f"/barnet/actions/{action.number}" in shown
    assert "/barnet/plan/2025-26/objectives/1.1" in shown
    again = sam.post(f"/barnet/risks/{issue.number}/tie", typed).content.decode()
    assert "is tied to it already" in again


@pytest.fixture
def indicator(barnet: Partnership) -> Indicator:
    return Indicator.objects.create(partnership=barnet, code="ni144")


@pytest.mark.clause("C094", breaks="throughline.web.risks.register.page:risk_page")
def test_an_issue_cites_the_figure_that_raised_it_with_its_receipt(
    sam: Client, record: Callable[..., Risk], indicator: Indicator, homes: Agency
) -> None:
    issue = record(kind="issue")
    receipt = Receipt.objects.create(
        partnership=indicator.partnership, supplier=homes, received_on=MARCH, number=1,
        period_starts=date(2026, 1, 1), period_ends=date(2026, 1, 31), lines_read=1, lines_accepted=1,
        recorded_at=AT["at"],
    )  # fmt: skip
    row = Observation.objects.create(
        indicator=indicator, receipt=receipt, line=2, starts=date(2026, 1, 1), ends=date(2026, 1, 31),
        numerator=146, denominator=372,
    )  # fmt: skip
    typed = {"record": f"figure:{row.pk}"}
    assert sam.post(f"/barnet/risks/{issue.number}/tie", typed).status_code == 302
    shown = page(sam, f"/barnet/risks/{issue.number}")
    assert f"ni144: 146/372 for the period to 2026-01-31, return {receipt.reference}" in shown


@pytest.mark.clause("C346", breaks="throughline.web.risks.register.page:risk_page")
def test_an_assumption_is_attached_to_the_target_that_rests_on_it(
    sam: Client, record: Callable[..., Risk], indicator: Indicator
) -> None:
    target = Target.objects.create(indicator=indicator, value="42/100", source="agreed", from_on=FEBRUARY)
    assumption = record(kind="assumption", event="Employers go on taking people on")
    actions.tie_risk(risk=assumption, to=target, on=FEBRUARY, **AT)
    assert "Target: <a" in page(sam, f"/barnet/risks/{assumption.number}").replace("\n", "")
    assert "42/100 of ni144" in page(sam, f"/barnet/risks/{assumption.number}")


def test_a_record_of_another_partnership_is_not_tied(
    record: Callable[..., Risk], other_partnership: Partnership
) -> None:
    indicator = Indicator.objects.create(partnership=other_partnership, code="ni144")
    target = Target.objects.create(indicator=indicator, value="42/100", source="agreed", from_on=FEBRUARY)
    with pytest.raises(actions.TiedToRisk, match="same partnership"):
        actions.tie_risk(risk=record(), to=target, on=FEBRUARY, **AT)


def test_the_owning_organisation_scores_its_own_entry_and_no_other(
    ruth: Client, record: Callable[..., Risk], barnet: Partnership
) -> None:
    own, other = record(), record(owner_agency=Agency.objects.get(partnership=barnet, code="ph"))
    typed = {"likelihood": "2", "impact": "2", "words": "", "on": "2026-03-30", "version": "1"}
    assert ruth.post(f"/barnet/risks/{own.number}/score", typed).status_code == 302
    assert ruth.post(f"/barnet/risks/{other.number}/score", typed).status_code == 404
    assert "Falling from 12" in page(ruth, f"/barnet/risks/{own.number}")


def test_of_two_who_score_at_once_the_second_is_told(sam: Client, record: Callable[..., Risk]) -> None:
    risk = record()
    typed = {"likelihood": "2", "impact": "2", "words": "let", "on": "2026-03-30", "version": "1"}
    assert sam.post(f"/barnet/risks/{risk.number}/score", typed).status_code == 302
    shown = sam.post(f"/barnet/risks/{risk.number}/score", typed).content.decode()
    assert "Someone else changed this after you opened it." in shown
    assert risk.scores.count() == 2


def test_the_matrix_has_a_table_that_says_the_same(sam: Client, record: Callable[..., Risk]) -> None:
    score(record(likelihood=2, impact=4), 4, 4)
    shown = page(sam, "/barnet/risks/matrix")
    assert shown.count("<svg xmlns") == 2
    assert "Every entry in the matrix" in shown
    assert '<span class="tl-l" aria-hidden="true">Score before</span>8</td>' in shown


@pytest.mark.parametrize("address", ["/barnet/risks", "/barnet/risks/matrix", "/barnet/risks/1"])
def test_queries_do_not_grow_with_the_register(
    sam: Client, record: Callable[..., Risk], objective: Objective, address: str
) -> None:
    score(record(objectives=[objective]), 4, 4)
    few = _queries(sam, address)
    for _more in range(6):
        score(record(objectives=[objective]), 2, 4)
    assert _queries(sam, address) == few
    assert few <= 12


def _queries(client: Client, address: str) -> int:
    page(client, address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page(client, address)
    return len(asked)


@pytest.mark.parametrize("form", ["pdf", "docx", "odt"])
def test_the_register_is_had_as_a_paper(sam: Client, record: Callable[..., Risk], form: str) -> None:
    record()
    answer = sam.get(f"/barnet/risks/register.{form}")
    assert answer.status_code == 200
    assert answer.content[:2] == (b"%P" if form == "pdf" else b"PK")


def test_the_thread_of_an_objective_shows_its_risks_as_they_stood(
    record: Callable[..., Risk], objective: Objective, barnet: Partnership
) -> None:
    from throughline.web.access.permits import Viewpoint

    score(record(likelihood=2, impact=4, objectives=[objective]), 4, 4, MARCH)
    record(event="Another matter")

    def seen(on: date) -> Any:
        return risks_of(ObjectiveSeen(objective, PlanVersion(), Viewpoint(None, on, barnet)))  # type: ignore[arg-type]

    assert [(knot.words, knot.note) for knot in seen(TODAY)] == [
        ("Risk 1: Homes are not there in time", "8 > 16")
    ]
    assert [knot.note for knot in seen(FEBRUARY)] == ["8"]
    assert seen(date(2025, 12, 1)) == ()
