"""Pathway vocabularies, their spellings and how one is read in another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.words import pathways

EVERY_WORD = [word for words in pathways.VOCABULARIES.values() for word in words]


def ids(words):
    return {word.id for word in words}


@pytest.mark.clause("C019", breaks="throughline.words.pathways:vocabulary")
def test_each_vocabulary_has_its_own_words_and_they_stand_side_by_side():
    assert ids(pathways.vocabulary("seven")) == {
        "employment", "accommodation", "finance", "health", "families", "attitudes", "drugs-alcohol",
    }  # fmt: skip
    em = pathways.vocabulary("seven-and-five")
    assert len([word for word in em if word.kind == "pathway" and not word.part_of]) == 7
    assert len([word for word in em if word.kind == "delivery-area"]) == 5
    nine, seven = pathways.vocabulary("nine"), pathways.vocabulary("seven")
    assert ids(nine) - ids(seven) == {"abused-women", "sex-work"}
    assert {"drugs", "alcohol"} <= ids(pathways.vocabulary("needs"))


@pytest.mark.clause("C020", "C021", "C022", "C024", "C025", breaks="throughline.words.pathways:recognise")
@pytest.mark.parametrize(
    ("text", "vocabulary", "expected"),
    [
        ("ETE", "seven", "employment"),
        ("ELS", "seven", "employment"),
        ("Employment, Learning & Skills", "seven-and-five", "employment"),
        ("ACCM", "seven", "accommodation"),
        ("housing", "seven", "accommodation"),
        ("FBD", "seven", "finance"),
        ("Finance Benefit & Debt", "seven-and-five", "finance"),
        ("finance and ID", "seven", "finance"),
        ("C&F", "seven", "families"),
        ("Children & Families of Offenders", "seven-and-five", "families"),
        ("attitudes", "seven", "attitudes"),
        ("Attitudes, thinking and behaviour", "seven", "attitudes"),
        ("ATB", "seven-and-five", "attitudes"),
        ("TS&F", "seven-and-five", "third-sector-faith"),
        ("PPOs", "seven-and-five", "prolific-offenders"),
    ],
)
def test_a_pathway_is_known_by_its_codes_and_synonyms(text, vocabulary, expected):
    assert pathways.recognise(text, vocabulary).id == expected


def test_a_word_of_one_vocabulary_is_not_assumed_in_another():
    assert pathways.recognise("OM", "seven") is None


@pytest.mark.clause("C528", breaks="throughline.words.pathways:words_in")
@pytest.mark.parametrize(
    ("sentence", "cell", "words", "unknown"),
    [
        ("two codes", "OM PP", {"offender-management", "public-protection"}, ()),
        ("a pathway and an area", "Drugs PPOs", {"drugs", "prolific-offenders"}, ()),
        ("one code twice is one", "PPOs PPOs ELS", {"prolific-offenders", "employment"}, ()),
        ("two words are one name", "Third sector", {"third-sector-faith"}, ()),
        ("a code with a sign", "OM E&D", {"offender-management", "equality"}, ()),
        ("an organisation in the wrong cell is flagged", "NOMS", set(), ("NOMS",)),
        ("what is known is kept beside what is not", "ATB Sport", {"attitudes"}, ("Sport",)),
        ("an empty cell names none", "", set(), ()),
    ],
)
def test_a_cell_with_several_codes(sentence, cell, words, unknown):
    found = pathways.words_in(cell, "seven-and-five")
    assert (ids(found.words), found.unknown) == (words, unknown)


@pytest.mark.clause("C026", breaks="throughline.words.pathways:read_in")
@pytest.mark.parametrize(
    ("sentence", "text", "of", "in_", "reached", "kept"),
    [
        ("one becomes two", "drugs and alcohol", "seven", "needs", {"drugs", "alcohol"}, set()),
        ("two become one", "drugs", "needs", "seven", {"drugs-alcohol"}, set()),
        ("the wide word and the narrow one both answer", "alcohol", "needs", "seven-and-five",
         {"drugs-alcohol", "alcohol"}, set()),
        ("an area of delivery has no answer and is kept", "OM", "seven-and-five", "seven",
         set(), {"offender-management"}),
        ("a pathway for women is kept", "prostitution", "nine", "seven", set(), {"sex-work"}),
    ],
)  # fmt: skip
def test_a_word_read_in_another_vocabulary(sentence, text, of, in_, reached, kept):
    mapped = pathways.read_in([pathways.recognise(text, of)], in_)
    assert (ids(mapped.words), ids(mapped.kept)) == (reached, kept)


@given(words=st.lists(st.sampled_from(EVERY_WORD)), name=st.sampled_from(sorted(pathways.VOCABULARIES)))
def test_no_word_is_ever_dropped_on_the_way(words, name):
    mapped = pathways.read_in(words, name)
    for word in words:
        assert word in mapped.kept or any(word.strands & one.strands for one in mapped.words)


@pytest.mark.parametrize("name", sorted(pathways.VOCABULARIES))
def test_no_spelling_means_two_things_in_one_vocabulary(name):
    for word in pathways.vocabulary(name):
        for text in (word.id, word.code, word.name, *word.synonyms):
            assert pathways.recognise(text, name) == word


def test_every_strand_is_named():
    assert {strand for word in EVERY_WORD for strand in word.strands} == set(pathways.STRANDS)


def test_an_unknown_vocabulary_is_refused():
    with pytest.raises(pathways.PathwayUnknown, match="“eleven” is not a vocabulary; use one of seven"):
        pathways.vocabulary("eleven")
