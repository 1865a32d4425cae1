"""Numbers of people and of what is done to them: what each number of a text counts, by the words around it.

A count is a number that stands for people ("48 villagers", "nineteen", "two of them", "nobody", "a policeman") or for
deeds ("14 deaths", "eight arrests"). Dates, lengths of time, sums, ages and parts of names are none.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from khronika.reading.countable import countable, nobody_in, ones_in, ordinals_in
from khronika.reading.figures import noun_of_figure
from khronika.reading.lexicon import words
from khronika.reading.passage import Passage, Sentence
from khronika.reading.people_words import counting_nouns, is_people, is_thing, states
from khronika.reading.quantities import Number
from khronika.vocabulary.terms import Bound

if TYPE_CHECKING:
    from spacy.tokens import Token


NOUN_PHRASE = 7  # words between a number and the noun that it counts, at most
NOMINAL = frozenset({"NOUN", "PROPN"})
BEFORE_NOUN = frozenset({"ADJ", "NOUN", "PROPN", "ADV", "VERB", "PUNCT", "PART", "DET", "NUM"})


@dataclass(frozen=True, slots=True)
class Count:
    """A number and what it counts. Tokens ``[first, last)`` are the number with its noun.

    ``noun`` is what is counted, None where the text leaves it out ("nineteen walked free"). ``of`` is the whole that
    the number is a part of ("two of the fourteen", "nine of them"). ``top`` is the word by which the phrase hangs in
    its sentence. ``state`` is a word right after the number that says what befell the counted ("three dead").
    """

    number: Number
    sentence: Sentence
    first: int
    last: int
    top: "Token"
    noun: "Token | None" = None
    of: "Token | None" = None
    state: "Token | None" = None
    definite: bool = False
    rest: bool = False

    @property
    def value(self) -> int:
        """Return how many."""
        return self.number.value

    @property
    def bare(self) -> bool:
        """Tell whether the text leaves out what is counted."""
        return self.noun is None


def counts(passage: Passage) -> Iterator[Count]:
    """Yield the counts of a document in the order of the text."""
    numbers = {n.start: n for n in passage.numbers if countable(passage, n)}
    for sentence in passage.sentences:
        found = [n for n in numbers.values() if sentence.start <= n.start and n.end <= sentence.end]
        found += nobody_in(passage, sentence, found) + ones_in(passage, sentence, found)
        found += ordinals_in(passage, sentence)
        ordered = sorted(found, key=lambda n: n.start)
        for at, number in enumerate(ordered):
            other = ordered[at + 1] if at + 1 < len(ordered) else None
            ranged = other is not None and other.bound is Bound.UP_TO and number.bound is Bound.AT_LEAST
            count = count_of(passage, sentence, other if other is not None and ranged else number)
            if count is not None:
                yield replace(count, number=number) if ranged else count


def count_of(passage: Passage, sentence: Sentence, number: Number) -> Count | None:
    """Return what a number counts; None if it counts something else than people and what befalls them."""
    tokens = list(passage.tokens(number.start, number.end))
    if not tokens:
        return None
    doc = passage.doc
    root = next((t for t in reversed(tokens) if t.head not in tokens), tokens[-1])
    first, at = tokens[0].i, tokens[-1].i + 1
    end = sentence.span.end
    definite, rest = opened_by(passage, sentence, number, first)
    if at < end and doc[at].lower_ == "of":
        whole = next((t for t in doc[at].children if t.dep_ == "pobj"), None)
        if whole is None and at + 1 < end:
            whole = doc[at + 1]
        if (
            whole is not None
            and is_thing(passage, whole)
            and whole.lemma_.lower() not in counting_nouns(passage.language)
        ):
            return None
        if whole is not None:
            return Count(
                number, sentence, first, min(whole.right_edge.i + 1, end), root, None, whole, None, definite, rest
            )
    state = state_after(passage, sentence, at)
    if state is not None:
        return Count(number, sentence, first, state.i + 1, top_of(root, state), None, None, state, definite, rest)
    noun = noun_after(passage, sentence, root, at) or noun_of_figure(passage, sentence, root, first)
    if noun is not None and noun.i < first:
        return Count(number, sentence, first, at, noun, noun, None, None, definite, rest)
    if noun is None:
        return Count(number, sentence, first, at, root, None, None, None, definite, rest)
    noun = held_by(passage, noun)
    if case_of(passage, noun) is not None:
        return Count(number, sentence, first, noun.i + 1, noun, noun, None, None, definite, rest)
    lemma = noun.lemma_.lower()
    if is_thing(passage, noun) and lemma not in counting_nouns(passage.language):
        return None
    return Count(number, sentence, first, noun.i + 1, noun, noun, None, None, definite, rest)


def opened_by(passage: Passage, sentence: Sentence, number: Number, first: int) -> tuple[bool, bool]:
    """Tell whether "the", "these", "all" stand before a number, and whether it is the rest of one ("the other five")."""
    doc, i = passage.doc, first
    i = next((t.i for t in passage.tokens(number.bound_start, number.end)), first)
    rest = False
    while i > sentence.span.start and doc[i - 1].lower_ in words(passage.language, "tolls", "rest"):
        i, rest = i - 1, True
    before = doc[i - 1].lower_ if i > sentence.span.start else ""
    return before in words(passage.language, "tolls", "definite"), rest


def state_after(passage: Passage, sentence: Sentence, at: int) -> "Token | None":
    """Return the word after a number that says what befell the counted ("three dead", "12 still missing")."""
    doc, end = passage.doc, sentence.span.end
    if at + 1 < end and doc[at].pos_ == "ADV":
        at += 1
    if at >= end or doc[at].lower_ not in states(passage.language):
        return None
    state = doc[at]
    before_noun = (
        at + 1 < end and doc[at + 1].pos_ in NOMINAL and doc[at + 1].i == state.head.i and state.dep_ == "amod"
    )
    return None if before_noun else state


def top_of(root: "Token", state: "Token") -> "Token":
    """Return the word by which "three dead" hangs in its sentence."""
    return state if root.head == state else root


def noun_after(passage: Passage, sentence: Sentence, root: "Token", at: int) -> "Token | None":
    """Return the noun that a number counts: by the grammar, else the plural right after it."""
    doc, end = passage.doc, sentence.span.end
    if root.i < at and root.pos_ in NOMINAL and root.i >= at - 1 and root.tag_ in {"NNS"} and not root.like_num:
        return root
    head = root.head
    if (
        root.dep_ in {"nummod", "quantmod", "det", "amod", "compound", "nmod", "appos", "npadvmod"}
        and at <= head.i < min(end, at + NOUN_PHRASE)
        and head.pos_ in NOMINAL
        and all(t.pos_ in BEFORE_NOUN and t.text not in {",", ";", ":"} for t in doc[at : head.i])
    ):
        return head
    for i in range(at, min(end, at + 5)):
        token = doc[i]
        if token.tag_ in {"NNS", "NNPS"} or (token.pos_ in NOMINAL and is_people(passage, token)):
            return token
        if (
            token.pos_ not in {"ADJ", "NOUN", "PROPN"}
            and token.tag_ not in {"VBN", "HYPH", "JJ"}
            and token.lower_ != "more"
        ):
            return None
    return None


def case_of(passage: Passage, noun: "Token") -> "Token | None":
    """Return "disappearance" for "1,475 victims of enforced disappearance": the deed whose cases are numbered."""
    if noun.lemma_.lower() not in words(passage.language, "tolls", "cases"):
        return None
    deeds = counting_nouns(passage.language)
    return next((t for c in noun.children if c.lower_ == "of" for t in c.subtree if t.lemma_.lower() in deeds), None)


def held_by(passage: Passage, noun: "Token") -> "Token":
    """Return "remains" for "sets of human remains", else the noun itself."""
    if noun.lemma_.lower() in words(passage.language, "tolls", "holding"):
        inner = next((t for c in noun.children if c.lower_ == "of" for t in c.children if t.dep_ == "pobj"), None)
        return inner if inner is not None and inner.tag_ in {"NNS", "NNPS"} else noun
    return noun


def governor(count: Count) -> "Token":
    """Return the verb that a count stands under, or the word by which it hangs."""
    token = count.top
    while token.head != token and token.pos_ not in {"VERB", "AUX"}:
        token = token.head
    return token
