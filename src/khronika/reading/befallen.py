"""What befell the counted: the measure of a toll, read from the noun, the verb or the phrase that a number stands with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from khronika.reading.counted import Count, case_of
from khronika.reading.counted_verbs import negated, passive, reduced, verbs_of
from khronika.reading.lexicon import lexicon, words
from khronika.reading.passage import Passage
from khronika.vocabulary.terms import Measure

if TYPE_CHECKING:
    from spacy.tokens import Token


AFTER = 12  # words after a verb in which its pattern may end


@dataclass(frozen=True, slots=True)
class Befallen:
    """A measure with the verb that tells it (None for a noun or a phrase). ``weak`` holds only if nothing else does."""

    measure: Measure
    verb: "Token | None" = None
    weak: bool = False


@cache
def by_word(language: str, table: str) -> dict[str, Measure]:
    """Return the measure of each word of one table."""
    return {word: Measure(m) for m, found in lexicon(language, "tolls")[table].items() for word in found}


@cache
def patterns(language: str, table: str) -> "tuple[tuple[re.Pattern[str], Measure], ...]":
    """Return the patterns of one table with their measures; longer ones first, for they say more."""
    pairs = [(p, Measure(m)) for m, found in lexicon(language, "tolls")[table].items() for p in found]
    pairs.sort(key=lambda pair: -len(pair[0]))
    ending = "$" if table == "before" else r"(?=$|[^\w-])"
    return tuple((re.compile(rf"{opened(p, table)}{ending}"), m) for p, m in pairs)


def opened(pattern: str, table: str) -> str:
    """Return the regular expression of a pattern of the lexicon."""
    body = pattern.replace("… ", r"(?:\S+ ){0,6}?")
    return rf"(?:^|(?<=\s))(?:{body})" if table == "before" else rf"^(?:{body})"


def first_match(language: str, table: str, text: str) -> Measure | None:
    """Return the measure of the first pattern of a table that fits a text."""
    return next((m for pattern, m in patterns(language, table) if pattern.search(text)), None)


def befallen(passage: Passage, count: Count) -> tuple[Befallen, ...]:
    """Return everything that a count is told to have undergone, each measure once, the firmest first."""
    found: dict[Measure, Befallen] = {}
    readers = (by_its_words, by_phrase, by_phrase_after, by_verbs, by_noun)
    for one in (one for reader in readers for one in reader(passage, count)):
        if not (one.weak and found):
            found.setdefault(one.measure, one)
    if any(one.verb is None and not one.weak for one in found.values()) and len(found) > 1:
        own = [one for one in found.values() if one.verb is None and not one.weak]
        return tuple(own[:1])
    return tuple(found.values())


def by_its_words(passage: Passage, count: Count) -> Iterator[Befallen]:
    """Yield what the counted noun or the words at it say: "14 deaths", "three dead", "the wounded"."""
    language = passage.language
    if count.state is not None:
        yield Befallen(by_word(language, "after_number")[count.state.lower_])
    if count.noun is not None:
        if count.noun.i < count.first and count.noun.lower_ in by_word(language, "after_number"):
            yield Befallen(by_word(language, "after_number")[count.noun.lower_])
        after = [t for t in passage.doc[count.noun.i + 1 : count.noun.i + 3] if t.pos_ != "ADV"]
        if count.noun.i < count.first and after and after[0].lower_ in by_word(language, "after_number"):
            yield Befallen(by_word(language, "after_number")[after[0].lower_])
        case = case_of(passage, count.noun)
        if case is not None:
            yield Befallen(by_word(language, "nouns")[case.lemma_.lower()])
            return
        measure_of_noun = by_word(language, "nouns").get(count.noun.lemma_.lower())
        if measure_of_noun is not None:
            yield Befallen(measure_of_noun)
        for token in passage.doc[count.first : count.last]:
            if token != count.noun and token.lower_ in by_word(language, "before_noun"):
                yield Befallen(by_word(language, "before_noun")[token.lower_])


def by_phrase_after(passage: Passage, count: Count) -> Iterator[Befallen]:
    """Yield what the words after a count say ("192 in custody")."""
    language = passage.language
    following = " ".join(t.lower_ for t in passage.doc[count.last : count.last + 4])
    counts_itself = count.noun is not None and count.noun.lemma_.lower() in by_word(language, "nouns")
    for phrase, measure in by_word(language, "after_number_phrases").items():
        if following.startswith(phrase) and not counts_itself:
            yield Befallen(measure)


def by_noun(passage: Passage, count: Count) -> Iterator[Befallen]:
    """Yield what a noun implies where nothing else is told ("the camp holds 300 prisoners")."""
    if count.noun is None:
        return
    held = by_word(passage.language, "holders").get(count.noun.lemma_.lower())
    if held is not None:
        yield Befallen(held, weak=True)


def by_phrase(passage: Passage, count: Count) -> Iterator[Befallen]:
    """Yield what the words before a count say ("the trial of nineteen civilians")."""
    language = passage.language
    start = count.first
    doc = passage.doc
    number_start = next(passage.tokens(count.number.bound_start, count.number.end), doc[start]).i
    start = min(start, number_start)
    openers = words(language, "tolls", "before_number")
    while start > count.sentence.span.start and doc[start - 1].lower_ in openers:
        start -= 1
    if doc[start - 1].lower_ == "of" and doc[start - 2].lower_ == "total":
        start -= 2
    before = " ".join(t.lower_ for t in doc[max(count.sentence.span.start, start - 8) : start])
    measure = first_match(language, "before", before)
    if measure is not None:
        yield Befallen(measure)


def by_verbs(passage: Passage, count: Count) -> Iterator[Befallen]:
    """Yield what the verbs say whose subject or object the counted are."""
    found = [
        Befallen(measure, verb)
        for verb, suffers in verbs_of(passage, count)
        if (measure := of_verb(passage, count, verb, suffers=suffers)) is not None
    ]
    main = [one for one in found if one.verb is not None and not reduced(count, one.verb)]
    yield from main or found  # "33 people detained in July were freed" are a toll of the freed


def of_verb(passage: Passage, count: Count, verb: "Token", *, suffers: bool) -> Measure | None:
    """Return what a verb says of its subject (or of its object)."""
    language = passage.language
    text = words_of(passage, count, verb)
    undergoes = not suffers or passive(verb)
    if suffers and negated(verb):
        measure = first_match(language, "not_suffer", text)
        if measure is not None:
            return measure
    if undergoes:
        measure = first_match(language, "undergo", text)
        if measure is not None:
            return measure
    auxiliary = any(c.dep_ == "auxpass" for c in verb.children)
    return first_match(language, "suffer", text) if suffers and not auxiliary else None


def words_of(passage: Passage, count: Count, verb: "Token") -> str:
    """Return a verb's lemma and the words after it in its clause, without the counted."""
    found = [verb.lemma_.lower()]
    for token in passage.doc[verb.i + 1 : min(count.sentence.span.end, verb.i + 1 + AFTER + count.last - count.first)]:
        if count.first <= token.i < count.last or token.is_space:
            continue
        if token.text in {";", ":", "(", ")", "—", "–"} or (token.text == "," and len(found) > 1):
            break
        if token.dep_ == "cc" and token.head.pos_ in {"VERB", "AUX"} and token.head.i <= verb.i:
            break
        if token.dep_ != "neg":
            found.append(token.lower_)
    return " ".join(found)


def in_custody(passage: Passage, count: Count, one: Befallen) -> bool:
    """Tell whether those who died were in the power of the State when they died."""
    places = words(passage.language, "tolls", "custody")
    if one.verb is not None and one.verb.lemma_.lower() in words(passage.language, "tolls", "put_to_death"):
        return False
    if one.verb is not None:
        return any(
            t.lower_ in places
            for t in passage.doc[one.verb.i : one.verb.i + AFTER]
            if t in one.verb.subtree or t.i <= one.verb.i + 6
        )
    if count.noun is not None and count.noun.i < count.first:
        return any(t.lower_ in places for t in passage.doc[count.noun.i : count.noun.i + 5] if t.i < count.first)
    return any(t.lower_ in places for t in passage.doc[count.last : min(count.last + 5, count.sentence.span.end)])
