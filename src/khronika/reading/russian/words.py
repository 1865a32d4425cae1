"""Words of a Russian sentence: form, lemma, part of speech, case, and the word that each hangs on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from khronika.reading.russian.engine import analyses, engine, fold

# Parts of speech of the parser (Universal Dependencies) and those of the dictionary that they can be.
PARTS = {
    "NOUN": ("NOUN",),
    "PROPN": ("NOUN",),
    "VERB": ("VERB", "INFN", "PRTF", "PRTS", "GRND"),
    "AUX": ("VERB", "INFN"),
    "ADJ": ("ADJF", "ADJS", "PRTF", "PRTS", "NUMR"),
    "DET": ("ADJF", "NPRO"),
    "PRON": ("NPRO", "ADJF"),
    "NUM": ("NUMR", "ADJF"),
    "ADV": ("ADVB", "COMP", "PRED"),
}
CASES = {"Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct"}
GENDERS = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}
NUMBERS = {"Sing": "sing", "Plur": "plur"}
LONGEST = 220  # words; the parser's memory grows with the square of a sentence's length
CAPITAL = re.compile(r"[А-ЯЁA-ZӘҒҚҢӨҰҮҺІҶҲӮӢЎЇЄҐ]")


@dataclass(slots=True, eq=False)
class Word:
    """A word or a mark. ``i`` counts the document's words, ``start`` and ``end`` are code points of its text.

    ``lemma`` is folded (lower case, ё as е), the infinitive for all forms of a verb. ``head`` is the number of the word
    that it hangs on, or its own for the root; ``dep`` the Universal Dependencies relation.
    """

    i: int
    text: str
    start: int
    end: int
    pos: str
    feats: dict[str, str]
    head: int
    dep: str
    lemma: str = ""
    analysis: Any = field(default=None, repr=False)

    @property
    def lower(self) -> str:
        """Return the folded form."""
        return fold(self.text)

    @property
    def case(self) -> str:
        """Return the case (``Nom`` …), or nothing."""
        return self.feats.get("Case", "")

    @property
    def number(self) -> str:
        """Return ``Sing``, ``Plur`` or nothing."""
        return self.feats.get("Number", "")

    @property
    def gender(self) -> str:
        """Return ``Masc``, ``Fem``, ``Neut`` or nothing."""
        return self.feats.get("Gender", "")

    @property
    def is_capital(self) -> bool:
        """Tell whether the word begins with a capital letter."""
        return CAPITAL.match(self.text) is not None

    @property
    def is_person(self) -> bool:
        """Tell whether the word is a noun for somebody alive, or an adjective used as one ("задержанных")."""
        if self.pos not in {"NOUN", "PROPN"} or self.analysis is None:
            return False
        tag = self.analysis.tag
        if "NOUN" in tag and self.analysis.is_known:
            return "anim" in tag
        return self.feats.get("Animacy") == "Anim"

    @property
    def is_finite(self) -> bool:
        """Tell whether the word can be a predicate: a finite verb or a short participle."""
        if self.pos not in {"VERB", "AUX"}:
            return False
        form = self.feats.get("VerbForm", "")
        return form == "Fin" or (form == "Part" and self.feats.get("Variant") == "Short")


class Stretch:
    """Words that stand together: where they begin and end in the text."""

    __slots__ = ()

    words: list[Word]

    @property
    def start(self) -> int:
        """Return the first character's offset."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Return the offset after the last character."""
        return self.words[-1].end


def analysis_of(word: Word) -> Any:
    """Return the dictionary's analysis that agrees best with the parser's."""
    wanted = PARTS.get(word.pos, ())
    best, mark = None, -1.0
    for one in analyses(word.text.lower()):
        tag = one.tag
        agreed = 0.0
        if tag.POS in wanted:
            agreed += 4
        for told, known, feature in (
            (word.case, CASES, tag.case),
            (word.number, NUMBERS, tag.number),
            (word.gender, GENDERS, tag.gender),
        ):
            if told and known.get(told) == feature:
                agreed += 1
        agreed += float(one.score) * 0.5
        if word.pos == "PROPN" and ({"Name", "Surn", "Patr", "Geox"} & tag.grammemes):
            agreed += 0.5
        if agreed > mark:
            best, mark = one, agreed
    return best


GOVERNED = {
    "в": ("loct", "accs"),
    "во": ("loct", "accs"),
    "на": ("loct", "accs"),
    "при": ("loct",),
    "о": ("loct",),
    "об": ("loct",),
    "по": ("datv", "loct"),
    "к": ("datv",),
    "за": ("accs", "ablt"),
    "с": ("ablt", "gent"),
    "под": ("ablt", "accs"),
    "от": ("gent",),
    "из": ("gent",),
    "до": ("gent",),
    "у": ("gent",),
    "без": ("gent",),
    "для": ("gent",),
    "после": ("gent",),
}


