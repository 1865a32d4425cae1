"""Whom "they", "both", "all three", "the two men" mean: the people or the group that the last sentences were about."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from khronika.reading.clauses import conjuncts
from khronika.reading.groups import group_of, is_people
from khronika.reading.lexicon import words
from khronika.reading.name_lists import chain
from khronika.reading.noun_phrases import NOBODY, SMALL_NUMBERS, Filled
from khronika.reading.passage import Passage, Sentence
from khronika.reading.people import Mention, Person
from khronika.vocabulary.statement import Party

if TYPE_CHECKING:
    from spacy.tokens import Token

REACH = 4  # how many sentences back a plural may look
SEXED = {"men": "male", "women": "female", "brothers": "male", "sisters": "female"}
WHOLES = frozenset({"couple", "pair", "duo", "trio"})
PLACES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj", "dative", "ROOT", "appos", "attr"})


def refers_back(token: "Token") -> bool:
    """Tell whether a plural noun phrase points at people named before ("the two men", "all three", "the defendants")."""
    determined = any(
        c.lower_ in {"the", "these", "those", "both", "all"}
        for c in token.children
        if c.dep_ in {"det", "predet", "quantmod", "advmod"}
    )
    if any(
        c.lower_ in {"other", "others", "more", "another", "remaining", "first", "last", "latter", "former"}
        for c in token.children
    ):
        return False
    if token.pos_ == "NUM":
        return token.lower_ in SMALL_NUMBERS and (determined or token.lower_ == "both")
    bare = not any(
        c.dep_ in {"amod", "compound", "prep", "relcl", "acl", "poss"} and c.lower_ not in SMALL_NUMBERS
        for c in token.children
    )
    return (token.tag_ == "NNS" or token.lower_ in WHOLES) and determined and bare


def several(passage: Passage, token: "Token") -> Filled:
    """Return whom a plural points at: as many people as it says, or the last list of people, or the last group."""
    wanted = wanted_number(token)
    sex = SEXED.get(token.lower_, "")
    noun = token.lemma_.lower() if token.pos_ == "NOUN" and token.lower_ not in WHOLES else ""
    named: list[Person] = []
    for found in candidates(passage, token):
        persons = [p for p in found.persons if not (sex and p.sex not in {"", sex})]
        if found.group and not wanted and not noun:
            return Filled(found.group.parties, True)
        if found.group and wanted and found.group.parties[0].count == wanted and not noun:
            return Filled(found.group.parties, True)
        right_number = wanted == len(persons) or (found.listed and not wanted)
        if len(persons) > 1 and right_number and not (noun and not generic(passage, noun, persons)):
            return filled(persons)
        named += [p for p in persons if p not in named]
        if wanted and len(named) == wanted and len(persons) > 0 and not noun_of_office(passage, named):
            ordered = sorted(named, key=lambda p: p.first)
            return filled(ordered)
    if wanted:
        recent = [p for p in recent_persons(passage, token, sex) if not noun_of_office(passage, [p])][:wanted]
        return filled(list(reversed(recent))) if len(recent) == wanted else NOBODY
    return NOBODY


def filled(persons: list[Person]) -> Filled:
    """Return people as parties whose names are inferred."""
    return Filled(tuple(Party(name=p.name) for p in persons), True)


def wanted_number(token: "Token") -> int | None:
    """Return how many a plural says that it points at, or None."""
    if token.lower_ in {"couple", "pair", "duo", "neither"}:
        return 2
    if token.lower_ == "trio":
        return 3
    return next((SMALL_NUMBERS[t.lower_] for t in [token, *token.children] if t.lower_ in SMALL_NUMBERS), None)


def generic(passage: Passage, noun: str, persons: list[Person]) -> bool:
    """Tell whether a noun can stand for people of whom nothing else is known, or fits what is known of them."""
    return noun in words(passage.language, "people", "anybody") or any(noun in p.roles for p in persons)


def noun_of_office(passage: Passage, persons: list[Person]) -> bool:
    """Tell whether one of the people sits in court by office and is not whom the case is about."""
    offices = words(passage.language, "people", "offices")
    return any({r.split()[-1] for r in p.roles if r} & offices for p in persons)


class Candidate:
    """People or a group that a plural may mean."""

    __slots__ = ("group", "listed", "persons")

    def __init__(self, persons: list[Person], group: Filled = NOBODY, *, listed: bool = False) -> None:
        self.persons, self.group, self.listed = persons, group, listed


def candidates(passage: Passage, token: "Token") -> Iterator[Candidate]:
    """Yield the lists of people and the groups before a token, the nearest first."""
    here = passage.sentence_at(token)
    if here is None:
        return
    for sentence in reversed(passage.sentences[max(0, here.number - REACH) : here.number + 1]):
        yield from of_sentence(passage, sentence, token)


def of_sentence(passage: Passage, sentence: Sentence, token: "Token") -> Iterator[Candidate]:
    """Yield what one sentence offers before a token: its longest list of people first, then groups, subjects first."""
    shut = co_arguments(token) | set(token.ancestors)
    lists: list[list[Person]] = []
    singles: list[Person] = []
    for word in sentence.span:
        if word.i >= token.i:
            break
        mention = passage.people.at(word)
        if mention is None or word in shut:
            continue
        if mention.how in {"name", "short"}:
            by_grammar = [
                m.person
                for one in conjuncts(passage.doc[mention.start : mention.end].root)
                if one.i < token.i and (m := held(passage, one)) is not None
            ]
            by_words = [m.person for m in chain(passage, mention) if m.start < token.i]
            lists += [list(dict.fromkeys(persons)) for persons in (by_grammar, by_words)]
        if mention.person not in singles:
            singles.append(mention.person)
    best = max(lists, key=len, default=[])
    groups = [
        word
        for word in sentence.span
        if word.i < token.i
        and word not in shut
        and numbers_people(passage, word)
        and not official(passage, word, token)
    ]
    groups.sort(key=lambda w: (w.dep_ not in {"nsubj", "nsubjpass"}, w.head.dep_ != "ROOT", -w.i))
    if len(best) > 1:
        yield Candidate(best, listed=True)
    for word in groups[:1]:
        group = group_of(passage, word)
        if group and group.parties[0].count not in {0, 1}:
            yield Candidate([], group)
    if len(best) < 2 and singles:
        yield Candidate(singles)


def numbers_people(passage: Passage, word: "Token") -> bool:
    """Tell whether a word heads a group of people: a plural noun, or a number by itself ("the nineteen")."""
    if word.dep_ not in PLACES or passage.people.at(word) is not None:
        return False
    if word.pos_ == "NUM":
        alone = word.dep_ in {"nsubj", "nsubjpass"} and passage.number_at(word) is not None
        return alone and not any(d.start <= word.idx < d.end for d in passage.dates)
    return word.tag_ == "NNS" and is_people(word, passage.language)


def held(passage: Passage, token: "Token") -> Mention | None:
    """Return the mention of a list's member, also where its head is the noun before the name."""
    mention = passage.people.at(token)
    if mention is not None:
        return mention
    for child in token.children:
        if child.dep_ in {"appos", "compound", "nmod"} and (mention := passage.people.at(child)) is not None:
            return mention
    return None


