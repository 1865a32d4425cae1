"""How many people something befell, as Russian reports count: "погибли 12 человек", "задержаны более 200"."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from khronika.reading.dates import ResolvedDate
from khronika.reading.lexicon import lexicon
from khronika.reading.lexicon import words as listed
from khronika.reading.russian.bodies import bodies_in
from khronika.reading.russian.clauses import Clause
from khronika.reading.russian.parties import counted_phrase, described_in, is_measured, named_in
from khronika.reading.russian.passage import RussianPassage, Sentence
from khronika.reading.russian.phrases import called, phrase_after
from khronika.reading.russian.proceedings import is_demand
from khronika.reading.russian.quantities import Number
from khronika.reading.russian.settings import country_of, date_before, date_in, heading_place, place_before, places_in
from khronika.reading.russian.words import Word
from khronika.vocabulary.statement import Toll
from khronika.vocabulary.terms import Bound, Measure

COUNTED = 60  # a noun that is itself counted tells the measure only where no verb does
NEAR = 3  # sentences over which a day, a place or a measure is taken over


@dataclass(slots=True)
class Last:
    """What the last count told, for those that go on from it."""

    measure: Measure | None = None
    who: str = ""
    date: str = ""
    place: str = ""
    event: str = ""
    sentence: Sentence | None = None
    inferred: set[str] = field(default_factory=set)


@cache
def measures() -> tuple[tuple[Measure, frozenset[str], frozenset[str]], ...]:
    """Return the lexicon's measures: which words tell them, and beside which."""
    return tuple(
        (Measure(m["measure"]), frozenset(m["words"]), frozenset(m.get("with", ())))
        for m in lexicon("ru", "tolls")["measures"]
    )


def read_tolls(passage: RussianPassage) -> Iterator[Toll]:
    """Yield the counts that a document tells."""
    last = Last()
    for sentence in passage.sentences:
        for clause in sentence.clauses:
            if is_demand(sentence, clause):
                continue
            found = list(counts_in(passage, sentence, clause, last))
            yield from found
            if not found:
                yield from deaths_in(passage, sentence, clause)
                yield from nobody_in(passage, sentence, clause)


def is_count(passage: RussianPassage, number: Number) -> bool:
    """Tell whether a number can count people."""
    if number.unit or is_measured(passage, number):
        return False
    return number.value == 0 or not passage.text[: number.start].rstrip().endswith(
        ("№", "статьи", "ст.", "ч.", "часть")
    )


def counts_in(passage: RussianPassage, sentence: Sentence, clause: Clause, last: Last) -> Iterator[Toll]:
    """Yield the counts of one clause."""
    numbers = [n for n in passage.numbers if clause.start <= n.start < clause.end and is_count(passage, n)]
    if not numbers:
        return
    for number in numbers:
        who, noun, _ = counted(passage, sentence, number)
        measure = measure_of(passage, sentence, clause, number, noun)
        near = (
            last.sentence is not None
            and sentence.number - last.sentence.number <= 1
            and last.sentence.block is sentence.block
        )
        taken: set[str] = set()
        if (
            measure is None
            and near
            and last.measure is not None
            and (who is None or goes_on(clause))
            and has_bare(sentence, number)
        ):
            measure, taken = last.measure, {"measure"}
        if measure is None or (who is None and not has_bare(sentence, number)):
            continue
        if noun is not None and noun.lemma in listed("ru", "tolls", "not_people"):
            continue
        always = measure.value in listed("ru", "tolls", "always")
        if not always and 0 < number.value < lexicon("ru", "tolls")["threshold"]:
            continue
        if number.value == 1 and (noun is None or not always):
            continue
        if who is None:
            who = participle_of(passage, clause)
            if not who and last.who and near:
                who = last.who
                taken.add("who")
        yield toll(passage, sentence, clause, number, measure, who, taken, last)


def goes_on(clause: Clause) -> bool:
    """Tell whether a clause says no predicate of its own that would count otherwise."""
    return clause.predicate is None or clause.predicate.lemma in {
        "быть",
        "говорить",
        "признать",
        "признавать",
        "называть",
        "стать",
        "насчитать",
        "насчитывать",
        "сообщать",
        "сообщить",
        "утверждать",
    }


