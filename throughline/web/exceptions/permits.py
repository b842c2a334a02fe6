"""Who may read an exception report, write it, and record what the board made of it."""

from __future__ import annotations

import rules

from throughline.web.access.permits import Viewpoint, add_permit, belongs, holds_office
from throughline.web.decisions.permits import codes_read_by
from throughline.web.exceptions.models import ExceptionReport

READ_EXCEPTIONS = "read the exception report"
WRITE_EXCEPTIONS = "write exception reports"
WRITE_THIS = "write the exception report"
ANSWER_EXCEPTIONS = "record what the board made of the exception report"
WRITERS = ("plan-owner", "secretary")


def report_in(viewpoint: Viewpoint) -> ExceptionReport | None:
    """The report that the address names, in the partnership; asked once for a request."""
    if "exception_report" not in viewpoint.route:
        return None
    kept: dict[str, ExceptionReport | None] = viewpoint.__dict__.setdefault("_exception_report", {})
    if "found" not in kept:
        rows = ExceptionReport.objects.filter(
            partnership=viewpoint.partnership, number=viewpoint.route["exception_report"]
        )
        kept["found"] = rows.select_related("partnership", "body__partnership", "plan_version__plan").first()
    return kept["found"]


def forget_report(viewpoint: Viewpoint) -> None:
    """Let the report be read anew: an act that was refused may have changed the one in hand."""
    viewpoint.__dict__.pop("_exception_report", None)


def _body(viewpoint: Viewpoint) -> str | None:
    """The code of the report's body, or of the body that is asked about; None where there is none."""
    if "exception_report" not in viewpoint.route:
        return str(viewpoint.route.get("body", ""))
    found = report_in(viewpoint)
    return found.body.code if found else None


def _holds(viewpoint: Viewpoint, *offices: str) -> bool:
    body = _body(viewpoint)
    held = (one for one in viewpoint.offices if one.office in offices)
    return body is not None and any(one.body_code in ("", body) for one in held)


@rules.predicate
def reads_its_body(viewpoint: Viewpoint) -> bool:
    """Whoever reads the papers of the report's body."""
    return _body(viewpoint) in codes_read_by(viewpoint)


@rules.predicate
def writes_it(viewpoint: Viewpoint) -> bool:
    """The plan owner or secretary of the partnership, or of the report's body."""
    return _holds(viewpoint, *WRITERS)


@rules.predicate
def keeps_its_body(viewpoint: Viewpoint) -> bool:
    """The secretary, chair or vice-chair of the report's body, or of the partnership."""
    return _holds(viewpoint, "secretary", "chair", "vice-chair")


def declare() -> None:
    """Add the permits of exception reports."""
    add_permit(READ_EXCEPTIONS, belongs & (reads_its_body | writes_it))
    add_permit(WRITE_EXCEPTIONS, belongs & holds_office(*WRITERS))
    add_permit(WRITE_THIS, belongs & writes_it)
    add_permit(ANSWER_EXCEPTIONS, belongs & keeps_its_body)
