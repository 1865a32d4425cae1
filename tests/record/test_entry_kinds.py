"""Every kind of change: what it does, and that taken back it leaves exactly what was there."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any
from unittest import mock

import pytest

from khronika.errors import ReadingError, RequestError
from khronika.record import log
from khronika.record.cares import Protection, Purpose, consent, consents, protect, protections
from khronika.record.chronicle import (
    Chronicle,
    amend,
    decide,
    evidence,
    last_entry,
    propose,
    rebuild,
    undo,
    undo_entry,
)
from khronika.record.gatherings import (
    cases,
    file,
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
    tell_apart,
)
from khronika.record.log import entries
from khronika.record.models import CaseRow, ConsentRow, FilingRow, MentionRow, PartyRow, ProtectionRow, StatementRow
from khronika.record.rulings import rulings, settle
from khronika.record.tables import Row, name_of, tables
from khronika.record.verification import verify
from khronika.vocabulary.evidence import Standing
from khronika.vocabulary.rulings import Rulings
from khronika.vocabulary.statement import Act, Quote, Toll
from tests.record.invented import ACTOR, add, read, report

SAID = [name_of(m) for m in (StatementRow, PartyRow, MentionRow, CaseRow, FilingRow, ProtectionRow, ConsentRow)]


def state(chronicle: Chronicle) -> dict[str, list[Row]]:
    """Return what the tables say, without the decisions that they follow from."""
    with chronicle.reading() as database:
        return {name: rows for name, rows in tables(database).items() if name in SAID}


@pytest.fixture
def full(chronicle: Chronicle) -> Chronicle:
    """Return a chronicle with three documents of two statements each."""
    for number in (1, 2, 3):
        add(chronicle, number)
    return chronicle


def ids(chronicle: Chronicle) -> list[str]:
    return [one.id for one in evidence(chronicle)]


def test_an_amendment_keeps_what_was_read_and_what_was_before(full: Chronicle) -> None:
    first = evidence(full)[0]
    assert isinstance(first.statement, Toll)
    amended = replace(first.statement, count=2, who="people", inferred=(), reasons={})
    changed = amend(full, first.id, amended, actor="Aizada", reason="the list names two")
    assert (changed.statement, changed.read_as) == (amended, first.statement)
    assert (changed.standing, changed.decided_by, changed.reason) == (Standing.ACCEPTED, "Aizada", "the list names two")
    rejected = decide(full, first.id, Standing.REJECTED, actor="Timur", reason="told twice")
    assert rejected.statement == amended, "what is rejected is what was made of it"
    undo(full, first.id, actor="Timur")
    assert undo(full, first.id, actor="Aizada") == first
    with pytest.raises(RequestError, match="reason"):
        amend(full, first.id, amended, actor=ACTOR, reason=" ")
    with pytest.raises(RequestError, match="changes nothing"):
        amend(full, first.id, first.statement, actor=ACTOR, reason="so")
    with pytest.raises(ReadingError, match="does not stand at 0"):
        amend(full, first.id, replace(amended, quote=Quote(0, 3, "xyz")), actor=ACTOR, reason="so")
    assert verify(full) == ()


def test_a_better_reader_leaves_an_amended_statement_alone(full: Chronicle) -> None:
    first = evidence(full)[0]
    assert isinstance(first.statement, Toll)
    amended = replace(first.statement, count=2)
    amend(full, first.id, amended, actor=ACTOR, reason="so")
    propose(full, first.source.sha256, (), actor=ACTOR, reader="reader 2", note="")
    assert [one.statement for one in evidence(full) if one.source == replace(first.source, note="")] == [amended]
    assert verify(full) == ()


def test_what_is_decided_while_a_statement_had_fallen_away_holds_when_it_comes_back(full: Chronicle) -> None:
    _, document = report(1)
    first = evidence(full)[0]
    decide(full, first.id, Standing.ACCEPTED, actor=ACTOR, reason="")
    made = last_entry(full)[0]
    undo_entry(full, made, actor=ACTOR)
    propose(full, document.sha256, (), actor=ACTOR, reader="reader 2", note="")
    assert first.id not in ids(full)
    undo_entry(full, made + 1, actor=ACTOR)
    assert first.id not in ids(full)
    propose(full, document.sha256, read(document), actor=ACTOR, reader="reader 3", note="")
    assert evidence(full)[0].standing is Standing.ACCEPTED
    assert verify(full) == ()


def gathered(chronicle: Chronicle) -> tuple[str, str, str]:
    """Name three parties, link a mention to each, and return their ids."""
    acts = [one.id for one in evidence(chronicle) if isinstance(one.statement, Act)]
    made = []
    for number, act in enumerate(acts, start=1):
        party = name_party(chronicle, "person", f"Айбек Нурланов-{number}", actor=ACTOR)
        link(chronicle, party, [f"{act}/victims/0"], actor=ACTOR)
        made.append(party)
    return made[0], made[1], made[2]


def test_parties_are_merged_split_and_told_apart(full: Chronicle) -> None:
    one, two, three = gathered(full)
    assert len(parties(full)) == 3
    tell_apart(full, one, three, actor=ACTOR, reason="born in other years")
    merge(full, one, [two], actor=ACTOR, reason="the same court and date")
    held = {party.id: party for party in parties(full)}
    assert held.keys() == {one, three}
    assert held[one].merged == (two,)
    assert len(held[one].members) == 2
    with pytest.raises(RequestError, match="are one already"):
        merge(full, two, [one], actor=ACTOR, reason="")
    with pytest.raises(RequestError, match="take the merge back"):
        tell_apart(full, one, two, actor=ACTOR, reason="")
    new = split_party(full, one, held[one].members[:1], name="A. Nurlanov", actor=ACTOR, reason="another person")
    held = {party.id: party for party in parties(full)}
    assert (held[new].type, held[new].name, len(held[new].members)) == ("person", "A. Nurlanov", 1)
    assert len(held[one].members) == 1
    with pytest.raises(RequestError, match="not all mentions"):
        split_party(full, one, held[new].members, name="B", actor=ACTOR, reason="")
    with pytest.raises(RequestError, match="nothing is called"):
        merge(full, one, ["nobody"], actor=ACTOR, reason="")
    name_party(full, "person", "Aibek Nurlanov", actor=ACTOR, party=one)
    assert {party.name for party in parties(full)} >= {"Aibek Nurlanov"}
    assert verify(full) == ()


def test_cases_are_opened_joined_and_split(full: Chronicle) -> None:
    names = ids(full)
    one = open_case(full, "The Kök-Tash case", names[:3], actor=ACTOR)
    two = open_case(full, "The second case", names[3:5], actor=ACTOR)
    file(full, two, names[5:], removed=names[3:4], actor=ACTOR)
    assert {case.id: len(case.members) for case in cases(full)} == {one: 3, two: 2}
    join(full, one, [two], actor=ACTOR, reason="one trial")
    (whole,) = cases(full)
    assert (whole.id, whole.merged, len(whole.members)) == (one, (two,), 5)
    new = split_case(full, one, names[:1], name="A case apart", actor=ACTOR, reason="another court")
    assert {case.id: len(case.members) for case in cases(full)} == {one: 4, new: 1}
    with pytest.raises(RequestError, match="not all statements"):
        split_case(full, one, names[:1], name="again", actor=ACTOR, reason="")
    assert verify(full) == ()


def test_what_people_decided_is_given_as_plain_data_and_as_it_was_on_a_day(full: Chronicle) -> None:
    names, people = ids(full), gathered(full)
    with mock.patch.object(log, "now", return_value="2999-05-01T12:00:00+00:00"):
        merge(full, people[0], [people[1]], actor="Vera", reason="the same court")
        tell_apart(full, people[0], people[2], actor="Vera", reason="born in other years")
        one = open_case(full, "One", names[:2], actor="Vera", reason="a trial")
        two = open_case(full, "Two", names[2:4], actor="Vera")
        link_cases(full, one, two, actor="Vera", reason="one square")
    with mock.patch.object(log, "now", return_value="2999-05-03T12:00:00+00:00"):
        file(full, two, names[4:], removed=names[2:3], actor="Vera", reason="told there")
        rename_case(full, one, "The first", actor="Vera", reason="shorter")
        settle(full, "count", names[0], names[2:3], actor="Vera", reason="the list was seen")
    now = rulings(full)
    assert len(now.links) == 3
    assert now.party_roots == {people[1]: people[0]}
    assert [(pair.ruling.by, pair.ruling.reason) for pair in (*now.apart, *now.case_links)] == [
        ("Vera", "born in other years"),
        ("Vera", "one square"),
    ]
    assert {named.id: named.name for named in now.cases} == {one: "The first", two: "Two"}
    assert {(f.case, f.statement, f.moved) for f in now.filed if not f.out} == {
        *((one, name, False) for name in names[:2]),
        (two, names[3], False),
        *((two, name, True) for name in names[4:]),
    }
    assert [(f.statement, f.out) for f in now.filed if f.out] == [(names[2], True)]
    (settled,) = now.settled
    assert (settled.slot, settled.chosen, settled.others) == ("count", names[0], (names[2],))
    before = rulings(full, known_on=date(2999, 5, 2))
    assert ({named.name for named in before.cases}, before.settled) == ({"One", "Two"}, ())
    undo_entry(full, settled.ruling.entry, actor=ACTOR)
    assert rulings(full) == Rulings(**{**vars_of(now), "settled": ()})
    with pytest.raises(RequestError, match="needs a reason"):
        settle(full, "count", names[0], names[2:3], actor=ACTOR, reason=" ")
    join(full, one, [two], actor=ACTOR, reason="one trial")
    with pytest.raises(RequestError, match="they are one case"):
        link_cases(full, one, two, actor=ACTOR, reason="")
    assert verify(full) == ()


def vars_of(told: Rulings) -> dict[str, Any]:
    """Return the fields of what people decided."""
    return {field.name: getattr(told, field.name) for field in fields(told)}


def test_protection_and_consent_hold_until_the_next_word(full: Chronicle) -> None:
    one = gathered(full)[0]
    protect(full, f"party:{one}", Protection.NAME, actor="Aizada", reason="a minor")
    protect(full, f"party:{one}", Protection.ALL, actor="Timur", reason="threatened")
    assert protections(full)[f"party:{one}"].level is Protection.ALL
    undo_entry(full, last_entry(full)[0], actor=ACTOR)
    told = protections(full)[f"party:{one}"]
    assert (told.level, told.by, told.reason) == (Protection.NAME, "Aizada", "a minor")
    consent(full, f"party:{one}", Purpose.PUBLISH, given=True, actor=ACTOR, reason="in writing")
    consent(full, f"party:{one}", Purpose.PUBLISH, given=False, actor=ACTOR, reason="by telephone")
    (last,) = consents(full)
    assert (last.given, last.reason, bool(last.since)) == (False, "by telephone", True)
    with pytest.raises(RequestError, match="nothing to protect"):
        protect(full, "everybody", Protection.ALL, actor=ACTOR, reason="")
    assert verify(full) == ()


Change = Callable[[Chronicle, tuple[str, str, str]], object]


@pytest.mark.parametrize(
    "change",
    [
        lambda c, _: decide(c, ids(c)[0], Standing.REJECTED, actor=ACTOR, reason="so"),
        lambda c, p: merge(c, p[0], p[1:], actor=ACTOR, reason="so"),
        lambda c, p: split_party(c, p[0], parties(c)[0].members[:1], name="N", actor=ACTOR, reason="so"),
        lambda c, _: name_party(c, "group", "Farmers", actor=ACTOR),
        lambda c, p: name_party(c, "person", "Another name", actor=ACTOR, party=p[0]),
        lambda c, p: link(c, p[0], [f"{ids(c)[1]}/victims/0", f"{ids(c)[3]}/victims/0"], actor=ACTOR),
        lambda c, _: open_case(c, "A case", ids(c), actor=ACTOR),
        lambda c, _: file(c, cases(c)[0].id, ids(c)[2:], removed=ids(c)[:1], actor=ACTOR),
        lambda c, _: split_case(c, cases(c)[0].id, ids(c)[:1], name="N", actor=ACTOR, reason="so"),
        lambda c, p: protect(c, f"party:{p[0]}", Protection.NAME, actor=ACTOR, reason="so"),
        lambda c, p: consent(c, f"party:{p[0]}", Purpose.SHARE, given=True, actor=ACTOR, reason="so"),
    ],
)
def test_taken_back_it_leaves_exactly_what_was_there_and_can_be_done_again(full: Chronicle, change: Change) -> None:
    people = gathered(full)
    open_case(full, "The first", ids(full)[:2], actor=ACTOR)
    before = state(full)
    change(full, people)
    made, after = last_entry(full)[0], state(full)
    assert after != before
    undo_entry(full, made, actor=ACTOR)
    assert state(full) == before
    with pytest.raises(RequestError, match="does not stand any more"):
        undo_entry(full, made, actor=ACTOR)
    undo_entry(full, made + 1, actor=ACTOR)
    assert state(full) == after
    undo_entry(full, made + 2, actor=ACTOR)
    assert state(full) == before
    assert verify(full) == ()
    rebuild(full)
    assert state(full) == before


def test_what_others_rest_on_is_not_taken_back_before_them(full: Chronicle) -> None:
    party = name_party(full, "person", "A. N.", actor=ACTOR)
    made = last_entry(full)[0]
    link(full, party, [f"{ids(full)[1]}/victims/0"], actor=ACTOR)
    before = last_entry(full)
    with pytest.raises(RequestError, match="linked to it since"):
        undo_entry(full, made, actor=ACTOR)
    assert last_entry(full) == before
    undo_entry(full, made + 1, actor=ACTOR)
    undo_entry(full, made, actor=ACTOR)
    assert parties(full) == ()
    for number, why in ((1, "no decision"), (99, "no entry 99")):
        with pytest.raises(RequestError, match=why):
            undo_entry(full, number, actor=ACTOR)


def test_merges_done_again_do_not_go_in_a_circle(full: Chronicle) -> None:
    one, two, three = gathered(full)
    merge(full, one, [two], actor=ACTOR, reason="")
    made = last_entry(full)[0]
    merge(full, three, [one], actor=ACTOR, reason="")
    undo_entry(full, made, actor=ACTOR)
    merge(full, two, [three], actor=ACTOR, reason="")
    with pytest.raises(RequestError, match="into each other"):
        undo_entry(full, made + 2, actor=ACTOR)
    assert verify(full) == ()


def test_what_was_known_on_a_day(chronicle: Chronicle) -> None:
    for day, number in ((1, 1), (2, 2), (4, 3)):
        with mock.patch.object(log, "now", return_value=f"2024-05-{day:02}T23:59:59+00:00"):
            add(chronicle, number)
            decide(chronicle, ids(chronicle)[0], Standing.ACCEPTED, actor=f"on day {day}", reason="")
    known = {day: evidence(chronicle, known_on=date(2024, 4, 30) + timedelta(days=day)) for day in range(6)}
    assert [len(known[day]) for day in range(6)] == [0, 2, 4, 4, 6, 6]
    assert [known[day][0].decided_by for day in (1, 3, 5)] == ["on day 1", "on day 2", "on day 4"]
    assert known[5] == evidence(chronicle)


def test_a_clock_that_goes_back_is_told_in_the_log(chronicle: Chronicle) -> None:
    with mock.patch.object(log, "now", return_value="2024-05-10T00:00:00+00:00"):
        add(chronicle, 1)
    with mock.patch.object(log, "now", return_value="2021-01-01T00:00:00+00:00"):
        add(chronicle, 2)
    with chronicle.reading() as database:
        told = [(entry.kind, entry.time[:4]) for entry in entries(database)]
        back = next(entry.body for entry in entries(database) if entry.kind == "clock_went_back")
    kinds = ["document_captured", "statements_proposed"]
    assert [kind for kind, _ in told] == [*kinds, "clock_went_back", *kinds]
    assert '"from":"2024-05-10T00:00:00+00:00"' in back
    assert evidence(chronicle, known_on=date(2022, 1, 1)) == (), "nothing is known sooner than what is before it"
    assert len(evidence(chronicle, known_on=date(2024, 5, 10))) == 4
    assert verify(chronicle) == ()
