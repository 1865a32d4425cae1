"""The persons of a Russian document: where each is named, in which case, and the name in the nominative."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from khronika.reading.lexicon import words as listed
from khronika.reading.russian.declension import Evidence, nominatives, read_as
from khronika.reading.russian.engine import analyses, fold
from khronika.reading.russian.inflection import FIXED, NAME_TAGS
from khronika.reading.russian.words import Stretch, Word

SONS = frozenset({"уулу", "улы", "ұлы", "оглы", "оглу", "угли", "оғлы"})
DAUGHTERS = frozenset({"кызы", "қызы", "гызы", "кизи"})
INITIAL = re.compile(r"[А-ЯЁA-Z]")
MASCULINE_ENDINGS = re.compile(
    r"(?:[оеё]в|[иы]н|ск(?:ий|ого|ому|им|ом)|[оеё]в(?:ым|е)|ин(?:ым|е)|[еи]ч|[еи]ча|[еи]чу|[еи]чем|улы|уулу|оглы|угли)$"
)
FEMININE_ENDINGS = re.compile(r"(?:(?:[оеё]в|[иы]н|ск)(?:ой|ую|ая)|вн[аыеу]|вной|кызы|гызы|қызы)$")


@dataclass(slots=True, eq=False)
class Person:
    """Somebody with a name; ``roles`` are the nouns that the document calls them, folded lemmas."""

    name: str
    gender: str = ""
    roles: set[str] = field(default_factory=set)
    first: int = 0

    @property
    def parts(self) -> list[str]:
        """Return the folded words of the name."""
        return [fold(p) for p in self.name.split()]


@dataclass(slots=True, eq=False)
class Mention(Stretch):
    """Where a person is named: the words of the name, the case, and whether the name stands there in full."""

    words: list[Word]
    person: Person
    case: str
    is_full: bool
    brother: "Person | None" = None  # who is told with the same surname as a brother or a sister


def self_taken(mentions: "list[Mention]", word: Word) -> set[int]:
    """Return the numbers of the words that name persons in full beside a word."""
    return {w.i for m in mentions if m.is_full and abs(m.words[0].i - word.i) < 6 for w in m.words}


@dataclass(slots=True)
class Named:
    """The words of a name before it is known whose it is."""

    words: list[Word]
    case: str
    gender: str
    name: str


class People:
    """The persons of a document and their mentions in order."""

    def __init__(self, sentences: list[list[Word]], spans: list[tuple[int, int, str]], text: str) -> None:
        self.text = text
        self.sentences = sentences
        self.elsewhere = [(a, b) for a, b, kind in spans if kind != "PER"]
        self.places = [(a, b) for a, b, kind in spans if kind == "LOC"]
        found = named(sentences, [(a, b) for a, b, kind in spans if kind == "PER"], self.elsewhere)
        self.capitals = Counter(w.text for s in sentences for w in s if w.is_capital and w.case in {"Nom", ""})
        self.persons: list[Person] = []
        self.mentions: list[Mention] = []
        full = [n for n in found if len(n.words) > 1]
        for one in full:
            self.mentions.append(Mention(one.words, self.person_of(one), one.case, True))
        taken = {w.i for m in self.mentions for w in m.words}
        for one in found:
            if len(one.words) == 1 and one.words[0].i not in taken:
                person = self.known(one.words[0]) or self.person_of(one)
                self.mentions.append(Mention(one.words, person, one.case, False))
                taken.add(one.words[0].i)
        self.share_surnames(taken)
        self.name_again(taken)
        self.mentions.sort(key=lambda m: m.start)
        self.at = {w.i: m for m in self.mentions for w in m.words}

    def share_surnames(self, taken: set[int]) -> None:
        """Name both where two share a surname: "Егор и Пётр Томилины", "братья Руслан и Тимур Изет"."""
        for mention in [m for m in self.mentions if m.is_full and len(m.person.name.split()) == 2]:
            sentence = next(s for s in self.sentences if s[0].i <= mention.words[0].i <= s[-1].i)
            at = next(n for n, w in enumerate(sentence) if w.i == mention.words[0].i)
            if (
                at < 2
                or sentence[at - 1].lower != "и"
                or not sentence[at - 2].is_capital
                or sentence[at - 2].pos == "VERB"
            ):
                continue
            first, before = sentence[at - 2], sentence[at - 3] if at > 2 else None
            kin = before is not None and before.lemma in listed("ru", "people", "siblings")
            plural = mention.words[-1].lower.endswith(("ы", "и", "ых", "ым", "ами"))
            if first.i in self_taken(self.mentions, first) or not (
                kin or (plural and mention.words[-1].number == "Plur")
            ):
                continue
            name, _, surname = mention.person.name.partition(" ")
            surname = re.sub(r"(?<=[^аеиоуыэюя])[ыи]$", "", surname) if plural else surname
            mention.person.name = f"{name} {surname}"
            forms = nominatives(first.text, mention.case or "Nom", "Masc")
            given = forms[0][0] if forms else first.text
            other = Person(f"{given} {surname}", "Masc", first=first.start)
            self.persons.append(other)
            self.mentions.append(Mention([first], other, mention.case, True))
            taken.add(first.i)
            if kin:
                mention.brother, self.mentions[-1].brother = other, mention.person

    def person_of(self, one: Named) -> Person:
        """Return the person of a full name, new if nobody of that name was told before."""
        parts = [fold(p) for p in one.name.split()]
        for person in self.persons:
            if set(parts) == set(person.parts) or (len(parts) > 1 and set(parts) <= set(person.parts)):
                return person
            if len(person.parts) > 1 and set(person.parts) <= set(parts):
                person.name = one.name  # the fuller form
                return person
        made = Person(one.name, one.gender, first=one.words[0].start)
        self.persons.append(made)
        return made

    def known(self, word: Word) -> Person | None:
        """Return the person whom a single word names: the last one told before with such a name, else the first after."""
        fitting = [p for p in self.persons if any(is_form(word, part) for part in p.name.split())]
        if len(fitting) > 1 and word.gender:
            fitting = [p for p in fitting if p.gender in {"", word.gender}] or fitting
        before = [
            m.person
            for m in sorted(self.mentions, key=lambda m: m.start)
            if m.start < word.start and m.person in fitting
        ]
        return before[-1] if before else next(iter(fitting), None)

    def name_again(self, taken: set[int]) -> None:
        """Find the names of known persons where the parser saw none."""
        heads = {fold(part)[:3] for p in self.persons for part in p.name.split() if len(part) > 3}
        for sentence in self.sentences:
            for word in sentence:
                if word.i in taken or not word.is_capital or fold(word.text)[:3] not in heads or len(word.text) < 4:
                    continue
                if (
                    any(a <= word.start < b for a, b in self.elsewhere)
                    and word.i > sentence[0].i
                    and not self.known(word)
                ):
                    continue
                person = self.known(word)
                if person is not None:
                    self.mentions.append(Mention([word], person, word.case, False))


def is_form(word: Word, part: str) -> bool:
    """Tell whether a word can be a form of a name's part."""
    if len(part) < 3 or part.endswith("."):
        return False
    told, known = fold(word.text), fold(part)
    if told == known:
        return True
    stem = known.rstrip("аяьйеиыоуюэ") if len(known.rstrip("аяьйеиыоуюэ")) > 2 else known
    if known.endswith(("ский", "цкий", "ский", "ская", "цкая")) or known.endswith(("ый", "ой", "ая")):
        stem = known[:-2]
    if not told.startswith(stem) or len(told) - len(stem) > 4:
        return lemma_is(word, known)
    rest = told[len(stem) :]
    return (
        re.fullmatch(
            r"(?:а|у|ом|ем|е|ы|и|я|ю|ь|й|ой|ей|ою|ым|им|ого|его|ому|ему|ая|ую|ий|ия|ии|ию|ией|ым|ых|ыми|)", rest
        )
        is not None
    )


