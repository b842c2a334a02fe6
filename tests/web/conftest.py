"""What tests of the web share: a small partnership with its people, and clients signed in as them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test import Client, TransactionTestCase

from tests.web.engines import ON_POSTGRESQL
from tests.web.extracts.example import example_store
from tests.web.kept_universe import forget_universe, universe_in_store
from tests.web.pages import faults_of
from throughline.web.access import actions
from throughline.web.access.actions import start_store
from throughline.web.access.audit_guard import guards, unguards
from throughline.web.access.models import Partnership, Person, User

TODAY = date(2026, 3, 30)
NOW = datetime(2026, 3, 30, 9, 0, tzinfo=UTC)
ONCE_ONLY = re.compile(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]*"')
"""What differs between two answers that are the same page, which is looked at once."""


@pytest.fixture(autouse=True, scope="session")
def _tests_with_real_transactions_may_empty_the_audit_trail() -> Any:
    """Such a test ends by emptying every table, which the audit trail's own guard refuses."""
    emptied = TransactionTestCase._fixture_teardown

    def without_guard(self: TransactionTestCase) -> None:
        for statement in unguards(connection.vendor):
            _run(statement)
        emptied(self)
        for statement in guards(connection.vendor):
            _run(statement)

    TransactionTestCase._fixture_teardown = without_guard  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = emptied  # type: ignore[method-assign]


def _run(statement: str) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture(autouse=True, scope="session")
def every_page_that_a_test_opens_is_whole() -> Any:
    """Valid, titled, labelled, without duplicate ids: looked at wherever a test opens a page.

    A page has the same form whichever engine keeps the store, so it is looked at in the run on SQLite alone.
    """
    if ON_POSTGRESQL or hasattr(Client.request, "looks"):
        yield
        return
    asked = Client.request

    def looked_at(self: Client, **request: Any) -> Any:
        answer = asked(self, **request)
        is_page = answer.get("Content-Type", "").startswith("text/html") and answer.content
        if is_page and getattr(self, "looks_at_pages", True):
            faults = faults_of(ONCE_ONLY.sub(r'\1=""', answer.content.decode()))
            assert not faults, f"{request.get('PATH_INFO')}: {'; '.join(faults)}"
        return answer

    looked_at.looks = True  # type: ignore[attr-defined]
    Client.request = looked_at  # type: ignore[method-assign]
    yield
    Client.request = asked  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def folder_of_run(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that every process of this run of the tests shares."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def universe_ends(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """What was made for the universe is thrown away when the tests end."""
    yield
    with django_db_blocker.unblock():
        forget_universe()


@pytest.fixture(scope="module")
def universe(universe_ends: None, django_db_blocker: Any, folder_of_run: Path) -> Iterator[None]:
    """Every fictional year, as it stands before a module's tests; each test undoes what it changed."""
    with django_db_blocker.unblock(), universe_in_store(folder_of_run), transaction.atomic():
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


@pytest.fixture
def barnet_extracts(settings: Any) -> None:
    """Barnet's extracts are the made-up ones, which no test with this fixture changes."""
    settings.EXTRACTS = {"barnet": str(example_store().folder)}


@pytest.fixture
def demonstration(db: None) -> None:
    """A demonstration store."""
    start_store(kind="demonstration", by=None, at=NOW)


@pytest.fixture
def partnership(demonstration: None) -> Partnership:
    """Hazelmere, which stands still on Monday 30 March 2026."""
    made = actions.create_partnership(slug="hazelmere", name="Hazelmere Partnership", by=None, at=NOW)
    return actions.stand_still_on(partnership=made, day=TODAY, by=None, at=NOW)


@pytest.fixture
def other_partnership(demonstration: None) -> Partnership:
    """Thornbury, whose people must see nothing of Hazelmere."""
    made = actions.create_partnership(slug="thornbury", name="Thornbury Partnership", by=None, at=NOW)
    return actions.stand_still_on(partnership=made, day=TODAY, by=None, at=NOW)


@pytest.fixture
def person_with(partnership: Partnership) -> Callable[..., Person]:
    """Makes a person who signs in; `office` is theirs from January 2025."""

    def make(name: str, office: str = "", place: Partnership = partnership, **terms: Any) -> Person:
        email = f"{name.lower().replace(' ', '.')}@{place.slug}.example"
        user = User.objects.create_user(email=email, name=name)
        person = actions.record_person(partnership=place, name=name, email=email, user=user, by=None, at=NOW)
        if office:
            terms.setdefault("from_on", date(2025, 1, 1))
            actions.appoint_to_office(person=person, office=office, by=None, at=NOW, **terms)
        return person

    return make


@pytest.fixture
def secretary(person_with: Callable[..., Person]) -> Person:
    """Sam Larch, secretary of Hazelmere."""
    return person_with("Sam Larch", "secretary")


@pytest.fixture
def stranger(person_with: Callable[..., Person], other_partnership: Partnership) -> Person:
    """Kit Sorrel, secretary of the other partnership."""
    return person_with("Kit Sorrel", "secretary", place=other_partnership)


@pytest.fixture
def as_person() -> Callable[[Person], Client]:
    """Makes a client signed in as the person."""

    def sign_in(person: Person) -> Client:
        client = Client()
        client.force_login(person.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture
def as_secretary(as_person: Callable[[Person], Client], secretary: Person) -> Client:
    """A client signed in as Hazelmere's secretary."""
    return as_person(secretary)


@pytest.fixture
def as_stranger(as_person: Callable[[Person], Client], stranger: Person) -> Client:
    """A client signed in as the other partnership's secretary."""
    return as_person(stranger)
