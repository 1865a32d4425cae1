"""A docket as text for a terminal: who, how they stand on the day, and each thing told with its quote below it."""

from collections.abc import Iterable, Sequence
from datetime import date

from khronika.docket.asked import AskedLine
from khronika.docket.assembly import BodyLine, Docket, Life
from khronika.docket.bans import Ban
from khronika.docket.charges import ChargeLine, PenaltyLine
from khronika.docket.deadlines import Deadline, Reach
from khronika.docket.disagreeing import open_in
from khronika.docket.lines import Line, best_date
from khronika.docket.rights import RightLine
from khronika.docket.steps import StepLine
from khronika.docket.tolls import Gap
from khronika.surface.case_words import DECIDED, address, decided_mark, link_rows, shape_rows
from khronika.surface.deadline_text import SHORT, deadline_words, passed_words, short_notes
from khronika.surface.layout import Detail, Sheet
from khronika.surface.life_words import served_notes, served_words, spell_words, state_words, total_words
from khronika.surface.line_words import (
    assessed_words,
    ban_notes,
    ban_words,
    bearing_words,
    body_words,
    charge_words,
    dated,
    differs,
    disagreement_words,
    inferences,
    link_words,
    penalty_words,
    registration_words,
    right_words,
    toll_words,
)
from khronika.surface.sources import source_rows
from khronika.surface.statuses import bar_words, opening
from khronika.surface.words import (
    COMPUTED,
    DISAGREE,
    INFERRED,
    MARKS,
    excerpt,
    held_by,
    joined,
    source_name,
    step,
    summary,
)
from khronika.vocabulary.evidence import Evidence, Standing

QUOTE, AGAIN = 260, 90  # characters of a quote, where it first stands and where it is called upon again
LEGEND = "○ proposed by a reader · ● accepted by a person · ◐ sources disagree · △ computed by us · ~ inferred"


