"""The five founding partnerships as files: what each holds, and what the checker makes of it."""

import os
import re
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from throughline.rules.plan.names import resolve
from throughline.rules.terms.check import check
from throughline.rules.terms.model import Open, in_use
from throughline.rules.terms.reader import read
from throughline.rules.terms.seats import seats_on
from throughline.words.pathways import STRANDS

FOLDER = Path(__file__).parents[2] / "partnerships"
FILES = ("barnet", "pan-dorset", "west-mercia", "llr", "east-midlands")
TODAY = date(2026, 9, 1)
PLAN_DAY = date(2010, 1, 15)


def text_of(name):
    return (FOLDER / f"{name}.toml").read_text(encoding="utf-8")


def terms_of(name):
    return read(text_of(name))


def findings(name, day=TODAY):
    return check(terms_of(name), on=day)


def counts(found):
    return Counter(one.code for one in found)


def seat(name, body, word):
    return next(one for one in terms_of(name).body(body).seats if one.id == word)


def office(name, body, word):
    return next(one for one in terms_of(name).body(body).offices if one.id == word)


# -- every file ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", FILES)
def test_every_rule_names_its_clause(name):
    for body in terms_of(name).bodies:
        rules = (
            *body.lines, *body.seats, *body.membership, *body.offices, *body.deputy, *body.leaving,
            *body.meets, *body.quorum, *body.vote, *body.agenda, *body.duties, *body.approvals,
            *body.casework,
        )  # fmt: skip
        for rule in rules:
            statements = [
                one for value in vars(rule).values() if isinstance(value, Open) for one in value.conflict
            ]
            assert rule.clause or (statements and all(one.clause for one in statements)), rule.at


@pytest.mark.parametrize("name", FILES)
def test_no_file_names_a_person(name):
    assert not re.search(r"\b(Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Baroness|Rev)\b\.? [A-Z]", text_of(name))
    assert "name removed" not in text_of(name)


@pytest.mark.parametrize("name", FILES)
def test_every_pathway_maps_to_a_strand(name):
    for pathway in terms_of(name).pathways:
        assert pathway.maps_to
        assert set(pathway.maps_to) <= set(STRANDS), pathway.id


FOUNDING = os.environ.get("THROUGHLINE_FOUNDING_DOCUMENTS")
SOURCES = {"llr": "000", "west-mercia": "001", "pan-dorset": "002", "barnet": "003", "east-midlands": "004"}


def runs_of(text, length):
    words = re.findall(r"[a-z0-9]+", text.casefold())
    return {tuple(words[n : n + length]) for n in range(len(words) - length + 1)}


def sentences(tree):
    for key, value in tree.items():
        entries = value if isinstance(value, list) else [value]
        for entry in entries:
            if isinstance(entry, dict):
                yield from sentences(entry)
            elif key in ("text", "purpose", "question", "note", "criteria"):
                yield entry


@pytest.mark.skipif(not FOUNDING, reason="THROUGHLINE_FOUNDING_DOCUMENTS names no folder")
@pytest.mark.parametrize("name", FILES)
def test_the_sentences_are_our_own(name):
    source = next(Path(FOUNDING).rglob(f"{SOURCES[name]}_*.txt")).read_text(encoding="utf-8")
    theirs = runs_of(source, 8)
    copied = [text for text in sentences(tomllib.loads(text_of(name))) if runs_of(text, 8) & theirs]
    assert copied == []


