"""What each kind of finding is called on the page, and how it is mended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

MENDS: Final[Mapping[str, tuple[Any, Any]]] = {
    "no-parent": (_("Belongs to nothing"), _("Write the number of the line it belongs to.")),
    "no-measure": (_("No measure of success"), _("Add a measure that tells when it has succeeded.")),
    "no-measurable-measure": (
        _("Nothing can be measured"),
        _("Give one measure a target, an indicator, a unit or a date."),
    ),
    "no-pathway": (_("No pathway"), _("Write the pathways it serves.")),
    "no-lead": (_("No lead"), _("Name the one organisation that is accountable.")),
    "several-leads": (_("More than one lead"), _("Leave one under lead; move the others to support.")),
    "agency-unknown": (
        _("An unknown organisation"),
        _("Write the organisation's id from the terms, or add it to the terms."),
    ),
    "lead-not-a-member": (
        _("A lead without a seat"),
        _("Name a lead that sits on a board, or offer the organisation a seat."),
    ),
    "no-baseline": (_("A target without a baseline"), _("Write where it stood before the plan began.")),
    "target-not-detectable": (
        _("A target that no count could show"),
        _("Choose a larger change, or count over a longer time."),
    ),
    "deliverables-off": (
        _("Places without exactly their deliverables"),
        _("Give each place as many milestones of the kind deliverable as the measure asks for."),
    ),
    "quarters-fall": (_("Quarters that fall"), _("Write counts to date, which never fall.")),
    "quarters-miss-target": (
        _("Quarters that miss the target"),
        _("Make the fourth quarter the year's target, or correct the target."),
    ),
    "no-outcome-measure": (
        _("No outcome under a priority"),
        _("Give one of its measures the kind outcome."),
    ),
    "duplicate-text": (_("Said twice"), _("Keep one of the two, or say how they differ.")),
    "sum-unreadable": (_("A sum that cannot be read"), _("Write it as 2.7.2.a + 2.7.2.b = 2283.")),
    "sum-broken": (_("A sum that does not hold"), _("Correct one of the targets, or the total.")),
    "count-differs-from-names": (
        _("A count that differs from its names"),
        _("Correct the count, or name the ones that are missing."),
    ),
    "indicator-off-purpose": (
        _("An indicator that serves another purpose"),
        _("Choose an indicator of this purpose, or correct the purpose."),
    ),
    "out-of-scope": (
        _("Outside the scope of the body"),
        _("Widen the objective beyond one type of offence, or take it to a body whose scope it is in."),
    ),
    "after-unknown": (
        _("Begins after something that is not there"),
        _("Write the number of an objective or of a milestone of this plan."),
    ),
    "year-unknown": (_("No year"), _("Write year_starts and year_ends as facts of the plan.")),
    "objective-undated": (_("An objective without a date"), _("Date one of its steps.")),
    "objective-year-only": (_("An objective with only a year"), _("Write a month or a quarter for a step.")),
    "objective-rhythm-only": (
        _("An objective with only a rhythm"),
        _("Write by when something is done for the first time."),
    ),
    "several-dates": (_("A step with several dates"), _("Write a step for each date.")),
    "milestone-undated": (_("A step without a date"), _("Write a date under due, as precise as you know.")),
    "after-year": (_("Due after the year"), _("Date it within the year, or move it to the next plan.")),
    "before-year": (_("Due before the year"), _("Correct the date, or drop the step.")),
    "past-at-adoption": (
        _("Already past when adopted"),
        _("Record that it was achieved, or date it anew."),
    ),
    "due-together": (_("Everything due together"), _("Spread the dates over the year.")),
    "term-undefined": (_("An abbreviation not explained"), _("Add it to the plan's terms.")),
    "term-unused": (_("A term never used"), _("Take it out of the plan's terms.")),
    "lead-overloaded": (_("A lead with too much"), _("Share objectives with those in support.")),
}
"""By the permanent code of a finding: its heading, and the mend."""
