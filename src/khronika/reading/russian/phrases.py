"""Noun phrases in the running text: where one that begins at a word ends, and how it is called in the nominative."""

from collections.abc import Sequence

from khronika.reading.lexicon import words as listed
from khronika.reading.russian.inflection import nominative
from khronika.reading.russian.words import Word

INSIDE = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM"})
OPENING, CLOSING = frozenset('«“„"('), frozenset('»”")')
LONGEST = 16  # words of a phrase


def quoted_end(sentence: Sequence[Word], at: int) -> int:
    """Return the index after the closing mark of a quotation that opens at an index."""
    depth = 0
    for n in range(at, len(sentence)):
        if sentence[n].text in OPENING - {"("}:
            depth += 1
        elif sentence[n].text in CLOSING - {")"}:
            depth -= 1
            if depth <= 0:
                return n + 1
    return len(sentence)


def phrase_after(
    sentence: Sequence[Word], at: int, *, prepositions: bool = True, people: frozenset[int] = frozenset()
) -> list[Word]:
    """Return the words of the noun phrase that begins at an index: modifiers, the noun, its complements.

    It ends before a mark, a verb, a conjunction that joins no noun, and, unless told otherwise, a preposition that
    leads back to the predicate. ``people`` are numbers of words that name persons: a phrase of things ends there.
    """
    n, seen = at, False
    while n < len(sentence) and n - at < LONGEST:
        word = sentence[n]
        if word.i in people and seen and word.case not in {"Gen", "Ins", "Acc"}:
            break
        if word.text in {"«", "“", "„", '"'}:
            n = quoted_end(sentence, n)
            seen = True
            continue
        if (
            word.pos in INSIDE
            or word.text == "№"
            or (word.pos == "ADV" and (not seen or before_adjective(sentence, n)))
        ):
            if (
                seen
                and word.case == "Nom"
                and word.dep.startswith("nsubj")
                and word.pos in {"NOUN", "PROPN", "DET"}
                and sentence[n - 1].text != "№"
                and sentence[n - 1].lower != "и"
                and not word.is_capital
            ):
                break
            seen = seen or word.pos in {"NOUN", "PROPN"}
            n += 1
        elif (
            (word.pos == "VERB" and word.feats.get("VerbForm") == "Part" and word.feats.get("Variant") != "Short")
            or (word.pos == "ADP" and prepositions and seen and n + 1 < len(sentence) and inner(sentence, n, at))
            or (word.pos == "ADP" and not seen and n > at)
            or (word.lower in {"и", "или"} and seen and n + 1 < len(sentence) and joins(sentence, n))
            or word.text == "-"
            or (word.pos == "PART" and not seen)
        ):
            n += 1
        else:
            break
    found = list(sentence[at:n])
    while found and (found[-1].pos in {"ADP", "CCONJ", "PUNCT"} and found[-1].text not in CLOSING):
        found.pop()
    return found


def before_adjective(sentence: Sequence[Word], n: int) -> bool:
    """Tell whether an adverb only colours the adjective after it ("заведомо ложной")."""
    return n + 1 < len(sentence) and sentence[n + 1].pos == "ADJ" and sentence[n].text.islower()


def inner(sentence: Sequence[Word], n: int, at: int) -> bool:
    """Tell whether a prepositional phrase belongs to the noun before it and not to the predicate."""
    end = next((m for m in range(n + 1, len(sentence)) if sentence[m].pos in {"NOUN", "PROPN", "NUM"}), None)
    if end is None or (
        sentence[n].lower in {"до", "с", "со", "через", "после", "перед"} and sentence[end].pos == "NUM"
    ):
        return False
    head = sentence[end].head
    start, stop = sentence[at].i, sentence[n].i
    return start <= head < stop


def joins(sentence: Sequence[Word], n: int) -> bool:
    """Tell whether "и" joins another noun or adjective in the case of one before it."""
    after = next((w for w in sentence[n + 1 : n + 4] if w.pos in {"NOUN", "ADJ", "PROPN"}), None)
    before = sentence[n - 1]
    verb = next((w for w in sentence[n + 1 : n + 6] if w.is_finite), None)
    return (after is not None and after.case in {before.case, ""} and verb is None) or (
        after is not None and before.pos == "ADJ" and after.pos == "ADJ"
    )


def called(words: Sequence[Word], text: str) -> str:
    """Return a phrase in the nominative, without the quotation marks that enclose the whole of it."""
    kept = list(words)
    while kept and kept[0].text in OPENING and kept[-1].text in CLOSING and quoted_end(kept, 0) == len(kept):
        kept = kept[1:-1]
    if not kept:
        return ""
    return " ".join(nominative(kept, text).split())


def lowered(phrase: str, word: Word, first: bool) -> str:
    """Return a phrase without the capital that only opens its sentence."""
    return phrase[:1].lower() + phrase[1:] if first and word.pos != "PROPN" and not word.text.isupper() else phrase


def is_body_noun(word: Word) -> bool:
    """Tell whether a noun can head the name of a body."""
    return word.pos in {"NOUN", "PROPN"} and (
        word.lemma in listed("ru", "bodies", "courts") or word.lemma in listed("ru", "bodies", "forces")
    )
