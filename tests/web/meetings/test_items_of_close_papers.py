"""An item of a close paper tells no more than the paper: nor its minutes, its decisions and its actions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.web.meetings.conftest import NOW, TODAY
from tests.web.meetings.minutes_told import AT, note, someone
from tests.web.meetings.test_minutes_pages import text_of
from tests.web.universe import signed_in
from throughline.web.access.models import Agency, Partnership
from throughline.web.access.permits import Viewpoint
from throughline.web.decisions import actions as decisions
from throughline.web.decisions.closed_actions import without_closed
from throughline.web.decisions.models import Action, Decision
from throughline.web.decisions.register.parts import published_decisions, without_withheld
from throughline.web.exceptions import looking
from throughline.web.governance.models import Body
from throughline.web.meetings import actions, items_open
from throughline.web.meetings.keeping.evidence import closed_to_some, evidence_of, minute_closed_to_some
from throughline.web.meetings.minutes.steps import readers_by_item, series_of
from throughline.web.meetings.models import AgendaItem, Meeting, MinutesVersion, Paper
from throughline.web.meetings.reminders_before import due_before_meetings
from throughline.web.search.models import SearchEntry

UNTIL = NOW + timedelta(hours=3)
ROWS = [
    # what is said, the item's own readers, its paper's, the paper's embargo, for whom the item is
    ("without a paper it is for its own readers", "members", None, None, "members"),
    ("open with an open paper", "body", "body", None, "body"),
    ("a paper for members narrows an open item", "body", "members", None, "members"),
    ("a paper for named readers narrows an open item", "body", "named", None, "named"),
    ("a paper for named readers narrows an item for members", "members", "named", None, "named"),
    ("an open paper widens nothing", "named", "body", None, "named"),
    ("a paper for members widens nothing", "named", "members", None, "named"),
    ("an embargo leaves those named", "body", "body", "stands", "named"),
    ("an embargo leaves those named of members too", "members", "members", "stands", "named"),
    ("an embargo that ended leaves nothing", "body", "body", "ended", "body"),
    ("an embargo that ended leaves the paper's readers", "body", "members", "ended", "members"),
]


@pytest.fixture
def held(group: Body) -> Meeting:
    """A meeting of the group on 3 March 2026 that was held."""
    day = date(2026, 3, 3)
    return Meeting.objects.create(body=group, held_on=day, state="held", called_at=NOW, changed_at=NOW)


def paper_of(meeting: Meeting, title: str = "Larkspur", agency: str = "ps", **more: Any) -> Paper:
    return Paper.objects.create(
        meeting=meeting, title=title, ask="discussion", marking="OFFICIAL", asked_on=date(2026, 3, 1),
        due_on=date(2026, 4, 7),
        author_agency=Agency.objects.get(partnership=meeting.body.partnership, code=agency), **more,
    )  # fmt: skip


def item_of(meeting: Meeting, readers: str, paper: Paper | None, position: int = 1) -> AgendaItem:
    return AgendaItem.objects.create(
        meeting=meeting, position=position, code=f"i{position}", title="Larkspur", asks="decide",
        because="Words of Larkspur", readers=readers, paper=paper,
    )  # fmt: skip


def embargo(stands: str | None) -> dict[str, Any]:
    return {"embargoed_until": UNTIL, "opened_at": UNTIL if stands == "ended" else None} if stands else {}


def test_an_item_is_for_the_narrowest_of_its_own_and_its_papers_readers(held: Meeting) -> None:
    made = [
        item_of(
            held, own, paper_of(held, readers=of_paper, **embargo(stands)) if of_paper else None, position
        )
        for position, (_said, own, of_paper, stands, _for) in enumerate(ROWS, start=1)
    ]
    for item, row in zip(made, ROWS, strict=True):
        assert item.open_to == row[-1], row[0]
        assert readers_by_item(item) == ("public" if row[-1] == "body" else "members"), row[0]
        assert (series_of(item) == "") is (row[-1] == "body"), row[0]
    conditions = {
        "body": items_open.for_every_reader,
        "members": items_open.for_members,
        "named": items_open.for_named,
    }
    here = AgendaItem.objects.filter(meeting=held)
    for readers, condition in conditions.items():
        wanted = [item.pk for item, row in zip(made, ROWS, strict=True) if row[-1] == readers]
        assert list(here.filter(condition()).values_list("pk", flat=True)) == wanted, readers
    closed = [item.pk for item, row in zip(made, ROWS, strict=True) if row[-1] != "body"]
    assert list(here.filter(items_open.for_some()).values_list("pk", flat=True)) == closed


@pytest.mark.parametrize(
    ("line", "of_paper", "kept"),
    [("body", "members", "members"), ("body", "named", "named"), ("named", "body", "named")],
)
def test_no_agenda_keeps_an_item_wider_than_its_paper(
    april: Meeting, line: str, of_paper: str, kept: str
) -> None:
    paper = paper_of(april, readers=of_paper)
    lines = [actions.AgendaLine(code="x", title="X", asks="note", because="y", paper=paper, readers=line)]
    actions.set_agenda(meeting=april, lines=lines, expected_version=april.version, **AT)
    assert april.items.get(code="x").readers == kept


def agreed(held: Meeting, item: AgendaItem, authority: str = "made") -> tuple[Decision, Action]:
    """A decision and an action in the minutes for everybody, of an item."""
    taken = decisions.record_decision(
        body=held.body, decided_on=held.held_on, text="Decide on Larkspur.", authority=authority, **AT
    )
    promised = decisions.assign_action(
        body=held.body, text="Write of Larkspur.", raised_on=date(2025, 10, 1), due=date(2025, 11, 1),
        owner_agency=Agency.objects.get(partnership=held.body.partnership, code="ps"), **AT,
    )  # fmt: skip
    for what in ({"kind": "decision", "decision": taken}, {"kind": "action", "action": promised}):
        note(held, item=item, readers="public", once=what["kind"], **what)
    MinutesVersion.objects.create(meeting=held, number=1, kind="approved", content=[], made_at=NOW)
    return taken, promised


def told_of(held: Meeting, taken: Decision, promised: Action) -> dict[str, bool]:
    """In which places a member of the group, or everybody, is told of a decision and an action."""
    partnership, one, other = held.body.partnership, {"pk": taken.pk}, {"pk": promised.pk}
    reader = Viewpoint(someone("Ruth Campion").user, TODAY, partnership)
    known = Decision.objects.exclude(closed_to_some())
    kept = evidence_of(held.body, first=held.held_on, today=TODAY).meetings
    searched = SearchEntry.objects.filter(open_to="body", is_for_members=False)
    return {
        "public register": published_decisions(partnership).filter(**one).exists(),
        "register": without_withheld(Decision.objects.all(), reader).filter(**one).exists(),
        "actions": without_closed(Action.objects.all(), reader).filter(**other).exists(),
        "rule keeping": known.filter(**one).exists(),
        "items counted": [row.items_asked for row in kept if row.pk == held.pk] == [1],
        "hand-over": Action.objects.exclude(minute_closed_to_some()).filter(**other).exists(),
        "exceptions": looking.open_to_all_readers(held.body).filter(**other).exists(),
        "search, decision": searched.filter(thing=f"decision:{taken.pk}").exists(),
        "search, action": searched.filter(thing=f"action:{promised.pk}").exists(),
        "search, item": searched.filter(kind="item", title="Larkspur").exists(),
    }


def test_what_was_agreed_under_an_item_is_told_no_wider_than_its_paper(held: Meeting) -> None:
    """The item's own row says it is open, as rows of before may."""
    item = item_of(held, "body", paper_of(held, readers="named"))
    told = told_of(held, *agreed(held, item))
    assert told == dict.fromkeys(told, False)


