"""Two people code the same statements, and neither sees what the other decides until both are done."""

from dataclasses import replace

import pytest

from khronika.errors import RequestError
from khronika.record.chronicle import (
    Chronicle,
    add_statement,
    amend,
    decide,
    erase_statement,
    evidence,
    find_evidence,
    last_entry,
    propose,
    rebuild,
    undo,
    undo_entry,
)
from khronika.record.codings import (
    Coding,
    code,
    coded,
    codings,
    finish_coding,
    reopen_coding,
    start_coding,
    stop_coding,
    uncode,
)
from khronika.record.history import log_of
from khronika.record.tables import tables
from khronika.record.verification import verify
from khronika.vocabulary.evidence import Standing
from khronika.vocabulary.statement import Toll
from tests.record.invented import ACTOR, add, quoted, read, report

DOCUMENT = report(1)[1]
ACCEPTED, REJECTED = Standing.ACCEPTED, Standing.REJECTED


@pytest.fixture
def full(chronicle: Chronicle) -> Chronicle:
    """Return a chronicle with a report."""
    add(chronicle, 1)
    return chronicle


def started(chronicle: Chronicle) -> Coding:
    return start_coding(chronicle, DOCUMENT.sha256, ["Aizada", "Timur"], actor=ACTOR)


def test_nothing_is_seen_of_it_until_both_are_done(full: Chronicle) -> None:
    before = evidence(full)
    coding = started(full)
    toll, act = coding.statements
    code(full, coding.id, toll, REJECTED, actor="Aizada", reason="a secret reason")
    code(full, coding.id, act, ACCEPTED, actor="Aizada")
    assert evidence(full) == before
    assert coded(full, coding, viewer="Timur") == {}
    assert coded(full, coding, viewer="a third") == {}
    assert coded(full, coding, viewer="Aizada")[toll]["Aizada"].reason == "a secret reason"
    told = log_of(full, viewer="Timur", kind="statement_coded")
    assert [(one.actor, one.body, one.salt) for one in told] == [
        ("Aizada", '{"sealed":"until all coders are done"}', "")
    ] * 2
    assert "a secret reason" in log_of(full, viewer="Aizada", kind="statement_coded")[0].body
    finish_coding(full, coding.id, actor="Aizada")
    assert evidence(full) == before
    assert coded(full, coding, viewer="Timur") == {}
    assert "secret" not in "".join(one.body for one in log_of(full, viewer="Timur"))
    code(full, coding.id, toll, REJECTED, actor="Timur", reason="not told")
    code(full, coding.id, act, REJECTED, actor="Timur", reason="another man")
    done = finish_coding(full, coding.id, actor="Timur")
    assert done.revealed
    assert "a secret reason" in "".join(one.body for one in log_of(full, viewer="Timur"))
    assert {coder: one.standing for coder, one in coded(full, done, viewer="a third")[act].items()} == {
        "Aizada": ACCEPTED,
        "Timur": REJECTED,
    }
    one = find_evidence(full, toll)
    assert (one.standing, one.decided_by) == (REJECTED, "Aizada and Timur")
    assert one.reason == "Aizada: a secret reason; Timur: not told"
    assert find_evidence(full, act).standing is Standing.PROPOSED, "what they differ in waits for a third person"
    assert decide(full, act, ACCEPTED, actor="Nurbek", reason="").decided_by == "Nurbek"
    assert verify(full) == ()
    with full.reading() as database:
        live = tables(database)
    rebuild(full)
    with full.reading() as database:
        assert tables(database) == live


def test_the_same_amendment_is_agreed_on_and_another_is_not(full: Chronicle) -> None:
    toll, act = read(DOCUMENT)
    coding = started(full)
    changed = replace(toll, document="report-1", place="Kök-Tash", inferred=(), reasons={}, who="herders")
    for coder in coding.coders:
        code(full, coding.id, coding.statements[0], ACCEPTED, actor=coder, amended=changed)
    shorter = replace(act, document="report-1", quote=quoted(DOCUMENT, "избила Айбека Нурланова-1"))
    code(full, coding.id, coding.statements[1], ACCEPTED, actor="Aizada", amended=shorter)
    code(full, coding.id, coding.statements[1], ACCEPTED, actor="Timur")
    for coder in coding.coders:
        finish_coding(full, coding.id, actor=coder)
    one = find_evidence(full, coding.statements[0])
    assert (one.standing, one.statement, one.read_as) == (ACCEPTED, changed, replace(toll, document="report-1"))
    assert find_evidence(full, coding.statements[1]).standing is Standing.PROPOSED
    assert verify(full) == ()


def test_while_it_is_open_nobody_decides_in_the_open(full: Chronicle) -> None:
    id_ = evidence(full)[0].id
    decide(full, id_, ACCEPTED, actor=ACTOR, reason="")
    undo(full, id_, actor=ACTOR)
    coding = started(full)
    toll = find_evidence(full, id_).statement
    assert isinstance(toll, Toll)
    for act in (
        lambda: decide(full, id_, ACCEPTED, actor="Timur", reason=""),
        lambda: amend(full, id_, replace(toll, count=9), actor="a third", reason="so"),
        lambda: undo(full, id_, actor="Timur"),
        lambda: undo_entry(full, 4, actor=ACTOR),
    ):
        with pytest.raises(RequestError, match="coded blind"):
            act()
    with pytest.raises(RequestError, match="coding this document blind"):
        add_statement(full, DOCUMENT.sha256, replace(toll, count=9), actor="Timur")
    with pytest.raises(RequestError, match="coded already"):
        started(full)
    propose(full, DOCUMENT.sha256, (), actor=ACTOR, reader="reader 2", note="")
    assert codings(full)[0].statements == coding.statements, "what is coded stays whoever reads"
    assert verify(full) == ()


