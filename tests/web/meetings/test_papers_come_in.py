"""Papers from being asked for to being taken: states, versions, files, leave for late ones, chasing."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from tests.web.meetings.conftest import NOW, TODAY
from throughline.web.access.models import Person
from throughline.web.mail.models import Notice
from throughline.web.meetings import actions
from throughline.web.meetings.models import Meeting, Paper

HERE = "/barnet/rrdg/2026-04-14"
SCREENING = "Health screening on the day of release"


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def receive(paper: Paper, text: str = "One sentence.", **more) -> Paper:
    return actions.receive_paper(
        paper=paper, text=text, received_on=TODAY, expected_version=paper.version, by=None, at=NOW, **more
    )


def publish(meeting: Meeting) -> None:
    actions.publish_agenda(meeting=meeting, expected_version=meeting.version, by=None, at=NOW)


@pytest.fixture
def screening(april: Meeting) -> Paper:
    """The paper that is asked for and not in."""
    return april.papers.get(title=SCREENING)


@pytest.fixture
def homes(april: Meeting) -> Paper:
    """A paper that is in."""
    return april.papers.get(title__startswith="Homes for people")


def test_every_text_that_came_in_is_kept(homes: Paper) -> None:
    receive(homes, "Second words.")
    receive(homes, "Third words.")
    kept = list(homes.versions.values_list("number", "text"))
    assert [number for number, _text in kept] == [1, 2, 3]
    assert [text for _number, text in kept][1:] == ["Second words.", "Third words."]
    assert (homes.text, homes.received_on) == ("Third words.", date(2026, 3, 26))


def test_a_paper_goes_through_its_states_by_buttons(sam: Client, screening: Paper) -> None:
    step = f"{HERE}/papers/{screening.pk}/step"
    sam.post(step, {"do": "draft", "version": screening.version})
    screening.refresh_from_db()
    assert screening.state == "drafting"
    refused = sam.post(step, {"do": "clear", "version": screening.version}, follow=True)
    assert f"“{SCREENING}” is “being drafted”: it cannot become “cleared”." in text_of(refused)
    receive(screening)
    sam.post(step, {"do": "clear", "version": screening.version})
    screening.refresh_from_db()
    assert (screening.state, screening.cleared_on) == ("cleared", TODAY)


def test_the_board_counts_how_far_the_papers_have_come(sam: Client, homes: Paper) -> None:
    actions.clear_paper(paper=homes, cleared_on=TODAY, expected_version=homes.version, by=None, at=NOW)
    shown = text_of(sam.get(HERE))
    for count, words in ((1, "asked for"), (0, "being drafted"), (1, "in, to be cleared"), (1, "cleared")):
        assert f"<li><b>{count}</b>{words}</li>" in shown


def test_publishing_clears_and_publishes_what_is_in_and_holding_takes_it(
    april: Meeting, homes: Paper
) -> None:
    publish(april)
    homes.refresh_from_db()
    assert (homes.state, homes.cleared_on) == ("published", TODAY)
    april.refresh_from_db()
    actions.close_meeting(meeting=april, expected_version=april.version, by=None, at=NOW)
    homes.refresh_from_db()
    assert homes.state == "taken"


def test_a_paper_that_comes_after_publishing_needs_leave_of_whoever_presides(
    sam: Client, april: Meeting, screening: Paper
) -> None:
    publish(april)
    screening.refresh_from_db()
    typed = {"text": "Six weeks.", "version": screening.version}
    assert "would be tabled late. Say who" in text_of(
        sam.post(f"{HERE}/papers/{screening.pk}/receive", typed)
    )
    screening.refresh_from_db()
    assert (screening.state, screening.text) == ("commissioned", "")
    jo = Person.objects.get(partnership=april.body.partnership, name="Jo Hazel")
    leave = {**typed, "permitted_by": str(jo.pk)}
    assert sam.post(f"{HERE}/papers/{screening.pk}/receive", leave).status_code == 302
    screening.refresh_from_db()
    assert (screening.state, screening.permitted_by) == ("late-tabled", jo)


def test_new_words_of_a_published_paper_need_no_leave(april: Meeting, homes: Paper) -> None:
    publish(april)
    homes.refresh_from_db()
    receive(homes, "Corrected.")
    assert homes.state == "published"


def test_a_withdrawn_paper_leaves_the_pack_and_takes_no_more_words(sam: Client, homes: Paper) -> None:
    actions.withdraw_paper(paper=homes, expected_version=homes.version, by=None, at=NOW)
    assert "Homes for people released" not in sam.get(f"{HERE}/pack.html").content.decode()
    with pytest.raises(actions.PaperIsPastThat, match="no words of it can come in"):
        receive(homes)


def a_word_file() -> SimpleUploadedFile:
    document, kept = Document(), io.BytesIO()
    document.add_heading("Screening", 1)
    document.add_paragraph("Six weeks of waiting.")
    document.save(kept)
    return SimpleUploadedFile("screening.docx", kept.getvalue())


def test_a_word_file_is_read_looked_at_and_only_then_saved(sam: Client, screening: Paper) -> None:
    address = f"{HERE}/papers/{screening.pk}/receive"
    looked = sam.post(address, {"do": "read", "file": a_word_file(), "version": screening.version})
    assert "Six weeks of waiting." in text_of(looked)
    assert "As readers will see it; not saved yet" in text_of(looked)
    screening.refresh_from_db()
    assert screening.text == ""
    saved = {"do": "save", "text": "## Screening\n\nSix weeks of waiting.", "came_as": "docx"}
    assert sam.post(address, {**saved, "version": screening.version}).status_code == 302
    assert screening.versions.get().came_as == "docx"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("paper.pdf", b"%PDF-1.7", "is a PDF, which cannot be put under one run of page numbers"),
        ("paper.docx", b"Only words", "is no Word document inside, whatever its name says"),
        ("paper.txt", b"PK\x03\x04rubbish", "is cut off or damaged"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused_at_its_field(
    sam: Client, screening: Paper, name: str, content: bytes, said: str
) -> None:
    sent = {"do": "read", "file": SimpleUploadedFile(name, content), "version": screening.version}
    answer = sam.post(f"{HERE}/papers/{screening.pk}/receive", sent)
    assert answer.status_code == 200
    assert said in text_of(answer)
    assert not screening.versions.exists()


def test_reading_without_a_file_says_so(sam: Client, screening: Paper) -> None:
    sent = {"do": "read", "version": screening.version}
    assert "Choose a file first." in text_of(sam.post(f"{HERE}/papers/{screening.pk}/receive", sent))


def test_authors_are_chased_once_a_day_with_a_link_and_no_name(
    sam: Client, april: Meeting, screening: Paper
) -> None:
    assert "1 author is asked." in text_of(sam.post(f"{HERE}/papers/chase", follow=True))
    notice = Notice.objects.get(kind="paper-chased")
    assert (notice.person.name, notice.path) == ("Lena Yarrow", f"{HERE}/papers/{screening.pk}")
    assert "Lena" not in notice.subject + notice.words
    assert SCREENING not in notice.subject + notice.words
    again = text_of(sam.post(f"{HERE}/papers/chase", follow=True))
    assert "Nobody was asked: every paper is in, has no named author, or its author was asked today." in again
    assert Notice.objects.filter(kind="paper-chased").count() == 1


def test_the_day_a_paper_is_due_is_that_of_the_terms(april: Meeting, screening: Paper) -> None:
    assert screening.due_on == date(2026, 4, 7)
