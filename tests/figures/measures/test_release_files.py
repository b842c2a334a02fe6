"""Release files: what is written reads back, and whatever else a file holds, it is refused as a whole."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.figures.measures.releases_made import AT, QUARTER, changed, counts, receipt, release_file
from throughline.figures.measures.profiles import SUPPRESS_7_ROUND_5
from throughline.figures.measures.release_files.awaited import awaited
from throughline.figures.measures.release_files.measured import release_from
from throughline.figures.measures.release_files.reading import LARGEST, ReleaseUnsound, read_release
from throughline.figures.measures.reoffending import EVERYONE

AREAS = {"Derby": (40, 10, 20), "Leicester": (60, 30, 60), "Oadby": (50, 20, 41)}
WITH_A_SMALL = AREAS | {"Oadby": (50, 2, 4)}


@pytest.fixture
def plain():
    return read_release(release_file(counts(AREAS)))


def test_what_is_written_reads_back_with_all_that_it_rests_on(plain):
    found = release_from(plain)
    derby = found.groups[0]
    assert (derby.name, derby.people, derby.reoffenders, derby.reoffences) == ("Derby", 40, 10, 20)
    assert (derby.rate, derby.frequency, derby.for_each_person) == (25.0, 2.0, 0.5)
    assert (found.everyone.people, found.everyone.reoffenders) == (150, 60)
    assert (found.version.code, found.first, found.last) == ("proven-reoffending", *QUARTER)
    assert (found.followed_to, found.proved_by) == (date(2010, 3, 31), date(2010, 9, 30))
    assert (found.status, found.profile.code, found.by) == ("final", "suppress-1-4", "area")
    assert [(one.id[:2], one.sha256[:2], one.rows) for one in found.extracts] == [("aa", "aa", 234)]
    assert (found.released_at, found.flow[0]) == (AT, ("Index events", 160))


def test_a_hidden_count_is_written_as_hidden_and_read_as_none():
    content = release_file(counts(WITH_A_SMALL))
    oadby = json.loads(content)["groups"][2]
    assert (oadby["reoffenders"], oadby["rate"], oadby["no_rates"]) == ("hidden", None, "hidden")
    assert release_from(read_release(content)).groups[2].reoffenders is None


def test_where_counts_are_rounded_nought_is_written_in_words():
    content = release_file(counts({EVERYONE: (64, 6, 9)}), profile=SUPPRESS_7_ROUND_5)
    whole = json.loads(content)["everyone"]
    assert (whole["people"], whole["reoffenders"], whole["reoffences"]) == (65, "0 to 7", 10)
    assert (whole["rate"], whole["no_rates"]) == (None, "hidden")
    assert release_from(read_release(content)).everyone.reoffenders == 0


def set_at(*path):
    """A change of one value of a release: the path to it, and what it becomes."""
    *keys, last, value = path

    def change(plain):
        for key in keys:
            plain = plain[key]
        plain[last] = value

    return change


def drop(key):
    return lambda plain: plain.pop(key)


@pytest.mark.parametrize(
    ("sentence", "change", "why"),
    [
        ("a row about a person", set_at("people", [{"name": "Ash", "pnc_id": "2001/1A"}]), "key that no release"),
        ("a person's id in a group", set_at("groups", 0, "pnc_id", "2001/1A"), "groups 1 has a key"),
        ("a PNC id for a group", set_at("groups", 0, "group", "2001/0000001A"), "not the name of a group"),
        ("a day of birth for a group", set_at("groups", 0, "group", "Ash 1961-03-01"), "not the name of a group"),
        ("a small count of people", set_at("groups", 0, "reoffenders", 3), "never shown"),
        ("a small count in the flow", set_at("flow", 1, "events", 4), "never shown"),
        ("a count below nought", set_at("groups", 0, "people", -5), "not a whole number"),
        ("a count with decimals", set_at("groups", 0, "people", 40.0), "not a whole number"),
        ("yes for a count", set_at("groups", 0, "people", True), "not a whole number"),
        ("a small rest: 37 of 40", set_at("groups", 0, "reoffenders", 37), ""),
        ("a sum that does not add up", set_at("everyone", "people", 151), ""),
        ("a rate of other counts", set_at("groups", 0, "rate", 26.0), "does not follow from its counts"),
        ("a flow of other people", set_at("flow", -1, "events", 149), "do not add up"),
        ("a formula for a group", set_at("groups", 0, "group", '=HYPERLINK("x")'), "not the name of a group"),
        ("a formula for a supplier", set_at("receipts", 0, "supplier", "@SUM(A1)"), "supplier of receipts 1"),
        ("a line break in a name", set_at("groups", 0, "group", "Derby\nAsh"), "not the name of a group"),
        ("one area twice", set_at("groups", 1, "group", "derby"), "twice"),
        ("no receipt", set_at("receipts", []), "receipts is not a list"),
        ("a digest that is none", set_at("receipts", 0, "sha256", "0123"), "not a SHA-256"),
        ("every count shown", set_at("profile", "none"), "profile is not one of"),
        ("another measure", set_at("measure", "code", "reoffending"), "no measure"),
        ("a cohort of two months", set_at("cohort", "last", "2009-02-28"), "ends no window"),
        ("a year before its cohort", set_at("cohort", "first", "2010-01-01"), ""),
        ("followed too short", set_at("followed_to", "2009-12-31"), "not followed as long"),
        ("proved too early", set_at("proved_by", "2010-03-31"), "time for proof"),
        ("released too early", set_at("released_at", "2010-09-29T12:00:00+00:00"), "before the time for proof"),
        ("a time without a zone", set_at("released_at", "2010-11-02T09:30:00"), "not a time"),
        ("an extract from the future", set_at("receipts", 0, "came", "2011-01-01"), "cannot be"),
        ("groups split by nothing", set_at("by", ""), "split by"),
        ("a cohort that is not its own", set_at("by", "window"), "none of its own"),
        ("nothing about hiding", drop("profile"), "no “profile”"),
        ("an adjusted rate without a baseline", set_at("groups", 0, "adjusted", 30.1), "adjusted to nothing"),
    ],
)  # fmt: skip
def test_a_file_with_anything_else_is_refused(plain, sentence, change, why):
    """The forger makes the checksum anew, and still nothing of it is taken in."""
    with pytest.raises(ReleaseUnsound, match=f"This is no sound release: .*{why}.*Nothing was taken in"):
        read_release(changed(plain, change))


def test_a_hidden_count_that_follows_from_the_others_is_refused(plain):
    """Two areas and the whole are shown, so the third is 20, or whatever a forger hides: here 3."""
    plain["groups"][2] |= {"reoffenders": "hidden", "reoffences": "hidden", "no_rates": "hidden"}
    plain["groups"][2] |= {"rate": None, "frequency": None, "for_each_person": None}
    plain["everyone"] |= {"reoffenders": 43, "reoffences": 84, "rate": 28.666667}
    plain["everyone"] |= {"frequency": 1.953488, "for_each_person": 0.56}
    with pytest.raises(ReleaseUnsound, match="small count follows from its groups"):
        read_release(changed(plain, lambda same: same))


@pytest.mark.parametrize(
    ("sentence", "content", "why"),
    [
        ("ten megabytes", b"[" * 10_000_000, "10,000,000 bytes"),
        ("lists within lists", b"[" * (LARGEST - 1), "not JSON"),
        ("a key twice", b'{"format": 1, "format": 2}', "each key once"),
        ("not a number", b'{"baseline": NaN}', "not JSON"),
        ("a number without end", b'{"baseline": ' + b"9" * 5000 + b"}", "not JSON"),
        ("a spreadsheet", b"PK\x03\x04\xff\xfe", "not JSON"),
        ("a list", b"[]", "not one object"),
        ("nothing", b"", "not JSON"),
    ],
)
def test_what_is_no_release_at_all_is_refused(sentence, content, why):
    with pytest.raises(ReleaseUnsound, match=why):
        read_release(content)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_no_byte_of_a_release_can_be_changed(data):
    """Whatever single character becomes another, the file is refused or says the very same."""
    content = CONTENT
    at = data.draw(st.integers(0, len(content) - 1))
    other = bytes([data.draw(st.integers(32, 126))])
    forged = content[:at] + other + content[at + 1 :]
    try:
        found = read_release(forged)
    except ReleaseUnsound:
        return
    assert found == json.loads(content)


CONTENT = release_file(counts(AREAS))


@pytest.mark.parametrize(
    ("sentence", "receipts", "missing"),
    [
        ("all that is needed came", [receipt()], []),
        ("the half year of proof is still to come", [receipt(ends=date(2010, 3, 31))],
         [("offences", "police", date(2010, 4, 1), date(2010, 9, 30))]),
        ("a quarter in the middle is missing",
         [receipt(ends=date(2009, 3, 31)), receipt("b", starts=date(2009, 7, 1))],
         [("offences", "police", date(2009, 4, 1), date(2009, 6, 30))]),
        ("releases need to cover the cohort alone",
         [receipt(), receipt("c", ends=QUARTER[1], contract="prison-releases", supplier="prison")], []),
        ("one of two forces has not sent what was proved",
         [receipt(), receipt("d", ends=QUARTER[1], supplier="transport")],
         [("offences", "transport", date(2009, 4, 1), date(2010, 9, 30))]),
        ("periods out of order and within each other cover what they cover",
         [receipt("b", starts=date(2009, 6, 1)), receipt(ends=date(2009, 6, 30)),
          receipt("c", starts=date(2009, 2, 1), ends=date(2009, 2, 28))], []),
    ],
)  # fmt: skip
def test_what_is_still_to_come_before_figures_are_final(sentence, receipts, missing):
    found = awaited(receipts, *QUARTER, date(2010, 9, 30))
    assert [(one.contract, one.supplier, one.starts, one.ends) for one in found] == missing
