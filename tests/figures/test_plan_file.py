"""The indicators' file of the East Midlands plan, and what is wrong with a wrong one."""

import re
from fractions import Fraction
from pathlib import Path

import pytest

from throughline.figures.indicators.percentage import percentage_against_target
from throughline.figures.indicators.plan_file import IndicatorUnreadable, read_indicators

TEXT = (Path(__file__).parents[2] / "partnerships" / "east-midlands-indicators.toml").read_text()


def rows():
    return {each.indicator.id: each for each in read_indicators(TEXT)}


READS = "throughline.figures.indicators.plan_file:read_indicators"


@pytest.mark.clause("C462", "C494", "C502", breaks=READS)
@pytest.mark.parametrize(
    ("row", "code", "target", "objective"),
    [
        ("obp-completion-rate", "INT 15", "65.5", "2.7.2"),
        ("dv-completion-rate", "INT 14", "69.9", "3.2.1"),
        ("sotp-completion-rate", "SOTP", "77.2", "3.2.3"),
        ("enforcement", "End to end enforcement", "61.8", "3.1.1"),
        ("mappa-level-3-reviews", "MAPPA 3", "90", "3.1.2"),
        ("mappa-level-2-reviews", "MAPPA 2", "85", "3.1.2"),
        ("mappa-disclosure", "MAPPA 2", "100", "3.1.2"),
        ("mappa-prison-attendance", "MAPPA", "90", "3.1.2"),
        ("visor-entries", "ViSOR", "100", "3.2.4"),
        ("visor-partner-status", "ViSOR", "100", "3.2.4"),
        ("sfo-quality", "SFO", "80", "3.2.5"),
        ("sfo-in-time", "SFO", "80", "3.2.5"),
    ],
)
def test_percentage_targets_are_exact_and_judged_to_the_case(row, code, target, objective):
    """The boundary in 1,000 cases is exact: ten times the printed per cent."""
    indicator, found = rows()[row].indicator, rows()[row].target
    assert (indicator.code, indicator.objective, found.value) == (code, objective, Fraction(target) / 100)
    enough = int(Fraction(target) * 10)
    assert percentage_against_target(enough, 1000, found.value).met
    assert not percentage_against_target(enough - 1, 1000, found.value).met


@pytest.mark.clause("C463", "C464", "C495", "C501", breaks=READS)
def test_the_years_counts_add_up_and_say_what_they_leave_out():
    year = {each: int(row.target.value) for each, row in rows().items() if row.target and row.target.plan}
    assert (year["obp-community"], year["obp-custody"]) == (1181, 1102)
    assert year["obp-community"] + year["obp-custody"] == 2283
    assert year["obp-community"] + year["obp-custody"] + year["dv-community"] == 2540
    assert year["sotp-community"] + year["sotp-custody"] == 312
    assert "domestic violence" in rows()["obp-community"].indicator.exclusions


@pytest.mark.clause("C445", breaks="throughline.figures.indicators.percentage:percentage_against_target")
def test_prison_health_is_judged_prison_by_prison():
    green, returned = (
        rows()["prison-health-green"].target.value,
        rows()["prison-health-returned"].target.value,
    )
    by_prison = {"A": 24, "B": 23, "C": 34}
    met = {name: percentage_against_target(count, 34, green).met for name, count in by_prison.items()}
    assert met == {"A": True, "B": False, "C": True}
    assert percentage_against_target(3, 3, returned).met
    assert not percentage_against_target(2, 3, returned).met


GOOD = """
[[indicator]]
id = "x"
code = "X"
name = "X"
method = "percentage"
polarity = "higher"
unit = "people"
numerator = "some"
target = { value = 65.5 }
"""


@pytest.mark.parametrize(
    ("why", "text", "says"),
    [
        ("no TOML", "[[indicator", "not TOML"),
        ("a field missing", GOOD.replace('unit = "people"\n', ""), "(x) has no unit"),
        ("a field too many", GOOD.replace("unit", "colour = 3\nunit"), "has colour"),
        ("an unknown method", GOOD.replace("percentage", "guess"), "has the method guess"),
        ("no way is better", GOOD.replace("higher", "up"), "“higher” or “lower”"),
        ("a target without a value", GOOD.replace("value = 65.5", "second = 3"), "has no value"),
        ("a target with a stray word", GOOD.replace("value", "reach"), "has reach"),
        ("the same id twice", GOOD + GOOD, "repeats the id x"),
        ("no indicator at all", 'name = "a list"', "has no [[indicator]]"),
        ("one number instead of entries", "indicator = 5", "has no [[indicator]]"),
        ("words for a number", GOOD.replace("65.5", '"many"'), "“many” in Indicator 1 (x) is no number"),
        ("a number without end", GOOD.replace("65.5", "inf"), "“inf” is no number to judge by"),
        ("a number by powers of ten", GOOD.replace("65.5", "1.0e9"), "“1.0e9” is no number to judge by"),
        ("parts of nothing", GOOD.replace("65.5", '"3/0"'), "“3/0” in Indicator 1 (x) is no number"),
        (
            "three quarters planned",
            GOOD.replace("value = 65.5", "value = 3, plan = [1, 2, 3]"),
            "needs four whole numbers",
        ),
        (
            "a target that is no table",
            GOOD.replace("{ value = 65.5 }", "65.5"),
            "target of Indicator 1 (x) is not a table",
        ),
        ("a yes for true", GOOD.replace("unit", 'lagged = "yes"\nunit'), "is not true or false"),
        (
            "half a lag",
            GOOD.replace("unit", "lag = { proof_months = 6 }\nunit"),
            "follow_up_months and proof_months",
        ),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(why, text, says):
    with pytest.raises(IndicatorUnreadable) as refused:
        read_indicators(text)
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("sentence", "code", "follow_up", "proof"),
    [
        ("a year, and a further half", "proven-reoffending", 12, 18),
        ("three months, and six", "ni-18-local", 3, 6),
    ],
)
def test_a_measure_says_how_long_its_figures_lag(sentence, code, follow_up, proof):
    indicator = read_indicators(GOOD.replace("unit", f'measure = "{code}"\nunit'))[0].indicator
    assert (indicator.measure, indicator.lagged) == (code, True)
    assert (indicator.lag.follow_up_months, indicator.lag.proof_months) == (follow_up, proof)


@pytest.mark.parametrize(
    ("sentence", "more", "says"),
    [
        ("no such measure", 'measure = "reoffending"', "measure of Indicator 1 (x) is one of"),
        ("another lag than its measure",
         'measure = "ni-18-local"\nlag = { follow_up_months = 12, proof_months = 18 }', "not that of its measure"),
    ],
)  # fmt: skip
def test_a_measure_that_is_none_or_lags_otherwise_is_refused(sentence, more, says):
    with pytest.raises(IndicatorUnreadable, match=re.escape(says)):
        read_indicators(GOOD.replace("unit", f"{more}\nunit"))


def test_no_decimal_is_lost():
    assert read_indicators(GOOD)[0].target.value == Fraction(131, 200)
