"""Who is restricted: persons and groups of the story, not everybody for whom a rule is made."""

from typing import TYPE_CHECKING

from khronika.documents.document import Role
from khronika.reading.antecedents import OFFICES, meant
from khronika.reading.parties import Filled, recent_persons
from khronika.reading.passage import Passage, Sentence
from khronika.reading.people import Person
from khronika.vocabulary.statement import Party

if TYPE_CHECKING:
    from spacy.tokens import Token


def restricted(passage: Passage, tokens: "tuple[Token, ...]", doer: "Token | None" = None) -> Filled:
    """Return who is restricted: persons, bodies by name, and groups that are told apart from people in general.

    A pronoun that would make the ``doer`` restrict themselves stands for the person named before.
    """
    found = Filled()
    judge = passage.people.at(doer) if doer is not None else None
    for token in tokens:
        filled, one = meant(passage, token), token
        if judge is not None and one.pos_ == "PRON" and any(p.name == judge.person.name for p in filled.parties):
            others = [p for p in recent_persons(passage, one) if p != judge.person]
            filled = Filled((Party(name=others[0].name),), True) if others else Filled()
        elif one.pos_ == "PRON" and one.lower_ in {"he", "she", "him", "her"}:
            filled = not_in_office(passage, one, filled)
        found += filled
    known = {p.name for p in passage.people.persons}
    kept = tuple(
        p
        for p in found.parties
        if p.name in known
        or (p.group and p.count not in {0, 1})
        or (p.name and any(word[:1].isupper() for word in p.name.split()))
    )
    return Filled(kept, found.inferred)


def not_in_office(passage: Passage, pronoun: "Token", filled: Filled) -> Filled:
    """Return whom "he" means where it would be the judge: the person named before who holds no office."""
    by_name = {p.name: p for p in passage.people.persons}
    meant_person = by_name.get(filled.parties[0].name) if len(filled.parties) == 1 else None
    if meant_person is None or not presides(passage, meant_person):
        return filled
    others = [p for p in recent_persons(passage, pronoun, meant_person.sex) if not presides(passage, p)]
    return Filled((Party(name=others[0].name),), True) if others else filled


def presides(passage: Passage, person: Person) -> bool:
    """Tell whether somebody is a judge or a prosecutor, by role or by title."""
    titles = {t for n in passage.people.names if n.text and person.name.endswith(n.text) for t in n.titles}
    return bool(({r.split()[-1] for r in person.roles if r} | titles) & OFFICES)


def particular(token: "Token | None", filled: Filled) -> bool:
    """Tell whether the subject of "may not" is somebody of the story and not everybody whom a rule is for."""
    if token is None or not filled:
        return False
    if any(p.name for p in filled.parties) or token.lower_ in {"everyone", "everybody"}:
        return True
    return any(p.count is not None for p in filled.parties) or any(
        c.lower_ in {"the", "these", "both"} for c in token.children
    )


def of_list(passage: Passage, sentence: Sentence) -> Filled:
    """Return whose conditions a list or a row of a table tells: the row's person, or the subject of its opening line."""
    for token in passage.doc[sentence.span.start : sentence.span.end]:
        mention = passage.people.at(token)
        if sentence.block.role is Role.TABLE_ROW and mention is not None and mention.how != "pronoun":
            return Filled((Party(name=mention.person.name),))
    for before in reversed(passage.sentences[: sentence.number]):
        if before.block.role is not sentence.block.role:
            subjects = [c.subject for c in before.clauses if c.subject is not None]
            filled = restricted(passage, tuple(subjects[-1:]))
            if not any(p.name for p in filled.parties):  # "ordered that until the end of the trial Lida Ostrom"
                last = [
                    m.person for i in range(before.span.start, before.span.end) if (m := passage.people.by_token.get(i))
                ]
                filled = Filled((Party(name=last[-1].name),)) if last else filled
            return Filled(filled.parties, True)
    return Filled()
