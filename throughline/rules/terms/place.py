"""The place in a file that is being read, and the findings of form met there."""

from __future__ import annotations

from dataclasses import dataclass, field

from throughline.rules.terms.model import Finding
from throughline.rules.terms.vague import replacement_for


@dataclass(frozen=True)
class Place:
    """One place in the file: its address, its line and the list that findings are added to."""

    at: str
    line: int
    clause: tuple[str, ...] = ()
    findings: list[Finding] = field(default_factory=list)

    def under(self, key: str | int) -> Place:
        """The place of a key or list position within this one."""
        return Place(f"{self.at}.{key}" if self.at else str(key), self.line, self.clause, self.findings)

    def refuse(self, code: str, message: str) -> None:
        """Add a finding of form at this place."""
        self.findings.append(Finding("E", code, self.at, self.clause, self.line, message))

    def bad(self, message: str) -> None:
        """Say that the value at this place is not one that may stand here."""
        self.refuse("E-bad-value", message)

    def is_vague(self, raw: object) -> bool:
        """Whether the value is a word that misleads; if so, that is reported with its replacement."""
        replacement = replacement_for(raw) if isinstance(raw, str) else None
        if replacement is not None:
            self.refuse("E-vague-word", f"“{raw}” is not accepted; write {replacement}")
        return replacement is not None


def shown(raw: object) -> str:
    """A value of the file as a message quotes it. Source: the partnership file, section 12."""
    if isinstance(raw, str):
        return f"“{raw}”"
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, dict):
        return f"a table of {', '.join(map(str, raw)) or 'nothing'}"
    return "a list" if isinstance(raw, list) else str(raw)
