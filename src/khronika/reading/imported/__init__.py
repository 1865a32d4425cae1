"""Tables that people kept before: rows become documents, and statements by a mapping that says what columns mean."""

from khronika.reading.imported.draft import draft
from khronika.reading.imported.mapping import Mapping, read_mapping
from khronika.reading.imported.rows import RowRead, read_row, row_documents

__all__ = ["Mapping", "RowRead", "draft", "read_mapping", "read_row", "row_documents"]
