"""The pages of a released rate: sent, looked at, accepted, and shown with all that it rests on."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.figures.measures.releases_made import counts, release_file
from tests.web.conftest import TODAY
from tests.web.performance.imports.conftest import as_analyst
from tests.web.performance.measured.conftest import BY_AREA, WITH_A_SMALL, accept, stage
from throughline.web.performance.imports.differences import differences_of
from throughline.web.performance.measured.shown import measured_receipt
from throughline.web.performance.models import Observation, StagedFile

__all__ = ["as_analyst"]
pytestmark = pytest.mark.django_db
SEND = "/hazelmere/scorecard/measured/send"


def sent(content=BY_AREA):
    file = SimpleUploadedFile("release.json", content, "application/json")
    return {"indicator": "all", "supplier": "police", "file": file}


def words(client, address):
    return client.get(address).content.decode()


def test_a_release_is_sent_looked_at_and_accepted(police, as_analyst):
    answer = as_analyst.post(SEND, sent())
    staged = StagedFile.objects.get()
    assert answer.url == f"/hazelmere/scorecard/files/{staged.pk}"
    page = words(as_analyst, answer.url)
    assert "Accepting it would bring in 4 figures and revise none." in page
    assert "/columns" not in page
    seen = differences_of(staged, TODAY).digest
    taken = as_analyst.post(answer.url, {"accept": "yes", "seen": seen}, follow=True)
    assert "has receipt" in taken.content.decode()
    assert Observation.objects.count() == 4


def test_the_page_of_its_columns_leads_back_to_the_file(police, as_analyst):
    staged = stage(police)
    answer = as_analyst.get(f"/hazelmere/scorecard/files/{staged.pk}/columns")
    assert answer.url == f"/hazelmere/scorecard/files/{staged.pk}"


@pytest.mark.parametrize(
    ("sentence", "content", "why"),
    [
        ("a row for each person", b'{"name": "Ash"}', "no sound release"),
        ("something else altogether", b"Area,Rate\nDerby,25\n", "not JSON"),
        ("ten megabytes", b"[" * 10_000_000, "10,000,000 bytes"),
    ],
)
def test_anything_else_is_refused_beside_the_file(police, as_analyst, sentence, content, why):
    answer = as_analyst.post(SEND, sent(content))
    assert answer.status_code == 200
    assert why in answer.content.decode()
    assert not StagedFile.objects.exists()


def test_without_an_indicator_that_is_counted_by_a_measure_the_page_says_what_to_do(partnership, as_analyst):
    assert "No indicator is counted by a measure yet." in words(as_analyst, SEND)


def test_the_indicators_page_names_version_cohort_ends_status_and_receipts(police, as_analyst):
    """The extract's receipt is sixty-four times an a; the page shows how it begins."""
    receipt = accept(stage(police))
    page = words(as_analyst, "/hazelmere/indicators/all")
    for told in (
        "Proven reoffending, three-month cohorts",
        "1 January 2009 to 31 March 2009",
        "31 March 2010",
        "30 September 2010",
        "final",
        "a" * 12,
        f"/hazelmere/scorecard/returns/{receipt.pk}",
        "people counted before this plan",
    ):
        assert told in page, told


def test_the_receipt_shows_the_whole_release_and_hidden_counts_as_hidden(police, as_analyst):
    receipt = accept(stage(police, release_file(counts(WITH_A_SMALL))))
    found = measured_receipt(receipt)
    assert found is not None
    assert found.groups == (
        ("Derby", "40", "hidden", "hidden", "hidden"),
        ("Leicester", "60", "30", "60", "50.0%"),
        ("Oadby", "50", "hidden", "hidden", "hidden"),
        ("Everyone", "150", "42", "84", "28.0%"),
    )
    page = words(as_analyst, f"/hazelmere/scorecard/returns/{receipt.pk}")
    assert all(told in page for row in (*found.groups, *found.extracts) for told in row)
    assert found.extracts[0][-1] == "a" * 64


def test_the_thread_of_a_figure_reaches_the_extracts(police, as_analyst):
    accept(stage(police))
    figure = Observation.objects.get(area="")
    told = words(as_analyst, f"/hazelmere/indicators/all/figures/{figure.pk}")
    assert "Extract aaaaaaaaaaaa: offences" in told
    assert "a" * 64 in told
    assert "followed to 31 March 2010, proved by 30 September 2010" in told


def test_whoever_does_not_keep_figures_cannot_send_one(police, as_stranger):
    assert as_stranger.get(SEND).status_code == 404


def test_the_page_asks_no_more_of_the_store_for_more_releases(
    police, as_analyst, django_assert_max_num_queries
):
    accept(stage(police))
    as_analyst.get("/hazelmere/indicators/all")
    with django_assert_max_num_queries(22):
        as_analyst.get("/hazelmere/indicators/all")
