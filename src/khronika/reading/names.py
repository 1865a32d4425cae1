"""Whose name is it: finding the proper names of a text and telling people from bodies and places.

The parser's own name tagger knows few of the names that reports from most of the world are full of, so each
candidate is weighed by what stands around it, and one decision is made for all its mentions in the document.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from khronika.reading.lexicon import lexicon, words
from khronika.reading.name_hints import INITIALS, hints

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

APOSTROPHES = "'’ʼ‘"
LISTED = 6.0  # what a column of names speaks for a person
PERSON_FROM = 2.0  # the weight from which a candidate is a person
UNOPPOSED_FROM = 0.5  # the same for a name of several words of which nothing else speaks
LONGEST_NAME = 7


class NameKind(StrEnum):
    """What a proper name belongs to."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Name:
    """One mention of a proper name: tokens ``[start, end)``, honorifics and titles cut off, ``text`` as printed."""

    start: int
    end: int
    text: str
    kind: NameKind
    titles: tuple[str, ...] = ()


def looks_proper(token: "Token") -> bool:
    """Tell whether a token is written like a part of a name ("Mamay", "al-Qahtani", "K.", "McBride")."""
    text = token.text
    if token.like_num or token.is_punct or token.is_space:
        return False
    if text[0].isupper():
        return True
    prefix, dash, rest = text.partition("-")
    return bool(
        dash and rest[:1].isupper() and prefix in {"al", "el", "ad", "an", "ar", "as", "at", "ash", "az", "ould"}
    )


def runs(doc: "Doc", language: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) token numbers of maximal runs of capitalised words, particles between them included."""
    particles = words(language, "people", "particles")
    for sentence in doc.sents:
        i, end = sentence.start, sentence.end
        while i < end:
            if not looks_proper(doc[i]):
                i += 1
                continue
            stop = i + 1
            while stop < end:
                token = doc[stop]
                joined = not doc[stop - 1].whitespace_ and doc[stop - 1].text == "-"
                if looks_proper(token) and (doc[stop - 1].whitespace_ or joined or doc[stop - 1].text[-1] in ".-"):
                    stop += 1
                elif token.text == "-" and not token.whitespace_ and stop + 1 < end and doc[stop + 1].text[0].isalpha():
                    stop += 2
                elif token.lower_ in particles and bridges(doc, stop, end, particles):
                    stop += 1
                elif (more := beyond(doc, stop, end, particles)) > stop:
                    stop = more
                elif (
                    token.text in {"'", "’"}
                    and not token.whitespace_
                    and stop + 1 < end
                    and looks_proper(doc[stop + 1])
                ):
                    stop += 2
                else:
                    break
            stop = numbered(doc, stop, end)
            yield i, min(stop, end)
            i = stop


def beyond(doc: "Doc", stop: int, end: int, particles: frozenset[str]) -> int:
    """Return where a name goes on after a nickname in quotes (Ana “Chispa” Lobo) or "a/l", else the same token."""
    if doc[stop].text in {"“", '"'} and doc[stop - 1].whitespace_ and stop + 1 < end and looks_proper(doc[stop + 1]):
        for close in range(stop + 2, min(stop + 5, end - 1)):
            if doc[close].text in {"”", '"'}:
                return close + 1 if looks_proper(doc[close + 1]) or doc[close + 1].lower_ in particles else stop
            if not looks_proper(doc[close]):
                break
        return stop
    if stop + 3 < end and doc[stop + 1].text == "/" and not doc[stop].whitespace_ and looks_proper(doc[stop + 3]):
        return stop + 3 if doc[stop : stop + 3].text.lower() in particles else stop
    return stop


def numbered(doc: "Doc", stop: int, end: int) -> int:
    """Take a number that belongs to a name into it ("Court No. 2", "Branch 2")."""
    if doc[stop - 1].lower_ in {"no.", "no", "number", "branch", "chamber", "division", "colony", "prison", "school"}:
        after = stop + 1 if stop < end and doc[stop].text in {".", "No.", "no."} else stop
        if after < end and doc[after].like_num:
            return after + 1
    return stop


def bridges(doc: "Doc", i: int, end: int, particles: frozenset[str]) -> bool:
    """Tell whether a particle at i leads on to another capitalised word ("Maria da Silva")."""
    for following in range(i + 1, min(i + 3, end)):
        if looks_proper(doc[following]):
            return True
        if doc[following].lower_ not in particles and doc[following].text != "-":
            return False
    return False


def all_capitals(doc: "Doc", start: int, end: int) -> bool:
    """Tell whether a run is a shouted heading, where capitals say nothing about names."""
    letters = [token.text for token in doc[start:end] if token.is_alpha and len(token.text) > 1]
    return len(letters) > 2 and all(text.isupper() for text in letters)


def trimmed(doc: "Doc", start: int, end: int, language: str) -> tuple[int, int, tuple[str, ...]]:
    """Cut a run's opening words that are no part of a name, and return its titles too."""
    titles_known, honorifics = words(language, "people", "titles"), words(language, "people", "honorifics")
    not_names, roles = words(language, "people", "not_names"), words(language, "roles", "roles") | kin_words(language)
    titles: list[str] = []
    while start < end:
        token = doc[start]
        word = token.lower_
        following = doc[start + 1] if start + 1 < end else None
        if word in honorifics or (word in titles_known and following is not None):
            titles.append(word)
            start += 2 if following is not None and following.text == "." else 1
        elif word in not_names and forename(doc, start, following, roles):
            break
        elif (
            word in not_names
            or opens_only(token, following, roles)
            or word.endswith("-based")
            or token.text in {"-", "'", "’"}
        ):
            start += 1
        else:
            break
    particles = words(language, "people", "particles")
    while (
        end > start
        and (doc[end - 1].lower_ in not_names | particles or doc[end - 1].text in {"-", "'", "’"})
        and not (len(doc[end - 1].text) == 2 and doc[end - 1].text[1] == ".")
    ):
        end -= 1
    return start, end, tuple(titles)


