"""The checker: what is wrong, silent or worth knowing in a partnership file on a day.

Source: the partnership file, section 12.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from throughline.rules.terms.check_context import Checked
from throughline.rules.terms.check_life import life
from throughline.rules.terms.check_people import people
from throughline.rules.terms.check_references import references, unusable_readings
from throughline.rules.terms.check_silences import silences
from throughline.rules.terms.check_structure import structure
from throughline.rules.terms.check_unsettled import unsettled
from throughline.rules.terms.model import Finding, Terms

_ORDER = {"E": 0, "S": 1, "L": 2}


def check(terms: Terms, *, on: date) -> tuple[Finding, ...]:
    """Every finding about the terms on a day, sorted by level, line and code.

    A reading that cannot be used is reported and left out.
    Source: the partnership file, section 12.
    """
    faults = unusable_readings(terms)
    usable = replace(terms, readings=tuple(r for r in terms.readings if r.at not in faults))
    checked = Checked.on_day(usable, on)
    found = [fault for faulty in faults.values() for fault in faulty]
    for part in (structure, unsettled, silences, people, life):
        found += part(checked)
    found += references(usable)
    found += references(checked.settled)
    return in_order(found)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings sorted by level, line and code, each once. Source: the partnership file, section 12."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda f: (_ORDER[f.level], f.line, f.code, f.at)))


def findings_as_json(findings: Iterable[Finding], file: str) -> str:
    """Findings about one file as a JSON list, one object each.

    Source: the partnership file, section 12 (``--json``).
    """
    rows = [
        {
            "file": file,
            "level": each.level,
            "code": each.code,
            "at": each.at,
            "clause": list(each.clause),
            "line": each.line,
            "message": each.message,
        }
        for each in findings
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)
