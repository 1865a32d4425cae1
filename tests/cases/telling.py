"""The invented cases of `samples/cases`: their documents, what a person read out of them, and the truth of each.

All people, places and cases in them are invented. `truth/` was written by hand from the documents. `statements/` are the
statements of each document as a careful annotator decided them, in the contract's form.
"""

import json
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from khronika.docket.naming import mentioned
from khronika.documents import Document, Found, discover, document_from
from khronika.documents.manifest import read_manifest, with_manifest
from khronika.reading import read
from khronika.record.captures import statement_id
from khronika.vocabulary.contract import from_record
from khronika.vocabulary.evidence import Evidence, Source, Standing
from khronika.vocabulary.rulings import Filed, Linked, Named, Ruling, Rulings
from khronika.vocabulary.statement import Statement

HERE = Path(__file__).parent
SAMPLES = HERE.parent.parent / "samples"
CASES = ("salt-quay", "solmeray", "nurhal")


def truth(case: str) -> dict[str, Any]:
    """Return the truth of a case."""
    return tomllib.loads((HERE / "truth" / f"{case}.toml").read_text("utf-8"))


@cache
def files(case: str) -> tuple[tuple[bytes, Document], ...]:
    """Return the documents of a case's folder and the digests with their bytes, in a fixed order."""
    known = read_manifest(SAMPLES / "cases-manifest.jsonl")
    paths = [SAMPLES / "cases" / case, *sorted((SAMPLES / "cases").glob("*digest*"))]
    found = [(one.load(), one.filename) for one in discover(paths) if isinstance(one, Found)]
    made = [(data, document_from(data, name)) for data, name in found]
    return tuple((data, with_manifest(one, known.get(one.id, {}))) for data, one in made)


def documents(case: str) -> tuple[Document, ...]:
    """Return the documents of a case, in a fixed order."""
    return tuple(document for _, document in files(case))


def source(document: Document) -> Source:
    """Return a document as the source of statements."""
    slots = ("sha256", "media_type", "filename", "title", "publisher", "author", "published", "modified", "language")
    return Source(document=document.id, **{slot: getattr(document, slot) for slot in slots})


def evidence_of(document: Document, statements: Iterable[Statement], standing: Standing) -> Iterator[Evidence]:
    """Return statements of a document as a chronicle holds them, each once."""
    named = {statement_id(document.sha256, one): one for one in statements}
    for name, one in named.items():
        yield Evidence(id=name, statement=one, source=source(document), standing=standing)


@cache
def read_by_program(case: str) -> tuple[Evidence, ...]:
    """Return what the reader reads out of the documents of a case; nobody has decided on it."""
    return tuple(one for d in documents(case) for one in evidence_of(d, read(d).statements, Standing.PROPOSED))


@cache
def decided_by_people(case: str) -> tuple[Evidence, ...]:
    """Return what people decided that the documents of a case say."""
    told: dict[str, list[Statement]] = {}
    for name in (case, "digests"):
        lines = (HERE / "statements" / f"{name}.jsonl").read_text("utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            one = from_record(json.loads(line), where=f"{name}.jsonl:{number}")
            told.setdefault(one.document, []).append(one)
    return tuple(one for d in documents(case) for one in evidence_of(d, told.get(d.id, ()), Standing.ACCEPTED))


def people_decided(case: str) -> Rulings:
    """Return what people decided of a case as a whole: what belongs to it, what of the digests does not, and who is who."""
    why = Ruling(by="Vera", at="2024-06-03T09:00:00+00:00", reason="")
    named, filed, parties, links = [], [], [], []
    for one in tomllib.loads((HERE / "decisions.toml").read_text("utf-8"))["case"]:
        if one["of"] != case:
            continue
        ruling = replace(why, reason=one["reason"])
        named.append(Named(id=case, name=one["name"], ruling=ruling))
        for held in decided_by_people(case):
            own = not held.source.document.startswith("three-rivers-digest")
            ours = own or any(held.statement.quote.text.startswith(quote) for quote in one["digests"])
            filed.append(Filed(case=case, statement=held.id, ruling=ruling, moved=ours, out=not ours))
        for names in one.get("same", ()):
            parties.append(Named(id=f"{case}-{names[0]}", name=names[0], ruling=ruling))
            found = [pair for held in decided_by_people(case) for pair in mentioned(held)]
            links += [Linked(mention=m, party=parties[-1].id, ruling=ruling) for m, who in found if who.name in names]
    return Rulings(cases=tuple(named), filed=tuple(filed), parties=tuple(parties), links=tuple(links))


def days(case: str) -> list[date]:
    """Return the days for which the truth of a case is written down."""
    return [date.fromisoformat(day["on"]) for day in truth(case)["day"]]
