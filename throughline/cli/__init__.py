"""The second door: what the pages do, on a command line.

Every command calls the same functions as the pages. A refusal is one sentence on
the error stream and exit code 2; findings that stop adoption are exit code 1.
"""

from __future__ import annotations

import sys

from throughline.cli import (
    actions,
    backups,
    beginning,
    doctor,
    drawing,
    figure_files,
    figures,
    figures_example,
    figures_link,
    figures_measure,
    figures_readiness,
    figures_release,
    figures_store,
    mail,
    papers,
    partnerships,
    plan,
    rule_keeping,
    searching,
    secretaries,
    site,
    statements,
    terms,
    year,
)
from throughline.cli.app import app
from throughline.words.refusals import Refused

__all__ = [
    "actions",
    "app",
    "backups",
    "beginning",
    "doctor",
    "drawing",
    "figure_files",
    "figures",
    "figures_example",
    "figures_link",
    "figures_measure",
    "figures_readiness",
    "figures_release",
    "figures_store",
    "mail",
    "main",
    "papers",
    "partnerships",
    "plan",
    "rule_keeping",
    "searching",
    "secretaries",
    "site",
    "statements",
    "terms",
    "year",
]


def main() -> None:
    """Run the command line; a refusal becomes one sentence and exit code 2."""
    try:
        app()
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(2)