class DocketSheet:
    """A docket on a sheet. A quote stands in full where it is first called upon, and in part after that."""

    def __init__(self, docket: Docket) -> None:
        self.docket = docket
        self.sheet = Sheet()
        self.quoted: set[str] = set()
        self.noted: set[str] = set()
        self.alone = len(docket.case.persons) == 1

    def quote(self, one: Evidence, near: str = "") -> Detail:
        """Return the quote of a statement with its source and its name."""
        limit = AGAIN if one.id in self.quoted else QUOTE
        self.quoted.add(one.id)
        mark = MARKS[one.standing].split()[0]
        text = excerpt(one.statement.quote.text, limit, near)
        return Detail(
            joined(f"{mark} “{text}” — {source_name(one)} · {one.id}", held_by(one.statement), by=" "), "quote"
        )

    def line(self, line: Line, text: str, notes: Sequence[str] = (), near: str = "") -> None:
        """Add a line: its marks and text, the values that differ, what was inferred, and every quote."""
        marks = [
            COMPUTED if line.computed else MARKS[line.standing],
            *([DISAGREE] if any(one.open for one in line.differing) else []),
        ]
        words = f"{text} (perhaps after this day)" if line.perhaps else text
        notes = [note for note in (*notes, *inferences(line)) if note not in self.noted]
        self.noted |= {note for note in notes if note.startswith(INFERRED)}
        details = [Detail(differs(one), "disagree" if one.open else "note") for one in line.differing]
        details += [Detail(differs(one)) for one in line.variants]
        details += [Detail(note) for note in notes]
        shown = line.evidence[:1] if isinstance(line, BodyLine) else line.evidence
        details += [self.quote(one, near) for one in shown]
        if len(shown) < len(line.evidence):
            details.append(Detail(f"also by {', '.join(one.id for one in line.evidence[1:])}"))
        self.sheet.row("\n".join(marks), words, tuple(details))

    def section(self, title: str, lines: Iterable[tuple[Line, str]], note: str = "") -> None:
        """Add a section if there is anything in it."""
        told = list(lines)
        if told:
            self.sheet.heading(title, note)
        for line, text in told:
            self.line(line, text)

    def render(self, width: int | None, *, color: bool) -> str:
        """Return the whole docket as text."""
        one, sheet = self.docket, self.sheet
        sheet.title(f"The case of {one.case.name}" if one.case.persons and not one.case.title else one.case.name)
        sheet.text(opening(one))
        if told := disagreement_words(open_in(one)):
            sheet.text(told)
        rests = dict.fromkeys([e for s in one.status for e in s.evidence] + [e for b in one.bans for e in b.evidence])
        if rests:
            accepted = sum(e.standing is Standing.ACCEPTED for e in rests)
            sheet.text(f"Rests on {', '.join(e.id for e in rests)} ({accepted} of {len(rests)} accepted).")
        sheet.text(address(one.case))
        sheet.text(LEGEND)
        self.section("WHO", ((line, summary(line.statement)) for line in one.persons))
        self.section("COURTS AND OTHER BODIES", ((line, body_words(line)) for line in one.bodies))
        self.charges(one.charges)
        self.section("STEPS, IN ORDER OF TIME", ((line, self.step(line)) for line in one.steps))
        self.sentences(one.penalties)
        self.lives(one.lives)
        self.bans(one.bans, one.on)
        self.deadlines(one.deadlines, one.on)
        self.section("WHAT WAS DONE", ((line, dated(line, summary(line.statement))) for line in one.acts))
        self.rights(one.rights)
        self.section("PARTIES AND THEIR REGISTRATION", ((line, registration_words(line)) for line in one.registration))
        self.section("HOW MANY", ((line, toll_words(line)) for line in one.tolls), "Side by side, never added.")
        self.gap(one.gap)
        self.section("WHAT WAS FOUND, BY WHOM", ((line, assessed_words(line)) for line in one.assessments))
        self.asked(one.recommendations)
        self.section(
            "OTHERS IN THE SAME REPORTS", ((x, dated(x, summary(x.statement))) for x in (*one.about, *one.others))
        )
        shape_rows(sheet, one.case)
        link_rows(sheet, one.case)
        self.joining(one)
        sheet.heading("SOURCES")
        source_rows(sheet, one.sources)
        self.ending(one)
        return sheet.render(width, color=color)

    def charges(self, lines: Sequence[ChargeLine]) -> None:
        """Add the charges, each with its maximum or the word that none is told."""
        if lines:
            self.sheet.heading("CHARGES")
        for line in lines:
            self.line(line, charge_words(line, alone=self.alone), near=line.charge.offence)

    def step(self, line: StepLine) -> str:
        """Return a step with its date."""
        words = step(line.told, with_people=not self.alone or not line.persons)
        return joined(bar_words(line.when) or "day not told", words, by=" · ")

    def sentences(self, lines: Sequence[PenaltyLine]) -> None:
        """Add the penalties as they were pronounced, each with how it stands on the day."""
        if lines:
            self.sheet.heading("SENTENCE AS PRONOUNCED, AND HOW IT STANDS ON THIS DAY")
        for line in lines:
            self.line(line, penalty_words(line, alone=self.alone), [state_words(line)])

    def lives(self, lives: Sequence[Life]) -> None:
        """Add how long each person was in which state, and when terms are served."""
        told = [life for life in lives if life.spells]
        if told:
            self.sheet.heading("HOW LONG IN WHICH STATE", "Computed by us from the steps of all cases of the person.")
        for life in told:
            name = "" if self.alone else f"{life.person}: "
            for one in life.spells:
                ids = Detail(f"from {', '.join(e.id for e in one.evidence)}")
                self.sheet.row(
                    COMPUTED, f"{name}{spell_words(one)}", (*([Detail(one.unsure)] if one.unsure else []), ids)
                )
            if total := total_words(life):
                self.sheet.row(COMPUTED, f"{name}{total.removeprefix('△ ')}")
            for term in life.terms:
                self.sheet.row(COMPUTED, f"{name}{served_words(term)}", tuple(served_notes(term)))

    def bans(self, bans: Sequence[Ban], on: date) -> None:
        """Add what is forbidden: what, by whom, how long, what follows a breach, and each computed end."""
        if bans:
            self.sheet.heading(
                "WHAT IS FORBIDDEN", "Ends marked △ are computed by us; which way of counting applies is for counsel."
            )
        for ban in bans:
            self.line(ban, ban_words(ban), ban_notes(ban, on))

    def deadlines(self, lines: Sequence[Deadline], on: date) -> None:
        """Add what can or must be done by when; what is over stands in one line."""
        if not lines:
            return
        self.sheet.heading("DEADLINES", SHORT)
        over = [line for line in lines if line.reach(on) is Reach.PASSED]
        left = [line for line in lines if line not in over]
        for line in left:
            text = deadline_words(line, with_people=not self.alone)
            also = f"also by {', '.join(line.ids[1:])}" if len(line.ids) > 1 else ""
            notes = [Detail(note) for note in (short_notes(line, on), also) if note]
            self.sheet.row(COMPUTED, text, (*notes, self.quote(line.evidence[0])))
        if over:
            self.sheet.row(COMPUTED, passed_words(over))

    def rights(self, lines: Sequence[RightLine]) -> None:
        """Add the rights that something bears on, with what makes it so."""
        if lines:
            self.sheet.heading(
                "RIGHTS THIS BEARS ON", "A rule of ours, no finding: whether a right was breached is not ours to say."
            )
        for right in dict.fromkeys(line.right for line in lines):
            same = [line for line in lines if line.right == right]
            text = f"{right}: {same[0].articles}"
            details = [detail for line in same for detail in self.bearing(line)]
            self.sheet.row(COMPUTED, text, tuple(details))

    def bearing(self, line: RightLine) -> list[Detail]:
        """Return what bears on a right, why, and the quotes that tell it."""
        return [Detail(right_words(line)), *(self.quote(one, line.word) for one in line.evidence)]

    def gap(self, gap: Gap | None) -> None:
        """Add the two tolls whose distance is the accountability gap."""
        if gap is None:
            return
        self.sheet.heading("BROUGHT TO ACCOUNT", "Two tolls side by side.")
        for label, lines in (("people", gap.people), ("harm", gap.harmed), ("officers", gap.officers)):
            for line in lines:
                self.line(line, f"{label}: {toll_words(line)}")
        if not gap.officers:
            ids = ", ".join(dict.fromkeys(one.id for one in gap.evidence))
            text = "officers: no statement says how many were investigated, charged, tried or convicted"
            self.sheet.row(COMPUTED, text, (Detail(f"read off all tolls above: {ids}"),))
        for one in gap.cases:
            self.line(Line(evidence=(one,)), f"officers, without a figure: {summary(one.statement)}")

    def asked(self, lines: Sequence[AskedLine]) -> None:
        """Add what was asked of whom, and what was told later that bears on it."""
        if lines:
            note = "Whether it was done is for a person to say; what was told later and bears on it stands below."
            self.sheet.heading("WHAT WAS ASKED OF WHOM", note)
        for line in lines:
            self.line(line, summary(line.statement), [bearing_words(line)])
            for one in line.later:
                text = (
                    f"later, bears on it: {dated(Line(evidence=(one,), when=best_date([one])), summary(one.statement))}"
                )
                self.sheet.row("△ bears on", text, (self.quote(one),))

    def joining(self, one: Docket) -> None:
        """Add why names and reports were brought together, and what was not."""
        case = one.case
        links = [(decided_mark(link, MARKS_JOINED), link) for link in case.joined]
        links += [("? perhaps", link) for link in case.uncertain] + [(DECIDED, link) for link in case.apart]
        if links or case.others:
            self.sheet.heading("WHO BELONGS TO THIS CASE, AND WHY")
        for mark, link in links:
            apart = link in case.uncertain or link in case.apart
            self.sheet.row(mark, link_words(link, apart=apart), tuple(map(self.quote, link.evidence)))
        if one.case.others:
            self.sheet.text(f"The same reports also tell of: {', '.join(one.case.others)} (cases of their own)")

    def ending(self, one: Docket) -> None:
        """Add what was left out."""
        if one.later:
            ids = ", ".join(evidence.id for evidence in one.later)
            count = f"{len(one.later)} statement{'' if len(one.later) == 1 else 's'}"
            self.sheet.heading("LEFT OUT", f"{count} of later than this day: {ids}")


MARKS_JOINED = "△ joined"


def docket_text(docket: Docket, width: int | None = None, *, color: bool = False) -> str:
    """Return a docket as text, wrapped to ``width`` columns (the terminal's if not given)."""
    return DocketSheet(docket).render(width, color=color)


def overview_text(dockets: Sequence[Docket], width: int | None = None, *, color: bool = False) -> str:
    """Return a line for each case: its name, how everybody stands on the day, how much it rests on."""
    sheet = Sheet()
    sheet.title(f"{len(dockets)} cases")
    for one in dockets:
        texts = len({evidence.source.sha256 for evidence in one.case.own} or {source.sha256 for source in one.sources})
        told = f"{texts} document{'' if texts == 1 else 's'}"
        sheet.row(
            told,
            one.case.name,
            tuple(Detail(text) for text in (opening(one), disagreement_words(open_in(one))) if text),
        )
    return sheet.render(width, color=color)
