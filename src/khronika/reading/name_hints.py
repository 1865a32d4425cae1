"""What the words around a capitalised name say of its kind, beyond what the parser's own tagger thinks of it."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from khronika.reading.lexicon import lexicon, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

INITIALS = re.compile(r"(?:[^\W\d_]\.){2,4}")
CODE = re.compile(r"\d")
ABBREVIATED = re.compile(r"(?:[^\W\d_]\.\s?){1,3}[^\W\d_a-z][\w’'-]+|[^\W\d_a-z][\w’'-]+ (?:[^\W\d_]\.\s?){1,3}")
RECORD = 10  # tokens after a name in which what is recorded of somebody can begin


@dataclass(frozen=True, slots=True)
class Hints:
    """What speaks for each kind; negative where it speaks against."""

    person: float = 0.0
    organization: float = 0.0
    place: float = 0.0

    def __add__(self, other: "Hints") -> "Hints":
        return Hints(self.person + other.person, self.organization + other.organization, self.place + other.place)


NOTHING = Hints()


def hints(doc: "Doc", start: int, end: int, language: str, *, told: bool) -> Hints:
    """Return what the surroundings of tokens ``[start, end)`` say; ``told`` if a role, a title or an age stands there."""
    found = of_form(doc, start, end, language) + of_dateline(doc, start, end) + of_neighbours(doc, start, end, language)
    recorded = is_recorded(doc, end, language)
    if recorded:
        found += Hints(person=4.5)
    if not told and not recorded:
        found += of_position(doc, start, end)
    return found


def is_recorded(doc: "Doc", end: int, language: str) -> bool:
    """Tell whether a year of birth or a result in court is noted right after a name ("X (1990)", "X: guilty", "X – 4 years")."""
    after = doc[end : end + RECORD].text
    if not after.startswith(("(", ",", ":", "–", "—", "-", "to ", "got ", "received ")):
        return False
    return any(re.match(one, after, re.IGNORECASE) for one in lexicon(language, "name_hints")["recorded"])


def of_form(doc: "Doc", start: int, end: int, language: str) -> Hints:
    """Tell names by their own words: particles that only people's names have, codes, countries, adjectives of nations."""
    span = doc[start:end]
    text = " ".join(span.text.split()).lower()
    if text in words(language, "name_hints", "places"):
        return Hints(person=-8, place=6)
    if end - start == 1 and text in lexicon(language, "descriptions")["nationalities"]["words"]:
        return Hints(person=-8, place=2)
    if CODE.search(text) or text in words(language, "people", "titles"):
        return Hints(person=-8)
    if ABBREVIATED.fullmatch(span.text):
        return Hints(person=3)
    owned = doc[end + 1] if end + 1 < len(doc) and doc[end].text in {"’s", "'s"} else None
    if (owned is not None and owned.lower_ in words(language, "people", "organization_words") and owned.is_title) or (
        end - start > 1 and span[-1].lower_ in words(language, "people", "offices")
    ):
        return Hints(person=-8, organization=4)  # "Chief Judicial Magistrate’s Court"
    inner = {t.lower_ for t in span[1:-1]} if end - start > 2 else set()
    if inner & {"bin", "binti", "bint", "ibn", "ould", "mint", "oglu", "oğlu", "kyzy", "uulu", "/", "“", '"'}:
        return Hints(person=3.5)
    return NOTHING


def of_dateline(doc: "Doc", start: int, end: int) -> Hints:
    """Tell the place and the agency at the head of a dispatch ("BAKU, 4 May (Caspian Wire) – Police …")."""
    while start > 0 and doc[start - 1].is_title and doc[start - 1].is_alpha and doc[start].is_sent_start is not True:
        start -= 1  # words that were taken for a title
    before = doc[start - 1] if start else None
    after = doc[end] if end < len(doc) else None
    second = doc[end + 1] if end + 1 < len(doc) else None
    opens = before is None or before.is_space or before.text == "(" or doc[start].is_sent_start is True
    text = doc[start:end].text
    shouted = text.isupper() and len(text) > 3 and not INITIALS.fullmatch(text)
    if after is None:
        return NOTHING
    if opens and shouted and after.text in {",", "–", "—", "-", "(", "."}:
        return Hints(person=-8, place=6)
    if opens and after.text == "," and dated(doc, end + 1):
        return Hints(person=-8, place=6)
    if (
        before is not None
        and before.text == "("
        and after.text == ")"
        and second is not None
        and second.text in {"–", "—", "-"}
    ):
        return Hints(person=-8, organization=8)
    if (
        before is not None
        and before.text == ","
        and after.text == ":"
        and start > 1
        and doc[start - 2].ent_type_ == "DATE"
    ):
        return Hints(person=-8, place=6)
    return NOTHING