def test_what_was_agreed_under_an_embargo_is_told_once_it_is_over(held: Meeting) -> None:
    paper = paper_of(held, embargoed_until=UNTIL)
    made = agreed(held, item_of(held, "body", paper))
    told = told_of(held, *made)
    assert told == dict.fromkeys(told, False)
    actions.end_embargo(paper=paper, expected_version=paper.version, by=None, at=UNTIL)
    told = told_of(held, *made)
    assert told == dict.fromkeys(told, True)


@pytest.mark.parametrize(
    ("reader", "path", "words"),
    [
        ("Ruth Campion", "/pack.html", ["Decide on Larkspur"]),
        ("Jo Hazel", "/brief", ["Decide on Larkspur", "Write of Larkspur"]),
    ],
)
def test_pack_and_brief_name_nothing_of_a_closed_item(
    held: Meeting, april: Meeting, reader: str, path: str, words: list[str]
) -> None:
    paper = paper_of(held)
    agreed(held, item_of(held, "body", paper), authority="recommended")
    client, page = signed_in(reader, at="barnet"), f"/barnet/rrdg/2026-04-14{path}"
    shown = text_of(client.get(page))
    assert [word for word in words if word in shown] == words
    Paper.objects.filter(pk=paper.pk).update(readers="named")
    assert "Larkspur" not in text_of(client.get(page))


def test_today_lists_no_paper_that_its_reader_may_not_know_of(
    april: Meeting, sam: Client, ruth: Client
) -> None:
    for title, more in (
        ("Speedwell", {}),
        ("Larkspur", {"readers": "named"}),
        ("Betony", {"embargoed_until": UNTIL}),
        ("Yarrow", {"readers": "named", "author": someone("Ruth Campion")}),
    ):
        paper_of(april, title=title, **more)
    of_sam, of_ruth = text_of(sam.get("/barnet/")), text_of(ruth.get("/barnet/"))
    assert [one in of_sam for one in ("Speedwell", "Paper: Larkspur", "Paper: Betony")] == [True] * 3
    assert [one in of_ruth for one in ("Speedwell", "Larkspur", "Betony")] == [True, False, False]
    assert "Write the paper “Yarrow”" in of_ruth


@pytest.mark.parametrize(
    ("more", "is_told"), [({}, True), ({"readers": "named"}, False), ({"embargoed_until": UNTIL}, False)]
)
def test_members_are_reminded_of_no_paper_that_is_kept_close(
    barnet: Partnership, april: Meeting, more: dict[str, Any], is_told: bool
) -> None:
    Paper.objects.filter(meeting=april).update(state="withdrawn")
    paper_of(april, agency="police", **more)
    said = [one for one in due_before_meetings(barnet, date(2026, 3, 26)) if one.kind == "papers-missing"]
    people = {one.person_id for one in said if one.about == f"meeting:{april.pk}"}
    assert someone("Sam Larch").pk in people
    assert (someone("Dee Bramble").pk in people) is is_told
