"""Where extracts lie: a folder for each partnership, which nobody else of the machine may open."""

from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

import pytest

from tests.web.conftest import NOW
from tests.web.extracts.example import example_store
from throughline.cli import doctor
from throughline.figures.extracts.returns import Window
from throughline.figures.extracts.store.keeping import open_extract_store
from throughline.figures.extracts.store.receipts import Sending
from throughline.figures.extracts.store.sent import keep_sent
from throughline.web.site.stores import ExtractsMisplaced, folders_of_extracts


@pytest.mark.parametrize(
    ("sentence", "told", "folders"),
    [
        ("nothing is set", {}, {}),
        ("a folder of each", {"a": "/x/a", " b": " /x/b "}, {"a": "/x/a", "b": "/x/b"}),
        (
            "a name that begins alike is another folder",
            {"a": "/x/a", "b": "/x/ab"},
            {"a": "/x/a", "b": "/x/ab"},
        ),
        ("a way round is made straight", {"a": "/x/y/../a"}, {"a": "/x/a"}),
    ],
)
def test_each_partnership_has_a_folder(sentence: str, told: dict[str, str], folders: dict[str, str]) -> None:
    assert folders_of_extracts(told) == folders, sentence


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("two share one", {"a": "/x/s", "b": "/x/s"}),
        ("two share one by another way", {"a": "/x/s", "b": "/x/t/../s"}),
        ("one lies in another", {"a": "/x/s", "b": "/x/s/deeper"}),
    ],
)
def test_what_is_read_of_one_partnership_is_never_anothers(sentence: str, told: dict[str, str]) -> None:
    with pytest.raises(ExtractsMisplaced, match="Give each partnership a folder of its own"):
        folders_of_extracts(told)


def test_a_store_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    store = open_extract_store(tmp_path / "store")
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700


def test_what_was_sent_is_for_its_owner_alone_in_a_folder_that_all_may_open(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir(mode=0o755)
    store = open_extract_store(tmp_path / "store")
    quarter = Window(date(2026, 1, 1), date(2026, 3, 31))
    sending = Sending(contract="offences", supplier="police", period=quarter, received_on=NOW.date())
    kept = keep_sent(store, b"record\n", ending="csv", sending=sending, profile="", at=NOW)
    lies_in = [kept.file.parent, kept.file.parent.parent]
    assert [stat.S_IMODE(one.stat().st_mode) for one in lies_in] == [0o700, 0o700]


def said(folders: dict[str, str]) -> list[tuple[bool, str]]:
    return [(one.well, one.sentence) for one in doctor.extracts(folders, frozenset({"east-shire"}))]


def test_the_doctor_counts_what_counts_and_takes_nothing_set_for_no_fault(tmp_path: Path) -> None:
    folder = str(example_store().folder)
    assert said({}) == [(True, "No store of extracts is set, so the site has no page of them.")]
    assert said({"east-shire": folder}) == [(True, f"east-shire: 9 extracts in {folder}.")]
    assert said({"east-shire": str(tmp_path / "none")})[0][0], "a store may still be an empty place"


def test_the_doctor_names_what_is_wrong(tmp_path: Path) -> None:
    wide = tmp_path / "wide"
    wide.mkdir(mode=0o755)
    wide.chmod(0o755)
    assert said({"west": str(tmp_path)}) == [
        (False, "THROUGHLINE_EXTRACTS names west, which is no partnership here.")
    ]
    assert said({"east-shire": str(wide)}) == [
        (False, f"{wide} of east-shire is open to other users of this machine. Run: chmod 700 {wide}")
    ]
    damaged = open_extract_store(tmp_path / "damaged").folder
    (damaged / "current.json").write_text("{", encoding="utf-8")
    assert "is damaged" in said({"east-shire": str(damaged)})[0][1]


def test_the_doctor_says_how_to_get_the_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "find_spec", lambda name: None)
    assert (False, "They need a part of the program: deploy/environment figures.") in said(
        {"east-shire": str(tmp_path / "none")}
    )
