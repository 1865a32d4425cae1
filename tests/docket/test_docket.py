"""What a docket holds on a day, and what holds of every docket. All people are invented."""

import json
import random
from datetime import date
from typing import Any

import pytest
from hypothesis import Phase, assume, find, given, settings
from hypothesis import strategies as st

from khronika.docket import Docket, cases, docket
from khronika.docket.anchors import State
from khronika.docket.liberty import Liberty
from khronika.docket.lines import Line
from khronika.surface.docket_text import docket_text
from khronika.surface.records import docket_json
from khronika.vocabulary.evidence import Evidence, Standing
from khronika.vocabulary.statement import Act, Charge, Party, Penalty, Proceeding, Restriction, Toll
from khronika.vocabulary.terms import ActType, Measure, Modality, Outcome, PenaltyType, Step
from tests.docket.invented import CASE, OSTROV, WATCH, WIRE, decided, people, source, told

DAY = date(2025, 1, 1)


def one(evidence: Any, on: date = DAY) -> Docket:
    (case,) = cases(evidence)
    return docket(case, on)


def lines_of(made: Docket) -> list[Line]:
    gap = made.gap
    tolls = [*gap.people, *gap.harmed, *gap.officers] if gap else []
    parts = (made.persons, made.about, made.bodies, made.charges, made.steps, made.penalties, made.bans, made.acts)
    more = (made.registration, made.rights, made.others, made.tolls, made.assessments, made.recommendations)
    return [*tolls, *(line for part in (*parts, *more) for line in part)]


def step(kind: Step, day: str, start: int = 0, of: str = "a", **slots: Any) -> Evidence:
    published = slots.pop("published", "")
    values: dict[str, Any] = {"subject": OSTROV, "date": day} | slots
    return told(Proceeding, f"{kind} {day}", source(of, published), start, step=kind, **values)


def sentenced(*penalties: Penalty, day: str = "2024-02-10", **slots: Any) -> Evidence:
    return step(Step.VERDICT, day, 100, outcome=Outcome.CONVICTED, penalties=penalties, **slots)


def test_the_trial_is_told_with_its_court_charges_and_sentence() -> None:
    made = one(CASE)
    assert [(s.step, s.when.edtf if s.when else "") for s in made.steps] == [
        (Step.HEARING, "2023-11"),
        (Step.VERDICT, "2024-02-10"),
        (Step.APPEAL_DECISION, "2024-05-15"),
        (Step.CHARGE, ""),
    ]
    assert {body.name for body in made.bodies} >= {"Quay District Court", "Tamar Regional Court"}
    assert len(made.steps[1].evidence) == 4
    assert made.penalties[0].penalty.suspended


def test_a_maximum_of_the_charges_as_a_whole_is_attached_to_none() -> None:
    charges = one(CASE).charges
    assert [(c.charge.offence, c.charge.maximum, c.general) for c in charges] == [
        ("leading a riot", "", False),
        ("insulting an official", "", False),
        ("", "P8Y", True),
    ]


def test_an_inferred_maximum_is_marked() -> None:
    own = step(Step.CHARGE, "2024-01-02", charges=(Charge("fraud", maximum="P5Y"),))
    assert not one([own]).charges[0].maximum_inferred
    general = step(Step.CHARGE, "2024-01-02", charges=(Charge("fraud", maximum="P5Y"),), inferred=("charges",))
    assert one([general]).charges[0].maximum_inferred


def test_a_date_that_one_source_says_is_not_called_inferred() -> None:
    when = one(CASE).steps[1].when
    assert when is not None
    assert (when.edtf, when.inferred) == ("2024-02-10", False)
    alone = one([e for e in CASE if e.source == WATCH]).steps[1].when
    assert alone is not None
    assert alone.inferred
    assert "published" in alone.reason


def test_different_sums_stand_side_by_side() -> None:
    (fine,) = [p for p in one(CASE).penalties if p.penalty.type is PenaltyType.FINE]
    assert [(slot.slot, [v for v, _ in slot.values]) for slot in fine.differing] == [("amount", ["700 XTS", "900 XTS"])]


def test_money_under_two_names_is_a_disagreement() -> None:
    fine = sentenced(Penalty(PenaltyType.FINE, amount=600, currency="XTS"))
    damages = sentenced(Penalty(PenaltyType.DAMAGES, amount=600, currency="XTS"), of="b")
    assert all(p.differing[0].slot == "money" for p in one([fine, damages]).penalties)
    both = sentenced(
        Penalty(PenaltyType.FINE, amount=600, currency="XTS"), Penalty(PenaltyType.DAMAGES, amount=600, currency="XTS")
    )
    assert not any(p.differing for p in one([both]).penalties)


