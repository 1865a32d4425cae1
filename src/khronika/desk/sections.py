"""A docket as sections of rows for a page: each row with its mark, its words, and the quotes that it rests on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from khronika.docket import Docket
from khronika.docket.bans import Ban
from khronika.docket.lines import Line
from khronika.docket.rights import RightLine
from khronika.docket.tolls import Gap
from khronika.surface.case_words import ruling_words
from khronika.surface.deadline_text import ADVICE, RULES, deadline_words, short_notes
from khronika.surface.life_words import served_notes, served_words, spell_words, state_words
from khronika.surface.line_words import (
    assessed_words,
    ban_notes,
    ban_words,
    bearing_words,
    body_words,
    charge_words,
    dated,
    differs,
    inferences,
    link_words,
    penalty_words,
    registration_words,
    right_words,
    told_value,
    toll_words,
)
from khronika.surface.statuses import when_words
from khronika.surface.words import joined, step, summary
from khronika.vocabulary.evidence import Evidence, Standing


@dataclass(frozen=True, slots=True)
class Row:
    """One thing told. ``mark`` is proposed, accepted, computed or joined; ``disagree`` are values side by side.

    ``settle`` are disagreements that nobody settled, ``entry`` the decision that can be taken back, ``link`` a case.
    """

    mark: str
    text: str
    evidence: tuple[Evidence, ...] = ()
    notes: tuple[str, ...] = ()
    disagree: tuple[str, ...] = ()
    anchor: str = ""
    settle: tuple["Choice", ...] = ()
    entry: int = 0
    link: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A disagreement that a person can settle: its slot, and each value in words with a statement that gives it."""

    slot: str
    values: tuple[tuple[str, str], ...]

    @property
    def key(self) -> str:
        """What the choice is called on a page."""
        return f"{self.slot}-{self.values[0][1]}"


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading; ``key`` names it in the page's address."""

    key: str
    title: str
    rows: tuple[Row, ...]
    note: str = ""


def sections(docket: Docket) -> tuple[Section, ...]:
    """Return what the page of a case shows, in its order; empty sections are left out."""
    alone = len(docket.case.persons) == 1
    made = (
        Section("who", "Who", rows(docket.persons, lambda x: summary(x.statement))),
        Section("bans", "What is forbidden", tuple(ban_row(ban, docket.on) for ban in docket.bans),
                "Ends marked △ are computed by us; which way of counting applies is for counsel."),
        Section("deadlines", "Deadlines", tuple(
            row(x, deadline_words(x, with_people=not alone), (short_notes(x, docket.on),))
            for x in docket.deadlines), f"{ADVICE} {RULES}"),
        Section("charges", "Charges", tuple(row(x, charge_words(x, alone=alone)) for x in docket.charges)),
        Section("steps", "Steps, in order of time", tuple(
            row(x, joined(when_words(x.when) or "day not told", step(x.told, with_people=not alone), by=" · "))
            for x in docket.steps)),
        Section("penalties", "Sentence as pronounced", tuple(
            row(x, penalty_words(x, alone=alone), [state_words(x)]) for x in docket.penalties)),
        Section("lives", "How long in which state", life_rows(docket), "Computed by us from all cases of the person."),
        Section("bodies", "Courts and other bodies", tuple(row(x, body_words(x)) for x in docket.bodies)),
        Section("acts", "What was done", rows(docket.acts, lambda x: dated(x, summary(x.statement)))),
        Section("rights", "Rights this bears on", right_rows(docket.rights),
                "A rule of ours, no finding: whether a right was breached is not ours to say."),
        Section("registration", "Parties and their registration", rows(docket.registration, registration_words)),
        Section("tolls", "How many", tuple(row(x, toll_words(x)) for x in docket.tolls), "Side by side, never added."),
        Section("gap", "Brought to account", gap_rows(docket), "Two tolls side by side."),
        Section("assessments", "What was found, by whom", rows(docket.assessments, assessed_words)),
        Section("asked", "What was asked of whom", asked_rows(docket),
                "Whether it was done is for a person to say; what was told later and bears on it stands below."),
        Section("others", "Others in the same reports",
                rows((*docket.about, *docket.others), lambda x: dated(x, summary(x.statement)))),
        Section("decided", "What people decided about this case", tuple(
            Row("accepted", one.what, one.evidence, (ruling_words(one.ruling),), entry=one.ruling.entry)
            for one in docket.case.shape)),
        Section("linked", "Linked cases", tuple(
            Row("accepted" if one.ruling else "computed", f"{one.name} · {one.reason}", one.evidence, link=one.id,
                notes=(ruling_words(one.ruling),) if one.ruling else (), entry=one.ruling.entry if one.ruling else 0)
            for one in docket.case.linked)),
        Section("joined", "Who belongs to this case, and why", joined_rows(docket)),
    )  # fmt: skip
    return tuple(one for one in made if one.rows)