def test_each_takes_back_only_what_is_their_own(full: Chronicle) -> None:
    coding = started(full)
    toll = coding.statements[0]
    code(full, coding.id, toll, ACCEPTED, actor="Aizada")
    made = last_entry(full)[0]
    code(full, coding.id, toll, REJECTED, actor="Aizada", reason="so")
    with pytest.raises(RequestError, match="coding of Aizada"):
        undo_entry(full, made, actor="Timur")
    with pytest.raises(RequestError, match="decided nothing"):
        uncode(full, coding.id, toll, actor="Timur")
    uncode(full, coding.id, toll, actor="Aizada")
    assert coded(full, coding, viewer="Aizada")[toll]["Aizada"].standing is ACCEPTED
    with pytest.raises(RequestError, match="coding of Aizada"):
        undo_entry(full, last_entry(full)[0], actor="Timur")
    with pytest.raises(RequestError, match="not decided on 1 of 2"):
        finish_coding(full, coding.id, actor="Aizada")
    finish_coding(full, coding.id, actor="Aizada", unfinished=True)
    with pytest.raises(RequestError, match="you are done"):
        code(full, coding.id, toll, ACCEPTED, actor="Aizada")
    with pytest.raises(RequestError, match="you are done"):
        undo_entry(full, made, actor="Aizada")
    reopen_coding(full, coding.id, actor="Aizada")
    code(full, coding.id, coding.statements[1], ACCEPTED, actor="Aizada")
    finish_coding(full, coding.id, actor="Aizada")
    code(full, coding.id, toll, ACCEPTED, actor="Timur")
    done = finish_coding(full, coding.id, actor="Timur", unfinished=True)
    assert [find_evidence(full, id_).standing for id_ in done.statements] == [ACCEPTED, Standing.PROPOSED]
    revealed = last_entry(full)[0]
    with pytest.raises(RequestError, match="was revealed"):
        undo_entry(full, made, actor="Aizada")
    with pytest.raises(RequestError, match="not done with an open coding"):
        reopen_coding(full, coding.id, actor="Aizada")
    undo_entry(full, revealed, actor="a third")
    assert [find_evidence(full, id_).standing for id_ in done.statements] == [Standing.PROPOSED] * 2
    assert codings(full)[0].revealed, "people have seen it, and that cannot be taken back"
    assert verify(full) == ()


def test_those_who_do_not_code_decide_nothing_in_it(full: Chronicle) -> None:
    coding = started(full)
    for actor, id_, why in (("Nurbek", coding.id, "no coder"), ("Timur", "none", "there is no coding")):
        with pytest.raises(RequestError, match=why):
            code(full, id_, coding.statements[0], ACCEPTED, actor=actor)
    for coders in ([], ["Aizada"], ["Aizada", " Aizada"]):
        with pytest.raises(RequestError, match="two coders"):
            start_coding(full, DOCUMENT.sha256, coders, actor=ACTOR)
    with pytest.raises(RequestError, match="needs a reason"):
        code(full, coding.id, coding.statements[0], REJECTED, actor="Timur")


def test_given_up_it_decides_nothing_and_stays_sealed(full: Chronicle) -> None:
    before = evidence(full)
    coding = started(full)
    code(full, coding.id, coding.statements[0], REJECTED, actor="Aizada", reason="a secret reason")
    stop_coding(full, coding.id, actor=ACTOR, reason="Timur is ill")
    assert evidence(full) == before
    assert codings(full) == ()
    assert "secret" not in "".join(one.body for one in log_of(full, viewer="Timur"))
    given_up = last_entry(full)[0]
    undo_entry(full, given_up, actor=ACTOR)
    assert codings(full) == (coding,), "nothing was decided since: it is taken up again"
    stop_coding(full, coding.id, actor=ACTOR, reason="Timur is ill")
    assert decide(full, coding.statements[0], ACCEPTED, actor="Timur", reason="").standing is ACCEPTED
    with pytest.raises(RequestError, match="decided on since"):
        undo_entry(full, given_up + 2, actor=ACTOR)
    assert verify(full) == ()


def test_what_was_coded_goes_with_an_erased_statement(full: Chronicle) -> None:
    toll, _ = read(DOCUMENT)
    coding = started(full)
    changed = replace(toll, document="report-1", who="the family of the witness")
    for coder in coding.coders:
        code(full, coding.id, coding.statements[0], ACCEPTED, actor=coder, amended=changed)
    finish_coding(full, coding.id, actor="Aizada", unfinished=True)
    erase_statement(full, coding.statements[0], actor=ACTOR, reason="consent withdrawn")
    assert len(codings(full)[0].statements) == 1
    finish_coding(full, coding.id, actor="Timur", unfinished=True)
    assert "family" not in "".join(one.body for one in log_of(full, viewer="Timur"))
    assert verify(full) == ()
