"""What people say of who is who, each act one entry: two are the same, two are not, one is two.

An entry names the parties and links the mentions that it speaks of, so that taking it back leaves exactly what was
there: names that nobody had linked are unlinked again.
"""

from collections.abc import Collection
from typing import Any

from khronika.errors import RequestError
from khronika.identity.somebody import Somebody
from khronika.record.fold import enter
from khronika.record.folder import Chronicle
from khronika.record.gatherings import TYPES, new_id
from khronika.record.log import Entry, printable
from khronika.record.models import DecisionRow
from khronika.record.people import roots_of, the_one, the_two

APART = ("parties_told_apart", "party_split")


def same(chronicle: Chronicle, one: str, other: str, *, actor: str, reason: str = "") -> tuple[Somebody, Entry]:
    """Enter that two, as typed, are one; return who they are now, and the entry.

    Raises RequestError if a name means nobody or several, if they are one already or were told apart, or if one is a
    person and the other is not.
    """
    with chronicle.writing() as database:
        a, b = the_two(database, one, other)
        if a.id == b.id:
            raise RequestError(f"{a.name} and {b.name} are one already", do="to take one of them out: khronika split")
        if a.type != b.type and "person" in (a.type, b.type):
            raise RequestError(f"{a.name} is a {a.type}, {b.name} a {b.type}", do="see: khronika why")
        if told := told_apart(database).get(frozenset((a.id, b.id))):
            number = told.entry.rpartition(":")[2]
            raise RequestError(
                f"{told.decided_by} told them apart ({told.reason or 'no reason given'})",
                do=f"if that was wrong: khronika undo --entry {number}",
            )
        # who is known better stays: a party rather than a loose name, then who is told of more
        into, merged = sorted((a, b), key=lambda who: (not who.decided, -len(who.told), -len(who.name), who.id))
        body, (root, child) = spoken_of(into, merged)
        entry = enter(
            database,
            chronicle.origin,
            actor,
            "parties_merged",
            body | {"into": root, "parties": [child], "reason": printable(reason)},
        )
        return the_one(database, root), entry


def different(
    chronicle: Chronicle, one: str, other: str, *, actor: str, reason: str = ""
) -> tuple[Somebody, Somebody, Entry]:
    """Enter that two, as typed, are not one; return both, and the entry.

    Raises RequestError if a name means nobody or several, if they were merged, or told apart already.
    """
    with chronicle.writing() as database:
        a, b = the_two(database, one, other)
        if a.id == b.id:
            raise RequestError(
                f"{one!r} and {other!r} are one: {a.name} ({a.id})", do="to make them two: khronika split, or undo"
            )
        if frozenset((a.id, b.id)) in told_apart(database):
            raise RequestError("they were told apart already", do="see: khronika why")
        body, ids = spoken_of(a, b)
        told = body | {"parties": sorted(ids), "reason": printable(reason)}
        entry = enter(database, chronicle.origin, actor, "parties_told_apart", told)
        return the_one(database, ids[0]), the_one(database, ids[1]), entry


def split(
    chronicle: Chronicle, who: str, places: Collection[str], *, actor: str, reason: str = "", name: str = ""
) -> tuple[Somebody, Somebody, Entry]:
    """Enter that somebody is two: what some documents, statements or spellings tell is of another one.

    ``places`` are names of documents, ids of statements or their beginnings, or names as they are spelled there.
    Returns who stays, who was split off, and the entry. Raises RequestError if that is nothing, or all.
    """
    with chronicle.writing() as database:
        one = the_one(database, who)
        going = [told for told in one.told if any(is_at(told.document, told.mention, told.name, at) for at in places)]
        for at in places:
            if not any(is_at(told.document, told.mention, told.name, at) for told in one.told):
                raise RequestError(f"nothing of {one.name} is told at {at!r}", do=f"see: khronika people {one.id}")
        if len(going) == len(one.told):
            raise RequestError(f"that is all that is told of {one.name}", do="name a part of it")
        body, (id_,) = spoken_of(one)
        chosen = name or max((told.name for told in going), key=lambda told: (len(told), told))
        told = body | {
            "party": new_id(),
            "type": one.type,
            "name": printable(chosen),
            "mentions": sorted(told.mention for told in going),
            "from": id_,
            "apart": True,
            "reason": printable(reason),
        }
        entry = enter(database, chronicle.origin, actor, "party_split", told)
        return the_one(database, id_), the_one(database, str(told["party"])), entry


def call(chronicle: Chronicle, who: str, *, name: str, type_: str, actor: str) -> tuple[Somebody, Entry]:
    """Enter under what name somebody goes, and what they are; what is left empty stays as it is.

    Raises RequestError if the name means nobody or several, if nothing would change, or if there is no such type.
    """
    with chronicle.writing() as database:
        one = the_one(database, who)
        new_name, new_type = printable(name.strip()) or one.name, type_ or one.type
        if new_type not in TYPES:
            raise RequestError(f"a party is one of: {', '.join(TYPES)}")
        if one.decided and (new_name, new_type) == (one.name, one.type):
            raise RequestError(f"{one.name} is called so already")
        party = one.id if one.decided else new_id()
        mentions = [] if one.decided else sorted(told.mention for told in one.told)
        body: dict[str, Any] = {"party": party, "type": new_type, "name": new_name}
        body |= {"mentions": mentions} if mentions else {}
        entry = enter(database, chronicle.origin, actor, "party_named", body)
        return the_one(database, party), entry


def is_at(document: str, mention: str, name: str, place: str) -> bool:
    """Tell whether a mention is in a document, in a statement, or spelled as somebody typed."""
    return place in (document, name) or (len(place) > 3 and mention.startswith(place.casefold()))


def spoken_of(*several: Somebody) -> tuple[dict[str, Any], list[str]]:
    """Return the part of an entry that names parties for those who are none yet, and the ids of all."""
    named, linked, ids = [], {}, []
    for one in several:
        ids.append(one.id if one.decided else new_id())
        if not one.decided:
            named.append({"party": ids[-1], "type": one.type, "name": printable(one.name)})
            linked[ids[-1]] = sorted(told.mention for told in one.told)
    body: dict[str, Any] = {"named": named, "linked": linked} if named else {}
    return body, ids


def told_apart(database: str) -> dict[frozenset[str], DecisionRow]:
    """Return who was told apart from whom, by what they were merged into since, with the decision."""
    asked = DecisionRow.objects.using(database).filter(kind__in=APART, in_force=True, subject__startswith="apart:")
    rows = {row.id: row for row in asked.order_by("number")}
    pairs = {id_: row.subject.split(":")[1:] for id_, row in rows.items()}
    roots = roots_of(database, {party for pair in pairs.values() for party in pair})
    return {frozenset(roots.get(party, party) for party in pair): rows[id_] for id_, pair in pairs.items()}
