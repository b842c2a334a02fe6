"""What terms make of confidence: who promises, what needs consent, and which way is protected."""

from __future__ import annotations

from pathlib import Path

import pytest

from throughline.rules.confidence import (
    is_marked,
    must_be_secure,
    needs_consent,
    restricted_kinds,
    sharing_approval,
    undertaking_of,
)
from throughline.rules.terms.model import Approval, Body, Clause
from throughline.rules.terms.reader import read
from throughline.words.markings import read_marking

FILES = Path(__file__).parents[2] / "partnerships"
DORSET = read((FILES / "pan-dorset.toml").read_text(encoding="utf-8")).body("rrsg")
BARNET = read((FILES / "barnet.toml").read_text(encoding="utf-8")).body("rrdg")

SECURE = [
    ("the terms are silent", None, ["OFFICIAL-SENSITIVE"], False),
    ("always", "secure", ["OFFICIAL"], True),
    ("always, with no paper at all", "secure", [], True),
    ("if marked, and nothing is", "secure-if-marked", ["OFFICIAL", "OFFICIAL"], False),
    ("if marked, and one of two is", "secure-if-marked", ["OFFICIAL", "OFFICIAL-SENSITIVE"], True),
    ("if marked, in the scheme before 2014", "secure-if-marked", ["PROTECT"], True),
    ("if marked, lowest of the scheme before 2014", "secure-if-marked", ["NOT PROTECTIVELY MARKED"], False),
]


@pytest.mark.clause("C253", breaks="throughline.rules.confidence:is_marked")
@pytest.mark.parametrize(
    ("channel", "markings", "expected"), [row[1:] for row in SECURE], ids=[row[0] for row in SECURE]
)
def test_a_protected_way_is_asked_for(channel: str | None, markings: list[str], expected: bool) -> None:
    assert must_be_secure(channel, [read_marking(one) for one in markings]) is expected


def test_a_descriptor_or_a_higher_level_is_a_mark() -> None:
    assert [is_marked(read_marking(one)) for one in ("OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET")] == [
        False, True, True,
    ]  # fmt: skip


def test_the_promise_is_the_undertaking_that_the_sharing_approval_rests_on() -> None:
    found = undertaking_of(DORSET)
    assert found is not None
    assert found.id == "confidentiality"
    assert undertaking_of(BARNET) is None


def test_an_undertaking_without_an_approval_is_no_promise_before_papers() -> None:
    promise = Clause(id="5", kind="undertaking", text="Come well prepared.")
    consent = Approval(what="wider-sharing", clause=("6",))
    assert undertaking_of(Body(id="a", name="A", kind="board", clauses=(promise,))) is None
    assert (
        undertaking_of(Body(id="a", name="A", kind="board", clauses=(promise,), approvals=(consent,))) is None
    )


def test_dorset_keeps_four_kinds_of_information_close_and_barnet_names_none() -> None:
    assert restricted_kinds(DORSET) == (
        "offender-details", "victim-and-witness-details", "embargoed", "unpublished-performance",
    )  # fmt: skip
    assert restricted_kinds(BARNET) == ()
    assert sharing_approval(BARNET) is None


CONSENT = [
    ("a kind that the terms name", DORSET, ["embargoed"], True),
    ("a kind that they do not", DORSET, ["menu"], False),
    ("no kind", DORSET, [], False),
    ("terms without such an approval", BARNET, ["embargoed"], False),
]


@pytest.mark.parametrize(
    ("body", "kinds", "expected"), [row[1:] for row in CONSENT], ids=[row[0] for row in CONSENT]
)
def test_consent_is_needed(body: Body, kinds: list[str], expected: bool) -> None:
    assert needs_consent(body, kinds) is expected


def test_terms_that_name_no_kind_mean_every_paper() -> None:
    every = Body(id="a", name="A", kind="board", approvals=(Approval(what="wider-sharing"),))
    assert needs_consent(every, []) is True
