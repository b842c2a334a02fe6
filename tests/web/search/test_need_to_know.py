"""What a reader may not see changes nothing that they find: no hit, no count, no facet, no snippet, no row.

A word of its own stands in each of nine things; each of twelve viewpoints looks for each of them, in
the partnership of the things, as a page and as a file.
"""

from __future__ import annotations

import csv
import io
import logging
import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.conftest import NOW, TODAY
from tests.web.universe import BACKEND
from tests.web.viewpoints import viewpoints
from throughline.web.access.models import Agency, Partnership, Person
from throughline.web.access.permits import Viewpoint
from throughline.web.decisions import actions as decisions
from throughline.web.governance.models import Body
from throughline.web.meetings import actions as meetings
from throughline.web.meetings.models import AgendaItem, Meeting, Minute, Paper
from throughline.web.search.actions import rebuild_search
from throughline.web.search.indexing import index_everything
from throughline.web.search.models import SearchEntry
from throughline.web.search.results_page import ResultsPage, results_page

pytestmark = pytest.mark.usefixtures("universe", "db")

EVERYWHERE = "Heliotrope"
"""A word that stands in each of the nine things and nowhere else."""
NOWHERE = "Xanthous"
"""A word that stands nowhere."""
GROUP = {"member", "chair", "inspector", "secretary"}
PANEL = {"member of another board", "inspector", "secretary"}
MAY: dict[str, set[str]] = {
    "Tamarind": GROUP,
    "Zanzibar": {"member", "chair", "secretary"},
    "Quixotic": {"secretary", "plan owner"},
    "Pelican": {"chair", "secretary"},
    "Wolverine": {"member", "chair", "secretary"},
    "Ocelot": PANEL,
    "Gooseberry": PANEL | {"analyst"},
    "Marzipan": set(),
    "Nightjar": {"secretary"},
}
"""Who finds what: a decision, a paper for members, an item with a named reader, a draft minute, a minute
for members, a decision of the panel, an action of the panel owned by the analyst, a decision of another
partnership, and what was decided under the item with a named reader."""
ENTERING = GROUP | PANEL | {"analyst", "plan owner"}


def words_with(word: str) -> str:
    return f"The {word} matter stands under {EVERYWHERE}."


def decided(body: Body, word: str) -> Any:
    return decisions.record_decision(
        body=body, decided_on=date(2026, 3, 2), text=words_with(word), authority="made", by=None, at=NOW
    )


@pytest.fixture
def group() -> Body:
    return Body.objects.get(partnership__slug="barnet", code="rrdg")


@pytest.fixture
def people(group: Body) -> dict[str, Person | None]:
    """The twelve, with nine things that some of them may find."""
    barnet, llr = group.partnership, Partnership.objects.get(slug="llr")
    panel = Body.objects.get(partnership=barnet, code="iom")
    found = viewpoints(barnet, group, panel, llr)
    agency = Agency.objects.get(partnership=barnet, code="ps")
    decided(group, "Tamarind")
    decided(panel, "Ocelot")
    decided(Body.objects.filter(partnership=llr).first(), "Marzipan")  # type: ignore[arg-type]
    decisions.assign_action(
        body=panel, text=words_with("Gooseberry"), owner_agency=agency, owner=found["analyst"],
        due=date(2026, 5, 1), raised_on=TODAY, by=None, at=NOW,
    )  # fmt: skip
    a_paper_for_members(group, agency)
    held = Meeting.objects.create(
        body=group, held_on=date(2026, 3, 3), state="held", called_at=NOW, changed_at=NOW
    )
    minuted(held, "Pelican")
    sent = Meeting.objects.filter(body=group, minutes_versions__isnull=False).latest("held_on")
    Minute.objects.create(meeting=sent, text=words_with("Wolverine"), readers="members", written_at=NOW)
    an_item_with_a_named_reader(held, found["plan owner"])
    meetings.open_item_to(  # an act on the other meeting, after which its minutes are read again
        item=sent.items.all()[0], people=[], by=None, at=NOW
    )
    return found


