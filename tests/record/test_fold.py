"""Whatever happened, the tables are what the log says: live and folded again they are equal."""

import json
import shutil
import tempfile
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from unittest import mock

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from khronika.errors import RequestError
from khronika.record import log
from khronika.record.cares import Protection, Purpose, consent, protect
from khronika.record.chronicle import (
    Chronicle,
    add_statement,
    amend,
    decide,
    erase,
    erase_statement,
    evidence,
    init,
    known,
    propose,
    rebuild,
    sources,
    undo,
    undo_entry,
)
from khronika.record.codings import code, codings, finish_coding, start_coding
from khronika.record.fold import folded
from khronika.record.fold_statements import SETTLING
from khronika.record.gatherings import (
    cases,
    join,
    link,
    link_cases,
    merge,
    name_party,
    open_case,
    parties,
    rename_case,
    split_case,
    split_party,
)
from khronika.record.identities import call, different, same
from khronika.record.identities import split as split_somebody
from khronika.record.log import entries
from khronika.record.models import DecisionRow
from khronika.record.people import everybody
from khronika.record.rulings import settle
from khronika.record.subjects import subject_of
from khronika.record.tables import Row, name_of, tables
from khronika.record.verification import verify
from khronika.vocabulary.evidence import Standing
from khronika.vocabulary.statement import Toll
from tests.record import postgres
from tests.record.invented import ACTOR, add, forget, read, report

NUMBERS = st.integers(1, 4)
CODERS = ("Aizada", "Timur")
PLACES = st.integers(0, 99)
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)  # a failing history is short enough as it is


