"""What a sentence says of a person: "who heads the committee", "is a lawyer", "She is 49"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from khronika.reading.descriptions import Description, is_role, joined
from khronika.reading.lexicon import lexicon, words
from khronika.reading.name_lists import chain
from khronika.reading.parties import parties_of
from khronika.reading.passage import Passage, Sentence
from khronika.reading.people import Mention
from khronika.reading.quantities import Number

if TYPE_CHECKING:
    from spacy.tokens import Token

FINITE = frozenset({"VBZ", "VBP", "VBD"})


def said_of(passage: Passage, sentence: Sentence, mention: Mention) -> Iterator[Description]:
    """Yield what a verb says that the person of a mention is."""
    head = subject_head(passage, mention)
    if mention.how == "pronoun" and head.dep_ != "nsubj":
        return
    yield from copula(passage, head)
    if mention.how in {"name", "short"}:
        verb = relative(passage, mention, sentence)
        if verb is not None:
            yield from by_verb(passage, verb, relative_clause=True)
    if head.dep_ == "nsubj" and mention.how != "noun":
        yield from by_verb(passage, head.head, relative_clause=False)


def subject_head(passage: Passage, mention: Mention) -> "Token":
    """Return the head of a mention, or what it stands beside ("The third, X, is …")."""
    head: Token = passage.doc[mention.start : mention.end].root
    return head.head if head.dep_ == "appos" and head.head.dep_ == "nsubj" else head


def copula(passage: Passage, head: "Token") -> Iterator[Description]:
    """Yield the complements of "is" and "was" whose subject is the head of a mention."""
    verb = head.head
    if head.dep_ != "nsubj" or verb.lemma_ != "be" or negated(verb):
        return
    perfect = any(c.lower_ in {"has", "have"} for c in verb.children)
    if verb.tag_ not in FINITE and not perfect:
        return
    for attribute in verb.children:
        if attribute.dep_ != "attr":
            continue
        for one in (attribute, *(c for c in attribute.conjuncts if c.i > attribute.i)):
            word = joined(passage.doc, one.i)
            counted = any(c.like_num or c.ent_type_ == "ORDINAL" or c.lower_ == "only" for c in one.children)
            if one.tag_ not in {"NN", "NNP"} or passage.people.at(one) is not None or counted:
                continue
            if is_role(passage.doc, *word, passage.language):
                start, end = phrase_around(one)
                yield Description(min(start, word[0]), max(end, word[1]), *word)


def phrase_around(noun: "Token") -> tuple[int, int]:
    """Return (first, after last) token of a noun's phrase without clauses and further nouns."""
    cut = {"relcl", "acl", "conj", "cc", "appos", "advcl"}
    kept = [noun]
    for child in noun.children:
        if child.dep_ not in cut and not (child.is_punct and child.i > noun.i):
            kept += list(child.subtree)
    end = noun.i + 1
    for token in sorted((t for t in kept if t.i > noun.i), key=lambda t: t.i):
        if token.i != end or token.text == ",":
            break
        end += 1
    return min(t.i for t in kept), end


def negated(verb: "Token") -> bool:
    """Tell whether a verb is denied."""
    return any(c.dep_ == "neg" or c.lower_ in {"never", "no"} for c in verb.children)


def relative(passage: Passage, mention: Mention, sentence: Sentence) -> "Token | None":
    """Return the verb of "who …" that follows a name, its age and a short description."""
    doc = passage.doc
    for i in range(mention.end, min(mention.end + 10, sentence.span.end)):
        token = doc[i]
        if token.lower_ == "who" and doc[i - 1].text in {",", "("}:
            verb = token.head
            return verb if verb.i > i and verb.pos_ in {"VERB", "AUX"} else None
        other = passage.people.by_token.get(i)
        if token.pos_ in {"VERB", "AUX"} or (other is not None and other.how in {"name", "short"}):
            return None
    return None


def by_verb(passage: Passage, verb: "Token", *, relative_clause: bool) -> Iterator[Description]:
    """Yield the office that a verb tells ("who chairs a residents’ association": its chair)."""
    tables = lexicon(passage.language, "descriptions")
    particle = next((c for c in verb.children if c.dep_ == "prep" and c.i == verb.i + 1), None)
    lemma = verb.lemma_.lower()
    office = tables["verbs"].get(f"{lemma} {particle.lower_}" if particle is not None else lemma)
    key = f"{lemma} {particle.lower_}" if particle is not None and office else lemma
    if office is None:
        office, particle = tables["verbs"].get(lemma), None
    if office is None or negated(verb) or verb.tag_ in {"VBG", "VB"}:
        return
    if any(c.dep_ in {"auxpass", "nsubjpass"} or c.tag_ == "MD" for c in verb.children):
        return
    perfect = any(c.lower_ in {"has", "have"} and c.dep_ == "aux" for c in verb.children)
    once = any(c.lower_ in tables["offices"]["once"] for c in verb.children)
    if not relative_clause and (key not in tables["offices"]["verbs"] or not (verb.tag_ in {"VBZ", "VBP"} or perfect)):
        return
    wanted = "pobj" if particle is not None else "dobj"
    source = particle if particle is not None else verb
    thing = next((c for c in source.children if c.dep_ == wanted), None)
    if thing is None or thing.lower_.endswith(("self", "selves")):
        return
    if thing.lemma_.lower() in words(passage.language, "descriptions", "not_offices"):
        return
    if thing.pos_ == "PRON" and passage.people.at(thing) is None:
        return
    start, end = phrase_around(thing)
    named = parties_of(passage, thing, coordinated=False)
    known = {p.name for p in passage.people.persons}
    whom = next((p.name for p in named.parties if p.name in known), "")
    if lemma in {"represent", "defend", "act", "appear"} and not whom and thing.tag_ not in {"NNS", "NNPS"}:
        return
    words_of = whom or passage.doc[start:end].text
    past = once or (
        verb.tag_ == "VBD" and relative_clause and lemma not in words(passage.language, "descriptions", "lasting")
    )
    yield Description(
        verb.i, end, verb.i, verb.i + 1, ready=f"{'former ' if past else ''}{office} {' '.join(words_of.split())}"
    )


def told_ages(passage: Passage, sentence: Sentence, mention: Mention) -> Number | None:
    """Return the age of a person that a verb tells: "X, a footballer, was 24", "He is thirty-one", "the 42-year-old"."""
    head = passage.doc[mention.start : mention.end].root
    ages = [a for a in passage.ages if sentence.start <= a.start < sentence.end]
    if mention.how == "noun":
        start = int(head.left_edge.idx)
        return next((a for a in ages if start <= a.start <= head.idx), None)
    if mention.how in {"name", "short"} and len(chain(passage, mention)) > 1:
        return None
    verb = head.head
    if head.dep_ not in {"nsubj", "nsubjpass"} or verb.lemma_ not in {"be", "turn", "die"}:
        return None
    for age in ages:
        token = next(passage.tokens(age.start, age.end), None)
        if token is not None and token.head in {verb, *verb.children} and verb.i < token.i <= verb.i + 6:
            return age
    return None
