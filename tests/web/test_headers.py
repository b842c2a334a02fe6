"""Every answer carries the headers that keep it closed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from throughline.web.access.models import Person

ADDRESSES = ["/healthz", "/sign-in", "/demonstration", "/nothing-here", "/you"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_is_kept_by_no_cache_and_framed_by_nobody(as_secretary: Client, address: str) -> None:
    headers = as_secretary.get(address).headers
    assert "no-store" in headers["Cache-Control"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_content_policy_allows_nothing_inline(as_secretary: Client, address: str) -> None:
    policy = as_secretary.get(address).headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_has_no_inline_style_or_script(as_secretary: Client, address: str) -> None:
    page = as_secretary.get(address).content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", page)


def test_cookies_are_closed_to_scripts_and_other_sites(client: Client, secretary: Person) -> None:
    client.get("/demonstration")
    answer = client.post(f"/demonstration/{secretary.pk}")
    assert set(answer.cookies) == {"sessionid", "csrftoken"}
    for cookie in answer.cookies.values():
        assert (cookie["samesite"], cookie["httponly"]) == ("Lax", True)


def test_production_settings_pass_djangos_own_check(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "throughline.web.settings",
        "THROUGHLINE_DATABASE_URL": f"sqlite:///{tmp_path / 'store.sqlite3'}",
        "THROUGHLINE_HTTPS": "yes",
        "THROUGHLINE_HOSTS": "throughline.example",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    told = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr


def test_a_form_without_its_token_is_refused_with_a_page(secretary: object) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/sign-in", {"login": "a@b.example", "password": "x"})
    assert answer.status_code == 403
    assert "This form is out of date" in answer.content.decode()


def test_an_unknown_host_is_refused(client: Client, db: None) -> None:
    assert client.get("/healthz", headers={"host": "elsewhere.example"}).status_code == 400