class History(RuleBasedStateMachine):
    """A random history of a chronicle, under a clock that goes forth and back."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp())
        self.chronicle = self.begun()
        self.readings = 0
        self.standings: dict[str, list[Standing]] = {}

    def begun(self) -> Chronicle:
        return init(self.place / "chronicle", actor=ACTOR)

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
        if self.coded_now(id_):
            return
        assert decide(self.chronicle, id_, standing, actor=ACTOR, reason="so").standing is standing
        self.standings.setdefault(id_, []).append(standing)

    @precondition(lambda self: bool(evidence(self.chronicle)))
    @rule(place=PLACES)
    def take_back(self, place: int) -> None:
        id_ = evidence(self.chronicle)[place % len(evidence(self.chronicle))].id
        if self.coded_now(id_) or self.settled_last(id_):
            return
        if stack := self.standings.get(id_, []):
            stack.pop()
            before = self.settling(id_)[-2:-1]
            left = stack[-1] if stack else Standing.PROPOSED
            if before and before[0].kind != "decision":
                left = Standing(json.loads(before[0].value)["standing"])
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

    @precondition(lambda self: bool(evidence(self.chronicle)))
    @rule(place=PLACES, count=st.integers(0, 9))
    def amend(self, place: int, count: int) -> None:
        one = evidence(self.chronicle)[place % len(evidence(self.chronicle))]
        if isinstance(one.statement, Toll) and one.statement.count != count and not self.coded_now(one.id):
            changed = replace(one.statement, count=count)
            assert amend(self.chronicle, one.id, changed, actor=ACTOR, reason="so").read_as is not None
            self.standings.setdefault(one.id, []).append(Standing.ACCEPTED)

    @rule(name=st.sampled_from("ABC"))
    def name_a_party(self, name: str) -> None:
        name_party(self.chronicle, "person", name, actor=ACTOR)

    @precondition(lambda self: bool(evidence(self.chronicle) and parties(self.chronicle)))
    @rule(place=PLACES, which=st.sets(PLACES, min_size=1, max_size=3))
    def link(self, place: int, which: set[int]) -> None:
        held, people = evidence(self.chronicle), parties(self.chronicle)
        mentions = [f"{held[one % len(held)].id}/victims/0" for one in which]
        link(self.chronicle, people[place % len(people)].id, mentions, actor=ACTOR)

    @precondition(lambda self: len(parties(self.chronicle)) > 1)
    @rule(first=PLACES, second=PLACES)
    def merge(self, first: int, second: int) -> None:
        people = parties(self.chronicle)
        one, other = people[first % len(people)].id, people[second % len(people)].id
        if one != other:
            merge(self.chronicle, one, [other], actor=ACTOR, reason="")

    @precondition(lambda self: any(one.members for one in parties(self.chronicle)))
    @rule(place=PLACES)
    def split(self, place: int) -> None:
        people = [one for one in parties(self.chronicle) if one.members]
        one = people[place % len(people)]
        split_party(self.chronicle, one.id, one.members[:1], name="D", actor=ACTOR, reason="")

    @precondition(lambda self: len(everybody(self.chronicle)) > 1)
    @rule(first=PLACES, second=PLACES, one=st.booleans())
    def say_who_is_who(self, first: int, second: int, one: bool) -> None:
        people = everybody(self.chronicle)
        ids = people[first % len(people)].id, people[second % len(people)].id
        with suppress(RequestError):  # they are one already, or told apart, or one is no person
            (same if one else different)(self.chronicle, *ids, actor=ACTOR)

    @precondition(lambda self: any(len(one.told) > 1 for one in everybody(self.chronicle)))
    @rule(place=PLACES)
    def say_that_one_is_two(self, place: int) -> None:
        people = [one for one in everybody(self.chronicle) if len({told.mention for told in one.told}) > 1]
        one = people[place % len(people)]
        with suppress(RequestError):  # one statement may hold all
            split_somebody(self.chronicle, one.id, [one.told[0].statement], actor=ACTOR)

    @precondition(lambda self: bool(evidence(self.chronicle)))
    @rule(which=st.sets(PLACES, min_size=1, max_size=3))
    def open_a_case(self, which: set[int]) -> None:
        held = evidence(self.chronicle)
        open_case(self.chronicle, "A case", [held[one % len(held)].id for one in which], actor=ACTOR)

    @precondition(lambda self: bool(evidence(self.chronicle)))
    @rule(place=PLACES, level=st.sampled_from(Protection), purpose=st.sampled_from(Purpose), given=st.booleans())
    def care(self, place: int, level: Protection, purpose: Purpose, given: bool) -> None:
        everything = [one.id for one in everybody(self.chronicle)]
        everything += [f"statement:{evidence(self.chronicle)[0].id}", f"source:{sources(self.chronicle)[0].sha256}"]
        wanted = everything[place % len(everything)]
        made = protect(self.chronicle, subject_of(self.chronicle, wanted), level, actor=ACTOR, reason="so")
        subject = json.loads(made.body)["subject"]
        consent(self.chronicle, subject, purpose, given=given, actor=ACTOR, reason="so")

    @precondition(lambda self: len(cases(self.chronicle)) > 1)
    @rule(first=PLACES, second=PLACES, joining=st.booleans())
    def link_or_join_cases(self, first: int, second: int, joining: bool) -> None:
        held = cases(self.chronicle)
        one, other = held[first % len(held)].id, held[second % len(held)].id
        if one != other and joining:
            join(self.chronicle, one, [other], actor=ACTOR, reason="so")
        elif one != other:
            link_cases(self.chronicle, one, other, actor=ACTOR, reason="so")

    @precondition(lambda self: len(evidence(self.chronicle)) > 1)
    @rule(first=PLACES, second=PLACES)
    def settle_a_difference(self, first: int, second: int) -> None:
        held = evidence(self.chronicle)
        one, other = held[first % len(held)].id, held[second % len(held)].id
        if one != other:
            settle(self.chronicle, "count", one, [other], actor=ACTOR, reason="so")

    @precondition(lambda self: any(case.members for case in cases(self.chronicle)))
    @rule(place=PLACES)
    def split_or_name_a_case(self, place: int) -> None:
        held = [case for case in cases(self.chronicle) if case.members]
        one = held[place % len(held)]
        if place % 2:
            split_case(self.chronicle, one.id, one.members[:1], name="Apart", actor=ACTOR, reason="so")
        else:
            rename_case(self.chronicle, one.id, f"Called {place}", actor=ACTOR, reason="so")

    @precondition(lambda self: bool(everybody(self.chronicle)))
    @rule(place=PLACES, name=st.sampled_from(["", "Called so"]), type_=st.sampled_from(["", "group"]))
    def call_somebody(self, place: int, name: str, type_: str) -> None:
        people = everybody(self.chronicle)
        with suppress(RequestError):  # they are called so already
            call(self.chronicle, people[place % len(people)].id, name=name, type_=type_, actor=ACTOR)

    @precondition(lambda self: bool(sources(self.chronicle)))
    @rule(place=PLACES, count=st.integers(0, 9), proposed=st.booleans())
    def state_by_hand(self, place: int, count: int, proposed: bool) -> None:
        source = sources(self.chronicle)[place % len(sources(self.chronicle))]
        toll, _ = read(report(int(source.document.rpartition("-")[2]))[1])
        with suppress(RequestError):
            add_statement(
                self.chronicle, source.sha256, replace(toll, count=count), actor=ACTOR, reason="", proposed=proposed
            )

    @precondition(lambda self: bool(evidence(self.chronicle)))
    @rule(place=PLACES)
    def erase_one_statement(self, place: int) -> None:
        one = evidence(self.chronicle)[place % len(evidence(self.chronicle))]
        erase_statement(self.chronicle, one.id, actor=ACTOR, reason="consent withdrawn")
        assert one.id not in {other.id for other in evidence(self.chronicle)}
        self.recall()

    @precondition(lambda self: bool(sources(self.chronicle)))
    @rule(place=PLACES)
    def start_a_coding(self, place: int) -> None:
        source = sources(self.chronicle)[place % len(sources(self.chronicle))]
        with suppress(RequestError):
            start_coding(self.chronicle, source.sha256, CODERS, actor=ACTOR)

    @precondition(lambda self: bool(codings(self.chronicle)))
    @rule(place=PLACES, coder=st.sampled_from(CODERS), standing=st.sampled_from([Standing.ACCEPTED, Standing.REJECTED]))
    def code_in_one(self, place: int, coder: str, standing: Standing) -> None:
        before = evidence(self.chronicle)
        coding = codings(self.chronicle)[-1]
        if coding.statements:
            id_ = coding.statements[place % len(coding.statements)]
            with suppress(RequestError):
                code(self.chronicle, coding.id, id_, standing, actor=coder, reason="so")
        assert evidence(self.chronicle) == before

    @precondition(lambda self: bool(codings(self.chronicle)))
    @rule(coder=st.sampled_from(CODERS))
    def be_done_with_one(self, coder: str) -> None:
        with suppress(RequestError):
            finish_coding(self.chronicle, codings(self.chronicle)[-1].id, actor=coder, unfinished=True)
        self.recall()

    @rule(place=PLACES)
    def take_back_any_entry(self, place: int) -> None:
        before = self.state()
        with self.chronicle.reading() as database:
            log_before = list(entries(database))
        number = log_before[place % len(log_before)].number if log_before else 1
        try:
            added = undo_entry(self.chronicle, number, actor=ACTOR)
        except RequestError:
            assert self.state() == before, "what is refused changes nothing"
            return
        after = self.state()
        undo_entry(self.chronicle, added.number, actor=ACTOR)
        assert self.said() == {name: rows for name, rows in before.items() if name != "decision"}
        if place % 2:
            with suppress(RequestError):
                undo_entry(self.chronicle, number, actor=ACTOR)
            assert self.said() == {name: rows for name, rows in after.items() if name != "decision"}
        self.recall()

    def recall(self) -> None:
        """Take down which decisions stand, each after the ones before it."""
        self.standings = {}
        with self.chronicle.reading() as database:
            standing = DecisionRow.objects.using(database).filter(kind="decision", in_force=True)
            for row in standing.order_by("number"):
                self.standings.setdefault(row.subject, []).append(Standing(json.loads(row.value)["standing"]))

    @precondition(lambda self: bool(sources(self.chronicle)))
    @rule(place=PLACES, original=st.booleans())
    def erase(self, place: int, original: bool) -> None:
        source = sources(self.chronicle)[place % len(sources(self.chronicle))]
        gone = {one.id for one in evidence(self.chronicle) if one.source.sha256 == source.sha256}
        erase(self.chronicle, source.sha256, original=original, actor=ACTOR, reason="consent withdrawn")
        assert known(self.chronicle, source.sha256)
        assert source.sha256 not in {one.sha256 for one in sources(self.chronicle)}
        self.standings = {id_: stack for id_, stack in self.standings.items() if id_ not in gone}

    @rule()
    def rebuild(self) -> None:
        before = self.state()
        rebuild(self.chronicle)
        assert self.state() == before

    @invariant()
    def live_tables_equal_those_folded_from_the_log(self) -> None:
        with self.chronicle.reading() as database:
            made = folded(entries(database)).rows
            live = tables(database)
        for model, rows in made.items():
            assert live[name_of(model)] == sorted(rows.values(), key=lambda row: str(row[0]))

    def settling(self, id_: str) -> list[DecisionRow]:
        """Return the decisions in force from which a statement's standing follows."""
        with self.chronicle.reading() as database:
            rows = DecisionRow.objects.using(database).filter(subject=id_, in_force=True).order_by("number")
            return [row for row in rows if row.kind in SETTLING]

    def settled_last(self, id_: str) -> bool:
        """Tell whether what stands last is no plain decision, but a person's writing or a coding."""
        rows = self.settling(id_)
        return bool(rows) and rows[-1].kind != "decision"

    def coded_now(self, id_: str) -> bool:
        return any(id_ in one.statements for one in codings(self.chronicle) if not one.revealed)

    def state(self) -> dict[str, list[Row]]:
        with self.chronicle.reading() as database:
            return tables(database)

    def said(self) -> dict[str, list[Row]]:
        return {name: rows for name, rows in self.state().items() if name != "decision"}


class HistoryOnServer(History):
    """The same in PostgreSQL."""

    def begun(self) -> Chronicle:
        self.server = ExitStack()
        url = self.server.enter_context(postgres.database())
        self.server.callback(forget, url)
        return init(self.place / "chronicle", actor=ACTOR, url=url)

    def teardown(self) -> None:
        super().teardown()
        self.server.close()


TestHistory = History.TestCase
TestHistory.settings = settings(phases=PHASES, max_examples=20, stateful_step_count=14, deadline=None)
TestHistoryOnServer = HistoryOnServer.TestCase
TestHistoryOnServer.settings = settings(phases=PHASES, max_examples=4, stateful_step_count=14, deadline=None)
