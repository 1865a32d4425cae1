"""What the words after a name say of its bearer: "X, 34, a reporter with Y", "X (lawyer)"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from khronika.reading.descriptions import (
    ARTICLES,
    INSIDE,
    LONGEST,
    OWNERS,
    SEPARATORS,
    Description,
    is_plural,
    is_role,
    joined,
    nominal,
    owner_in,
)
from khronika.reading.lexicon import lexicon, words
from khronika.reading.name_lists import chain
from khronika.reading.names import kin_words
from khronika.reading.names_described_before import phrase_start
from khronika.reading.noun_phrases import DETERMINERS
from khronika.reading.passage import Passage
from khronika.reading.people import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc


def after(passage: Passage, mention: Mention) -> Iterator[Description]:
    """Yield what the words after a name say of its bearer ("X, 34, a reporter with Y", "X (lawyer)")."""
    doc = passage.doc
    listed = chain(passage, mention)
    end = doc[mention.start].sent.end
    i, seen = mention.end, 0
    last_of_list = mention == listed[-1]
    if not last_of_list:
        yield from (d for d in phrases_after(passage, listed[-1].end, end) if d.plural)
    while i < end and seen < 3:
        if doc[i].text in {"”", '"'}:
            i += 1
            continue
        if doc[i].text not in SEPARATORS and not doc[i].is_space:
            break
        following = age_after(passage, i + 1, end)
        if following is not None:
            i, seen = following, seen + 1
            continue
        found = list(phrases_after(passage, i, end))
        if not found:
            break
        for one in found:
            if not one.plural or len(listed) > 1 or doc[one.head_end - 1].lower_ == "counsel":
                yield one
        i, seen = found[-1].end, seen + 1


def age_after(passage: Passage, i: int, end: int) -> int | None:
    """Return the token after an age that begins at a token or right after "aged" or "now", or None."""
    doc = passage.doc
    for j in range(i, min(i + 3, end)):
        for age in passage.ages:
            if age.start == doc[j].idx:
                stop = j + 1
                while stop < end and doc[stop].idx < age.end:
                    stop += 1
                return stop
        if doc[j].lower_ not in {"aged", "now", "then", "age", "just"}:
            return None
    return None


def phrases_after(passage: Passage, i: int, end: int) -> Iterator[Description]:
    """Yield the phrases that begin after the mark at token i."""
    doc, language = passage.doc, passage.language
    if i >= end or doc[i].text not in SEPARATORS:
        return
    k = i + 1
    if k >= end:
        return
    if doc[k].lower_ in {"who", "whose"}:
        return
    start = k
    open_list = True
    while open_list:
        open_list = False
        found = phrase_at(passage, k, end)
        if found is None:
            return
        head, stop = found
        article = doc[k].lower_ in {"a", "an"}
        known = is_role(doc, *head, language) or (article and plain_noun(passage, head))
        if not known or passage.people.by_token.get(head[0]) is not None:
            return
        follower = passage.people.by_token.get(stop) if stop < end else None
        if follower is not None and follower.how in {"name", "short"}:
            return
        owner = owner_in(doc, k, head)
        yield Description(k if k > start else start, stop, *head, owner=owner, plural=is_plural(doc[head[1] - 1]))
        joint = stop
        if joint < end and doc[joint].text == "," and joint + 1 < end and doc[joint + 1].lower_ == "and":
            joint += 1
        if joint + 1 < end and doc[joint].lower_ in {"and", "&"}:
            another = phrase_at(passage, joint + 1, end)
            if (
                another is not None
                and is_role(doc, *another[0], language)
                and passage.people.by_token.get(another[1]) is None
                and not starts_clause(doc, another[1])
            ):
                k, open_list = joint + 1, True


def starts_clause(doc: "Doc", i: int) -> bool:
    """Tell whether a finite verb follows at once, whose subject the phrase before it is."""
    return i < len(doc) and doc[i].tag_ in {"VBD", "VBZ", "VBP", "MD"}


def plain_noun(passage: Passage, head: tuple[int, int]) -> bool:
    """Tell whether a word that follows "X, a …" is a common noun in the singular that no list knows as a thing."""
    token = passage.doc[head[1] - 1]
    things = lexicon(passage.language, "tolls")["who"]["things"]
    return (
        token.tag_ == "NN"
        and token.lemma_.lower() not in things
        and token.lemma_.lower() not in words(passage.language, "descriptions", "not_roles")
        and token.lemma_.lower()
        not in words(passage.language, "people", "organization_words")
        | words(passage.language, "people", "place_words")
        and not token.lower_.endswith(("ion", "ment", "ity", "ness", "ism", "ance", "ence", "ing", "ure", "age", "al"))
        and len(token.text) > 2
    )


def phrase_at(passage: Passage, k: int, end: int) -> tuple[tuple[int, int], int] | None:
    """Return (head word, token after the phrase) of the noun phrase that begins at token k, or None."""
    doc = passage.doc
    i = k
    while i < end and (
        doc[i].lower_ in ARTICLES | OWNERS
        or doc[i].lower_ in DETERMINERS
        or doc[i].lower_ in {"formerly", "also", "once"}
    ):
        i += 1
    begin = i
    while (
        i < end
        and i - k < LONGEST
        and (
            (
                nominal(doc[i])
                and not (
                    doc[i].tag_ in {"VBN", "VBG"} and i > begin and nominal(doc[i - 1]) and doc[i - 1].pos_ == "NOUN"
                )
            )
            or doc[i].text in {"-", "’s", "'s", "’", "'"}
            or (doc[i].tag_ == "RB" and i == begin)
            or (i > begin and doc[i - 1].text == "-" and not doc[i - 1].whitespace_)
            or (i + 1 < end and doc[i + 1].text == "-" and not doc[i].whitespace_)
        )
    ):
        mention = passage.people.by_token.get(i)
        if mention is not None and mention.how in {"name", "short"}:
            owned = mention.end < end and doc[mention.end].text in {"’s", "'s", "’", "'"}
            if not owned:
                return None
        i += 1
    if i == begin:
        return None
    head = joined(doc, i - 1)
    if head[0] < begin:
        return None
    return head, complements(passage, i, end)


def complements(passage: Passage, i: int, end: int) -> int:
    """Return the token after the "of …", "with …", "from …" that go on from a head at token i."""
    doc = passage.doc
    while i + 1 < end and doc[i].lower_ in INSIDE:
        j = i + 1
        while (
            j < end
            and j - i < LONGEST
            and (
                nominal(doc[j])
                or doc[j].lower_ in ARTICLES | OWNERS
                or doc[j].text in {"-", "’s", "'s", "’", "'", "“", "”", "&"}
                or (
                    doc[j].lower_ == "and"
                    and j + 1 < end
                    and doc[j + 1].pos_ in {"NOUN", "PROPN"}
                    and doc[j + 1].lower_ not in ARTICLES
                )
                or doc[j].pos_ == "DET"
            )
        ):
            j += 1
        if j == i + 1:
            break
        i = j
    return i


def described_as(passage: Passage, noun: int) -> Iterator[Description]:
    """Yield what "the beekeeper from Loznica" says of the person whom the reader takes it for."""
    doc = passage.doc
    head = joined(doc, noun)
    start = phrase_start(passage, doc[noun].sent.start, head[1] - 1)
    lemma = doc[noun].lemma_.lower()
    if lemma not in kin_words(passage.language) or lemma in {"widow", "widower"}:
        on = head[1] < len(doc) and doc[head[1]].lower_ in INSIDE - {"for", "to", "on", "at"}
        end = complements(passage, head[1], doc[noun].sent.end) if on else head[1]
        yield Description(start, end, *head)
