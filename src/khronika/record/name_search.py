"""Looking names up by keys: any spelling, in any alphabet, finds the name."""

from collections import Counter
from collections.abc import Collection

from django.db.models import Q, QuerySet

from khronika.identity.bodies import compared as bodies_compared
from khronika.identity.comparing import compared
from khronika.identity.indexing import asked_keys, wordings, words
from khronika.identity.letters import keys
from khronika.identity.somebody import PERSON, Somebody
from khronika.record.models import NameKeyRow
from khronika.vocabulary.folding import fold

MANY = 60  # names that one search looks at: whoever finds more types more of the name
LEAST = 3  # letters of the beginning of a name
EXACT = 0.1  # what a name whose words are all typed just so is ahead of other spellings
LAST = "zzzzzzzz"  # after every key that begins with the same letters, in any order of letters


def names_like(database: str, text: str) -> list[str]:
    """Return the names that have every word of a typed one in some spelling; of an unfinished word, its beginning."""
    every = [[list(asked_keys(word)) for word in some] for some in wordings(text)]
    for asked in every:
        for wide in (0, -1):
            if found := having_all(database, [Q(key__in=sorted(keys_[wide])) for keys_ in asked]):
                return found
    for asked in every:
        if found := having_all(database, [begins(keys_[0]) for keys_ in asked]):
            return found
    return having_most(database, [Q(key__in=sorted(keys_[-1])) for keys_ in every[0]]) if every else []


def how_many_like(database: str, text: str) -> int:
    """Return how many names a search has found that looks at so many of them only; 0 where it found all."""
    found = names_like(database, text)
    if len(found) < MANY:
        return 0
    for asked in ([list(asked_keys(word)) for word in some] for some in wordings(text)):
        for conditions in (
            [Q(key__in=sorted(keys_[0])) for keys_ in asked],
            [Q(key__in=sorted(keys_[-1])) for keys_ in asked],
            [begins(keys_[0]) for keys_ in asked],
        ):
            first, *others = (set(meeting(database, condition)) for condition in conditions)
            if common := first.intersection(*others):
                return len(common)
    return 0


def begins(some: Collection[str]) -> Q:
    """Return the condition that a key begins with one of some, if that is long enough to tell anything."""
    made = Q(key__in=sorted(some))
    for one in some:
        if len(one) >= LEAST and one.isalpha():
            made |= Q(key__gte=one, key__lt=one + LAST)
    return made


def having_all(database: str, conditions: list[Q]) -> list[str]:
    """Return names that meet all conditions."""
    first, *others = (meeting(database, condition) for condition in conditions)
    found = first.intersection(*others) if others else first.distinct()
    return list(found.order_by("name")[:MANY])


def having_most(database: str, conditions: list[Q]) -> list[str]:
    """Return names that meet at least two conditions: one of several words was written quite differently."""
    counted = Counter(name for condition in conditions for name in set(meeting(database, condition)[:MANY]))
    return sorted(name for name, count in counted.items() if count > 1)


def meeting(database: str, condition: Q) -> QuerySet[NameKeyRow, str]:
    """Return the question for the names that meet a condition."""
    return NameKeyRow.objects.using(database).filter(condition).order_by().values_list("name", flat=True)


def rank(text: str, one: Somebody) -> float:
    """Return how well somebody answers to a typed name: in points, most for a name that is written just so."""
    return max(name_rank(text, name, one.type) for name in one.names)


def name_rank(text: str, name: str, type_: str) -> float:
    """Return how well one name answers to a typed one."""
    if fold(text) == fold(name):
        return 20.0
    if type_ != PERSON:
        return sum(reason.points for reason in bodies_compared(text, name)) or met(text, name)
    exact = {fold(word) for word in text.split()} <= {fold(word) for word in name.split()}
    points = compared(text, name).points
    return points + EXACT * exact if points > 0 else met(text, name)


def met(text: str, name: str) -> float:
    """Return a little for each typed word that begins a word of the name."""
    held = [key for word in words(name) for key in keys(word)]
    asked = [keys(word) for word in words(text)]
    return sum(any(key.startswith(own) for key in held for own in some) for some in asked) / max(len(asked), 1)