def forename(doc: "Doc", start: int, following: "Token | None", roles: frozenset[str]) -> bool:
    """Tell whether the name of a day or month is a person's first name ("a sergeant, Monday Ezra")."""
    before = doc[start - 2] if start > 1 and doc[start - 1].text == "," else doc[start - 1] if start else None
    return (
        before is not None
        and before.lemma_.lower() in roles
        and following is not None
        and looks_proper(following)
        and not following.like_num
    )


def opens_only(token: "Token", following: "Token | None", roles: frozenset[str]) -> bool:
    """Tell whether a capitalised word only opens its sentence and is no part of the name after it."""
    if token.lemma_.lower() in roles and following is not None and looks_proper(following):
        return True
    before = token.nbor(-1).text if token.i else ""
    if not (token.is_sent_start or before in {"“", '"', "—", "–", ":"}):
        return False
    if following is None or not looks_proper(following):
        return token.pos_ not in {"PROPN", "NOUN", "ADJ"} and token.ent_type_ != "PERSON"
    return token.pos_ in {"DET", "ADP", "PRON", "SCONJ", "CCONJ", "AUX", "PART", "NUM"} or token.tag_ in {
        "NNS",
        "VBG",
        "VBN",
        "RB",
    }


def surface(doc: "Doc", start: int, end: int) -> str:
    """Return the printed form of a run without a possessive ending."""
    text: str = doc[start:end].text
    for apostrophe in APOSTROPHES:
        if text.endswith(f"{apostrophe}s"):
            text = text[:-2]
    return " ".join(text.split()).rstrip(APOSTROPHES)


@dataclass(slots=True)
class Candidate:
    """A run under consideration, before all mentions of the same form have been weighed."""

    start: int
    end: int
    text: str
    titles: tuple[str, ...]
    person: float = 0.0
    place: float = 0.0
    organization: float = 0.0
    kin: bool = False  # a word of kinship stands before it