def rows(lines: Iterable[Line], words: "object") -> tuple[Row, ...]:
    """Return a row for each line, in the words that a function finds for it."""
    assert callable(words)  # noqa: S101
    return tuple(row(line, str(words(line))) for line in lines)


def row(line: Line, text: str, notes: Sequence[str] = ()) -> Row:
    """Return the row of a line."""
    mark = "computed" if line.computed else line.standing.value
    told = (*line.differing, *line.variants)
    return Row(
        mark=mark,
        text=f"{text} (perhaps after this day)" if line.perhaps else text,
        evidence=line.evidence,
        notes=(*notes, *(differs(one) for one in told if not one.open), *inferences(line)),
        disagree=tuple(differs(one) for one in told if one.open),
        settle=tuple(
            Choice(one.slot, tuple((told_value(one, value, held), held[0].id) for value, held in one.values))
            for one in told
            if one.open
        ),
        entry=next((one.settled.ruling.entry for one in told if one.settled is not None), 0),
        anchor=line.ids[0] if line.ids else "",
    )


def ban_row(ban: Ban, on: date) -> Row:
    """Return the row of a ban with everything computed of it."""
    return row(ban, ban_words(ban), ban_notes(ban, on))


def right_rows(lines: Sequence[RightLine]) -> tuple[Row, ...]:
    """Return the rights that something bears on, each with what makes it so."""
    found = []
    for right in dict.fromkeys(line.right for line in lines):
        same = [line for line in lines if line.right == right]
        evidence = tuple(dict.fromkeys(one for line in same for one in line.evidence))
        notes = tuple(dict.fromkeys(right_words(line) for line in same))
        found.append(Row("computed", f"{right}: {same[0].articles}", evidence, notes))
    return tuple(found)


def gap_rows(docket: Docket) -> tuple[Row, ...]:
    """Return the two tolls whose distance is the accountability gap."""
    sides = gap_of(docket.gap) if docket.gap else {}
    return tuple(replace(one, text=f"{label}: {one.text}") for label, ones in sides.items() for one in ones)


def gap_of(gap: Gap) -> dict[str, tuple[Row, ...]]:
    """Return the sides of the accountability gap: who was brought to court, what was done to people, the officers."""
    sides = {
        label: tuple(replace(row(line, toll_words(line)), anchor="") for line in lines)
        for label, lines in (("people", gap.people), ("harm", gap.harmed), ("officers", gap.officers))
    }
    if not gap.officers:
        text = "no statement says how many were investigated, charged, tried or convicted"
        sides["officers"] = (Row("computed", text, gap.evidence),)
    sides["officers"] += tuple(
        Row(one.standing.value, f"without a figure: {summary(one.statement)}", (one,)) for one in gap.cases
    )
    return sides


def joined_rows(docket: Docket) -> tuple[Row, ...]:
    """Return why names and reports were brought together, and what was not."""
    case = docket.case
    found = [Row("accepted" if x.ruling else "computed", link_words(x, apart=False), x.evidence) for x in case.joined]
    found += [Row("perhaps", link_words(x, apart=True), x.evidence) for x in case.uncertain]
    return tuple(found + [Row("accepted", link_words(x, apart=True), x.evidence) for x in case.apart])


def life_rows(docket: Docket) -> tuple[Row, ...]:
    """Return how long each person was in which state, and when terms are served."""
    found = []
    for life in docket.lives:
        name = "" if len(docket.lives) == 1 else f"{life.person}: "
        found += [
            Row("computed", f"{name}{spell_words(x)}", x.evidence, (x.unsure,) if x.unsure else ()) for x in life.spells
        ]
        found += [
            Row("computed", f"{name}{served_words(x)}", x.evidence, tuple(one.text for one in served_notes(x)))
            for x in life.terms
        ]
    return tuple(found)


def asked_rows(docket: Docket) -> tuple[Row, ...]:
    """Return what was asked, each with the later statements that bear on it."""
    found = []
    for line in docket.recommendations:
        found.append(row(line, summary(line.statement), [bearing_words(line)]))
        found += [Row("computed", f"later, bears on it: {summary(one.statement)}", (one,)) for one in line.later]
    return tuple(found)


def accepted_of(evidence: Iterable[Evidence]) -> tuple[int, int]:
    """Return how many of some statements a person accepted, and how many they are."""
    ones = tuple(dict.fromkeys(evidence))
    return sum(one.standing is Standing.ACCEPTED for one in ones), len(ones)
