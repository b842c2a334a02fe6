"""The figures as a library: its names, what it loads, and the example notebook run cell by cell."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import throughline.figures as library

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs" / "library"
NOTEBOOK = json.loads((DOCS / "figures.ipynb").read_text(encoding="utf-8"))
CODE = ["".join(cell["source"]) for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code"]


def typed_names():
    """The public names by their part, as the type checker reads them."""
    tree = ast.parse(Path(library.__file__).read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    return {
        node.module.removeprefix("throughline.figures."): {name.asname for name in node.names}
        for node in block.body
    }


def test_every_public_name_is_there_and_says_what_it_is():
    assert [name for name in library.__all__ if not getattr(library, name).__doc__] == []


def test_types_follow_every_public_name():
    assert typed_names() == {part: set(names) for part, names in library.PARTS.items()}
    assert (ROOT / "throughline" / "py.typed").exists()


def test_a_name_that_is_not_public_is_refused():
    with pytest.raises(AttributeError, match="no public name _door"):
        library._door  # noqa: B018 (asked for its refusal)


def loaded_after(line):
    """Which slow or forbidden libraries one line of a fresh program has loaded."""
    script = f"{line}\nimport sys\nprint([one for one in ('django', 'statsmodels', 'scipy') if one in sys.modules])"
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    return ast.literal_eval(run.stdout)


@pytest.mark.parametrize(
    ("line", "loads"),
    [
        ("import throughline.figures", []),
        ("from throughline.figures import CohortCounts", []),
        ("from throughline.figures import wilson; wilson(1, 2)", ["scipy"]),
        ("from throughline.figures import kaplan_meier", ["scipy"]),
    ],
)
def test_only_what_is_used_is_loaded(line, loads):
    assert loaded_after(line) == loads


def test_the_cells_of_the_notebook_run_one_after_another(monkeypatch, capsys):
    monkeypatch.chdir(DOCS)
    space = {}
    for place, cell in enumerate(CODE):
        exec(compile(cell, f"cell {place}", "exec"), space)
    said = capsys.readouterr().out
    assert "0.7361 not arrested again within 52 weeks" in said
    assert "32 quarters of adults with values" in said
    assert "pooled 29.287275%" in said
    assert "adjusted 31.8415%" in said
    assert "\nNone\n" in said
    assert "you can only show a fall of 11% or more: 261 or fewer." in said


def test_the_notebook_keeps_no_outputs():
    assert all(cell.get("outputs", []) == [] for cell in NOTEBOOK["cells"])
    assert NOTEBOOK["nbformat"] == 4


@pytest.mark.parametrize("name", ["rossi.csv", "moj_proven_reoffending_2000_2008.csv"])
def test_its_data_are_the_reference_with_source_and_licence(name):
    reference = Path(__file__).parent / "reference" / name
    assert (DOCS / name).read_bytes() == reference.read_bytes()
    assert f"`{name}`" in (DOCS / "SOURCES.md").read_text(encoding="utf-8")


def test_every_part_of_the_library_is_documented():
    pages = "\n".join(page.read_text(encoding="utf-8") for page in DOCS.glob("*.md"))
    documented = set(re.findall(r"automodule:: throughline\.figures\.(\S+)", pages))
    assert documented == set(library.PARTS)