# -- what the checker says of each ---------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("barnet", TODAY, {
            "E-appendix-empty": 1, "E-meets-conflict": 1, "S-office-holder": 2, "S-secretariat": 1,
            "S-approval": 1, "S-case-review": 1, "S-terms-review": 2, "L-post-to-be-confirmed": 10,
            "L-one-employer": 2, "L-quorum-proposed": 2, "L-vote-proposed": 2, "L-until-decision": 2,
            "L-seats-merged": 2, "L-chair-no-post": 2, "L-not-adopted": 1,
        }),
        ("pan-dorset", TODAY, {
            "E-secretariat-conflict": 1, "S-quorum": 1, "S-vote": 1, "S-deputies": 1, "S-chair-absent": 1,
            "S-agenda-deadline": 1, "S-papers-deadline": 1, "S-minutes-deadline": 1,
            "S-progress-report-interval": 1, "L-seat-number-unspecified": 1, "L-review-overdue": 1,
            "L-aliases": 1, "L-mandate-ended": 1,
        }),
        ("west-mercia", TODAY, {
            "E-chair-conflict": 1, "S-quorum": 1, "S-vote": 1, "S-version-unsettled": 1,
            "L-variable-seat-set": 2, "L-alternative-post": 1, "L-legacy-marking": 1,
            "L-line-unclassified": 11, "L-reading-open": 1,
        }),
        ("llr", TODAY, {
            "E-appendix-empty": 1, "S-quorum": 1, "S-vote": 1, "S-deputies": 1, "L-agency-ended": 1,
            "L-compound-seat": 1, "L-chair-term-expired": 1, "L-post-to-be-confirmed": 1,
            "L-report-proposed": 1,
        }),
        ("east-midlands", PLAN_DAY, {
            "L-extract": 1, "L-meets-proposed": 1, "L-variable-seat-set": 3, "L-pathway-no-lead": 3,
        }),
    ],
)  # fmt: skip
def test_what_the_checker_finds_and_how_often(name, day, expected):
    found = counts(findings(name, day))
    assert {code: found[code] for code in expected} == expected


@pytest.mark.parametrize(
    ("name", "day", "errors"),
    [
        ("barnet", TODAY, {"E-appendix-empty", "E-meets-conflict"}),
        ("pan-dorset", TODAY, {"E-secretariat-conflict"}),
        ("west-mercia", TODAY, {"E-chair-conflict"}),
        ("llr", TODAY, {"E-appendix-empty"}),
        ("east-midlands", PLAN_DAY, set()),
    ],
)
def test_nothing_else_is_wrong_with_a_file(name, day, errors):
    assert {one.code for one in findings(name, day) if one.level == "E"} == errors


def test_an_extract_is_blamed_for_no_silence():
    assert not [one for one in findings("east-midlands", PLAN_DAY) if one.level == "S"]


def test_before_the_reading_on_bi_monthly_the_proposal_stands_at_its_place():
    before = {one.at for one in findings("barnet", date(2026, 4, 13))}
    after = {one.at for one in findings("barnet", TODAY)}
    assert "rrdg.meets.ordinary.every" in before - after


@pytest.mark.clause("C125", breaks="throughline.rules.terms.check_silences:silences")
@pytest.mark.parametrize(("name", "body"), [("west-mercia", "crb"), ("llr", "rrpb"), ("pan-dorset", "rrsg")])
def test_where_the_terms_give_no_quorum_none_is_made_up(name, body):
    assert terms_of(name).body(body).quorum == ()
    said = {one.at: one.message for one in findings(name)}
    assert said[f"{body}.quorum"] == "no quorum stated: presence is recorded and none is applied"


# -- Leicester, Leicestershire and Rutland ---------------------------------------------------


def places(name, body, day, **chosen):
    return {one.id: one for one in seats_on(terms_of(name), body, day, chosen=chosen.get("chosen"))}


LLR_DAY = date(2013, 6, 3)


@pytest.mark.clause("C001", breaks="partnerships/llr.toml#rrpb.area")
def test_llr_is_a_board_for_three_areas():
    body = terms_of("llr").body("rrpb")
    assert (body.kind, body.area) == ("board", ("Leicester", "Leicestershire", "Rutland"))
    assert str(body.versions[0].from_) == "2013"