def candidates(doc: "Doc", language: str) -> Iterator[Candidate]:
    """Yield the runs of capitalised words as candidates, trimmed and weighed by their surroundings."""
    for run_start, run_end in runs(doc, language):
        if all_capitals(doc, run_start, run_end):
            continue
        start, end, titles = trimmed(doc, run_start, run_end, language)
        if start >= end or end - start > 2 * LONGEST_NAME:
            continue
        if len(doc[start:end].text) < 2:
            continue
        candidate = Candidate(start, end, surface(doc, start, end), titles)
        weigh(doc, candidate, language)
        yield candidate


def weigh(doc: "Doc", candidate: Candidate, language: str) -> None:
    """Add up what speaks for a person, a place, an organisation around one mention."""
    span = doc[candidate.start : candidate.end]
    lowered = [token.lower_.strip(".") for token in span]
    size = len([t for t in span if t.is_alpha or "-" in t.text])
    labels = [token.ent_type_ for token in span]
    share = {label: labels.count(label) / len(labels) for label in set(labels)}
    candidate.person += 3 * share.get("PERSON", 0) - 0.5 * share.get("ORG", 0)
    candidate.organization += 1.5 * share.get("ORG", 0) + 2.5 * share.get("LAW", 0) + share.get("WORK_OF_ART", 0)
    candidate.place += 2.5 * (share.get("GPE", 0) + share.get("LOC", 0) + share.get("FAC", 0)) + 4 * share.get(
        "NORP", 0
    )
    candidate.person -= (
        5 * (share.get("DATE", 0) + share.get("NORP", 0)) + 2 * share.get("LANGUAGE", 0) + 1.5 * share.get("GPE", 0)
    )
    organization, place = words(language, "people", "organization_words"), words(language, "people", "place_words")
    if any(word in organization for word in lowered) or in_body(doc, candidate, organization):
        candidate.organization += 5
        candidate.person -= 6
    if lowered[-1] in place or lowered[0] in place:
        candidate.place += 4
        candidate.person -= 5
    if candidate.titles:
        candidate.person += 4
    candidate.person += {1: -0.5, 2: 1.0, 3: 1.0, 4: 0.5}.get(size, -1.0)
    if len(span) == 1 and span[0].is_upper and len(span[0].text) > 1 and not INITIALS.fullmatch(span[0].text):
        candidate.organization += 2
        candidate.person -= 3  # an acronym
    by_tagger = candidate.person
    weigh_neighbours(doc, candidate, language)
    found = hints(doc, candidate.start, candidate.end, language, told=candidate.person > by_tagger + 1)
    candidate.person += found.person
    candidate.organization += found.organization
    candidate.place += found.place


def in_body(doc: "Doc", candidate: Candidate, bodies: frozenset[str]) -> bool:
    """Tell whether a run is only a part of a body's name: "Court of Appeal", "Supreme People’s Court"."""
    start, end = candidate.start, candidate.end
    if end - start <= 2 and start > 1 and doc[start - 1].lower_ == "of":
        of = doc[start - 2]
        if of.text[0].isupper() and of.lower_ in bodies and not candidate.titles:
            return True
    owns = end < len(doc) and doc[end].text in {"’s", "'s", "’", "'"}
    return bool(owns and end + 1 < len(doc) and doc[end + 1].text[0].isupper() and doc[end + 1].lower_ in bodies)


