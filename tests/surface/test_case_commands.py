"""``khronika case`` and ``settle`` in a terminal: a person shapes cases, and takes it back. All is invented."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from khronika.cli import main
from khronika.documents.document import Block, Document, Role
from khronika.record.chronicle import Chronicle, capture, evidence, init
from khronika.record.verification import verify
from khronika.vocabulary.statement import Party, Penalty, Proceeding, Quote
from khronika.vocabulary.terms import Kind, Outcome, PenaltyType, Step

Run = Callable[..., Result]


def report(chronicle: Chronicle, name: str, published: str, *sentences: tuple[str, Proceeding]) -> None:
    """Capture an invented report of some sentences, each with the statement that is read from it."""
    text = "\n".join(sentence for sentence, _ in sentences)
    data = text.encode()
    document = Document(
        id=name,
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="text/plain",
        filename=f"{name}.txt",
        blocks=(Block(0, len(text), Role.PARAGRAPH, number=1, line=1),),
        published=published,
        language="en",
    )
    read = []
    for sentence, one in sentences:
        start = text.index(sentence)
        read.append(replace(one, document=name, quote=Quote(start, start + len(sentence), sentence)))
    capture(chronicle, data, document, read, actor="Vera", reader="invented 1", note="")


def step(kind: Step, day: str, name: str = "Danil Ostrov", term: str = "") -> Proceeding:
    penalties = (Penalty(PenaltyType.IMPRISONMENT, term),) if term else ()
    outcome = Outcome.CONVICTED if term else None
    return Proceeding(
        document="",
        quote=Quote(0, 0, ""),
        step=kind,
        subject=(Party(name),),
        date=day,
        outcome=outcome,
        penalties=penalties,
    )


@pytest.fixture
def chronicle(tmp_path: Path) -> Chronicle:
    made = init(tmp_path / "c", actor="Vera")
    report(
        made,
        "wire",
        "2024-02-12",
        ("Ostrov was sentenced in 2011.", step(Step.VERDICT, "2011-05-02", term="P2Y")),
        ("He was sentenced again on 10 February.", step(Step.VERDICT, "2024-02-10", term="P4Y")),
        ("Prosecutor Lev Karp appealed.", step(Step.APPEAL, "2024-02-11", "Lev Karp")),
    )
    report(
        made, "watch", "2024-02-14", ("On 12 February he got four years.", step(Step.VERDICT, "2024-02-12", term="P4Y"))
    )
    return made


@pytest.fixture
def run(chronicle: Chronicle) -> Run:
    def call(*arguments: str) -> Result:
        return CliRunner(env={"KHRONIKA_ACTOR": "Vera"}).invoke(
            main, ["--chronicle", str(chronicle.folder), *arguments], catch_exceptions=False
        )

    return call


def listed(run: Run) -> dict[str, set[str]]:
    """Return the cases by name with the number of statements and the people."""
    return {
        one["name"]: {str(one["statements"]), *one["persons"]}
        for one in json.loads(run("case", "list", "--json").stdout)
    }


def by_quote(chronicle: Chronicle, words: str) -> str:
    return next(one.id for one in evidence(chronicle) if words in one.statement.quote.text)


def undoing(told: Result) -> list[str]:
    """Return the arguments of the command that a command says takes it back."""
    assert told.exit_code == 0, told.output
    return told.stdout.rpartition("khronika undo ")[2].split()


def test_a_statement_of_the_prosecutors_is_moved_to_the_case_that_it_tells_of(run: Run, chronicle: Chronicle) -> None:
    before = listed(run)
    assert len(json.loads(run("case", "list", "--json").stdout)) == 3
    appeal, trial = by_quote(chronicle, "Karp"), by_quote(chronicle, "again")
    told = run("case", "move", appeal[:10], "--to", trial, "--reason", "he is the prosecutor")
    number = undoing(told)
    found = json.loads(run("case", "list", "--json").stdout)
    assert [one["persons"] for one in found] == [["Danil Ostrov"], ["Danil Ostrov"]]
    text = run("docket", trial).stdout
    assert "he is the prosecutor" in text
    assert "moved here" in text
    assert run("undo", *number).exit_code == 0
    assert listed(run) == before
    assert verify(chronicle) == ()


def test_cases_are_named_joined_split_and_linked_and_each_is_taken_back(run: Run, chronicle: Chronicle) -> None:
    first, second = by_quote(chronicle, "2011"), by_quote(chronicle, "again")
    assert undoing(run("case", "name", second, "The harbour case"))
    assert "The harbour case" in listed(run)
    assert undoing(run("case", "name", "the harbour case", "The case of the harbour"))
    joined = undoing(run("case", "join", "The case of the harbour", first, "--reason", "one matter"))
    assert listed(run) == {"The case of the harbour": {"3", "Danil Ostrov"}, "Lev Karp": {"1", "Lev Karp"}}
    split = undoing(
        run("case", "split", "The case of the harbour", second, "--name", "The second", "--reason", "another court")
    )
    assert listed(run)["The second"] == {"1", "Danil Ostrov"}
    linked = undoing(run("case", "link", "The second", "Lev Karp", "--reason", "he prosecuted"))
    assert "he prosecuted" in run("docket", "The second").stdout
    for number in (linked, split, joined):
        assert run("undo", *number).exit_code == 0
    assert {name for name in listed(run) if "harbour" in name} == {"The case of the harbour"}
    assert len(listed(run)) == 3
    assert verify(chronicle) == ()


def test_a_new_report_finds_its_way_into_a_case_that_a_person_shaped(run: Run, chronicle: Chronicle) -> None:
    run("case", "name", by_quote(chronicle, "again"), "The harbour case")
    report(
        chronicle,
        "late",
        "2024-06-01",
        ("The verdict of 10 February stands.", step(Step.APPEAL_DECISION, "2024-05-01")),
    )
    assert listed(run)["The harbour case"] == {"3", "Danil Ostrov"}


def test_a_case_is_opened_of_statements_that_leave_theirs(run: Run, chronicle: Chronicle) -> None:
    some = [by_quote(chronicle, "2011"), by_quote(chronicle, "Karp")]
    assert undoing(run("case", "open", "Odd ones", *some, "--reason", "to be looked at"))
    assert listed(run) == {"Odd ones": {"2", "Danil Ostrov", "Lev Karp"}, "Danil Ostrov": {"2", "Danil Ostrov"}}


def test_a_disagreement_is_settled_and_opened_again_by_another_source(run: Run, chronicle: Chronicle) -> None:
    trial, chosen = by_quote(chronicle, "again"), by_quote(chronicle, "12 February")
    assert "◐ date" in run("docket", trial).stdout
    number = undoing(run("settle", chosen, "date", "--reason", "the judgment was seen"))
    text = " ".join(run("docket", trial).stdout.split())
    assert "◐ date" not in text
    assert "the judgment was seen" in text
    assert "not chosen: 10 Feb 2024" in text
    assert run("undo", *number).exit_code == 0
    assert "◐ date" in run("docket", trial).stdout
    run("settle", chosen, "--reason", "the judgment was seen")
    report(
        chronicle, "late", "2024-06-01", ("Four years on 11 February.", step(Step.VERDICT, "2024-02-11", term="P4Y"))
    )
    assert "open again" in run("docket", trial).stdout
    assert verify(chronicle) == ()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["case", "move", "ffff", "--to", "Ostrov", "--reason", "x"], "no statement is called"),
        (["case", "join", "Danil Ostrov", "Lev Karp", "--reason", "x"], "several cases fit"),
        (["case", "name", "Nobody", "A name"], "no case of 'Nobody'"),
        (["case", "name", "Lev Karp", " "], "a case has a name"),
        (["case", "join", "Lev Karp", "Karp", "--reason", "x"], "they are one already"),
    ],
)
def test_what_is_not_understood_is_told_and_changes_nothing(run: Run, arguments: list[str], said: str) -> None:
    before = listed(run)
    told = run(*arguments)
    assert (told.exit_code, said in told.stderr) == (2, True), told.output
    assert listed(run) == before


def test_settling_what_nobody_contradicts_is_refused(run: Run, chronicle: Chronicle) -> None:
    told = run("settle", by_quote(chronicle, "2011"), "date", "--reason", "x")
    assert (told.exit_code, "no source disagrees" in told.stderr) == (2, True)
    told = run("settle", by_quote(chronicle, "again"), "amount", "--reason", "x")
    assert (told.exit_code, "disagree with" in told.stderr, "date" in told.stderr) == (2, True, True)


def test_a_case_that_nobody_named_goes_by_its_people_though_a_person_changed_it(run: Run, chronicle: Chronicle) -> None:
    assert undoing(run("case", "join", by_quote(chronicle, "again"), "Lev Karp", "--reason", "tried together"))
    assert set(listed(run)) == {"Danil Ostrov", "Danil Ostrov and Lev Karp"}


def test_a_rereading_tells_what_people_decided_on_statements_that_are_read_otherwise(
    run: Run, chronicle: Chronicle
) -> None:
    filed = by_quote(chronicle, "again")
    assert run("case", "open", "The second trial", filed, "--reason", "a matter of its own").exit_code == 0
    told = run("reread")
    assert told.exit_code == 0, told.output
    assert "on which people decided are not read so any more" in told.stderr
    assert filed in told.stderr
    assert filed in {one.id for one in evidence(chronicle)}
    now = [one for one in evidence(chronicle) if "again" in one.statement.quote.text and one.id != filed]
    for one in now:
        if one.statement.kind is Kind.PROCEEDING:
            assert f"read now: {one.id}; what was decided on {filed} does not hold for it" in told.stderr
    assert "are not read" not in run("reread").stderr