def test_a_verdict_dated_a_day_apart_is_one_with_a_disagreement() -> None:
    prison = Penalty(PenaltyType.IMPRISONMENT, "P2Y")
    made = one([sentenced(prison), sentenced(prison, day="2024-02-11", of="b")])
    assert len(made.steps) == 1
    assert [v for v, _ in made.steps[0].differing[0].values] == ["2024-02-10", "2024-02-11"]
    assert len(one([sentenced(prison), sentenced(prison, day="2024-06-11", of="b")]).steps) == 2


def test_one_step_told_less_precisely_is_one_line_with_both_quotes() -> None:
    made = one([step(Step.ARREST, "2024-01-15"), step(Step.ARREST, "2024-01", of="b")])
    assert [(s.when.edtf if s.when else "", len(s.evidence)) for s in made.steps] == [("2024-01-15", 2)]
    unclear = [
        step(Step.ARREST, "2024-01-15"),
        step(Step.ARREST, "2024-01-20", 9),
        step(Step.ARREST, "2024-01", of="b"),
    ]
    assert len(one(unclear).steps) == 3


def test_partial_dates_stand_where_they_can_begin_and_undated_ones_last() -> None:
    told_steps = [step(Step.ARREST, "2024-01-15"), step(Step.SEARCH, "2023", 50), step(Step.CHARGE, "", 99)]
    told_steps.append(step(Step.HEARING, "2024-01", 150))
    order = [s.step for s in one(told_steps).steps]
    assert order == [Step.SEARCH, Step.HEARING, Step.ARREST, Step.CHARGE]


def test_what_is_dated_after_the_day_is_left_out_and_counted() -> None:
    made = one(CASE, date(2023, 12, 1))
    assert [s.step for s in made.steps] == [Step.HEARING, Step.CHARGE]
    assert made.steps[1].perhaps
    assert (made.bans, made.penalties, made.tolls, made.recommendations) == ((), (), (), ())
    assert len(made.later) == len(CASE) - len({e.id for line in lines_of(made) for e in line.evidence})


def test_the_ban_stands_as_it_stood_on_the_day() -> None:
    (ban,) = one(CASE, date(2024, 3, 1)).bans
    assert [c.ends is None for c in ban.counts] == [False, True]
    assert ban.state(date(2024, 3, 1)) is State.IN_FORCE
    (later,) = one(CASE, date(2028, 3, 1)).bans
    assert later.state(date(2028, 3, 1)) is State.UNKNOWN
    assert later.state(date(2029, 5, 1)) is State.ENDED
    assert [c.text for c in later.consequences] == ["prison"]


def test_tolls_stand_side_by_side_with_who_says_so() -> None:
    made = one(CASE)
    killed = [t for t in made.tolls if getattr(t.statement, "measure", None) is Measure.KILLED]
    assert [getattr(t.statement, "count", 0) for t in killed] == [41, 38]
    assert all([v for v, _ in t.differing[0].values] == ["38", "41"] for t in killed)
    (custody,) = [t for t in made.tolls if t.admission]
    assert custody.by_authority
    assert not custody.differing


def test_the_gap_says_when_nobody_counts_officers() -> None:
    gap = one(CASE).gap
    assert gap is not None
    assert (len(gap.people), gap.officers) == (1, ())
    officers = told(Toll, "two officers were tried", WATCH, 2000, measure=Measure.TRIED, count=2, who="police officers")
    counted = one([*CASE, officers]).gap
    assert counted is not None
    assert [line.ids for line in counted.officers] == [("watch-2000",)]


def test_rights_are_borne_on_with_the_words_that_make_it_so() -> None:
    found = {(line.iccpr, line.source): line.word for line in one(CASE).rights}
    assert found["19", "ban"] == "social media"
    assert found["22", "ban"] == "party"
    assert found["19", "charge"] == "insulting"
    assert ("25", "ban") in found
    assert ("7", "act") not in found


def test_a_refused_registration_is_told_in_the_case_of_its_report() -> None:
    lines = one(CASE).registration
    assert isinstance(lines[0].statement, Act)
    assert "should register" in lines[1].statement.quote.text


def test_a_denied_act_is_marked() -> None:
    beaten = told(Act, "he was beaten", source("a"), 0, type=ActType.ILL_TREATMENT, victims=OSTROV, asserted_by="wife")
    denied = told(
        Act, "nobody beat him", source("a"), 50, type=ActType.ILL_TREATMENT, victims=OSTROV, modality=Modality.DENIED
    )
    (line,) = one([beaten, denied]).acts
    assert line.differing[0].slot == "modality"


