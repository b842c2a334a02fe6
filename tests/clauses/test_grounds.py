"""Claims rest on things that can be found, taken away and missed."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from tests.clauses.grounds import Groundless, find

FILE = """\
# kept to the letter
id = "p"
agency = [{ id = "a", name = "A" }, { id = "b", name = "B" }]
[[body]]
id = "board"
clause = [{ id = "2.1", text = "x" }, { id = "2", text = "y" }]
line = [{ type = "accountable-to", to = "csp" }]
seat = [
  { id = "one", agency = "a" },   # first
  { id = "two", agency = "b", post = "Head" },
]
[body.quorum]
count = "people"
at_least = 4
[[body.meets]]
every = { months = 2 }
until = "decision"
[[body.meets]]
every = { months = 3 }
from = "decision"
[[body]]
id = "panel"
seat = [{ id = "one", agency = "b" }]
[[body.vote]]
more_than = "1/2"
[[body.vote]]
more_than = "2/3"
for = ["terms"]
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "p.toml").write_text(FILE)
    (tmp_path / "plan.csv").write_text('id,text\n1,"two\nlines"\n2,one\n')
    (tmp_path / "rule.py").write_text(
        '"""A rule."""\nfrom decimal import Decimal\n\nWORDS = ("a",)\nRATE = Decimal("7.5")\n\n\ndef holds(n):\n    return n > 3\n\n\n'
        "def refuses():\n    raise ValueError\n\n\ndef same(word):\n    return word\n\n\n"
        "class Board:\n    @property\n    def size(self):\n        return 7\n"
    )
    return tmp_path


@pytest.mark.parametrize(
    ("sentence", "address", "path"),
    [
        ("an organisation at the top", "agency.b", ("agency", 1)),
        ("a body", "panel", ("body", 1)),
        ("a seat of one body", "board.seat.one", ("body", 0, "seat", 0)),
        ("a key of a seat", "board.seat.two.post", ("body", 0, "seat", 1, "post")),
        ("a seat that only one body has needs no body", "seat.two", ("body", 0, "seat", 1)),
        ("a clause whose number begins another's", "board.clause.2.1", ("body", 0, "clause", 0)),
        ("a clause whose number is another's beginning", "board.clause.2", ("body", 0, "clause", 1)),
        ("a line by its type and end", "board.line.accountable-to:csp", ("body", 0, "line", 0)),
        ("a single table", "board.quorum", ("body", 0, "quorum")),
        ("a number in a single table", "board.quorum.at_least", ("body", 0, "quorum", "at_least")),
        ("the later version of a rule", "board.meets.ordinary@decision", ("body", 0, "meets", 1)),
        ("the rule for a matter", "panel.vote.terms.more_than", ("body", 1, "vote", 1, "more_than")),
    ],
)
def test_an_address_leads_to_one_place(project: Path, sentence: str, address: str, path: tuple) -> None:
    assert find(project, f"p.toml#{address}").path == path, sentence


@pytest.mark.parametrize(
    ("sentence", "written", "refusal"),
    [
        ("no such place", "p.toml#board.seat.three", "p.toml has no places called board.seat.three"),
        ("two bodies have a seat so called", "p.toml#seat.one", "p.toml has 2 places called seat.one"),
        ("no such file", "q.toml#a", "there is no file q.toml"),
        ("no such row", "plan.csv#3", "plan.csv has 0 rows with the id 3"),
        ("no such module", "rules:holds", "there is no module rules"),
        ("no such function", "rule:is_quorate", "rule has no is_quorate"),
        ("a class is no function", "rule:Board", "Board is a class; name the method or function"),
        ("neither form", "holds", "neither module:name nor file#address"),
    ],
)
def test_what_cannot_be_found_is_refused(project: Path, sentence: str, written: str, refusal: str) -> None:
    with pytest.raises(Groundless, match=refusal.replace("(", r"\(")):
        find(project, written)


def test_an_entry_is_taken_out_and_the_rest_stays_to_the_letter(project: Path) -> None:
    without = find(project, "p.toml#board.seat.two").broken(FILE)
    expected = tomllib.loads(FILE)
    del expected["body"][0]["seat"][1]
    assert tomllib.loads(without) == expected
    assert without.startswith("# kept to the letter\n")


def test_a_row_is_taken_out_with_all_its_lines(project: Path) -> None:
    text = (project / "plan.csv").read_text()
    assert find(project, "plan.csv#1").broken(text) == "id,text\n2,one\n"
    assert find(project, "plan.csv#2").broken(text) == 'id,text\n1,"two\nlines"\n'


def test_a_broken_function_no_longer_refuses(project) -> None:
    broken: dict = {}
    exec(find(project, "rule:refuses").broken((project / "rule.py").read_text()), broken)
    assert broken["refuses"]() is None


def test_a_broken_function_gives_equal_words_no_longer(project) -> None:
    broken: dict = {}
    exec(find(project, "rule:same").broken((project / "rule.py").read_text()), broken)
    assert broken["same"]("a") != broken["same"]("a")


@pytest.mark.parametrize(
    ("sentence", "name", "look", "right", "wrong"),
    [
        ("a yes becomes a no", "holds", lambda module: module["holds"](4), True, False),
        ("a list is emptied", "WORDS", lambda module: module["WORDS"], ("a",), ()),
        ("a decimal is one more", "RATE", lambda module: module["RATE"], Decimal("7.5"), Decimal("8.5")),
        ("a number is one more", "Board.size", lambda module: module["Board"]().size, 7, 8),
    ],
)
def test_a_broken_function_gives_a_wrong_result(project, sentence, name, look, right, wrong) -> None:
    text = (project / "rule.py").read_text()
    whole: dict = {}
    exec(text, whole)
    broken: dict = {}
    exec(find(project, f"rule:{name}").broken(text), broken)
    assert (look(whole), look(broken)) == (right, wrong), sentence