@pytest.mark.clause("C002", breaks="partnerships/llr.toml#rrpb.clause.Gov 2")
def test_llr_numbers_its_clauses_anew_in_each_section():
    by_id = {one.id: one for one in terms_of("llr").body("rrpb").clauses}
    assert by_id["ToR 2"].text != by_id["Gov 2"].text
    assert by_id["Gov 2"].at == "rrpb.clause.Gov 2"


def test_llr_has_seven_pathways_and_four_programmes():
    terms = terms_of("llr")
    assert len(terms.pathways) == 7
    governed = [one for one in terms.programmes if one.kind != "project"]
    assert {one.governed_by for one in governed} == {("rrpb",)}
    assert len(governed) == 4
    assert len([one for one in terms.indicators if one.group == "interim"]) == 7


def test_llr_is_sixteen_entries_of_members_and_one_of_attenders():
    seats = terms_of("llr").body("rrpb").seats
    assert Counter(one.as_ or "member" for one in seats) == {"member": 16, "in-attendance": 1}


@pytest.mark.clause("C058", breaks="partnerships/llr.toml#rrpb.seat.opcc")
def test_a_seat_needs_no_post_to_be_a_seat():
    place = places("llr", "rrpb", LLR_DAY)["opcc"]
    assert (place.organisation, place.seat.post, place.vacant_reason) == ("opcc", None, None)


@pytest.mark.parametrize(
    ("first", "second", "council"),
    [
        pytest.param("county-safer", "county-yos", "county", marks=pytest.mark.clause(
            "C059", breaks="partnerships/llr.toml#rrpb.seat.county-yos")),
        pytest.param("city-safer", "city-yos", "city", marks=pytest.mark.clause(
            "C060", breaks="partnerships/llr.toml#rrpb.seat.city-yos")),
    ],
)  # fmt: skip
def test_two_posts_of_one_council_are_two_seats_and_one_organisation(first, second, council):
    held = places("llr", "rrpb", LLR_DAY)
    assert held[first].address != held[second].address
    assert {held[first].organisation, held[second].organisation} == {council}


def test_one_bullet_of_llr_is_seven_seats_addressed_by_district():
    districts = {one for one in places("llr", "rrpb", LLR_DAY) if one.startswith("district/")}
    assert districts == {
        f"district/{name}"
        for name in (
            "nw-leicestershire", "blaby", "charnwood", "harborough", "hinckley-bosworth", "oadby-wigston",
            "melton",
        )
    }  # fmt: skip


@pytest.mark.clause("C065", breaks="partnerships/llr.toml#rrpb.seat.health")
def test_the_seat_still_to_be_determined_is_visible_and_vacant():
    assert places("llr", "rrpb", LLR_DAY)["health"].vacant_reason == "post to be confirmed"


@pytest.mark.parametrize(
    ("sentence", "day", "organisation", "reason"),
    [
        ("while the trust stands it has the seat", date(2014, 5, 31), "lrpt", None),
        ("with two successors the seat is vacant", date(2014, 6, 1), None, "organisation ended"),
    ],
)
def test_the_trust_of_llr_ended_with_two_successors(sentence, day, organisation, reason):
    place = places("llr", "rrpb", day)["probation"]
    assert (place.organisation, place.vacant_reason) == (organisation, reason)


def test_llr_names_the_chair_for_one_year_only():
    found = [one for one in findings("llr", date(2014, 4, 10)) if one.code == "L-chair-term-expired"]
    assert [one.message for one in found] == ["held only until 2014-03-31"]
    assert "L-chair-term-expired" not in counts(findings("llr", date(2014, 3, 31)))


def test_the_word_bi_annually_is_shown_with_the_reading_used():
    duty = next(one for one in terms_of("llr").body("rrpb").duties if one.what == "report")
    assert isinstance(duty.at_least, Open)
    assert (duty.at_least.says, in_use(duty.at_least).times) == ("at least bi-annually", 2)


# -- West Mercia ------------------------------------------------------------------------------