def lemma_is(word: Word, known: str) -> bool:
    """Tell whether the dictionary brings a word to a name's part ("Павла", "Павел")."""
    return any(fold(a.normal_form) == known for a in analyses(word.text.lower()) if NAME_TAGS & a.tag.grammemes)


# ---- Finding names --------------------------------------------------------------------------------


def named(sentences: list[list[Word]], spans: list[tuple[int, int]], others: list[tuple[int, int]]) -> list[Named]:
    """Return the names that the parser or the dictionary sees."""
    found: list[Named] = []
    capitals = frozenset(w.text for s in sentences for w in s if w.is_capital)
    for sentence in sentences:
        runs: list[list[Word]] = []
        for start, end in spans:
            run = [w for w in sentence if start <= w.start < end]
            if run:
                runs += split(run)
        runs += patterns(sentence, {w.i for run in runs for w in run}, others)
        for run in runs:
            whole = widened(run, sentence)
            one = read_name(whole, sentence, capitals)
            if one is not None and not any(w.i == o.i for f in found for w in f.words for o in one.words):
                found.append(one)
    return found


def split(run: list[Word]) -> list[list[Word]]:
    """Cut a run at what cannot stand in a name."""
    found: list[list[Word]] = [[]]
    for word in run:
        if word.is_capital or word.lower in FIXED or word.text in {".", "-"}:
            found[-1].append(word)
        else:
            found.append([])
    return [part for part in found if any(w.is_capital for w in part)]


