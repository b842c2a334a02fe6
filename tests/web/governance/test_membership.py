"""What members undertake, how representatives are chosen, what is reviewed, and who comes below a seat's level."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.web.conftest import NOW
from tests.web.universe import signed_in
from throughline.web.access.models import Agency, Partnership, Person
from throughline.web.governance import actions
from throughline.web.governance.models import Appointment, Body, Review, Selection, Undertaking
from throughline.web.governance.reminders import due_in_governance
from throughline.web.governance.reviews_page import reviews_page
from throughline.web.governance.seats.page import seats_page
from throughline.web.governance.seats.people_page import person_record
from throughline.web.governance.undertakings import role_page
from throughline.web.meetings.actions import call_meeting, record_attendance
from throughline.web.meetings.models import Attendance
from throughline.web.meetings.room.who_was_there import who_came_in_words

pytestmark = pytest.mark.usefixtures("universe", "db")
TODAY = date(2026, 3, 30)
AT: dict[str, Any] = {"by": None, "at": NOW}
AUTHORITY = ["can-decide", "can-act", "can-commit-resource"]


def body(slug: str, code: str) -> Body:
    return Body.objects.select_related("partnership").get(partnership__slug=slug, code=code)


def someone(name: str, slug: str) -> Person:
    return Person.objects.get(partnership__slug=slug, name=name)


def words_of(answer: Any) -> str:
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def reminded(slug: str, day: date) -> list[str]:
    found = due_in_governance(Partnership.objects.get(slug=slug), day)
    return [str(one.sentence) for one in found]


# -- what members undertake ----------------------------------------------------------------------


@pytest.mark.clause("C131", breaks="throughline.web.governance.undertakings:accepted_by")
def test_a_member_accepts_the_undertaking_and_the_page_says_on_which_day() -> None:
    jo = signed_in("Jo Hazel", at="pan-dorset")
    before = words_of(jo.get("/pan-dorset/rrsg/role"))
    assert "be clear on purpose" in before
    assert "You accepted this" not in before
    assert jo.post("/pan-dorset/rrsg/role", {"what": ["intro 3"]}).status_code == 302
    assert words_of(jo.get("/pan-dorset/rrsg/role")).count("You accepted this on Monday 30 March 2026") == 1


def test_what_was_accepted_in_other_words_is_asked_again() -> None:
    group, jo = body("pan-dorset", "rrsg"), someone("Jo Hazel", "pan-dorset")
    actions.accept_undertakings(body=group, person=jo, what=["intro 3"], accepted_on=TODAY, **AT)
    Undertaking.objects.update(digest="other words")
    assert "intro 3" in [one.what for one in role_page(group, jo, TODAY).open]


def test_accepting_twice_keeps_the_first_day() -> None:
    group, jo = body("pan-dorset", "rrsg"), someone("Jo Hazel", "pan-dorset")
    for day in (date(2026, 3, 2), TODAY):
        actions.accept_undertakings(body=group, person=jo, what=["intro 3"], accepted_on=day, **AT)
    assert [one.accepted_on for one in Undertaking.objects.all()] == [date(2026, 3, 2)]


UNDERTAKING_REFUSED = [
    ("nothing ticked", "Jo Hazel", [], "Tick what you accept"),
    ("what the terms do not ask", "Jo Hazel", ["9.9"], "do not ask “9.9”"),
    ("somebody without a seat", "Sam Larch", ["intro 3"], "Only a member of"),
]


@pytest.mark.parametrize(
    ("name", "what", "words"),
    [row[1:] for row in UNDERTAKING_REFUSED],
    ids=[row[0] for row in UNDERTAKING_REFUSED],
)
def test_an_undertaking_is_refused_in_a_sentence(name: str, what: list[str], words: str) -> None:
    with pytest.raises(actions.UndertakingRefused, match=words):
        actions.accept_undertakings(
            body=body("pan-dorset", "rrsg"),
            person=someone(name, "pan-dorset"),
            what=what,
            accepted_on=TODAY,
            **AT,
        )
    assert not Undertaking.objects.exists()


@pytest.mark.clause("C146", breaks="throughline.rules.undertakings:may_commit")
def test_a_member_confirms_their_authority_and_a_deputy_without_it_is_unable_to_commit() -> None:
    group, jo, sam = (
        body("pan-dorset", "rrsg"),
        someone("Jo Hazel", "pan-dorset"),
        someone("Sam Larch", "pan-dorset"),
    )
    actions.name_deputy(body=group, seat="yos", person=sam, from_on=TODAY, **AT)
    page = role_page(group, jo, TODAY)
    assert [one.what for one in page.asked if one.what in AUTHORITY] == AUTHORITY
    actions.accept_undertakings(body=group, person=jo, what=AUTHORITY, accepted_on=TODAY, **AT)
    shown = {one.name: (one.is_deputy, one.may_commit) for one in role_page(group, jo, TODAY).members}
    assert shown["Jo Hazel"] == (False, True)
    assert shown["Sam Larch"] == (True, False)
    said = words_of(signed_in("Jo Hazel", at="pan-dorset").get("/pan-dorset/rrsg/role"))
    assert "Unable to commit" in said
    assert "Yes, confirmed by them" in said


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("Leads and advises their own organisation on managing offenders.", id="5.2", marks=pytest.mark.clause(
            "C255", breaks="partnerships/barnet.toml#rrdg.clause.5.2")),
        pytest.param("Obtains their organisation’s support.", id="5.6", marks=pytest.mark.clause(
            "C259", breaks="partnerships/barnet.toml#rrdg.clause.5.6")),
    ],
)  # fmt: skip
def test_what_a_member_does_stands_in_the_description_of_the_role(words: str) -> None:
    said = words_of(signed_in("Ruth Campion", at="barnet").get("/barnet/rrdg/role"))
    assert words.replace("’", "'") in said.replace("&#39;", "'").replace("’", "'")


# -- who is chosen, and at what level --------------------------------------------------------------

CHOSEN: dict[str, Any] = {
    "how": "elected", "chosen_by": "the voluntary sector assembly", "chosen_on": date(2026, 3, 2),
    "speaks_for": ["Northside Carers", "Hearth Hostels", "Hearth Hostels", " "],
}  # fmt: skip


def representative(seat: str = "voluntary") -> Appointment:
    board = body("llr", "rrpb")
    person = someone("Owain Sloe", "llr")
    return actions.appoint(body=board, seat=seat, person=person, from_on=date(2026, 3, 9), **AT)


@pytest.mark.clause("C068", breaks="throughline.web.governance.seats.selections:selection_in_words")
@pytest.mark.clause("C068", breaks="partnerships/llr.toml#rrpb.seat.voluntary")
def test_the_voluntary_sector_s_seat_says_who_chose_its_representative_and_for_whom_they_speak() -> None:
    actions.record_selection(appointment=representative(), **CHOSEN, **AT)
    row = seats_page(body("llr", "rrpb"), TODAY).row("voluntary")
    assert row is not None
    assert row.is_of_a_sector
    assert [one.chosen for one in row.sittings] == [
        "Elected by the voluntary sector assembly on 2 March 2026; speaks for Northside Carers and Hearth Hostels"
    ]


def test_a_secretary_records_the_selection_on_the_page_of_the_seat() -> None:
    representative()
    sam = signed_in("Sam Larch", at="llr")
    typed = {f"selection-{name}": value for name, value in CHOSEN.items()} | {"act": "selection"}
    typed["selection-speaks_for"] = "Northside Carers\r\nHearth Hostels"
    assert sam.post("/llr/rrpb/seats/voluntary", typed).status_code == 302
    assert "speaks for Northside Carers and Hearth Hostels" in words_of(sam.get("/llr/rrpb/seats"))


SELECTION_REFUSED = [
    ("a seat of one organisation", "opcc", {}, "belongs to one organisation"),
    ("one organisation alone", "voluntary", {"speaks_for": ["Northside Carers"]}, "at least two"),
    ("nobody who chose", "voluntary", {"chosen_by": " "}, "Say who chose"),
]


@pytest.mark.parametrize(
    ("seat", "other", "words"),
    [row[1:] for row in SELECTION_REFUSED],
    ids=[row[0] for row in SELECTION_REFUSED],
)
def test_a_selection_is_refused_in_a_sentence(seat: str, other: dict[str, Any], words: str) -> None:
    with pytest.raises(actions.SelectionRefused, match=words):
        actions.record_selection(appointment=representative(seat), **CHOSEN | other, **AT)
    assert not Selection.objects.exists()


@pytest.mark.clause("C062", breaks="throughline.web.meetings.room.levels:comes_below")
@pytest.mark.clause("C062", breaks="partnerships/llr.toml#rrpb.seat.police")
@pytest.mark.parametrize(
    ("post", "is_below"),
    [("Superintendent", True), ("Chief Superintendent", False)],
    ids=["one rank lower", "the rank"],
)
def test_whoever_comes_with_a_lower_rank_is_recorded_below_the_level(post: str, is_below: bool) -> None:
    board, officer = body("llr", "rrpb"), someone("Basil Medlar", "llr")
    police = Agency.objects.get(partnership=board.partnership, code="police")
    held = actions.record_post(agency=police, title=post, from_on=date(2026, 3, 1), **AT)
    actions.move_to_post(person=officer, post=held, from_on=date(2026, 3, 1), **AT)
    meeting = call_meeting(body=board, held_on=TODAY, starts_at=None, place="", **AT)
    record_attendance(meeting=meeting, person=officer, agency=police, capacity="deputy", seat="police", **AT)
    assert Attendance.objects.get(meeting=meeting).is_below_level is is_below
    [said] = who_came_in_words(meeting).present
    assert said.endswith("below the level of the seat") is is_below


# -- terms of office and reviews -----------------------------------------------------------------


@pytest.mark.clause("C056", breaks="throughline.web.governance.seats.people_page:person_record")
def test_whoever_holds_the_chair_s_post_for_the_time_being_is_shown_as_interim() -> None:
    record = person_record(someone("Hester Quince", "llr"), date(2013, 6, 3))
    assert any(line.startswith("Chief Executive Officer") and ", interim, " in line for line in record.posts)


@pytest.mark.clause("C056", breaks="throughline.web.governance.reminders:_terms_of_office")
@pytest.mark.clause("C056", breaks="partnerships/llr.toml#rrpb.office.chair")
def test_the_secretary_is_told_before_the_year_of_the_chair_ends() -> None:
    told = "only until 31 March 2014."
    days = (date(2014, 1, 15), date(2014, 1, 30), date(2014, 3, 17))
    assert [any(told in one for one in reminded("llr", day)) for day in days] == [False, True, True]


@pytest.mark.clause("C159", breaks="throughline.rules.reviews:reviews_owed")
@pytest.mark.parametrize("outcome", ["unchanged", "changed"])
def test_the_yearly_review_of_terms_is_recorded_with_what_came_of_it(outcome: str) -> None:
    group = body("pan-dorset", "rrsg")
    late = next(one for one in reviews_page(group, TODAY).rows if one.about == "terms")
    assert late.is_late
    actions.record_review(
        body=group, about="terms", reviewed_on=date(2026, 3, 10), outcome=outcome, today=TODAY, **AT
    )
    row = next(one for one in reviews_page(group, TODAY).rows if one.about == "terms")
    assert (row.due, row.is_late) == (date(2027, 3, 10), False)
    assert row.last is not None
    assert row.last.outcome == outcome


@pytest.mark.clause("C159", breaks="throughline.web.governance.reminders:_reviews")
def test_the_secretary_is_reminded_sixty_days_before_the_review_of_terms() -> None:
    told = "The terms of Reducing Reoffending Strategy Group are due for review on 10 March 2027."
    assert told not in reminded("pan-dorset", date(2027, 1, 8))
    actions.record_review(
        body=body("pan-dorset", "rrsg"), about="terms", reviewed_on=date(2026, 3, 10), outcome="unchanged",
        today=TODAY, **AT,
    )  # fmt: skip
    assert told in reminded("pan-dorset", date(2027, 1, 8))


@pytest.mark.clause("C154", breaks="throughline.web.governance.reminders:_reviews")
@pytest.mark.clause("C154", breaks="partnerships/pan-dorset.toml#rrsg.line.reports-to:dorset-csp")
def test_a_link_has_the_day_of_its_next_review_and_the_secretary_is_reminded_of_it() -> None:
    sam, about = signed_in("Sam Larch", at="pan-dorset"), "line:reports-to:dorset-csp"
    typed = {
        "about": about, "reviewed_on": "2026-03-10", "outcome": "unchanged", "next_on": "2026-09-08",
        "note": "Both chairs met.",
    }  # fmt: skip
    assert sam.post("/pan-dorset/rrsg/reviews", typed).status_code == 302
    said = words_of(sam.get("/pan-dorset/rrsg/reviews"))
    assert (
        "Reports to Dorset CSP Last review Tuesday 10 March 2026: unchanged Next review Tuesday 8 September 2026"
        in said
    )
    due = "A link of Reducing Reoffending Strategy Group is due for review on 8 September 2026."
    assert due in reminded("pan-dorset", date(2026, 7, 10))


@pytest.mark.clause("C055", breaks="throughline.web.governance.reminders:_reviews")
@pytest.mark.clause("C055", breaks="partnerships/llr.toml#rrpb.duty.membership-review")
def test_the_members_are_to_be_confirmed_each_year() -> None:
    asked = (
        "The members of Strategic Reducing Reoffending Programme Board are to be confirmed by 1 January 2014."
    )
    assert asked in reminded("llr", date(2013, 11, 1))
    board = body("llr", "rrpb")
    actions.record_review(
        body=board, about="membership", reviewed_on=date(2013, 10, 1), outcome="unchanged", today=TODAY, **AT
    )
    assert asked not in reminded("llr", date(2013, 11, 1))
    row = next(one for one in reviews_page(board, date(2013, 11, 1)).rows if one.about == "membership")
    assert row.due == date(2014, 10, 1)


@pytest.mark.clause("C055", breaks="throughline.web.governance.seats.page:seats_page")
def test_the_list_of_members_is_that_of_the_day_asked() -> None:
    sits = {
        day: [one.person for one in seats_page(body("llr", "rrpb"), day).rows if one.person]
        for day in (date(2013, 3, 31), date(2013, 4, 1))
    }
    assert sits[date(2013, 3, 31)] == []
    assert set(sits[date(2013, 4, 1)]) == {"Hester Quince", "Basil Medlar", "Ines Bilberry", "Owain Sloe"}


REVIEW_REFUSED = [
    ("what the terms do not have", {"about": "line:reports-to:nobody"}, "have no “line:reports-to:nobody”"),
    ("a day to come", {"reviewed_on": date(2026, 4, 1)}, "still to come"),
    ("a next day that is not later", {"next_on": date(2026, 3, 10)}, "Give a later day"),
]


@pytest.mark.parametrize(
    ("other", "words"), [row[1:] for row in REVIEW_REFUSED], ids=[row[0] for row in REVIEW_REFUSED]
)
def test_a_review_is_refused_in_a_sentence(other: dict[str, Any], words: str) -> None:
    told = {
        "about": "terms",
        "reviewed_on": date(2026, 3, 10),
        "outcome": "unchanged",
        "today": TODAY,
    } | other
    with pytest.raises(actions.ReviewRefused, match=words):
        actions.record_review(body=body("pan-dorset", "rrsg"), **told, **AT)
    assert not Review.objects.exists()


def test_no_row_can_say_that_the_next_review_came_first() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(
            body=body("pan-dorset", "rrsg"),
            about="terms",
            reviewed_on=TODAY,
            outcome="changed",
            next_on=TODAY,
        )


@pytest.mark.clause("C275", breaks="throughline.web.governance.standing:codes_of_seats")
def test_any_member_of_the_panel_nominates_another_organisation() -> None:
    panel, member = body("barnet", "iom"), someone("Ruth Campion", "barnet")
    ask = {"organisation": "Northside Carers", "reason": "They know the families."}
    ruth = signed_in("Ruth Campion", at="barnet")
    assert ruth.post("/barnet/iom/joining", ask).status_code == 404
    actions.appoint(body=panel, seat="jcp", person=member, from_on=date(2026, 3, 1), **AT)
    assert ruth.post("/barnet/iom/joining", ask).status_code == 302
    assert list(panel.joining_requests.values_list("organisation", "asked_by__name")) == [
        ("Northside Carers", "Ruth Campion")
    ]
