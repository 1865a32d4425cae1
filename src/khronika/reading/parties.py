"""Who fills a place of a clause: named persons in their fullest form, bodies, or groups with their size."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khronika.reading.clauses import conjuncts
from khronika.reading.lexicon import words
from khronika.reading.names import NameKind
from khronika.reading.passage import Passage
from khronika.reading.people import Person
from khronika.vocabulary.folding import fold
from khronika.vocabulary.statement import Party
from khronika.vocabulary.terms import Bound

if TYPE_CHECKING:
    from spacy.tokens import Token

PLURAL_PRONOUNS = frozenset({"they", "them", "their", "themselves", "both", "all"})
DETERMINERS = frozenset(
    {
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "your",
        "some",
        "any",
        "all",
        "both",
        "each",
        "every",
        "no",
        "another",
        "other",
        "others",
    }
)
SMALL_NUMBERS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "both": 2,
}
PREMODIFIERS = frozenset(
    {"amod", "compound", "nmod", "nummod", "quantmod", "poss", "det", "advmod", "predet", "case", "punct"}
)


@dataclass(frozen=True, slots=True)
class Filled:
    """The parties of one place. ``inferred`` tells that the words there do not show the value itself."""

    parties: tuple[Party, ...] = ()
    inferred: bool = False

    def __bool__(self) -> bool:
        return bool(self.parties)

    def __add__(self, other: "Filled") -> "Filled":
        return Filled(tuple(dict.fromkeys(self.parties + other.parties)), self.inferred or other.inferred)


NOBODY = Filled()


def parties_of(passage: Passage, head: "Token | None", *, coordinated: bool = True) -> Filled:
    """Return the parties that a noun phrase stands for, all of a list ("A, B and C") unless told otherwise."""
    if head is None:
        return NOBODY
    found = NOBODY
    for one in conjuncts(head) if coordinated else (head,):
        found += party_of(passage, one)
    return found


def party_of(passage: Passage, token: "Token") -> Filled:
    """Return whom one noun phrase head stands for: a person, a body, a group, or several by a pronoun."""
    people = passage.people
    if token.tag_ in {"WDT", "WP"}:
        verb = token.head
        while verb.dep_ not in {"relcl", "acl"} and verb.head != verb:
            verb = verb.head
        return parties_of(passage, verb.head) if verb.dep_ in {"relcl", "acl"} and verb.head != token else NOBODY
    mention = people.at(token)
    if mention is not None:
        printed = fold(passage.doc[mention.start : mention.end].text)
        return Filled((Party(name=mention.person.name),), fold(mention.person.name) not in printed)
    for child in token.children:  # "a fourth defendant, the blogger Ruslan Dzhaparkulov"
        if child.dep_ == "appos" and token.tag_ != "NNS":
            inner = next(
                (m for t in child.subtree if (m := people.at(t)) is not None and m.how in {"name", "short"}), None
            )
            if inner is not None:
                return Filled((Party(name=inner.person.name),))
    if token.lower_ in PLURAL_PRONOUNS or (token.pos_ in {"NOUN", "NUM"} and refers_back(token)):
        back = several(passage, token)
        if back:
            return back
    if token.pos_ == "PRON" and token.lower_ not in {
        "others",
        "one",
        "those",
        "many",
        "some",
        "several",
        "nobody",
        "none",
    }:
        return NOBODY
    name = people.name_at.get(token.i)
    if name is not None and name.kind in {NameKind.ORGANIZATION, NameKind.OTHER} and token.pos_ == "PROPN":
        return Filled((Party(name=body_text(passage, token)),))
    if token.pos_ in {"NOUN", "NUM", "PROPN"} or token.lower_ in {"others", "those", "nobody", "none"}:
        return group_of(passage, token)
    return NOBODY


def refers_back(token: "Token") -> bool:
    """Tell whether a plural noun phrase points at people named before ("the two men", "all three", "the defendants")."""
    determined = any(c.lower_ in {"the", "these", "both", "all"} for c in token.children if c.dep_ in {"det", "predet"})
    if any(c.lower_ in {"other", "others", "more", "another"} for c in token.children):
        return False
    if token.pos_ == "NUM":
        return token.lower_ in SMALL_NUMBERS and (determined or token.lower_ == "both")
    bare = not any(
        c.dep_ in {"amod", "compound", "prep", "relcl", "acl", "poss"} and c.lower_ not in SMALL_NUMBERS
        for c in token.children
    )
    return token.tag_ == "NNS" and determined and bare


def several(passage: Passage, token: "Token") -> Filled:
    """Return the persons that a plural points at: as many as it says, or the last list of persons."""
    wanted = next((SMALL_NUMBERS[t.lower_] for t in [token, *token.children] if t.lower_ in SMALL_NUMBERS), None)
    sex = {"men": "male", "women": "female", "brothers": "male", "sisters": "female"}.get(token.lower_, "")
    if wanted is not None:
        recent = recent_persons(passage, token, sex)
        chosen = list(reversed(recent[:wanted]))
        return Filled(tuple(Party(name=p.name) for p in chosen), True) if len(chosen) == wanted else NOBODY
    listed = last_list(passage, token, sex)
    return Filled(tuple(Party(name=p.name) for p in listed), True)


def recent_persons(passage: Passage, token: "Token", sex: str = "") -> list[Person]:
    """Return the persons mentioned before a token, the last one first, of a sex if one is given."""
    seen: dict[str, Person] = {}
    for i in range(token.i - 1, -1, -1):
        mention = passage.people.by_token.get(i)
        if mention is not None and mention.how != "pronoun" and not (sex and mention.person.sex not in {"", sex}):
            seen.setdefault(mention.person.name, mention.person)
    return list(seen.values())


def last_list(passage: Passage, token: "Token", sex: str = "") -> list[Person]:
    """Return the persons of the last coordination ("A and B") in the four sentences before the token."""
    here = passage.sentence_at(token)
    if here is None:
        return []
    for sentence in reversed(passage.sentences[max(0, here.number - 4) : here.number + 1]):
        best: list[Person] = []
        for word in sentence.span:
            if word.i >= token.i or not list(word.conjuncts):
                continue
            persons = [
                m.person for one in conjuncts(word) if one.i < token.i and (m := passage.people.at(one)) is not None
            ]
            persons = [p for p in dict.fromkeys(persons) if not (sex and p.sex not in {"", sex})]
            best = persons if len(persons) > len(best) else best
        if len(best) > 1:
            return best
    return []


# ---- Bodies and groups ------------------------------------------------------------------------


def body_text(passage: Passage, token: "Token") -> str:
    """Return a body's name as the text prints it, with its "of …" and "in …" if they belong to the name."""
    start, end = noun_phrase(token)
    name = passage.people.name_at.get(token.i)
    if name is not None:
        start, end = name.start if doc_opens(passage, start, name.start) else min(start, name.start), max(end, name.end)
    doc = passage.doc
    while start < token.i and (doc[start].lower_ in DETERMINERS or doc[start].is_punct or doc[start].dep_ == "poss"):
        start += 1
    first, last = passage.characters(start, end)
    text = " ".join(passage.text[first:last].split())
    for ending in ("'s", "’s", "’", "'"):
        text = text.removesuffix(ending)
    return text


