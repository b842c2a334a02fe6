"""What else the founding documents say of their bodies, and what follows from it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from tests.spec.terms.files import FOUNDING, SOUND, TOP, WHO_EXISTS, codes, found_in, founding, sound_file
from throughline.papers.blocks import Table
from throughline.papers.terms_in_sections import terms_in_sections
from throughline.papers.terms_of_reference import terms_of_reference
from throughline.rules.agenda import skeleton_agenda
from throughline.rules.calendar_year import year_of_meetings
from throughline.rules.circle import Present
from throughline.rules.governance_map import governance_map
from throughline.rules.obligations import owed
from throughline.rules.presiding import who_presides
from throughline.rules.quorum import is_quorate
from throughline.rules.seats import circle_on
from throughline.rules.terms import TermsUnreadable, check, on, read, set_members
from throughline.rules.terms.model import Terms, in_use
from throughline.words.markings import MarkingsDiffer, highest, read_marking

PLAN_YEAR = date(2009, 4, 1)


def printed(terms: Terms, body: str, day: date) -> dict[str, list[tuple[str, str]]]:
    """The words and sources of each section of the terms as a paper."""
    sections = terms_in_sections(on(terms, day), body).sections
    return {one.title: [(clause.words, clause.source) for clause in one.clauses] for one in sections}


# -- what it is for ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "body", "clause", "section", "words"),
    [
        pytest.param("west-mercia", "crb", "Purpose", "Purpose", "Partners work better together",
                     marks=pytest.mark.clause("C074", breaks="partnerships/west-mercia.toml#crb.clause.Purpose")),
        pytest.param("pan-dorset", "rrsg", "intro 3", "Undertaking", "be clear on purpose",
                     marks=pytest.mark.clause("C133", breaks="partnerships/pan-dorset.toml#rrsg.clause.intro 3")),
        pytest.param("barnet", "rrdg", "1.1", "Function", "Develops and oversees the IOM scheme",
                     marks=pytest.mark.clause("C225", breaks="partnerships/barnet.toml#rrdg.clause.1.1")),
        pytest.param("east-midlands", "youth-accommodation", "6e i", "Scope", "from 16 on",
                     marks=pytest.mark.clause(
                         "C386", breaks="partnerships/east-midlands.toml#youth-accommodation.clause.6e i")),
        pytest.param("llr", "rrpb", "ToR 2c", "Notes on the document", "families who have complex needs",
                     marks=pytest.mark.clause("C009", breaks="partnerships/llr.toml#rrpb.clause.ToR 2c")),
    ],
)  # fmt: skip
def test_a_clause_is_printed_under_what_kind_it_is(
    name: str, body: str, clause: str, section: str, words: str
) -> None:
    [entry] = [one for one in founding(name).body(body).clauses if one.id == clause]
    said = printed(founding(name), body, FOUNDING[name])[section]
    assert any(words in sentence for sentence, _ in said)
    assert entry.text in {sentence for sentence, _ in said}


def test_the_wider_setting_is_context_and_no_programme_of_the_boards_own() -> None:
    assert not [one for one in founding("llr").programmes if "famil" in one.name.casefold()]


@pytest.mark.clause("C091", breaks="partnerships/west-mercia.toml#crb.level")
def test_a_body_is_strategic_tactical_or_operational_and_nothing_else() -> None:
    assert founding("west-mercia").body("crb").level == "strategic"
    with pytest.raises(TermsUnreadable, match="strategic, tactical"):
        read(founding("west-mercia").text.replace('level = "strategic"', 'level = "regional"'))


@pytest.mark.clause("C039", breaks="partnerships/llr.toml#rrpb.statutory")
@pytest.mark.clause("C039", breaks="throughline.rules.terms.check_structure:_duties_of_law")
@pytest.mark.parametrize(
    ("sentence", "owner", "statutory", "wrong"),
    [
        ("the duty is on the statutory partners", "statutory", "false", []),
        ("not on a board that is not statutory", "rrpb", "false",
         ["Strategic Reducing Reoffending Programme Board is not statutory: the law lays no duty on it"]),
        ("on one that is, with its law", "rrpb", 'true\nbasis = "Crime and Disorder Act 1998"', []),
    ],
)  # fmt: skip
def test_the_law_lays_no_duty_on_a_body_that_is_not_statutory(
    sentence: str, owner: str, statutory: str, wrong: list[str]
) -> None:
    assert founding("llr").body("rrpb").statutory is False
    text = founding("llr").text.replace(
        'kind = "law", owner = "statutory"', f'kind = "law", owner = "{owner}"'
    )
    found = check(read(text.replace("statutory = false", f"statutory = {statutory}")), on=FOUNDING["llr"])
    said = [(one.at, one.message) for one in found if one.code == "E-bad-value"]
    assert said == [("mandate.reoffending-duty.owner", message) for message in wrong], sentence


# -- programmes, mandates, indicators -----------------------------------------------------------


@pytest.mark.clause("C011", breaks="partnerships/llr.toml#programme.ppo")
def test_a_programme_that_has_ended_stays_with_the_days_when_it_ran() -> None:
    terms = founding("llr")
    [ppo] = [one for one in terms.programmes if one.id == "ppo"]
    ended = read(terms.text.replace('kind = "ppo", ', 'kind = "ppo", until = 2014-03-31, '))
    assert ppo.kind == "ppo"
    kinds = [{one.kind for one in on(ended, day).programmes} for day in (date(2014, 3, 31), date(2014, 4, 1))]
    assert ["ppo" in those for those in kinds] == [True, False]


@pytest.mark.clause("C013", breaks="partnerships/llr.toml#programme.diversion")
def test_a_programme_belongs_to_a_pathway_of_the_partnership() -> None:
    terms = founding("llr")
    [diversion] = [one for one in terms.programmes if one.id == "diversion"]
    assert diversion.pathway == ("health",)
    without = replace(terms, pathways=tuple(one for one in terms.pathways if one.id != "health"))
    missed = [one.at for one in check(without, on=FOUNDING["llr"]) if one.code == "E-unknown-id"]
    assert any(at.startswith("programme.diversion") for at in missed)


@pytest.mark.clause("C015", breaks="throughline.rules.terms.reader:read")
def test_a_programme_of_a_kind_never_seen_is_taken_as_it_is() -> None:
    terms = founding("llr")
    new = '{ id = "mentors", name = "Mentors at the gate", kind = "mentoring", governed_by = "rrpb" },\n'
    added = read(terms.text.replace("programme = [\n", f"programme = [\n  {new}"))
    assert [one.kind for one in added.programmes if one.id == "mentors"] == ["mentoring"]
    before, after = (codes(check(each, on=FOUNDING["llr"])) for each in (terms, added))
    assert Counter(after) == Counter(before)


def test_the_group_oversees_objectives_and_the_scheme_which_is_its_programme() -> None:
    terms = founding("barnet")
    oversees = [text for text, source in printed(terms, "rrdg", FOUNDING["barnet"])["Function"]]
    assert "Answers for how well the IOM scheme performs." in oversees
    [scheme] = [one for one in terms.programmes if one.kind == "iom"]
    assert (scheme.id, scheme.governed_by) == ("iom-scheme", ("rrdg",))


@pytest.mark.clause("C129", breaks="partnerships/pan-dorset.toml#mandate.csp-duty")
def test_the_duty_is_the_partnerships_and_the_group_is_how_they_meet_it() -> None:
    terms = founding("pan-dorset")
    [duty] = [one for one in terms.mandates if one.id == "csp-duty"]
    served = [(one.id, one.text) for one in terms.body("rrsg").clauses if duty.id in one.serves]
    assert duty.kind == "law"
    assert set_members(terms, in_use(duty.owner).is_[0]) == ("dorset-csp", "bcp-csp")
    assert served == [("intro 2", "The group through which the CSPs co-ordinate their duty on reoffending.")]


@pytest.mark.clause("C197", breaks="partnerships/pan-dorset.toml#mandate.sw-priorities")
def test_the_regional_boards_priorities_are_what_two_actions_serve() -> None:
    terms = founding("pan-dorset")
    [regional] = [one for one in terms.mandates if one.id == "sw-priorities"]
    serving = [one.id for one in terms.body("rrsg").clauses if regional.id in one.serves]
    assert (in_use(regional.owner).is_, serving) == (("sw-rrb",), ["A1 2", "A1 5"])
    without = replace(terms, mandates=tuple(one for one in terms.mandates if one is not regional))
    missed = {one.at for one in check(without, on=FOUNDING["pan-dorset"]) if one.code == "E-unknown-id"}
    assert {at.removesuffix(".serves") for at in missed} == {"rrsg.clause.A1 2", "rrsg.clause.A1 5"}


@pytest.mark.clause("C188", breaks="partnerships/pan-dorset.toml#mandate.rr-strategy")
@pytest.mark.clause("C188", breaks="throughline.rules.terms.check_life:_of_mandates")
@pytest.mark.parametrize(("day", "is_flagged"), [(date(2021, 12, 31), False), (date(2022, 1, 1), True)])
def test_a_strategy_that_has_run_out_is_flagged_from_the_next_day(day: date, is_flagged: bool) -> None:
    said = {
        one.at: one.message for one in check(founding("pan-dorset"), on=day) if one.code == "L-mandate-ended"
    }
    wanted = {"mandate.rr-strategy": "Pan Dorset Reducing Reoffending Strategy 2018-2021 ended 2021"}
    assert said == (wanted if is_flagged else {})
    [clause] = [one for one in founding("pan-dorset").body("rrsg").clauses if "rr-strategy" in one.serves]
    assert clause.id == "A1 1"


@pytest.mark.clause("C384", breaks="partnerships/east-midlands.toml#psa-16-board")
def test_the_sounding_board_watches_two_indicators() -> None:
    terms = founding("east-midlands")
    watched = [one.id for one in terms.indicators if "psa-16-board" in one.monitored_by]
    assert watched == ["ni-143", "ni-144"]
    assert "psa-16-board" in {node.id for node in governance_map(on(terms, FOUNDING["east-midlands"])).nodes}


# -- membership and documents over time ----------------------------------------------------------

MEMBERSHIPS = """
[[body.membership]]
status = "proposed"
must = ["can-act"]
from = 2013-01-01
[[body.membership]]
status = "agreed"
must = ["can-act"]
from = 2013-06-01
decided = "board-2013-06-01/D3"
"""


@pytest.mark.clause("C052", breaks="throughline.rules.terms.in_force:in_force")
@pytest.mark.parametrize(
    ("sentence", "day", "status", "decided"),
    [
        ("proposed first", date(2013, 5, 31), "proposed", None),
        ("then agreed by a decision, which puts the proposal out of force", date(2013, 6, 1), "agreed", "board-2013-06-01/D3"),
    ],
)  # fmt: skip
def test_a_membership_is_proposed_then_agreed(
    sentence: str, day: date, status: str, decided: str | None
) -> None:
    found = on(read(sound_file(more=MEMBERSHIPS)), day).body("board").membership
    assert [(one.status, one.decided) for one in found] == [(status, decided)], sentence


@pytest.mark.clause("C071", breaks="partnerships/west-mercia.toml#crb.version")
@pytest.mark.clause("C071", breaks="throughline.words.markings:highest")
def test_an_old_marking_is_kept_to_the_letter_beside_todays_and_never_changed_into_it() -> None:
    text = founding("west-mercia").text
    terms = read(
        text.replace(
            'area     = "West Mercia"',
            'area = "West Mercia"\nmarking = { scheme = "GSC", default = "OFFICIAL" }',
        )
    )
    [version] = terms.body("crb").versions
    assert (version.marking, terms.marking_default) == ("RESTRICTED - MANAGEMENT", "OFFICIAL")
    old = read_marking(version.marking or "")
    assert (old.scheme, old.level, old.descriptor) == ("GPMS", "RESTRICTED", "MANAGEMENT")
    with pytest.raises(MarkingsDiffer, match="again"):
        highest([old, read_marking("OFFICIAL")])
    [said] = [one for one in check(terms, on=FOUNDING["west-mercia"]) if one.code == "L-legacy-marking"]
    assert said.message.endswith("a person must re-mark")


# -- bodies that are made, and end ----------------------------------------------------------------

WORKING_GROUP = (
    SOUND.replace("2020-01-01", "2025-01-01")
    + """sunset = 2026-03-31
