"""What people decided about a case, and how it is linked to others, in words and as records."""

from typing import Any

from khronika.docket.cases import Case, CaseLink, Shape
from khronika.docket.joining import Joining
from khronika.surface.layout import Detail, Sheet
from khronika.surface.words import day_part, joined, source_name, summary
from khronika.vocabulary.rulings import Ruling

DECIDED, LINKED = "● decided", "△ linked"


def ruling_words(one: Ruling) -> str:
    """Return who decided something, when and why, and how it is taken back."""
    told = joined(f"decided by {one.by}", day_part(one.at), by=", ")
    undo = f"(to take it back: khronika undo --entry {one.entry})" if one.entry else ""
    return joined(joined(told, one.reason, by=": "), undo, by=" ")


def ruling_record(one: Ruling | None) -> dict[str, Any] | None:
    """Return a decision for programs."""
    if one is None:
        return None
    return {"by": one.by, "at": one.at, "reason": one.reason or None, "entry": one.entry}


def address(case: Case) -> str:
    """Return how a case is called in commands, and whether a person shaped it."""
    shaped = "shaped by a person" if case.shape else "brought together by computation"
    return f"Case {case.id}, {shaped}."


def shape_rows(sheet: Sheet, case: Case) -> None:
    """Add what people decided about a case, with the statements that it moved."""
    if not case.shape:
        return
    sheet.heading("WHAT PEOPLE DECIDED ABOUT THIS CASE")
    for one in case.shape:
        moved = [Detail(f"“{summary(e.statement)}” — {source_name(e)} · {e.id}", "quote") for e in one.evidence]
        sheet.row(DECIDED, one.what, (Detail(ruling_words(one.ruling)), *moved))


def link_rows(sheet: Sheet, case: Case) -> None:
    """Add the cases that a case is linked to, with the reason."""
    if not case.linked:
        return
    sheet.heading("LINKED CASES", "Cases of their own: khronika docket ID shows one.")
    for one in case.linked:
        told = [Detail(ruling_words(one.ruling))] if one.ruling else []
        rests = Detail(f"rests on {', '.join(e.id for e in one.evidence)}")
        sheet.row(DECIDED if one.ruling else LINKED, f"{one.id} · {one.name} · {one.reason}", (*told, rests))


def shape_record(one: Shape) -> dict[str, Any]:
    """Return what a person decided about a case for programs."""
    return {"what": one.what, "decided": ruling_record(one.ruling), "statements": [e.id for e in one.evidence]}


def case_link_record(one: CaseLink) -> dict[str, Any]:
    """Return a link to another case for programs."""
    told = {"case": one.id, "name": one.name, "reason": one.reason, "rests_on": [e.id for e in one.evidence]}
    return told | {"decided": ruling_record(one.ruling)}


def case_record(case: Case) -> dict[str, Any]:
    """Return a case in a list for programs."""
    return {
        "id": case.id,
        "name": case.name,
        "persons": [person.name for person in case.persons],
        "documents": sorted({one.source.document for one in case.own or case.context}),
        "statements": len(case.own or case.context),
        "shaped": [shape_record(one) for one in case.shape],
        "linked": [case_link_record(one) for one in case.linked],
    }


def counted(number: int, what: str) -> str:
    """Return how many of something there are."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def cases_text(cases: tuple[Case, ...], width: int | None = None, *, color: bool = False) -> str:
    """Return the cases as a list: id, name, how much is told, what people decided, and the links."""
    sheet = Sheet()
    for case in cases:
        texts = len({one.source.sha256 for one in case.own or case.context})
        days = sorted(d for one in case.own if (d := str(getattr(one.statement, "date", ""))))
        told = joined(
            f"from {days[0]}" if days else "no date told",
            joined(counted(len(case.own or case.context), "statement"), f"in {counted(texts, 'document')}", by=" "),
        )
        details = [Detail(told)]
        details += [Detail(f"{one.what}: {ruling_words(one.ruling)}") for one in case.shape]
        details += [Detail(f"linked to {one.id} · {one.name}: {one.reason}") for one in case.linked]
        sheet.row("● shaped" if case.shape else "△ computed", f"{case.id} · {case.name}", tuple(details))
    return sheet.render(width, color=color)


def decided_mark(link: Joining, otherwise: str) -> str:
    """Return the mark of a joining: whether a person decided it."""
    return DECIDED if link.ruling else otherwise
