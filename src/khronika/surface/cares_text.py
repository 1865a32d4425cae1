"""Protection and consent as text for a terminal, and as records for programs."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from khronika.record.cares import Consent, Protected, Protection, meaning
from khronika.surface.layout import Detail, Sheet
from khronika.surface.words import day_part, joined

Said = tuple[Sequence[Protected], Sequence[Consent]]
UNDO = "to take it back: khronika undo --entry {}"


def protection_words(one: Protected) -> str:
    """Return how far something is protected, by whom, since when and why."""
    what = "not protected" if one.level is Protection.NONE else f"protected ({one.level.value})"
    return joined(f"{what}: {meaning(one.level)}", *said_by(one))


def consent_words(one: Consent) -> str:
    """Return whether somebody agrees to what, who says so, since when and how."""
    what = "agrees" if one.given else "does not agree any more"
    return joined(f"{what} to {one.purpose.value}: {meaning(one.purpose)}", *said_by(one))


def said_by(one: Protected | Consent) -> tuple[str, ...]:
    """Return why, who said it when, and how to take it back."""
    return one.reason, f"by {one.by}", day_part(one.since), UNDO.format(one.entry)


def care_details(said: Said, of: str = "") -> tuple[Detail, ...]:
    """Return what was said of protection and consent as lines below what it is of."""
    protected, agreed = said
    prefix = f"{of}: " if of else ""
    lines = [("disagree" if one.level is not Protection.NONE else "note", protection_words(one)) for one in protected]
    lines += [("note" if one.given else "disagree", consent_words(one)) for one in agreed]
    return tuple(Detail(f"● {prefix}{text}", style) for style, text in lines)


def protections_text(
    found: Sequence[Protected], names: Mapping[str, str], width: int | None = None, *, color: bool = False
) -> str:
    """Return protections as a list."""
    sheet = Sheet()
    for one in found:
        details = (Detail(protection_words(one)), Detail(one.subject))
        sheet.row(f"● {one.level.value}", names.get(one.subject, one.subject), details)
    return sheet.render(width, color=color)


def consents_text(
    found: Sequence[Consent], names: Mapping[str, str], width: int | None = None, *, color: bool = False
) -> str:
    """Return consents as a list."""
    sheet = Sheet()
    for one in found:
        details = (Detail(consent_words(one)), Detail(one.subject))
        sheet.row("● given" if one.given else "● withdrawn", names.get(one.subject, one.subject), details)
    return sheet.render(width, color=color)


def said_record(said: Said) -> dict[str, Any]:
    """Return what was said of protection and consent as a record."""
    protected, agreed = said
    return {"protections": [asdict(one) for one in protected], "consents": [asdict(one) for one in agreed]}