@pytest.mark.clause("C077", breaks="partnerships/west-mercia.toml#crb.office.chair")
def test_two_chairs_in_one_document_are_both_kept_and_a_person_is_asked():
    found = next(one for one in findings("west-mercia") if one.code == "E-chair-conflict")
    assert found.clause == ("Chair", "Members 2")
    assert "chief executive" in found.message
    assert "deputy commissioner" in found.message
    assert found.message.endswith("needs a reading")
    assert in_use(office("west-mercia", "crb", "chair").held_by) is None


@pytest.mark.clause("C078", breaks="partnerships/west-mercia.toml#crb.seat.pcc")
def test_a_plural_in_the_source_stays_as_a_note():
    assert seat("west-mercia", "crb", "pcc").note == "plural in the text"


@pytest.mark.clause("C079", breaks="partnerships/west-mercia.toml#crb.seat.nps")
@pytest.mark.parametrize(
    ("day", "organisation"), [(date(2021, 6, 25), "nps"), (date(2021, 6, 26), "ps"), (TODAY, "ps")]
)
def test_the_probation_seat_follows_its_successor_and_keeps_its_past(day, organisation):
    assert places("west-mercia", "crb", day)["nps"].organisation == organisation


@pytest.mark.clause("C084", breaks="partnerships/west-mercia.toml#crb.seat.wmyos")
def test_one_entry_may_be_held_by_as_many_as_are_recorded():
    held = places("west-mercia", "crb", TODAY, chosen={"crb.seat.wmyos": 3})
    assert {one for one in held if one.startswith("wmyos")} == {"wmyos/1", "wmyos/2", "wmyos/3"}
    assert not places("west-mercia", "crb", TODAY)["wmyos"].number_settled


@pytest.mark.clause("C085", breaks="partnerships/west-mercia.toml#crb.seat.csp-chairs")
def test_each_partnership_that_is_named_brings_the_seat_of_its_chair():
    named = text_of("west-mercia").replace(
        'name = "Community safety partnerships", open = true',
        'name = "Community safety partnerships", of = ["marac", "ssocb"], open = true',
    )
    held = [one for one in seats_on(read(named), "crb", TODAY) if one.id.startswith("csp-chairs/")]
    assert [(one.member, one.seat.office) for one in held] == [("marac", "chair"), ("ssocb", "chair")]


@pytest.mark.parametrize(
    ("word", "supports"),
    [
        pytest.param("csp-managers", "csp-chairs", marks=pytest.mark.clause(
            "C086", breaks="partnerships/west-mercia.toml#crb.seat.csp-managers")),
        pytest.param("opcc-admin", None, marks=pytest.mark.clause(
            "C090", breaks="partnerships/west-mercia.toml#crb.seat.opcc-admin")),
    ],
)  # fmt: skip
def test_support_listed_with_the_members_has_no_vote_until_a_reading(word, supports):
    entry = seat("west-mercia", "crb", word)
    assert (in_use(entry.as_), entry.as_.alternatives) == ("in-attendance", ("member",))
    assert entry.supports == supports


@pytest.mark.clause("C122", breaks="partnerships/west-mercia.toml#crb.line.linked-with:ssocb")
def test_eleven_linked_meetings_stay_apart_until_a_person_classifies_them():
    lines = [one for one in terms_of("west-mercia").body("crb").lines if one.type == "linked-with"]
    assert len(lines) == counts(findings("west-mercia"))["L-line-unclassified"] == 11


@pytest.mark.clause("C123", "C124", breaks="partnerships/west-mercia.toml#crb.office.secretariat")
def test_one_office_supports_the_meetings_with_five_things():
    support = office("west-mercia", "crb", "secretariat")
    assert support.held_by.is_ == ("opcc",)
    assert support.does == ("dates", "content", "agenda", "minutes", "actions")


def test_the_six_inputs_of_west_mercia_are_none_of_them_standing():
    agenda = terms_of("west-mercia").body("crb").agenda
    assert [one.strength for one in agenda] == ["as-required"] * 6


