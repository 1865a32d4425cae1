"""Who did what to whom, by the lexicon's rules: a verb or a noun, beside other words, with its victim and doer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from khronika.reading.lexicon import lexicon
from khronika.reading.lexicon import words as listed
from khronika.reading.russian.bodies import bodies_in
from khronika.reading.russian.clauses import Clause
from khronika.reading.russian.parties import Who, affected, as_inferred, groups_in, is_measured, last_persons, named_in
from khronika.reading.russian.passage import RussianPassage, Sentence
from khronika.reading.russian.phrases import called, is_body_noun, phrase_after
from khronika.reading.russian.proceedings import modality_of, negated
from khronika.reading.russian.settings import date_in, places_in
from khronika.reading.russian.standpoints import by_word, speaker_of
from khronika.reading.russian.words import Word
from khronika.vocabulary.statement import Act, Party
from khronika.vocabulary.terms import ActType, Bound, Modality


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the lexicon: which verbs or nouns, beside which words, are which act."""

    verbs: frozenset[str]
    nouns: frozenset[str]
    beside: tuple[frozenset[str], ...]
    without: frozenset[str]
    type: ActType
    who: str
    negated: bool
    any_polarity: bool

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Rule":
        """Return a rule as the lexicon tells it."""
        return cls(
            frozenset(told.get("verbs", ())),
            frozenset(told.get("nouns", ())),
            tuple(frozenset(one) for one in told.get("with", ())),
            frozenset(told.get("not", ())),
            ActType(told["type"]),
            told["who"],
            bool(told.get("negated")),
            bool(told.get("any_polarity")),
        )


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of acts in the order of trust."""
    return tuple(Rule.of(told) for told in lexicon("ru", "acts")["rules"])


def read_acts(passage: RussianPassage) -> Iterator[Act]:
    """Yield the acts that a document tells, and the denials of acts told before."""
    last: Act | None = None
    for sentence in passage.sentences:
        text = passage.text[sentence.start : sentence.end]
        if text.rstrip().endswith("?"):
            continue
        denied = denial(passage, sentence, last)
        found: list[Act] = []
        if denied is None:
            for clause in sentence.clauses:
                found += acts_in(passage, sentence, clause)
        else:
            told = [a for c in sentence.clauses for a in acts_in(passage, sentence, c) if not is_denying(c)]
            if told and any(is_denying(c) and c.predicate is not None for c in sentence.clauses):
                found = [replace(a, modality=Modality.ASSERTED, asserted_by="author") for a in told]
            yield denied
        found = joined(passage, found)
        yield from found
        last = found[-1] if found else last


def joined(passage: RussianPassage, told: list[Act]) -> list[Act]:
    """Return the acts of a sentence; one kind of act against the same people in two clauses is one act."""
    found: list[Act] = []
    for one in told:
        same = next((n for n, a in enumerate(found) if (a.type, a.victims) == (one.type, one.victims)), None)
        if same is None:
            found.append(one)
            continue
        first = found[same]
        found[same] = replace(
            first,
            quote=passage.quote(first.quote.start, one.quote.end),
            perpetrators=first.perpetrators or one.perpetrators,
            date=first.date or one.date,
            place=first.place or one.place,
        )
    return found


def is_denying(clause: Clause) -> bool:
    """Tell whether a clause denies something."""
    return bool(clause.lemmas & set(lexicon("ru", "acts")["denials"]["verbs"]))


def acts_in(passage: RussianPassage, sentence: Sentence, clause: Clause) -> Iterator[Act]:
    """Yield the act of a clause, at most one for each verb."""
    lemmas = clause.lemmas
    for word in clause.words:
        if (word.pos not in {"VERB", "AUX", "NOUN"} and word.lower not in {"известно", "неизвестно"}) or (
            word.feats.get("VerbForm") == "Inf" and word is not clause.predicate
        ):
            continue
        if word.feats.get("VerbForm") == "Part" and word.feats.get("Variant") != "Short":
            continue
        for rule in rules():
            if word.lemma not in (rule.nouns if word.pos == "NOUN" else rule.verbs):
                continue
            others = lemmas - {word.lemma, word.lower} | {
                form for w in sentence.words if w is not word for form in (w.lemma, w.lower)
            }
            if not all(others & one for one in rule.beside) or lemmas & rule.without:
                continue
            state = word.lower in {"известно", "неизвестно"}
            if not rule.any_polarity and not state and word.pos != "NOUN" and negated(clause, word) != rule.negated:
                continue
            if word.pos == "NOUN" and not has_complement(passage, word):
                continue
            made = act(passage, sentence, clause, word, rule)
            if made is not None and not is_only_a_count(made):
                yield made
                return
            break


def is_only_a_count(made: Act) -> bool:
    """Tell whether a killing names nobody: it is told as a count."""
    return (
        made.type in {ActType.KILLING, ActType.PHYSICAL_ATTACK}
        and all(v.count is not None for v in made.victims)
        and not made.perpetrators
    )


def has_complement(passage: RussianPassage, word: Word) -> bool:
    """Tell whether a noun of an act says of whom: a genitive stands right after it."""
    after = passage.words[word.i + 1] if word.i + 1 < len(passage.words) else None
    return (after is not None and after.case == "Gen" and after.pos in {"NOUN", "PROPN", "ADJ", "NUM"}) or (
        after is not None and after.lower == "на"
    )


def act(passage: RussianPassage, sentence: Sentence, clause: Clause, word: Word, rule: Rule) -> Act | None:
    """Return an act with whom it befell, who did it, when and where."""
    victims = victims_of(passage, sentence, clause, word, rule)
    if (
        not victims
        and rule.who not in {"none", "thing"}
        and rule.type not in {ActType.EXCESSIVE_FORCE, ActType.PROPERTY_DAMAGE}
    ):
        return None
    doers = doers_of(passage, sentence, clause, word, {p.party for p in victims})
    date = date_in(passage, sentence, clause)
    places = places_in(
        passage, clause, frozenset(w.i for b in bodies_in(passage, sentence) if b.is_court for w in b.words)
    )
    day = date.value if date is not None else ""
    by, modality = voice_of(passage, sentence, word)
    planned = modality_of(sentence, clause, word)
    if planned is not Modality.ASSERTED:
        if planned is Modality.PLANNED or not any(v.party.name for v in victims):
            return None
        modality = planned
    inferred = [
        *(("victims",) if any(v.is_inferred for v in victims) else ()),
        *(("date",) if day and (date is None or date.inferred) else ()),
    ]
    return Act(
        document=passage.document.id,
        quote=passage.quote(clause.start, clause.end),
        asserted_by=by or "author",
        modality=modality,
        type=rule.type,
        victims=tuple(dict.fromkeys(v.party for v in victims)),
        perpetrators=doers,
        date=day,
        place=places[0].name if places else "",
        inferred=tuple(inferred),
        reasons={"date": date.reason} if date is not None and date.reason else {},
    )


def victims_of(passage: RussianPassage, sentence: Sentence, clause: Clause, word: Word, rule: Rule) -> list[Who]:
    """Return whom an act befell."""
    if rule.who == "none":
        if rule.type is not ActType.UNFAIR_TRIAL:
            return []
        named = [w for w in named_in(passage, clause) if w.case != "Nom"]
        last = last_persons(passage, clause.words[0], 1)
        return named[:1] or [Who(Party(name=p.name), clause.start, clause.start, "", True, p) for p in last]
    if rule.who == "thing":
        return things_of(passage, clause)
    if word.pos == "NOUN":
        after = Clause([w for w in sentence.words if w.i > word.i][:8] or clause.words, None)
        found = named_in(passage, after) + groups_in(passage, after)
        return sorted(found, key=lambda w: w.at)[:1] or complement(passage, sentence, word)
    passive = word.feats.get("Variant") == "Short" or word.feats.get("Voice") == "Pass"
    pivot = replace_predicate(clause, word)
    parties = affected(
        passage,
        sentence,
        pivot,
        "subject" if passive and rule.who == "object" else rule.who if rule.who != "possessor" else "object",
    )
    if parties:
        return parties
    if any(clause.start <= n.start < clause.end and not is_measured(passage, n) for n in passage.numbers):
        return []  # it tells how many, not whom
    if rule.who in {"object", "any", "possessor"}:
        earlier = [c for c in sentence.clauses if c.end <= clause.start]
        for other in reversed(earlier):
            told = named_in(passage, other)
            if told:
                return as_inferred(told[:1])
        return [
            Who(Party(name=p.name), clause.start, clause.start, "", True, p)
            for p in last_persons(passage, clause.words[0], 1)
        ]
    return []


def replace_predicate(clause: Clause, word: Word) -> Clause:
    """Return a clause seen from another of its verbs."""
    return Clause(clause.words, word)


def complement(passage: RussianPassage, sentence: Sentence, word: Word) -> list[Who]:
    """Return the people who stand in the genitive after a noun of an act."""
    n = next(k for k, w in enumerate(sentence.words) if w.i == word.i)
    phrase = phrase_after(sentence.words, n + 1)
    noun = next(
        (w for w in phrase if w.pos in {"NOUN", "ADJ"} and w.analysis is not None and w.is_person),
        None,
    )
    if noun is None or not phrase:
        return []
    return [Who(Party(group=called(phrase, passage.text)), phrase[0].start, phrase[-1].end, noun.case)]


def things_of(passage: RussianPassage, clause: Clause) -> list[Who]:
    """Return the medium, party or list that an act befell."""
    for n, one in enumerate(clause.words):
        if one.pos == "NOUN" and one.lemma in THINGS and one.case in {"Nom", "Acc", "Dat", "Gen"}:
            first = n
            while first and clause.words[first - 1].pos == "ADJ" and clause.words[first - 1].case == one.case:
                first -= 1
            phrase = phrase_after(clause.words, first)
            if one.dep in {"obl", "nmod"} and one.lemma not in {"сайт", "партия", "список", "группа"}:
                continue
            return [Who(Party(group=called(phrase, passage.text)), phrase[0].start, phrase[-1].end, one.case)]
    return []


THINGS = frozenset(
    {
        "сайт",
        "газета",
        "канал",
        "радио",
        "издание",
        "телеканал",
        "редакция",
        "портал",
        "журнал",
        "партия",
        "список",
        "группа",
        "организация",
        "движение",
        "кандидат",
        "фонд",
        "объединение",
        "тираж",
        "фильм",
        "книга",
        "спектакль",
        "выставка",
    }
)


def doers_of(
    passage: RussianPassage, sentence: Sentence, clause: Clause, word: Word, victims: set[Party]
) -> tuple[Party, ...]:
    """Return who did an act: the subject of an active verb, or what stands in the instrumental beside a passive."""
    passive = word.feats.get("Variant") == "Short" or word.feats.get("Voice") == "Pass" or word.pos == "NOUN"
    case = "Ins" if passive else "Nom"
    counted = [
        g
        for g in groups_in(passage, clause)
        if g.case in {case, "Num"} and g.party not in victims and g.party.group not in {"человек", ""}
    ]
    if counted:
        return (counted[0].party,)
    for body in bodies_in(passage, sentence):
        if (
            body.case == case
            and clause.start <= body.noun.start < clause.end
            and body.noun.lemma not in listed("ru", "acts_no_doers", "words")
        ):
            return (Party(group=body.name),)
    for n, one in enumerate(clause.words):
        if (
            one.pos in {"NOUN", "ADJ"}
            and one.case == case
            and one.i not in passage.people.at
            and not is_body_noun(one)
            and one.analysis is not None
        ):
            if not one.is_person and one.lemma not in {"неизвестный", "люди"}:
                continue
            if one.dep not in {"nsubj", "obl", "root", "conj"} and one.lemma != "неизвестный":
                continue
            phrase = phrase_after(clause.words, n, people=frozenset(passage.people.at))
            if any(w.i in passage.people.at for w in phrase) or one.lemma in listed("ru", "people", "kin") | listed(
                "ru", "people", "general"
            ):
                continue
            name = called(phrase, passage.text)
            if phrase[0].i == sentence.words[0].i:
                name = name[:1].lower() + name[1:]
            single = one.number == "Sing" and one.lemma != "неизвестный"
            party = Party(group=name, count=1 if single else None, bound=Bound.EXACTLY if single else None)
            return (party,) if party not in victims else ()
    return ()


def voice_of(passage: RussianPassage, sentence: Sentence, word: Word) -> tuple[str, Modality]:
    """Return who tells an act and how it is held: what a party tells is alleged."""
    by = by_word(passage, sentence)
    if by:
        return by, Modality.ALLEGED
    for other in sentence.clauses:
        verb = next(
            (w for w in other.words if w.lemma in listed("ru", "voice", "saying") and w.is_finite and w is not word),
            None,
        )
        if verb is not None:
            speaker, _ = speaker_of(passage, sentence, verb)
            if speaker:
                return speaker, Modality.ALLEGED
    return "", Modality.ASSERTED


def denial(passage: RussianPassage, sentence: Sentence, last: Act | None) -> Act | None:
    """Return the denial of the act told last, or of the one that the sentence names."""
    words = lexicon("ru", "acts")["denials"]
    text = passage.text[sentence.start : sentence.end].casefold()
    lemmas = {w.lemma for w in sentence.words}
    verb = next((w for w in sentence.words if w.lemma in words["verbs"] and w.pos == "VERB"), None)
    if verb is not None and not lemmas & set(words["denied"]):
        verb = None
    if verb is None and not any(p in text for p in words["phrases"]):
        return None
    own = next((a for c in sentence.clauses for a in acts_in(passage, sentence, c)), None)
    model = own or last
    if model is None or "жалоба" in lemmas:
        return None
    saying = verb or next(
        (w for w in sentence.words if w.lemma in listed("ru", "voice", "saying") and w.is_finite), None
    )
    by = speaker_of(passage, sentence, saying)[0] if saying is not None else ""
    if not by:
        by = next((b.name for b in bodies_in(passage, sentence) if b.case == "Nom"), "")
    return replace(
        model,
        quote=passage.quote(sentence.start, sentence.end),
        asserted_by=by or "author",
        modality=Modality.DENIED,
        date=model.date,
        inferred=()
        if own is not None
        else ("type", "victims", *(("date",) if model.date else ()), *(("place",) if model.place else ())),
        reasons={},
    )
