"""What is proposed as likely the same holds on the labelled pairs, also on the half that no rule was written from."""

import pytest
from quality.names import measured, own_pairs, rates

from khronika.identity.candidates import Level, explained, pairs

PAIRS = list(own_pairs())


@pytest.mark.parametrize("aside", [False, True])
def test_what_is_likely_is_right_and_nearly_all_is_found(aside: bool) -> None:
    told, wrong = measured([pair for pair in PAIRS if pair.aside is aside])
    precision, recall = rates(told)
    assert precision >= 0.97, [pair.line for pair, _ in wrong]
    assert recall >= 0.92


@pytest.mark.parametrize("levels", [(Level.LIKELY,), (Level.LIKELY, Level.POSSIBLE)])
def test_who_is_likely_one_is_also_looked_at(levels: tuple[Level, ...]) -> None:
    alike = [pair for pair in PAIRS if pair.label == "same" and explained(pair.one, pair.other).level in levels]
    lost = [pair.line for pair in alike if not list(pairs([pair.one, pair.other]))]
    assert len(lost) <= 0.01 * len(alike), lost


def test_the_set_is_large_and_half_of_it_set_aside() -> None:
    assert len({pair.line for pair in PAIRS}) == len(PAIRS) >= 400
    assert 0.4 < sum(pair.aside for pair in PAIRS) / len(PAIRS) < 0.6
    assert {pair.label for pair in PAIRS} == {"same", "different", "unclear"}
    assert sum(pair.label != "same" for pair in PAIRS) > 150