def a_paper_for_members(group: Body, agency: Agency) -> None:
    asked = meetings.commission_paper(
        meeting=Meeting.objects.get(body=group, held_on=date(2026, 4, 14)), title="Something", ask="decision",
        author_agency=agency, due_on=date(2026, 4, 7), asked_on=date(2026, 3, 17), marking="OFFICIAL",
        readers=Paper.Readers.MEMBERS, by=None, at=NOW,
    )  # fmt: skip
    meetings.receive_paper(
        paper=asked, text=words_with("Zanzibar"), received_on=date(2026, 3, 26), expected_version=asked.version,
        by=None, at=NOW,
    )  # fmt: skip


def minuted(meeting: Meeting, word: str, **more: Any) -> None:
    more.setdefault("item", None)
    meetings.write_minute(
        meeting=meeting, text=words_with(word), kind="note", once=word, by=None, at=NOW, **more
    )


def an_item_with_a_named_reader(meeting: Meeting, person: Person | None) -> None:
    assert person is not None
    item = AgendaItem.objects.create(
        meeting=meeting, position=1, code="case", title="A case", asks="decide", because=words_with("Quixotic"),
        readers="named",
    )  # fmt: skip
    taken = decided(meeting.body, "Nightjar")
    meetings.write_minute(
        meeting=meeting, item=item, text="As decided.", kind="decision", once="x", decision=taken, by=None, at=NOW
    )  # fmt: skip
    meetings.open_item_to(item=item, people=[person], by=None, at=NOW)


def client_of(person: Person | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person.user, backend=BACKEND)
    return client


