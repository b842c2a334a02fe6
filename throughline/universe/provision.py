"""Needs, services and one clear gap of the East Midlands; every number is made up."""

from __future__ import annotations

from datetime import date

from throughline.rules.provision import Amount
from throughline.universe.story import Story, morning
from throughline.web.decisions.models import Decision
from throughline.web.plan.models import Objective
from throughline.web.provision import actions as provision
from throughline.web.provision.models import GapFinding, MonitoringDay, Need, Place, Provision
from throughline.web.provision.told import EntryTold, ProvisionTold

ASSESSED = date(2009, 11, 20)
TOLD = date(2009, 12, 1)
PLACES = [
    # code, name, the wider place it counts towards
    ("leicestershire", "Leicestershire and Rutland", ""),
    ("nottinghamshire", "Nottinghamshire", ""),
    ("nottingham", "Nottingham", "nottinghamshire"),
]
NEEDS = [
    # pathway, place, cohort, people a year, what shows it
    (
        "accommodation",
        "leicestershire",
        "women",
        64,
        "Released or sentenced with no settled address, 2008-09",
    ),
    (
        "accommodation",
        "nottinghamshire",
        "women",
        71,
        "Released or sentenced with no settled address, 2008-09",
    ),
    ("accommodation", "nottingham", "", 310, "Housing advice given in custody, 2008-09"),
    ("finance", "nottingham", "", 540, "Debts named at induction, 2008-09"),
    ("finance", "leicestershire", "", 420, "Debts named at induction, 2008-09"),
    ("health", "leicestershire", "women", 4, "Referrals for trauma support, 2008-09"),
    ("health", "nottinghamshire", "women", 38, "Referrals for trauma support, 2008-09"),
]
SERVICES = [
    # name, pathway, place, cohorts, capacity, provider, sector, cost, until
    ("Supported rooms for women", "accommodation", "nottingham", ("women",), 24, "shelter", "", 96_000,
     date(2010, 3, 31)),
    ("Housing advice and deposits", "accommodation", "nottingham", (), 280, "shelter", "", 61_000, None),
    ("Debt advice in prison", "finance", "nottingham", (), 350, "cab", "", 48_000, date(2010, 6, 30)),
    ("Money desk", "finance", "nottingham", (), 90, "", "voluntary", 12_000, None),
    ("Debt advice in the community", "finance", "leicestershire", (), None, "cab", "", None, None),
    ("Trauma support for women", "health", "nottinghamshire", ("women",), 40, "", "voluntary", 33_000,
     date(2011, 3, 31)),
]  # fmt: skip
WORDS = "Women in Leicestershire and Rutland have no supported home to go to."
ASKED = date(2010, 1, 12)


def tell_provision(story: Story) -> None:
    """Tell what is needed, what there is, the gap that was found, and who was asked to close it."""
    places = _places(story)
    _needs(story, places)
    _services(story, places)
    gap = _gap(story, places["leicestershire"])
    _ask(story, gap)
    _influence(story)
    _lists(story, places)


def _places(story: Story) -> dict[str, Place]:
    places: dict[str, Place] = {}
    for code, name, inside in PLACES:
        places[code] = provision.add_place(
            partnership=story.partnership,
            code=code,
            name=name,
            inside=places.get(inside),
            by=story.by,
            at=morning(ASSESSED),
        )
    return places


def _needs(story: Story, places: dict[str, Place]) -> None:
    assessment = provision.record_assessment(
        partnership=story.partnership,
        title="Needs of women, and of people with debts",
        scope="Three pathways in Leicestershire and Rutland, Nottinghamshire and Nottingham, adults",
        drawn_from="Probation and prison counts of 2008-09, made up for this example",
        findings="Women leave custody without a settled address in every area, and only Nottingham has rooms.",
        assessed_on=ASSESSED,
        by=story.by,
        at=morning(ASSESSED),
    )
    for pathway, place, cohort, size, evidence in NEEDS:
        provision.record_need(
            place=places[place],
            pathway=pathway,
            cohort=cohort,
            size=Amount(size),
            evidence=evidence,
            assessment=assessment,
            assessed_on=ASSESSED,
            by=story.by,
            at=morning(ASSESSED),
        )


def _services(story: Story, places: dict[str, Place]) -> None:
    made: dict[str, Provision] = {}
    for name, pathway, place, cohorts, capacity, provider, sector, cost, until in SERVICES:
        made[name] = provision.record_provision(
            partnership=story.partnership,
            told=ProvisionTold(
                name=name,
                pathway=pathway,
                place=places[place],
                cohorts=cohorts,
                capacity=Amount(capacity),
                provider_agency=story.agency(provider) if provider else None,
                provider="" if provider else "A local charity",
                sector=sector,
                eligibility="Adults under supervision or within a month of release",
                cost=cost,
                cost_year="2009-10" if cost else "",
                funder="Office of the Director of Offender Management" if cost else "",
                commissioner="Probation boards and trusts of the East Midlands",
                procurement="Grant",
                from_on=date(2009, 4, 1),
                until_on=until,
            ),
            recorded_on=TOLD,
            by=story.by,
            at=morning(TOLD),
        )
    _money(story, made["Supported rooms for women"])


