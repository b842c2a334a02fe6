"""Each code of the checker: the smallest file that shows it (section 12)."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tests.spec.terms.files import A_BODY, SOUND, TODAY, TOP, WHO_EXISTS, codes, found_in, sound_file
from throughline.rules.quorum import is_quorate
from throughline.rules.seats import circle_on
from throughline.rules.terms import check, findings_as_json, read

QUORUM = 'quorum = { count = "organisations", at_least = 2 }'
VOTE = 'vote = { count = "seats", more_than = "1/2", casting = "presiding" }'
CHAIR = '{ id = "chair", held_by = { seat = "cou" }, in_absence = ["vice-chair"] }'
HOLDER = 'held_by = { seat = "cou" }, '
MEETS = "meets = [{ every = { months = 3 } }]"
VERSION = "version = [{ from = 2020-01-01 }]"
SEATS = '{ id = "hou", agency = "housing" }'
ENDED = '{ id = "housing", name = "Shire Homes", employer = "council" },'
OTHER = '[[body]]\nid = "panel"\nname = "Panel"\nkind = "case-panel"\n'

ROWS = [
    ("two agencies of one name", [(ENDED, ENDED + '\n{ id = "police", name = "Other" },')], "",
     "E-duplicate-id", "agency.police@2", "“police” already names an agency: Shire Police"),
    ("an external named as an agency is", [('id = "csp", name', 'id = "police", name')], "",
     "E-duplicate-id", "external.police", "“police” already names an agency: Shire Police"),
    ("an office with a reserved word", [('{ id = "secretariat"', '{ id = "public", held_by = "police" }, { id = "secretariat"')],
     "", "E-duplicate-id", "board.office.public", "a reserved word"),
    ("two quorums from one day", [(QUORUM, "")],
     "[[body.quorum]]\nat_least = 2\ncount = \"seats\"\n[[body.quorum]]\nat_least = 3\ncount = \"seats\"\n",
     "E-versions-overlap", "board.quorum@2", "two versions of board.quorum begin on the same day"),
    ("two readings of one place from one day", [], "".join(
        f'[[reading]]\nsettles = "board.quorum.at_least"\nquestion = "How many?"\nvalue = {n}\ndecided = "D{n}"\n'
        for n in (2, 3)), "E-versions-overlap", "reading.2", "the reading of board.quorum.at_least"),
    ("an end before the beginning", [(VERSION, 'version = [{ from = 2020-01-01 }, { from = "2021", until = 2020-12-31 }]')],
     "", "E-date-order", "board.version@2021", "ends 2020-12-31, before it begins on 2021"),
    ("bodies that answer to each other", [],
     'line = [{ type = "reports-to", to = "panel" }]\n' + OTHER + 'line = [{ type = "part-of", to = "board" }]\n',
     "E-line-cycle", "board.line.reports-to:panel", "board -> panel -> board"),
    ("agencies that succeed each other", [(ENDED, '{ id = "housing", name = "H", becomes = "council" },'),
     ('name = "Shire Council", sector', 'name = "C", becomes = "housing", sector')], "",
     "E-succession-cycle", "agency.council", "council -> housing -> council"),
    ("a quorum of more organisations than there are", [("at_least = 2", "at_least = 4")], "",
     "E-quorum-impossible", "board.quorum", "cannot be met even with every seat present"),
    ("a quorum in part impossible", [(QUORUM, 'quorum = { all_of = [{ count = "seats", at_least = 2 }, '
     '{ count = "people", who = "police", at_least = 2 }] }')], "",
     "E-quorum-impossible", "board.quorum", "cannot be met"),
    ("a missing appendix", [], 'clause = [{ id = "App 1", kind = "missing", text = "The map is blank." }]\n',
     "E-appendix-empty", "board.clause.App 1", "The map is blank."),
    ("two statements on the chair", [(HOLDER, 'held_by = { conflict = [{ value = "police", clause = "2" }, '
     '{ says = "the mayor", clause = "5" }] }, ')], "", "E-chair-conflict", "board.office.chair.held_by",
     "2 statements disagree (2: Shire Police; 5: the mayor): needs a reading"),
    ("no quorum", [(QUORUM, "")], "", "S-quorum", "board.quorum",
     "no quorum stated: presence is recorded and none is applied"),
    ("a quorum for one matter only", [(QUORUM, 'quorum = { for = "terms", count = "seats", at_least = 2 }')], "",
     "S-quorum", "board.quorum", "no quorum stated"),
    ("a number of nothing", [('count = "organisations", ', "")], "", "S-quorum-count", "board.quorum.count",
     "nothing said about what is counted"),
    ("no vote", [(VOTE, "")], "", "S-vote", "board.vote", "none is counted"),
    ("votes of nothing", [('count = "seats", ', "")], "", "S-vote-count", "board.vote.count", "what is counted"),
    ("a majority and no casting vote", [(', casting = "presiding"', "")], "", "S-casting", "board.vote.casting",
     "nothing said about equal votes: a tie falls"),
    ("a chair without holder", [(HOLDER, "")], "", "S-chair", "board.office.chair.held_by", "nobody is named to preside"),
    ("nobody in the chair's absence", [(', in_absence = ["vice-chair"]', "")], "", "S-chair-absent",
     "board.office.chair.in_absence", "nobody is named to preside when the chair is absent"),
    ("a vice-chair without holder", [(', held_by = { seat = "pol" }', "")], "", "S-office-holder",
     "board.office.vice-chair.held_by", "named, but nothing says who holds it"),
    ("no secretariat", [('{ id = "secretariat", held_by = "council" },', "")], "", "S-secretariat",
     "board.office.secretariat", "nobody is named to support the meetings"),
    ("no frequency", [(MEETS, "")], "", "S-frequency", "board.meets.ordinary", "no frequency of meetings stated"),
    ("no deputies", [("deputy = { allowed = true }", "")], "", "S-deputies", "board.deputy", "nothing said about deputies"),
    ("no review of the terms", [('{ what = "terms-review", due = { by = 2027-01-01 } },', "")], "", "S-terms-review",
     "board.duty.terms-review", "no review of the terms stated"),
    ("an agenda without deadline", [('"agenda", due = { working_days = 5, before = "meeting" }', '"agenda"')], "",
     "S-agenda-deadline", "board.duty.agenda.due", "no deadline for the agenda"),
    ("no papers", [('{ what = "papers", due = { working_days = 5, before = "meeting" } },', "")], "",
     "S-papers-deadline", "board.duty.papers", "no deadline for the papers"),
    ("no minutes", [('{ what = "minutes", due = { working_days = 10, after = "meeting" } },', "")], "",
     "S-minutes-deadline", "board.duty.minutes", "no deadline for the minutes"),
    ("consent of nobody", [], 'approval = [{ what = "joining" }]\n', "S-approval", "board.approval.joining.needs",
     "nothing says whose consent is needed"),
    ("cases never reviewed", [], 'casework = { functions = "select" }\n', "S-case-review",
     "board.casework.review_every", "how often a case is reviewed"),
    ("a task-and-finish body without end", [('kind = "board"\nversion', 'kind = "task-and-finish"\nversion')], "",
     "S-sunset", "board.sunset", "when this task-and-finish body ends"),
    ("a report at no interval", [("duty = [", 'duty = [{ what = "report", every = { says = "from time to time" } },')], "",
     "S-report-interval", "board.duty.report.every", "“from time to time” sets no interval: no date is computed"),
    ("a span in words only", [("{ months = 3 }", '{ says = "often" }')], "", "S-meets-unsettled",
     "board.meets.ordinary.every", "“often” cannot be computed: needs a reading"),
    ("an undated version", [(VERSION, 'version = [{ from = { says = "undated" } }]')], "", "S-version-unsettled",
     "board.version.from", "“undated”"),
    ("a proposed span with another reading", [("{ months = 3 }",
     '{ says = "bi-monthly", proposed = { months = 2 }, or = [{ weeks = 2 }] }')], "", "L-meets-proposed",
     "board.meets.ordinary.every", "“bi-monthly”: using every 2 months (or every 2 weeks) until a reading"),
    ("a proposal where the terms are silent", [("every = { months = 3 } }", 'every = { months = 3 }, '
     'on = { proposed = "second tuesday 10:00" } }')], "", "L-meets-proposed", "board.meets.ordinary.on",
     "not in the terms: using the second Tuesday, 10:00"),
    ("a proposal for a whole table", [("deputy = { allowed = true }",
     'deputy = { says = "sometimes", proposed = { allowed = true, named_by = "member" } }')], "", "L-deputy-proposed",
     "board.deputy", "“sometimes”: using allowed: yes, named by: member until a reading"),
    ("an open question", [], '[[reading]]\nquestion = "Who pays?"\n', "L-reading-open", "reading.1", "Who pays?"),
    ("a post to be confirmed", [('id = "hou", ', 'id = "hou", post = { says = "TBC" }, ')], "",
     "L-post-to-be-confirmed", "board.seat.hou.post", "post “TBC”: vacant until a post is named"),
    ("a number of seats in words", [('id = "hou", ', 'id = "hou", number = { says = "some" }, ')], "",
     "L-seat-number-unspecified", "board.seat.hou.number", "“some”"),
    ("a range of seats", [('id = "hou", ', 'id = "hou", number = { at_least = 1, at_most = 3 }, ')], "",
     "L-seat-number-range", "board.seat.hou.number", "1 to 3: record the number chosen"),
    ("a seat for each district", [(SEATS, SEATS + ', { id = "dis", one_per = "districts" }')], "", "L-compound-seat",
     "board.seat.dis.one_per", "one line of the terms is 2 seats"),
    ("a seat for each of an open set", [("of = [", "open = true, of = ["), (SEATS, SEATS +
     ', { id = "dis", one_per = "districts" }')], "", "L-variable-seat-set", "board.seat.dis.one_per", "(2 known)"),
    ("either of two posts", [('id = "hou", ', 'id = "hou", post = ["Head", "Deputy head"], ')], "",
     "L-alternative-post", "board.seat.hou.post", "any of 2 posts may fill it: Head; Deputy head"),
    ("an agency that ended with a successor", [(ENDED, '{ id = "housing", name = "Shire Homes", until = 2021-06-25, '
     'becomes = "homes" }, { id = "homes", name = "Homes" },')], "", "L-agency-ended", "board.seat.hou",
     "Shire Homes ended 2021-06-25: the seat passes to Homes"),
    ("an agency that ended without one", [(ENDED, '{ id = "housing", name = "Shire Homes", until = 2021-06-25 },')], "",
     "L-agency-ended", "board.seat.hou", "no single successor, the seat is vacant until the board decides"),
    ("two seats brought into one organisation", [(ENDED, '{ id = "housing", name = "Shire Homes", until = 2021-06-25, '
     'becomes = "council" },')], "", "L-seats-merged", "board.seat.cou",
     "the seat of Shire Council and the seat of Shire Homes are now seats of one organisation, Shire Council: keep, merge or end?"),
    ("two organisations of one employer", [], "", "L-one-employer", "board.quorum",
     "2 organisations have one employer, Shire Council: the quorum is shown both ways"),
    ("an organisation in the chair", [('{ seat = "cou" }', '"council"')], "", "L-chair-no-post",
     "board.office.chair.held_by", "no post named: its most senior member present presides"),
    ("a sector in the chair", [('{ seat = "cou" }', '{ sector = "police" }')], "", "L-chair-no-post",
     "board.office.chair.held_by", "no post named"),
    ("a chair whose year is over", [(HOLDER, HOLDER + "until = 2014-03-31, ")], "", "L-chair-term-expired",
     "board.office.chair", "held only until 2014-03-31"),
    ("a rule until a decision", [("every = { months = 3 }", 'every = { months = 3 }, until = "decision"')], "",
     "L-until-decision", "board.meets.ordinary", "holds until a decision that the terms do not date"),
    ("a review in the past", [("2027-01-01", "2026-08-31")], "", "L-review-overdue", "board.duty.terms-review",
     "due for review by 2026-08-31"),
    ("a yearly review that was missed", [("due = { by = 2027-01-01 }", "every = { years = 1 }")], "",
     "L-review-overdue", "board.duty.terms-review", "due for review by 2021-01-01"),
    ("a sunset in the past", [('kind = "board"\nversion', 'kind = "board"\nsunset = 2026-08-31\nversion')], "",
     "L-sunset-passed", "board.sunset", "2026-08-31"),
    ("a plan that ended", [("set = [", 'mandate = [{ id = "plan", name = "Plan", kind = "plan", until = "2021" }]\nset = [')],
     "", "L-mandate-ended", "mandate.plan", "Plan ended 2021"),
    ("a body with two names", [('kind = "board"\nversion', 'kind = "board"\nalias = "RRB"\nversion')], "", "L-aliases",
     "board.alias", "one body, 2 names: Board; RRB"),
    ("a draft", [(VERSION, 'version = [{ from = 2020-01-01, status = "draft" }]')], "", "L-not-adopted",
     "board.version", "these terms are draft, not agreed"),
    ("an old marking", [(VERSION, 'version = [{ from = 2020-01-01, marking = "RESTRICTED - STAFF" }]')], "",
     "L-legacy-marking", "board.version.marking", "a scheme abolished in April 2014"),
    ("a link of no kind", [], 'line = [{ type = "linked-with", to = "csp" }]\n', "L-line-unclassified",
     "board.line.linked-with:csp", "the terms do not say how"),
    ("a body that others hold to account unawares", [], 'line = [{ type = "holds-to-account", to = "panel" }]\n' + OTHER
     + 'from = 2027-01-01\nversion = [{ from = "2020" }]\n', "L-line-one-sided", "board.line.holds-to-account:panel",
     "holds to account Panel, whose own terms do not say so"),
    ("a pathway that nobody leads", [("set = [", 'pathway = [{ id = "a", name = "Attitudes", led_by = "police" }, '
     '{ id = "b", name = "Families" }]\nset = [')], "", "L-pathway-no-lead", "pathway.b",
     "Families: no group, lead or champion"),
]  # fmt: skip


@pytest.mark.parametrize("changes, more, code, at, words", [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_the_smallest_file_that_shows_a_finding(
    changes: list[tuple[str, str]], more: str, code: str, at: str, words: str
) -> None:
    found = found_in(sound_file(*changes, more=more))
    assert [words in each.message for each in found if (each.code, each.at) == (code, at)] == [True]
    assert code not in {each.code for each in found_in(sound_file())} - {"L-one-employer"}


def test_the_sound_file_has_one_finding_only() -> None:
    assert codes(found_in(sound_file())) == [("L-one-employer", "board.quorum")]


UNKNOWN = [
    ("an employer", 'employer = "council"', 'employer = "county"', "agency.housing.employer"),
    ("a member of a set", 'of = ["council"', 'of = ["county"', "set.districts.of"),
    ("an agency with a seat", 'id = "pol", agency = "police"', 'id = "pol", agency = "county"', "board.seat.pol.agency"),
    ("a seat that an office rests on", '{ seat = "cou" }', '{ seat = "county" }', "board.office.chair.held_by"),
    ("an office in the chair's absence", '["vice-chair"]', '["county"]', "board.office.chair.in_absence"),
    ("a holder", 'held_by = "council"', 'held_by = "county"', "board.office.secretariat.held_by"),
    ("one of a list", 'held_by = "council"', 'held_by = ["council", { is = "county", choose = "senior" }]',
     "board.office.secretariat.held_by"),
    ("an office elsewhere", '{ id = "hou", agency = "housing" }', '{ id = "hou", office = "county", of = "board" }',
     "board.seat.hou.office"),
    ("a body elsewhere", '{ id = "hou", agency = "housing" }', '{ id = "hou", office = "chair", of = "county" }',
     "board.seat.hou.of"),
    ("a set of seats", '{ id = "hou", agency = "housing" }', '{ id = "hou", one_per = "county" }', "board.seat.hou.one_per"),
    ("an event", 'before = "meeting" } },\n  { what = "papers"', 'before = "county" } },\n  { what = "papers"',
     "board.duty.agenda.due"),
    ("a kind of meeting", 'after = "meeting"', 'after = "meeting:county"', "board.duty.minutes.due"),
    ("another body's meeting", 'after = "meeting"', 'after = "county/meeting"', "board.duty.minutes.due"),
    ("a class to count from each", 'at_least = 2 }', 'at_least = 2, from_each = ["county"] }', "board.quorum.test"),
    ("an except", 'held_by = "council"', 'held_by = { is = "members", except = "county" }',
     "board.office.secretariat.held_by"),
    ("another value of an open one", 'held_by = "council"',
     'held_by = { says = "x", proposed = "council", or = ["county"] }', "board.office.secretariat.held_by"),
]  # fmt: skip


@pytest.mark.parametrize("old, new, at", [r[1:] for r in UNKNOWN], ids=[r[0] for r in UNKNOWN])
def test_a_word_that_names_nothing_is_found(old: str, new: str, at: str) -> None:
    found = [each for each in found_in(sound_file((old, new))) if each.code == "E-unknown-id"]
    assert [each.at for each in found] == [at]
    assert "county" in found[0].message


KNOWN = [
    ("a class of seats", 'id = "hou", agency', 'id = "hou", class = "x", agency', 'from_each = ["x"]'),
    ("an office of this body", "", "", 'who = ["chair"]'),
    ("a reserved word", "", "", 'who = "voters"'),
    ("a set", "", "", 'from_each = ["districts"]'),
    ("this body by its id", "", "", 'who = "board"'),
]


@pytest.mark.parametrize("old, new, key", [row[1:] for row in KNOWN], ids=[row[0] for row in KNOWN])
def test_a_word_that_names_something_is_not_found_wanting(old: str, new: str, key: str) -> None:
    text = sound_file(("at_least = 2", f"at_least = 2, {key}"), *([(old, new)] if old else []))
    assert "E-unknown-id" not in {each.code for each in found_in(text)}


READINGS = [
    ("a place that is not there", 'settles = "board.seat.mayor"', "E-unknown-id", "reading.1.settles"),
    ("a value that may not stand there", 'settles = "board.quorum.at_least"\nvalue = "many"\ndecided = "D1"',
     "E-bad-value", "reading.1.value"),
    ("a word that names nothing", 'settles = "board.office.chair.held_by"\nvalue = "mayor"\ndecided = "D1"',
     "E-unknown-id", "board.office.chair.held_by"),
]  # fmt: skip


@pytest.mark.parametrize("keys, code, at", [row[1:] for row in READINGS], ids=[row[0] for row in READINGS])
def test_a_reading_that_cannot_be_used_is_found(keys: str, code: str, at: str) -> None:
    found = found_in(sound_file(more=f'[[reading]]\nquestion = "?"\n{keys}\n'))
    assert (code, at) in codes(found)


def test_silences_are_not_listed_of_a_body_known_only_from_elsewhere_or_of_an_extract() -> None:
    for version in ("", 'version = [{ status = "extract" }]\n'):
        found = found_in(TOP + WHO_EXISTS + A_BODY + version)
        assert [each for each in found if each.level == "S"] == []


def test_silences_are_not_listed_of_a_body_that_has_ended_or_not_begun() -> None:
    for life in ("until = 2020-12-31\n", 'from = "decision"\n', "from = 2027-01-01\n"):
        found = found_in(TOP + WHO_EXISTS + A_BODY + life + 'version = [{ from = "2019" }]\n')
        assert [each for each in found if each.level == "S"] == []


def test_a_joint_chair_needs_nobody_for_its_absence() -> None:
    text = sound_file((CHAIR, '{ id = "chair", held_by = ["police", "council"], joint = true }'))
    assert codes(found_in(text)) == [("L-one-employer", "board.quorum")]


def test_referral_papers_are_papers() -> None:
    text = sound_file(('what = "papers"', 'what = "referral-papers"'))
    assert "S-papers-deadline" not in {each.code for each in found_in(text)}


def test_a_pattern_without_number_of_seats_never_calls_a_quorum_impossible() -> None:
    text = sound_file(("at_least = 2", "at_least = 9"), ("of = [", "open = true, of = ["), (SEATS, SEATS +
        ', { id = "dis", one_per = "districts" }'))  # fmt: skip
    assert "E-quorum-impossible" not in {each.code for each in found_in(text)}


def test_findings_are_sorted_by_level_line_and_code() -> None:
    found = found_in(TOP + WHO_EXISTS + A_BODY + SOUND.replace(VOTE, "").replace(QUORUM, "") + "line = []\n")
    order = [("ESL".index(each.level), each.line, each.code) for each in found]
    assert order == sorted(order)


def test_findings_stand_in_json_with_every_part() -> None:
    text = sound_file((QUORUM, ""))
    found = check(read(text), on=TODAY)
    rows = json.loads(findings_as_json(found, "shire.toml"))
    assert rows == [
        {
            "file": "shire.toml",
            "level": "S",
            "code": "S-quorum",
            "at": "board.quorum",
            "clause": [],
            "line": text[: text.index("[[body]]")].count("\n") + 1,
            "message": "no quorum stated: presence is recorded and none is applied",
        }
    ]


def test_a_reading_of_a_missing_part_settles_it() -> None:
    missing = 'clause = [{ id = "Gov 5", kind = "missing", text = "Blank." }]\n'
    reading = (
        '[[reading]]\nsettles = "board.clause.Gov 5"\nquestion = "?"\nvalue = "Drawn."\ndecided = "D1"\n'
    )
    open_question = reading.replace('decided = "D1"\n', "")
    assert "E-appendix-empty" in {each.code for each in found_in(sound_file(more=missing + open_question))}
    assert "E-appendix-empty" not in {each.code for each in found_in(sound_file(more=missing + reading))}


@pytest.mark.parametrize("day, holds", [(date(2026, 4, 13), False), (date(2026, 4, 14), True)])
def test_a_reading_takes_effect_on_its_day(day: date, holds: bool) -> None:
    text = sound_file(
        ("{ months = 3 }", '{ says = "bi-monthly", proposed = { months = 2 } }'),
        more='[[reading]]\nsettles = "board.meets.ordinary.every"\nquestion = "?"\nvalue = { months = 2 }\n'
        'decided = "D1"\nfrom = 2026-04-14\n',
    )
    assert ("L-meets-proposed" not in {each.code for each in found_in(text, day)}) is holds


def test_words_left_open_where_an_event_stands_are_no_unknown_event() -> None:
    text = sound_file(more='agenda = [{ item = "Interests", when = { says = "always" } }]\n')
    assert set(codes(found_in(text))) - set(codes(found_in(sound_file()))) == {
        ("S-agenda-unsettled", "board.agenda.Interests.when")
    }


def test_weights_left_open_are_reported_and_nothing_is_counted() -> None:
    text = sound_file((QUORUM, QUORUM.replace(" }", ', weight = { says = "by size" } }')))
    assert set(codes(found_in(text))) - set(codes(found_in(sound_file()))) == {
        ("S-quorum-unsettled", "board.quorum.weight")
    }
    circle = circle_on(read(text), "board", TODAY)
    assert is_quorate(circle, ()).result == "not defined"
