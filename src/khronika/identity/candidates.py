"""Who is likely the same: pairs with a score and every reason for and against. Nothing is ever merged here."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import combinations

from khronika.identity.agreement import form_numbers, loose
from khronika.identity.bodies import compared as bodies_compared
from khronika.identity.bodies import marks as body_marks
from khronika.identity.circumstances import circumstances
from khronika.identity.comparing import Comparison, Reason, compared, weights
from khronika.identity.letters import keys, script, skeletons
from khronika.identity.names import bare_words, taken_apart
from khronika.identity.russian import bases
from khronika.identity.somebody import GROUP, ORGANIZATION, PERSON, Somebody
from khronika.vocabulary.folding import fold

CROWD = 60  # names on one shelf beyond which only those that agree in a second word are compared


class Level(StrEnum):
    """How sure a reader may be of a proposal."""

    LIKELY = "likely the same"
    POSSIBLE = "possible"
    UNLIKELY = "unlikely"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two of the record who may be one; ``reasons`` say why and why not, ``score`` is the sum of their points."""

    one: Somebody
    other: Somebody
    reasons: tuple[Reason, ...]

    @property
    def score(self) -> float:
        """The sum of the points."""
        return round(sum(reason.points for reason in self.reasons), 1)

    @property
    def level(self) -> Level:
        """How likely they are one."""
        levels = weights()["levels"]
        if self.score >= levels["likely"]:
            return Level.LIKELY
        return Level.POSSIBLE if self.score >= levels["possible"] else Level.UNLIKELY


def explained(one: Somebody, other: Somebody) -> Proposal:
    """Return what speaks for and against that two are one, whoever they are."""
    if PERSON in (one.type, other.type):
        if one.type != other.type:
            return Proposal(one, other, (Reason(f"one is a {one.type}, the other a {other.type}", -8.0),))
        names, best = names_of(one, other)
        if not names.reasons:
            return Proposal(one, other, (Reason(f"the names do not agree: {best[0]}, {best[1]}", -8.0),))
        shared = document_reason(one, other, names)
        return Proposal(one, other, (*names.reasons, *circumstances(one, other), *shared))
    reasons = max(
        (bodies_compared(a, b) for a in one.names for b in other.names), key=lambda found: sum(r.points for r in found)
    )
    if not reasons:
        reasons = (Reason(f"the names do not agree: {one.name}, {other.name}", -8.0),)
    elif GROUP in (one.type, other.type):
        reasons = (*reasons, Reason("a group is who was there, not a name", -4.0))
    return Proposal(one, other, reasons)


def names_of(one: Somebody, other: Somebody) -> tuple[Comparison, tuple[str, str]]:
    """Return how the spellings of two people compare at best, and which these are."""
    made = [(compared(a, b), (a, b)) for a in one.names for b in other.names]
    return max(made, key=lambda found: found[0].points)


def document_reason(one: Somebody, other: Somebody, names: Comparison) -> tuple[Reason, ...]:
    """Return what it says that one document has both names: a short form, or two people whom it tells apart."""
    told = weights()["context"]
    for a in one.told:
        for b in other.told:
            if (
                not a.document
                or (a.source or a.document) != (b.source or b.document)
                or a.statement == b.statement != ""
            ):
                continue
            if names.whole and fold(a.name) != fold(b.name):
                text = f"{a.document} writes both names out in full"
                return (Reason(text, told["two_full_names_in_one_document"], (a.mention, b.mention)),)
            if not names.whole and taken_apart(a.name).whole != taken_apart(b.name).whole:
                text = f"one document has both, one shorter: {a.document}"
                return (Reason(text, told["short_form_in_one_document"], (a.mention, b.mention)),)
    return ()


def proposals(
    people: Sequence[Somebody], settled: Collection[frozenset[str]] = (), at_least: Level = Level.POSSIBLE
) -> tuple[Proposal, ...]:
    """Return who is likely or possibly the same, the likeliest first; pairs that are ``settled`` (by id) are left out.

    A short name that fits several people counts less for each of them.
    """
    found = [made for one, other in pairs(people) if (made := explained(one, other)).level is not Level.UNLIKELY]
    fits, near = fitting(found)
    weighed = [
        weighed_down(made, fits, near) for made in found if frozenset((made.one.id, made.other.id)) not in settled
    ]
    wanted = (Level.LIKELY,) if at_least is Level.LIKELY else (Level.LIKELY, Level.POSSIBLE)
    kept = [made for made in weighed if made.level in wanted]
    return tuple(
        sorted(kept, key=lambda made: (-made.score, made.one.name, made.other.name, made.one.id, made.other.id))
    )


Ids = dict[str, set[str]]