def page_of(answer: Any, word: str) -> str:
    """A page without what differs by the request, and by the word that was typed."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
    page = re.sub(r'name="next" value="[^"]*"|data-seconds="\d+"|nonce="[^"]+"', "", page)
    return page.replace(word, "?").replace(word.lower(), "?")


def rows_of(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def found(client: Client, word: str, at: str = "barnet") -> int:
    """How many hits the page shows."""
    answer = client.get(f"/{at}/search", {"q": word})
    assert answer.status_code == 200
    return answer.content.decode().count('<p class="tl-found__what">')


def page_for(person: Person | None, word: str) -> ResultsPage:
    assert person is not None
    return results_page(person.partnership, Viewpoint(person.user, TODAY, person.partnership), {"q": word})


def test_each_viewpoint_finds_exactly_what_it_may(people: dict[str, Person | None]) -> None:
    for viewpoint, person in people.items():
        client = client_of(person)
        nothing = client.get("/barnet/search", {"q": NOWHERE})
        if viewpoint not in ENTERING:
            shut = (
                client.get("/barnet/search", {"q": EVERYWHERE}),
                client.get("/barnet/search.csv", {"q": "a"}),
            )
            assert [one.status_code for one in shut] == [302 if person is None else 404] * 2, viewpoint
            continue
        for word, readers in MAY.items():
            for typed in (word, f"{word[:-2]}*"):
                page = client.get("/barnet/search", {"q": typed})
                rows = rows_of(client.get("/barnet/search.csv", {"q": typed}))
                told = f"{viewpoint}: {typed}"
                if viewpoint in readers:
                    assert page.content.decode().count(f"<mark>{word}</mark>") == 1, told
                    assert [word in f"{row['Title']} {row['Words']}" for row in rows] == [True], told
                else:
                    assert page_of(page, typed) == page_of(nothing, NOWHERE), told
                    assert rows == [], told


def test_what_looks_like_a_tag_is_shown_as_it_was_written(
    people: dict[str, Person | None], group: Body
) -> None:
    decisions.record_decision(
        body=group, decided_on=date(2026, 3, 2), text="The <script>Kestrel</script> matter & more.",
        authority="made", by=None, at=NOW,
    )  # fmt: skip
    page = client_of(people["secretary"]).get("/barnet/search", {"q": "Kestrel"}).content.decode()
    assert "<mark>Kestrel</mark>" in page
    assert "<script>Kestrel" not in page
    assert "<script><mark>" not in page


def test_counts_and_facets_count_what_a_reader_may_see(people: dict[str, Person | None]) -> None:
    for viewpoint in sorted(ENTERING):
        client = client_of(people[viewpoint])
        number = sum(viewpoint in readers for readers in MAY.values())
        page = page_for(people[viewpoint], EVERYWHERE)
        assert page.count == len(page.lines) == number, viewpoint
        for facet in page.facets:
            if facet.name in ("kind", "body"):
                assert sum(one[2] for one in facet.values) == number, viewpoint
        assert len(rows_of(client.get("/barnet/search.csv", {"q": EVERYWHERE}))) == number, viewpoint


def test_somebody_elses_partnership_is_searched_by_its_own_alone(people: dict[str, Person | None]) -> None:
    theirs = client_of(people["other partnership"])
    assert found(theirs, "Marzipan", at="llr") == 1
    assert found(theirs, EVERYWHERE, at="llr") == 1
    assert client_of(people["secretary"]).get("/llr/search", {"q": "Marzipan"}).status_code == 404


def test_minutes_that_go_out_are_found_by_the_readers_of_papers(
    people: dict[str, Person | None], group: Body
) -> None:
    client = client_of(people["member"])
    held = Meeting.objects.get(body=group, held_on=date(2026, 3, 3))
    assert found(client, "Pelican") == 0
    held.minutes_versions.create(number=1, kind="circulated", content=[], made_at=NOW)
    index_everything(group.partnership)
    assert found(client, "Pelican") == 1


def test_a_seat_that_ended_finds_nothing_on_the_next_request(people: dict[str, Person | None]) -> None:
    member = people["member"]
    assert member is not None
    client = client_of(member)
    assert found(client, "Tamarind") == 1
    member.appointments.update(until_on=date(2026, 3, 29))
    assert client.get("/barnet/search", {"q": "Tamarind"}).status_code == 404


def test_a_page_asks_twelve_things_of_the_store_whatever_it_finds(people: dict[str, Person | None]) -> None:
    for viewpoint in ("secretary", "member", "plan owner"):
        client = client_of(people[viewpoint])
        for typed in ("the", EVERYWHERE, NOWHERE, ""):
            with CaptureQueriesContext(connection) as asked:
                client.get("/barnet/search", {"q": typed})
            assert len(asked) <= 12, (viewpoint, typed, [one["sql"][:120] for one in asked])


@pytest.mark.parametrize(
    "query",
    [
        {"q": "the", "page": "-1"}, {"q": "the", "page": "99999999999"}, {"q": "the", "year": "00000"},
        {"q": "the", "year": "²⁰²⁶"}, {"q": "the", "until": "2026-02-31"}, {"q": "the", "kind": "'\"<x>\x00"},
        {"q": "x" * 9_000}, {"q": '"' * 300}, {"q": "\x00"}, {"q": "' OR 1=1 --"}, {"q": "a* b* c*"},
    ],
)  # fmt: skip
def test_no_question_breaks_the_page(people: dict[str, Person | None], query: dict[str, str]) -> None:
    client = client_of(people["secretary"])
    assert client.get("/barnet/search", query).status_code == 200
    assert client.get("/barnet/search.csv", query).status_code == 200


def test_what_was_searched_is_kept_in_no_log_and_no_table(
    people: dict[str, Person | None], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client = client_of(people["secretary"])
    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/barnet/search", {"q": NOWHERE})
    written = [one["sql"] for one in asked if not one["sql"].lstrip().upper().startswith("SELECT")]
    assert not [sql for sql in written if NOWHERE.lower() in sql.lower()]
    told = [one.getMessage() for one in caplog.records if not one.name.startswith("django.db")]
    assert not [line for line in told if NOWHERE.lower() in line.lower()]
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]


def entries_by_thing() -> dict[tuple[int, str], Any]:
    rows = SearchEntry.objects.prefetch_related("items")
    return {
        (row.partnership_id, row.thing): (
            *(getattr(row, name) for name in SearchEntry.FOLLOWED),
            sorted(item.item_id for item in row.items.all()),
        )
        for row in rows
    }


def test_every_kind_can_be_found_and_reading_again_after_more_acts_changes_nothing(
    people: dict[str, Person | None],
) -> None:
    grown = entries_by_thing()
    assert set(SearchEntry.objects.values_list("kind", flat=True)) == set(SearchEntry.Kind.values)
    for partnership in Partnership.objects.all():
        rebuild_search(partnership=partnership, by=None, at=NOW)
    assert entries_by_thing() == grown


def test_a_thing_withdrawn_or_struck_is_found_no_more(people: dict[str, Person | None], group: Body) -> None:
    client = client_of(people["secretary"])
    minute = Minute.objects.get(text=words_with("Pelican"))
    meetings.strike_minute(minute=minute, expected_version=minute.version, by=None, at=NOW)
    assert found(client, "Pelican") == 0
