"""The docket of a case on a day: all its lines, each resting on statements."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from khronika.docket.agreeing import Group, dates_agree, difference, gathered, same_document, texts_agree
from khronika.docket.asked import AskedLine, asked
from khronika.docket.assessed import AssessedLine, RegistrationLine, assessed, registration
from khronika.docket.bans import Ban, docket_bans
from khronika.docket.cases import Case
from khronika.docket.charges import ChargeLine, PenaltyLine, PenaltyState, charges
from khronika.docket.deadlines import Deadline, deadlines
from khronika.docket.liberty import Status, status
from khronika.docket.lines import Line, Timing, best_date, date_of, days_of, in_time, ordered, text_order, timing
from khronika.docket.lives import Spell, spells
from khronika.docket.penalty_states import standing_penalties
from khronika.docket.rights import RightLine, rights
from khronika.docket.served import Credit, Served, served
from khronika.docket.settling import marked
from khronika.docket.steps import StepLine, proceeding, steps
from khronika.docket.tolls import Gap, TollLine, gap, tolls
from khronika.docket.varying import victims
from khronika.identity.names import Likeness, likeness
from khronika.vocabulary.evidence import Evidence, Source
from khronika.vocabulary.folding import fold
from khronika.vocabulary.rulings import Settled
from khronika.vocabulary.statement import Act, Assessment, Proceeding, Profile, Recommendation, Restriction
from khronika.vocabulary.terms import Modality, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyLine(Line):
    """A court, judge, prosecutor or police body, and the steps that it took."""

    name: str
    place: str = ""
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """The spells of a person until the day, over all of their cases, and when their terms in this one are served."""

    person: str
    spells: tuple[Spell, ...]
    terms: tuple[Served, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Docket:
    """What a case comes to on a day. Every line rests on evidence; nothing rejected is in it.

    ``later`` is the evidence dated after the day and left out. ``others`` are steps and acts told of people whom the
    documents do not name; ``about`` are profiles of people around the case.
    """

    case: Case
    on: date
    status: tuple[Status, ...]
    lives: tuple[Life, ...]
    persons: tuple[Line, ...]
    about: tuple[Line, ...]
    bodies: tuple[BodyLine, ...]
    charges: tuple[ChargeLine, ...]
    steps: tuple[StepLine, ...]
    penalties: tuple[PenaltyLine, ...]
    bans: tuple[Ban, ...]
    deadlines: tuple[Deadline, ...]
    acts: tuple[Line, ...]
    registration: tuple[RegistrationLine, ...]
    rights: tuple[RightLine, ...]
    others: tuple[Line, ...]
    tolls: tuple[TollLine, ...]
    gap: Gap | None
    assessments: tuple[AssessedLine, ...]
    recommendations: tuple[AskedLine, ...]
    sources: tuple[Source, ...]
    later: tuple[Evidence, ...]

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All that the docket shows, each piece once, in the order of the sources."""
        shown = {one.id: one for line in self.lines for one in line.evidence}
        return tuple(sorted(shown.values(), key=text_order))

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines of the docket."""
        lines: list[Line] = [*self.persons, *self.about, *self.bodies, *self.charges, *self.steps, *self.penalties]
        lines += [*self.bans, *self.acts, *self.registration, *self.rights, *self.others, *self.tolls]
        return (*lines, *self.assessments, *self.recommendations)


def life(
    person: str,
    lines: Sequence[StepLine],
    evidence: Iterable[Evidence],
    on: date,
    sentences: Sequence[PenaltyLine],
    credit: Credit | None,
) -> Life:
    """Return how long a person was in which state, and when the prison terms that stand are served."""
    some = spells(person, lines, evidence, on)
    standing = [line for line in sentences if line.in_force or line.state is PenaltyState.ENDED]
    return Life(person=person, spells=some, terms=tuple(served(person, standing, some, credit)))


def docket(case: Case, on: date, credit: Credit | None = None) -> Docket:
    """Return the docket of a case on a day; ``credit`` says how time held before a sentence counts towards it.

    What is dated after the day is left out; so is what was counted, found or asked in a document that came out later.
    """
    chronology, forbidden, held = until(case, on)
    ours, kept = {one.id for one in case.own}, {one.id for one in held}
    own, alone = [one for one in held if one.id in ours], [one for one in held if one.id not in ours]
    sentences = standing_penalties(chronology, on)
    charged, counted, registered = charges(chronology), tolls(held, on, case.settled), registration(held)
    shown = {one.id for line in chronology for one in line.evidence}
    shown |= {line.ids[0] for line in registered if isinstance(line.statement, Act)}
    around = [one for one in alone if one.id not in shown]
    everywhere = [*own, *(one for one in case.beside if timing(one, on) is not Timing.LATER)]
    lives = (*chronology, *steps_beside(case, on))
    return Docket(
        case=case,
        on=on,
        status=tuple(status(p.name, lives, own_of(case, p.name, (*case.own, *case.beside)), on) for p in case.persons),
        persons=together(own, Profile, same_profile),
        about=together(alone, Profile, same_profile),
        bodies=bodies(chronology, [one for ban in forbidden for one in ban.evidence]),
        charges=charged,
        steps=chronology,
        penalties=sentences,
        lives=tuple(
            life(person.name, lives, own_of(case, person.name, everywhere), on, sentences, credit)
            for person in case.persons
        ),
        bans=forbidden,
        deadlines=deadlines(chronology, held),
        acts=together(own, Act, lambda a, b: same_act(case, a, b), case.settled),
        registration=registered,
        rights=rights(forbidden, charged, own, held),
        others=(*together(around, Proceeding, same_words), *together(around, Act, same_unnamed, case.settled)),
        tolls=counted,
        gap=gap(counted, held, on),
        assessments=assessed(together(held, Assessment, same_words)),
        recommendations=asked(
            together(held, Recommendation, same_words),
            [e for e in (*held, *everywhere) if timing(e, on) is Timing.PAST],
        ),
        sources=tuple(sorted({one.source for one in case.evidence}, key=source_order)),
        later=tuple(one for one in case.evidence if one.id not in kept),
    )


def steps_beside(case: Case, on: date) -> list[StepLine]:
    """Return the steps that other cases tell of a case's persons, those of each case put together by itself."""
    found: list[StepLine] = []
    for ids in case.beside_by_case:
        found += steps(case, [one for one in case.beside if one.id in ids], on)
    return found


