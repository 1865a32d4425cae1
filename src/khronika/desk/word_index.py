"""Full text: the words of documents and statements, indexed in memory, for any chronicle whatever its database.

SQLite's FTS5 in a database of this process alone: nothing is written to a disk, so that an encrypted chronicle leaves no
words outside, and PostgreSQL needs no index of its own. What was erased falls out as soon as the record has it no more.
Where it ends: the index is made at the first search after the desk was opened, and holds all text a second time.
"""

import re
import sqlite3
from collections.abc import Iterable, Mapping
from threading import Lock

from khronika.documents.document import Document
from khronika.errors import KhronikaError
from khronika.record.chronicle import Chronicle, document_of
from khronika.surface.words import joined, summary, when
from khronika.vocabulary.evidence import Evidence, Source
from khronika.vocabulary.statement import Statement

BEGIN, END = "\x02", "\x03"  # around what was found, in excerpts; no text that was read holds them
WORDS = 28  # of an excerpt
TOKENIZER = "unicode61 remove_diacritics 2"


class WordIndex:
    """The words of a chronicle. One thread at a time works on it."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.database = sqlite3.connect(":memory:", check_same_thread=False)
        for name in ("document", "statement"):
            self.database.execute(
                f"CREATE VIRTUAL TABLE {name} USING fts5(id UNINDEXED, title, text, tokenize='{TOKENIZER}')"
            )
        self.documents: dict[str, tuple[int, Source]] = {}
        self.statements: dict[str, tuple[int, Statement]] = {}
        self.seen: object = None
        self.unread: list[str] = []

    def follow(self, chronicle: Chronicle, sources: Iterable[Source], held: Mapping[str, Evidence]) -> None:
        """Take in what the record has now, and let go of what it has no more. Documents do not change."""
        with self.lock:
            if self.seen is held:
                return
            now = {source.sha256: source for source in sources}
            for sha256 in self.documents.keys() - now.keys():
                self.forget("document", self.documents.pop(sha256)[0])
            for sha256, source in now.items():
                if sha256 not in self.documents:
                    self.documents[sha256] = (
                        self.put("document", sha256, title(source), self.text(chronicle, sha256)),
                        source,
                    )
            for id_ in self.statements.keys() - held.keys():
                self.forget("statement", self.statements.pop(id_)[0])
            for id_, one in held.items():
                known = self.statements.get(id_)
                if known is not None and (known[1] is one.statement or known[1] == one.statement):
                    continue
                if known is not None:
                    self.forget("statement", known[0])
                row = self.put("statement", id_, words_of(one.statement), one.statement.quote.text)
                self.statements[id_] = (row, one.statement)
            self.seen = held

    def text(self, chronicle: Chronicle, sha256: str) -> str:
        """Return the text of a document; nothing if it cannot be had, which is told beside the results."""
        try:
            document: Document = document_of(chronicle, sha256)
        except KhronikaError:
            self.unread.append(sha256)
            return ""
        return document.text

    def put(self, table: str, id_: str, title_: str, text: str) -> int:
        """Index something; return its row."""
        told = self.database.execute(f"INSERT INTO {table} (id, title, text) VALUES (?, ?, ?)", (id_, title_, text))  # noqa: S608 - our own tables
        return told.lastrowid or 0

    def forget(self, table: str, row: int) -> None:
        """Take something out."""
        self.database.execute(f"DELETE FROM {table} WHERE rowid = ?", (row,))  # noqa: S608

    def find(self, table: str, asked: str) -> list[str]:
        """Return the names of all that answers to a question of FTS5, the best first."""
        with self.lock:
            rows = self.database.execute(
                f"SELECT id FROM {table} WHERE {table} MATCH ? ORDER BY bm25({table}, 0, 4, 1), rowid",  # noqa: S608
                (asked,),
            )
            return [id_ for (id_,) in rows]

    def excerpts(self, table: str, asked: str, ids: Iterable[str]) -> dict[str, str]:
        """Return for some of what was found an excerpt around the words, these between ``BEGIN`` and ``END``."""
        held = self.documents if table == "document" else self.statements
        found = {}
        with self.lock:
            for id_ in ids:
                if id_ in held:
                    row = self.database.execute(
                        f"SELECT snippet({table}, 2, ?, ?, ' […] ', {WORDS}) FROM {table} WHERE {table} MATCH ? AND rowid = ?",  # noqa: S608
                        (BEGIN, END, asked, held[id_][0]),
                    ).fetchone()
                    found[id_] = row[0] if row else ""
        return found


def title(source: Source) -> str:
    """Return what a document is called, by whom it came out."""
    return joined(source.title, source.publisher, source.author, source.filename or source.document)


def words_of(statement: Statement) -> str:
    """Return what a statement says beside its quote."""
    return joined(statement.kind.value, when(statement), summary(statement))


def question(typed: str, spellings: Iterable[str] = ()) -> str:
    """Return what was typed as a question of FTS5: all words, phrases in quotation marks, the last word as a beginning.

    ``spellings`` are names that answer to it as well, each as a whole. Empty if nothing of it is a word.
    """
    terms = []
    parts = [(phrase or word, bool(phrase)) for phrase, word in re.findall(r'["“„«]([^"“”»]+)["”»]|(\S+)', typed)]
    for place, (part, exact) in enumerate(parts):
        if tokens := re.findall(r"\w+", part):
            last = place == len(parts) - 1 and not exact and len(tokens[-1]) > 1
            terms.append(quoted(" ".join(tokens)) + ("*" if last else ""))
    every = [" AND ".join(terms)] if terms else []
    every += [quoted(" ".join(tokens)) for name in spellings if len(tokens := re.findall(r"\w+", name)) > 1]
    return " OR ".join(f"({one})" for one in every)


def quoted(text: str) -> str:
    """Return a string of FTS5."""
    return '"' + text.replace('"', '""') + '"'