def has_bare(sentence: Sentence, number: Number) -> bool:
    """Tell whether a number stands alone, so that it can count who was told before."""
    after = next((w for w in sentence.words if w.start >= number.end), None)
    return after is None or after.pos not in {"NOUN", "ADJ", "PROPN"} or after.lower in {"из"}


def counted(passage: RussianPassage, sentence: Sentence, number: Number) -> tuple[str | None, Word | None, int]:
    """Return whom a number counts, in the nominative, with the noun and where the phrase ends."""
    n = next((k for k, w in enumerate(sentence.words) if w.start >= number.end), None)
    if n is None or sentence.words[n].start - number.end > 1:
        return None, None, number.end
    while n < len(sentence.words) and sentence.words[n].lower in {"из", "еще"}:
        n += 1
        if sentence.words[n - 1].lower == "из":
            return None, None, number.end
    people = frozenset(passage.people.at)
    noun, group, end = counted_phrase(passage, sentence, n, people)
    if noun is not None:
        return group, noun, end
    phrase = phrase_after(sentence.words, n, people=people)
    other = next((w for w in phrase if w.pos == "NOUN"), None)
    if other is not None and other.lemma in {"дело", "жалоба", "заявление"} and any(w.lemma == "пытка" for w in phrase):
        return called(phrase, passage.text), other, phrase[-1].end
    if other is not None and other.lemma in listed("ru", "tolls", "counted"):
        return (called(phrase, passage.text) if number.value == 0 else ""), other, phrase[-1].end
    return None, None, number.end


def measure_of(
    passage: RussianPassage, sentence: Sentence, clause: Clause, number: Number, noun: Word | None
) -> Measure | None:
    """Return by what a clause counts people: the measure whose words stand nearest to the number."""
    lemmas = clause.lemmas
    best, nearest = None, 10_000
    for measure, words, beside in measures():
        if beside and not lemmas & beside:
            continue
        near = [
            abs(w.start - number.start) + (COUNTED if noun is not None and w.i == noun.i else 0)
            for w in clause.words
            if w.lemma in words or w.lower in words
        ]
        if near and min(near) < nearest:
            best, nearest = measure, min(near)
    dying = lemmas & listed("ru", "tolls", "dying")
    if best is Measure.KILLED and dying and in_custody(passage, sentence):
        return Measure.DIED_IN_CUSTODY
    return best


def in_custody(passage: RussianPassage, sentence: Sentence) -> bool:
    """Tell whether a sentence, or the one before it in its block, speaks of a place of detention."""
    near = [
        s for s in passage.sentences[max(0, sentence.number - 1) : sentence.number + 1] if s.block is sentence.block
    ]
    return any(w.lemma in listed("ru", "tolls", "custody") for s in near for w in s.words)


def participle_of(passage: RussianPassage, clause: Clause) -> str:
    """Return whom a bare number counts, where a participle says it ("осуждённых по статьям — уже свыше 5 500")."""
    for n, word in enumerate(clause.words):
        if word.lemma in listed("ru", "tolls", "people") and word.case == "Gen" and word.number == "Plur":
            phrase = phrase_after(clause.words, n)
            cut = next((k for k, w in enumerate(phrase) if w.pos in {"ADV", "NUM", "PART"}), len(phrase))
            return called(phrase[:cut], passage.text).lower()
    return ""


def toll(
    passage: RussianPassage,
    sentence: Sentence,
    clause: Clause,
    number: Number,
    measure: Measure,
    who: str,
    taken: set[str],
    last: Last,
) -> Toll:
    """Return one count with its day and place, taken over where the clause tells none."""
    date = date_in(passage, sentence, clause) or sentence_date(passage, sentence)
    day = date.value if date is not None else ""
    if date is not None and date.inferred:
        taken.add("date")
    event = event_in(passage, clause) or event_in(passage, Clause(sentence.words, None))
    if not event and last.event and last.sentence is not None and last.sentence.block is sentence.block:
        event = last.event
        taken.add("event")
    bodies = frozenset(w.i for b in bodies_in(passage, sentence) for w in b.words if b.words[0].lemma != "колония")
    told = places_in(passage, clause, bodies) or places_in(passage, Clause(sentence.words, None), bodies)
    proper = [p for p in told if p.name[:1].isupper()]
    place = (proper or told)[0].name if told else ""
    near = last.sentence is not None and (last.sentence.block is sentence.block)
    if not place and near and last.place:
        place = last.place
        taken.add("place")
    if not place:
        over = heading_place(passage, sentence)
        if over is not None:
            place = over.name
            taken.add("place")
    if not place:
        place = place_before(passage, sentence)
        if place:
            taken.add("place")
    if not place and clause.lemmas & {"страна"}:
        place = country_of(passage)
        taken |= {"place"} if place else set()
    if not day and near and last.date:
        day = last.date
        taken.add("date")
    if not day:
        day = date_before(passage, sentence)
        if day:
            taken.add("date")
    last.event = event
    last.measure, last.who, last.date, last.place, last.sentence = measure, who or last.who, day, place, sentence
    return Toll(
        document=passage.document.id,
        quote=passage.quote(clause.start, clause.end),
        measure=measure,
        count=number.value,
        bound=number.bound or Bound.EXACTLY,
        who=who,
        event=event,
        date=day,
        place=place,
        inferred=tuple(sorted(taken)),
        reasons={"date": date.reason} if date is not None and date.reason else {},
    )