def until(case: Case, on: date) -> tuple[tuple[StepLine, ...], tuple[Ban, ...], list[Evidence]]:
    """Return the steps and restrictions of a case until a day, and all evidence that is not of later.

    A restriction whose verdict came later is of later too, though it has no date of its own.
    """
    ours = {one.id for one in case.own}
    steplike = [one for one in case.evidence if one.id in ours or attached(one, case)]
    dated_later = later_by_others(case, steplike, on)
    held = [one for one in case.evidence if timing(one, on) is not Timing.LATER and one.id not in dated_later]
    chronology = steps(case, [one for one in steplike if one.id not in dated_later], on)
    forbidden = docket_bans(case, chronology, on)
    standing = {one.id for ban in forbidden for one in ban.evidence}
    return chronology, forbidden, [e for e in held if not isinstance(e.statement, Restriction) or e.id in standing]


def later_by_others(case: Case, evidence: Sequence[Evidence], on: date) -> frozenset[str]:
    """Return the statements of steps that the documents as a whole date after a day, though one gives an earlier day."""
    proceedings = [one for one in evidence if isinstance(one.statement, Proceeding)]
    told = {timing(one, on) is Timing.LATER for one in proceedings}
    if told != {True, False}:
        return frozenset()
    lines = [line for line in steps(case, proceedings, date.max) if line.when and len(line.evidence) > 1]
    return frozenset(
        one.id for line in lines if in_time(line.when.edtf if line.when else "")[0] > on for one in line.evidence
    )


def source_order(source: Source) -> tuple[str, str]:
    """Order sources by the day they came out."""
    return (source.published or "9", source.sha256)


def own_of(case: Case, name: str, own: Iterable[Evidence]) -> list[Evidence]:
    """Return the evidence about one person of a case."""
    return [one for one in own if name in case.persons_of(one)]


def attached(one: Evidence, case: Case) -> bool:
    """Tell whether a step without a subject belongs to the case: its document tells of no other."""
    return isinstance(one.statement, Proceeding) and not one.statement.subject and not case.others


def together(
    evidence: Iterable[Evidence],
    kind: type,
    agree: Callable[[Evidence, Evidence], bool],
    settled: Sequence[Settled] = (),
) -> tuple[Line, ...]:
    """Return the lines of one kind of statement, what agrees on one line, in order of time and then of the texts."""
    groups = gathered((one for one in evidence if isinstance(one.statement, kind)), agree)
    lines = [line_of(group, settled) for group in groups]
    return tuple(sorted(lines, key=lambda line: (in_time(line.when.edtf if line.when else ""), place(line))))