line = [{ type = "part-of", to = "board" }]
clause = [{ id = "1", kind = "purpose", text = "Finds homes for those who leave prison." }]
"""
)


@pytest.mark.clause("C160", breaks="throughline.rules.terms.check_life:_of_body")
@pytest.mark.parametrize(("day", "is_asked"), [(date(2026, 3, 31), False), (date(2026, 4, 1), True)])
def test_a_task_and_finish_group_has_a_parent_a_purpose_and_an_end_that_is_asked_about(
    day: date, is_asked: bool
) -> None:
    body = f'[[body]]\nid = "homes"\nname = "Homes"\nkind = "task-and-finish"\n{WORKING_GROUP}'
    text = TOP + WHO_EXISTS + '[[body]]\nid = "board"\nname = "Board"\nkind = "board"\n' + SOUND + body
    said = [(one.at, one.message) for one in found_in(text, day) if one.code == "L-sunset-passed"]
    assert said == ([("homes.sunset", "was to end on 2026-03-31")] if is_asked else [])
    drawn = governance_map(on(read(text), day))
    assert [(line.from_, line.to, line.style) for line in drawn.lines] == [("homes", "board", "reporting")]
    [(purpose, _)] = printed(read(text), "homes", day)["Purpose"]
    assert purpose == "Finds homes for those who leave prison."


def test_a_task_and_finish_group_without_an_end_is_silent_about_it() -> None:
    body = WORKING_GROUP.replace("sunset = 2026-03-31\n", "")
    text = TOP + WHO_EXISTS + '[[body]]\nid = "board"\nname = "Board"\nkind = "board"\n' + SOUND
    text += f'[[body]]\nid = "homes"\nname = "Homes"\nkind = "task-and-finish"\n{body}'
    assert ("S-sunset", "homes.sunset") in codes(found_in(text, date(2026, 3, 1)))


@pytest.mark.clause("C213", breaks="partnerships/pan-dorset.toml#prison-crime-group")
def test_a_group_that_is_only_proposed_waits_for_a_decision_and_may_reach_beyond_the_area() -> None:
    terms = founding("pan-dorset")
    group = terms.body("prison-crime-group")
    outside = set(group.area) - set(terms.area)
    assert (in_use(group.offices[0].held_by).is_, outside) == (("cps",), {"Wessex"})
    assert "cps" not in {one.agency for one in terms.body("rrsg").seats}
    assert "prison-crime-group" not in {one.id for one in on(terms, FOUNDING["pan-dorset"]).bodies}
    begun = read(
        terms.text.replace('area = "Wessex"\nfrom = "decision"', 'area = "Wessex"\nfrom = 2021-01-01')
    )
    assert "prison-crime-group" in {one.id for one in on(begun, FOUNDING["pan-dorset"]).bodies}


# -- rhythms and promises --------------------------------------------------------------------------


def rhythm(clause: str, body: str, wanted: int, name: str) -> object:
    return pytest.param(
        body, wanted, name, id=f"{clause}: {body}",
        marks=pytest.mark.clause(clause, breaks=f"partnerships/east-midlands.toml#{body}"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("body", "wanted", "name"),
    [
        rhythm("C390", "alcohol-board", 4, "Regional Alcohol Harm Reduction Board"),
        rhythm("C393", "ppo-steering", 4, "Regional PPO Steering Group"),
        rhythm("C387", "olass", 4, "Regional Offender Learning and Skills Service Board"),
    ],
)
def test_a_regional_board_meets_once_in_each_quarter(body: str, wanted: int, name: str) -> None:
    terms = founding("east-midlands")
    [ordinary] = year_of_meetings(terms, body, PLAN_YEAR)
    assert (terms.body(body).name, ordinary.wanted, len(ordinary.windows)) == (name, wanted, wanted)
    assert [window.first.month for window in ordinary.windows] == [4, 7, 10, 1]


@pytest.mark.clause("C387", breaks="partnerships/east-midlands.toml#olass")
def test_the_learning_and_skills_board_is_chaired_from_its_own_seven_seats() -> None:
    board = circle_on(founding("east-midlands"), "olass", FOUNDING["east-midlands"])
    assert len(board.seats) == 7
    here = [
        Present(person="Alder", seat="skills", organisation="bis-lsc"),
        Present(person="Teal", seat="jcp", organisation="jcp"),
    ]
    assert who_presides(board, here).person == "Alder"


@pytest.mark.clause("C388", breaks="partnerships/east-midlands.toml#youth-employment")
def test_a_body_that_is_only_named_stands_on_the_map_with_what_it_is_for() -> None:
    terms = on(founding("east-midlands"), FOUNDING["east-midlands"])
    [node] = [one for one in governance_map(terms).nodes if one.id == "youth-employment"]
    assert (node.name, node.kind) == ("Education, Training and Employment Forum for young offenders", "body")
    [(purpose, _)] = printed(founding("east-midlands"), "youth-employment", FOUNDING["east-midlands"])[
        "Purpose"
    ]
    assert purpose.startswith("Opens mainstream services to young offenders")


@pytest.mark.clause("C392", breaks="partnerships/east-midlands.toml#interventions")
def test_the_interventions_group_has_a_chair_and_somebody_who_attends_and_is_not_counted() -> None:
    group = circle_on(founding("east-midlands"), "interventions", FOUNDING["east-midlands"])
    chair = Present(person="Linden", seat="probation", organisation="lrpt")
    attends = Present(person="Osier", seat="noms", organisation="noms")
    assert who_presides(group, [attends, chair]).person == "Linden"
    assert is_quorate(group, [attends, chair]).organisations == ("lrpt",)


@pytest.mark.clause("C178", breaks="partnerships/pan-dorset.toml#rrsg.duty.chair-review")
def test_the_chair_has_no_term_and_is_reviewed_when_the_parent_says_so() -> None:
    terms = founding("pan-dorset")
    [chair] = [one for one in terms.body("rrsg").offices if one.id == "chair"]
    assert (chair.term, chair.until) == (None, None)
    [review] = [one for one in owed(terms, "rrsg", date(2021, 4, 1)) if one.what == "chair-review"]
    assert (review.due, review.state) == (None, "no date")
    assert review.why == "when Dorset Criminal Justice Board sets a date; no clock runs until then"


@pytest.mark.clause("C417", breaks="partnerships/east-midlands.toml#emrrp.duty.exception-report-national")
def test_the_national_board_gets_an_exception_report_when_it_asks() -> None:
    reports = {
        one.at: one
        for one in owed(founding("east-midlands"), "emrrp", date(2010, 4, 1))
        if one.what == "report"
    }
    asked = reports["emrrp.duty.exception-report-national"]
    assert (asked.to, asked.state, asked.due) == ("nrrpb", "as required", None)


@pytest.mark.clause(
    "C106", breaks="partnerships/west-mercia.toml#crb.agenda.Commissioning of services for victims"
)
@pytest.mark.parametrize("exists", [True, False])
def test_commissioning_for_victims_is_on_the_agenda_when_there_is_something_to_tell(exists: bool) -> None:
    item = "Commissioning of services for victims"
    lines = skeleton_agenda(
        founding("west-mercia"), "crb", FOUNDING["west-mercia"], exists={item} if exists else set()
    )
    found = [(line.because, line.clause) for line in lines if line.title == item]
    assert found == ([("the terms take it when there is something to take", ("Input 5",))] if exists else [])


def test_a_printed_clause_keeps_its_address_in_the_document() -> None:
    shown = terms_in_sections(on(founding("barnet"), FOUNDING["barnet"]), "rrdg")
    paper = terms_of_reference(shown, marking="OFFICIAL", computed_from="Barnet")
    tables = {block.caption: block for block in paper.blocks if isinstance(block, Table)}
    assert [row[2] for row in tables["Quorum"].rows] == ["4.5"]
