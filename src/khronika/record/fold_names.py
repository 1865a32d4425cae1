"""Folding the index of names: where each name stands, and the keys under which it is found."""

import json
from collections.abc import Iterable, Sequence

from khronika.identity.indexing import index_keys
from khronika.identity.mentions import mentions, unlinked_id
from khronika.record.models import NameKeyRow, NamingRow, PartyRow, StatementRow
from khronika.record.tables import Tables
from khronika.vocabulary.evidence import Standing


def name_statements(tables: Tables, rows: Sequence[StatementRow], *, again: bool) -> None:
    """Let the index have the names of statements, but of none that was rejected; ``again`` if it may have others."""
    fresh = [naming for row in rows if row.standing != Standing.REJECTED for naming in namings_of(row)]
    held = tables.where(NamingRow, "statement", [row.id for row in rows]) if again else []
    replace(tables, held, fresh)


def namings_of(row: StatementRow) -> Iterable[NamingRow]:
    """Return where a statement names somebody, as it stands: as a person amended it if one did."""
    for one in mentions(json.loads(row.amended or row.body)):
        unlinked = unlinked_id(one.type, one.name, row.source_id)
        yield NamingRow(id=one.of(row.id), statement=row.id, type=one.type, name=one.name, unlinked=unlinked)


def forget_names(tables: Tables, statements: Sequence[str]) -> None:
    """Take the names of statements that fell away out of the index."""
    replace(tables, tables.where(NamingRow, "statement", statements), ())


def name_party(tables: Tables, party: PartyRow) -> None:
    """Let the index have the name of a party that is there."""
    held = tables.get(NamingRow, party.id)
    fresh = [NamingRow(id=party.id, statement="", type=party.type, name=party.name, unlinked="")] if party.name else []
    replace(tables, [held] if held else [], fresh)


def replace(tables: Tables, held: Sequence[NamingRow], fresh: Sequence[NamingRow]) -> None:
    """Put namings in the place of others; a name that stands nowhere any more has no keys."""
    kept = {row.id for row in fresh}
    tables.drop([row for row in held if row.id not in kept])
    tables.put(fresh)
    names = {row.name for row in fresh}
    tables.put([row for name in sorted(names) if not has_keys(tables, name) for row in keys_of(name)])
    gone = {row.name for row in held} - names
    if gone:
        gone -= {row.name for row in tables.where(NamingRow, "name", gone)}
    tables.drop([row for name in sorted(gone) for row in keys_of(name)])


def has_keys(tables: Tables, name: str) -> bool:
    """Tell whether a name has its keys: all or none are there."""
    first = min(index_keys(name), default="")
    return not first or tables.get(NameKeyRow, f"{first} {name}") is not None


def keys_of(name: str) -> list[NameKeyRow]:
    """Return the keys of a name."""
    return [NameKeyRow(id=f"{key} {name}", key=key, name=name) for key in sorted(index_keys(name))]
