"""Who is protected in what is published, and who agreed to what."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from khronika.errors import RequestError
from khronika.record.fold import enter
from khronika.record.folder import Chronicle
from khronika.record.identities import spoken_of
from khronika.record.log import Entry, printable
from khronika.record.models import ConsentRow, DecisionRow, PartyRow, ProtectionRow, SourceRow, StatementRow
from khronika.record.people import roots_of
from khronika.record.subjects import Subject

KINDS = {"party": PartyRow, "source": SourceRow, "statement": StatementRow}


class Protection(StrEnum):
    """How far somebody or something is kept out of what is published. ``cares.toml`` says what each means."""

    NONE = "none"
    NAME = "name"  # told of, and never named
    ALL = "all"  # not told of


class Purpose(StrEnum):
    """What somebody may agree to. ``cares.toml`` says what each means."""

    RECORD = "record"
    SHARE = "share"
    PUBLISH = "publish"


@dataclass(frozen=True, slots=True)
class Protected:
    """A protection that holds; ``since`` is an ISO 8601 time in UTC, ``entry`` the number of its entry."""

    subject: str
    level: Protection
    reason: str
    by: str
    since: str
    entry: int = 0


@dataclass(frozen=True, slots=True)
class Consent:
    """The last word of somebody on a purpose; ``since`` is an ISO 8601 time in UTC, ``entry`` the number of its entry."""

    subject: str
    purpose: Purpose
    given: bool
    reason: str
    by: str
    since: str
    entry: int = 0


@dataclass(frozen=True, slots=True)
class Cares:
    """What was said of protection and consent, by subject; a party that was merged speaks for the one it is now."""

    protections: Mapping[str, tuple[Protected, ...]]
    consents: Mapping[str, tuple[Consent, ...]]

    def of(self, *subjects: str) -> tuple[tuple[Protected, ...], tuple[Consent, ...]]:
        """Return what was said of some subjects: the strongest protection first."""
        protected = [one for subject in dict.fromkeys(subjects) for one in self.protections.get(subject, ())]
        agreed = [one for subject in dict.fromkeys(subjects) for one in self.consents.get(subject, ())]
        return tuple(sorted(protected, key=lambda one: -list(Protection).index(one.level))), tuple(agreed)


@cache
def meanings() -> dict[str, dict[str, dict[str, Any]]]:
    """Return what the levels and the purposes mean: ``cares.toml``."""
    found: dict[str, Any] = tomllib.loads((files("khronika.vocabulary") / "cares.toml").read_text("utf-8"))
    return found


def meaning(one: Protection | Purpose) -> str:
    """Return what a level of protection or a purpose means."""
    return str(meanings()["level" if isinstance(one, Protection) else "purpose"][one.value]["meaning"])


def protect(chronicle: Chronicle, subject: Subject | str, level: Protection, *, actor: str, reason: str) -> Entry:
    """Enter how far a subject ("party:ID", "source:SHA256", "statement:ID") is protected from now on.

    A name that nobody has linked becomes a party by it. Raises RequestError if it is no subject, or not there.
    """
    body = {"level": level.value, "reason": printable(reason)}
    return cared_for(chronicle, "protection_set", subject, body, actor)


def consent(
    chronicle: Chronicle, subject: Subject | str, purpose: Purpose, *, given: bool, actor: str, reason: str
) -> Entry:
    """Enter that somebody gave or withdrew consent; ``subject`` and what is raised as in ``protect``."""
    body = {"purpose": purpose.value, "reason": printable(reason)}
    return cared_for(chronicle, "consent_given" if given else "consent_withdrawn", subject, body, actor)


def cared_for(chronicle: Chronicle, kind: str, subject: Subject | str, body: dict[str, Any], actor: str) -> Entry:
    """Enter what was said of a subject."""
    with chronicle.writing() as database:
        if isinstance(subject, Subject) and subject.somebody is not None:
            named, (id_,) = spoken_of(subject.somebody)
            name = f"party:{id_}"
            body |= named
        else:
            name = there(database, subject.name if isinstance(subject, Subject) else subject)
        return enter(database, chronicle.origin, actor, kind, {"subject": name} | body)


def there(database: str, subject: str) -> str:
    """Return a subject. Raises RequestError if it is none, or if it is not in the chronicle."""
    kind, _, id_ = subject.partition(":")
    if kind not in KINDS or not id_:
        raise RequestError(f"{subject!r} is nothing to protect", do="write party:ID, source:SHA256 or statement:ID")
    if not KINDS[kind].objects.using(database).filter(pk=id_).exists():  # type: ignore[attr-defined]
        raise RequestError(f"there is no {subject}", do="see: khronika people, khronika sources, khronika docket")
    return subject


def protections(chronicle: Chronicle) -> dict[str, Protected]:
    """Return the protections that hold, by their subjects."""
    with chronicle.reading() as database:
        numbers = entry_numbers(database)
        rows = list(ProtectionRow.objects.using(database).order_by("subject"))
    return {
        r.subject: Protected(
            r.subject, Protection(r.level), r.reason, r.set_by, r.set_at, numbers.get(f"protection:{r.subject}", 0)
        )
        for r in rows
    }


def consents(chronicle: Chronicle) -> tuple[Consent, ...]:
    """Return the last word on each consent."""
    with chronicle.reading() as database:
        numbers = entry_numbers(database)
        rows = list(ConsentRow.objects.using(database).order_by("id"))
    return tuple(
        Consent(
            r.subject,
            Purpose(r.purpose),
            r.given,
            r.reason,
            r.told_by,
            r.told_at,
            numbers.get(f"consent:{r.id}", 0),
        )
        for r in rows
    )


def entry_numbers(database: str) -> dict[str, int]:
    """Return the numbers of the entries from which the protections and consents that hold follow."""
    asked = DecisionRow.objects.using(database).filter(
        in_force=True, kind__in=("protection_set", "consent_given", "consent_withdrawn")
    )
    rows = asked.order_by("number").values_list("subject", "entry")
    return {subject: int(entry.rpartition(":")[2]) for subject, entry in rows}


def cares_of(chronicle: Chronicle) -> Cares:
    """Return all that was said of protection and consent, by what it is of now: a merged party by what it became."""
    protected, agreed = protections(chronicle).values(), consents(chronicle)
    parties = {s.removeprefix("party:") for s in subjects_of([*protected, *agreed]) if s.startswith("party:")}
    with chronicle.reading() as database:
        roots = roots_of(database, parties)
    made_protections: dict[str, tuple[Protected, ...]] = {}
    made_consents: dict[str, tuple[Consent, ...]] = {}
    for one in protected:
        key = root(one.subject, roots)
        made_protections[key] = (*made_protections.get(key, ()), one)
    for each in agreed:
        key = root(each.subject, roots)
        made_consents[key] = (*made_consents.get(key, ()), each)
    return Cares(made_protections, made_consents)


def subjects_of(said: Iterable[Protected | Consent]) -> list[str]:
    """Return what something was said of."""
    return [one.subject for one in said]


def root(subject: str, roots: Mapping[str, str]) -> str:
    """Return a subject; a merged party as the one that it was merged into."""
    kind, _, id_ = subject.partition(":")
    return f"party:{roots.get(id_, id_)}" if kind == "party" else subject