def is_name_word(word: Word) -> bool:
    """Tell whether the dictionary knows a capitalised word as a first name, surname or patronymic."""
    if not word.is_capital or len(word.text) < 2:
        return False
    return any(NAME_TAGS & a.tag.grammemes and a.is_known for a in analyses(word.text.lower())[:4])


def looks_like_surname(word: Word) -> bool:
    """Tell whether a capitalised word has the ending of a surname."""
    return (
        word.is_capital
        and len(word.text) > 4
        and bool(
            MASCULINE_ENDINGS.search(word.lower)
            or FEMININE_ENDINGS.search(word.lower)
            or any("Surn" in a.tag for a in analyses(word.text.lower())[:3])
        )
    )


def patterns(sentence: list[Word], taken: set[int], others: list[tuple[int, int]]) -> list[list[Word]]:
    """Return runs of two or more capitalised words, or one with initials, that the parser left out."""
    found: list[list[Word]] = []
    n = 0
    while n < len(sentence):
        word = sentence[n]
        if word.i in taken or not word.is_capital or any(a <= word.start < b for a, b in others):
            n += 1
            continue
        run = [word]
        while (
            n + len(run) < len(sentence)
            and sentence[n + len(run)].is_capital
            and sentence[n + len(run)].i not in taken
            and len(sentence[n + len(run)].text) > 1
        ):
            run.append(sentence[n + len(run)])
        if len(run) > 1 and is_common(run[0]) and not is_name_word(run[0]):
            n += 1
            continue
        following = sentence[n + len(run) : n + len(run) + 2]
        initialled = (
            len(following) == 2 and len(following[0].text) == 1 and following[0].is_capital and following[1].text == "."
        )
        named_before = len(run) > 1 and is_name_word(run[0]) and len(run[0].text) > 2
        before = sentence[n - 1] if n else None
        told = before is not None and before.is_person and before.pos == "NOUN" and len(run) in {2, 3}
        plain = any(is_common(w) or w.text.isupper() for w in run)
        surname = looks_like_surname(run[-1]) and not run[-1].text.isupper()
        if (
            (told and not plain)
            or (named_before and (surname or is_name_word(run[-1]) or (before is not None and before.is_person)))
            or (
                len(run) == 2
                and surname
                and not run[0].text.isupper()
                and run[0].pos == "PROPN"
                and run[1].pos == "PROPN"
                and n > 0
            )
            or (initialled and len(run) == 1 and looks_like_surname(word))
        ):
            found.append(run)
        n += len(run)
    return found


def widened(run: list[Word], sentence: list[Word]) -> list[Word]:
    """Add initials, particles of kin and a following surname to a run."""
    at = {w.i: n for n, w in enumerate(sentence)}
    first, last = at[run[0].i], at[run[-1].i] + 1
    while last < len(sentence):
        word = sentence[last]
        initial = (
            last + 1 < len(sentence) and len(word.text) == 1 and word.is_capital and sentence[last + 1].text == "."
        )
        if initial and sentence[last].start - sentence[last - 1].end <= 1:
            last += 2
        elif word.lower in FIXED and word.start - sentence[last - 1].end <= 1 and word.text != "хан":
            last += 1
        elif (
            word.text == "-"
            and last + 1 < len(sentence)
            and word.start == sentence[last - 1].end
            and sentence[last + 1].start == word.end
        ):
            last += 2
        elif word.text == "." and len(sentence[last - 1].text) == 1 and sentence[last - 1].is_capital:
            last += 1
        else:
            break
    while (
        first > 1
        and sentence[first - 1].text == "."
        and len(sentence[first - 2].text) == 1
        and sentence[first - 2].is_capital
    ):
        first -= 2
    return sentence[first:last]


def read_name(words: list[Word], sentence: list[Word], capitals: frozenset[str]) -> Named | None:
    """Return a name in the nominative, or None if the words are none."""
    while words and (
        words[0].text in {".", "-"} or (len(words) < 4 and words[0].lower in listed("ru", "people", "not_names"))
    ):
        words = words[1:]
    if not words:
        return None
    while (
        len(words) > 2
        and not is_name_word(words[0])
        and (is_common(words[0]) or is_name_word(words[1]))
        and words[0].text[-1:] != "."
    ):
        if len(words[1].text) < 2:
            break
        words = words[1:]
    if len(words) == 2 and words[0].lemma in listed("ru", "people", "kin"):
        words = words[1:]
    if len(words) == 2 and is_common(words[0]) and words[0].i == sentence[0].i and looks_like_name(words[1]):
        words = words[1:]
    solid = [w for w in words if len(w.text) > 1]
    if not solid or (
        any(w.text.isupper() and len(w.text) > 1 and len(words) > 1 for w in solid[:1])
        and not all(w.text.isupper() for w in solid)
    ):
        return None
    if len(words) == 1 and (words[0].text.isupper() or words[0].lower in listed("ru", "people", "not_names")):
        return None
    if len(words) == 1 and not is_single_name(words[0], sentence):
        return None
    at = next(n for n, w in enumerate(sentence) if w.i == words[0].i)
    if at and sentence[at - 1].lower in {"имени", "им"}:
        return None  # a street or an airport that bears the name
    kin = {w.lower for w in words} & (SONS | DAUGHTERS)
    fixed = {words[n - 1].i for n, w in enumerate(words) if n and w.lower in SONS | DAUGHTERS}
    solid = [w for w in solid if w.i not in fixed and w.lower not in FIXED] or solid
    told = read_as([w.text for w in solid], evidence_of(solid, sentence, at, capitals, kin))
    if told is None:
        return None
    forms = dict(zip((w.i for w in solid), told.words, strict=True))
    parts, end = [], words[0].start
    for word in words:
        parts += [" "] if word.start > end else []
        parts.append(forms.get(word.i, word.text))
        end = word.end
    return Named(words, told.case, told.gender, "".join(parts).strip())