def test_a_legacy_marking_is_kept_to_the_letter():
    assert terms_of("west-mercia").body("crb").versions[0].marking == "RESTRICTED - MANAGEMENT"


# -- Pan-Dorset and Barnet ---------------------------------------------------------------------


@pytest.mark.clause("C127", breaks="partnerships/pan-dorset.toml#rrsg.line.reports-to:bcp-csp")
def test_pan_dorset_reports_to_three_parents():
    parents = [one.to.is_ for one in terms_of("pan-dorset").body("rrsg").lines if one.type == "reports-to"]
    assert parents == [("dcjb",), ("dorset-csp",), ("bcp-csp",)]


def test_wider_sharing_needs_both_parties():
    (consent,) = terms_of("pan-dorset").body("rrsg").approvals
    assert consent.what == "wider-sharing"
    assert [one.is_ for one in consent.needs.all_of] == [("owner",), ("dcjb",)]


def test_pan_dorset_names_five_indicators_and_twelve_seats():
    terms = terms_of("pan-dorset")
    assert len(terms.indicators) == 5
    assert len(terms.body("rrsg").seats) == 12


@pytest.mark.parametrize(("body", "seats", "organisations"), [("rrdg", 11, 8), ("iom", 12, 12)])
def test_barnets_two_tables_of_members(body, seats, organisations):
    held = places("barnet", body, date(2016, 5, 10))
    assert (len(held), len({one.organisation for one in held.values()})) == (seats, organisations)


@pytest.mark.parametrize(("body", "days"), [("rrdg", 10), ("iom", 5)])
def test_barnets_group_and_panel_have_different_deadlines_for_minutes(body, days):
    duties = {one.what: one for one in terms_of("barnet").body(body).duties}
    assert (duties["minutes"].due.span.number, duties["minutes"].due.span.unit) == (days, "working_days")
    assert duties["agenda"].due.span.number == 5


# -- East Midlands ------------------------------------------------------------------------------


@pytest.mark.clause("C381", breaks="partnerships/east-midlands.toml#pathway.finance")
def test_the_seven_pathways_have_the_printed_codes():
    codes = [one.code for one in terms_of("east-midlands").pathways if one.kind == "pathway"]
    assert codes == ["ACCM", "ELS", "Health", "Drugs and Alcohol", "ATB", "FBD", "C&F"]


def test_five_areas_of_delivery_stand_beside_them():
    areas = [one.code for one in terms_of("east-midlands").pathways if one.kind == "delivery-area"]
    assert areas == ["OM", "PP", "PPOs", "TS&F", "E&D"]


@pytest.mark.clause("C383", breaks="partnerships/east-midlands.toml#pathway.families")
def test_a_pathway_is_led_by_a_group_or_has_a_champion_with_a_post():
    by_id = {one.id: one for one in terms_of("east-midlands").pathways}
    assert (by_id["health"].how, by_id["health"].led_by.is_) == ("lead", ("health-board",))
    champion = by_id["families"]
    assert (champion.how, champion.led_by.is_) == ("champion", ("apf",))
    assert champion.led_by.post == ("Training and Development Manager",)


@pytest.mark.clause("C394", breaks="partnerships/east-midlands.toml#pathway.finance")
def test_a_pathway_without_a_group_is_flagged_unless_it_has_a_champion():
    flagged = {one.at for one in findings("east-midlands", PLAN_DAY) if one.code == "L-pathway-no-lead"}
    assert "pathway.finance" not in flagged
    champion = re.compile(r'(id = "finance".*?), +led_by = \{.*?\}, how = "champion"')
    without, times = champion.subn(r"\1", text_of("east-midlands"))
    assert times == 1
    assert "pathway.finance" in {
        one.at for one in check(read(without), on=PLAN_DAY) if one.code == "L-pathway-no-lead"
    }


