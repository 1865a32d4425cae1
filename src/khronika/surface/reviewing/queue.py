"""Which statements are to be reviewed, and in what order."""

from collections.abc import Sequence
from dataclasses import replace

from khronika.docket import cases, find_case
from khronika.errors import RequestError
from khronika.vocabulary.evidence import Evidence, Source, Standing, least_sure_first
from khronika.vocabulary.terms import Kind

SHORTEST = 4  # hexadecimal digits of a SHA-256 by which a document may be called


def documents_called(sources: Sequence[Source], name: str) -> list[Source]:
    """Return the documents that a name means: the file's, with its ending or without, or the beginning of the SHA-256."""
    wanted = name.strip()
    exact = [one for one in sources if wanted in {one.sha256, one.filename, one.document}]
    if exact:
        return exact
    folded = wanted.casefold()
    return [
        one
        for one in sources
        if folded in {one.filename.casefold(), one.document.casefold()}
        or (len(wanted) >= SHORTEST and one.sha256.startswith(folded))
    ]


def the_document(sources: Sequence[Source], name: str) -> Source:
    """Return the one document of a name. Raises RequestError if there is none, or several."""
    found = documents_called(sources, name)
    if len(found) == 1:
        return found[0]
    if not found:
        raise RequestError(f"no document is called {name!r}", do="take its name from: khronika sources")
    listed = "; ".join(f"{one.filename} {one.sha256[:12]}" for one in found)
    raise RequestError(f"several documents are called {name!r}: {listed}", do="write the beginning of its SHA-256")


def chosen(held: Sequence[Evidence], sources: Sequence[Source], name: str, kind: Kind | None) -> list[Evidence]:
    """Return the statements of a document or of a person's case, or all; of one kind if one is given.

    They stand in the order of capture and text. Raises RequestError if the name means no document and no person, or
    several.
    """
    if name and documents_called(sources, name):
        sha256 = the_document(sources, name).sha256
        held = [one for one in held if one.source.sha256 == sha256]
    elif name:
        whole = [replace(one, standing=Standing.PROPOSED) for one in held]  # what was rejected is still to be counted
        try:
            own = {one.id for one in find_case(cases(whole), name).evidence}
        except RequestError as error:
            raise RequestError(f"no document is called {name!r}, and there is {error.what}", do=error.do) from None
        held = [one for one in held if one.id in own]
    places = {one.sha256: place for place, one in enumerate(sources)}
    ordered = sorted(held, key=lambda one: (places[one.source.sha256], one.statement.quote.start))
    return [one for one in ordered if kind is None or one.statement.kind is kind]


def unsure_first(held: Sequence[Evidence]) -> list[Evidence]:
    """Return statements so that those of which the reader is least sure come first."""
    return least_sure_first(held)