def co_arguments(token: "Token") -> "set[Token]":
    """Return what a pronoun cannot mean: the other arguments of its own verb, what hangs on them too."""
    verb = token.head
    while verb.dep_ in {"prep", "pobj", "agent", "dative"} and verb.head != verb:
        verb = verb.head
    if token.dep_ not in {"dobj", "dative", "pobj", "nsubj", "nsubjpass"} or verb.pos_ not in {"VERB", "AUX"}:
        return set()
    found: set[Token] = set()
    while True:
        found |= {
            t
            for c in verb.children
            if c.dep_ in {"nsubj", "nsubjpass", "dobj", "dative"} and c != token
            for t in (c, *c.conjuncts)
        }
        if (
            verb.dep_ not in {"conj", "xcomp"}
            or verb.head == verb
            or any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)
        ):
            return found
        verb = verb.head


def official(passage: Passage, word: "Token", token: "Token") -> bool:
    """Tell whether police or officers are meant where a pronoun suffers what they do."""
    suffers = token.dep_ in {"dobj", "nsubjpass", "pobj", "dative"}
    lemma = word.lemma_.lower()
    return suffers and (
        lemma in words(passage.language, "bodies", "police")
        or word.lower_ in words(passage.language, "bodies", "police")
        or lemma in words(passage.language, "people", "offices")
    )


def recent_persons(passage: Passage, token: "Token", sex: str = "") -> list[Person]:
    """Return the persons mentioned before a token, the last one first, of a sex if one is given."""
    seen: dict[str, Person] = {}
    for i in range(token.i - 1, -1, -1):
        mention = passage.people.by_token.get(i)
        if mention is not None and mention.how != "pronoun" and not (sex and mention.person.sex not in {"", sex}):
            seen.setdefault(mention.person.name, mention.person)
    return list(seen.values())