def fitting(found: Sequence[Proposal]) -> tuple[Ids, Ids]:
    """Return whom each short name fits, and who of those with whole names is likely one with whom."""
    fits: Ids = defaultdict(set)
    near: Ids = defaultdict(set)
    for made in found:
        if made.one.type != PERSON:
            continue
        for one, other in ((made.one, made.other), (made.other, made.one)):
            if not is_whole(one) and is_whole(other):
                fits[one.id].add(other.id)
            elif is_whole(one) and is_whole(other) and made.level is Level.LIKELY:
                near[one.id].add(other.id)
    return fits, near


def is_whole(one: Somebody) -> bool:
    """Tell whether a spelling of somebody writes the given name out."""
    return any(taken_apart(name).whole for name in one.names)


def weighed_down(made: Proposal, fits: Ids, near: Ids) -> Proposal:
    """Return a proposal that counts less if its short name fits others who are not one with the person proposed."""
    for short, whole in ((made.one, made.other), (made.other, made.one)):
        others = fits.get(short.id, set()) - near.get(whole.id, set()) - {whole.id}
        if others and not is_whole(short) and is_whole(whole):
            text = f"{short.name} fits {len(others)} other{'s' if len(others) > 1 else ''} as well"
            return Proposal(made.one, made.other, (*made.reasons, Reason(text, weights()["context"]["fits_several"])))
    return made


def pairs(people: Sequence[Somebody]) -> Iterator[tuple[Somebody, Somebody]]:
    """Yield each pair that could agree, once: it shares a word, and if both names are whole another is near."""
    marks = [shelf_marks(one) for one in people]
    hints = [word_hints(one) for one in people]
    shelves: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, one in enumerate(people):
        for mark in marks[at]:
            shelves[PERSON if one.type == PERSON else ORGANIZATION, mark].append(at)
    seen: set[tuple[int, int]] = set()
    for key in sorted(shelves):
        for shelf in [shelves[key]] if len(shelves[key]) <= CROWD else finer(key[1], shelves[key], marks):
            for pair in combinations(shelf, 2):
                if pair in seen:
                    continue
                a, b = pair
                if two_agree(hints[a], hints[b]):
                    seen.add(pair)
                    yield people[a], people[b]


def word_hints(one: Somebody) -> tuple[frozenset[str], ...]:
    """Return for each word of a person's names by what another spelling of it would be near; where little tells, nothing.

    A slip of the pen leaves the first three letters of a word as they were, or else all after the fourth. In Arabic letters a name may begin with an
    article, or a vowel that is not written.
    """
    if one.type != PERSON or any(script(word) == "ARABIC" for name in one.names for word in name.split()):
        return ()
    words = dict.fromkeys(word for name in one.names for word in bare_words(name) if len(word.strip(".")) > 2)
    return tuple(hints_of(word) for word in words)


@lru_cache(maxsize=65536)
def hints_of(word: str) -> frozenset[str]:
    """Return the marks of one word, the beginning of its keys, and their first letter with their end."""
    made = set(word_marks(word))
    for form in (word, *word.split("-")):
        for key in {key for own in keys(form) for key in (own, loose(own))}:
            made.add(f"{key[:3]}…")
            made |= {f"{key[:1]}…{key[-left:]}" for left in (len(key) - 4, len(key) - 5) if left > 0}
    return frozenset(made)


def two_agree(ones: tuple[frozenset[str], ...], others: tuple[frozenset[str], ...]) -> bool:
    """Tell whether two words of a name are near to words of another, or one has not two that tell."""
    if min(len(ones), len(others)) < 2:
        return True
    near = [any(not own.isdisjoint(other) for other in others) for own in ones]
    return sum(near) > 1 and sum(any(not own.isdisjoint(other) for own in ones) for other in others) > 1


def finer(mark: str, shelf: Sequence[int], marks: Sequence[frozenset[str]]) -> Iterator[list[int]]:
    """Yield the parts of a crowded shelf that share a second word too."""
    parts: dict[str, list[int]] = defaultdict(list)
    for at in shelf:
        for other in marks[at] - {mark}:
            parts[other].append(at)
    yield from (parts[other] for other in sorted(parts) if not other.endswith(f"={mark}"))


def shelf_marks(one: Somebody) -> frozenset[str]:
    """Return the words of somebody's names by which another spelling of them is found."""
    if one.type != PERSON:
        return frozenset(mark for name in one.names for mark in body_marks(name))
    return frozenset(mark for name in one.names for word in bare_words(name) for mark in word_marks(word))


def word_marks(word: str) -> Iterator[str]:
    """Yield the keys of a word, of what it is a case of, its consonants and its first letters."""
    if len(word.strip(".")) < 3:
        return
    for form in (word, *word.split("-"), *(base for base, _ in bases(word))):
        yield from map(loose, keys(form))
    yield from (f"+{number}" for number in form_numbers(word))
    for bones in skeletons(word):
        if len(bones) > 1:
            yield f"={bones}"
