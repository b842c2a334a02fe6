"""Proves claims: breaks what each rests on, in a copy of the project, and requires the test to fail."""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

from tests.clauses.grounds import Groundless, find
from tests.clauses.ledger import ROOT

TESTS_FAILED = 1
"""The exit code of pytest that says: the test ran, and failed."""


@dataclass(frozen=True)
class Proof:
    """What came of breaking one ground under one test."""

    test: str
    breaks: str
    fault: str
    """Why the claim does not hold; empty when the test failed, as it must."""


def pairs_in(claims_file: Path) -> list[tuple[str, str]]:
    """Each test with each thing it rests on, once."""
    return sorted({(claim["test"], claim["breaks"]) for claim in json.loads(claims_file.read_text())})


def copy_of_project(folder: Path) -> Path:
    """A copy of every file of the project that git knows or would add."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


def prove(copy: Path, test: str, breaks: str) -> Proof:
    """Break one ground in a copy, run one test there, and mend the copy again."""
    try:
        ground = find(copy, breaks)
        whole = ground.file.read_text(encoding="utf-8")
        ground.file.write_text(ground.broken(whole), encoding="utf-8")
    except Groundless as groundless:
        return Proof(test, breaks, str(groundless))
    try:
        return Proof(test, breaks, _fault(copy, test))
    finally:
        ground.file.write_text(whole, encoding="utf-8")


def _fault(copy: Path, test: str) -> str:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-p",
        "no:cacheprovider",
        "--claims-unchecked",
        test,
    ]
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        run = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, timeout=300)
    except subprocess.TimeoutExpired:
        return "the test did not end within 5 minutes"
    if run.returncode == TESTS_FAILED:
        return ""
    if run.returncode == 0:
        return "the test still passes"
    last = (run.stdout + run.stderr).strip().splitlines()[-1:]
    return f"the test could not be run (pytest's exit code {run.returncode}): {''.join(last)}"


def prove_all(pairs: Iterable[tuple[str, str]], workers: int) -> list[Proof]:
    """Prove each pair; each worker has a copy of the project to itself."""
    with tempfile.TemporaryDirectory(prefix="throughline-proof-") as folder:
        copies: Queue[Path] = Queue()
        for number in range(workers):
            copies.put(copy_of_project(Path(folder) / str(number)))

        def one(pair: tuple[str, str]) -> Proof:
            copy = copies.get()
            try:
                proof = prove(copy, *pair)
            finally:
                copies.put(copy)
            print(
                f"{'FALSE ' if proof.fault else 'proved'}  {proof.test}  rests on  {proof.breaks}", flush=True
            )
            return proof

        with ThreadPoolExecutor(workers) as pool:
            return list(pool.map(one, pairs))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("claims", type=Path)
    parser.add_argument("--count", type=int, default=40, help="how many claims to draw")
    parser.add_argument("--all", action="store_true", help="prove every claim")
    parser.add_argument("--seed", default="", help="what decides the draw: the commit")
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args()
    pairs = pairs_in(chosen.claims)
    if not chosen.all and len(pairs) > chosen.count:
        pairs = sorted(random.Random(chosen.seed).sample(pairs, chosen.count))
    proofs = prove_all(pairs, chosen.workers)
    false = [proof for proof in proofs if proof.fault]
    for proof in false:
        print(f"\n{proof.test}\n  rests on {proof.breaks}\n  {proof.fault}")
    if not proofs:
        print("No passing test claims a clause: there is nothing to prove.")
        return 1
    print(f"{len(proofs) - len(false)} of {len(proofs)} claims proved")
    return 1 if false else 0


if __name__ == "__main__":
    sys.exit(main())
