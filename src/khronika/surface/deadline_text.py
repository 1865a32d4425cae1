"""Deadlines as text for a terminal: the day, the rule, what of it nobody has checked."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from khronika.docket.deadlines import HALF, Deadline, DeadlineKind, Reach, Rule
from khronika.docket.jurisdictions import name_of
from khronika.surface.layout import Detail, Sheet
from khronika.surface.statuses import span_words, when_words
from khronika.surface.words import COMPUTED, MARKS, duration, excerpt, joined, source_name
from khronika.vocabulary.evidence import Evidence

QUOTE = 260
OPENINGS = {
    DeadlineKind.LIMIT: "last day for",
    DeadlineKind.EARLIEST: "possible from then on:",
    DeadlineKind.DUE: "due by then:",
}
SHORT = "Computed by rules that are data; no legal advice. In full, with sources: khronika deadlines NAME"
ADVICE = "Computed by rules that are data; no legal advice, and which rule applies is for a lawyer to say."
RULES = "All rules with their sources: khronika deadlines --rules"


def deadline_words(one: Deadline, *, with_people: bool = True) -> str:
    """Return the day, who it is about and what it is the day of."""
    people = ", ".join(one.persons) if with_people else ""
    country = name_of(one.rule.jurisdiction)
    return joined(span_words(one.ends), people, f"{OPENINGS[one.rule.kind]} {one.rule.name} ({country})")


def length_of(rule: Rule) -> str:
    """Return a rule's length alone; of two lengths in the same unit the unit once ("2 or 3 days")."""
    if rule.length in {"", HALF}:
        return rule.length
    parts = [duration(one) for one in rule.length.split("/")]
    unit = parts[-1].rpartition(" ")[2]
    return " or ".join([part.removesuffix(f" {unit}") for part in parts[:-1]] + parts[-1:])


def length_words(rule: Rule) -> str:
    """Return a rule's length and the day from which it runs, in words."""
    if not rule.length:
        return f"no length is known to us; it runs from {rule.starts}" if rule.unverified else "no fixed length"
    length = length_of(rule)
    length = length.replace(" days", f" {rule.days} days") if rule.days else length
    counted = "the day after" if rule.runs == "next_day" else "the day of"
    return f"{length}, counted from {counted} {rule.starts}"


def applies_words(one: Deadline) -> str:
    """Return whether the rule's jurisdiction follows from what is told, or may only apply."""
    if one.country is not None:
        return f"applies by what is told: “{one.country.word}” ({one.country.evidence.id})"
    if one.rule.jurisdiction == "UN":
        return "may apply, if the State is a party and the matter falls under it"
    return f"may apply: no country is told; the rule is one of {name_of(one.rule.jurisdiction)}"


def source_words(rule: Rule) -> str:
    """Return where a rule stands and of what day that is, and what of it nobody has checked."""
    checked = f"NOT VERIFIED: {rule.unverified}. Ask a lawyer" if rule.unverified else "read at its source"
    return f"{checked} · {rule.source} ({rule.dated})"


def deadline_notes(one: Deadline, on: date | None = None) -> list[str]:
    """Return how a deadline is computed, whether its rule applies, what is not verified, and how it stands on a day."""
    day = when_words(one.when)
    notes = [
        joined(f"{length_words(one.rule)}, {day}", reach_words(one, on) if on else "", by=" · "),
        applies_words(one),
        source_words(one.rule),
    ]
    if one.when is not None and one.when.inferred and one.when.reason:
        notes.append(f"~ {day.lstrip('~')}: inferred, {one.when.reason}")
    if one.met is not None:
        told = joined(one.met.step.value.replace("_", " "), when_words(one.met.when), by=" of ")
        notes.append(f"told afterwards: {told} ({', '.join(one.met.ids)})")
    return [*notes, *([one.rule.note] if one.rule.note else [])]


def reach_words(one: Deadline, on: date) -> str:
    """Return how a deadline stands on a day, with the days left."""
    if one.rule.kind is DeadlineKind.EARLIEST:
        return "possible" if on > one.ends[1] else "not yet" if on < one.ends[0] else "perhaps"
    days = (one.ends[0] - on).days
    left = f"{days:,} day{'' if days == 1 else 's'} left" if days else "the last day"
    if one.reach(on) is not Reach.OPEN:
        return one.reach(on).value
    return left if one.ends[0] == one.ends[1] else f"at least {left}"


def short_notes(one: Deadline, on: date | None = None) -> str:
    """Return in one line how a deadline is computed, how it stands on a day, and what is not sure about it."""
    rule = one.rule
    length = length_of(rule)
    reach = "applies by what is told" if one.told else "may apply"
    checked = "NOT VERIFIED, ask a lawyer" if rule.unverified else ""
    stands = reach_words(one, on) if on else ""
    return joined(f"{length} from {when_words(one.when)}", stands, reach, checked)


def deadline_rows(
    sheet: Sheet, lines: Iterable[Deadline], on: date, quote: Callable[[Evidence], Detail], *, with_people: bool
) -> None:
    """Add deadlines to a sheet, each with the quotes of what sets it off."""
    for one in lines:
        details = [Detail(note) for note in deadline_notes(one, on)]
        text = deadline_words(one, with_people=with_people)
        words = f"{text} (perhaps after this day)" if one.perhaps else text
        sheet.row(COMPUTED, words, (*details, *map(quote, one.evidence)))


def quoted(one: Evidence) -> Detail:
    """Return the quote of a statement with its standing, its source and its name."""
    mark = MARKS[one.standing].split()[0]
    return Detail(f"{mark} “{excerpt(one.statement.quote.text, QUOTE)}” — {source_name(one)} · {one.id}", "quote")


def passed_words(lines: Sequence[Deadline]) -> str:
    """Return deadlines that are over in one line."""
    told = (f"{span_words(one.ends)} ({one.rule.name}; {', '.join(one.ids)})" for one in lines)
    return f"passed: {'; '.join(told)}"


def deadlines_text(
    lines: Sequence[Deadline], on: date, hidden: int = 0, width: int | None = None, *, color: bool = False
) -> str:
    """Return deadlines as text; ``hidden`` is how many that are over were left out."""
    sheet = Sheet()
    sheet.text(ADVICE)
    deadline_rows(sheet, lines, on, quoted, with_people=True)
    if hidden:
        sheet.text(f"{hidden} passed before this day: khronika deadlines --all")
    sheet.text(RULES)
    return sheet.render(width, color=color)


def rules_text(rules: Sequence[Rule], width: int | None = None, *, color: bool = False) -> str:
    """Return all rules as text, also those from which no day is computed."""
    sheet = Sheet()
    sheet.text(ADVICE)
    for rule in rules:
        computed = "" if rule.computes else "no day is computed from it"
        notes = (joined(length_words(rule), computed), source_words(rule), rule.note)
        text = f"{name_of(rule.jurisdiction)}: {OPENINGS[rule.kind]} {rule.name} [{rule.id}]"
        sheet.row("rule", text, tuple(Detail(note) for note in notes if note))
    return sheet.render(width, color=color)
