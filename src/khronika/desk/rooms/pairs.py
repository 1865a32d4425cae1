"""Who may be one: pairs of names, the likeliest first, with every reason and the quotes; a person says what they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from khronika.desk.models import Role
from khronika.desk.paging import paged
from khronika.desk.rooms.people import TYPES
from khronika.desk.safety import needs, whose
from khronika.desk.shelf import Shelf, shelf
from khronika.identity.candidates import Level, Proposal, explained
from khronika.identity.comparing import Reason
from khronika.identity.somebody import Somebody, Told
from khronika.record.changes import read_since
from khronika.record.likely import likely
from khronika.record.people import Called, called, those
from khronika.surface.case_words import ruling_words
from khronika.surface.people_text import first_of_each
from khronika.vocabulary.rulings import Ruling, Rulings

EACH = 10  # pairs on a page
FEW = 3  # quotes of each that are shown at once
LATELY = 5
_queues: dict[tuple[str, str], tuple[int, tuple[Proposal, ...]]] = {}


@needs(Role.RESEARCHER)
def pairs(request: HttpRequest) -> HttpResponseBase:
    """Show the pairs that are likely one, to be decided on."""
    held = shelf()
    type_ = request.GET.get("type", "person")
    possible = request.GET.get("possible") == "1"
    types = () if type_ == "all" else (type_,)
    every = open_pairs(held, queue(held, type_, types))
    wanted = [one for one in every if possible or one.made.level is Level.LIKELY]
    page = paged(request, wanted, EACH)
    context = {
        "pairs": [pair_of(one, held) for one in now(page.items, held)],
        "page": page,
        "count": len(wanted),
        "more": len(every) - len(wanted),
        "possible": possible,
        "type": type_,
        "types": (*TYPES, "all"),
        "editor": whose(request).may(Role.EDITOR),
        "lately": lately(held.rulings),
    }
    return render(request, "desk/pairs.html", context)


def queue(held: Shelf, type_: str, types: tuple[str, ...]) -> tuple[Proposal, ...]:
    """Return the likely pairs as they were worked out last: anew when something was read since, not when decided.

    To compare all names takes long; what was decided since is left out of the list by ``open_pairs``.
    """
    key = (str(held.chronicle.folder), type_)
    known = _queues.get(key)
    if known is None or known[0] > held.head[0] or read_since(held.chronicle, known[0]):
        known = (held.head[0], likely(held.chronicle, types, Level.POSSIBLE))
        _queues[key] = known
    return known[1]


@dataclass(frozen=True, slots=True)
class Open:
    """A pair that nobody has decided on, with who both are by now."""

    made: Proposal
    one: Called
    other: Called


def open_pairs(held: Shelf, every: Iterable[Proposal]) -> list[Open]:
    """Return the pairs of a queue that are still two who were not told apart, each once."""
    who = {naming: one for one in held.remembered("called", lambda: called(held.chronicle)) for naming in one.namings}
    roots = held.rulings.party_roots
    seen = {frozenset(roots.get(end, end) for end in (pair.first, pair.second)) for pair in held.rulings.apart}
    found = []
    for made in every:
        sides = [next((who[t.mention] for t in one.told if t.mention in who), None) for one in (made.one, made.other)]
        one, other = sides
        pair = frozenset(side.id for side in sides if side is not None)
        if one is not None and other is not None and len(pair) == 2 and pair not in seen:
            seen.add(pair)
            found.append(Open(made, one, other))
    return found


def now(shown: Iterable[Open], held: Shelf) -> list[Proposal]:
    """Return pairs with what is told of both by now; compared anew where one is another than when it was proposed."""
    made = []
    for pair in shown:
        if (pair.one.id, pair.other.id) == (pair.made.one.id, pair.made.other.id):
            made.append(pair.made)
        else:
            made.append(explained(*those(held.chronicle, (pair.one, pair.other))))
    return made


def pair_of(made: Proposal, held: Shelf) -> dict[str, Any]:
    """Return what the card of a pair shows."""
    places = {told.mention: told for one in (made.one, made.other) for told in one.told}
    return {
        "id": f"{made.one.id}-{made.other.id}",
        "one": side(made.one, held),
        "other": side(made.other, held),
        "level": made.level.value,
        "score": f"{made.score:g}",
        "in_favour": [reason_of(one, places) for one in made.reasons if one.points >= 0],
        "against": [reason_of(one, places) for one in made.reasons if one.points < 0],
    }


def reason_of(one: Reason, places: dict[str, Told]) -> tuple[str, str, list[Told]]:
    """Return a reason: its points, its words, and the places that it rests on."""
    return f"{one.points:+g}", one.text, [places[at] for at in dict.fromkeys(one.told) if at in places]


def side(one: Somebody, held: Shelf) -> dict[str, Any]:
    """Return one of a pair with the first quotes that tell of them."""
    told = first_of_each(one)
    shown = [(place, held.by_id.get(place.statement)) for place in told[:FEW]]
    return {"who": one, "quotes": shown, "more": len(told) - len(shown)}


def lately(rulings: Rulings) -> list[tuple[str, str, int]]:
    """Return the last decisions on who is who: what, who decided it, and the entry that takes it back."""
    names = {one.id: one.name for one in rulings.parties}
    found: dict[int, tuple[str, Ruling]] = {}
    for one in rulings.merged:
        found[one.ruling.entry] = (f"{names.get(one.into, one.into)} = {names.get(one.id, one.id)}", one.ruling)
    for pair in rulings.apart:
        told = f"{names.get(pair.first, pair.first)} ≠ {names.get(pair.second, pair.second)}"
        found[pair.ruling.entry] = (told, pair.ruling)
    last = sorted(found.items(), reverse=True)[:LATELY]
    return [(told, ruling_words(ruling), entry) for entry, (told, ruling) in last]
