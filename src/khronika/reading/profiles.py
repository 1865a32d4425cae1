"""Profiles: who a named person is — roles, age, kin — read from apposition, compounds and copulas."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from khronika.reading.lexicon import lexicon, words
from khronika.reading.names import kin_words
from khronika.reading.parties import DETERMINERS, noun_phrase, parties_of
from khronika.reading.passage import Passage
from khronika.reading.people import Mention
from khronika.reading.quotes import quote
from khronika.vocabulary.folding import fold
from khronika.vocabulary.statement import Party, Profile

if TYPE_CHECKING:
    from spacy.tokens import Token


def read_profiles(passage: Passage) -> Iterator[Profile]:
    """Yield the profiles that a document states, in the order of the text."""
    told: set[tuple[str, str]] = set()
    for sentence in passage.sentences:
        seen: set[int] = set()
        for token in sentence.span:
            mention = passage.people.at(token)
            if mention is None or mention.how not in {"name", "short"} or mention.start in seen:
                continue
            seen.add(mention.start)
            profile = profile_at(passage, mention, told)
            if profile is not None:
                yield profile


def profile_at(passage: Passage, mention: Mention, told: set[tuple[str, str]]) -> Profile | None:
    """Return what the words right at a mention say of the person, if it is news."""
    head = passage.doc[mention.start : mention.end].root
    spans = [(mention.start, mention.end)]
    roles: list[str] = []
    inferred: list[str] = []
    sex = ""
    for noun in role_heads(passage, mention, head):
        role, span, of_whom = role_text(passage, noun, mention)
        if not role or (mention.person.name, fold(role)) in told:
            continue
        told.add((mention.person.name, fold(role)))
        roles.append(role)
        spans.append(span)
        sex = sex or sex_of(passage, noun)
        if of_whom:
            inferred.append("roles")
    age = next((a for a in passage.ages if near_age(passage, mention, a.start)), None)
    new_age = age is not None and (mention.person.name, f"age {age.value}") not in told
    if not roles and not new_age:
        return None
    if age is not None and new_age:
        told.add((mention.person.name, f"age {age.value}"))
    start = min(passage.doc[a].idx for a, _ in spans)
    end = max(passage.characters(a, b)[1] for a, b in spans)
    if age is not None and new_age:
        start, end = min(start, age.start), max(end, age.end)
    printed = fold(passage.text[start:end])
    if fold(mention.person.name) not in printed:
        inferred.insert(0, "subject")
    return Profile(
        document=passage.document.id,
        quote=quote(passage.text, start, end),
        inferred=tuple(dict.fromkeys(inferred)),
        subject=Party(name=mention.person.name),
        roles=tuple(roles),
        age=age.value if age is not None and new_age else None,
        sex=sex,
    )


def role_heads(passage: Passage, mention: Mention, head: "Token") -> "list[Token]":
    """Return the nouns that say what the person is: appositions, a noun before the name, a copula's complement."""
    nouns = words(passage.language, "roles", "roles") | kin_words(passage.language)
    passing = words(passage.language, "roles", "passing")
    near = [t for t in head.children if t.dep_ == "appos" and t.i >= mention.end]
    before = passage.doc[mention.start - 1] if mention.start else None
    if before is not None and before.text == "," and mention.start > 1:
        before = passage.doc[mention.start - 2]
        before = before if head.dep_ == "appos" else None
    if before is not None and before.pos_ in {"NOUN", "PROPN"}:
        near.insert(0, before)
    if head.dep_ == "appos" and head.head.pos_ == "NOUN" and head.head.i < mention.start:
        near.insert(0, head.head)
    if head.dep_ == "nsubj" and head.head.lemma_ == "be" and head.head.tag_ in {"VBZ", "VBP", "VBD"}:
        near += [t for t in head.head.children if t.dep_ == "attr"]
    found: list[Token] = []
    for noun in near:
        for one in [noun, *(c for c in noun.conjuncts if c.i > noun.i)]:
            known = one.lemma_.lower() in nouns or one.lower_ in nouns
            if (
                known
                and one.lemma_.lower() not in passing
                and passage.people.at(one) in {None, mention}
                and one not in found
                and one.tag_ not in {"NNPS"}
            ):
                found.append(one)
    return [t for t in found if not mention.start <= t.i < mention.end]


def role_text(passage: Passage, noun: "Token", mention: Mention) -> tuple[str, tuple[int, int], bool]:
    """Return a role in words, the tokens that tell it, and whether a kin's name was filled in for a pronoun."""
    start, end = noun_phrase(noun)
    end = min(end, mention.start) if noun.i < mention.start else end
    doc = passage.doc
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    kept = [t for t in doc[start:end] if t.lower_ not in DETERMINERS and not t.like_num and t.dep_ != "case"]
    if owner is not None:
        kept = [t for t in kept if not owner.left_edge.i <= t.i <= owner.right_edge.i]
    if noun.i >= mention.end:
        for child in noun.children:
            if (
                child.dep_ == "prep"
                and child.i > noun.i
                and child.lower_ in {"of", "with", "at", "for", "in", "from"}
                and child.right_edge.i - child.i < 7
            ):
                end = max(end, child.right_edge.i + 1)
                kept += [t for t in doc[child.i : child.right_edge.i + 1] if t not in kept]
    role = "".join(t.text_with_ws for t in sorted(kept, key=lambda t: t.i)).strip(" ,-–")
    role = role.removeprefix("year-old ").removeprefix("old ").lstrip("- ")
    whom = parties_of(passage, owner) if owner is not None else None
    if whom and whom.parties and whom.parties[0].name:
        if whom.parties[0].name == mention.person.name:
            return "", (start, end), False
        role = f"{noun.lemma_ if not kept else role} of {whom.parties[0].name}"
        return role, (start, end), True
    return role, (start, end), False


def sex_of(passage: Passage, noun: "Token") -> str:
    """Return the sex that a noun tells, or nothing."""
    tables = lexicon(passage.language, "roles")
    for sex in ("male", "female"):
        if noun.lemma_.lower() in tables["sexed"][sex] or noun.lemma_.lower() in tables["kin"][sex]:
            return sex
    return ""


def near_age(passage: Passage, mention: Mention, age_start: int) -> bool:
    """Tell whether an age belongs to a mention: right after it, or in the words before it."""
    start, end = passage.characters(mention.start, mention.end)
    if end <= age_start <= end + 8:
        return passage.text[end:age_start].strip(" ,(") in {"", "aged", "now"}
    between = passage.text[age_start:start]
    return 0 < start - age_start < 60 and "year" in between and not any(mark in between for mark in ".;:")