@pytest.mark.parametrize(
    ("evidence", "on", "liberty"),
    [
        ([sentenced(Penalty(PenaltyType.IMPRISONMENT, "P4Y", suspended=True))], "2025-01-01", Liberty.AT_LIBERTY),
        ([sentenced(Penalty(PenaltyType.IMPRISONMENT, "P4Y"))], "2025-01-01", Liberty.IMPRISONED),
        ([sentenced(Penalty(PenaltyType.IMPRISONMENT, "P4Y"))], "2028-02-11", Liberty.UNKNOWN),
        ([sentenced(Penalty(PenaltyType.IMPRISONMENT, "P4Y"))], "2024-02-09", Liberty.UNKNOWN),
        ([sentenced(Penalty(PenaltyType.IMPRISONMENT, "life"))], "2999-01-01", Liberty.IMPRISONED),
        ([sentenced(Penalty(PenaltyType.ADMINISTRATIVE_DETENTION, "P15D"))], "2024-02-20", Liberty.ADMINISTRATIVE),
        ([sentenced(Penalty(PenaltyType.ADMINISTRATIVE_DETENTION, "P15D"))], "2024-02-26", Liberty.UNKNOWN),
        ([sentenced(Penalty(PenaltyType.RESTRICTION_OF_LIBERTY, "P2Y"))], "2025-01-01", Liberty.RESTRICTED),
        ([sentenced(Penalty(PenaltyType.FINE, amount=5, currency="XTS"))], "2025-01-01", Liberty.AT_LIBERTY),
        ([sentenced()], "2025-01-01", Liberty.UNKNOWN),
        (
            [sentenced(Penalty(PenaltyType.IMPRISONMENT, "P4Y"), modality=Modality.PLANNED)],
            "2025-01-01",
            Liberty.UNKNOWN,
        ),
        ([step(Step.ARREST, "2024-01-01")], "2024-01-05", Liberty.UNKNOWN),
        ([step(Step.ARREST, "2024-01-01", published="2024-01-07")], "2024-01-05", Liberty.IN_CUSTODY),
        ([step(Step.ARREST, "")], "2024-01-05", Liberty.UNKNOWN),
        ([step(Step.ARREST, "2024-01-01", published="2024-01-03")], "2024-01-05", Liberty.UNKNOWN),
        ([step(Step.ARREST, "2024-01-01"), step(Step.RELEASE, "2024-01-03", 9)], "2024-01-05", Liberty.AT_LIBERTY),
        (
            [
                step(Step.ARREST, "2024-01-01", published="2024-01-05"),
                step(Step.RELEASE, "2024-01-03", 9, outcome=Outcome.REFUSED, published="2024-01-05"),
            ],
            "2024-01-05",
            Liberty.IN_CUSTODY,
        ),
        (
            [step(Step.ARREST, "2024-01-01"), step(Step.VERDICT, "2024-02-01", 9, outcome=Outcome.ACQUITTED)],
            "2024-03-01",
            Liberty.UNKNOWN,
        ),
        (
            [sentenced(Penalty(PenaltyType.IMPRISONMENT, "P4Y")), step(Step.APPEAL_DECISION, "2024-05-01", 900)],
            "2024-06-01",
            Liberty.IMPRISONED,
        ),
        (
            [
                sentenced(Penalty(PenaltyType.IMPRISONMENT, "P4Y")),
                step(
                    Step.APPEAL_DECISION,
                    "2024-05-01",
                    900,
                    outcome=Outcome.REDUCED,
                    penalties=(Penalty(PenaltyType.FINE, amount=5, currency="XTS"),),
                ),
            ],
            "2024-06-01",
            Liberty.IMPRISONED,
        ),
        (
            [
                sentenced(Penalty(PenaltyType.IMPRISONMENT, "P4Y")),
                step(Step.APPEAL_DECISION, "2024-05-01", 900, outcome=Outcome.OVERTURNED),
            ],
            "2024-06-01",
            Liberty.UNKNOWN,
        ),
    ],
)
def test_liberty_follows_from_the_last_step_told(evidence: list[Evidence], on: str, liberty: Liberty) -> None:
    (status,) = one(evidence, date.fromisoformat(on)).status
    assert status.liberty is liberty
    assert status.evidence or liberty is Liberty.UNKNOWN


