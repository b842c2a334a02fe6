"""A scorecard for the public: two people release it, never an author; and nobody outside sees a draft."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.test import Client

from tests.web.conftest import NOW, TODAY
from throughline.web.access.actions import record_agency
from throughline.web.access.models import Agency, Event, Partnership, Person, User
from throughline.web.performance import actions
from throughline.web.performance.models import PublicScorecard
from throughline.web.performance.releases.frozen import KEPT_BACK, TOO_NEAR
from throughline.web.performance.releases.states import (
    APPROVALS_NEEDED,
    STEPS,
    ApprovalRefused,
    StepNotPossible,
    is_allowed,
    state_after,
    step_of_approval,
)
from throughline.web.site.versions import EditedSince

LIST = """
[[indicator]]
id = "homes"
code = "NI 143"
name = "Settled homes"
method = "percentage"
polarity = "higher"
unit = "people"
numerator = "Settled"
denominator = "Ended"
target = { value = 73 }

[[indicator]]
id = "courses"
code = "C"
name = "Courses"
method = "trajectory"
polarity = "higher"
unit = "completions"
numerator = "Completed"
target = { value = 40, plan = [10, 20, 30, 40] }

[[indicator]]
id = "strict"
code = "S"
name = "Women on courses"
method = "trajectory"
polarity = "higher"
unit = "completions"
numerator = "Completed"
disclosure = "suppress-7-round-5"
target = { value = 40, plan = [10, 20, 30, 40] }

