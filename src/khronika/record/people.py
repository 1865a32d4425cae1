"""Who is in a chronicle: parties with all that was linked to them, and names that nobody has linked yet."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import Model

from khronika.errors import RequestError
from khronika.identity.mentions import UNLINKED
from khronika.identity.somebody import Somebody, Told
from khronika.identity.telling import tellings
from khronika.record.folder import Chronicle
from khronika.record.holdings import evidence_of, source_of
from khronika.record.models import MentionRow, NamingRow, PartyRow, SourceRow, StatementRow
from khronika.record.name_search import MANY, how_many_like, names_like, rank
from khronika.record.tables import parts
from khronika.vocabulary.folding import fold

R = TypeVar("R", bound=Model)


@dataclass(slots=True)
class Gathering:
    """What is found of one somebody until all is found."""

    type: str
    names: Counter[str] = field(default_factory=Counter)
    told: list[Told] = field(default_factory=list)
    name: str = ""


def everybody(chronicle: Chronicle, types: Collection[str] = ()) -> tuple[Somebody, ...]:
    """Return everybody in the chronicle, or all of some types, by name."""
    with chronicle.reading() as database:
        found = gathered_everybody(database)
    return tuple(one for one in found if not types or one.type in types)


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody in a list: the ``id``, the name they go by, and the namings that a page about them begins with."""

    id: str
    type: str
    name: str
    namings: tuple[str, ...]


def called(chronicle: Chronicle) -> tuple[Called, ...]:
    """Return everybody in the chronicle by name, without what is told of them: quick even where there are many."""
    with chronicle.reading() as database:
        asked = (
            NamingRow.objects.using(database).order_by("id").values_list("id", "statement", "type", "name", "unlinked")
        )
        linked = dict(MentionRow.objects.using(database).values_list("id", "party"))
        into = dict(PartyRow.objects.using(database).values_list("id", "into"))
        made: dict[str, tuple[Gathering, list[str]]] = {}
        for id_, statement, type_, name, unlinked in asked.iterator():
            party = linked.get(id_, "") if statement else id_
            root = last_of(into, party) if party in into else unlinked
            one, namings = made.setdefault(root, (Gathering(type_), []))
            one.names[name] += bool(statement)
            namings.append(id_)
            if root == id_:
                one.type, one.name = type_, name
    return tuple(
        sorted((called_so(id_, *told) for id_, told in made.items()), key=lambda one: (fold(one.name), one.id))
    )


def called_so(id_: str, one: Gathering, namings: list[str]) -> Called:
    """Return somebody of a list under the name that they go by: a party's own, else the one written most often."""
    often = min(one.names, key=lambda name: (-one.names[name], name))
    return Called(id_, one.type, one.name or often, tuple(namings))


def those(chronicle: Chronicle, some: Iterable[Called]) -> tuple[Somebody, ...]:
    """Return what is told of some of a list, in its order."""
    asked = list(some)
    with chronicle.reading() as database:
        namings = {id_ for one in asked for id_ in one.namings}
        made = {one.id: one for one in gathered(database, rows_of(database, NamingRow, "id", namings))}
    return tuple(made[one.id] for one in asked if one.id in made)


def gathered_everybody(database: str) -> tuple[Somebody, ...]:
    """Return everybody in a database, by name."""
    return gathered(database, list(NamingRow.objects.using(database).order_by("id")))


def find(chronicle: Chronicle, text: str) -> tuple[Somebody, ...]:
    """Return whom a typed name can mean, in whatever alphabet and spelling, the likeliest first."""
    with chronicle.reading() as database:
        return find_in(database, text)


def how_many(chronicle: Chronicle, text: str) -> tuple[int, int]:
    """Return how many names ``find`` looked at of how many that a typed name can mean; both 0 if it looked at all."""
    with chronicle.reading() as database:
        every = how_many_like(database, text.strip())
    return (MANY, every) if every > MANY else (0, 0)


def find_in(database: str, text: str) -> tuple[Somebody, ...]:
    """Return whom a typed name, or an id, can mean, the likeliest first."""
    wanted = text.strip()
    if exact := by_id(database, wanted):
        return (exact,)
    names = names_like(database, wanted)
    found = gathered(database, whole_of(database, rows_of(database, NamingRow, "name", names)))
    ranked = [(rank(wanted, one), one) for one in found]
    best = max((points for points, _ in ranked), default=0)
    kept = [(points, one) for points, one in ranked if points > 0 or best <= 0]
    return tuple(one for _, one in sorted(kept, key=lambda told: (-told[0], told[1].name, told[1].id)))


def the_one(database: str, text: str) -> Somebody:
    """Return whom a typed name or id means. Raises RequestError if that is nobody, or not one alone."""
    found = equally_good(database, text)
    if len(found) > 1:
        raise ambiguous(text, found)
    return found[0]


def the_two(database: str, one: str, other: str) -> tuple[Somebody, Somebody]:
    """Return whom two typed names mean; one that can be several does not mean whom the other means.

    Raises RequestError if one means nobody, or still not one alone.
    """
    ones, others = equally_good(database, one), equally_good(database, other)
    if len(others) == 1 and len(ones) > 1:
        ones = [who for who in ones if who.id != others[0].id]
    elif len(ones) == 1 and len(others) > 1:
        others = [who for who in others if who.id != ones[0].id]
    for text, found in ((one, ones), (other, others)):
        if len(found) > 1:
            raise ambiguous(text, found)
    return ones[0], others[0]


