"""Dockets, bans, sources and single statements as text for a terminal and as records for programs."""

from dataclasses import asdict
from datetime import date
from typing import Any

from khronika.docket.case import Docket
from khronika.docket.restrictions import Ban
from khronika.documents.document import Document
from khronika.surface.words import line, summary
from khronika.vocabulary.contract import to_record
from khronika.vocabulary.evidence import Evidence, Source


def as_text(one: Docket) -> str:
    """Return a docket for reading: who, status on the day, then each line with its quote."""
    lines = [f"The case of {one.name}", f"On {one.on}: {one.status}."]
    if one.later:
        lines.append(f"({one.later} statements are dated after this day and are left out.)")
    for section in one.sections:
        lines += ["", section.title.upper(), *map(line, section.lines)]
    if one.bans:
        lines += ["", "WHAT IS FORBIDDEN", *(ban_text(b, one.on) for b in one.bans)]
    if one.rights:
        lines += ["", "RIGHTS THAT THIS BEARS ON (whether they were violated is not for a program to say)"]
        lines += [f"△ {right}: the ban speaks of “{word}” ({evidence.id})" for right, word, evidence in one.rights]
    lines += ["", "SOURCES", *map(source_text, one.sources)]
    return "\n".join(lines)


def ban_text(one: Ban, on: date) -> str:
    """Return a ban with its state on a day and its computed ends."""
    lines = [line(one.evidence), f"      on {on}: {one.status(on)}"]
    for end in one.ends:
        span = str(end.last) if end.first == end.last else f"between {end.first} and {end.last}"
        lines.append(f"      △ until {span}, computed from {end.anchor} (from entry into force it would be later)")
    if one.unknown:
        lines.append(f"      △ no end computed: {one.unknown}")
    return "\n".join(lines)


def source_text(one: Source) -> str:
    """Return a source: what it is, who published it when, who captured it when, the hash of its bytes."""
    head = " · ".join(
        filter(None, [one.title or one.filename, one.publisher, one.author, one.published, one.language, one.note])
    )
    lines = [head, f"      captured {one.captured} by {one.captured_by} · {one.filename} · sha256 {one.sha256}"]
    lines += [f"      picture: {text}" for text in (*one.captions, *one.credits)]
    return "\n".join(lines)


def shown(one: Evidence, document: Document) -> str:
    """Return a statement with its quote marked 【…】 in its paragraph, and where in the original that stands."""
    quote = one.statement.quote
    block = document.block_at(quote.start)
    start = min(block.start if block else quote.start, quote.start)
    end = max(block.end if block else quote.end, quote.end)
    place = ""
    if block is not None:
        place = (
            f"paragraph {block.number}"
            + (f", page {block.page}" if block.page else "")
            + (f", line {block.line}" if block.line else "")
        )
    text = f"{document.text[start : quote.start]}【{quote.text}】{document.text[quote.end : end]}"
    return "\n".join([line(one), "", f"{one.source.filename}, {place}:", text])


def evidence_record(one: Evidence) -> dict[str, Any]:
    """Return a statement with its standing and source for programs."""
    return {
        "id": one.id,
        "standing": one.standing.value,
        "decided_by": one.decided_by,
        "decided_at": one.decided_at,
        "reason": one.reason,
        "summary": summary(one.statement),
        "statement": to_record(one.statement, reasons=True),
        "source": asdict(one.source),
    }


def ban_record(one: Ban, on: date) -> dict[str, Any]:
    """Return a ban with its computed ends for programs."""
    ends = [{"computed_from": e.anchor, "first": e.first.isoformat(), "last": e.last.isoformat()} for e in one.ends]
    return {
        "evidence": evidence_record(one.evidence),
        "on": on.isoformat(),
        "status": one.status(on),
        "ends": ends,
        "unknown": one.unknown,
    }


def as_record(one: Docket) -> dict[str, Any]:
    """Return a docket with the same facts as its text, for programs."""
    sections = [{"title": s.title, "lines": [evidence_record(e) for e in s.lines]} for s in one.sections]
    rights = [{"right": right, "because": word, "statement": e.id} for right, word, e in one.rights]
    return {
        "name": one.name,
        "on": one.on.isoformat(),
        "status": one.status,
        "sections": sections,
        "left_out_as_later": one.later,
        "bans": [ban_record(b, one.on) for b in one.bans],
        "bears_on": rights,
        "sources": [asdict(s) for s in one.sources],
    }
