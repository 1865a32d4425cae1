"""How tolls go on from one another: parts of a whole, other figures for the same, numbers that leave out their noun."""

from dataclasses import dataclass, field

from khronika.reading.counted import Count
from khronika.reading.lexicon import words
from khronika.reading.passage import Passage
from khronika.reading.people_words import is_people, states
from khronika.reading.toll_sources import source_beside, source_of
from khronika.vocabulary.statement import Toll

POPULATION_REACH = 3  # how many sentences on a bare number may count people numbered before
REACH = 2  # how many sentences on a number may still speak of the toll before it
CLIMB = 4  # steps up the tree from a number to the verb by which somebody gives another figure


@dataclass(frozen=True, slots=True)
class Told:
    """A toll that the text has told, as what comes after it takes it up."""

    count: Count
    toll: Toll
    part: bool = False


@dataclass(frozen=True, slots=True)
class Population:
    """People whom the text has numbered, whether a toll came of it or not."""

    count: Count
    who: str
    part: bool = False


@dataclass(slots=True)
class Thread:
    """The tolls told so far. ``broken`` is where another number of people was told that is no toll."""

    told: list[Told] = field(default_factory=list)
    numbered: list[Population] = field(default_factory=list)
    broken: int = -1

    def last(self, count: Count, *, part: bool, reach: int = REACH) -> Told | None:
        """Return the toll that a count goes on from, if it stands near enough; for another figure no part of one."""
        for one in reversed(self.told):
            if one.count.sentence.number < count.sentence.number - reach:
                return None
            if one.count.number.start < count.number.start and (part or not one.part):
                return one if one.count.number.start > self.broken else None
        return None

    def population(self, count: Count, size: int | None, *, of_them: bool) -> str:
        """Return whom a number without a noun counts: the people numbered so before, or the last that it can be of."""
        for one in reversed(self.numbered):
            if size is not None:
                if one.count.value == size:
                    return one.who
            elif one.count.sentence.number < count.sentence.number - POPULATION_REACH:
                return ""
            elif not one.part and one.count.value >= count.value and (one.count.state is None or of_them):
                return one.who
        return ""

    def whole(self, size: int) -> Told | None:
        """Return the last toll of so many people ("two of the fourteen")."""
        return next((one for one in reversed(self.told) if one.toll.count == size), None)


def is_part(passage: Passage, count: Count) -> bool:
    """Tell whether a number is a part of one told before it ("including", "among them", "of whom", "of them")."""
    doc, language = passage.doc, passage.language
    if count.of is not None:
        return count.of.pos_ == "PRON" or any(
            c.lower_ in words(language, "tolls", "definite") for c in count.of.children
        )
    before = [t.lower_ for t in doc[max(count.sentence.span.start, count.first - 5) : count.first]]
    near = before[-3:]
    if set(near) & words(language, "tolls", "part"):
        return True
    joined = " ".join(before)
    return any(phrase in joined for phrase in words(language, "tolls", "part_phrases"))


def parent_of(passage: Passage, count: Count, thread: Thread, *, part: bool) -> Told | None:
    """Return the toll before a count that it goes on from."""
    if count.of is not None and count.of.pos_ != "PRON":
        numbers = [n for n in passage.numbers if count.of.left_edge.idx <= n.start <= count.of.idx + len(count.of.text)]
        if numbers:
            whole = thread.whole(numbers[-1].value)
            if whole is not None:
                return whole
    return thread.last(count, part=part)


def goes_on(passage: Passage, count: Count, parent: Told | None, *, part: bool) -> bool:
    """Tell whether a number without a word on what befell those counted takes it from the toll before it."""
    if part:
        return describes(passage, count)
    if not count.bare and not (
        count.noun is not None and count.noun.lemma_.lower() in words(passage.language, "tolls", "stand_ins")
    ):
        return False
    return rival(passage, count) or (
        parent is not None
        and parent.count.sentence == count.sentence
        and (takes_up(passage, count) or before_that(passage, count))
    )


def before_that(passage: Passage, count: Count) -> bool:
    """Tell whether a bare number is the figure of another time ("14 inmates died, up from nine in 2022")."""
    first = next((t.i for t in passage.tokens(count.number.bound_start, count.number.end)), count.first)
    before = " ".join(t.lower_ for t in passage.doc[max(count.sentence.span.start, first - 2) : first])
    return count.bare and any(before.endswith(w) for w in words(passage.language, "tolls", "other_time"))


def takes_up(passage: Passage, count: Count) -> bool:
    """Tell whether a bare number takes up the verb of the number before it ("64 were held in Kalpona and 17 in Dabur")."""
    doc = passage.doc
    first = next((t.i for t in passage.tokens(count.number.bound_start, count.number.end)), count.first)
    if first == count.sentence.span.start or count.last >= count.sentence.span.end:
        return False
    language, last = passage.language, count.last
    if doc[last].lower_ in words(language, "tolls", "more") and last + 1 < count.sentence.span.end:
        last += 1
    before, after = doc[first - 1].lower_, doc[last].lower_
    return before in words(language, "tolls", "taken_up_before") and after in words(language, "tolls", "taken_up_after")


def describes(passage: Passage, count: Count) -> bool:
    """Tell whether a part of a toll is only said to be somebody ("eleven of them minors", "including six children")."""
    doc = passage.doc
    i = count.last
    if count.of is None:
        return count.noun is not None or count.bare
    following = doc[i] if i < count.sentence.span.end else None
    if following is None or following.is_punct or following.pos_ in {"CCONJ"}:
        return True
    if following.lemma_ == "be":
        after = doc[i + 1] if i + 1 < count.sentence.span.end else following
        return after.pos_ in {"NOUN", "ADJ", "ADP", "NUM", "DET", "ADV"}
    return following.pos_ in {"NOUN", "ADJ", "ADP"}


def rival(passage: Passage, count: Count) -> bool:
    """Tell whether somebody gives another figure: by a verb of counting, a source beside it, or a label before it."""
    if source_beside(passage, count):
        return True
    verbs = words(passage.language, "tolls", "counting_verbs")
    token, steps = count.top, 0
    while token.head != token and steps < CLIMB:
        token, steps = token.head, steps + 1
        if token.pos_ in {"VERB", "AUX"}:
            return token.lemma_.lower() in verbs
    return source_of(passage, count).attributed


def same_people(passage: Passage, count: Count, parent: Told | None) -> bool:
    """Tell whether a number goes on with those of the number before: "32 people were killed and 145 injured"."""
    if parent is None or parent.part or parent.count.noun is None:
        return False
    return parent.count.sentence == count.sentence and is_people(passage, parent.count.noun)


def who_before(passage: Passage, count: Count, before: Toll | None, thread: Thread, *, inherited: bool) -> str:
    """Return whom a number counts that leaves its noun out, from what the text has numbered before."""
    size = count.value if count.definite and not count.rest else None
    if count.of is not None and count.of.pos_ != "PRON":
        size = next((n.value for n in passage.numbers if n.start <= count.of.idx < n.end), None)
    if size is None and inherited and before is not None:
        return before.who
    parent_named = before is not None and before.who.lower() not in states(passage.language)
    return thread.population(count, size, of_them=count.of is not None) or (
        before.who if before is not None and (parent_named or count.of is not None) else ""
    )
