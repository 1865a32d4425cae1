"""Profiles: who a named person is — roles, age, kin, nationality — read from what stands around the name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from khronika.reading.descriptions import Description
from khronika.reading.lexicon import words
from khronika.reading.name_lists import chain
from khronika.reading.names_described_after import after, described_as
from khronika.reading.names_described_before import before, untitled
from khronika.reading.passage import Passage, Sentence
from khronika.reading.people import Mention
from khronika.reading.quantities import Number
from khronika.reading.quotes import quote
from khronika.reading.role_words import Role, role_of, title_role
from khronika.reading.sayings import said_of, told_ages
from khronika.vocabulary.folding import fold
from khronika.vocabulary.statement import Party, Profile

AGE_FOLLOWS = re.compile(
    r"[”\"]?\s?[,(|–—]?\s?(?:(?:then|now|just|who (?:is|was)|is|was|turned|has died,|died,)\s)?(?:aged\s)?"
)
# A line of a list: "Name - 34".
LINE_AGE = re.compile(r"[ ]{1,3}[-–—|,][ ]{1,3}(\d{1,3})[ ]*(?=\n|$)")
AGE_PRECEDES = re.compile(r"(?:-|\s)years?(?:-|\s)old\s(?:[\w.]+\s)?")


@dataclass(slots=True)
class Found:
    """What one place of the text says of a person. ``start`` and ``end`` are characters."""

    start: int
    end: int
    roles: list[Role] = field(default_factory=list)
    age: int | None = None


def read_profiles(passage: Passage) -> Iterator[Profile]:
    """Yield the profiles that a document states, in the order of the text."""
    told = Told()
    for sentence in passage.sentences:
        seen: set[int] = set()
        for token in sentence.span:
            mention = passage.people.at(token)
            if mention is None or mention.start in seen:
                continue
            seen.add(mention.start)
            named = mention.how in {"name", "short"}
            profile = told.news(passage, mention, around(passage, sentence, mention, named=named))
            if profile is not None:
                yield profile


def around(passage: Passage, sentence: Sentence, mention: Mention, *, named: bool) -> Found:
    """Return what stands around a mention, and what its sentence says the person is."""
    start, end = passage.characters(untitled(passage, mention) if named else mention.start, mention.end)
    found = Found(start, end)
    descriptions: list[Description] = []
    if named:
        title = title_role(passage, mention)
        if title is not None:
            found.roles.append(title)
        descriptions = [*before(passage, mention), *after(passage, mention)]
    elif mention.how == "noun":
        descriptions = list(described_as(passage, mention.start))
    descriptions += said_of(passage, sentence, mention)
    for description in descriptions:
        role = role_of(passage, description, mention)
        if role is None:
            continue
        found.roles.append(role)
        first, last = passage.characters(description.start, description.end)
        found.start, found.end = min(found.start, first), max(found.end, last)
    age = age_of(passage, mention, found, descriptions)
    if age is None:
        age = told_ages(passage, sentence, mention)
    if age is not None:
        found.age = age.value
        found.start, found.end = min(found.start, age.start), max(found.end, age.end)
    found.start, found.end = max(found.start, sentence.start), min(found.end, sentence.end)
    return found


def age_of(passage: Passage, mention: Mention, found: Found, descriptions: list[Description]) -> Number | None:
    """Return the age that is told inside or right beside the words on a person."""
    listed = chain(passage, mention) if mention.how in {"name", "short"} else [mention]
    for description in descriptions:
        start, end = passage.characters(description.start, description.end)
        ages = [
            a
            for a in passage.ages
            if start <= a.start < end + 8 and AGE_FOLLOWS.fullmatch(passage.text[end : a.start] or "")
        ]
        ages = ages or [a for a in passage.ages if start <= a.start < end]
        if len(ages) == len(listed) > 1:
            return ages[listed.index(mention)]
        if len(ages) == 1 and (len(listed) == 1 or not description.plural):
            return ages[0]
    own = passage.characters(mention.start, mention.end)
    line = LINE_AGE.match(passage.text, own[1]) if mention.how in {"name", "short"} else None
    if line is not None and 5 < int(line[1]) < 105:
        return Number(line.start(1), line.end(1), int(line[1]), None, line.start(1))
    for age in passage.ages:
        for end in (own[1], found.end):
            if end <= age.start <= end + 20 and AGE_FOLLOWS.fullmatch(passage.text[end : age.start]):
                return age
        if (
            mention.how in {"name", "short"}
            and age.end < own[0] < age.end + 40
            and AGE_PRECEDES.fullmatch(passage.text[age.end : own[0]])
        ):
            return age
    return None


@dataclass(slots=True)
class Told:
    """What a document has said of its people so far: a profile tells news only."""

    roles: dict[str, list[frozenset[str]]] = field(default_factory=dict)
    ages: set[tuple[str, int]] = field(default_factory=set)

    def news(self, passage: Passage, mention: Mention, found: Found) -> Profile | None:
        """Return the profile of what is new in a place of the text, or None if nothing is."""
        name = mention.person.name
        known = self.roles.setdefault(name, [])
        fresh: list[Role] = []
        for role in found.roles:
            said = frozenset(re.findall(r"\w+", fold(role.text))) - {"the", "a", "an", "of", "for"}
            if role.text and not any(said <= one for one in known):
                known.append(said)
                fresh.append(role)
        age = found.age if found.age is not None and (name, found.age) not in self.ages else None
        if not fresh and age is None:
            return None
        if age is not None:
            self.ages.add((name, age))
        printed = fold(passage.text[found.start : found.end])
        inferred = ["subject"] if fold(name) not in printed else []
        if any(role.inferred for role in fresh):
            inferred.append("roles")
        return Profile(
            document=passage.document.id,
            quote=quote(passage.text, found.start, found.end),
            inferred=tuple(inferred),
            subject=Party(name=name),
            roles=tuple(dict.fromkeys(role.text for role in fresh)),
            age=age,
            sex=next((role.sex for role in fresh if role.sex), "") or titled_sex(passage, mention),
            nationality=next((role.nationality for role in fresh if role.nationality), ""),
        )


def titled_sex(passage: Passage, mention: Mention) -> str:
    """Return the sex that the title before a name tells ("Mrs"), or nothing."""
    name = passage.people.name_at.get(mention.start)
    for title in name.titles if name is not None else ():
        for sex in ("male", "female"):
            if title in words(passage.language, "people", f"honorifics_{sex}"):
                return sex
    return ""
