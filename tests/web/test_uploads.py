"""What is too large is refused before it is read."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client


@pytest.mark.parametrize(
    ("size", "status"),
    [
        pytest.param(1_000, 200, id="an ordinary form"),
        pytest.param(1_100_000, 413, id="a file beyond the limit"),
    ],
)
def test_the_limit_holds_for_every_address(
    client: Client, db: None, settings: object, size: int, status: int
) -> None:
    settings.UPLOAD_LIMIT = 1024 * 1024  # type: ignore[attr-defined]
    answer = client.post("/accept", {"code": SimpleUploadedFile("plan.csv", b"x" * size)})
    assert answer.status_code == status


def test_the_refusal_says_how_much_and_what_to_do(client: Client, db: None, settings: object) -> None:
    settings.UPLOAD_LIMIT = 1024 * 1024  # type: ignore[attr-defined]
    page = client.post("/accept", {"code": SimpleUploadedFile("a.csv", b"x" * 1_100_000)}).content.decode()
    assert "A file may hold 1 megabytes at most. Nothing was read and nothing was saved." in page
    assert "Send the file in parts" in page


def test_a_length_that_is_no_number_is_left_to_the_server(client: Client, db: None) -> None:
    assert client.get("/accept", CONTENT_LENGTH="much").status_code == 200