def equally_good(database: str, text: str) -> list[Somebody]:
    """Return those whom a typed name means equally well. Raises RequestError if it means nobody."""
    found = find_in(database, text)
    if not found:
        raise RequestError(f"nobody is called {text!r}", do="see: khronika people")
    if found[0].id == text.strip() or len(found) == 1:
        return [found[0]]
    best = rank(text, found[0])
    return [one for one in found if rank(text, one) == best]


def ambiguous(text: str, found: Sequence[Somebody]) -> RequestError:
    """Return the error that a typed name can mean several, with their ids."""
    listed = "; ".join(f"{one.id} {one.name} ({documents(one)})" for one in found[:6])
    more = f"; and {len(found) - 6} more" if len(found) > 6 else ""
    return RequestError(
        f"{text!r} can be {len(found)}: {listed}{more}", do=f"give the id of the one you mean, as {found[0].id}"
    )


def documents(one: Somebody) -> str:
    """Return the names of the documents that tell of somebody, at most three."""
    names = sorted({told.document for told in one.told})
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "") if names else "no document"


def by_id(database: str, text: str) -> Somebody | None:
    """Return the party, or the unlinked name, of an id; None if the text is none."""
    if text.startswith(UNLINKED):
        like = NamingRow.objects.using(database).filter(unlinked=text)
        return next((one for one in gathered(database, whole_of(database, like)) if one.id == text), None)
    row = PartyRow.objects.using(database).filter(id=text).first()
    if row is None:
        return None
    held = whole_of(database, [NamingRow(id=row.id, statement="", type=row.type, name=row.name, unlinked="")])
    root = roots_of(database, [row.id])[row.id]
    return next(one for one in gathered(database, held) if one.id == root)


def whole_of(database: str, found: Iterable[NamingRow]) -> list[NamingRow]:
    """Return the namings of the parties that some namings belong to, and those that no party has."""
    rows = {row.id: row for row in found}
    linked = {row.id: row.party for row in rows_of(database, MentionRow, "id", [id_ for id_ in rows if "/" in id_])}
    wanted = {*linked.values(), *(id_ for id_ in rows if "/" not in id_)}
    family = merged_into(database, set(roots_of(database, wanted).values()))
    members = [row.id for row in rows_of(database, MentionRow, "party", family)]
    rows |= {row.id: row for row in rows_of(database, NamingRow, "id", {*members, *family})}
    return list(rows.values())


def merged_into(database: str, roots: Collection[str]) -> set[str]:
    """Return some parties with all that were merged into them."""
    found, fresh = set(roots), set(roots)
    while fresh:
        fresh = {row.id for row in rows_of(database, PartyRow, "into", fresh)} - found
        found |= fresh
    return found


def roots_of(database: str, parties: Collection[str]) -> dict[str, str]:
    """Return for each party the one that it was merged into in the end, or itself."""
    into: dict[str, str] = {}
    fresh = set(parties)
    while fresh:
        told = {row.id: row.into for row in rows_of(database, PartyRow, "id", fresh)}
        into |= told
        fresh = {one for one in told.values() if one} - set(into)
    return {party: last_of(into, party) for party in parties if party in into}


def last_of(into: Mapping[str, str], party: str) -> str:
    """Return what a party was merged into in the end."""
    while into.get(party):
        party = into[party]
    return party


def rows_of(database: str, model: type[R], column: str, values: Collection[str]) -> list[R]:
    """Return the rows that have one of the values in a column."""
    asked = model._default_manager.using(database)
    return [row for some in parts(sorted(values)) for row in asked.filter(**{f"{column}__in": some})]


def gathered(database: str, namings: Collection[NamingRow]) -> tuple[Somebody, ...]:
    """Return whom some namings are of, by name: parties as they were merged, and names that nobody linked."""
    statements = {row.statement for row in namings if row.statement}
    mentions = rows_of(database, MentionRow, "statement", statements)
    linked = {row.id: row.party for row in mentions}
    roots = roots_of(database, {*linked.values(), *(row.id for row in namings if not row.statement)})
    tellings_of = told_in(database, statements)
    made: dict[str, Gathering] = {}
    for row in sorted(namings, key=lambda naming: naming.id):
        told = tellings_of.get(row.id)
        if not row.statement:
            root = roots.get(row.id, row.id)
            one = made.setdefault(root, Gathering(row.type))
            one.names[row.name] += 0
            if root == row.id:
                one.type, one.name = row.type, row.name
        elif told is not None:
            party = roots.get(linked.get(row.id, ""), "")
            one = made.setdefault(party or row.unlinked, Gathering(row.type))
            one.names[row.name] += 1
            one.told.append(told)
    return tuple(sorted((finished(id_, one) for id_, one in made.items()), key=lambda one: (fold(one.name), one.id)))


def finished(id_: str, one: Gathering) -> Somebody:
    """Return somebody of whom all is found; a name that was written most often comes first, after a party's own."""
    names = [name for name, _ in sorted(one.names.items(), key=lambda told: (-told[1], told[0]))]
    first = [one.name] if one.name else []
    told = sorted(one.told, key=lambda told: (told.document, told.mention))
    return Somebody(
        id_, one.type, tuple(dict.fromkeys([*first, *names])), tuple(told), decided=not id_.startswith(UNLINKED)
    )


def told_in(database: str, statements: Collection[str]) -> dict[str, Told]:
    """Return what each mention of some statements tells beside the name."""
    rows = rows_of(database, StatementRow, "id", statements)
    held = {row.sha256: source_of(row) for row in rows_of(database, SourceRow, "sha256", {r.source_id for r in rows})}
    return {told.mention: told for row in rows for _, told in tellings(evidence_of(row, held[row.source_id]))}
