"""Who is protected in what is published, and who agreed to what."""

from dataclasses import dataclass
from enum import StrEnum

from khronika.errors import RequestError
from khronika.record.fold import enter
from khronika.record.folder import Chronicle
from khronika.record.log import Entry, printable
from khronika.record.models import ConsentRow, ProtectionRow


class Protection(StrEnum):
    """How far somebody or something is kept out of what is published."""

    NONE = "none"
    NAME = "name"  # told of, and never named
    ALL = "all"  # not told of


class Purpose(StrEnum):
    """What somebody may agree to."""

    RECORD = "record"
    SHARE = "share"
    PUBLISH = "publish"


@dataclass(frozen=True, slots=True)
class Protected:
    """A protection that holds; ``since`` is an ISO 8601 time in UTC."""

    subject: str
    level: Protection
    reason: str
    by: str
    since: str


@dataclass(frozen=True, slots=True)
class Consent:
    """The last word of somebody on a purpose; ``since`` is an ISO 8601 time in UTC."""

    subject: str
    purpose: Purpose
    given: bool
    reason: str
    by: str
    since: str


def protect(chronicle: Chronicle, subject: str, level: Protection, *, actor: str, reason: str) -> Entry:
    """Enter how far a subject ("party:ID", "source:SHA256", "statement:ID") is protected from now on."""
    body = {"subject": subject_of(subject), "level": level.value, "reason": printable(reason)}
    with chronicle.writing() as database:
        return enter(database, chronicle.origin, actor, "protection_set", body)


def consent(chronicle: Chronicle, subject: str, purpose: Purpose, *, given: bool, actor: str, reason: str) -> Entry:
    """Enter that somebody gave or withdrew consent; ``subject`` as in ``protect``."""
    body = {"subject": subject_of(subject), "purpose": purpose.value, "reason": printable(reason)}
    with chronicle.writing() as database:
        return enter(database, chronicle.origin, actor, "consent_given" if given else "consent_withdrawn", body)


def subject_of(subject: str) -> str:
    """Return a subject. Raises RequestError if it is none."""
    kind, _, name = subject.partition(":")
    if kind not in {"party", "source", "statement"} or not name:
        raise RequestError(f"{subject!r} is nothing to protect", do="write party:ID, source:SHA256 or statement:ID")
    return subject


def protections(chronicle: Chronicle) -> dict[str, Protected]:
    """Return the protections that hold, by their subjects."""
    with chronicle.reading() as database:
        rows = list(ProtectionRow.objects.using(database).order_by("subject"))
    return {r.subject: Protected(r.subject, Protection(r.level), r.reason, r.set_by, r.set_at) for r in rows}


def consents(chronicle: Chronicle) -> tuple[Consent, ...]:
    """Return the last word on each consent."""
    with chronicle.reading() as database:
        rows = list(ConsentRow.objects.using(database).order_by("id"))
    return tuple(Consent(r.subject, Purpose(r.purpose), r.given, r.reason, r.told_by, r.told_at) for r in rows)
