"""Two written names of people compared word by word, with every reason for and against, in points."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product
from typing import Any

from khronika.identity.agreement import Manner, Word, agreement, case_readings
from khronika.identity.arabic import is_arabic, joined
from khronika.identity.letters import keys, latin, rules, script
from khronika.identity.names import bare_words, is_initial, is_patronymic
from khronika.identity.russian import is_a_womans_name_too
from khronika.vocabulary.folding import fold

AGREED = frozenset({Manner.EAR, Manner.ARABIC, Manner.LOOSE, Manner.FORM, Manner.CASE, Manner.SPELLED, Manner.SAME})


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two are likely one, or not: in words, and in ``points`` (for if above 0).

    ``told`` are the places in the record that it rests on ("STATEMENT/SLOT/INDEX"); of a name's own letters, none.
    """

    text: str
    points: float
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A name taken apart in one order of its words."""

    surname: Word | None
    given: Word | None = None
    middle: tuple[Word, ...] = ()
    turned: bool = False
    shortened: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two names compare: the reasons, and whether both write out a given name and a surname."""

    reasons: tuple[Reason, ...]
    whole: bool = False

    @property
    def points(self) -> float:
        """The sum of the reasons."""
        return sum(reason.points for reason in self.reasons)


@cache
def weights() -> dict[str, dict[str, float]]:
    """Return what ``weights.toml`` says."""
    found: dict[str, Any] = tomllib.loads((files("khronika.identity") / "weights.toml").read_text("utf-8"))
    return found


@lru_cache(maxsize=65536)
def words_of(written: str) -> tuple[tuple[Word, ...], bool]:
    """Return the words of a name, and whether a comma says that the surname comes first."""
    head, comma, tail = written.partition(",")
    first = bool(comma and tail.strip())
    words = bare_words(f"{head} {tail}" if first else written) or [written]
    fathers = [
        f"{word}{after}" if after in FATHERS else word
        for word, after in zip(words, [*[fold(w) for w in words[1:]], ""], strict=True)
        if fold(word) not in FATHERS or word is words[0]
    ]
    arabic = is_arabic(fathers)
    texts = joined(fathers) if arabic else fathers
    return tuple(Word(text, is_initial(fold(text)), arabic) for text in texts), first


FATHERS = frozenset({"uly", "ulu", "uulu", "kyzy", "qyzy", "ogly", "улы", "кызы", "уулу", "оглы"})


@lru_cache(maxsize=65536)
def readings(written: str) -> tuple[Reading, ...]:
    """Return in which orders a name's words may be meant, the likeliest first."""
    words, first = words_of(written)
    if len(words) == 1:
        return (Reading(words[0]), Reading(None, words[0]))
    if len(words) == 2:
        natural, turned = Reading(words[1], words[0]), Reading(words[0], words[1], turned=True)
        if first or (words[1].initial and not words[0].initial):
            own = Reading(words[0], words[1])
            return (own,) if first else (own, Reading(words[1], words[0]))
        return (natural,) if words[0].initial else (natural, turned)
    return tuple(longer(words, first=first))


def longer(words: tuple[Word, ...], *, first: bool) -> Iterator[Reading]:
    """Yield the readings of a name of three words or more."""
    closing = words[-1].initial or is_patronymic(words[-1].text)
    if first or (closing and not words[0].initial):
        yield Reading(words[0], words[1], words[2:])
        return
    yield Reading(words[-1], words[0], words[1:-1])
    if words[1].initial or is_patronymic(words[1].text):
        return
    if not words[0].initial:
        both = Word(words[0].text + words[1].text, arabic=words[0].arabic)
        yield Reading(words[-1], both, words[2:-1])
    if words[0].arabic:
        yield Reading(words[-2], words[0], words[1:-2], shortened=True)
        # "father of" may stand before the name; what else stands before it was left out by the other
        yield Reading(words[-1], words[1], words[2:-1], shortened=not fold(words[0].text).startswith(KUNYA))
    else:
        yield Reading(words[0], words[1], words[2:], turned=True)


