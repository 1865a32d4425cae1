"""Groups without names, in the text's words: "more than 1,000 protesters", "17 of them", "a group of masked men"."""

from functools import cache
from typing import TYPE_CHECKING

from khronika.reading.lexicon import lexicon, words
from khronika.reading.names import kin_words
from khronika.reading.noun_phrases import DETERMINERS, GENERIC, NOBODY, Filled, noun_phrase
from khronika.reading.passage import Passage
from khronika.vocabulary.statement import Party
from khronika.vocabulary.terms import Bound

if TYPE_CHECKING:
    from spacy.tokens import Token

WITHOUT_NOUN = frozenset({"others", "those", "nobody", "none", "many", "some", "several", "one", "each", "most"})
LOOK_BACK = 80  # tokens


@cache
def people_nouns(language: str) -> frozenset[str]:
    """Return the nouns, in the singular, that number people."""
    roles, who = lexicon(language, "roles"), lexicon(language, "tolls")["who"]
    return frozenset(
        {*roles["roles"], *roles["passing"], *who["people"], *kin_words(language), *GENERIC}
        | {*roles["sexed"]["male"], *roles["sexed"]["female"]}
        | words(language, "people", "anybody")
    )


def is_people(token: "Token", language: str) -> bool:
    """Tell whether a plural noun is one for people: it is known, or built like one ("fishermen", "teachers")."""
    lemma = token.lemma_.lower()
    known = people_nouns(language)
    if lemma in known or token.lower_ in known or lemma.endswith("man"):
        return True
    things = lexicon(language, "tolls")["who"]["things"]
    return (
        token.tag_ == "NNS"
        and lemma.endswith(("er", "or", "ist", "ian", "ant", "ee", "eer"))
        and lemma not in things
        and lemma not in words(language, "descriptions", "not_roles")
    )


def group_of(passage: Passage, token: "Token") -> Filled:
    """Return an unnamed group under the text's words, with its size where it is told."""
    language = passage.language
    if token.lemma_.lower() in words(language, "people", "never_people") or token.lower_ in currency_words(language):
        return NOBODY
    numeral = token.pos_ == "NUM" or token.lower_ in WITHOUT_NOUN
    if numeral or token.lemma_.lower() in words(language, "people", "amounts"):
        inner = of_whom(token)
        if inner is not None and inner.pos_ == "PRON":
            count, bound = count_of(passage, token)
            return Filled((Party(group=noun_before(passage, token), count=count, bound=bound),), True)
        if inner is not None:
            count, bound = count_of(passage, token)
            if count is None and not numeral:
                count, bound = count_of(passage, inner)
            return Filled((Party(group=text_of(passage, inner) or "people", count=count, bound=bound),), False)
    count, bound = count_of(passage, token)
    text = "others" if token.lower_ == "others" else text_of(passage, token, numeral=numeral)
    if not text:
        text = noun_before(passage, token) if token.pos_ == "NUM" else "people"
    if text.lower() in words(language, "people", "not_names") and not numeral and token.pos_ == "PRON":
        return NOBODY
    return Filled((Party(group=text, count=count, bound=bound),), numeral)


@cache
def currency_words(language: str) -> frozenset[str]:
    """Return the words for money, which number nobody ("fined her 100,000 soms")."""
    found = lexicon(language, "quantities")
    own = (word for words in found["currencies"].values() for word in words)
    shared = (word for country in found["shared_currencies"].values() for word in country["words"])
    return frozenset((*own, *shared))


def of_whom(token: "Token") -> "Token | None":
    """Return the noun of "of …" after a number or a word of quantity ("44 of those residents")."""
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in {"of", "among"}:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def text_of(passage: Passage, token: "Token", *, numeral: bool = False) -> str:
    """Return the words of a group without its articles, its number and the words that bound it."""
    start, end = noun_phrase(token)
    end = before_date(passage, token.i + 1, end)
    counted: set[int] = set()
    for t in passage.doc[start:end]:
        number = passage.number_at(t) if t.i <= token.i else None
        if number is not None:
            counted |= {w.i for w in passage.tokens(number.bound_start, number.end)}
    opening = words(passage.language, "people", "bounding")
    kept = [
        t
        for t in passage.doc[start:end]
        if not (t.i == token.i and numeral)
        and not (
            t.i < token.i
            and (
                t.i in counted
                or t.lower_ in DETERMINERS
                or t.dep_ in {"nummod", "quantmod", "neg", "preconj"}
                or t.like_num
                or t.lower_ in opening
                or t.text in {",", "“", "”", '"', "•", "("}
            )
        )
    ]
    while kept and (kept[0].pos_ in {"PUNCT", "SPACE", "PART", "ADP", "CCONJ"} or kept[0].text in {"’s", "'s", "-"}):
        kept = kept[1:]
    words_of = ""
    for position, t in enumerate(kept):
        gap = position and (kept[position - 1].i + 1 != t.i or kept[position - 1].whitespace_)
        words_of += (" " if gap else "") + t.text
    return " ".join(words_of.split())


def before_date(passage: Passage, start: int, end: int) -> int:
    """Return where a group's words end: before a date that the parser took into them ("a student on 25 May")."""
    if start >= end:
        return end
    first, last = passage.characters(start, end)
    date = next((d for d in passage.dates if first <= d.start < last), None)
    if date is None:
        return end
    cut = next((t.i for t in passage.tokens(date.start, date.end)), end)
    while cut > start and passage.doc[cut - 1].pos_ in {"ADP", "DET"}:
        cut -= 1
    return max(cut, start)


def noun_before(passage: Passage, token: "Token") -> str:
    """Return what a bare number counts: the noun of the last larger group before it, else a noun for anybody."""
    count, _ = count_of(passage, token)
    fallback = ""
    for i in range(token.i - 1, max(-1, token.i - LOOK_BACK), -1):
        word = passage.doc[i]
        if word.tag_ != "NNS" or word.dep_ in {"compound", "poss"} or not is_people(word, passage.language):
            continue
        size, _ = count_of(passage, word)
        if count is not None and size is not None and size >= count:
            return text_of(passage, word) or word.text
        if not fallback and word.lemma_.lower() in GENERIC and size is None and token.i - i < LOOK_BACK / 2:
            fallback = text_of(passage, word) or word.text
    return fallback or "people"


def count_of(passage: Passage, token: "Token") -> tuple[int | None, Bound | None]:
    """Return the size of a group and the bound told with it."""
    window = [token, *(c for c in token.children if c.dep_ in {"nummod", "quantmod", "det", "amod"})]
    for child in window:
        number = passage.number_at(child)
        if number is not None:
            return number.value, number.bound or Bound.EXACTLY
    if any(c.lower_ in {"a", "an", "one"} for c in token.children) and token.tag_ == "NN":
        return (
            (None, None) if token.lemma_.lower() in words(passage.language, "people", "crowds") else (1, Bound.EXACTLY)
        )
    return None, None
