"""Which numbers of a text may count people: no dates, sums, ages or parts of names.

Also people who are numbered without a number: "nobody", "a policeman", "the third reporter killed this year".
"""

from typing import TYPE_CHECKING

from khronika.reading.lexicon import lexicon, words
from khronika.reading.passage import Passage, Sentence
from khronika.reading.people_words import counting_nouns, is_people
from khronika.reading.quantities import Number
from khronika.vocabulary.terms import Bound

if TYPE_CHECKING:
    from spacy.tokens import Token


FIRST_YEAR, LAST_YEAR = 1900, 2100


def countable(passage: Passage, number: Number) -> bool:
    """Tell whether a number may count people: it is no date, length, sum, age, share, clause of a law or part of a name."""
    if number.unit:
        return False
    others = (passage.dates, passage.durations, passage.sums, passage.provisions, passage.ages)
    if any(other.start < number.end and number.start < other.end for found in others for other in found):
        return False
    if is_year(passage, number):
        return False
    text = passage.text
    before, after = text[max(0, number.start - 2) : number.start], text[number.end : number.end + 1]
    if after == "-" or before.endswith(("№", "#", "$", "€", "£")):
        return False
    first = next(passage.tokens(number.start, number.end), None)
    if first is None or first.i in passage.people.name_at:
        return False
    if first.i:
        last = passage.doc[first.i - 1]
        if last.lemma_.lower() == "fine":
            return False  # "fined 4,000"
        digits = text[number.start : number.end].isdigit()
        if (digits and last.lower_ in words(passage.language, "tolls", "numbered")) or last.text in {
            "No.",
            "Nos.",
            "no.",
        }:
            return False
        if last.pos_ == "PROPN" and last.text[:1].isupper() and text[number.start : number.end].isdigit():
            return last.is_sent_start is True or last.i not in passage.people.name_at or stands_alone(passage, first)
    return not passage.text[number.end : number.end + 6].startswith((" when ", "-year"))


def is_year(passage: Passage, number: Number) -> bool:
    """Tell whether a number is a year that stands by itself ("In 1991 soldiers kept …")."""
    text = passage.text[number.start : number.end]
    if not (text.isdigit() and FIRST_YEAR <= number.value <= LAST_YEAR and len(text) == 4) or number.bound is not None:
        return False
    before = passage.text[max(0, number.start - 15) : number.start].lower().split()
    return bool(before) and before[-1].strip("(,") in words(passage.language, "tolls", "before_year")


def stands_alone(passage: Passage, token: "Token") -> bool:
    """Tell whether a number after a name is no part of it, as in "the ministry says 12, the Union 37"."""
    doc, i = passage.doc, token.i - 1
    while i > 0 and doc[i].pos_ == "PROPN":
        i -= 1
    return doc[i].lower_ == "the" and (token.i + 1 == len(doc) or doc[token.i + 1].is_punct)


def nobody_in(passage: Passage, sentence: Sentence, known: list[Number]) -> list[Number]:
    """Return "no officer", "without a single injury", "nobody" that the numbers do not show yet."""
    found = []
    for token in sentence.span:
        if token.lower_ != "no":
            continue
        following = passage.doc[token.i + 1] if token.i + 1 < len(passage.doc) else None
        if following is None or any(n.start == token.idx for n in known):
            continue
        if (
            token.dep_ == "det"
            and token.head.i > token.i
            and following.lower_ not in {"longer", "more", "less", "fewer"}
        ):
            start = int(token.idx)
            found.append(Number(start, start + len(token.text), 0, Bound.EXACTLY, start))
    return found


def ones_in(passage: Passage, sentence: Sentence, known: list[Number]) -> list[Number]:
    """Return the single people and deeds ("a policeman", "a single death")."""
    found = []
    for token in sentence.span:
        if token.dep_ != "det" or token.lower_ not in {"a", "an"} or token.head.tag_ != "NN" or token.head.i < token.i:
            continue
        if any(n.start >= token.idx and n.end <= token.head.idx + len(token.head.text) for n in known):
            continue
        single = passage.doc[token.i + 1].lower_ == "single"
        if is_people(passage, token.head) or (single and token.head.lemma_.lower() in counting_nouns(passage.language)):
            start = int(token.idx)
            end = start + len("a single") if single else start + len(token.text)
            value = (
                0 if single and token.i > sentence.span.start and passage.doc[token.i - 1].lower_ == "without" else 1
            )
            found.append(Number(start, end, value, Bound.EXACTLY, start))
    return found


def ordinals_in(passage: Passage, sentence: Sentence) -> list[Number]:
    """Return how many there are by "the third reporter killed this year"."""
    known = lexicon(passage.language, "tolls")["ordinals"]
    found = []
    for token in sentence.span:
        if (
            token.lower_ in known
            and token.head.i > token.i
            and token.head.pos_ == "NOUN"
            and is_people(passage, token.head)
        ):
            after = passage.doc[token.head.i + 1 : token.head.i + 12]
            if any(t.tag_ == "VBN" and t.dep_ in {"relcl", "acl"} for t in after):
                start = int(token.idx)
                found.append(Number(start, start + len(token.text), int(known[token.lower_]), Bound.EXACTLY, start))
    return found
