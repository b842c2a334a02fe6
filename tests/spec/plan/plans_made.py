"""Plans of every shape, for rules that must hold of any."""

from __future__ import annotations

from hypothesis import strategies as st

from throughline.rules.plan.model import (
    Approach,
    Check,
    CohortDefined,
    Fact,
    Line,
    Milestone,
    Objective,
    Plan,
    Priority,
    SuccessMeasure,
    TagNamed,
    Term,
    Theme,
)

CHARACTERS = st.characters(
    codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co"), include_characters="\n\t_x"
)
CELL = st.text(CHARACTERS, max_size=12)
WORDS = CELL.map(lambda text: " ".join(text.split()))
NAME = st.text("abcdefghij-", min_size=1, max_size=6)
NAMES = st.lists(NAME, max_size=3).map(tuple)
NUMBER = st.none() | st.decimals(0, 9999, places=1, allow_nan=False) | st.decimals(-99, 99, places=0)
DATE = st.sampled_from(["", "2009", "2009-09", "2009-autumn", "2009-Q3", "2009-09-15", "to be determined"])
RECURS = st.sampled_from(["", "every-1-month", "every-12-months"])
TAGS = st.lists(st.sampled_from(["vulnerability", "approach:diversion", "region:women"]), max_size=2).map(
    tuple
)
AGES = st.sampled_from(["", "adult", "youth", "both", "16-24"])
ALSO = st.sampled_from([(), (("duty", " kept as written "),), (("sponsor", "=1+1"), ("why", "two\nlines"))])


def lines(identifier: str) -> st.SearchStrategy[Line]:
    """Any line with one id."""
    shared = {
        "id": st.just(identifier), "parent": NAME, "text": WORDS, "source": WORDS, "version": WORDS,
    }  # fmt: skip
    led = {"lead": NAME, "support": NAMES, "pathways": NAMES}
    return st.one_of(
        st.builds(Theme, **shared, tags=TAGS, also=ALSO),
        st.builds(Approach, **shared, cohorts=NAMES),
        st.builds(Priority, **shared, theme=WORDS, sponsor=WORDS, lead=NAME, support=NAMES, tags=TAGS,
                  ages=AGES, also=st.sampled_from([(), (("duty", "x"),)])),
        st.builds(Objective, **shared, **led, cohorts=NAMES, duty=WORDS, why=WORDS, kind=WORDS, tags=TAGS,
                  ages=AGES, after=NAMES),
        st.builds(
            SuccessMeasure, **shared, **led, cohorts=NAMES, kind=st.sampled_from(["", "output", "outcome"]),
            indicator=WORDS, unit=WORDS, baseline=NUMBER, baseline_period=WORDS, target=NUMBER,
            ceiling=NUMBER, q1=NUMBER, q2=NUMBER, q3=NUMBER, q4=NUMBER,
            cumulative=st.none() | st.booleans(), due=DATE,
        ),
        st.builds(Milestone, **shared, **led, start=DATE, due=DATE, recurs=RECURS, evidence=WORDS, also=ALSO),
        st.builds(Check, **shared, expression=WORDS),
        st.builds(Term, **shared),
        st.builds(CohortDefined, **shared, ages=AGES, tags=TAGS, why=WORDS, evidence=WORDS),
        st.builds(TagNamed, **shared),
        st.builds(Fact, **shared),
    )  # fmt: skip


PLANS = (
    st.integers(0, 6)
    .flatmap(lambda count: st.tuples(*(lines(f"{number + 1}.{number}") for number in range(count))))
    .map(Plan)
)
