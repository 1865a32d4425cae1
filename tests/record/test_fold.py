"""Whatever happened, the tables are what the log says: live and folded again they are equal."""

import shutil
import tempfile
from pathlib import Path
from unittest import mock

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from khronika.errors import RequestError
from khronika.record import log
from khronika.record.chronicle import decide, evidence, init, open_chronicle, propose, rebuild, sources, undo
from khronika.record.tables import tables
from khronika.record.verification import verify
from khronika.vocabulary.evidence import Standing
from tests.record.invented import ACTOR, add, read, report

NUMBERS = st.integers(1, 4)
PLACES = st.integers(0, 99)


class History(RuleBasedStateMachine):
    """A random history of a chronicle, under a clock that goes forth and back."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp())
        self.chronicle = init(self.place / "chronicle", actor=ACTOR)
        self.readings = 0
        self.standings: dict[str, list[Standing]] = {}

    def teardown(self) -> None:
        assert verify(self.chronicle) == ()
        shutil.rmtree(self.place)

    @rule(number=NUMBERS)
    def capture(self, number: int) -> None:
        before = len(sources(self.chronicle))
        new = add(self.chronicle, number)
        assert len(sources(self.chronicle)) == before + new

    @precondition(lambda self: bool(sources(self.chronicle)))
    @rule(place=PLACES, which=st.sets(st.integers(0, 1)))
    def read_again(self, place: int, which: set[int]) -> None:
        source = sources(self.chronicle)[place % len(sources(self.chronicle))]
        statements = read(report(int(source.document.rpartition("-")[2]))[1])
        self.readings += 1
        chosen = [statements[i] for i in sorted(which)]
        propose(self.chronicle, source.sha256, chosen, actor=ACTOR, reader=f"reader {self.readings}", note="")

    @precondition(lambda self: bool(evidence(self.chronicle)))
    @rule(place=PLACES, standing=st.sampled_from([Standing.ACCEPTED, Standing.REJECTED]))
    def decide(self, place: int, standing: Standing) -> None:
        id_ = evidence(self.chronicle)[place % len(evidence(self.chronicle))].id
        assert decide(self.chronicle, id_, standing, actor=ACTOR, reason="so").standing is standing
        self.standings.setdefault(id_, []).append(standing)

    @precondition(lambda self: bool(evidence(self.chronicle)))
    @rule(place=PLACES)
    def take_back(self, place: int) -> None:
        id_ = evidence(self.chronicle)[place % len(evidence(self.chronicle))].id
        if stack := self.standings.get(id_, []):
            stack.pop()
            left = stack[-1] if stack else Standing.PROPOSED
            assert undo(self.chronicle, id_, actor=ACTOR).standing is left
        else:
            try:
                undo(self.chronicle, id_, actor=ACTOR)
            except RequestError:
                return
            raise AssertionError("a decision that nobody made was taken back")

    @rule(back=st.integers(1, 10_000))
    def turn_the_clock_back(self, back: int) -> None:
        with mock.patch.object(log, "now", return_value=f"{3000 - back % 2000:04}-01-01T00:00:00+00:00"):
            add(self.chronicle, back % 4 + 1)

    @rule()
    def rebuild(self) -> None:
        rebuild(self.chronicle)

    @invariant()
    def live_tables_equal_rebuilt_ones(self) -> None:
        copy = self.place / "copy"
        shutil.copytree(self.chronicle.folder, copy)
        with self.chronicle.reading() as database:
            live = tables(database)
        again = open_chronicle(copy)
        rebuild(again)
        with again.reading() as database:
            assert tables(database) == live
        assert [e.id for e in evidence(again)] == [e.id for e in evidence(self.chronicle)]
        shutil.rmtree(copy)


TestHistory = History.TestCase
TestHistory.settings = settings(max_examples=15, stateful_step_count=12, deadline=None)
