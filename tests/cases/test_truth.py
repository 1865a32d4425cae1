"""Three invented cases, told in more than fifty documents: the dockets say what is true, fact by fact.

`decided`: people decided what each document says and what belongs to a case, and the docket is derived from that. `read`: the program reads the
documents itself. What is not yet right is listed in `gaps.toml` with the reason, a line for each fact; once it is right,
its line must go.
"""

import tomllib
from collections import Counter
from functools import cache
from typing import Any

import pytest

from khronika.vocabulary.rulings import NO_RULINGS
from tests.cases.facts import told_facts, true_facts
from tests.cases.telling import CASES, HERE, decided_by_people, documents, people_decided, read_by_program, truth

WAYS = {"decided": decided_by_people, "read": read_by_program}


@cache
def told(way: str, case: str) -> Counter[str]:
    """Return the facts of the dockets of a case."""
    rulings = people_decided(case) if way == "decided" else NO_RULINGS
    return Counter(told_facts(WAYS[way](case), truth(case), rulings))


@cache
def gaps() -> dict[tuple[str, str, str, str], str]:
    """Return what is known to be wrong, with the reasons."""
    listed = tomllib.loads((HERE / "gaps.toml").read_text("utf-8")).get("gap", [])
    return {
        (g["way"], g["case"], kind, g[kind]): g["reason"] for g in listed for kind in ("missing", "wrong") if kind in g
    }


def known(way: str, case: str, kind: str, facts: Any) -> list[Any]:
    """Return facts as parameters of a test, those that are known to be wrong marked so."""
    marked = []
    for fact in dict.fromkeys(facts):
        reason = gaps().get((way, case, kind, fact))
        marks = [pytest.mark.xfail(strict=True, reason=reason, raises=AssertionError)] if reason else []
        marked.append(pytest.param(way, case, fact, marks=marks, id=f"{way}-{case}-{fact}"))
    return marked


def true_parameters() -> list[Any]:
    """Return every fact of the truth, for both ways."""
    return [one for way in WAYS for case in CASES for one in known(way, case, "missing", true_facts(truth(case)))]


def wrong_parameters() -> list[Any]:
    """Return every fact that is known to be told though it is not true."""
    return [one for way, case, kind, fact in gaps() if kind == "wrong" for one in known(way, case, kind, [fact])]


@pytest.mark.parametrize(("way", "case", "fact"), true_parameters())
def test_what_is_true_is_told_once(way: str, case: str, fact: str) -> None:
    assert told(way, case)[fact] == 1


@pytest.mark.parametrize(("way", "case", "fact"), wrong_parameters())
def test_what_is_not_true_is_not_told(way: str, case: str, fact: str) -> None:
    assert fact not in told(way, case)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("case", CASES)
def test_nothing_else_is_told(way: str, case: str) -> None:
    listed = {fact for w, c, kind, fact in gaps() if (w, c, kind) == (way, case, "wrong")}
    assert set(told(way, case)) - set(true_facts(truth(case))) - listed == set()


def test_every_gap_is_of_a_fact_that_there_is() -> None:
    true = {(way, case, "missing", fact) for way in WAYS for case in CASES for fact in true_facts(truth(case))}
    assert {key for key in gaps() if key[2] == "missing"} <= true


def test_the_cases_are_told_in_more_than_forty_documents_of_eight_formats() -> None:
    held = {one.sha256: one for case in CASES for one in documents(case)}.values()
    assert len(held) >= 42
    assert {one.filename.rpartition(".")[2] for one in held} >= {"txt", "md", "html", "pdf", "docx", "eml", "mhtml"}


@pytest.mark.parametrize("case", CASES)
def test_every_decided_statement_quotes_its_document(case: str) -> None:
    texts = {one.sha256: one.text for one in documents(case)}
    held = decided_by_people(case)
    assert held
    for one in held:
        quote = one.statement.quote
        assert texts[one.source.sha256][quote.start : quote.end] == quote.text
