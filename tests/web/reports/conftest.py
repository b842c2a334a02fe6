"""The two fictional years that reports are told in, without the others: quick to build."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from throughline.universe import llr, pan_dorset
from throughline.universe.story import morning
from throughline.web.access.actions import make_demonstration_user, start_store

BEGINNING = morning(date(2009, 4, 1))


@pytest.fixture(scope="module")
def universe(django_db_setup: None, django_db_blocker: Any) -> Any:
    """Pan-Dorset and Leicestershire, built once for a module's tests; each test undoes what it changed."""
    with django_db_blocker.unblock(), transaction.atomic():
        start_store(kind="demonstration", by=None, at=BEGINNING)
        names = ("Sam Larch", "Priya Hawthorn", "Jo Hazel")
        users = {name: make_demonstration_user(name=name, by=None, at=BEGINNING) for name in names}
        pan_dorset.tell(users)
        llr.tell(users)
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)