def doc_opens(passage: Passage, start: int, name_start: int) -> bool:
    """Tell whether capitalised words before a body's name only open the sentence ("Yesterday Court No. 2")."""
    return start < name_start and passage.doc[start].is_sent_start is True


def noun_phrase(head: "Token", *, of: bool = True) -> tuple[int, int]:
    """Return (first, after last) token of a noun phrase: its words before the head, and "of …" after it."""
    start, end = head.i, head.i + 1
    for child in head.children:
        if child.i < head.i and child.dep_ in PREMODIFIERS:
            start = min(start, child.left_edge.i)
        elif (
            of
            and child.i > head.i
            and child.dep_ == "prep"
            and child.lower_ in {"of", "for", "on", "against"}
            and child.i == end
        ):
            inner = [t for t in child.children if t.dep_ == "pobj"]
            if inner and inner[0].i - child.i <= 4:
                end = max(end, noun_phrase(inner[0], of=of)[1])
    return start, end


def group_of(passage: Passage, token: "Token") -> Filled:
    """Return an unnamed group under the text's words, with its size where it is told."""
    start, end = noun_phrase(token)
    doc = passage.doc
    kept = [
        t
        for t in doc[start:end]
        if not (
            t.i < token.i and (t.lower_ in DETERMINERS or t.dep_ in {"nummod", "quantmod"} or t.like_num or t.is_punct)
        )
    ]
    count, bound = count_of(passage, token)
    numeral = token.pos_ == "NUM" or token.lower_ in {"others", "those", "nobody", "none"}
    text = "".join(t.text_with_ws for t in kept if not (numeral and t == token)).strip()
    if not text:
        noun = next(
            (t for t in reversed(list(doc[max(0, token.i - 40) : token.i])) if t.tag_ == "NNS" and t.lemma_ in GENERIC),
            None,
        )
        text = noun.text if noun is not None else "people"
    if text.lower() in words(passage.language, "people", "not_names") and not numeral and token.pos_ == "PRON":
        return NOBODY
    return Filled((Party(group=" ".join(text.split()), count=count, bound=bound),), numeral)


GENERIC = frozenset(
    {
        "people",
        "person",
        "protester",
        "demonstrator",
        "man",
        "woman",
        "detainee",
        "defendant",
        "prisoner",
        "worker",
        "student",
        "civilian",
        "journalist",
        "activist",
        "resident",
        "villager",
    }
)


def count_of(passage: Passage, token: "Token") -> tuple[int | None, Bound | None]:
    """Return the size of a group and the bound told with it."""
    window = [token, *(c for c in token.children if c.dep_ in {"nummod", "quantmod", "det", "amod"})]
    for child in window:
        number = passage.number_at(child)
        if number is not None:
            return number.value, number.bound or Bound.EXACTLY
    if any(c.lower_ in {"a", "an", "one"} for c in token.children) and token.tag_ == "NN":
        return 1, Bound.EXACTLY
    return None, None
