"""What is known of documents beside their files: a manifest in JSON Lines."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from khronika.documents.document import Document
from khronika.errors import RequestError
from khronika.vocabulary.edtf_dates import is_edtf

SLOTS = ("title", "published", "language", "publisher", "author", "url")


def read_manifest(path: Path) -> dict[str, Mapping[str, str]]:
    """Return what a manifest says of each document by its id; keys that are not known are passed over.

    Raises RequestError that names the file and the line if one is at fault.
    """
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise RequestError(f"the manifest cannot be read: {error}", where=str(path)) from None
    found: dict[str, Mapping[str, str]] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise RequestError(f"it is not JSON: {error}", where=where) from None
        if not isinstance(entry, dict) or not isinstance(entry.get("document"), str):
            raise RequestError(
                "it lacks the document's id", where=where, do='write {"document": "…", "published": "…"}'
            )
        values = {slot: str(entry[slot]) for slot in SLOTS if entry.get(slot)}
        if "published" in values and not is_edtf(values["published"]):
            raise RequestError(f"{values['published']!r} is no date", where=where, do="write it as 2023-04-11")
        found[entry["document"]] = values
    return found


def with_manifest(document: Document, entry: Mapping[str, str]) -> Document:
    """Return the document with what the manifest says of it, which goes before what the file says."""
    return replace(document, **{slot: value for slot, value in entry.items() if slot in SLOTS})  # type: ignore[arg-type]  # all of SLOTS are texts
