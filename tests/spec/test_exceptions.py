"""What an exception report is about (rule R21): who is chosen, who is just not, and why."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.rules.exceptions import (
    RULES,
    ActionSeen,
    Candidate,
    DutySeen,
    EscalationSeen,
    Line,
    RiskSeen,
    StepSeen,
    Thresholds,
    TotalSeen,
    VerdictSeen,
    select,
    silent_periods,
    slipping_periods,
)
from throughline.rules.plan.status import MilestoneStatus as Is

STEP = Line(kind="step", code="2.4.3.m1", words="Careers advice in each county", objective="2.4.3")
TOTAL = Line(kind="measure", code="dv-community", words="Domestic violence programmes", objective="3.2.1")
SHARE = Line(kind="measure", code="ni143", words="Settled homes")
ACTION = Line(kind="action", code="7", words="Say when advice begins")
RISK = Line(kind="risk", code="3", words="Trained staff leave")
ASKED = Line(kind="escalation", code="2", words="Who pays for the training")
DUTY = Line(kind="duty", code="rrdg.report", words="Report to the parent board")
DUE, LATER = date(2009, 12, 31), date(2010, 2, 28)

ROWS = [
    # sentence, what was seen, the rules that choose it, whether it is listed as not chosen
    ("a late milestone is chosen", StepSeen(line=STEP, status=Is.LATE, due=DUE, forecast=LATER), ["late"], False),
    ("one that slips for the first period is not", StepSeen(line=STEP, status=Is.SLIPPING, slipping_periods=1), [], True),
    ("one that slips for the second is", StepSeen(line=STEP, status=Is.SLIPPING, slipping_periods=2),
     ["slipping-twice"], False),
    ("a late one is late, however often it slipped before", StepSeen(line=STEP, status=Is.LATE, slipping_periods=3),
     ["late"], False),
    ("a first period without news is not chosen", StepSeen(line=STEP, status=Is.NO_NEWS, silent_periods=1), [], True),
    ("a second one is", StepSeen(line=STEP, status=Is.NO_NEWS, silent_periods=2), ["no-news-twice"], False),
    ("a late and silent one has both reasons", StepSeen(line=STEP, status=Is.LATE, silent_periods=2),
     ["late", "no-news-twice"], False),
    ("one on course is not chosen and not listed", StepSeen(line=STEP, status=Is.ON_COURSE), [], False),
    ("a complete one is never chosen", StepSeen(line=STEP, status=Is.COMPLETE, slipping_periods=2, silent_periods=2),
     [], False),
    ("an undated one is for the linter, not for the board", StepSeen(line=STEP, status=Is.UNDATED, silent_periods=4),
     [], False),
    ("a plan above the upper limit of the actual is more than chance", TotalSeen(line=TOTAL, planned=89, actual=60,
     upper=77.2, behind_running=1), ["below-plan"], False),
    ("a plan at the upper limit is not", TotalSeen(line=TOTAL, planned=77, actual=60, upper=77.0, behind_running=1),
     [], True),
    ("below for two returns running is chosen however near", TotalSeen(line=TOTAL, planned=216, actual=215, upper=245.5,
     behind_running=2), ["below-twice"], False),
    ("far below and twice has both reasons", TotalSeen(line=TOTAL, planned=216, actual=100, upper=121.6,
     behind_running=2), ["below-plan", "below-twice"], False),
    ("ahead of plan is not looked at twice", TotalSeen(line=TOTAL, planned=89, actual=96, upper=117.2, behind_running=0),
     [], False),
    ("behind within the stated tolerance is not behind", TotalSeen(line=TOTAL, planned=800, actual=700, upper=753.8,
     behind_running=0), [], False),
    ("figures that became worse are chosen", VerdictSeen(line=SHARE, is_worse=True, is_off_target=True, sentence="Six down."),
     ["deterioration"], False),
    ("off target without a change is not", VerdictSeen(line=SHARE, is_worse=False, is_off_target=True, sentence="Same."),
     [], True),
    ("on target and not worse is not", VerdictSeen(line=SHARE, is_worse=False, is_off_target=False, sentence="Same."),
     [], False),
    ("an action of ninety days is not old", ActionSeen(line=ACTION, age_days=90, moves=0), [], False),
    ("one of ninety-one is", ActionSeen(line=ACTION, age_days=91, moves=0), ["action-old"], False),
    ("one moved twice is not chosen", ActionSeen(line=ACTION, age_days=30, moves=2), [], False),
    ("one moved three times is", ActionSeen(line=ACTION, age_days=30, moves=3), ["action-moved"], False),
    ("one that is only overdue is listed", ActionSeen(line=ACTION, age_days=30, moves=0, overdue_days=4), [], True),
    ("a risk below the threshold that stands still is not", RiskSeen(line=RISK, score=14, before=14, high_from=15), [], False),
    ("one at the threshold is", RiskSeen(line=RISK, score=15, before=15, high_from=15), ["risk-high"], False),
    ("one that rises is, however low", RiskSeen(line=RISK, score=4, before=3, high_from=15), ["risk-rising"], False),
    ("one that falls is not", RiskSeen(line=RISK, score=12, before=16, high_from=15), [], False),
    ("without a threshold that the board adopted none is high", RiskSeen(line=RISK, score=25, before=25), [], False),
    ("a new risk has not risen", RiskSeen(line=RISK, score=9), [], False),
    ("an answer due today is not late", EscalationSeen(line=ASKED, days_late=0), [], False),
    ("one due yesterday is", EscalationSeen(line=ASKED, days_late=1), ["unanswered"], False),
    ("a firm duty not done is chosen", DutySeen(line=DUTY, is_firm=True, due=DUE), ["duty-breached"], False),
    ("one that is not firm is listed", DutySeen(line=DUTY, is_firm=False, due=DUE), [], True),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "seen", "rules", "listed"), ROWS, ids=[row[0] for row in ROWS])
def test_who_is_chosen(sentence, seen, rules, listed):
    found = select([seen])
    assert [reason.rule for one in found.candidates for reason in one.reasons] == rules
    assert [one.line for one in found.not_chosen] == ([seen.line] if listed else [])
    assert found.is_nil is (not rules)


def test_every_rule_has_a_row_and_its_words():
    chosen = {rule for _sentence, _seen, rules, _listed in ROWS for rule in rules}
    assert chosen == set(RULES)


def test_another_threshold_is_kept_and_says_whose_it_is():
    agreed = Thresholds(action_days=30, action_moves=1, source="decision emrrp-2009-11-10/D1")
    seen = [ActionSeen(line=ACTION, age_days=31, moves=1)]
    assert select(seen).is_nil
    assert [one.line for one in select(seen, agreed).candidates] == [ACTION]
    assert [reason.rule for reason in select(seen, agreed).candidates[0].reasons] == [
        "action-old",
        "action-moved",
    ]


def test_the_evidence_gives_the_dates_and_the_counts():
    late = select([StepSeen(line=STEP, status=Is.LATE, due=DUE, forecast=LATER)]).candidates[0].reasons[0]
    short = TotalSeen(line=TOTAL, planned=89, actual=60, upper=77.23, behind_running=1)
    assert late.evidence == "Due 31 December 2009, now expected 28 February 2010."
    assert select([short]).candidates[0].reasons[0].evidence == (
        "60 to date, 89 planned. Chance allows a plan of up to 77."
    )


def test_what_was_looked_at_is_counted_by_kind():
    found = select([ROWS[0][1], ActionSeen(line=ACTION, age_days=1, moves=0)])
    assert (found.looked_at["step"], found.looked_at["action"], found.looked_at["risk"]) == (1, 1, 0)


def test_numbers_stand_in_their_order():
    lines = [Line(kind="step", code=code, words="") for code in ("2.10.1", "2.9.1", "2.9.1.m2")]
    found = select(StepSeen(line=line, status=Is.LATE) for line in lines)
    assert [one.line.code for one in found.candidates] == ["2.9.1", "2.9.1.m2", "2.10.1"]


CODES = st.integers(1, 6).map(str)
SEEN = st.one_of(
    st.builds(
        lambda code, status, slips, silent: StepSeen(
            line=Line(kind="step", code=code, words="A step"), status=status, slipping_periods=slips,
            silent_periods=silent,
        ),
        CODES, st.sampled_from(list(Is)), st.integers(0, 4), st.integers(0, 4),
    ),
    st.builds(
        lambda code, planned, actual, more, behind: TotalSeen(
            line=Line(kind="measure", code=code, words="A total"), planned=planned, actual=actual,
            upper=actual + more, behind_running=behind,
        ),
        CODES, st.integers(0, 300), st.integers(0, 300), st.floats(0, 40), st.integers(0, 4),
    ),
    st.builds(
        lambda code, age, moves: ActionSeen(
            line=Line(kind="action", code=code, words="An action"), age_days=age, moves=moves
        ),
        CODES, st.integers(0, 200), st.integers(0, 5),
    ),
)  # fmt: skip


@given(st.lists(SEEN, max_size=12), SEEN)
def test_another_line_never_removes_a_chosen_one(seen, more):
    before = select(seen).candidates
    after = {(one.line.kind, one.line.code): one for one in select([*seen, more]).candidates}
    for one in before:
        assert set(one.reasons) <= set(after[one.line.kind, one.line.code].reasons)


@given(st.lists(SEEN, max_size=12), st.randoms())
def test_the_order_they_come_in_does_not_matter(seen, chance):
    mixed = list(seen)
    chance.shuffle(mixed)
    assert select(mixed) == select(seen)


@given(st.lists(SEEN, max_size=12))
def test_each_line_is_chosen_once_with_all_its_reasons(seen):
    found = select(seen)
    keys = [(one.line.kind, one.line.code) for one in found.candidates]
    assert len(keys) == len(set(keys))
    for one in found.candidates:
        assert isinstance(one, Candidate)
        alone = {
            reason
            for row in seen
            if (row.line.kind, row.line.code) == (one.line.kind, one.line.code)
            for reason in row.met(Thresholds())
        }
        assert set(one.reasons) == alone
    assert not set(keys) & {(one.line.kind, one.line.code) for one in found.not_chosen}


RUNS = [
    ("no period, no run", [], 0),
    ("on time is no slip", [date(2009, 12, 31)], 0),
    ("a day after is one", [date(2010, 1, 1)], 1),
    ("two in a row are two", [date(2010, 1, 1), date(2010, 2, 1)], 2),
    ("a period on time ends the run", [date(2010, 1, 1), None, date(2010, 2, 1)], 1),
    ("the last period counts", [date(2010, 1, 1), None], 0),
]


@pytest.mark.parametrize(("sentence", "forecasts", "count"), RUNS, ids=[row[0] for row in RUNS])
def test_slipping_periods(sentence, forecasts, count):
    assert slipping_periods(forecasts, DUE) == count


def test_a_step_without_a_date_does_not_slip():
    assert slipping_periods([date(2010, 1, 1)], None) == 0


SILENCE = [
    ("news each period is no silence", [True, True], 0),
    ("the last without is one", [True, False], 1),
    ("two without are two", [False, False], 2),
    ("news since then ends it", [False, False, True], 0),
]


@pytest.mark.parametrize(("sentence", "news", "count"), SILENCE, ids=[row[0] for row in SILENCE])
def test_silent_periods(sentence, news, count):
    assert silent_periods(news) == count
