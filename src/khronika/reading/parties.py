"""Who fills a place of a clause: named persons in their fullest form, bodies, or groups with their size."""

import re
from typing import TYPE_CHECKING

from khronika.reading.clauses import conjuncts
from khronika.reading.groups import count_of, group_of, is_people, of_whom
from khronika.reading.name_lists import names_after
from khronika.reading.names import NameKind
from khronika.reading.noun_phrases import (
    DETERMINERS,
    GENERIC,
    NOBODY,
    PLURAL_PRONOUNS,
    Filled,
    body_text,
    noun_phrase,
)
from khronika.reading.passage import Passage
from khronika.reading.plurals import recent_persons, refers_back, several
from khronika.vocabulary.folding import fold
from khronika.vocabulary.statement import Party

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = [
    "DETERMINERS",
    "GENERIC",
    "NOBODY",
    "Filled",
    "body_text",
    "count_of",
    "group_of",
    "noun_phrase",
    "parties_of",
    "party_of",
    "recent_persons",
]

SILENT = frozenset({"others", "one", "those", "many", "some", "several", "nobody", "none"})
SHOWN_BY = re.compile(r",?\s(?:(?:were |was )?(?:identified|named|known|referred to)\b[^,;.]{0,40})$")


def parties_of(passage: Passage, head: "Token | None", *, coordinated: bool = True) -> Filled:
    """Return the parties that a noun phrase stands for, all of a list ("A, B and C") unless told otherwise."""
    if head is None:
        return NOBODY
    found = NOBODY
    listed = conjuncts(head) if coordinated else (head,)
    for one in listed:
        if not describes(passage, one, listed):
            found += party_of(passage, one)
    return found


def describes(passage: Passage, token: "Token", listed: "tuple[Token, ...]") -> bool:
    """Tell whether a noun only says who another is ("the beekeeper and singer X"; "X, lecturer and author" in a list)."""
    if token.tag_ != "NN" or passage.people.at(token) is not None or not is_people(token, passage.language):
        return False
    if not any(c.dep_ in {"det", "poss", "nummod"} for c in token.children):
        return any(t.i < token.i and passage.people.at(t) is not None for t in listed)
    after = passage.doc[token.i + 1 : token.i + 4]
    return (
        len(after) == 3
        and after[0].lower_ == "and"
        and after[1].tag_ == "NN"
        and after[1].text[0].islower()
        and is_people(after[1], passage.language)
        and passage.people.at(after[2]) is not None
    )


def party_of(passage: Passage, token: "Token") -> Filled:
    """Return whom one noun phrase head stands for: a person, a body, a group, or several by a pronoun."""
    people = passage.people
    if token.tag_ in {"WDT", "WP"}:
        verb = token.head
        while verb.dep_ not in {"relcl", "acl"} and verb.head != verb:
            verb = verb.head
        return parties_of(passage, verb.head) if verb.dep_ in {"relcl", "acl"} and verb.head != token else NOBODY
    mention = people.at(token)
    if mention is not None:
        printed = fold(passage.doc[mention.start : mention.end].text)
        return Filled((Party(name=mention.person.name),), fold(mention.person.name) not in printed)
    named = named_beside(passage, token)
    if named:
        return named
    if token.lower_ in PLURAL_PRONOUNS or (token.pos_ in {"NOUN", "NUM"} and refers_back(token)):
        back = several(passage, token)
        if back:
            return back
    if token.pos_ == "PRON" and token.lower_ not in SILENT:
        return NOBODY
    name = people.name_at.get(token.i)
    if name is not None and name.kind in {NameKind.ORGANIZATION, NameKind.OTHER} and token.pos_ == "PROPN":
        return Filled((Party(name=body_text(passage, token)),))
    inner = of_whom(token) if token.pos_ == "NUM" or token.lower_ in {"some", "many", "several", "most"} else None
    if inner is not None and inner.lower_ in PLURAL_PRONOUNS:
        return some_of(passage, token, inner)
    if token.pos_ in {"NOUN", "NUM", "PROPN"} or token.lower_ in {"others", "those", "nobody", "none"}:
        return group_of(passage, token)
    return NOBODY


