"""Who is meant: the persons of a document under their fullest names, and every later mention of them.

A surname, "he", "the journalist" lead to the person whom a reader would take them for. Where two persons are equally
likely, nobody is chosen: a wrong name is worse than none.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from khronika.reading.lexicon import lexicon, words
from khronika.reading.names import Name, NameKind, names
from khronika.vocabulary.folding import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

PRONOUN_SEX = {
    "he": "male",
    "him": "male",
    "his": "male",
    "himself": "male",
    "she": "female",
    "her": "female",
    "hers": "female",
    "herself": "female",
}
REACH = 6  # how many sentences back a pronoun may look
FAR = 10  # the same for a person whose sex is known to fit
LEAST = -100.0  # below every score


@dataclass(slots=True, eq=False)
class Person:
    """A person of the document: ``name`` is the fullest form; ``sex`` is known only from a word or a pronoun."""

    name: str
    first: int
    sex: str = ""
    sex_told: bool = False  # from a title or a noun, not only from a pronoun
    roles: set[str] = field(default_factory=set)
    mentions: int = 0
    speaks: int = 0

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the folded words of the name."""
        return tuple(fold(part).strip(".") for part in self.name.split())


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens ``[start, end)`` that stand for a person; ``how``: name, short, pronoun, noun."""

    start: int
    end: int
    person: Person
    how: str


def same_person(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """Tell whether one printed name can be a form of another: contiguous words of it, or initials and the surname."""
    size = len(shorter)
    if size <= len(longer) and any(longer[i : i + size] == shorter for i in range(len(longer) - size + 1)):
        return True
    if size < 2 or len(longer) < 2 or shorter[-1] != longer[-1]:
        return False
    return all(any(o.startswith(w) for o in longer[:-1]) if len(w) == 1 else w in longer for w in shorter[:-1])


class People:
    """The persons of one document, and which tokens speak of them."""

    def __init__(self, doc: "Doc", language: str, listed: frozenset[int] = frozenset()) -> None:
        """Find the people; ``listed`` are tokens that are known to be names of people, from the column of a table."""
        self.doc, self.language = doc, language
        self.names: tuple[Name, ...] = names(doc, language, listed)
        self.persons: list[Person] = []
        self.by_token: dict[int, Mention] = {}
        self.name_at: dict[int, Name] = {i: name for name in self.names for i in range(name.start, name.end)}
        self._link_names()
        self._gather_roles()
        self._link_pronouns_and_nouns()

    # ---- Names -------------------------------------------------------------------------------

    def _link_names(self) -> None:
        found = [name for name in self.names if name.kind is NameKind.PERSON]
        for name in sorted(found, key=lambda n: (-len(n.text.split()), n.start)):
            if len(name.text.split()) > 1:
                parts = tuple(fold(part).strip(".") for part in name.text.split())
                fitting = [p for p in self.persons if same_person(parts, p.parts)]
                person = fitting[0] if len(fitting) == 1 else next((p for p in fitting if p.parts == parts), None)
                if person is None:
                    person = Person(name.text, name.start)
                    self.persons.append(person)
                person.first = min(person.first, name.start)
                self._mention(
                    name.start, name.end, person, "name" if name.text == person.name else "short", name.titles
                )
        for name in found:
            if len(name.text.split()) == 1:
                owner = self._owner(name)
                if owner is None:
                    owner = Person(self._with_family_name(name) or name.text, name.start)
                    self.persons.append(owner)
                self._mention(name.start, name.end, owner, "name" if name.text == owner.name else "short", name.titles)
        self.persons.sort(key=lambda p: p.first)

    def _with_family_name(self, name: Name) -> str:
        """Return the full name of the first of two kin who share one ("the brothers Ali and Omar Karim"), or nothing."""
        doc = self.doc
        if name.end + 1 >= len(doc) or doc[name.end].lower_ != "and" or name.start < 2:
            return ""
        other = self.by_token.get(name.end + 1)
        kin = {noun for nouns in lexicon(self.language, "roles")["kin"].values() for noun in nouns}
        before = [t for t in doc[max(0, name.start - 2) : name.start] if t.tag_ == "NNS" and t.lemma_.lower() in kin]
        if other is None or other.how not in {"name", "short"} or not before or len(other.person.parts) < 2:
            return ""
        first, *rest = doc[other.start : other.end].text.split()
        return " ".join([name.text, *rest]) if rest and first != name.text else ""

    def _owner(self, name: Name) -> Person | None:
        """Return the person whose name holds the single word: by surname first, of several the last one named."""
        word = fold(name.text).strip(".")
        sexes = {sex for title in name.titles if (sex := self._title_sex(title))}
        fitting = [p for p in self.persons if word in p.parts and not (sexes and p.sex and p.sex not in sexes)]
        by_surname = [p for p in fitting if p.parts[-1] == word] or fitting
        if len(by_surname) < 2:
            return by_surname[0] if by_surname else None
        before = [m for i, m in sorted(self.by_token.items()) if i < name.start and m.person in by_surname]
        return before[-1].person if before else by_surname[0]

    def _title_sex(self, title: str) -> str:
        for sex in ("male", "female"):
            if title in words(self.language, "people", f"honorifics_{sex}"):
                return sex
        return ""

    def _mention(self, start: int, end: int, person: Person, how: str, titles: Iterable[str] = ()) -> None:
        mention = Mention(start, end, person, how)
        person.mentions += 1
        for i in range(start, end):
            self.by_token[i] = mention
        for title in titles:
            if sex := self._title_sex(title):
                person.sex, person.sex_told = sex, True
            if title in words(self.language, "people", "titles"):
                person.roles.add(title)

    # ---- Roles and sex -----------------------------------------------------------------------

    @cached_property
    def _sexed(self) -> dict[str, str]:
        tables = lexicon(self.language, "roles")
        return {
            noun: sex for table in ("kin", "sexed") for sex in ("male", "female") for noun in tables[table].get(sex, [])
        }

    def _gather_roles(self) -> None:
        for mention in {id(m): m for m in self.by_token.values()}.values():
            for noun in self.role_nouns(mention):
                person = mention.person
                person.roles.add(noun)
                if noun in self._sexed and not person.sex_told:
                    person.sex, person.sex_told = self._sexed[noun], True

    def role_nouns(self, mention: Mention) -> Iterator[str]:
        """Yield the lemmas of nouns that the text puts on a person right at a mention: apposition, compound, copula."""
        head = self.doc[mention.start : mention.end].root
        nearby: list[Token] = [
            t for t in head.children if t.dep_ in {"appos", "compound", "nmod"} and t.pos_ in {"NOUN", "PROPN"}
        ]
        if head.dep_ in {"appos", "compound", "nmod"} and head.head.pos_ in {"NOUN"}:
            nearby.append(head.head)
        if head.dep_ == "nsubj" and head.head.lemma_ == "be":
            nearby += [t for t in head.head.children if t.dep_ == "attr"]
        if mention.start > 1:  # "a colonel, X, was arrested", where the grammar was not seen
            i = mention.start - 2 if self.doc[mention.start - 1].text == "," else mention.start - 1
            closed = mention.end < len(self.doc) and self.doc[mention.end].is_punct
            if self.doc[i].pos_ == "NOUN" and self.doc[i].tag_ == "NN" and (i == mention.start - 1 or closed):
                nearby.append(self.doc[i])
        for noun in nearby:
            for one in [noun, *noun.conjuncts, *(c for c in noun.children if c.dep_ == "compound")]:
                if not mention.start <= one.i < mention.end and one.pos_ in {"NOUN", "PROPN"}:
                    yield one.lemma_.lower()

    # ---- Pronouns and nouns -------------------------------------------------------------------

    @cached_property
    def _paragraph(self) -> list[int]:
        """Return the number of the paragraph of each token: a break of line opens another."""
        number, found = 0, []
        for token in self.doc:
            found.append(number)
            number += "\n" in token.text
        return found

    def _link_pronouns_and_nouns(self) -> None:
        sentence_number = {token.i: n for n, sentence in enumerate(self.doc.sents) for token in sentence}
        trail: list[tuple[int, int, Person, bool]] = []  # (token, sentence, person, is it a subject)
        for token in self.doc:
            here = sentence_number.get(token.i, 0)
            mention = self.by_token.get(token.i)
            if mention is not None:
                if token.i == mention.start:
                    root = self.doc[mention.start : mention.end].root
                    head = root.head if root.dep_ == "appos" else root  # "A teacher, X, lost her job"
                    trail.append((token.i, here, mention.person, head.dep_ in {"nsubj", "nsubjpass"}))
                continue
            person = None
            if token.lower_ in PRONOUN_SEX and token.pos_ in {"PRON", "DET"}:
                person = self._antecedent(token, here, trail)
                how = "pronoun"
                if person is not None and not person.sex:
                    person.sex = PRONOUN_SEX[token.lower_]
            elif token.pos_ == "NOUN" and any(
                c.lower_ in {"the", "this", "that"} and c.dep_ == "det" for c in token.children
            ):
                person = self._described(token, trail) or self._newly_described(token, here, trail)
                how = "noun"
            if person is not None:
                self.by_token[token.i] = Mention(token.i, token.i + 1, person, how)
                person.mentions += 1
                trail.append((token.i, here, person, token.dep_ in {"nsubj", "nsubjpass"}))

    def _antecedent(self, token: "Token", here: int, trail: list[tuple[int, int, Person, bool]]) -> Person | None:
        """Return whom a singular pronoun means: near, a subject, often named, and of no other sex."""
        sex = PRONOUN_SEX[token.lower_]
        excluded = self._co_arguments(token)
        # Who acts by office is told of with a name or a title, and seldom is whom the case is about.
        officials = words(self.language, "people", "officials")
        scores: dict[int, tuple[float, Person]] = {}
        for i, sentence, person, subject in trail[-40:]:
            back = here - sentence
            known = person.sex == sex
            if back > (FAR if known else REACH) or person in excluded or (person.sex and not known):
                continue
            score = (
                10
                - 3 * min(back, 2)
                - max(back - 2, 0)
                + (3 if subject else 0)
                + min(person.mentions, 8) * 0.3
                + (1.5 if known else 0)
                - (4 if person.roles & officials else 0)
                - (1.5 if self._paragraph[i] != self._paragraph[token.i] else 0)
            )
            score += i / (token.i + 1)  # of two in the same place, the nearer
            if score > scores.get(id(person), (LEAST, person))[0]:
                scores[id(person)] = (score, person)
        best = sorted(scores.values(), key=lambda pair: -pair[0])
        return best[0][1] if best else None

    def _co_arguments(self, token: "Token") -> list[Person]:
        """Return the persons that the pronoun cannot mean: the other arguments of its own verb, and who owns them."""
        if token.dep_ in {"poss", "det"}:
            # "his lawyer, Timur Osmonbekov": the lawyer is not his own.
            head = token.head
            near = [head, *(c for c in head.subtree if c.dep_ == "appos")] + (
                [head.head] if head.dep_ == "appos" else []
            )
            return [m.person for t in near if (m := self.by_token.get(t.i)) is not None and m.how in {"name", "short"}]
        verb = token.head
        if verb.dep_ == "prep" or verb.pos_ == "ADP":
            verb = verb.head
        others = [
            child
            for child in verb.children
            if child.dep_ in {"nsubj", "nsubjpass", "dobj", "dative"} and child != token
        ]
        governor = verb
        while not any(c.dep_ in {"nsubj", "nsubjpass"} for c in governor.children) and governor.dep_ == "conj":
            governor = governor.head  # "set bail and barred him": the subject of the first verb
            others += [c for c in governor.children if c.dep_ in {"nsubj", "nsubjpass"} and c != token]
        found = [m.person for t in others if (m := self.by_token.get(t.i)) is not None]
        # In "he said that …", "X told Y that he …" the speaker may be meant; in the object's place the subject may not.
        return (
            found
            if token.dep_ in {"dobj", "dative", "pobj", "nsubj", "nsubjpass"} and not token.lower_.endswith("self")
            else []
        )

    def _described(self, noun: "Token", trail: list[tuple[int, int, Person, bool]]) -> Person | None:
        """Return the one person whose role the noun names ("the journalist"), or none if it may be several."""
        lemma = noun.lemma_.lower()
        if noun.tag_ == "NNS" or lemma not in words(self.language, "roles", "roles") | set(self._sexed):
            return None
        if any(child.dep_ in {"appos", "compound", "poss", "prep", "relcl"} for child in noun.children):
            return None
        before = [person for _, _, person, _ in trail]
        fitting = [p for p in dict.fromkeys(reversed(before)) if lemma in p.roles]
        return fitting[0] if len(fitting) == 1 or (fitting and fitting[0] in before[-3:]) else None

    def _newly_described(self, noun: "Token", here: int, trail: list[tuple[int, int, Person, bool]]) -> Person | None:
        """Return whom "the beekeeper" tells something new of: the one person of whom the last sentences told, and no role yet."""
        lemma = noun.lemma_.lower()
        roles, passing = words(self.language, "roles", "roles"), words(self.language, "roles", "passing")
        office = words(self.language, "people", "officials") | words(self.language, "people", "offices")
        if noun.tag_ != "NN" or lemma not in roles | {"widow", "widower"} or lemma in passing | office:
            return None
        opens = noun.left_edge.is_sent_start is True and noun.dep_ in {"nsubj", "nsubjpass"}
        if not opens or any(c.dep_ in {"poss", "appos"} for c in noun.children):
            return None
        if self._told_before(noun, lemma):
            return None
        near = [p for _, sentence, p, _ in trail if 0 < here - sentence <= 2]
        people = list(dict.fromkeys(near))
        leading = max((p.mentions for p in self.persons), default=0)
        if len(people) != 1 or people[0].roles & roles or people[0].mentions < leading:
            return None
        sex = self._sexed.get(lemma, "")
        person = people[0]
        return person if not (sex and person.sex and sex != person.sex) else None

    def _told_before(self, noun: "Token", lemma: str) -> bool:
        """Tell whether the document has spoken of somebody under a noun before."""
        return any(t.lemma_.lower() == lemma and t.pos_ == "NOUN" for t in self.doc[: noun.left_edge.i])

    # ---- What readers ask ---------------------------------------------------------------------

    def at(self, token: "Token") -> Mention | None:
        """Return the mention that holds the token, if any."""
        return self.by_token.get(token.i)
