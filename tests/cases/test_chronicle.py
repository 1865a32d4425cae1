"""The decided statements of an invented case in a chronicle: proposed, accepted one by one, filed; the docket says the truth."""

from collections import Counter
from pathlib import Path

from khronika.reading import read
from khronika.record.chronicle import capture, decide, evidence, init, propose
from khronika.record.gatherings import file, open_case
from khronika.record.rulings import rulings
from khronika.vocabulary.evidence import Standing
from tests.cases.facts import told_facts, true_facts
from tests.cases.telling import decided_by_people, files, people_decided, truth

CASE = "nurhal"


def test_what_people_decide_in_a_chronicle_makes_the_true_docket(tmp_path: Path) -> None:
    chronicle = init(tmp_path / "chronicle", actor="Vera")
    wanted = decided_by_people(CASE)
    for data, document in files(CASE):
        found = read(document)
        capture(chronicle, data, document, found.statements, actor="Vera", reader="machine/1", note="")
        told = [one.statement for one in wanted if one.source.sha256 == document.sha256]
        propose(chronicle, document.sha256, told, actor="Vera", reader="annotator/1", note="")
    assert {one.id for one in evidence(chronicle)} == {one.id for one in wanted}
    for one in wanted:
        decide(chronicle, one.id, Standing.ACCEPTED, actor="Vera", reason="")
    shaped = people_decided(CASE)
    held = [one.statement for one in shaped.filed if not one.out]
    case = open_case(chronicle, shaped.cases[0].name, held, actor="Vera", reason=shaped.cases[0].ruling.reason)
    out = [one.statement for one in shaped.filed if one.out]
    file(chronicle, case, held, removed=out, actor="Vera", reason=shaped.cases[0].ruling.reason)
    assert all(one.standing is Standing.ACCEPTED for one in evidence(chronicle))
    assert Counter(told_facts(evidence(chronicle), truth(CASE), rulings(chronicle))) == Counter(true_facts(truth(CASE)))
