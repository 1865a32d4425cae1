"""Every statement says how sure the reader is, and what speaks against it."""

import importlib.util
import json
import random
import sys
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

from khronika.cli import main
from khronika.errors import VocabularyError
from khronika.reading.learned import linear
from khronika.record.captures import statement_id
from khronika.vocabulary.contract import from_record
from khronika.vocabulary.evidence import Evidence, Source, least_sure_first
from khronika.vocabulary.statement import Party, Profile, Quote, Statement
from tests.conftest import reading_of

ROOT = Path(__file__).parents[2]


def probability(one: Statement) -> float:
    assert one.probability is not None
    return one.probability


def test_what_is_said_plainly_is_surer_than_what_must_be_worked_out() -> None:
    plain = reading_of(
        "On 4 May 2024 police in Osh arrested the journalist Dana Orlova on charges of fraud."
    ).statements
    vague = reading_of(
        "The report, which runs to ninety pages and was long awaited, says much about roads. According to what “one of the men” "
        "who had been there said to the lawyer of the family in the days after the events at the market, they were beaten."
    ).statements
    arrest = next(s for s in plain if s.kind == "proceeding")
    beating = next(s for s in vague if s.kind == "act")
    assert probability(arrest) > probability(beating)
    assert beating.hangs_on
    profile = next(s for s in plain if s.kind == "profile")
    assert probability(profile) > 0.85


def test_the_same_text_gives_the_same_probability_and_is_the_same_statement_without_it() -> None:
    text = "The court convicted Dana Orlova of fraud on 4 May 2024. She was fined 300 euros."
    first, second = reading_of(text).statements, reading_of(text).statements
    assert [(s.probability, s.hangs_on) for s in first] == [(s.probability, s.hangs_on) for s in second]
    assert all(0 < probability(s) < 1 for s in first)
    bare = from_record({"document": "d", "kind": "profile", "subject": {"name": "A B"}, "quote": quote("A B")})
    told = from_record(
        {"document": "d", "kind": "profile", "subject": {"name": "A B"}, "quote": quote("A B"), "probability": 0.5}
    )
    assert bare == told
    assert statement_id("0" * 64, bare) == statement_id("0" * 64, told)


def quote(text: str) -> dict[str, object]:
    return {"start": 0, "end": len(text), "text": text}


def test_read_prints_it_for_people_and_for_programs() -> None:
    lawyer = str(ROOT / "samples" / "reports" / "lawyer.eml")
    told = CliRunner().invoke(main, ["read", lawyer, "--jsonl"]).stdout
    records = [json.loads(line) for line in told.splitlines()]
    assert records
    assert all(0 < record["probability"] < 1 for record in records)
    shown = CliRunner().invoke(main, ["read", lawyer]).stdout
    assert f"{records[0]['probability'] * 100:.0f} % sure" in shown


def test_the_least_sure_comes_first_and_what_is_not_told_counts_as_a_half() -> None:
    source = Source(document="d", sha256="0" * 64)

    def one(name: str, chance: float | None) -> Evidence:
        made = Profile(document="d", quote=Quote(0, 1, "w"), subject=Party(name=name), probability=chance)
        return Evidence(id=name, statement=made, source=source)

    found = least_sure_first([one("sure", 0.9), one("unknown", None), one("doubtful", 0.2)])
    assert [e.id for e in found] == ["doubtful", "unknown", "sure"]


def test_a_language_without_models_is_read_without_probabilities() -> None:
    assert linear.model("xx", "sure") is None


def test_models_that_are_spoilt_are_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "zz.json").write_text('{"models": {"sure": {"weights": {}}}}')
    monkeypatch.setattr(linear, "files", lambda _: tmp_path)
    with pytest.raises(VocabularyError, match="models for 'zz' cannot be used"):
        linear.models("zz")


# ---- Training ---------------------------------------------------------------------------------


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "quality" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules[name] = made
    spec.loader.exec_module(made)
    return made


@pytest.fixture(scope="module")
def fitting() -> ModuleType:
    return script("fitting")


def test_the_calibration_error_is_how_far_promises_are_from_what_holds() -> None:
    measures = script("annotations")
    assert measures.calibration([0.5] * 10, [True] * 5 + [False] * 5) == pytest.approx(0)
    assert measures.calibration([0.9] * 10, [True] * 5 + [False] * 5) == pytest.approx(0.4)
    assert measures.brier([1.0, 0.0], [True, False]) == 0
    assert 0 < measures.chance_error([0.5] * 50) < 0.15


def test_training_finds_the_probabilities_that_made_the_data_and_the_same_ones_each_time(fitting: ModuleType) -> None:
    chance = random.Random(1)  # noqa: S311 - no secret
    samples = [[f"colour={chance.choice('rgb')}", "noise"] for _ in range(3000)]
    odds = {"colour=r": 0.9, "colour=g": 0.5, "colour=b": 0.1}
    right = [float(chance.random() < odds[one[0]]) for one in samples]
    found = fitting.fit(samples, right, penalty=0.1)
    for feature, expected in odds.items():
        assert linear.logistic(found.log_odds([feature, "noise"])) == pytest.approx(expected, abs=0.05)
    assert fitting.fit(samples, right, penalty=0.1) == found
