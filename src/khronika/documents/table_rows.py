"""One row of a table as a document of its own: bytes that hold its cells, and the text that is cut from them.

A row is kept apart from its table so that what is known of one person can be erased without the others. The bytes hold
the cells with their headings, who made the table, and which copy of the very same words the row is; they do not hold
the row's number: a row that moved in a later version of the table is the same row.
"""

import json
from collections.abc import Mapping

from khronika.documents.document import Role
from khronika.documents.page import Page
from khronika.errors import DocumentError

ROW_MEDIA = "application/vnd.khronika.row+json"
OPENING = b'{"khronika_row":1,'


def row_bytes(cells: Mapping[str, str], publisher: str, copy: int) -> bytes:
    """Return the bytes of a row, the same for the same words of the same publisher."""
    told = {"khronika_row": 1, "cells": list(cells.items()), "copy": copy, "publisher": publisher}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def read_row(data: bytes, where: str) -> Page:
    """Return the text of a row, a block for each filled cell. Raises DocumentError if the bytes are none."""
    try:
        told = json.loads(data)
        cells = [(str(column), str(cell)) for column, cell in told["cells"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise DocumentError("it is no whole row of a table", where=where) from None
    page = Page(told={"publisher": str(told.get("publisher", ""))})
    for column, cell in cells:
        page.add(f"{column}: {cell}", Role.TABLE_ROW)
    return page