def test_a_person_who_was_killed_is_not_called_free() -> None:
    killed = told(Act, "shot dead", source("a"), 900, type=ActType.KILLING, victims=OSTROV, date="2024-03-01")
    made = one([step(Step.RELEASE, "2024-02-20"), killed])
    assert made.status[0].liberty is Liberty.DEAD
    alleged = told(
        Act,
        "said dead",
        source("a"),
        900,
        type=ActType.KILLING,
        victims=OSTROV,
        modality=Modality.DENIED,
        date="2024-03-01",
    )
    assert one([step(Step.RELEASE, "2024-02-20"), alleged]).status[0].liberty is Liberty.AT_LIBERTY


def test_a_line_is_accepted_only_if_all_it_rests_on_is() -> None:
    half = [decided(e, Standing.ACCEPTED) if e.source == WIRE else e for e in CASE]
    assert one(half).steps[1].standing is Standing.PROPOSED
    assert one(half).steps[1].evidence[0].source == WIRE
    assert one([decided(e, Standing.ACCEPTED) for e in CASE]).steps[1].standing is Standing.ACCEPTED


# What holds of every docket, whatever is told.

NAMES = ["Danil Ostrov", "Darya Ostrov", "D. Ostrov", "Ostrov", "Daniil Ostrov", "Vera Lind", "V. Lind", "Вера Линд"]
DATES = ["", "2024", "2024-02", "2024-02-10", "2024-02-11", "2024-02/2024-03", "2023/..", "../2024-05", "2024-02-29?"]
DAYS = st.dates(date(2022, 1, 1), date(2030, 12, 31))
subjects = st.lists(st.sampled_from(NAMES), max_size=2).map(lambda names: tuple(map(Party, names)))
penalties = st.builds(
    Penalty,
    st.sampled_from(PenaltyType),
    st.sampled_from(["", "P4Y", "P15D", "P1Y6M", "life", "P3Y/P5Y", "P9990Y"]),
    st.booleans(),
    st.sampled_from([None, 600.0]),
    st.sampled_from(["", "XTS"]),
)


@st.composite
def statements(draw: st.DrawFn, number: int) -> Evidence:
    of = source(draw(st.sampled_from(["a", "b", "c"])), draw(st.sampled_from(["", "2024-03-01", "2023-06-01"])))
    common: dict[str, Any] = {
        "date": draw(st.sampled_from(DATES)),
        "modality": draw(st.sampled_from([Modality.ASSERTED, *Modality])),
        "inferred": draw(st.sampled_from([(), ("date",)])),
    }
    start, kind = number * 100, draw(st.sampled_from(["step", "step", "ban", "act", "toll"]))
    quote = f"quote {number}"
    if kind == "step":
        slots = {
            "step": draw(st.sampled_from(Step)),
            "outcome": draw(st.sampled_from([None, *Outcome])),
            "body": draw(st.sampled_from(["", "court", "Quay District Court", "police"])),
            "penalties": tuple(draw(st.lists(penalties, max_size=2))),
            "charges": draw(st.sampled_from([(), (Charge("fraud"),), (Charge(maximum="P8Y"),)])),
        }
        return told(Proceeding, quote, of, start, subject=draw(subjects), **slots, **common)
    if kind == "ban":
        slots = {
            "prohibits": draw(st.sampled_from([(), ("speaking",), ("leading a party",)])),
            "duration": draw(st.sampled_from(["", "P4Y", "P9990Y", "life"])),
            "starts": draw(st.sampled_from(["", "after his release", "2024-06-01", "soon"])),
        }
        return told(Restriction, quote, of, start, subject=draw(subjects), **slots, **common)
    if kind == "act":
        return told(Act, quote, of, start, type=draw(st.sampled_from(ActType)), victims=draw(subjects), **common)
    who = draw(st.sampled_from(["", "people", "police officers"]))
    count = draw(st.integers(0, 50))
    return told(Toll, quote, of, start, measure=draw(st.sampled_from(Measure)), count=count, who=who, **common)


evidences = st.integers(1, 9).flatmap(lambda count: st.tuples(*(statements(number) for number in range(count))))


@settings(max_examples=120, deadline=None)
@given(evidences, DAYS, st.randoms(use_true_random=False))
def test_order_changes_no_docket(evidence: tuple[Evidence, ...], on: date, chance: random.Random) -> None:
    shuffled = list(evidence)
    chance.shuffle(shuffled)
    assert [docket(case, on) for case in cases(shuffled)] == [docket(case, on) for case in cases(evidence)]


@settings(max_examples=120, deadline=None)
@given(evidences, DAYS)
def test_every_line_has_a_quote_and_text_and_record_agree(evidence: tuple[Evidence, ...], on: date) -> None:
    given_ids = {e.id for e in evidence}
    for case in cases(evidence):
        made = docket(case, on)
        assert all(line.evidence and all(e.statement.quote.text for e in line.evidence) for line in lines_of(made))
        text, record = docket_text(made, 100), docket_json(made)
        assert lines_of(made) or made.later
        for line in lines_of(made):
            assert set(line.ids) <= given_ids & set(record["statements"])
            assert all(identity in text for identity in line.ids)