def after_prepositions(words: list[Word]) -> None:
    """Put right nouns in the nominative right after a preposition: none takes it."""
    back = {value: key for key, value in CASES.items()}
    for before, word in pairwise(words):
        if before.pos != "ADP" or word.pos != "NOUN" or word.case != "Nom" or before.lower not in GOVERNED:
            continue
        forms = [a for a in analyses(word.text.lower()) if a.tag.POS == "NOUN" and a.is_known]
        one = next((a for case in GOVERNED[before.lower] for a in forms if a.tag.case == case), None)
        if one is not None:
            word.analysis = one
            word.feats["Case"] = back[str(one.tag.case)]
            word.feats["Number"] = "Plur" if one.tag.number == "plur" else "Sing"


def as_verb(word: Word) -> None:
    """Make a verb of a form that can be nothing else and that the parser takes for an adjective or a name ("Задержана")."""
    if word.pos in {"VERB", "AUX"} or not word.text[:1].isalpha():
        return
    forms = analyses(word.text.lower())
    if not all(a.is_known and a.tag.POS in {"PRTS", "VERB"} for a in forms):
        return
    tag = forms[0].tag
    word.pos, word.analysis = "VERB", forms[0]
    numbers = {value: key for key, value in NUMBERS.items()}
    genders = {value: key for key, value in GENDERS.items()}
    word.feats.pop("Case", None)
    word.feats |= {"VerbForm": "Part", "Variant": "Short"} if tag.POS == "PRTS" else {"VerbForm": "Fin"}
    word.feats["Number"] = numbers.get(str(tag.number), "Sing")
    word.feats["Gender"] = genders.get(str(tag.gender), "")
    tenses = {"past": "Past", "pres": "Pres", "futr": "Fut"}
    word.feats["Tense"] = tenses.get(str(tag.tense), "Past")
    word.feats["Aspect"] = "Perf" if tag.aspect == "perf" else "Imp"


def as_noun(word: Word) -> None:
    """Make a noun of a form that can be nothing else and that the parser takes for a participle ("лаборанта", "Старосту")."""
    if word.pos not in {"VERB", "ADJ", "ADV"} or not word.text[:1].isalpha():
        return
    forms = analyses(word.text.lower())
    if not all(a.tag.POS == "NOUN" for a in forms):
        return
    one = next((a for a in forms if a.tag.case == CASES.get(word.case)), forms[0])
    back = {value: key for key, value in CASES.items()}
    word.pos, word.analysis = "NOUN", one
    word.feats = {
        "Case": back.get(str(one.tag.case), word.case),
        "Number": "Plur" if one.tag.number == "plur" else "Sing",
        "Gender": {value: key for key, value in GENDERS.items()}.get(str(one.tag.gender), ""),
        "Animacy": "Anim" if one.tag.animacy == "anim" else "Inan",
    }


def put_right(word: Word, *, first: bool) -> None:
    """Put right what the parser says of a word that the dictionary knows to be otherwise.

    A capital at the beginning of a sentence makes the parser take plain nouns for names; and sometimes it gives a case
    that the form cannot have.
    """
    one = word.analysis
    as_verb(word)
    as_noun(word)
    one = word.analysis
    if one is None or not one.is_known or not one.tag.case or word.pos not in {"NOUN", "PROPN", "ADJ"}:
        return
    plain = not {"Name", "Surn", "Patr", "Geox"} & one.tag.grammemes
    if first and word.pos == "PROPN" and plain and one.tag.POS == "NOUN":
        word.pos = "NOUN"
    if not plain:
        return
    possible = {str(a.tag.case) for a in analyses(word.text.lower()) if a.tag.POS in PARTS.get(word.pos, ())}
    if possible and CASES.get(word.case) not in possible:
        back = {value: key for key, value in CASES.items()}
        word.feats["Case"] = back.get(str(one.tag.case), word.case)
    genders = {value: key for key, value in GENDERS.items()}
    if one.tag.POS == "NOUN" and str(one.tag.gender) in genders and word.number != "Plur":
        word.feats["Gender"] = genders[str(one.tag.gender)]


def parse_words(texts: list[list[tuple[str, int]]]) -> Iterator[list[Word]]:
    """Yield the words of each sentence, given its tokens with their offsets."""
    models = engine()
    tokens = [[text for text, _ in sentence] for sentence in texts]
    count = 0
    for sentence, morph, syntax in zip(texts, models.morph.map(tokens), models.syntax.map(tokens), strict=True):
        found: list[Word] = []
        for (text, at), form, place in zip(sentence, morph.tokens, syntax.tokens, strict=True):
            head = int(place.head_id)
            own = count + len(found)
            word = Word(
                own,
                text,
                at,
                at + len(text),
                form.pos,
                dict(form.feats),
                count + head - 1 if 0 < head <= len(sentence) else own,
                place.rel,
            )
            word.analysis = analysis_of(word)
            put_right(word, first=not any(w.text[:1].isalnum() for w in found))
            word.lemma = fold(word.analysis.normal_form if word.analysis is not None else text)
            found.append(word)
        after_prepositions(found)
        count += len(found)
        yield found
