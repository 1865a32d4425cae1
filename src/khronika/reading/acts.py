"""Acts: who did what to whom."""

from collections.abc import Iterator
from functools import cache

from khronika.reading.clauses import Clause
from khronika.reading.lexicon import lexicon
from khronika.reading.parties import NOBODY, Filled, parties_of
from khronika.reading.passage import Passage
from khronika.reading.places import place_of
from khronika.reading.proceedings import owner, people_only, sum_of, undergoers
from khronika.reading.quotes import quote
from khronika.reading.voices import held, unreal, voice_at
from khronika.vocabulary.statement import Act
from khronika.vocabulary.terms import ActType, Modality


@cache
def types(language: str) -> dict[str, ActType]:
    """Return the type of act of each verb."""
    return {
        verb: ActType(kind)
        for kind, verbs in lexicon(language, "acts")["verbs"].items()
        if kind != "suffering"
        for verb in verbs
    }


def read_acts(passage: Passage) -> Iterator[Act]:
    """Yield the acts that a document states, in the order of the text."""
    for sentence in passage.sentences:
        for clause in sentence.clauses:
            kind = types(passage.language).get(clause.lemma)
            if unreal(passage, clause):
                continue
            thing = None if clause.negated else thing_in(passage, clause)
            if thing is not None:
                yield thing
            elif kind is not None and not clause.negated:
                act = read_act(passage, clause, kind)
                if act is not None:
                    yield act


def read_act(passage: Passage, clause: Clause, kind: ActType) -> Act | None:
    """Return the act of a clause, or None if nobody suffers it."""
    suffering = lexicon(passage.language, "acts")["verbs"]["suffering"]
    suffers = (clause.subject,) if clause.lemma in suffering and clause.subject is not None else clause.undergoer()
    victims = people_only(passage, sum_of(passage, suffers))
    if not victims:
        return None
    return made(
        passage, clause, kind, victims, NOBODY if clause.lemma in suffering else parties_of(passage, clause.doer())
    )


def thing_in(passage: Passage, clause: Clause) -> Act | None:
    """Return the act on a thing that a clause tells: a closed paper, a refused registration, a cut line."""
    heads = undergoers(clause)
    for rule in lexicon(passage.language, "acts")["thing"]:
        if clause.lemma not in rule["verbs"]:
            continue
        for head in heads:
            if head.lemma_.lower() in rule["nouns"] or head.lower_ in rule["nouns"]:
                persons = sum_of(
                    passage, tuple(o for o in clause.objects if o != head and passage.people.at(o) is not None)
                )
                return made(
                    passage,
                    clause,
                    ActType(rule["type"]),
                    persons or owner(passage, clause),
                    parties_of(passage, clause.doer()),
                )
    return None


def made(passage: Passage, clause: Clause, kind: ActType, victims: Filled, doers: Filled) -> Act:
    """Return the act of a clause with who suffered and who did it."""
    date = passage.date_of(clause)
    start, end = passage.characters(clause.start, clause.end)
    voice = voice_at(passage, *passage.characters(clause.predicate.i, clause.predicate.i + 1))
    modality = held(passage, clause, voice)
    if voice.attributed and modality is Modality.ASSERTED:
        modality = Modality.ALLEGED  # a wrong told by a party (settled in the contract)
    slots = (
        ("victims", victims.inferred),
        ("perpetrators", doers.inferred),
        ("date", date is not None and date.inferred),
    )
    return Act(
        document=passage.document.id,
        quote=quote(passage.text, start, end),
        asserted_by=voice.by,
        modality=modality,
        inferred=tuple(slot for slot, is_so in slots if is_so),
        reasons={"date": date.reason} if date is not None and date.inferred else {},
        type=kind,
        victims=victims.parties,
        perpetrators=doers.parties,
        date=date.value if date is not None else "",
        place=place_of(passage, clause)[0],
    )