def place(line: Line) -> tuple[object, ...]:
    """Return where the first of a line's statements stands in the sources."""
    return min(map(text_order, line.evidence))


def line_of(group: Group, settled: Sequence[Settled] = ()) -> Line:
    """Return the line of some statements, marked if one denies what another says."""
    held = (("denied" if one.statement.modality is Modality.DENIED else "said", one) for one in group)
    differing = marked((*difference("modality", held), *victims(group)), settled)
    return Line(evidence=ordered(group), when=best_date(group), differing=differing)


def same_profile(one: Evidence, other: Evidence) -> bool:
    """Tell whether two profiles are of the same name and say the same."""
    a, b = one.statement, other.statement
    if not isinstance(a, Profile) or not isinstance(b, Profile):
        return False
    if likeness(a.subject.name, b.subject.name) < Likeness.SPELLING or (a.age != b.age and None not in {a.age, b.age}):
        return False
    if not a.roles or not b.roles:
        return (a.roles, a.age, a.sex, a.nationality) == (b.roles, b.age, b.sex, b.nationality)
    return texts_agree(" ".join(a.roles), " ".join(b.roles))


def same_act(case: Case, one: Evidence, other: Evidence) -> bool:
    """Tell whether two statements are of the same act upon the same person, told or denied."""
    a, b = one.statement, other.statement
    if not isinstance(a, Act) or not isinstance(b, Act):
        return False
    blamed, others = (" ".join(map(str, act.perpetrators)) for act in (a, b))
    return (
        a.type is b.type
        and bool(case.persons_of(one) & case.persons_of(other))
        and dates_agree(date_of(a), date_of(b))
        and texts_agree(a.place, b.place)
        and texts_agree(blamed, others)
    )


def same_unnamed(one: Evidence, other: Evidence) -> bool:
    """Tell whether two documents tell of the same act upon people without names: type, exact day, place and group."""
    a, b = one.statement, other.statement
    if not isinstance(a, Act) or not isinstance(b, Act) or same_document(one, other):
        return False
    day = bool(date_of(a)) and date_of(a) == date_of(b) and days_of(date_of(a)) is not None
    groups = [" ".join(party.group for party in act.victims) for act in (a, b)]
    alike = a.type is b.type and day and texts_agree(a.place, b.place) and bool(a.place and b.place)
    return same_words(one, other) or (alike and texts_agree(*groups))


def same_words(one: Evidence, other: Evidence) -> bool:
    """Tell whether two documents say the same in the same words; one document's statements stand apart."""
    if same_document(one, other) or one.statement.asserted_by != other.statement.asserted_by:
        return False
    return fold(one.statement.quote.text) == fold(other.statement.quote.text)


def bodies(lines: Sequence[StepLine], restrictions: Sequence[Evidence]) -> tuple[BodyLine, ...]:
    """Return the bodies and judges that took the steps and imposed the restrictions, each once."""
    told = [(proceeding(one).body, one) for line in lines for one in line.evidence]
    told += [(f"Judge {judge}" if not judge.startswith("Judge") else judge, one) for judge, one in judges(lines)]
    told += [(one.statement.imposed_by, one) for one in restrictions if isinstance(one.statement, Restriction)]
    groups: list[list[tuple[str, Evidence]]] = []
    for name, one in sorted((pair for pair in told if pair[0]), key=lambda p: (-len(p[0]), p[0], *text_order(p[1]))):
        fitting = [group for group in groups if texts_agree(name, group[0][0])]
        if len(fitting) == 1:
            fitting[0].append((name, one))
        else:
            groups.append([(name, one)])
    return tuple(body_line(group) for group in groups)


def judges(lines: Sequence[StepLine]) -> list[tuple[str, Evidence]]:
    """Return the judges who are named, with the statements that name them."""
    return [(proceeding(one).judge, one) for line in lines for one in line.evidence if proceeding(one).judge]


def body_line(group: Sequence[tuple[str, Evidence]]) -> BodyLine:
    """Return the line of one body."""
    ones = tuple(dict.fromkeys(one for _, one in group))
    taken = {one.statement.step for one in ones if isinstance(one.statement, Proceeding)}
    places = (one.statement.place for one in ones if isinstance(one.statement, Proceeding))
    return BodyLine(
        evidence=ordered(ones),
        name=group[0][0],
        place=next(filter(None, places), ""),
        steps=tuple(sorted(taken, key=list(Step).index)),
    )