def event_in(passage: RussianPassage, clause: Clause) -> str:
    """Return the event that a clause counts people of: "на митинге", "при разгоне акции", in the nominative."""
    words = clause.words
    for n, word in enumerate(words[:-1]):
        if word.pos != "ADP" or word.lower not in listed("ru", "tolls", "event_openers"):
            continue
        phrase = phrase_after(words, n + 1)
        noun = next((w for w in phrase if w.pos == "NOUN"), None)
        if noun is not None and noun.lemma in listed("ru", "tolls", "events"):
            cut = next(
                (k for k, w in enumerate(phrase) if w.pos == "ADP" and w.lower not in {"у", "из", "против"}),
                len(phrase),
            )
            return called(phrase[:cut], passage.text)
    return ""


def sentence_date(passage: RussianPassage, sentence: Sentence) -> ResolvedDate | None:
    """Return the first date of a sentence."""
    return next(iter(passage.dates_in(sentence.start, sentence.end)), None)


def deaths_in(passage: RussianPassage, sentence: Sentence, clause: Clause) -> Iterator[Toll]:
    """Yield the death of one named person, which counts one."""
    verb = clause.predicate
    if (
        verb is None
        or verb.lemma not in {"умереть", "скончаться", "погибнуть"}
        or clause.is_negated
        or "если" in {w.lower for w in sentence.words}
    ):
        return
    told = named_in(passage, clause) or described_in(passage, sentence, clause)
    dead = next((w for w in told if w.case in {"Nom", ""}), None)
    custody = in_custody(passage, sentence)
    if dead is None or not (custody or verb.lemma == "погибнуть"):
        return
    date = date_in(passage, sentence, clause)
    places = places_in(passage, clause)
    yield Toll(
        document=passage.document.id,
        quote=passage.quote(clause.start, clause.end),
        measure=Measure.DIED_IN_CUSTODY if custody else Measure.KILLED,
        count=1,
        bound=Bound.EXACTLY,
        who=str(dead.party),
        date=date.value if date is not None else "",
        place=places[0].name if places else "",
        inferred=(
            "count",
            *(("who",) if dead.is_inferred else ()),
            *(("date",) if date is not None and date.inferred else ()),
        ),
    )


def nobody_in(passage: RussianPassage, sentence: Sentence, clause: Clause) -> Iterator[Toll]:
    """Yield a count of nobody: "погибших нет", "обошлось без пострадавших"."""
    words = clause.words
    for n, word in enumerate(words):
        measure = ZEROS.get(word.lower)
        if measure is None:
            continue
        before = words[n - 1].lower if n else ""
        if before != "без" and not {"нет", "не"} & {w.lower for w in words[n + 1 :]}:
            continue
        phrase = phrase_after(words, n, prepositions=False)
        date = date_in(passage, sentence, clause)
        yield Toll(
            document=passage.document.id,
            quote=passage.quote(clause.start, clause.end),
            measure=measure,
            count=0,
            bound=Bound.EXACTLY,
            who=called(phrase or [word], passage.text).lower(),
            date=date.value if date is not None else date_before(passage, sentence),
            inferred=("count",) if date is not None and not date.inferred else ("count", "date"),
        )
        return


ZEROS = {
    "погибших": Measure.KILLED,
    "жертв": Measure.KILLED,
    "убитых": Measure.KILLED,
    "пострадавших": Measure.INJURED,
    "раненых": Measure.INJURED,
}