def evidence_of(solid: list[Word], sentence: list[Word], at: int, capitals: frozenset[str], kin: set[str]) -> Evidence:
    """Return what the parser, a noun for a person before the name, and the sentence say of its case and gender."""
    cases: dict[str, float] = defaultdict(float)
    genders: dict[str, float] = defaultdict(float)
    for word in solid:
        cases[word.case] += 0.5
        if word.case in {"Gen", "Acc"}:
            cases["Acc" if word.case == "Gen" else "Gen"] += 0.3
        genders[word.gender] += 0.3
    if kin:
        genders["Masc" if kin & SONS else "Fem"] += 3
    noun = noun_before(sentence, at)
    if noun is not None:
        cases[noun.case] += 1.2
        if noun.case in {"Gen", "Acc"} and noun.gender == "Masc":
            cases["Acc" if noun.case == "Gen" else "Gen"] += 1.1
        feminine = noun.gender == "Fem" or noun.lower.endswith(("шу", "ку", "цу", "шей", "кой", "цей", "ше"))
        genders["Fem" if feminine else "Masc"] += 2.0 if feminine else 0.3
    if not any(w.is_finite for w in sentence) and (at == 0 or sentence[at - 1].text in {"|", ":", ".", "—", "•"}):
        cases["Nom"] += 1.5
    initialled = any(w.text == "." for w in sentence[at : at + 3]) and len(solid) == 1
    if initialled and (at == 0 or sentence[at - 1].text in {":", ".", ",", "|", "—"} or sentence[at - 1].lower == "и"):
        cases["Nom"] += 1.0
    return Evidence(cases, genders, capitals)


def noun_before(sentence: list[Word], at: int) -> Word | None:
    """Return the noun for a person that stands before a name with at most its complement between."""
    for n in range(at - 1, max(-1, at - 6), -1):
        word = sentence[n]
        if word.is_finite or word.text in {".", ";", ":", "—", "(", ")", ","} or word.pos in {"ADP", "CCONJ"}:
            return None
        if word.is_person and not (word.is_capital and n):
            before = sentence[n - 1] if n else None
            chained = word.case == "Gen" and before is not None and before.is_person and n == at - 1
            return before if chained and before is not None and before.case == "Gen" else word
    return None


def is_common(word: Word) -> bool:
    """Tell whether a capitalised word is a common noun that only opens its sentence."""
    best = analyses(word.text.lower())[:1]
    return (
        bool(best)
        and best[0].is_known
        and not NAME_TAGS & best[0].tag.grammemes
        and best[0].tag.POS in {"NOUN", "ADJF", "PRTF"}
    )


def looks_like_name(word: Word) -> bool:
    """Tell whether a single word is likely to be somebody's name."""
    return is_name_word(word) or looks_like_surname(word)


def is_single_name(word: Word, sentence: list[Word]) -> bool:
    """Tell whether one capitalised word alone is somebody's name: a noun for a person stands before it, or a verb takes it."""
    at = next(n for n, w in enumerate(sentence) if w.i == word.i)
    before = sentence[at - 1] if at else None
    if before is not None and before.text == "," and at > 1:
        before = sentence[at - 2]
    if any("Geox" in a.tag for a in analyses(word.text.lower())[:2]) or (word.i == sentence[0].i and is_common(word)):
        return False
    if (
        before is not None
        and before.pos == "NOUN"
        and before.is_person
        and not (before.is_capital and before.i > sentence[0].i + 1)
    ):
        return before.lemma in listed("ru", "people", "kin") or is_name_word(word) or looks_like_surname(word)
    if before is not None and before.pos == "ADP":
        return False
    return (is_name_word(word) or looks_like_surname(word)) and word.dep in {"nsubj", "obj", "iobj", "nsubj:pass"}
