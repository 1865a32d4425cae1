"""Bringing Russian phrases and names to the nominative, and names to the genitive."""

import re
from collections.abc import Sequence
from typing import Any

from khronika.reading.russian.engine import analyses, fold
from khronika.reading.russian.words import CASES, NUMBERS, Word

MODIFIERS = frozenset({"ADJ", "DET", "NUM"})
NAME_TAGS = frozenset({"Name", "Surn", "Patr"})
VOWELS = "аеёиоуыэюя"
FIXED = frozenset({"уулу", "улы", "оглы", "оглу", "кызы", "гызы", "угли", "заде", "опа", "ака", "хан", "бек", "мирза"})

NOT_SOFT = re.compile(r"[кгхцжшщч]$")


def in_case(word: str, analysis: Any, grammemes: set[str]) -> str:
    """Return a word in another form with its capitals kept; as it is where the dictionary has no such form."""
    made = analysis.inflect(grammemes) if analysis is not None else None
    return as_written(word, str(made.word)) if made is not None else word


def as_written(model: str, made: str) -> str:
    """Return a form with the capitals of another; ё only where the text has it ("Алену" is "Алена")."""
    if model[:1].isupper() and "ё" not in model and made != "пётр":
        made = made.replace("ё", "е")
    if model.isupper() and len(model) > 1:
        return made.upper()
    return made[:1].upper() + made[1:] if model[:1].isupper() else made


def nominative(words: Sequence[Word], text: str) -> str:
    """Return a noun phrase in the nominative: its head noun with what agrees with it; the rest stays as it is."""
    head = head_of(words)
    if head is None or head.case in {"Nom", ""}:
        return text[words[0].start : words[-1].end] if words else ""
    changed = {head.i: in_case(head.text, noun(head), {"nomn"})}
    gender = head.gender or gender_of(head)
    joined = {head.i}
    for word in words:
        if word.i == head.i or word.pos not in {*MODIFIERS, "VERB", "NOUN", "PROPN"}:
            continue
        if word.pos in {"NOUN", "PROPN"}:
            if word.case == head.case and word.head in joined and word.dep in {"conj", "appos"} and not word.is_capital:
                changed[word.i] = in_case(word.text, noun(word), {"nomn"})
                joined.add(word.i)
            continue
        if (word.case == head.case and word.i < head.i) or (
            word.i > head.i and word.case == head.case and word.head in joined
        ):
            changed[word.i] = adjective(word, head, gender)
    parts, at = [], words[0].start
    for word in words:
        parts += [text[at : word.start], changed.get(word.i, word.text)]
        at = word.end
    return "".join(parts)


def noun(word: Word) -> Any:
    """Return the analysis of a noun in the case that the parser says."""
    wanted, number = CASES.get(word.case), NUMBERS.get(word.number)
    fitting = [
        a for a in analyses(word.text.lower()) if a.tag.case == wanted and a.tag.POS in {"NOUN", "ADJF", "PRTF", "NUMR"}
    ]
    same = [a for a in fitting if number is None or a.tag.number == number]
    return (same or fitting or [word.analysis])[0]


def adjective(word: Word, head: Word, gender: str) -> str:
    """Return an adjective in the nominative beside its noun."""
    wanted = CASES.get(word.case)
    fitting = [
        a for a in analyses(word.text.lower()) if a.tag.case == wanted and a.tag.POS in {"ADJF", "PRTF", "NUMR", "NPRO"}
    ]
    grammemes = {"nomn"}
    if head.number == "Plur":
        grammemes.add("plur")
    elif gender:
        grammemes |= {"sing", {"Masc": "masc", "Fem": "femn", "Neut": "neut"}[gender]}
    return in_case(word.text, (fitting or [word.analysis])[0], grammemes)


def gender_of(word: Word) -> str:
    """Return the gender that the dictionary gives a noun."""
    found = noun(word)
    told = found.tag.gender if found is not None else None
    return {"masc": "Masc", "femn": "Fem", "neut": "Neut"}.get(str(told), "")


def head_of(words: Sequence[Word]) -> Word | None:
    """Return the head of a phrase: the first noun whose own head lies outside it, else the first noun."""
    inside = {w.i for w in words}
    nouns = [
        w
        for w in words
        if w.pos in {"NOUN", "PROPN"} or (w.pos == "ADJ" and w.dep in {"nsubj", "obj", "iobj", "obl", "conj"})
    ]
    after = [w for w in nouns if w.head not in inside or w.head == w.i]
    alone = [w for w in words if w.pos == "ADJ" or (w.pos == "VERB" and w.case)]
    return next(iter(after or nouns or alone[-1:]), None)


# ---- Names ----------------------------------------------------------------------------------------


def genitive(name: str, gender: str) -> str:
    """Return a name in the genitive ("жена Антона Кривицкого")."""
    return " ".join(genitive_word(word, gender) for word in name.split())


def genitive_word(word: str, gender: str) -> str:
    """Return one word of a name in the genitive."""
    if word.lower() in FIXED or word.endswith(".") or len(word) < 3 or not word[:1].isupper():
        return word
    sex = {"Masc": "masc", "Fem": "femn"}.get(gender, "")
    for one in analyses(word.lower()):
        if NAME_TAGS & one.tag.grammemes and one.tag.case == "nomn" and (not sex or one.tag.gender in {sex, None}):
            made = one.inflect({"gent", "sing"})
            if made is not None:
                return as_written(word, str(made.word))
    lower = word.lower()
    if gender != "Fem" and lower[-1] not in VOWELS + "ьй":
        return word + "а"
    if gender == "Fem" and fold(lower).endswith(("ова", "ева", "ина")):
        return word[:-1] + "ой"
    if lower.endswith("а"):
        return word[:-1] + ("и" if NOT_SOFT.search(lower[:-1]) else "ы")
    return word