def _money(story: Story, service: Provision) -> None:
    for contributor, amount in (
        ("Office of the Director of Offender Management", 60_000),
        ("Shelter", 36_000),
    ):
        provision.share_budget(
            provision=service,
            contributor=contributor,
            amount=amount,
            year="2009-10",
            purpose="Rooms and a support worker",
            governed_by="Meeting of the probation areas’ accommodation leads",
            recorded_on=TOLD,
            by=story.by,
            at=morning(TOLD),
        )
    provision.award_funding(
        provision=service,
        funder="Office of the Director of Offender Management",
        amount=60_000,
        conditions="Twenty women housed in the year, and a report each half year.",
        from_on=date(2009, 4, 1),
        until_on=date(2010, 3, 31),
        monitored_on=[date(2009, 10, 15), date(2010, 4, 15)],
        by=story.by,
        at=morning(TOLD),
    )
    provision.record_monitoring(
        monitoring=MonitoringDay.objects.get(award__provision=service, due_on=date(2009, 10, 15)),
        told_on=TOLD,
        delivered="Eleven women were housed by the end of September.",
        by=story.by,
        at=morning(TOLD),
    )


def _objective(story: Story, code: str) -> Objective:
    rows = Objective.objects.filter(plan__partnership=story.partnership, code=code)
    return rows.select_related("plan").get()


def _gap(story: Story, place: Place) -> GapFinding:
    need = Need.objects.get(place=place, pathway="accommodation", cohort="women")
    gap = provision.record_gap(
        place=place,
        pathway="accommodation",
        cohort="women",
        words=WORDS,
        evidence=need.evidence,
        size=need.size,
        severity="high",
        owner=story.agency("clg"),
        objective=_objective(story, "2.3.2"),
        assessment=need.assessment,
        found_on=TOLD,
        by=story.by,
        at=morning(TOLD),
    )
    provision.take_gap_step(
        gap=gap,
        step="confirm",
        words="The accommodation leads see the same.",
        taken_on=date(2009, 12, 8),
        expected_version=gap.version,
        by=story.by,
        at=morning(date(2009, 12, 8)),
    )
    provision.record_gap(
        place=place,
        pathway="finance",
        cohort="",
        words="Nobody knows how many people debt advice in the community can take.",
        evidence="The directory of services",
        severity="medium",
        owner=story.agency("cab"),
        found_on=TOLD,
        by=story.by,
        at=morning(TOLD),
    )
    return gap


def _ask(story: Story, gap: GapFinding) -> None:
    decision = Decision.objects.get(
        body=story.body("emrrp"), text="The delivery plan for 2009-10 is adopted."
    )
    provision.ask_for_gap(
        gap=gap,
        decision=decision,
        to=story.body("accommodation-leads"),
        scope="Say where supported homes for women can open in 2010-11, what they cost and who pays.",
        product="Costed options, area by area",
        due=date(2010, 3, 2),
        asked_on=ASKED,
        under_clause="2.9.1",
        expected_version=gap.version,
        by=story.by,
        at=morning(ASKED),
    )


def _influence(story: Story) -> None:
    board = story.body("emrrp")
    for to, words, made_on, objective in (
        ("NHS East Midlands", "Count women’s trauma support in the plan for offender health.",
         date(2009, 9, 9), "2.5.6"),
        ("East Midlands Homelessness Forum", "Keep rooms for women who leave custody.", date(2009, 10, 1),
         "2.3.2"),
    ):  # fmt: skip
        made = provision.recommend(
            body=board,
            to=to,
            words=words,
            made_on=made_on,
            decision=Decision.objects.filter(body=board, decided_on=made_on).first(),
            objective=_objective(story, objective),
            by=story.by,
            at=morning(made_on),
        )
        if objective == "2.5.6":
            provision.answer_recommendation(
                recommendation=made,
                says="partly",
                words="It stands in the draft without money.",
                told_on=date(2009, 10, 20),
                by=story.by,
                at=morning(date(2009, 10, 20)),
            )


def _lists(story: Story, places: dict[str, Place]) -> None:
    programme = EntryTold(
        title="Schemes for prolific offenders, every area",
        kind="Integrated offender management",
        words="Police, probation and drug treatment work each case together.",
        body=story.body("ppo-steering"),
        panels=(story.body("ppo-steering"),),
        cohorts=("ppo",),
        lead=story.agency("goem"),
        state="Running",
        every_months=3,
        next_on=date(2010, 2, 1),
    )
    funding = EntryTold(
        title="Second round of one-stop-shop grants",
        body=story.body("emrrp"),
        lead=story.agency("clg"),
        state="Bid being written",
        next_on=date(2010, 1, 29),
        amount=250_000,
        cohorts=("women",),
        objective=_objective(story, "2.3.2"),
    )
    intervention = EntryTold(
        title="Thinking skills, accredited",
        kind="Group programme",
        body=story.body("interventions"),
        lead=story.agency("lrpt"),
        state="Offered in four areas",
    )
    for register, told in (
        ("programmes", programme), ("funding", funding), ("interventions", intervention),
    ):  # fmt: skip
        provision.record_entry(
            partnership=story.partnership,
            register=register,
            told=told,
            recorded_on=TOLD,
            by=story.by,
            at=morning(TOLD),
        )
    for buyer, words, partners in (
        ("Communities and Local Government, East Midlands", "Supported rooms for women", "Shelter"),
        ("Probation boards and trusts of the East Midlands", "Move-on homes for women", ""),
    ):
        provision.intend(
            place=places["nottingham"],
            buyer=buyer,
            partners=partners,
            words=words,
            pathway="accommodation",
            cohorts=("women",),
            decide_on=date(2010, 2, 12),
            from_on=date(2010, 4, 1),
            until_on=date(2011, 3, 31),
            by=story.by,
            at=morning(TOLD),
        )
