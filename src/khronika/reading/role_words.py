"""A role in words: a description of a person without its articles and ages, in the singular, and whose it is."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from khronika.reading.descriptions import ARTICLES, OWNERS, Description, is_role, joined, singular
from khronika.reading.lexicon import lexicon, words
from khronika.reading.name_lists import chain
from khronika.reading.names_described_before import untitled
from khronika.reading.parties import DETERMINERS, parties_of
from khronika.reading.passage import Passage
from khronika.reading.people import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody is. ``inferred`` tells that a name was filled in for "his" or "her"."""

    text: str
    sex: str = ""
    nationality: str = ""
    inferred: bool = False


def role_of(passage: Passage, description: Description, mention: Mention) -> Role | None:
    """Return the role that a description tells of the person of a mention, or None if it says nothing lasting."""
    doc, language = passage.doc, passage.language
    if description.ready:
        return Role(description.ready, inferred=True)
    head = doc[description.head_end - 1]
    head_text = text_of(passage, description.head, description.head_end).lower()
    lemma = singular(head_text) if description.plural else head_text
    if passes(passage, description, lemma) or sits_on_bench(passage, description, lemma):
        return None
    kept = [
        t
        for t in doc[description.start : description.end]
        if not (t.i < description.head and (t.lower_ in ARTICLES | OWNERS or t.lower_ in DETERMINERS))
    ]
    kept = [t for t in without_ages(passage, kept) if not (t.like_num and t.i < description.head)]
    if kept and kept[0].lower_ == "once":
        kept = kept[1:]
        kept = [t for t in kept if t.lower_ not in ARTICLES]
    nationality, kept = nationality_of(passage, kept, description)
    owner = description.owner
    whom = owner_name(passage, owner, mention) if owner is not None else ""
    if owner is not None and owner.i > description.head:
        kept = [t for t in kept if t.i < description.head_end]
    elif owner is not None and (whom or owner.tag_ == "PRP$"):
        kept = [t for t in kept if t.i > owner.i and not (t.i == owner.i + 1 and t.text in {"’s", "'s", "’", "'"})]
    text = phrase(kept, description)
    if description.plural and owner is None and lemma in words(language, "descriptions", "mutual"):
        others = [m.person.name for m in chain(passage, mention) if m.person is not mention.person]
        whom = " and ".join(others) if text in {lemma, head_text} else ""
    if whom == mention.person.name or not text:
        return None
    role = f"{text} of {whom}" if whom and " of " not in f"{text} " else text
    return Role(role, sex_of(passage, head, lemma), nationality, bool(whom))


def passes(passage: Passage, description: Description, lemma: str) -> bool:
    """Tell whether a role belongs to the case and not to a life: "the defendant X", but not "a former detainee, X"."""
    if lemma not in words(passage.language, "roles", "passing"):
        return False
    opening = {t.lower_ for t in passage.doc[description.start : description.head]}
    lasting = (
        opening & ({"a", "an"} | words(passage.language, "descriptions", "no_longer")) or description.owner is not None
    )
    return not (lasting and lemma in words(passage.language, "descriptions", "told_of_witnesses"))


def text_of(passage: Passage, start: int, end: int) -> str:
    """Return the text of tokens ``[start, end)`` with single spaces."""
    first, last = passage.characters(start, end)
    return " ".join(passage.text[first:last].split())


def sits_on_bench(passage: Passage, description: Description, lemma: str) -> bool:
    """Tell whether a description only says that somebody judges the case, which the proceeding says."""
    if lemma not in words(passage.language, "descriptions", "bench"):
        return False
    once = words(passage.language, "descriptions", "no_longer")
    return not any(t.lower_ in once for t in passage.doc[description.start : description.end])


def without_ages(passage: Passage, kept: "list[Token]") -> "list[Token]":
    """Leave out "44-year-old", "of 38" and ages set off by a comma."""
    cut: set[int] = set()
    for age in passage.ages:
        for position, token in enumerate(kept):
            if not age.start <= token.idx < age.end:
                continue
            cut.add(token.i)
            for later in kept[position + 1 : position + 5]:
                if later.text == "-" or later.lower_ in {"year", "years", "old", "year-old"}:
                    cut.add(later.i)
                elif not age.start <= later.idx < age.end:
                    break
            for earlier in reversed(kept[:position]):
                if earlier.lower_ not in {"of", ",", "aged", "and"} and earlier.i not in cut:
                    break
                cut.add(earlier.i)
    return [t for t in kept if t.i not in cut]


def nationality_of(passage: Passage, kept: "list[Token]", description: Description) -> "tuple[str, list[Token]]":
    """Return the nationality that a description tells of the person, and the words that are left without it."""
    table = lexicon(passage.language, "descriptions")["nationalities"]
    for size in (2, 1):
        opening = kept[:size]
        if len(opening) < size or opening[-1].i >= description.head:
            continue
        text = text_of(passage, opening[0].i, opening[-1].i + 1)
        between = [t.lower_ for t in kept[size:] if t.i < description.head]
        if text.lower() in table["words"] and not set(between) & set(table["institutions"]):
            return text, kept[size:]
    return "", kept


def owner_name(passage: Passage, owner: "Token", mention: Mention) -> str:
    """Return whose kin, lawyer or colleague somebody is, if the document names that person."""
    known = {p.name for p in passage.people.persons}
    listed = {m.person.name for m in chain(passage, mention)} if mention.how in {"name", "short"} else set()
    parties = [p for p in parties_of(passage, owner, coordinated=False).parties if p.name in known]
    if owner.lower_ in {"his", "her", "their", "hers", "theirs"}:
        parties = [p for p in parties if p.name not in listed or p.name == mention.person.name]
    return parties[0].name if len(parties) == 1 else ""


def phrase(kept: "list[Token]", description: Description) -> str:
    """Return the kept words as they are printed, the head in the singular."""
    parts: list[str] = []
    for token in kept:
        text = token.text
        if description.plural and token.i == description.head_end - 1:
            text = singular(text)
        before = kept[kept.index(token) - 1] if kept.index(token) else None
        spaced = before is not None and (before.i + 1 != token.i or bool(before.whitespace_))
        parts.append((" " if spaced else "") + text)
    return " ".join("".join(parts).split()).strip(" ,-–’'")


@cache
def sexed(language: str) -> dict[str, str]:
    """Return the sex that each noun tells."""
    tables = lexicon(language, "roles")
    return {noun: sex for table in ("told", "kin") for sex in ("male", "female") for noun in tables[table].get(sex, [])}


def sex_of(passage: Passage, head: "Token", lemma: str) -> str:
    """Return the sex that a noun tells, or nothing."""
    found = sexed(passage.language)
    return found.get(lemma) or found.get(head.lemma_.lower()) or ""


def title_role(passage: Passage, mention: Mention) -> Role | None:
    """Return what a title before a name says of its bearer ("Captain X", "Former Prime Minister X")."""
    start = untitled(passage, mention)
    if start >= mention.start:
        return None
    honorifics = words(passage.language, "people", "honorifics")
    tokens = [t for t in passage.doc[start : mention.start] if t.lower_ not in honorifics and t.text != "."]
    if not tokens:
        return None
    word = joined(passage.doc, tokens[-1].i)
    lemma = tokens[-1].lower_
    if not is_role(passage.doc, *word, passage.language) or lemma in words(passage.language, "descriptions", "bench"):
        return None
    if lemma in words(passage.language, "roles", "passing"):
        return None
    text = text_of(passage, tokens[0].i, tokens[-1].i + 1)
    return Role(text, sex_of(passage, tokens[-1], lemma))
