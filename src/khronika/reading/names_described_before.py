"""What the words before a name say of its bearer: "the former mayor of Salt, Dr. X", "her pupil X"."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from khronika.reading.descriptions import (
    ARTICLES,
    ENDS,
    INSIDE,
    LONGEST,
    OWNERS,
    SEPARATORS,
    Description,
    determined,
    hyphened,
    is_plural,
    is_role,
    joined,
    known_roles,
    nominal,
    owner_in,
)
from khronika.reading.lexicon import lexicon
from khronika.reading.name_lists import chain
from khronika.reading.noun_phrases import DETERMINERS
from khronika.reading.passage import Passage
from khronika.reading.people import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc


def before(passage: Passage, mention: Mention) -> Iterator[Description]:
    """Yield what the words before a name say of its bearer ("the former mayor of Salt, Dr. X", "her pupil X")."""
    doc = passage.doc
    listed = chain(passage, mention)
    found = list(phrases_before(passage, mention))
    if not found and listed[0] != mention:
        found = [d for d in phrases_before(passage, listed[0]) if d.plural]
    for one in found:
        if one.plural and len(listed) == 1 and doc[one.head_end - 1].lower_ not in {"counsel"}:
            continue
        yield one


def phrases_before(passage: Passage, mention: Mention) -> Iterator[Description]:
    """Yield the phrase that ends right before a name, and the one coordinated with it."""
    doc = passage.doc
    first = doc[mention.start].sent.start
    last = untitled(passage, mention) - 1
    if last < first:
        return
    introduced = introducer(passage, first, last)
    if introduced is not None:
        last = introduced
    comma = doc[last].text == "," or (doc[last].text == ":" and last - first < 4)
    if comma:
        last -= 1
        if introduced is None and not (closes(doc, mention.end) or doc[mention.start].dep_ == "appos"):
            return
    if last < first or doc[last].pos_ not in {"NOUN", "PROPN", "ADJ", "VERB"}:
        return
    found = described_before(passage, first, last, near=not comma)
    if found is None or (comma and introduced is None and after_name(passage, found.start)):
        return
    yield found
    yield from further_before(passage, first, found, comma=comma)


def described_before(passage: Passage, first: int, last: int, *, near: bool) -> Description | None:
    """Return the description that ends at a token, its words from the article on."""
    doc = passage.doc
    start = phrase_start(passage, first, last)
    openings = [start, *(i for i in range(start + 1, last + 1) if opening(doc, i))]
    for begin in openings:
        head = head_of(passage, begin, last, near=near)
        if head is None or passage.people.by_token.get(head[0]) is not None:
            continue
        if near:
            begin = max(begin, last_segment(doc, begin, head[0]))  # noqa: PLW2901
        return Description(begin, last + 1, *head, owner=owner_in(doc, begin, head), plural=is_plural(doc[head[1] - 1]))
    return None


def opening(doc: "Doc", i: int) -> bool:
    """Tell whether a phrase of its own may begin at a token: after a preposition, or with an article or a number."""
    return doc[i - 1].lower_ in INSIDE or doc[i].lower_ in ARTICLES | OWNERS or doc[i].like_num


def further_before(passage: Passage, first: int, found: Description, *, comma: bool) -> Iterator[Description]:
    """Yield what stands before a description of the same person: "his wife, the dentist X", "the beekeeper and poet X"."""
    doc, joint = passage.doc, found.start - 1
    if joint <= first:
        return
    if not comma and doc[joint].lower_ == "and" and not determined(doc, found.start):
        other = phrase_start(passage, first, joint - 1)
        word = joined(doc, joint - 1)
        if determined(doc, other) and is_role(doc, *word, passage.language):
            yield Description(other, joint, *word)
    elif doc[joint].text == "," and not found.plural:
        another = described_before(passage, first, joint - 1, near=False)
        if another is not None and not another.plural and (another.owner is not None or another.start == first):
            yield another


def untitled(passage: Passage, mention: Mention) -> int:
    """Return the token where a name with its titles begins."""
    name = passage.people.name_at.get(mention.start)
    start = mention.start
    titles = set(name.titles) if name is not None else set()
    while (
        start > 0
        and (doc_word := passage.doc[start - 1].lower_)
        and (doc_word in titles or (doc_word == "." and passage.doc[start - 2].lower_ in titles))
    ):
        start -= 1
    return start


def introducer(passage: Passage, first: int, last: int) -> int | None:
    """Return the last token before words that introduce a name ("named", "known as"), or None."""
    begin, end = passage.characters(first, last + 1)
    patterns = "|".join(lexicon(passage.language, "descriptions")["introducers"])
    match = re.search(rf",?\s(?:{patterns})\s?[“\"‘']?$", passage.text[begin:end])
    if match is None:
        return None
    tokens = [t.i for t in passage.tokens(begin, begin + match.start())]
    return tokens[-1] if tokens else None


def closes(doc: "Doc", i: int) -> bool:
    """Tell whether a name ends a phrase at token i: a mark, the end of the sentence, or "and" follows it."""
    return (
        i >= len(doc)
        or doc[i].is_sent_start is True
        or doc[i].text in ENDS
        or doc[i].is_space
        or doc[i].lower_ in {"and", "’s", "'s"}
    )


def after_name(passage: Passage, start: int) -> bool:
    """Tell whether a phrase stands after another name that it describes ("X, a lawyer, Y")."""
    doc = passage.doc
    i = start - 1
    if i < 1 or doc[i].text != ",":
        return False
    i -= 1
    while i > 0 and (doc[i].like_num or doc[i].text == ","):
        i -= 1
    mention = passage.people.by_token.get(i)
    return mention is not None and mention.how in {"name", "short"}


def phrase_start(passage: Passage, first: int, last: int) -> int:
    """Return where the noun phrase that ends at a token begins, its "of …" included."""
    doc = passage.doc
    verbal = doc[last].pos_ == "VERB" and not nominal(doc[last])
    if verbal and doc[last].lower_ not in known_roles(passage.language):
        return last + 1  # a verb; the parser takes some nouns for one ("the beekeeper and poet X")
    i = last - 1 if passage.people.by_token.get(last) is None and doc[last].lower_ not in DETERMINERS else last
    while i >= first and last - i < LONGEST:
        token = doc[i]
        mention = passage.people.by_token.get(i)
        if token.text in SEPARATORS - {"-"}:
            break
        if token.lower_ in ARTICLES | OWNERS or token.lower_ in DETERMINERS:
            if i > first and doc[i - 1].lower_ in INSIDE and i - 1 > first and nominal(doc[i - 2]):
                i -= 2
                continue
            return i
        if mention is not None and mention.how in {"name", "short"}:
            owned = doc[mention.end].text in {"’s", "'s", "’", "'"} if mention.end < len(doc) else False
            return mention.start if owned else i + 1
        if (
            hyphened(doc, i)
            or nominal(token)
            or token.text in {"-", "’s", "'s", "’", "'", "”", "“"}
            or token.tag_ in {"JJ", "JJR", "VBN", "VBG", "RB", "CD"}
        ) or (token.lower_ in INSIDE and i > first and nominal(doc[i - 1])):
            i -= 1
        else:
            break
    return max(first, i + 1)


def last_segment(doc: "Doc", start: int, head: int) -> int:
    """Return where the phrase of a head begins that stands after "of …" ("the killing of | journalist")."""
    for i in range(head, start, -1):
        if doc[i - 1].lower_ in INSIDE:
            return i
    return start


def head_of(passage: Passage, start: int, last: int, *, near: bool) -> tuple[int, int] | None:
    """Return the word that heads a phrase if it says what somebody is; ``near`` if a name follows at once."""
    doc, language = passage.doc, passage.language
    if near:
        word = joined(doc, last)
        if word[0] >= start and is_role(doc, *word, language):
            return word
    edge = next(
        (
            i
            for i in range(start + 1, last + 1)
            if doc[i].lower_ in INSIDE and doc[i].pos_ == "ADP" and doc[i - 1].whitespace_
        ),
        last + 1,
    )
    word = joined(doc, edge - 1)
    if (
        word[0] >= start
        and is_role(doc, *word, language)
        and not (near and edge <= last and not determined(doc, start))
    ):
        return word
    return None
