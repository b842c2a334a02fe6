"""Inspections, audits and reviews: recommendations until each is closed, and lessons by their themes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.risks.conftest import AT, NOW
from throughline.web.access.models import Agency, Partnership
from throughline.web.governance.models import Body
from throughline.web.meetings.actions import call_meeting
from throughline.web.plan.models import Objective
from throughline.web.risks import actions
from throughline.web.risks.models import Inspection, Lesson, Recommendation

JUNE, JULY, SEPTEMBER = date(2025, 6, 2), date(2025, 7, 1), date(2025, 9, 30)


@pytest.fixture
def report(barnet: Partnership) -> Inspection:
    return actions.record_inspection(
        partnership=barnet, kind="inspection", title="Ready for release", publisher="Inspectors",
        published_on=JUNE, **AT,
    )  # fmt: skip


@pytest.fixture
def recommend(report: Inspection, homes: Agency) -> Callable[..., Recommendation]:
    def make(number: str = "1", due: str = "September 2025", **more: Any) -> Recommendation:
        told = {"inspection": report, "words": "Name an adviser.", "owner_agency": homes} | more
        return actions.record_recommendation(number=number, due=due, **told, **AT)

    return make


@pytest.fixture
def learn(report: Inspection, homes: Agency) -> Callable[..., Lesson]:
    def make(words: str, themes: list[str], **more: Any) -> Lesson:
        told = {"inspection": report, "drawn_on": JULY, "due": SEPTEMBER, "owner_agency": homes} | more
        return actions.record_lesson(words=words, action="It is done.", themes=themes, **told, **AT)

    return make


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def take(client: Client, one: Recommendation, step: str, words: str = "Shown.") -> Any:
    one.refresh_from_db()
    typed = {"step": step, "on": "2026-03-30", "words": words, "version": str(one.version)}
    return client.post(f"/barnet/risks/recommendations/{one.pk}/step", typed)


def test_an_empty_tracker_says_what_it_is_for(sam: Client, barnet: Partnership) -> None:
    assert "No inspection, audit or review is followed up here." in page(sam, "/barnet/risks/inspections")
    assert "No lesson has a theme yet." in page(sam, "/barnet/risks/themes")


@pytest.mark.clause("C104", breaks="throughline.web.risks.inspections.page:inspection_page")
def test_a_recommendation_has_an_owner_a_day_and_a_state_until_it_is_closed(
    sam: Client, ruth: Client, report: Inspection, recommend: Callable[..., Recommendation]
) -> None:
    one = recommend()
    shown = page(sam, "/barnet/risks/inspections/1")
    assert "</span>Barnet Homes</td>" in shown
    assert "</span>September 2025</td>" in shown
    # due by 30 September 2025: 30 March 2026 is the 181st day after that
    assert "Not yet answered, 181 days late" in shown
    assert take(ruth, one, "accept").status_code == 302
    assert take(ruth, one, "say-done", "Seen in the lists.").status_code == 302
    assert "Nothing is for you to do now." in take(ruth, one, "confirm").content.decode()
    assert take(sam, one, "confirm").status_code == 302
    shown = page(sam, "/barnet/risks/inspections/1")
    assert "1 recommendation: 1 closed, 0 late." in shown
    assert "Said to be done: Seen in the lists." in shown


@pytest.mark.clause("C107", breaks="throughline.web.risks.inspections.page:inspections_page")
def test_internal_and_external_reviews_stand_in_the_same_tracker(sam: Client, barnet: Partnership) -> None:
    for kind, title in (("internal", "Victims: our own review"), ("external", "Witnesses: a review")):
        typed = {"kind": kind, "title": title, "publisher": "Reviewers", "published_on": "2025-06-02"}
        assert sam.post("/barnet/risks/inspections/new", typed).status_code == 302
    shown = page(sam, "/barnet/risks/inspections")
    assert "Victims: our own review</a><small>Internal review, Reviewers" in shown
    assert "Witnesses: a review</a><small>External review, Reviewers" in shown


@pytest.mark.clause("C400", breaks="throughline.web.risks.inspections.page:inspections_page")
def test_what_each_national_document_recommends_is_counted_by_document(
    sam: Client, barnet: Partnership, homes: Agency
) -> None:
    for title, numbers in (("Women in prison: a review", ("1", "2")), ("A national plan", ("1",))):
        document = actions.record_inspection(
            partnership=barnet, kind="national", title=title, publisher="Government", published_on=JUNE, **AT
        )
        for number in numbers:
            actions.record_recommendation(
                inspection=document, number=number, words="Do it.", owner_agency=homes, due="June 2026", **AT
            )
    first = Recommendation.objects.filter(inspection__title="Women in prison: a review")[0]
    for step in ("accept", "say-done", "confirm"):
        assert take(sam, first, step).status_code == 302
    shown = page(sam, "/barnet/risks/inspections").replace("\n", "")
    assert "3 recommendations: 1 closed, 0 late." in shown
    of_women = shown[shown.index("Women in prison: a review") :].split("</tr>")[0]
    assert "Recommendations</span>2</td>" in of_women
    assert "Closed</span>1</td>" in of_women


@pytest.mark.clause("C449", breaks="throughline.rules.recommendations:days_late")
@pytest.mark.parametrize(
    ("due", "last_day"), [("September 2025", SEPTEMBER), ("Autumn 2025", date(2025, 11, 30))]
)
def test_a_day_in_its_authors_precision_is_late_after_its_last_day(
    sam: Client, recommend: Callable[..., Recommendation], due: str, last_day: date
) -> None:
    assert recommend(due=due).due == last_day
    late = (date(2026, 3, 30) - last_day).days
    assert f"Not yet answered, {late} days late" in page(sam, "/barnet/risks/inspections/1")


REFUSED = [
    ("no day at all", {"due": "ongoing"}, actions.DueUnreadable, "names no last day"),
    (
        "a day before the report",
        {"number": "2", "due": "May 2025"},
        actions.InspectionDayOutOfOrder,
        "came out on",
    ),
    ("a number twice", {}, actions.NumberTaken, "is here already"),
]


@pytest.mark.parametrize(("told", "refusal", "words"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_what_no_recommendation_may_be(
    recommend: Callable[..., Recommendation], told: dict[str, Any], refusal: type[Exception], words: str
) -> None:
    recommend()
    with pytest.raises(refusal, match=words):
        recommend(**told)
    assert Recommendation.objects.count() == 1


def test_a_recommendation_bears_on_an_objective(
    sam: Client, recommend: Callable[..., Recommendation], objective: Objective
) -> None:
    recommend(objective=objective)
    assert "Objective 1.1" in page(sam, "/barnet/risks/inspections/1")


@pytest.mark.clause("C359", breaks="throughline.web.risks.inspections.page:inspection_page")
def test_a_lesson_has_an_owner_an_action_and_the_day_it_was_completed(
    sam: Client, report: Inspection, learn: Callable[..., Lesson]
) -> None:
    one = learn("Plans were not looked at again.", ["plans"])
    # due on 30 September 2025: 30 March 2026 is the 181st day after that
    assert "181 days late" in page(sam, "/barnet/risks/inspections/1")
    typed = {"completed_on": "2026-03-20", "evidence": "20 files were looked at."}
    assert sam.post(f"/barnet/risks/lessons/{one.pk}/complete", typed).status_code == 302
    shown = page(sam, "/barnet/risks/inspections/1")
    assert "Acted on, 20 March 2026" in shown
    assert "20 files were looked at." in shown
    assert "</span>Barnet Homes</td>" in shown
    assert "No name of anybody supervised" in page(sam, "/barnet/risks/inspections/1/learn")


@pytest.mark.clause("C361", breaks="throughline.papers.lesson_themes:lesson_themes")
def test_themes_of_lessons_are_a_paper_for_a_named_meeting(
    sam: Client, learn: Callable[..., Lesson], group: Body
) -> None:
    from io import BytesIO
    from zipfile import ZipFile

    learn("Plans were not looked at again.", ["Moves", "plans"])
    learn("News came late.", ["moves"])
    meeting = call_meeting(
        body=group, held_on=date(2026, 4, 14), starts_at=time(10), place="Room 2", by=None, at=NOW
    )
    shown = page(sam, "/barnet/risks/themes")
    assert "“Moves” comes back most often." in shown
    answer = sam.get(f"/barnet/risks/themes.odt?meeting={meeting.pk}")
    words = ZipFile(BytesIO(answer.content)).read("content.xml").decode()
    assert f"For {group.name}, 14 April 2026." in words
    assert "2 lessons under 2 themes." in words
    assert "News came late." in words


def test_the_store_itself_keeps_lessons_shown(learn: Callable[..., Lesson]) -> None:
    one = learn("News came late.", [])
    with pytest.raises(IntegrityError), transaction.atomic():
        Lesson.objects.filter(pk=one.pk).update(completed_on=JULY)
    with pytest.raises(actions.EvidenceNeeded):
        actions.complete_lesson(lesson=one, completed_on=JULY, evidence=" ", **AT)


@pytest.mark.parametrize(
    "address", ["/barnet/risks/inspections", "/barnet/risks/inspections/1", "/barnet/risks/themes"]
)
def test_queries_do_not_grow_with_what_is_tracked(
    sam: Client, recommend: Callable[..., Recommendation], learn: Callable[..., Lesson], address: str
) -> None:
    recommend("0")
    learn("News came late.", ["news"])
    few = _queries(sam, address)
    for number in range(1, 6):
        recommend(str(number))
        learn(f"News came late {number} times.", ["news", f"theme {number}"])
    assert _queries(sam, address) == few


def _queries(client: Client, address: str) -> int:
    page(client, address)
    with CaptureQueriesContext(connection) as asked:
        page(client, address)
    return len(asked)