[[set]]
id = "home-set"
name = "Homes"
body = "board"
indicators = ["homes"]
"""
QUARTERS = [(date(2025, 4, 1), date(2025, 6, 30)), (date(2025, 7, 1), date(2025, 9, 30))]
PAGES = "/hazelmere/scorecard/releases"
OPEN = "/hazelmere/published"
SECRET = "Nobody outside may read this yet"


@pytest.fixture
def returns(partnership: Partnership) -> Callable[..., None]:
    """Hazelmere keeps three indicators, and probation sends figures of one of its quarters."""
    record_agency(partnership=partnership, code="probation", name="Probation", sector="", by=None, at=NOW)
    actions.load_indicators(
        partnership=partnership, text=LIST, loaded_on=TODAY - timedelta(days=300), by=None, at=NOW
    )
    supplier = Agency.objects.get(partnership=partnership, code="probation")

    def send(*lines: str, quarter: int = 0, on: date = TODAY) -> None:
        actions.receive_return(
            supplier=supplier,
            content="\n".join(("indicator,numerator,denominator", *lines)).encode(),
            period_starts=QUARTERS[quarter][0],
            period_ends=QUARTERS[quarter][1],
            received_on=on,
            by=None,
            at=NOW,
        )

    return send


@pytest.fixture
def figures(returns: Callable[..., None]) -> None:
    """A return of 57 of 80 homes, 9 courses, and 11 of women."""
    returns("homes,57,80", "courses,9,", "strict,11,")


@pytest.fixture
def analyst(person_with: Callable[..., Person]) -> User:
    return user_of(person_with("Marek Rowan", "analyst"))


@pytest.fixture
def chair(person_with: Callable[..., Person]) -> User:
    return user_of(person_with("Clare Bryony", "chair", body_code="board"))


@pytest.fixture
def secretary_user(secretary: Person) -> User:
    return user_of(secretary)


def user_of(person: Person) -> User:
    assert person.user is not None
    return person.user


@pytest.fixture
def draft(partnership: Partnership, figures: None, analyst: User) -> PublicScorecard:
    return composed(partnership, analyst)


def composed(partnership: Partnership, by: User, **other: Any) -> PublicScorecard:
    said: dict[str, Any] = {"on": TODAY, "title": "How we do", "words": SECRET, "by": by, "at": NOW, **other}
    return actions.compose_release(partnership=partnership, **said)


def approve(scorecard: PublicScorecard, by: User, digest: str = "") -> PublicScorecard:
    scorecard.refresh_from_db()
    return actions.approve_release(scorecard=scorecard, digest=digest or scorecard.digest, by=by, at=NOW)


def edit(scorecard: PublicScorecard, by: User, words: str = "Other words", **other: Any) -> PublicScorecard:
    scorecard.refresh_from_db()
    said: dict[str, Any] = {"expected_version": scorecard.version, "licence": "", **other}
    return actions.edit_release(
        scorecard=scorecard, title=scorecard.title, words=words, by=by, at=NOW, **said
    )


def released(scorecard: PublicScorecard, *by: User) -> PublicScorecard:
    for one in by:
        scorecard = approve(scorecard, one)
    assert scorecard.state == "released"
    return scorecard


def row_of(scorecard: PublicScorecard, code: str) -> dict[str, Any]:
    return next(row for row in scorecard.contents["rows"] if row["id"] == code)


ALLOWED = {
    ("draft", "edit"): "draft",
    ("draft", "approve"): "draft",
    ("draft", "release"): "released",
    ("released", "withdraw"): "withdrawn",
}


@pytest.mark.parametrize("state", PublicScorecard.State.values)
@pytest.mark.parametrize("step", [step.code for step in STEPS])
def test_the_table_of_steps_is_all_there_is(state: str, step: str) -> None:
    assert is_allowed(state, step) is ((state, step) in ALLOWED)
    if (state, step) in ALLOWED:
        assert state_after(state, step) == ALLOWED[state, step]
    else:
        with pytest.raises(StepNotPossible, match="Nobody can"):
            state_after(state, step)


@pytest.mark.parametrize(
    ("approver", "authors", "approved_by", "step"),
    [
        pytest.param(2, [1], [], "approve", id="the first of two"),
        pytest.param(3, [1], [2], "release", id="the second"),
        pytest.param(1, [1], [], "", id="the author"),
        pytest.param(2, [1, 2], [3], "", id="whoever edited it is an author"),
        pytest.param(2, [1], [2], "", id="the same person twice"),
    ],
)
def test_who_may_approve(approver: int, authors: list[int], approved_by: list[int], step: str) -> None:
    given = {"approver": approver, "authors": authors, "approved_by": approved_by}
    if step:
        assert step_of_approval(**given) == step  # type: ignore[arg-type]
    else:
        with pytest.raises(ApprovalRefused):
            step_of_approval(**given)  # type: ignore[arg-type]


def test_two_others_release_it(draft: PublicScorecard, secretary_user: User, chair: User) -> None:
    assert APPROVALS_NEEDED == 2
    assert approve(draft, secretary_user).state == "draft"
    made = approve(draft, chair)
    assert (made.state, made.first_approved_by, made.second_approved_by) == (
        "released",
        secretary_user,
        chair,
    )
    told = list(
        Event.objects.filter(what__contains="release").order_by("number").values_list("what", flat=True)
    )
    assert told == ["release composed", "release approved", "release approved", "scorecard released"]


def test_the_author_is_refused_though_they_hold_the_office(
    partnership: Partnership, figures: None, secretary_user: User
) -> None:
    own = composed(partnership, secretary_user)
    with pytest.raises(ApprovalRefused, match="wrote or edited"):
        approve(own, secretary_user)
    assert own.approvals.count() == 0


def test_an_edit_starts_the_approvals_again(
    draft: PublicScorecard, analyst: User, secretary_user: User, chair: User
) -> None:
    approve(draft, secretary_user)
    edit(draft, analyst)
    assert approve(draft, chair).state == "draft"
    assert approve(draft, secretary_user).state == "released"


def test_words_changed_and_changed_back_bring_no_approval_back(
    draft: PublicScorecard, analyst: User, secretary_user: User, chair: User
) -> None:
    approve(draft, secretary_user)
    edit(draft, analyst)
    edit(draft, analyst, words=SECRET)
    assert approve(draft, chair).state == "draft"


def test_whoever_edits_it_may_not_approve_it_any_more(
    draft: PublicScorecard, secretary_user: User, chair: User
) -> None:
    approve(draft, secretary_user)
    edit(draft, secretary_user)
    with pytest.raises(ApprovalRefused, match="wrote or edited"):
        approve(draft, secretary_user)
    assert approve(draft, chair).state == "draft"


def test_words_that_changed_since_they_were_read_are_not_approved(
    draft: PublicScorecard, analyst: User, chair: User
) -> None:
    read = draft.digest
    edit(draft, analyst)
    with pytest.raises(ApprovalRefused, match="changed after you opened"):
        approve(draft, chair, digest=read)


def test_the_second_of_two_editors_is_told_and_overwrites_nothing(
    draft: PublicScorecard, analyst: User, secretary_user: User
) -> None:
    edit(draft, analyst, words="First")
    with pytest.raises(EditedSince):
        edit(draft, secretary_user, words="Second", expected_version=1)
    draft.refresh_from_db()
    assert draft.words == "First"
    assert [one.author for one in draft.authors.all()] == [analyst]


def test_a_released_scorecard_is_neither_edited_nor_approved(
    draft: PublicScorecard, analyst: User, secretary_user: User, chair: User, person_with: Any
) -> None:
    released(draft, secretary_user, chair)
    with pytest.raises(StepNotPossible, match="is released"):
        edit(draft, analyst)
    with pytest.raises(StepNotPossible, match="is released"):
        approve(draft, user_of(person_with("Neil Hornbeam", "vice-chair")))


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"state": "released"}, id="released by nobody"),
        pytest.param({"state": "withdrawn"}, id="withdrawn without ever being released"),
        pytest.param({"first_approved_by": "chair", "second_approved_by": "chair"}, id="one person twice"),
        pytest.param({"first_approved_by": "author", "second_approved_by": "chair"}, id="the author"),
        pytest.param({"second_approved_by": None}, id="one person alone"),
    ],
)
def test_the_store_itself_refuses_a_release_by_fewer_than_two_others(
    draft: PublicScorecard, analyst: User, chair: User, secretary_user: User, changes: dict[str, Any]
) -> None:
    people = {"chair": chair, "author": analyst, None: None}
    whole: dict[str, Any] = {"state": "released", "released_at": NOW}
    if "state" in changes:
        whole |= changes
    else:
        both = {"first_approved_by": "chair", "second_approved_by": "chair"} | changes
        whole |= {name: people[who] for name, who in both.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        PublicScorecard.objects.filter(pk=draft.pk).update(**whole)


def test_without_figures_there_is_nothing_to_release(partnership: Partnership, analyst: User) -> None:
    with pytest.raises(actions.NothingToRelease, match="no figures"):
        composed(partnership, analyst)


def test_a_board_set_is_released_alone(partnership: Partnership, figures: None, analyst: User) -> None:
    made = composed(partnership, analyst, set_code="home-set")
    assert [row["id"] for row in made.contents["rows"]] == ["homes"]
    assert made.contents["set"] == "Homes"
    with pytest.raises(actions.NothingToRelease):
        composed(partnership, analyst, set_code="no-such-set")


def test_later_returns_do_not_change_what_is_frozen(
    draft: PublicScorecard, returns: Callable[..., None]
) -> None:
    returns("homes,70,80", quarter=1)
    draft.refresh_from_db()
    assert row_of(draft, "homes")["value"] == "71.3%"


def test_a_frozen_row_says_value_verdict_limits_and_where_it_came_from(draft: PublicScorecard) -> None:
    row = row_of(draft, "homes")
    assert (row["verdict"], row["position"], row["target"]) == (
        "Too little data", "Off target by 2 people", "73%",
    )  # fmt: skip
    assert row["limits"] == "60.5% to 80%"
    assert row["receipts"] == [f"{TODAY}/1"]


def test_small_numbers_stay_in(partnership: Partnership, returns: Callable[..., None], analyst: User) -> None:
    returns("homes,3,80", "courses,4,", "strict,7,")
    made = composed(partnership, analyst)
    assert [row_of(made, code)["value"] for code in ("homes", "courses", "strict")] == [
        "hidden, fewer than 5", "hidden, fewer than 5", "0 to 7",
    ]  # fmt: skip
    assert [row["count"] for row in made.contents["rows"] if row["id"] != "strict"] == [None, None]


def test_an_indicator_with_the_stricter_profile_shows_no_exact_count(draft: PublicScorecard) -> None:
    row = row_of(draft, "strict")
    assert (row["value"], row["limits"]) == ("10", "")
    assert "11" not in row["sentence"] + row["position"]


@pytest.mark.parametrize(
    ("why", "later", "value"),
    [
        ("two people more", "courses,11,", TOO_NEAR),
        ("four people more", "courses,13,", TOO_NEAR),
        ("five people more", "courses,14,", "14"),
        ("the same", "courses,9,", "9"),
    ],
)
def test_a_number_too_near_the_one_published_before_is_hidden(
    partnership: Partnership, draft: PublicScorecard, returns: Callable[..., None], analyst: User,
    secretary_user: User, chair: User, why: str, later: str, value: str,
) -> None:  # fmt: skip
    """Nine courses in April to June are public; their total to September would tell of the few since."""
    released(draft, secretary_user, chair)
    returns(later, quarter=1)
    row = row_of(composed(partnership, analyst), "courses")
    assert row["value"] == value
    assert (row["sentence"] == KEPT_BACK) is (value == TOO_NEAR)


def test_two_drafts_that_would_give_a_few_away_together_are_not_both_released(
    partnership: Partnership, draft: PublicScorecard, returns: Callable[..., None], analyst: User,
    secretary_user: User, chair: User,
) -> None:  # fmt: skip
    returns("courses,11,", quarter=1)
    second = composed(partnership, analyst)
    released(draft, secretary_user, chair)
    approve(second, secretary_user)
    with pytest.raises(ApprovalRefused, match="Courses"):
        approve(second, chair)
    second.refresh_from_db()
    assert (second.state, second.approvals.count()) == ("draft", 1)
    edit(second, analyst)
    assert row_of(released(second, secretary_user, chair), "courses")["value"] == TOO_NEAR


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def everything_public(client: Client, number: int) -> str:
    """All that a reader without an account can be told, by any address."""
    answers = [client.get(one) for one in (OPEN, f"{OPEN}/{number}", f"{OPEN}/{number}.csv", "/public")]
    return " ".join(one.content.decode() for one in answers)


@pytest.mark.clause("C183", breaks="throughline.web.performance.releases.queries:published")
def test_unreleased_figures_are_read_by_nobody_outside_until_the_second_approval(
    draft: PublicScorecard, analyst: User, secretary_user: User, chair: User
) -> None:
    public = Client()
    for state in ("composed", "approved once"):
        assert [public.get(f"{OPEN}/1").status_code, public.get(f"{OPEN}/1.csv").status_code] == [404, 404]
        told = everything_public(public, 1)
        assert not any(word in told for word in (SECRET, "How we do", "71.3%")), state
        if state == "composed":
            approve(draft, secretary_user)
    approve(draft, chair)
    told = everything_public(public, 1)
    assert all(word in told for word in (SECRET, "How we do", "71.3%"))


def test_the_page_for_the_public_says_when_there_is_nothing(draft: PublicScorecard) -> None:
    assert "Nothing is published here." in Client().get("/public").content.decode()


@pytest.mark.parametrize(
    ("office", "reads", "approves"),
    [
        pytest.param("", False, False, id="a person without office"),
        pytest.param("plan-owner", False, False, id="the plan owner"),
        pytest.param("analyst", True, False, id="an analyst"),
        pytest.param("secretary", True, True, id="the secretary"),
        pytest.param("chair", True, True, id="a chair"),
        pytest.param("vice-chair", True, True, id="a vice-chair"),
    ],
)
def test_who_sees_a_draft_and_who_may_approve_it(
    draft: PublicScorecard, person_with: Callable[..., Person], office: str, reads: bool, approves: bool
) -> None:
    client = client_of(user_of(person_with("Robin Teasel", office)))
    assert (client.get(f"{PAGES}/1").status_code == 200) is reads
    assert (SECRET in client.get(f"{PAGES}/1").content.decode()) is reads
    answer = client.post(f"{PAGES}/1/approve", {"digest": draft.digest})
    assert (answer.status_code == 302) is approves
    assert draft.approvals.count() == int(approves)


def test_a_secretary_of_another_partnership_sees_nothing(draft: PublicScorecard, as_stranger: Client) -> None:
    assert as_stranger.get(f"{PAGES}/1").status_code == 404
    assert as_stranger.post(f"{PAGES}/1/approve", {"digest": draft.digest}).status_code == 404


def test_it_is_composed_edited_and_released_by_its_pages(
    partnership: Partnership, figures: None, analyst: User, secretary_user: User, chair: User
) -> None:
    writer = client_of(analyst)
    said = {
        "title": "How we do",
        "words": "One.\n\nTwo.",
        "licence": "OGL v3.0",
        "on": str(TODAY),
        "set_code": "",
    }
    assert writer.post(f"{PAGES}/compose", said)["Location"] == f"{PAGES}/1"
    made = PublicScorecard.objects.get()
    assert "Approve these words" not in writer.get(f"{PAGES}/1").content.decode()
    writer.post(f"{PAGES}/1/edit", said | {"title": "How we are doing", "version": made.version})
    made.refresh_from_db()
    assert made.title == "How we are doing"
    for person in (secretary_user, chair):
        reader = client_of(person)
        assert "Approve these words" in reader.get(f"{PAGES}/1").content.decode()
        reader.post(f"{PAGES}/1/approve", {"digest": made.digest})
    page = BeautifulSoup(Client().get(f"{OPEN}/1").content, "html5lib")
    assert page.h1.text == "How we are doing"
    assert "OGL v3.0" in page.text
    assert not [name for name in ("Rowan", "Larch", "Bryony") if name in page.text]


def test_without_a_licence_nothing_is_said_of_one(
    draft: PublicScorecard, secretary_user: User, chair: User
) -> None:
    released(draft, secretary_user, chair)
    assert "icence" not in Client().get(f"{OPEN}/1").content.decode()


def test_a_day_still_to_come_has_no_figures(partnership: Partnership, figures: None, analyst: User) -> None:
    said = {"title": "T", "on": str(TODAY + timedelta(days=1)), "set_code": ""}
    answer = client_of(analyst).post(f"{PAGES}/compose", said)
    assert "still to come" in answer.content.decode()
    assert not PublicScorecard.objects.exists()


def test_the_editor_who_came_second_keeps_what_they_typed(draft: PublicScorecard, analyst: User) -> None:
    edit(draft, analyst, words="The first to save")
    said = {"title": "How we do", "words": "Typed by the second", "licence": "", "version": 1}
    page = client_of(analyst).post(f"{PAGES}/1/edit", said).content.decode()
    assert "Someone else changed this" in page
    assert "Typed by the second" in page
    assert "The first to save" in page


def test_a_withdrawn_scorecard_says_why_and_shows_no_figure(
    draft: PublicScorecard, secretary_user: User, chair: User
) -> None:
    released(draft, secretary_user, chair)
    client = client_of(chair)
    refused = client.post(f"{PAGES}/1/withdraw", {"reason": " "}).content.decode()
    assert "Say why it is withdrawn" in refused
    client.post(f"{PAGES}/1/withdraw", {"reason": "A return was counted twice."})
    public = Client()
    page = public.get(f"{OPEN}/1")
    assert page.status_code == 200
    assert "A return was counted twice." in page.content.decode()
    told = everything_public(public, 1)
    assert not any(word in told for word in (SECRET, "71.3%"))
    assert public.get(f"{OPEN}/1.csv").status_code == 404


def test_the_file_has_a_line_for_each_indicator(
    draft: PublicScorecard, secretary_user: User, chair: User
) -> None:
    released(draft, secretary_user, chair)
    answer = Client().get(f"{OPEN}/1.csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert answer["Content-Disposition"] == 'attachment; filename="hazelmere-scorecard-1.csv"'
    assert lines[0].startswith("Id,Code,Indicator")
    assert len(lines) == 4
    assert any(line.startswith("homes,NI 143,Settled homes") and "71.3%" in line for line in lines)


def test_the_page_says_what_reads_otherwise_than_before(
    partnership: Partnership, draft: PublicScorecard, returns: Callable[..., None], analyst: User,
    secretary_user: User, chair: User,
) -> None:  # fmt: skip
    released(draft, secretary_user, chair)
    returns("courses,20,", quarter=1)
    composed(partnership, analyst)
    page = BeautifulSoup(client_of(chair).get(f"{PAGES}/2").content, "html5lib")
    table = next(t for t in page.find_all("table") if "reads otherwise" in t.caption.text)
    rows = [[cell.text for cell in row.find_all(["th", "td"])] for row in table.tbody.find_all("tr")]
    assert [row[0] for row in rows] == ["Courses"]
    assert "; 9; 10;" in rows[0][1]
    assert "; 20; 20;" in rows[0][2]


def test_events_tell_numbers_and_digests_alone(
    draft: PublicScorecard, analyst: User, secretary_user: User, chair: User
) -> None:
    edit(draft, analyst)
    released(draft, secretary_user, chair)
    actions.withdraw_release(scorecard=draft, reason="Twice counted", by=chair, at=NOW)
    rows = Event.objects.filter(thing=f"performance.publicscorecard:{draft.pk}")
    assert rows.count() == 6
    assert all(set(row.detail) == {"number", "digest"} and not row.reason for row in rows)


@pytest.mark.parametrize("address", [PAGES, f"{PAGES}/1", OPEN, f"{OPEN}/1"])
def test_a_page_asks_no_more_when_there_is_more(
    partnership: Partnership, draft: PublicScorecard, analyst: User, secretary_user: User, chair: User,
    django_assert_max_num_queries: Any, address: str,
) -> None:  # fmt: skip
    released(draft, secretary_user, chair)
    for _again in range(5):
        released(composed(partnership, analyst), secretary_user, chair)
    client = client_of(secretary_user)
    client.get(address)
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200
