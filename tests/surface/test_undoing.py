"""Whatever people decide about cases and names can be taken back: the dockets are then what they were. All is invented."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khronika.cli import main
from khronika.record.chronicle import evidence, init
from khronika.vocabulary.terms import Step
from tests.surface.test_case_commands import report, step

Run = Callable[..., Result]
WHY = ("--reason", "seen in the file")


def chronicle(folder: Path) -> tuple[Run, list[str]]:
    """Return what runs commands on an invented chronicle, and its statements."""
    made = init(folder, actor="Vera")
    report(
        made,
        "wire",
        "2024-02-12",
        ("Ostrov was sentenced in 2011.", step(Step.VERDICT, "2011-05-02", term="P2Y")),
        ("He was sentenced again on 10 February.", step(Step.VERDICT, "2024-02-10", term="P4Y")),
        ("Prosecutor Lev Karp appealed.", step(Step.APPEAL, "2024-02-11", "Lev Karp")),
    )
    report(
        made,
        "watch",
        "2024-02-14",
        ("On 12 February he got four years.", step(Step.VERDICT, "2024-02-12", term="P4Y")),
        ("D. Ostrov was arrested.", step(Step.ARREST, "2023-12-01", "D. Ostrov")),
    )

    def run(*arguments: str) -> Result:
        return CliRunner(env={"KHRONIKA_ACTOR": "Vera"}).invoke(main, ["--chronicle", str(folder), *arguments])

    return run, [one.id for one in evidence(made)]


def dockets(run: Run) -> object:
    """Return all dockets, as programs are given them, without the time of the decisions."""
    return json.loads(run("docket", "--on", "2024-06-01", "--all", "--json").stdout)


one_of = st.integers(0, 4)
acts = st.lists(
    st.one_of(
        st.tuples(st.just("name"), one_of, one_of),
        st.tuples(st.just("open"), one_of, one_of),
        st.tuples(st.just("move"), one_of, one_of),
        st.tuples(st.just("join"), one_of, one_of),
        st.tuples(st.just("split"), one_of, one_of),
        st.tuples(st.just("link"), one_of, one_of),
        st.tuples(st.just("settle"), one_of, one_of),
        st.tuples(st.just("same"), one_of, one_of),
        st.tuples(st.just("different"), one_of, one_of),
    ),
    min_size=1,
    max_size=4,
)


def words(act: tuple[str, int, int], ids: list[str]) -> tuple[str, ...]:
    """Return the command of an act upon two statements."""
    what, first, second = act
    one, other = ids[first], ids[second]
    match what:
        case "name":
            return ("case", "name", one, f"Matter {second}")
        case "open":
            return ("case", "open", f"Opened {second}", one, other, *WHY)
        case "move":
            return ("case", "move", one, "--to", other, *WHY)
        case "split":
            return ("case", "split", one, one, "--name", f"Part {second}", *WHY)
        case "settle":
            return ("settle", one, "date", *WHY)
        case "same" | "different":
            names = ("Danil Ostrov", "D. Ostrov", "Lev Karp", "Danil Ostrov", "D. Ostrov")
            return (what, names[first], names[second], *WHY)
        case _:
            return ("case", what, one, other, *WHY)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some=acts)
def test_taking_back_in_turn_restores_every_docket(
    some: list[tuple[str, int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    run, ids = chronicle(tmp_path_factory.mktemp("c") / "c")
    passed = []
    for act in some:
        before = dockets(run)
        told = run(*words(act, ids))
        assert told.exit_code in {0, 1, 2}, told.output
        back = re.findall(r"--entry \d+", told.output)
        if told.exit_code == 0 and back:
            passed.append((before, [part for one in back for part in one.split()]))
        else:
            assert dockets(run) == before, "what was refused changed something"
    for before, back in reversed(passed):
        undone = run("undo", *back)
        assert undone.exit_code == 0, undone.output
        assert dockets(run) == before
