"""Whom "they", "none of them", "neither" and "it" mean where the grammar of lists does not show it.

Only what the paragraph itself leaves no doubt about: the people whom its last sentences were about, a body just named.
"""

from typing import TYPE_CHECKING

from khronika.reading.lexicon import lexicon
from khronika.reading.names import NameKind
from khronika.reading.parties import GENERIC, Filled, parties_of
from khronika.reading.passage import Passage
from khronika.reading.people import Person
from khronika.vocabulary.statement import Party

if TYPE_CHECKING:
    from spacy.tokens import Token

PLURAL = frozenset({"they", "them", "neither", "both", "none"})
EVERYBODY = frozenset({"everyone", "everybody", "anyone", "anybody", "those", "all"})
OFFICES = frozenset({"judge", "justice", "magistrate", "prosecutor", "lawyer", "counsel", "spokesman", "spokeswoman"})


def meant(passage: Passage, token: "Token") -> Filled:
    """Return the parties of a noun phrase or pronoun, with what the paragraph tells where its grammar does not."""
    if token.lower_ in {"none", "neither", "all", "both", "each"}:
        inner = next((t for c in token.children if c.lower_ == "of" for t in c.children if t.dep_ == "pobj"), None)
        token = inner if inner is not None else token
    if token.lower_ in EVERYBODY and any(c.dep_ in {"relcl", "acl"} for c in token.children):
        return Filled((Party(group=described(passage, token)),))
    filled = parties_of(passage, token)
    plural = token.lower_ in PLURAL
    if filled and not (plural and len(filled.parties) == 1):
        return filled
    if plural:
        group = group_before(passage, token)
        if group:
            return group
        persons = talked_of(passage, token)
        if len(persons) > 1:
            return Filled(tuple(Party(name=p.name) for p in persons), True)
        return filled if filled and filled.parties[0].group else Filled()
    if token.lower_ in {"he", "she", "him", "her"}:
        persons = here(passage, token)
        return Filled((Party(name=persons[0].name),), False) if len(persons) == 1 else Filled()
    if token.lower_ == "it":
        body = body_here(passage, token)
        return Filled((Party(name=body),)) if body else Filled()
    return filled


def group_before(passage: Passage, token: "Token") -> Filled:
    """Return the last group with a number before "they" or "them", in its sentence or the last one."""
    sentence = passage.sentence_at(token)
    if sentence is None:
        return Filled()
    for before in reversed(passage.sentences[max(0, sentence.number - 2) : sentence.number + 1]):
        if before.block != sentence.block:
            break
        for word in reversed([t for t in before.span if t.i < token.i and t.tag_ in {"NNS", "NNPS"}]):
            if word.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj", "conj"} and passage.people.at(word) is None:
                filled = parties_of(passage, word)
                if any(p.count not in {None, 0, 1} for p in filled.parties) and peopled(passage, word):
                    return Filled(filled.parties, True)
        if named(passage, before.span.start, min(before.span.end, token.i)):
            break
    return Filled()


def peopled(passage: Passage, word: "Token") -> bool:
    """Tell whether a plural noun is one for people and not for things, time or money."""
    tables = lexicon(passage.language, "roles")
    lemma = word.lemma_.lower()
    return (
        lemma in GENERIC
        or any(lemma in roles for roles in tables.values() if isinstance(roles, list))
        or lemma in PEOPLE
    )


PEOPLE = frozenset(
    {
        "inhabitant",
        "colleague",
        "other",
        "employee",
        "member",
        "prisoner",
        "suspect",
        "teacher",
        "farmer",
        "driver",
        "drummer",
        "pupil",
        "relative",
        "lawyer",
        "candidate",
        "official",
        "officer",
        "soldier",
        "miner",
        "nurse",
        "doctor",
        "fisherman",
        "trader",
        "monk",
        "believer",
        "volunteer",
        "convict",
    }
)


def described(passage: Passage, token: "Token") -> str:
    """Return "everyone he had convicted" without what goes on after it."""
    last = token.right_edge.i
    cut = next((t.i - 1 for t in token.doc[token.i + 1 : last + 1] if t.lower_ in {"from", "to", ","}), last)
    return " ".join(passage.text[slice(*passage.characters(token.i, cut + 1))].split())


def talked_of(passage: Passage, token: "Token") -> list[Person]:
    """Return the persons of the last sentences of the paragraph before a plural pronoun, without those in office."""
    sentence = passage.sentence_at(token)
    if sentence is None:
        return []
    found: list[Person] = []
    for before in reversed(passage.sentences[max(0, sentence.number - 4) : sentence.number + 1]):
        if before.block != sentence.block:
            break
        persons = named(passage, before.span.start, min(before.span.end, token.i))
        if found and len(found) > 1 and not persons:
            break
        found = [*(p for p in persons if p not in found), *found]
    return found


def named(passage: Passage, start: int, end: int) -> list[Person]:
    """Return the persons named among tokens, without judges, lawyers and others in office."""
    mentions = [
        m for i in range(start, end) if (m := passage.people.by_token.get(i)) is not None and m.how in {"name", "short"}
    ]
    return [p for p in dict.fromkeys(m.person for m in mentions) if not {r.split()[-1] for r in p.roles if r} & OFFICES]


def here(passage: Passage, token: "Token") -> list[Person]:
    """Return the persons named before a pronoun in its own sentence."""
    sentence = passage.sentence_at(token)
    return named(passage, sentence.span.start, token.i) if sentence is not None else []


def body_here(passage: Passage, token: "Token") -> str:
    """Return the last name of a body that is not a subject before "it" in its sentence."""
    sentence = passage.sentence_at(token)
    if sentence is None:
        return ""
    names = [
        n
        for n in passage.people.names
        if sentence.span.start <= n.start and n.end <= token.i and n.kind in {NameKind.ORGANIZATION, NameKind.OTHER}
    ]
    return names[-1].text if names else ""
