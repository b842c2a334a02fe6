"""Prints how many clauses a passing test claims, by founding document and area, and lists the rest."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from tests.clauses.ledger import known_clauses

SEEDS = ("LLR", "WM", "PD", "BAR", "EM")


def main(claims_file: str) -> None:
    claimed = {word for claim in json.loads(Path(claims_file).read_text()) for word in claim["clauses"]}
    clauses = known_clauses()
    rest = [row for word, row in clauses.items() if word not in claimed]
    print("Not claimed by a passing test:")
    for row in rest:
        print(f"  {row['id']}  {row['seed']:4} {row['capability_area']:16} {row['what_software_must_do']}")
    print_table({word: row for word, row in clauses.items() if word in claimed}, clauses)
    print(f"{len(claimed)} of {len(clauses)} clauses")


def print_table(claimed: dict[str, dict[str, str]], clauses: dict[str, dict[str, str]]) -> None:
    """One line an area, one column a founding document: claimed / all."""
    done = Counter((row["capability_area"], row["seed"]) for row in claimed.values())
    wanted = Counter((row["capability_area"], row["seed"]) for row in clauses.values())
    print(f"\n{'area':16}" + "".join(f"{seed:>10}" for seed in SEEDS) + f"{'all':>10}")
    for area in (*sorted({row["capability_area"] for row in clauses.values()}), "all"):
        areas = {area} if area != "all" else {row["capability_area"] for row in clauses.values()}
        pairs = [(sum(done[a, s] for a in areas), sum(wanted[a, s] for a in areas)) for s in SEEDS]
        pairs.append((sum(d for d, _ in pairs), sum(w for _, w in pairs)))
        print(f"{area:16}" + "".join(f"{f'{d}/{w}' if w else '':>10}" for d, w in pairs))


if __name__ == "__main__":
    main(sys.argv[1])