def weigh_neighbours(doc: "Doc", candidate: Candidate, language: str) -> None:
    """Weigh the words before and after a candidate and the verb that it depends on."""
    before = doc[candidate.start - 1] if candidate.start else None
    after = doc[candidate.end] if candidate.end < len(doc) else None
    if after is not None and after.text in {"'s", "’s"}:
        after = None
    second = doc[candidate.end + 1] if candidate.end + 1 < len(doc) else None
    roles, kin = words(language, "roles", "roles"), kin_words(language)
    if (
        after is not None
        and after.text in {",", "("}
        and (second := aged(doc, candidate.end + 1)) is not None
        and second.like_num
        and second.text.isdigit()
        and 5 < int(second.text) < 105
    ):
        candidate.person += 5
    if (
        after is not None
        and after.text == ","
        and second is not None
        and apposed_role(doc, candidate.end + 1, roles | kin)
    ):
        candidate.person += 3
    if before is not None:
        word = before.lemma_.lower()
        if word in kin or before.lower_ in kin:
            candidate.person, candidate.kin = candidate.person + 5, True
        elif word in roles or before.lower_ in roles:
            candidate.person += 4
        elif before.text == "," and candidate.start > 1 and doc[candidate.start - 2].lemma_.lower() in kin:
            candidate.person, candidate.kin = candidate.person + 4, True
        elif before.text == "," and candidate.start > 1 and doc[candidate.start - 2].lemma_.lower() in roles:
            candidate.person += 2.5
        elif before.lower_ in {
            "in",
            "at",
            "near",
            "from",
            "to",
            "of",
            "outside",
            "across",
            "around",
            "into",
            "towards",
            "toward",
        }:
            candidate.person -= 1
            candidate.place += 2 if before.lower_ in {"in", "at", "near", "outside", "across"} else 0.5
        elif before.lower_ == "the":
            candidate.person -= 3
            candidate.organization += 1
        elif before.lower_ in {"one", "named", "called", "surnamed"}:
            candidate.person += 2
    head = doc[candidate.start : candidate.end].root
    while head.dep_ == "conj" and head.head.pos_ == "PROPN":
        head = head.head  # "sentenced A to five years and B to three"
    verb = head.head.lemma_.lower()
    if head.dep_ == "nsubj" and verb in words(language, "people", "human_verbs"):
        candidate.person += 1.5
    if head.dep_ in {"nsubjpass", "dobj"} and verb in words(language, "people", "person_object_verbs"):
        candidate.person += 1.5


def aged(doc: "Doc", i: int) -> "Token | None":
    """Return the token at i, or the one after "now", "aged" or "then"."""
    if i < len(doc) and doc[i].lower_ in {"now", "aged", "then", "age", "just"}:
        i += 1
    return doc[i] if i < len(doc) else None


def apposed_role(doc: "Doc", i: int, nouns: frozenset[str]) -> bool:
    """Tell whether an apposition that opens at token i is headed by one of the nouns ("a former reporter at")."""
    if doc[i].text.lower() in {"who", "whose", "whom", "aged"}:
        return True
    for token in doc[i : i + 7]:
        if token.is_punct or token.pos_ in {"VERB", "AUX"}:
            return False
        if token.lemma_.lower() in nouns and token.nbor().text not in {"’s", "'s", "’", "'"}:
            return True
    return False


def kin_words(language: str) -> frozenset[str]:
    """Return the nouns of kinship and company."""
    kin: Mapping[str, list[str]] = lexicon(language, "roles")["kin"]
    return frozenset(word for group in kin.values() for word in group)


def names(doc: "Doc", language: str, listed: frozenset[int] = frozenset()) -> tuple[Name, ...]:
    """Return the proper names of a text in order, with one kind for all mentions of the same form.

    ``listed`` are tokens that are known to be names of people.
    """
    found = list(candidates(doc, language))
    for candidate in found:
        if candidate.start in listed:
            candidate.person += LISTED
    found = untitled(doc, found, language)
    weights: defaultdict[str, list[Candidate]] = defaultdict(list)
    for candidate in found:
        weights[candidate.text].append(candidate)
    kinds = {text: decide(mentions) for text, mentions in weights.items()}
    kinds.update(by_company(doc, found, kinds))
    people = {text for text, kind in kinds.items() if kind is NameKind.PERSON}
    parts = {part.strip(".") for text in people for part in text.split() if len(part) > 2 and " " in text}
    surnames = {text.split()[-1] for text in people if " " in text} - {w for t in found for w in located(doc, t)}
    return tuple(
        Name(
            c.start,
            c.end,
            c.text,
            NameKind.PERSON if c.text in surnames or belongs(c, kinds[c.text], parts) else kinds[c.text],
            c.titles,
        )
        for c in found
    )


