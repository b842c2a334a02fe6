"""A version of a report as it stands: composed anew while it is open, as it was sent once it is frozen."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from throughline.web.reports.content import Content
from throughline.web.reports.models import Report, ReportVersion
from throughline.web.reports.sources import Basis, catalogue


@dataclass(frozen=True)
class SectionShown:
    """One section of a report: its heading, what frames it, what was composed."""

    source: str
    heading: str
    framing: str
    content: Content | None


def basis_of(report: Report, on: date) -> Basis:
    """From what a report is composed on a day."""
    return Basis(body=report.body, starts=report.period_starts, ends=report.period_ends, on=on)


def sections_of(version: ReportVersion, on: date, *, basis: Basis | None = None) -> tuple[SectionShown, ...]:
    """The sections of a version; a ``basis`` in hand serves the other reports of the same period too."""
    known, found = catalogue(), []
    basis = basis or basis_of(version.report, on)
    for section in version.sections.all():
        source = known.get(section.source)
        content = Content.from_record(section.content) if section.content else None
        if version.frozen_at is None and source is not None and source.compose is not None:
            content = source.compose(basis)
        heading = str(source.heading) if source else section.source
        found.append(SectionShown(section.source, heading, section.framing, content))
    return tuple(found)


def digest_of(sections: tuple[SectionShown, ...], *, as_at: date) -> str:
    """The digest of what a report says, in whatever order its records were kept."""
    said: list[Any] = [
        {
            "source": one.source,
            "framing": one.framing,
            "content": one.content.as_record() if one.content else None,
        }
        for one in sections
    ]
    text = json.dumps({"as at": as_at.isoformat(), "sections": said}, ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()