def some_of(passage: Passage, token: "Token", pronoun: "Token") -> Filled:
    """Return a part of those whom a pronoun means ("17 of them"): the people if it is all of them, else their noun."""
    back = several(passage, pronoun)
    count, bound = count_of(passage, token)
    if back and back.parties[0].name and len(back.parties) == count:
        return back
    group = next((p.group for p in back.parties if p.group), "people")
    return Filled((Party(group=group, count=count, bound=bound),), True)


def named_beside(passage: Passage, token: "Token") -> Filled:
    """Return the people whom a noun introduces ("the blogger X", "two students, A and B", "a fourth defendant, X")."""
    people, plural = passage.people, token.tag_ in {"NNS", "NNPS"}
    if token.lower_ == "one" and (whole := of_whom(token)) is not None:
        told = names_after(passage, whole.i + 1)  # "one of the three, X, was arrested again"
        if len(told) == 1 and passage.doc[told[0].start - 1].text == ",":
            return Filled((Party(name=told[0].person.name),))
    if token.pos_ not in {"NOUN", "PROPN", "NUM", "ADJ", "VERB"} or (
        token.lower_ in SILENT and not (token.lower_ == "others" and counted_list(passage, token))
    ):
        return NOBODY
    listed = names_after(passage, token.i + 1)
    close = listed and listed[0].start == token.i + 1
    if listed and plural and (len(listed) > 1 or close):
        counted, _ = count_of(passage, token)
        if counted in {None, len(listed)} and (close or counted is not None):
            return Filled(tuple(dict.fromkeys(Party(name=m.person.name) for m in listed)))
    if close and not plural and fold(listed[0].person.name.split()[0]) != fold(token.text):
        return Filled((Party(name=listed[0].person.name),))
    for child in token.children:
        if child.dep_ == "appos" and not plural:
            inner = next(
                (m for t in child.subtree if (m := people.at(t)) is not None and m.how in {"name", "short"}), None
            )
            if inner is not None:
                return Filled((Party(name=inner.person.name),)) + beside_apposition(passage, token, child)
    counted, _ = count_of(passage, token)
    if counted is not None:
        return shown(passage, token, counted)
    return NOBODY


def counted_list(passage: Passage, token: "Token") -> bool:
    """Tell whether as many names follow as a noun counts ("four others, A, B, C and D, were …")."""
    counted, _ = count_of(passage, token)
    return counted is not None and counted == len(names_after(passage, token.i + 1))


def beside_apposition(passage: Passage, token: "Token", apposition: "Token") -> Filled:
    """Return the people whom the parser hung on the name and not on its noun ("the officer, X, and the inspector, Y")."""
    found = Filled()
    for other in apposition.conjuncts:
        if other.i > apposition.i and other.pos_ == "NOUN" and other not in token.conjuncts:
            found += named_beside(passage, other)
    return found


def shown(passage: Passage, token: "Token", counted: int) -> Filled:
    """Return the people whom a counted group is said to be ("two men, identified by their initials as A. B. and C. D.")."""
    sentence = passage.sentence_at(token)
    if sentence is None or counted < 1:
        return NOBODY
    for i in range(token.i + 2, min(token.i + 12, sentence.span.end)):
        mention = passage.people.by_token.get(i)
        if mention is None or mention.how not in {"name", "short"}:
            continue
        between = passage.text[token.idx + len(token.text) : passage.doc[i].idx].rstrip('“"‘ ')
        listed = names_after(passage, i)
        apposed = passage.doc[i - 1].text in {",", ":"} and counted > 1
        apposed = apposed and not any(t.pos_ in {"VERB", "AUX"} for t in passage.doc[token.i + 1 : i])
        if len(listed) == counted and (apposed or SHOWN_BY.fullmatch(between)):
            return Filled(tuple(Party(name=m.person.name) for m in listed))
        return NOBODY
    return NOBODY
