"""The case that a typed name means."""

import difflib
from collections import defaultdict
from collections.abc import Sequence

from khronika.docket.cases import Case
from khronika.errors import RequestError
from khronika.identity.names import Likeness, keys, likeness
from khronika.vocabulary.folding import fold


def find_case(found: Sequence[Case], wanted: str) -> Case:
    """Return the case of the person that a name means, in any spelling, by surname alone if only one has it.

    Raises RequestError that lists the cases if several fit, or names the nearest if none does.
    """
    named = [case for case in found if case.persons]
    if not named:
        raise RequestError("no case of a named person is in the chronicle", do="add reports with: khronika add PATH")
    ranked: dict[int, list[Case]] = defaultdict(list)
    for case in named:
        ranked[rank(wanted, case)].append(case)
    best = max(ranked)
    if not best:
        raise RequestError(f"no case of {wanted!r}; the nearest: {', '.join(nearest(wanted, named))}", do="give one")
    if len(ranked[best]) > 1:
        listed = "; ".join(f"{case.name} ({', '.join(documents_of(case))})" for case in ranked[best])
        raise RequestError(
            f"several cases fit {wanted!r}: {listed}", do="give a fuller name, or the document's name after it"
        )
    return ranked[best][0]


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
