"""People, proposals and explanations as text for a terminal."""

from collections import Counter
from collections.abc import Mapping, Sequence

from khronika.identity.candidates import Level, Proposal
from khronika.identity.comparing import Reason
from khronika.identity.somebody import Somebody, Told
from khronika.record.likely import Decided, Why
from khronika.surface.layout import Detail, Sheet
from khronika.surface.words import date_words, excerpt, joined

QUOTE = 180
SLOTS = {  # what somebody is where a statement names them
    "subject": "subject",
    "victims": "victim",
    "perpetrators": "perpetrator",
    "judge": "judge",
    "body": "authority",
    "imposed_by": "who imposed it",
    "by": "who says so",
    "to": "who is asked",
    "asserted_by": "who says so",
    "who": "who died",
}
DECIDED, LOOSE = "● party", "○ name"
LEVELS = {Level.LIKELY: "○ likely", Level.POSSIBLE: "○ possible", Level.UNLIKELY: "○ unlikely"}
KINDS = {
    "parties_merged": "● the same",
    "parties_told_apart": "● different",
    "party_split": "● split",
    "mentions_linked": "● linked",
    "party_named": "● named",
}


def people_text(
    people: Sequence[Somebody],
    cases: Mapping[str, Sequence[str]],
    cares: Mapping[str, tuple[Detail, ...]],
    width: int | None = None,
    *,
    color: bool = False,
) -> str:
    """Return people as a list: the name, every other spelling, what they are, how often and where they are told of.

    ``cares`` are the lines of protection and consent, by id.
    """
    sheet = Sheet()
    for one in people:
        details = (*(Detail(line) for line in about(one, cases)), *cares.get(one.id, ()))
        sheet.row(DECIDED if one.decided else LOOSE, head(one), details)
    return sheet.render(width, color=color)


def person_text(
    one: Somebody,
    cases: Mapping[str, Sequence[str]],
    cares: tuple[Detail, ...],
    width: int | None = None,
    *,
    color: bool = False,
) -> str:
    """Return somebody with protection and consent, and every place that tells of them, each with its quote."""
    sheet = Sheet()
    details = (*(Detail(line) for line in about(one, cases)), *cares)
    sheet.row(DECIDED if one.decided else LOOSE, head(one), details)
    sheet.heading("Told of", "each place with the name as it is written there, its quote, document and statement")
    for told in one.told:
        text = joined(told.name, SLOTS.get(told.slot, told.slot), date_words(told.date), told.court, told.place)
        sheet.row("", text, (quoted(told),))
    return sheet.render(width, color=color)


def head(one: Somebody) -> str:
    """Return the name, the other spellings and the id of somebody."""
    others = f"also: {', '.join(one.names[1:])}" if len(one.names) > 1 else ""
    kind = "" if one.type == "person" else one.type
    return joined(one.name, kind, others, one.id)


def about(one: Somebody, cases: Mapping[str, Sequence[str]]) -> list[str]:
    """Return what somebody is, and how much is told of them where."""
    roles = dict.fromkeys(role for told in one.told for role in told.roles if told.slot != "judge")
    slots = Counter(SLOTS.get(told.slot, told.slot) for told in one.told)
    documents = sorted({told.document for told in one.told})
    statements = {told.statement for told in one.told}
    named = sorted({case for statement in statements for case in cases.get(statement, ())})
    return [
        line
        for line in (
            joined(", ".join(roles), ", ".join(f"{count}× {slot}" for slot, count in slots.most_common())),
            f"{counted(len(statements), 'statement')} in {counted(len(documents), 'document')}: {', '.join(documents)}"
            if documents
            else "nothing is linked to it",
            f"case{'s' if len(named) > 1 else ''} of {'; '.join(named)}" if named else "",
        )
        if line
    ]


def counted(number: int, what: str) -> str:
    """Return a number of things."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def quoted(told: Told) -> Detail:
    """Return the quote of a place, with its document and statement."""
    return Detail(f"“{excerpt(told.quote, QUOTE, told.name)}” — {told.document} · {told.statement}", "quote")


def likely_text(found: Sequence[Proposal], width: int | None = None, *, color: bool = False) -> str:
    """Return pairs that may be one, each with the reasons for and against."""
    sheet = Sheet()
    for made in found:
        details = [Detail(f"{one.id}  {told_briefly(one)}") for one in (made.one, made.other)]
        details += [reason_line(reason) for reason in made.reasons]
        sheet.row(LEVELS[made.level], f"{made.one.name}  =?  {made.other.name} · {made.score:g}", tuple(details))
    return sheet.render(width, color=color)


def told_briefly(one: Somebody) -> str:
    """Return who somebody is in a line: the name, and where it is told of."""
    documents = sorted({told.document for told in one.told})
    where = ", ".join(documents[:3]) + (f" and {len(documents) - 3} more" if len(documents) > 3 else "")
    return joined(one.name, "party" if one.decided else "", where, by=", ")


def reason_line(reason: Reason) -> Detail:
    """Return a reason with its points, for or against."""
    points = f"{reason.points:+g}" if reason.points else " 0"
    return Detail(f"{points:>5}  {reason.text}", "disagree" if reason.points < 0 else "note")


def why_text(found: Why, width: int | None = None, *, color: bool = False) -> str:
    """Return what speaks for and against that two are one, the quotes it rests on, and what was decided."""
    sheet = Sheet()
    same = found.one.id == found.other.id
    sheet.title(f"{found.one.name}: one party" if same else f"{found.one.name}  =?  {found.other.name}")
    for decision in found.decisions:
        sheet.row(KINDS.get(decision.kind, decision.kind), decided_words(decision))
    if not found.decisions:
        sheet.text("Nobody has decided on it.")
    made = found.proposal
    if made is None:
        return sheet.render(width, color=color)
    sheet.heading(
        f"For and against: {made.score:g} points, {made.level.value}", "7 and more: likely; 4 and more: possible"
    )
    places = {told.mention: told for one in (made.one, made.other) for told in one.told}
    for reason in made.reasons:
        points = f"{reason.points:+g}" if reason.points else "0"
        sheet.row(points, reason.text, tuple(quoted(places[at]) for at in dict.fromkeys(reason.told) if at in places))
    for one in (made.one, made.other):
        sheet.heading(joined(one.name, one.id), counted(len({told.statement for told in one.told}), "statement"))
        for told in first_of_each(one):
            sheet.row("", told.name, (quoted(told),))
    return sheet.render(width, color=color)


def first_of_each(one: Somebody) -> list[Told]:
    """Return for each document and spelling the first place that tells of somebody."""
    found: dict[tuple[str, str], Told] = {}
    for told in one.told:
        found.setdefault((told.document, told.name), told)
    return list(found.values())


def decided_words(one: Decided) -> str:
    """Return who decided when, why, and how to take it back."""
    return joined(
        f"by {one.by}", one.at, one.reason, f"entry {one.number} (to take it back: khronika undo --entry {one.number})"
    )