def by_company(doc: "Doc", found: list[Candidate], kinds: Mapping[str, NameKind]) -> dict[str, NameKind]:
    """Take for people what stands in one list with people, and full names whose last word is a person elsewhere."""
    more: dict[str, NameKind] = {}
    singles = {text for text, kind in kinds.items() if kind is NameKind.PERSON and " " not in text}
    for before, after in pairwise(found):
        between = [t.lower_ for t in doc[before.end : after.start]]
        if between not in (["and"], [","], [",", "and"]):
            continue
        for one, other in ((before, after), (after, before)):
            sure = kinds[other.text] is NameKind.PERSON
            doubtful = kinds[one.text] in {NameKind.PLACE, NameKind.OTHER} and one.place < 3
            full = doubtful and between[-1] == "and" and " " in one.text and " " in other.text
            if sure and (full or (other.kin and one is after)):
                more[one.text] = NameKind.PERSON
    for text, kind in kinds.items():
        if kind in {NameKind.PLACE, NameKind.OTHER} and 1 < len(text.split()) < 5 and text.split()[-1] in singles:
            more[text] = NameKind.PERSON
    return more


def untitled(doc: "Doc", found: list[Candidate], language: str) -> list[Candidate]:
    """Give a body back the word that was taken for its title ("said Anna Dorr of Justice Ledger", "Justice Ledger said today")."""
    doubtful = {c.text for c in found if c.titles == ("justice",) and " " not in c.text}
    bodies = {c.text for c in found if c.text in doubtful and c.titles and acts_as_body(doc, c, language)}
    for c in found:
        if c.text in bodies and c.titles == ("justice",):
            c.start, c.titles = c.start - 1, ()
            c.text = surface(doc, c.start, c.end)
            c.person, c.organization = c.person - 12, c.organization + 8
    return found


def acts_as_body(doc: "Doc", candidate: Candidate, language: str) -> bool:
    """Tell whether a name after "Justice" is a body's: people are at it or of it, it speaks "today", it heads a report."""
    start, end = candidate.start - 1, candidate.end
    before = doc[start - 1] if start else None
    after = [t.lower_ for t in doc[end : end + 2]]
    if after == ["said", "today"]:
        return True
    if before is None or before.lower_ not in {"of", "at", "with", "for"} or start < 2:
        return False
    governor = doc[start - 2]
    return governor.ent_type_ == "PERSON" or governor.lemma_.lower() in words(language, "roles", "roles")


def located(doc: "Doc", candidate: Candidate) -> tuple[str, ...]:
    """Return a single word that names a place somewhere in the text ("in Halvik"), though it may be a surname too."""
    before = doc[candidate.start - 1].lower_ if candidate.start else ""
    told = before in {"in", "at", "near", "outside", "across"} or candidate.organization >= 4 or candidate.place >= 4
    return (candidate.text,) if told and " " not in candidate.text else ()


def belongs(candidate: Candidate, kind: NameKind, parts: set[str]) -> bool:
    """Tell whether a single word is a part of a longer name of a person, and nothing strong says otherwise."""
    return (
        " " not in candidate.text
        and candidate.text in parts
        and (kind is not NameKind.PLACE or candidate.place < candidate.person + 4)
    )


def decide(mentions: list[Candidate]) -> NameKind:
    """Decide once for all mentions of a form: the strongest hint in each direction counts."""
    person = max(m.person for m in mentions) + 0.25 * sum(m.person for m in mentions) / len(mentions)
    organization = max(m.organization for m in mentions)
    place = max(m.place for m in mentions)
    worst = min(m.person for m in mentions)
    if worst <= -4:  # a word that no person's name holds
        return NameKind.ORGANIZATION if organization >= place else NameKind.PLACE
    if person >= PERSON_FROM and person > organization and person > place - 0.5:
        return NameKind.PERSON
    if organization > place and organization >= 2:
        return NameKind.ORGANIZATION
    if place >= 2:
        return NameKind.PLACE
    if " " in mentions[0].text and person >= UNOPPOSED_FROM:
        return NameKind.PERSON
    return NameKind.PERSON if person >= PERSON_FROM else NameKind.OTHER
