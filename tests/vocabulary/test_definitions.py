"""Every term of the closed vocabularies is defined once, with what it follows."""

import re
from enum import StrEnum

from khronika.vocabulary import terms
from khronika.vocabulary.definitions import VOCABULARIES, definitions


def test_every_term_has_a_definition_and_every_definition_a_term() -> None:
    written = {name: tuple(told) for name, told in definitions().items()}
    assert written == {name: tuple(term.value for term in terms_) for name, terms_ in VOCABULARIES.items()}
    of_the_contract = {one for one in vars(terms).values() if isinstance(one, type) and issubclass(one, StrEnum)}
    assert set(VOCABULARIES.values()) == of_the_contract - {StrEnum}


def test_a_definition_is_one_sentence_with_its_source_and_whole_codes() -> None:
    for name, told in definitions().items():
        for term, one in told.items():
            assert re.fullmatch(r"[A-Z][^.]+\.", one.meaning), (name, term)
            assert one.source.startswith("contract"), (name, term)
            assert re.fullmatch(r"(MT\d\d (\d\d)+)?", one.huridocs), (name, term)
            assert all(code.isdigit() for code in one.iccs), (name, term)
            assert bool(one.verify) or not one.iccs, "no ICCS code was read in the classification itself"


def test_no_two_terms_of_a_vocabulary_mean_the_same() -> None:
    for told in definitions().values():
        assert len({one.meaning for one in told.values()}) == len(told)
