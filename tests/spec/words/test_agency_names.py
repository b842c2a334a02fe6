"""Organisations as people write them."""

import pytest

from throughline.words.agency_names import AgencyNames, NameTaken, normalise
from throughline.words.sectors import SECTORS, sector_name

NAMES = AgencyNames(
    [
        ("dh", ["Department of Health", "DH – East Mids", "DH – East Midlands"]),
        ("probation", ["Probation", "NOMS (Probation)"]),
        ("noms", ["NOMS"]),
        ("jcp", ["Jobcentre Plus", "JCP"]),
        ("ssc", ["SSC, GOEM"]),
        ("goem", ["GOEM"]),
        ("cf", ["Children & Families"]),
    ]
)


@pytest.mark.parametrize(
    ("sentence", "text", "expected"),
    [
        ("the name itself", "Department of Health", "dh"),
        ("a short dash for a long one", "DH - East Mids", "dh"),
        ("another case", "dh – east mids", "dh"),
        ("another spelling that is listed", "DH – East Midlands", "dh"),
        ("a missing space", "NOMS(Probation)", "probation"),
        ("a space too many", "Job Centre Plus", "jcp"),
        ("the sign for “and”", "Children and Families", "cf"),
        ("a name nobody listed", "Trading Standards", None),
    ],
)
def test_a_spelling_is_brought_back_to_its_organisation(sentence, text, expected):
    assert NAMES.resolve(text) == expected


@pytest.mark.parametrize(
    ("sentence", "cell", "agencies", "unresolved"),
    [
        ("the unit in brackets is the organisation meant", "NOMS (Probation)", ("probation",), ()),
        ("the longest spelling wins", "SSC, GOEM", ("ssc",), ()),
        ("two in one cell, in order", "JCP SSC, GOEM", ("jcp", "ssc"), ()),
        ("one named twice is one", "NOMS NOMS", ("noms",), ()),
        ("what nobody listed is returned", "NOMS/ All", ("noms",), ("all",)),
        ("an empty cell names nobody", "", (), ()),
    ],
)
def test_a_cell_that_names_several(sentence, cell, agencies, unresolved):
    found = NAMES.all_in(cell)
    assert (found.agencies, found.unresolved) == (agencies, unresolved)


def test_one_spelling_may_not_name_two_organisations():
    with pytest.raises(NameTaken, match="“The Trust” names both “a” and “b”"):
        AgencyNames([("a", ["The trust"]), ("b", ["The Trust"])])


def test_a_name_loses_case_dashes_and_apostrophes():
    assert normalise("Victims’ Board – North") == "victims board north"


def test_every_sector_of_the_partnership_file_has_a_name():
    ids = "probation police council prison youth health housing drugs-alcohol employment courts"
    assert set(SECTORS) == {*ids.split(), "voluntary", "faith", "victims", "central", "fire"}
    assert sector_name("fire") == "Fire and rescue"