KUNYA = ("abu", "abou", "абу", "أبو", "ابو")


@lru_cache(maxsize=65536)
def compared(one: str, other: str) -> Comparison:
    """Return how two names of people compare, in the best order of their words; no reasons if they do not at all."""
    more = len(words_of(one)[0]) - len(words_of(other)[0])
    made = [
        comparison(a, b)
        for a, b in product(readings(one), readings(other))
        if not (a.turned and b.turned) and (not a.shortened or more > 0) and (not b.shortened or more < 0)
    ]
    return max(made, key=lambda found: found.points, default=Comparison(()))


def comparison(a: Reading, b: Reading) -> Comparison:
    """Return how two names compare when their words are meant in a certain order."""
    if a.surname is None or b.surname is None:
        return given_alone(a, b)
    surname, given = parts(a.surname, b.surname), parts(a.given, b.given)
    double = Manner.DIFFERENT
    if surname is Manner.DIFFERENT:
        double = of_a_double(a.surname, b.surname)
    surname, given, in_a_case = with_cases(a, b, surname, given)
    if (not surname and not double) or given is Manner.DIFFERENT:
        return Comparison(())
    reasons = [word_reason("surname", surname or double, a.surname, b.surname)]
    if double:
        reasons.append(Reason("one surname is a part of the other", weights()["name"]["part_of_double"]))
    if given is not None and a.given and b.given:
        reasons.append(word_reason("given name", given, a.given, b.given))
        if given is Manner.FEMININE:
            return Comparison(())
    elif (a.given is None) != (b.given is None):
        reasons.append(Reason("only one gives more than a surname", 0))
    if in_a_case and a.given and b.given and any(is_a_womans_name_too(word.text) for word in (a.given, b.given)):
        text = "one given name is a woman's as well as a case of a man's"
        reasons.append(Reason(text, weights()["name"]["a_womans_name_too"]))
    reasons += middle_reasons(a, b)
    if a.turned or b.turned:
        reasons.append(Reason("one gives the surname first", weights()["name"]["turned"]))
    if a.shortened or b.shortened:
        reasons.append(Reason("one gives more names than the other", weights()["name"]["shortened"]))
    names = (a.given, b.given, a.surname, b.surname)
    whole = all(word is not None and not word.initial for word in names)
    return Comparison(tuple(reasons), whole)


def given_alone(a: Reading, b: Reading) -> Comparison:
    """Return how two names compare of which at least one is a given name only."""
    if a.given is None or b.given is None or a.given.initial or b.given.initial:
        return Comparison(())
    manner = agreement(a.given, b.given)
    if manner not in AGREED or (a.surname is None) == (b.surname is None):
        return Comparison(())
    text = "one gives no more than a given name"
    return Comparison(
        (word_reason("given name", manner, a.given, b.given), Reason(text, weights()["name"]["given_alone"]))
    )


def parts(one: Word | None, other: Word | None) -> Manner | None:
    """Return how two words agree; None if one name does not have it."""
    return agreement(one, other) if one is not None and other is not None else None


def of_a_double(one: Word, other: Word) -> Manner:
    """Return how a surname agrees with a part of a double one ("Savina", "Savina-Markova")."""
    if ("-" in one.text) == ("-" in other.text):
        return Manner.DIFFERENT
    double, plain = (one, other) if "-" in one.text else (other, one)
    found = max((agreement(Word(part), plain) for part in double.text.split("-") if part), default=Manner.DIFFERENT)
    return found if found in AGREED else Manner.DIFFERENT


