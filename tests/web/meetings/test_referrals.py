"""The meeting side of a panel's referrals: a reference and nothing more, the referrer, the acknowledgement."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from tests.web.meetings.conftest import NOW
from tests.web.universe import signed_in
from throughline.web.access.models import Agency, Partnership
from throughline.web.meetings import actions
from throughline.web.meetings.models import Meeting, ReferralPaper

PANEL = "/barnet/iom/2026-04-01"
MARCH = "/barnet/iom/2026-03-04"


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def panel(barnet: Partnership) -> Meeting:
    """The panel's meeting of 1 April, whose papers were due on 25 March."""
    return Meeting.objects.get(body__partnership=barnet, body__code="iom", held_on=date(2026, 4, 1))


@pytest.fixture
def priya(barnet: Partnership) -> Client:
    """A client of the referrer of R-014, who does not sit on the panel."""
    return signed_in("Priya Hawthorn", at="barnet")


def table(meeting: Meeting, reference: str, at: datetime = NOW) -> ReferralPaper:
    return actions.table_referral(
        meeting=meeting, reference=reference, agency=Agency.objects.get(partnership=meeting.body.partnership, code="cst"),
        referrer=None, marking="OFFICIAL-SENSITIVE", by=None, at=at,
    )  # fmt: skip


@pytest.mark.clause("C281", breaks="throughline.web.meetings.actions.agendas:_invite_referrers")
def test_the_referrer_sees_their_own_referral_and_no_other(priya: Client, panel: Meeting) -> None:
    shown = text_of(priya.get(PANEL))
    assert "R-014" in shown
    assert "The meeting begins at 2pm." in shown
    for hidden in ("R-015", "R-016", "Referrals for selection", "Nia Bracken"):
        assert hidden not in shown, hidden
    own, other = (panel.referrals.get(reference=one).paper for one in ("R-014", "R-015"))
    assert "under reference R-014" in text_of(priya.get(f"{PANEL}/papers/{own.pk}"))
    assert priya.get(f"{PANEL}/papers/{other.pk}").status_code == 404
    assert priya.get(f"{PANEL}/pack.html").status_code == 404


def test_each_referral_is_called_by_its_reference_under_selection(sam: Client, panel: Meeting) -> None:
    codes = list(panel.items.values_list("code", "number"))
    place = [code for code, _number in codes].index("casework--select")
    assert [number for _code, number in codes[place + 1 : place + 4]] == ["R-014", "R-015", "R-016"]
    assert "Table a referral" in text_of(sam.get(PANEL))


@pytest.mark.parametrize("reference", ["Ash Rowan", "r 014", "R-014 Ash", "1987-02-03", ""])
def test_a_reference_that_could_say_who_it_is_is_refused(panel: Meeting, reference: str) -> None:
    with pytest.raises(actions.NoReference, match="nothing of the person"):
        table(panel, reference, at=datetime(2026, 3, 20, 9, tzinfo=UTC))


def test_a_reference_stands_once_on_a_meeting(panel: Meeting) -> None:
    with pytest.raises(actions.ReferralExists, match="R-014 is on the meeting of 1 April 2026 already"):
        table(panel, "R-014", at=datetime(2026, 3, 20, 9, tzinfo=UTC))


def test_a_referral_after_the_day_for_its_papers_goes_to_the_next_meeting(panel: Meeting) -> None:
    with pytest.raises(actions.ReferralTooLate, match="were due by 25 March 2026"):
        table(panel, "R-017", at=datetime(2026, 3, 26, 9, tzinfo=UTC))
    assert table(panel, "R-017", at=datetime(2026, 3, 25, 22, tzinfo=UTC)).paper.due_on == date(2026, 3, 25)


def test_the_form_says_that_nothing_of_the_person_is_kept(sam: Client, panel: Meeting) -> None:
    shown = text_of(sam.get(f"{PANEL}/referrals"))
    assert "Nothing of the person referred is kept here: their case is elsewhere." in shown
    assert "no name, initials or date" in shown
    assert sam.get("/barnet/rrdg/2026-04-14/referrals").status_code == 404


def test_the_workspace_lists_each_acknowledgement_and_when_it_was_due(sam: Client, panel: Meeting) -> None:
    shown = text_of(sam.get(MARCH))
    # five working days after 4 March
    assert "due Wednesday 11 March 2026" in shown
    assert "Sent 10 March" in shown
    assert "Was due 11 March" in shown


def test_an_acknowledgement_is_recorded_once(sam: Client, panel: Meeting) -> None:
    waiting = ReferralPaper.objects.get(reference="R-013")
    sam.post(f"{MARCH}/referrals/{waiting.pk}", {"do": "acknowledge"})
    waiting.refresh_from_db()
    assert waiting.acknowledged_on == date(2026, 3, 30)
    again = text_of(sam.post(f"{MARCH}/referrals/{waiting.pk}", {"do": "acknowledge"}, follow=True))
    assert "R-013 was acknowledged already. Nothing was changed." in again


def test_no_acknowledgement_before_the_meeting_was_held(sam: Client, panel: Meeting) -> None:
    one = panel.referrals.get(reference="R-014")
    said = text_of(sam.post(f"{PANEL}/referrals/{one.pk}", {"do": "acknowledge"}, follow=True))
    assert "it cannot have acknowledgements recorded." in said


def test_a_withdrawn_referral_leaves_the_agenda_and_owes_nothing(
    sam: Client, priya: Client, panel: Meeting
) -> None:
    one = panel.referrals.get(reference="R-014")
    sam.post(f"{PANEL}/referrals/{one.pk}", {"do": "withdraw"})
    assert "R-014" not in sam.get(f"{PANEL}/pack.html").content.decode()
    assert priya.get(PANEL).status_code == 404
