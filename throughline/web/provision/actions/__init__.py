"""What may be done to needs, services, gaps, recommendations and lists."""

from throughline.web.provision.actions.catalogue import (
    change_entry,
    intend,
    record_entry,
    withdraw_intention,
)
from throughline.web.provision.actions.directory import (
    award_funding,
    change_provision,
    record_monitoring,
    record_provision,
    share_budget,
)
from throughline.web.provision.actions.gaps import ask_for_gap, record_gap, take_gap_step
from throughline.web.provision.actions.influence import answer_recommendation, recommend
from throughline.web.provision.actions.needs import add_place, place_inside, record_assessment, record_need
from throughline.web.provision.actions.sending import accept_rows, discard_rows, stage_rows
from throughline.web.provision.refusals import (
    ChangedMeanwhile,
    DaysOutOfOrder,
    NotYet,
    OfAnotherPartnership,
    SaysTooLittle,
    ThereAlready,
    UnknownCohort,
    UnknownPathway,
)

__all__ = [
    "ChangedMeanwhile",
    "DaysOutOfOrder",
    "NotYet",
    "OfAnotherPartnership",
    "SaysTooLittle",
    "ThereAlready",
    "UnknownCohort",
    "UnknownPathway",
    "accept_rows",
    "add_place",
    "answer_recommendation",
    "ask_for_gap",
    "award_funding",
    "change_entry",
    "change_provision",
    "discard_rows",
    "intend",
    "place_inside",
    "recommend",
    "record_assessment",
    "record_entry",
    "record_gap",
    "record_monitoring",
    "record_need",
    "record_provision",
    "share_budget",
    "stage_rows",
    "take_gap_step",
    "withdraw_intention",
]
