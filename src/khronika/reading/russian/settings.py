"""When and where a clause of a Russian text happens: as it says, or as its heading or its dateline does."""

import re
from dataclasses import dataclass

from khronika.reading.dates import ResolvedDate
from khronika.reading.lexicon import words as listed
from khronika.reading.russian.clauses import Clause
from khronika.reading.russian.inflection import nominative
from khronika.reading.russian.passage import RussianPassage, Sentence
from khronika.reading.russian.phrases import phrase_after
from khronika.reading.russian.words import Word


@dataclass(frozen=True, slots=True)
class Place:
    """A place with the offset at which the text names it."""

    name: str
    at: int
    is_inferred: bool = False


def date_in(passage: RussianPassage, sentence: Sentence, clause: Clause) -> ResolvedDate | None:
    """Return when a clause happens: a date in it, else one that opens its sentence before it."""
    inside = [d for d in passage.dates_in(clause.start, clause.end) if not is_describing(passage, d)]
    starting = [d for d in inside if not d.value.startswith("../")]
    if inside:
        return (starting or inside)[0]
    opening = [
        d
        for d in passage.dates_in(sentence.start, clause.start)
        if d.start - sentence.start < 25 and not is_describing(passage, d)
    ]
    return opening[0] if opening else None


def is_describing(passage: RussianPassage, date: ResolvedDate) -> bool:
    """Tell whether a date only tells which paper or law is meant ("указ от 30 декабря")."""
    return re.search(r"(?<!\w)(?:от|на\sсайте)\s$", passage.text[max(0, date.start - 10) : date.start]) is not None


def day_of(date: ResolvedDate | None) -> str:
    """Return a date as the day of a step: an open end is the day itself."""
    if date is None:
        return ""
    return "" if date.value.startswith("../") else date.value.removesuffix("/..")


def places_in(passage: RussianPassage, clause: Clause, bodies: frozenset[int] = frozenset()) -> list[Place]:
    """Return the places that a clause tells after a preposition, bodies' names left out."""
    found: list[Place] = []
    sentence = passage.sentence_of(clause.words[0])
    people = frozenset(passage.people.at)
    openers = listed("ru", "places", "prepositions")
    for n, word in enumerate(sentence.words[:-1]):
        if not clause.start <= word.start < clause.end or word.lower not in openers or word.pos != "ADP":
            continue
        following = sentence.words[n + 1]
        if following.i in bodies or following.i in people:
            continue
        phrase = phrase_after(sentence.words, n + 1, people=people)
        noun = next((w for w in phrase if w.pos in {"NOUN", "PROPN"}), None)
        if (
            noun is None
            or noun.i in people
            or noun.i in bodies
            or (noun.case in {"Acc", "Nom"} and word.lower in {"в", "на", "во", "под"} and noun.pos == "NOUN")
        ):
            continue
        proper = is_place_name(passage, noun)
        if not proper and noun.lemma not in listed("ru", "places", "nouns"):
            continue
        found.append(Place(place_name(phrase, noun, passage.text), phrase[0].start))
    return found


def place_name(phrase: list[Word], noun: Word, text: str) -> str:
    """Return a place in the nominative; what leads away from the place is left out."""
    kept = []
    for n, word in enumerate(phrase):
        if word.text[:1].isdigit() and phrase[n - 1].text != "№":
            break
        if word.pos == "ADP" and word.i > noun.i and word.lower not in {"на", "в"}:
            break
        kept.append(word)
    return " ".join(nominative(kept, text).split())


def is_place_name(passage: RussianPassage, word: Word) -> bool:
    """Tell whether a word is the name of a place."""
    if not word.is_capital or len(word.text) < 3 or word.i in passage.people.at:
        return False
    if any(a <= word.start < b for a, b in passage.people.places):
        return True
    return word.analysis is not None and "Geox" in word.analysis.tag


def heading_place(passage: RussianPassage, sentence: Sentence) -> Place | None:
    """Return the place that a heading over a sentence or its dateline tells."""
    for other in reversed(passage.sentences[: sentence.number + 1]):
        if other.block is sentence.block and other.number != first_of(passage, sentence):
            continue
        if other.block is not sentence.block and len(other.words) > 6:
            if other.number < sentence.number - 14:
                return None
            continue
        found = dateline(passage, other, alone=other.block is not sentence.block)
        if found is not None:
            return found
    return None


def first_of(passage: RussianPassage, sentence: Sentence) -> int:
    """Return the number of the first sentence of a sentence's block."""
    number = sentence.number
    while number and passage.sentences[number - 1].block is sentence.block:
        number -= 1
    return number


def dateline(passage: RussianPassage, sentence: Sentence, *, alone: bool) -> Place | None:
    """Return the place that opens a sentence like a dateline ("Гомель. …", "2 июня, Семей. …"), or that is all of it."""
    text = passage.text[sentence.start : sentence.end].strip(" .—•❗️📌")
    if (
        alone
        and len(sentence.words) <= 5
        and sentence.words[0].is_capital
        and not any(w.is_finite for w in sentence.words)
    ):
        word = next(
            (
                w
                for w in sentence.words
                if (len(w.text) > 2 and is_place_name(passage, w))
                or (w.text.isupper() and w.analysis is not None and "Geox" in w.analysis.tag)
            ),
            None,
        )
        if word is not None and len(text) < 40 and word.lemma not in listed("ru", "places", "countries"):
            return Place(cased(word), sentence.start, is_inferred=True)
    head = sentence.words[:7]
    for n, word in enumerate(head[:-1]):
        if (
            len(word.text) > 2
            and is_place_name(passage, word)
            and word.case in {"Nom", ""}
            and head[n + 1].text in {".", ",", "—", "–", "/"}
            and all(
                w.text in {",", "."}
                or (
                    w.pos in {"NUM", "NOUN", "ADJ", "PUNCT", "SYM"}
                    and (w.text.isdigit() or passage.dates_in(w.start, w.start + 40) or w.pos in {"PUNCT", "SYM"})
                )
                or not w.text[:1].isalpha()
                for w in head[:n]
            )
        ):
            return Place(cased(word), word.start, is_inferred=True)
    return None


def cased(word: Word) -> str:
    """Return a place's name as names are written."""
    return word.text.capitalize() if word.text.isupper() and len(word.text) > 3 else word.text


def country_of(passage: RussianPassage) -> str:
    """Return the country that a document names most, in the nominative; empty if it names none."""
    counts: dict[str, int] = {}
    for word in passage.words:
        if word.lemma in listed("ru", "places", "countries"):
            counts[word.lemma] = counts.get(word.lemma, 0) + 1
    return max(counts, key=lambda lemma: counts[lemma]).capitalize() if counts else ""


def place_before(passage: RussianPassage, sentence: Sentence) -> str:
    """Return the place that the sentences before in the same block told last."""
    for other in reversed(passage.sentences[: sentence.number]):
        if other.block is not sentence.block:
            return ""
        told = places_in(passage, Clause(other.words, None))
        if told:
            return told[-1].name
    return ""


def date_before(passage: RussianPassage, sentence: Sentence) -> str:
    """Return the day that the sentences before in the same block told last."""
    first = next(s.start for s in passage.sentences if s.block is sentence.block)
    told = passage.dates_in(first, sentence.start)
    return told[-1].value if told else ""