@settings(max_examples=80, deadline=None)
@given(evidences, DAYS, st.sampled_from(["a", "b", "c"]))
def test_a_document_that_is_gone_or_rejected_leaves_no_trace(
    evidence: tuple[Evidence, ...], on: date, gone: str
) -> None:
    kept = [e for e in evidence if e.source.document != gone]
    assume(len(kept) < len(evidence))
    rejected = [decided(e, Standing.REJECTED) if e.source.document == gone else e for e in evidence]
    with_rejected = [docket(case, on) for case in cases(rejected)]
    assert with_rejected == [docket(case, on) for case in cases(kept)]
    texts = [json.dumps(docket_json(made)) + docket_text(made, 300) for made in with_rejected]
    assert not any(f'"{gone}-' in text or f" {gone}-" in text or f"{gone}.txt" in text for text in texts)
    before = [json.dumps(docket_json(docket(case, on))) for case in cases(evidence)]
    assert any(f'"{gone}-' in text for text in before), "the trace that is looked for is there before"


@settings(max_examples=80, deadline=None)
@given(evidences, DAYS)
def test_nothing_dated_later_is_in_a_docket(evidence: tuple[Evidence, ...], on: date) -> None:
    for case in cases(evidence):
        made = docket(case, on)
        shown = {e.id for line in lines_of(made) for e in line.evidence}
        assert not shown & {e.id for e in made.later}


@settings(max_examples=60, deadline=None)
@given(evidences, DAYS)
def test_no_statement_is_lost(evidence: tuple[Evidence, ...], on: date) -> None:
    found: set[str] = set()
    for case in cases(evidence):
        made = docket(case, on)
        found |= {e.id for line in lines_of(made) for e in line.evidence} | {e.id for e in made.later}
    assert found == {e.id for e in evidence}


def rich(evidence: tuple[Evidence, ...]) -> bool:
    """Tell whether evidence makes a docket with several sources on one line, a difference, a ban and something later."""
    dockets = [docket(case, date(2024, 3, 1)) for case in cases(evidence)]
    lines = [line for made in dockets for line in lines_of(made)]
    several = any(len({e.source.sha256 for e in line.evidence}) > 1 for line in lines)
    differing = any(line.differing for line in lines)
    return several and differing and any(made.bans for made in dockets)


@pytest.mark.parametrize(
    "reached",
    [
        rich,
        lambda evidence: any(docket(case, date(2024, 1, 1)).later for case in cases(evidence)),
        lambda evidence: any(case.joined for case in cases(evidence)),
        lambda evidence: any(case.uncertain for case in cases(evidence)),
        lambda evidence: any(case.linked and case.beside for case in cases(evidence)),
        lambda evidence: any(docket(c, date(2024, 6, 1)).lives[0].spells for c in cases(evidence) if c.persons),
    ],
)
def test_the_invented_evidence_reaches_what_the_properties_speak_of(reached: Any) -> None:
    calm = settings(max_examples=600, deadline=None, phases=[Phase.generate])
    assert find(evidences, reached, settings=calm, random=random.Random(7))  # noqa: S311


def test_people_of_two_cases_in_one_report_are_told_apart() -> None:
    first = step(Step.ARREST, "2024-01-01")
    second = step(Step.ARREST, "2024-01-02", 50, subject=people("Vera Lind"))
    dockets = [docket(case, DAY) for case in cases([first, second])]
    assert [d.case.others for d in dockets] == [("Vera Lind",), ("Danil Ostrov",)]
    assert [len(d.steps) for d in dockets] == [1, 1]


def test_somebody_who_died_in_a_cell_is_dead_and_has_a_case() -> None:
    slots: dict[str, Any] = {
        "measure": Measure.DIED_IN_CUSTODY,
        "count": 1,
        "who": "Danil Ostrov",
        "date": "2024-01-09",
    }
    dead = told(Toll, "Danil Ostrov died in a police cell on 9 January", WATCH, 0, **slots)
    (status,) = one([dead]).status
    assert (status.person, status.liberty, status.evidence) == ("Danil Ostrov", Liberty.DEAD, (dead,))
    (before,) = one([dead], date(2024, 1, 8)).status
    assert before.liberty is Liberty.UNKNOWN
    unnamed = told(Toll, "a prisoner died", WATCH, 0, **{**slots, "who": "prisoner"})
    assert one([unnamed]).status == ()