def dated(doc: "Doc", i: int) -> bool:
    """Tell whether a day or a month stands at token i ("29 September", "Nov 20")."""
    two = doc[i : i + 2]
    return (
        len(two) == 2
        and any(t.like_num for t in two)
        and any(t.is_title and t.is_alpha and t.ent_type_ == "DATE" for t in two)
    )


def of_neighbours(doc: "Doc", start: int, end: int, language: str) -> Hints:
    """Weigh the noun before a name and the nouns that it is joined to."""
    found = NOTHING
    before = doc[start - 1] if start else None
    after = doc[end] if end < len(doc) else None
    head = doc[start:end].root
    place_nouns = words(language, "name_hints", "place_nouns")
    if introduced(doc, start, language):
        found += Hints(person=4.5)
    if before is not None:
        if before.lower_ in words(language, "name_hints", "outlets"):
            found += Hints(person=-3, organization=8)
        if before.lower_ in {"v.", "v", "vs", "vs."}:
            found += Hints(person=4)
        elif before.pos_ == "ADP" and start > 1:
            governor = doc[start - 2]
            if governor.text[0].isupper() and governor.lower_ in words(language, "people", "organization_words"):
                seated = before.lower_ in words(language, "name_hints", "in_place")  # "the District Court in Osh"
                found += Hints(person=-6, place=3) if seated else Hints(person=-6, organization=6)
            elif before.lower_ in {"of", "for", "against"} and governor.lemma_.lower() in words(
                language, "name_hints", "of_person"
            ):
                found += Hints(person=3.5)
        if before.dep_ in {"det", "amod"} and before.head == head:
            found += Hints(person=-2.5)
    if after is not None and after.lower_ in place_nouns and end - start <= 2 and head.dep_ == "compound":
        found += Hints(person=-3, place=4)
    if any(t.lemma_.lower() in place_nouns for t in complements(head)):
        found += Hints(person=-4, place=6)
    if head.dep_ == "dobj" and head.head.lemma_.lower() in words(language, "name_hints", "place_verbs"):
        found += Hints(person=-2, place=3)
    first = head
    while first.dep_ == "conj" and first.head != first:
        first = first.head
    if first != head and first.dep_ == "pobj" and first.head.lower_ in words(language, "name_hints", "in_place"):
        found += Hints(person=-2, place=3)
    return found


def complements(head: "Token") -> "list[Token]":
    """Return what a name is said to be: "is a market town", "X, a village"."""
    found = [t for t in head.children if t.dep_ == "appos" and t.pos_ == "NOUN"]
    if head.dep_ == "nsubj" and head.head.lemma_ == "be":
        found += [t for t in head.head.children if t.dep_ == "attr"]
    return found


def introduced(doc: "Doc", start: int, language: str) -> bool:
    """Tell whether a name is introduced as one ("a witness whom we call X")."""
    text = doc[doc[start].sent.start : start].text_with_ws
    patterns = "|".join(lexicon(language, "descriptions")["introducers"])
    return re.search(rf"\s(?:{patterns})\s?[“\"‘']?$", text) is not None


def of_position(doc: "Doc", start: int, end: int) -> Hints:
    """Distrust a single capitalised word that opens a sentence: any word does."""
    if end - start > 1:
        return NOTHING
    before = doc[start - 1].text if start else ""
    opens = doc[start].is_sent_start is True or before in {"“", '"', "—", "–", ":", "•", ""} or not before.strip()
    return Hints(person=-1.5) if opens else NOTHING
