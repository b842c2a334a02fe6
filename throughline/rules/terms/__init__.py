"""The partnership file: read, checked, and held as it stands on any day."""

from throughline.rules.terms.addresses import Found, entries, find
from throughline.rules.terms.check import check, findings_as_json
from throughline.rules.terms.in_force import on
from throughline.rules.terms.model import Finding, Terms, TermsUnreadable
from throughline.rules.terms.reader import read, read_bytes
from throughline.rules.terms.readings import ReadingUnusable
from throughline.rules.terms.seats import SeatPlace, seats_on
from throughline.rules.terms.succession import body_on, employer_of, organisation_on, set_members

__all__ = [
    "Finding",
    "Found",
    "ReadingUnusable",
    "SeatPlace",
    "Terms",
    "TermsUnreadable",
    "body_on",
    "check",
    "employer_of",
    "entries",
    "find",
    "findings_as_json",
    "on",
    "organisation_on",
    "read",
    "read_bytes",
    "seats_on",
    "set_members",
]