@pytest.mark.clause("C370", breaks="partnerships/east-midlands.toml#emrrp.meets.ordinary")
def test_bi_monthly_is_shown_with_the_reading_used():
    found = next(one for one in findings("east-midlands", PLAN_DAY) if one.code == "L-meets-proposed")
    assert found.message == "“bi-monthly”: using every 2 months (or every 2 weeks) until a reading"


@pytest.mark.clause("C369", breaks="partnerships/east-midlands.toml#nrrpb.line.reports-to:img")
def test_the_national_board_has_two_lines_upward():
    lines = terms_of("east-midlands").body("nrrpb").lines
    assert [(one.type, one.to.is_) for one in lines] == [
        ("reports-to", ("psa-board",)),
        ("reports-to", ("img",)),
    ]


@pytest.mark.clause("C396", breaks="partnerships/east-midlands.toml#tsf-reference.office.chair")
def test_the_reference_group_has_two_chairs_and_meets_twice_a_year():
    chair = office("east-midlands", "tsf-reference", "chair")
    assert (chair.joint, chair.held_by.is_) == (True, ("futures-unlocked", "lincs-action"))
    meets = terms_of("east-midlands").body("tsf-reference").meets[0]
    assert (meets.at_least.times, meets.at_least.per) == (2, "year")


def test_nine_members_of_the_regional_board_are_named_and_none_of_the_groups_has_terms_of_its_own():
    terms = terms_of("east-midlands")
    assert len(terms.body("emrrp").seats) == 9
    assert [body.id for body in terms.bodies if body.versions] == ["emrrp"]


@pytest.mark.parametrize(
    ("cell", "leads"),
    [
        ("NOMS (DOM Office)", ("noms-dom",)),
        ("SSC, GOEM", ("goem",)),
        ("NOMS (Derbyshire Probation)", ("derbyshire-probation",)),
        ("NOMS (Prisons and Probation)", ("noms-prisons", "noms-probation")),
        ("Police SSC, GOEM", ("police", "goem")),
        ("HO NOMS (Probation)", ("home-office", "noms-probation")),
        ("NOMS (DOM Office, Prisons and Probation)", ("noms-dom", "noms-prisons", "noms-probation")),
        ("NOMS (DOM Office, Prisons, Probation)", ("noms-dom", "noms-prisons", "noms-probation")),
        ("NOMS (DOM Office & Prisons)", ("noms-dom", "noms-prisons")),
        ("NOMS (DOM Office and Probation)", ("noms-dom", "noms-probation")),
        ("DH (NTA)", ("nta",)),
        ("DH(NTA)", ("nta",)),
        ("Regional NTA", ("nta",)),
        ("NTA/JCP", ("nta", "jcp")),
        ("DH – East Mids", ("dh",)),
        ("DH - East Mids", ("dh",)),
        ("DH – East Midlands", ("dh",)),
        ("BIS (LSC)", ("bis-lsc",)),
        ("CLG EMs", ("clg",)),
        ("Shelter", ("shelter",)),
        ("SHA", ("sha",)),
        ("MOJ (Legal Services Commission)", ("legal-services",)),
        ("MOJ(NOMS)", ("noms",)),
        ("NOMS(Probation)", ("noms-probation",)),
        ("NOMS Prisons & Probation", ("noms-prisons", "noms-probation")),
        ("APF", ("apf",)),
        ("NOMS", ("noms",)),
    ],
)
def test_the_plans_ways_of_writing_a_lead_are_aliases_of_the_file(cell, leads):
    aliases = {name: one.id for one in terms_of("east-midlands").agencies for name in (one.name, *one.alias)}
    found = resolve(cell, aliases)
    assert (found.known, found.unresolved) == (leads, ())


def test_no_spelling_is_given_to_two_organisations_of_one_file():
    for name in FILES:
        spelt = [
            spelling.casefold() for one in terms_of(name).agencies for spelling in {one.name, *one.alias}
        ]
        assert [word for word, times in Counter(spelt).items() if times > 1] == []
