"""What reports say is read, with the words that say it."""

import pytest
from spacy.tokens import Doc

from khronika.documents import Document, document_from
from khronika.errors import ReadingError
from khronika.reading import read
from khronika.vocabulary.statement import Proceeding, Profile, Recommendation, Restriction, Toll
from khronika.vocabulary.terms import Bound, Measure, Modality, Outcome, PenaltyType, Step
from tests.conftest import SHARED, reading_of

REPORT = (
    "On May 16, 2024, the Abay District Court in Shymkent convicted Nurlan Kerimbayev, a labour activist, of inciting social discord "
    "and sentenced him to three years in prison, which was suspended. The court barred him from organizing gatherings for four years. "
    "If he violates the ban, he faces imprisonment. At least 27 people were injured in the strike. Kerimbayev pleaded not guilty. "
    "The authorities should quash the verdict and investigate the allegations."
)


def test_a_verdict_has_its_court_day_charge_and_suspended_term() -> None:
    verdict = next(s for s in reading_of(REPORT).statements if isinstance(s, Proceeding) and s.step is Step.VERDICT)
    assert [p.name for p in verdict.subject] == ["Nurlan Kerimbayev"]
    assert (verdict.body, verdict.date, verdict.outcome) == ("Abay District Court", "2024-05-16", Outcome.CONVICTED)
    assert [c.offence for c in verdict.charges] == ["inciting social discord"]
    assert [(p.type, p.duration, p.suspended) for p in verdict.penalties] == [(PenaltyType.IMPRISONMENT, "P3Y", True)]


def test_a_ban_has_its_activity_length_and_consequence_and_he_is_named() -> None:
    ban = next(s for s in reading_of(REPORT).statements if isinstance(s, Restriction))
    assert (ban.prohibits, ban.duration, ban.consequence) == (("organizing gatherings",), "P4Y", "imprisonment")
    assert [p.name for p in ban.subject] == ["Nurlan Kerimbayev"]
    assert "subject" in ban.inferred


def test_tolls_pleas_profiles_and_what_is_asked() -> None:
    found = reading_of(REPORT).statements
    toll = next(s for s in found if isinstance(s, Toll))
    assert (toll.measure, toll.count, toll.bound) == (Measure.INJURED, 27, Bound.AT_LEAST)
    plea = next(s for s in found if isinstance(s, Proceeding) and s.step is Step.CHARGE)
    assert plea.modality is Modality.DENIED
    assert any(isinstance(s, Profile) and "labour activist" in s.roles for s in found)
    assert [s.action for s in found if isinstance(s, Recommendation)] == [
        "quash the verdict",
        "investigate the allegations",
    ]


def test_every_quote_is_an_exact_span() -> None:
    reading = reading_of(REPORT.replace(". ", ".\r\n\r\n"))
    assert reading.statements
    for statement in reading.statements:
        assert reading.document.text[statement.quote.start : statement.quote.end] == statement.quote.text


def test_a_language_that_is_not_known_is_told_and_not_misread() -> None:
    reading = reading_of(
        "El tribunal de la ciudad condenó el jueves a la periodista Marta Olivares a dos años de prisión por difamación."
    )
    assert (reading.note, reading.statements) == ("Spanish: kept, not read", ())


@pytest.mark.skipif(not (SHARED / "seed" / "dispatch.txt").exists(), reason="the first real document is not here")
def test_the_first_real_document_is_read() -> None:
    found = reading_of((SHARED / "seed" / "dispatch.txt").read_text("utf-8")).statements
    verdict = next(s for s in found if isinstance(s, Proceeding) and s.step is Step.VERDICT and s.penalties)
    assert (verdict.date, verdict.penalties[0].suspended) == ("2023-04-10", True)
    assert "date" in verdict.inferred
    ban = next(s for s in found if isinstance(s, Restriction))
    assert (ban.duration, ban.consequence, len(ban.prohibits)) == ("P6Y", "imprisonment", 2)
    assert {s.count for s in found if isinstance(s, Toll)} >= {1000, 238}


def test_what_is_only_asked_or_threatened_or_did_not_happen_is_not_told_as_done() -> None:
    text = (
        "Nurlan Kerimbayev, a teacher, was arrested on 3 May 2024 in Osh. The prosecutors should drop the charges against Kerimbayev. "
        "Officers threatened to arrest Kerimbayev again. Not a single officer has been put on trial. "
        "Kerimbayev was sentenced to six months in prison, suspended for three years."
    )
    steps = [s for s in reading_of(text).statements if isinstance(s, Proceeding)]
    assert [(s.step, s.date) for s in steps] == [(Step.ARREST, "2024-05-03"), (Step.VERDICT, "")]
    assert [(p.duration, p.suspended) for p in steps[1].penalties] == [("P6M", True)]


def test_found_guilty_of_several_offences() -> None:
    text = "Nurlan Kerimbayev was tried in Osh in May 2024. The court also found Kerimbayev guilty of insulting officers and disseminating false information."
    verdict = next(s for s in reading_of(text).statements if isinstance(s, Proceeding) and s.step is Step.VERDICT)
    assert [c.offence for c in verdict.charges] == ["insulting officers", "disseminating false information"]


def test_a_defect_of_the_reader_is_told_with_the_file_and_not_swallowed() -> None:
    def broken(_: Document) -> Doc:
        raise ValueError("no such label")

    with pytest.raises(ReadingError, match=r"report.txt: the reader broke off on it \(ValueError: no such label\)"):
        read(document_from(b"A court in Osh convicted Bakyt Toktogulov of fraud on 2 May 2024.", "report.txt"), broken)
