"""Courts, offices and forces that a Russian text names, in the nominative, and its judges."""

from dataclasses import dataclass

from khronika.reading.lexicon import words as listed
from khronika.reading.russian.inflection import nominative
from khronika.reading.russian.passage import RussianPassage, Sentence
from khronika.reading.russian.phrases import is_body_noun, quoted_end
from khronika.reading.russian.words import Word

COURT_OPENERS = frozenset({"суд", "райсуд", "горсуд", "облсуд", "трибунал"})


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """A body named in ``words``; ``noun`` is the word that heads its name."""

    name: str
    noun: Word
    words: tuple[Word, ...]
    is_court: bool

    @property
    def case(self) -> str:
        """Return the case in which it stands."""
        return self.noun.case


def bodies_in(passage: RussianPassage, sentence: Sentence) -> list[Body]:
    """Return the bodies that a sentence names, in order; worked out once for each sentence."""
    if sentence.number not in passage.kept:
        passage.kept[sentence.number] = tuple(found_in(passage, sentence))
    return list(passage.kept[sentence.number])


def found_in(passage: RussianPassage, sentence: Sentence) -> list[Body]:
    """Find the bodies of a sentence."""
    found: list[Body] = []
    taken: set[int] = set()
    words = sentence.words
    for n, word in enumerate(words):
        if word.i in taken or not is_body_noun(word) or word.i in passage.people.at:
            continue
        if word.lemma == "сотрудник" and word.number != "Plur":
            continue
        first, last = edges(passage, words, n)
        span = words[first:last]
        name = nominative(span, passage.text)
        if span[0].i == words[0].i and span[0].pos != "PROPN" and not is_proper(span):
            name = name[:1].lower() + name[1:]
        taken |= {w.i for w in span}
        court = word.lemma in listed("ru", "bodies", "courts")
        found.append(Body(" ".join(name.split()), word, tuple(span), court))
    return found


def is_proper(span: list[Word]) -> bool:
    """Tell whether a body's name keeps its capital: its first word is no plain noun."""
    return (
        (len(span) > 1 and (span[0].pos == "ADJ" or span[0].text.isupper()))
        or span[0].text.isupper()
        or span[0].lemma in {"генпрокуратура", "минюст", "роскомнадзор", "росгвардия"}
    )


def edges(passage: RussianPassage, words: list[Word], n: int) -> tuple[int, int]:
    """Return where a body's name begins and ends around its noun."""
    noun, first = words[n], n
    while (
        first
        and words[first - 1].pos in {"ADJ"}
        and (words[first - 1].case in {noun.case, ""} or {words[first - 1].case, noun.case} <= {"Nom", "Acc"})
        and words[first - 1].lemma not in {"другой", "тот", "этот", "весь", "сам", "самый", "вчерашний"}
    ):
        first -= 1
    last = n + 1
    while last < len(words):
        word = words[last]
        if word.i in passage.people.at:
            break
        if word.text == "№" and last + 1 < len(words):
            last += 2
        elif word.text in {"«", "“"}:
            last = quoted_end(words, last)
        elif word.text == "-" and last + 1 < len(words):
            last += 2
        elif word.pos in {"NOUN", "PROPN", "ADJ"} and (
            word.case == "Gen"
            or (word.is_capital and word.pos == "PROPN" and words[last - 1].case == "Gen")
            or (word.text.isupper() and len(word.text) > 1)
        ):
            last += 1
        elif (
            (
                word.lower == "по"
                and last + 1 < len(words)
                and any(w.lemma in listed("ru", "bodies", "po") for w in words[last + 1 : last + 3])
            )
            or (
                word.lower == "и"
                and last + 1 < len(words)
                and words[last + 1].case == "Gen"
                and words[last - 1].case == "Gen"
                and words[last - 1].i != noun.i
            )
            or (word.lower == "с" and last + 1 < len(words) and words[last + 1].lemma in {"преступность", "коррупция"})
        ):
            last += 2
        else:
            break
    while last > n + 1 and (words[last - 1].pos in {"ADP", "CCONJ", "ADJ"}):
        last -= 1
    return first, last


def judge_in(passage: RussianPassage, sentence: Sentence) -> str:
    """Return the judge that a sentence names, or nothing."""
    for mention in passage.people.mentions:
        if not sentence.start <= mention.start < sentence.end:
            continue
        before = [w for w in sentence.words if w.i < mention.words[0].i][-6:]
        lemmas = [w.lemma for w in before]
        if "председательство" in lemmas[-2:] or (
            "судья" in lemmas
            and not any(w.text in {",", ")", ";"} or w.is_finite for w in before[lemmas.index("судья") + 1 :])
        ):
            return mention.person.name
    return ""
