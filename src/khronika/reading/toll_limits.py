"""Which numbers with a measure are tolls by what the contract settles: how many, of whom, and whether it happened."""

from khronika.reading.befallen import Befallen
from khronika.reading.clauses import clause_of
from khronika.reading.counted import Count, case_of, governor
from khronika.reading.counted_verbs import negated
from khronika.reading.lexicon import words
from khronika.reading.passage import Passage
from khronika.reading.people_words import is_people, is_thing
from khronika.reading.toll_sources import source_of
from khronika.reading.toll_threads import Thread
from khronika.reading.voices import held, unreal
from khronika.vocabulary.terms import Measure, Modality

ALWAYS = frozenset({Measure.KILLED, Measure.DIED_IN_CUSTODY, Measure.INJURED, Measure.DISAPPEARED})
FEWEST = 5  # from how many people on a legal step is a toll too (settled in the contract)
# Machines disappear and letters are returned: with these the noun itself must be one for people.
PERSONAL = frozenset({Measure.DISAPPEARED, Measure.OTHER, Measure.RELEASED, Measure.CONVICTED, Measure.DISPLACED})
YEARS = (1900, 2099)
DISTINCT = 20  # a figure as large as this, told again with the same measure, is the same toll


def named(passage: Passage, count: Count) -> bool:
    """Tell whether a single person is named beside the noun."""
    around = [*passage.doc[count.first : min(count.last + 3, count.sentence.span.end)]]
    return any(passage.people.at(t) is not None for t in around if t.pos_ == "PROPN" or t is count.noun)


def told_of_one(count: Count, one: Befallen) -> bool:
    """Tell whether a single person's fate is told by a verb, or a single deed by its noun, and not by the way."""
    return one.verb is not None or (count.noun is not None and count.number.end - count.number.start > 1)


def admitted(passage: Passage, count: Count, one: Befallen, thread: Thread, *, part: bool) -> bool:
    """Tell whether a number with a measure is a toll by what the contract settles."""
    if one.measure not in ALWAYS and 0 < count.value < FEWEST:
        return False
    if count.noun is not None and is_thing(passage, count.noun) and case_of(passage, count.noun) is None:
        return False
    if one.verb is not None and one.measure in PERSONAL and not personal(passage, count):
        return False
    if one.verb is None and one.measure not in ALWAYS and only_asked(passage, count):
        return False
    if capacity(passage, count) or is_year(passage, count):
        return False
    if one.verb is not None:
        clause = clause_of(one.verb)
        if count.value and negated(one.verb) and one.measure not in {Measure.KILLED, Measure.DISAPPEARED}:
            return False
        marks = words(passage.language, "voice", "condition_words")
        if any(c.dep_ == "mark" and c.lower_ in marks for c in one.verb.children):
            return False
        if held(passage, clause, source_of(passage, count, one.verb)) is Modality.CONDITIONAL or unreal(
            passage, clause
        ):
            return False
    if not count.value and (one.weak or (one.measure is Measure.OTHER and count.bare)):
        return False
    repeated = any(
        t.toll.count == count.value
        and t.toll.measure is one.measure
        and (count.definite or t.count.sentence == count.sentence or count.value >= DISTINCT)
        for t in thread.told
    )
    return not (repeated and not part)


def personal(passage: Passage, count: Count) -> bool:
    """Tell whether what is counted is people: left out, one of their nouns, a nationality, or victims of a deed."""
    noun = count.noun
    if noun is None or case_of(passage, noun) is not None:
        return True
    return is_people(passage, noun) or noun.text[:1].isupper()


def only_asked(passage: Passage, count: Count) -> bool:
    """Tell whether somebody only asks for what the noun tells ("called for the release of 14 activists")."""
    return governor(count).lemma_.lower() in words(passage.language, "tolls", "only_asked")


def is_year(passage: Passage, count: Count) -> bool:
    """Tell whether a number is the year of a single thing ("his 2019 conviction")."""
    written = passage.text[count.number.start : count.number.end]
    return (
        YEARS[0] <= count.value <= YEARS[1] and written.isdigit() and count.noun is not None and count.noun.tag_ == "NN"
    )


def capacity(passage: Passage, count: Count) -> bool:
    """Tell whether a number only says how many a place was made for ("built for 300 inmates")."""
    start = next((t.i for t in passage.tokens(count.number.bound_start, count.number.end)), count.first)
    before = " ".join(t.lower_ for t in passage.doc[max(count.sentence.span.start, start - 3) : start])
    return any(before.endswith(phrase) for phrase in words(passage.language, "tolls", "capacity"))