def with_cases(
    a: Reading, b: Reading, surname: Manner | None, given: Manner | None
) -> tuple[Manner | None, Manner | None, bool]:
    """Return how surname and given name agree if Russian cases are thought of: all words must stand in one case."""
    if a.surname is None or b.surname is None or surname is Manner.INITIAL:
        return surname, given, False
    written = [word for word in (a.surname, b.surname, a.given, b.given) if word is not None]
    if not any(script(word.text) == "CYRILLIC" for word in written):
        return surname, given, False
    strong = (Manner.SAME, Manner.SPELLED, Manner.FORM)
    if surname in strong and (given is None or given in (*strong, Manner.INITIAL)):
        return surname, given, False
    shared = case_readings(a.surname.text, b.surname.text)
    named = a.given is not None and b.given is not None and given is not Manner.INITIAL
    if named and a.given is not None and b.given is not None:
        shared &= case_readings(a.given.text, b.given.text)
    if not shared:
        return surname, given, False
    return (
        surname if surname in strong else Manner.CASE,
        given if given in strong or not named else Manner.CASE,
        True,
    )


def middle_reasons(a: Reading, b: Reading) -> list[Reason]:
    """Return what the fathers' names, or other names in the middle, say for or against."""
    if not a.middle or not b.middle:
        return []
    told = weights()["middle"]
    few, many = sorted((a.middle, b.middle), key=len)
    kind = "patronymic" if any(is_patronymic(word.text) for word in (*few, *many)) else "middle name"
    ones, others = (" ".join(word.text for word in middle) for middle in (a.middle, b.middle))
    agree = (
        all(map(middle_agrees, few, many))
        if len(few) == len(many)
        else all(any(middle_agrees(one, other) for other in many) for one in few)
    )
    if not agree:
        return [Reason(f"{kind}s differ: {ones}, {others}", told["DIFFERENT"])]
    only_initials = any(all(word.initial for word in middle) for middle in (few, many))
    text = f"initials of the {kind}s agree" if only_initials else f"{kind}s agree"
    return [Reason(f"{text}: {ones}, {others}", told["INITIAL" if only_initials else "AGREES"])]


def middle_agrees(one: Word, other: Word) -> bool:
    """Tell whether two words from the middle of names agree, or name one father in two languages."""
    manner = agreement(one, other)
    if one.initial or other.initial:
        return manner is Manner.INITIAL
    return manner in AGREED or bool(fathers(one.text) & fathers(other.text)) or bool(cased(one.text, other.text))


def cased(one: str, other: str) -> bool:
    """Tell whether two Cyrillic words can be cases of one name."""
    return bool(case_readings(one, other))


@lru_cache(maxsize=65536)
def fathers(word: str) -> frozenset[str]:
    """Return the keys of the father's name in a patronymic, whatever language it is formed in."""
    stem = rules()["patronymics"]["stem"]
    return frozenset(rest for key in keys(word) if len(rest := re.sub(stem, "", key)) > 2)


def word_reason(what: str, manner: Manner, one: Word, other: Word) -> Reason:
    """Return in words and points how two words of a name agree."""
    points = weights()["surname" if what == "surname" else "given"][manner.name]
    pair = f"{one.text}, {other.text}"
    return Reason(MANNERS[manner].format(what=what, pair=pair, how=difference(one.text, other.text)), points)


MANNERS = {
    Manner.SAME: "same {what}",
    Manner.SPELLED: "same {what}, spelled {how}: {pair}",
    Manner.CASE: "{what} in another case: {pair}",
    Manner.FORM: "{what} as two languages have it: {pair}",
    Manner.LOOSE: "{what} as two languages or presses may write it: {pair}",
    Manner.ARABIC: "{what}: the Arabic letters can be read so: {pair}",
    Manner.EAR: "{what}: only vowels written by ear differ: {pair}",
    Manner.FEMININE: "{what} in the form of a man and of a woman: {pair}",
    Manner.SLIP: "{what} differs by one letter, {how}: {pair}",
    Manner.NEAR: "{what} is near, {how}: {pair}",
    Manner.INITIAL: "initial of the {what} agrees: {pair}",
}


def difference(one: str, other: str) -> str:
    """Return where two spellings differ: in the alphabet, or in which letters ("y/i, aye/ae")."""
    if script(one) != script(other):
        return "in two alphabets"
    a, b = latin(one)[0], latin(other)[0]
    found = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    spots = [f"{a[i:j] or '–'}/{b[k:m] or '–'}" for tag, i, j, k, m in found if tag != "equal"]
    return ", ".join(spots) or "with other marks"
