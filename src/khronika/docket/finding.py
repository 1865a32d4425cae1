"""The case that a typed name or id means."""

import difflib
import re
from collections import defaultdict
from collections.abc import Sequence

from khronika.docket.cases import Case
from khronika.docket.lines import date_of
from khronika.errors import RequestError
from khronika.identity.names import Likeness, keys, likeness
from khronika.vocabulary.folding import fold

ID = re.compile("[0-9a-f]{6,}")


def find_case(found: Sequence[Case], wanted: str) -> Case:
    """Return the one case that was meant: by its id, the id of one of its statements, its title or a person's name.

    Raises RequestError that lists the cases if several fit, or names the nearest if none does.
    """
    fitting = find_cases(found, wanted)
    if len(fitting) > 1:
        raise RequestError(f"several cases fit {wanted!r}: {listed(fitting)}", do="give the name in front of one")
    return fitting[0]


def find_cases(found: Sequence[Case], wanted: str) -> tuple[Case, ...]:
    """Return the cases that were meant: several only if they are all of one person, whom the name means.

    A name is understood in any spelling, and by surname alone if only one person has it. Raises RequestError as above.
    """
    named = [case for case in found if case.persons or case.title]
    if by_id := with_id(found, wanted):
        return tuple(by_id)
    if not named:
        raise RequestError("no case of a named person is in the chronicle", do="add reports with: khronika add PATH")
    titled = [case for case in named if case.title and fold(case.title) == fold(wanted)]
    if titled:
        return tuple(titled)
    ranked: dict[int, list[Case]] = defaultdict(list)
    for case in named:
        ranked[rank(wanted, case)].append(case)
    best = max(ranked)
    if not best:
        raise RequestError(f"no case of {wanted!r}; the nearest: {', '.join(nearest(wanted, named))}", do="give one")
    fitting = ranked[best]
    linked = {fitting[0].id} | {link.id for link in fitting[0].linked if link.ruling is None}
    if any(case.id not in linked for case in fitting):
        people = "; ".join(f"{case.name} ({', '.join(documents_of(case))})" for case in fitting)
        raise RequestError(
            f"several cases fit {wanted!r}: {people}", do="give a fuller name, or the document's name after it"
        )
    return tuple(fitting)


def with_id(found: Sequence[Case], wanted: str) -> list[Case]:
    """Return the cases that an id or its beginning means: their own, or that of a statement of theirs."""
    asked = wanted.strip().lower()
    exact = [case for case in found if case.id == asked]
    if exact or not (ID.fullmatch(asked) or any(one.id == asked for case in found for one in case.own)):
        return exact
    begun = [case for case in found if case.id.startswith(asked)]
    return begun or [case for case in found if any(one.id.startswith(asked) for one in (case.own or case.context))]


def listed(some: Sequence[Case]) -> str:
    """Return cases by their ids, to choose one from."""
    return "; ".join(f"{case.id} {case.name}{since(case)}" for case in some)


def since(case: Case) -> str:
    """Return the year in which a case begins, in brackets, if it is told."""
    days = sorted(date_of(one.statement) for one in case.own if date_of(one.statement))
    return f" ({days[0][:4]})" if days else ""


def documents_of(case: Case) -> list[str]:
    """Return the names of the documents that tell of a case's people."""
    return sorted({one.source.document for one in case.own})


def nearest(wanted: str, named: Sequence[Case]) -> list[str]:
    """Return the names that are written most like what was asked for, or the first few."""
    names = sorted({spelling for case in named for person in case.persons for spelling in person.spellings})
    near = difflib.get_close_matches(fold(wanted), [fold(name) for name in names], n=3, cutoff=0.5)
    return [name for name in names if fold(name) in near] or names[:5]


def rank(wanted: str, case: Case) -> int:
    """Return how well a case answers to what was typed: 0 not, 2 by some words of a name, up to 5 letter for letter."""
    spellings = [spelling for person in case.persons for spelling in person.spellings]
    if not spellings:
        return 0
    best = max(likeness(wanted, spelling) for spelling in spellings)
    if best >= Likeness.INITIAL:
        return int(best) + 1
    documents = {fold(document) for document in documents_of(case)}
    # a document's name may be given after the person's; one that is the person's own name is no document's alone
    people = [word for word in wanted.split() if fold(word) not in documents] or wanted.split()
    asked = [keys(word.strip(".,")) for word in people]
    for spelling in spellings:
        parts = [keys(word.strip(".,")) for word in spelling.split()]
        if asked and all(any(word & part for part in parts) for word in asked):
            return 2
    return 0
