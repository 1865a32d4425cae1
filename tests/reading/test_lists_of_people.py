"""Lists of people: tables, bulletins of prisoners, observers' notes, terms in brackets. All people are invented."""

from datetime import date

from khronika.documents import Document, document_from
from khronika.reading import read
from khronika.vocabulary.statement import Proceeding, Toll
from khronika.vocabulary.terms import Measure, Outcome, Step


def steps(text: str, name: str = "list.txt") -> list[Proceeding]:
    """Return the steps that the reader finds in an invented document."""
    document: Document = document_from(text.encode(), name)
    return [one for one in read(document).statements if isinstance(one, Proceeding)]


def verdicts(text: str, name: str = "list.txt") -> dict[str, tuple[str, ...]]:
    """Return the terms of each person convicted, "suspended" noted with a tilde; nothing for an acquittal."""
    return {
        str(party): tuple(f"{'~' if p.suspended else ''}{p.duration or p.type}" for p in one.penalties)
        for one in steps(text, name)
        if one.step is Step.VERDICT
        for party in one.subject
    }


SENTENCED = """# The dockers' trial

Harrow Regional Court, judge Elma Varkesh, 14 March 2023

| Name | Born | Article | Sentence |
|---|---|---|---|
| Jorun Tavesk | 1981 | 212 part 2 | 4 years |
| Milada Orsek | 1990 | 212 part 2, 318 | 2 years 6 months, suspended |
| Petr Halvik | 1975 | 214 | acquitted |

The people in this table were tried together, and all of them were in the court room on that day.
"""


def test_one_line_of_a_table_is_one_verdict_with_the_court_and_the_day_above_it() -> None:
    found = [one for one in steps(SENTENCED, "list.md") if one.step is Step.VERDICT]
    assert [str(one.subject[0]) for one in found] == ["Jorun Tavesk", "Milada Orsek", "Petr Halvik"]
    assert {one.date for one in found} == {str(date(2023, 3, 14))}
    assert {one.body for one in found} == {"Harrow Regional Court"}
    assert [charge.provision for charge in found[1].charges] == ["212 part 2", "318"]
    assert found[1].penalties[0].suspended
    assert found[2].outcome is Outcome.ACQUITTED


def test_a_table_of_counts_names_who_counts() -> None:
    text = """How many people were killed in the protests, by those who count them, as far as it is known to us:

| Source | Killed | As of |
|---|---|---|
| Ministry of Health | 12 | 3 March 2023 |
| Open Hands | 19 | 10 March 2023 |
"""
    tolls = [one for one in read(document_from(text.encode(), "counts.md")).statements if isinstance(one, Toll)]
    assert [(one.asserted_by, one.measure, one.count, one.date) for one in tolls] == [
        ("Ministry of Health", Measure.KILLED, 12, "2023-03-03"),
        ("Open Hands", Measure.KILLED, 19, "2023-03-10"),
    ]


def test_fragments_belong_to_the_one_under_whose_name_they_stand() -> None:
    text = """Write to them. Letters are read by the censor; do not write about politics.

Jorun Tavesk, born 4 March 1971, docker. Arrested on 14 May 2021. Sentenced on 6 October 2022 to five years.

Milada Orsek (1990), nurse. Taken from her home on 15 May 2021. Three years and six months, suspended.
"""
    found = steps(text)
    arrests = {str(one.subject[0]): one.date for one in found if one.step is Step.ARREST}
    assert arrests == {"Jorun Tavesk": "2021-05-14", "Milada Orsek": "2021-05-15"}
    assert verdicts(text) == {"Jorun Tavesk": ("P5Y",), "Milada Orsek": ("~P3Y6M",)}


def test_terms_in_brackets_go_to_the_names_before_them() -> None:
    text = (
        "Six people were sentenced to between three and six years: Kurt Vane (six), Olaf Reth (five), Nils Aker, "
        "Lars Aker, Sven Holt (four each) and Rune Dahl (three years, suspended)."
    )
    assert verdicts(text) == {
        "Kurt Vane": ("P6Y",),
        "Olaf Reth": ("P5Y",),
        "Nils Aker": ("P4Y",),
        "Lars Aker": ("P4Y",),
        "Sven Holt": ("P4Y",),
        "Rune Dahl": ("~P3Y",),
    }


def test_a_reduction_by_a_term_to_a_term_is_no_range() -> None:
    text = "On 24 March 2023 the Harrow Court reduced Jorun Tavesk's sentence by a year and a half to three and a half years."
    reduced = [one for one in steps(text) if one.outcome is Outcome.REDUCED]
    assert [[p.duration for p in one.penalties] for one in reduced] == [["P3Y6M"]]


def test_half_of_a_term_is_suspended() -> None:
    assert verdicts("The court gave Zora Strand eighteen months, half of which was suspended.") == {
        "Zora Strand": ("P9M", "~P9M")
    }


def test_an_appeal_against_an_acquittal_is_the_acquitted_ones() -> None:
    text = "Sami Koltai, a student, was acquitted on 6 October 2022. Oda Renn was fined. The prosecutor appealed the acquittal of Koltai."
    assert [str(one.subject[0]) for one in steps(text) if one.step is Step.APPEAL] == ["Sami Koltai"]
