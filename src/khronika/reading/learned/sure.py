"""How sure a statement is: the probability that a careful annotator would say the same, and what it hangs on.

"The same" is the scorer's measure of a statement that is right: at least six of ten of the annotator's values, and the
key ones (the step and whom, the kind of act and whom, the number and who) all right. The probability comes of the
statement's form alone (what is filled, what is inferred, how it is told), never of who it is about.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace

from khronika.reading.clauses import SUBJECTS
from khronika.reading.learned.anchors import Anchor, anchor_of, people_of
from khronika.reading.learned.linear import Linear, model
from khronika.reading.passage import Passage
from khronika.vocabulary.contract import COMMON, RENAMED
from khronika.vocabulary.statement import AUTHOR, Statement
from khronika.vocabulary.terms import Modality

NAME = "sure"
EXPECTED = frozenset({"subject", "victims", "who", "about", "to", "body", "date"})  # slots that one misses if empty
# What is less likely than this is not proposed. Chosen by the parts held out: it costs hardly any recall.
FLOOR = 0.1
NOTED = 3  # reasons that are told of one statement
LEAST = 0.15  # log odds that a reason must take off to be told
LENGTHS = (12, 20, 30, 45)  # words of a sentence, up to
SPANS = (40, 80, 140, 220)  # characters of a quote, up to


def with_probability(passage: Passage, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return the statements with the probability that each is right, without those that most likely are not.

    Unchanged if the language has no model for it.
    """
    learned = model(passage.language, NAME)
    if learned is None:
        return tuple(statements)
    described = features(passage, statements)
    found = (judged(learned, one, told) for one, told in zip(statements, described, strict=True))
    return tuple(one for one in found if one.probability is None or one.probability >= FLOOR)


def judged(learned: Linear, statement: Statement, found: Sequence[str]) -> Statement:
    """Return a statement with its probability, to two decimals, and what that hangs on."""
    chance = round(min(0.99, max(0.01, learned.probability(found))), 2)
    return replace(statement, probability=chance, hangs_on=tuple(reasons(learned, found)))


def features(passage: Passage, statements: Sequence[Statement]) -> list[list[str]]:
    """Return what the probability of each statement comes of."""
    anchors = [anchor_of(passage, one) for one in statements]
    here = Counter((a.sentence.number, a.kind) for a in anchors if a is not None)
    quotes = Counter((one.kind, one.quote.start, one.quote.end) for one in statements)
    found = []
    for one, anchor in zip(statements, anchors, strict=True):
        told = [*of_form(one), *of_people(one)]
        if anchor is not None:
            told += of_place(passage, anchor)
            told.append(f"{one.kind} beside={min(here[anchor.sentence.number, anchor.kind], 3)}")
        told.append(f"{one.kind} same quote={min(quotes[one.kind, one.quote.start, one.quote.end], 3)}")
        found.append(list(dict.fromkeys(told)))
    return found


def of_form(one: Statement) -> Iterator[str]:
    """Yield what is filled, what is inferred, and how it is held."""
    label = next((str(v) for s in ("step", "type", "measure") if (v := getattr(one, s, None)) is not None), "")
    yield f"kind={one.kind}"
    if label:
        yield f"{one.kind} {label}"
    yield f"modality={one.modality}"
    if one.asserted_by != AUTHOR:
        yield "attributed"
        yield f"{one.kind} attributed"
    filled = 0
    for field in fields(one):
        if field.name in COMMON:
            continue
        slot = RENAMED.get(field.name, field.name)
        if getattr(one, field.name) in (None, "", (), 0):
            yield f"{one.kind} without {slot}"
            continue
        filled += 1
        if field.name in one.inferred:
            yield f"infers {slot}"
            yield f"{one.kind} infers {slot}"
    yield f"{one.kind} filled={filled}"
    outcome = getattr(one, "outcome", None)
    if outcome is not None:
        yield f"{label} {outcome}"
    if one.modality is not Modality.ASSERTED:
        yield f"{one.kind} {one.modality}"


def of_people(one: Statement) -> Iterator[str]:
    """Yield what kind of people a statement is about: named or not, one or many."""
    people = people_of(one)
    if not people:
        return
    named = [p for p in people if p.name]
    yield f"{one.kind} {'all named' if len(named) == len(people) else 'some named' if named else 'unnamed'}"
    yield f"{one.kind} parties={min(len(people), 4)}"
    if any(p.name and " " not in p.name for p in people):
        yield "one-word name"
    if any(p.count is not None and p.count > 1 for p in people):
        yield f"{one.kind} counted"


def of_place(passage: Passage, anchor: Anchor) -> Iterator[str]:
    """Yield how a statement is told: the word that it hangs on and its subject, its sentence, its block, where it stands."""
    head = anchor.head
    yield f"{anchor.kind} head={head.lemma_.lower()}"
    yield f"{anchor.kind} tag={head.pos_}"
    yield f"under={head.dep_}"
    words = len(anchor.sentence.span)
    yield f"words<={next((n for n in LENGTHS if words <= n), 'more')}"
    yield f"span<={next((n for n in SPANS if anchor.end - anchor.start <= n), 'more')}"
    yield f"role={anchor.sentence.block.role}"
    number, sentences = anchor.sentence.number, len(passage.sentences)
    yield f"at={min(4, 5 * number // max(1, sentences))}"
    yield f"sentences={min(3, sentences // 15)}"
    subject = next((c for c in head.children if c.dep_ in SUBJECTS), None)
    yield f"{anchor.kind} subject={subject.pos_ if subject is not None else 'none'}"
    if subject is not None and subject.pos_ != "PROPN":
        yield f"{anchor.kind} subject={subject.lemma_.lower()}"
    text = passage.text[anchor.sentence.start : anchor.sentence.end]
    if any(mark in text for mark in '“”"«»'):
        yield "quotation marks"


# ---- What it hangs on -------------------------------------------------------------------------


def reasons(learned: Linear, found: Sequence[str]) -> Iterator[str]:
    """Yield in words what speaks most against a statement, the heaviest first."""
    weighed: dict[str, float] = {}
    for feature in found:
        told = in_words(feature)
        if told:
            weighed[told] = weighed.get(told, 0.0) + learned.weights.get(feature, 0.0)
    against = sorted((weight, told) for told, weight in weighed.items() if weight <= -LEAST)
    yield from (told for _, told in against[:NOTED])


def in_words(feature: str) -> str:
    """Return a feature in words for a person who reviews; nothing for one that says little to them."""
    if " infers " in f" {feature}":
        return f"{feature.rpartition('infers ')[2]}: inferred, not said in the quote"
    if " without " in feature:
        slot = feature.rpartition("without ")[2]
        return f"{slot}: not told" if slot in EXPECTED else ""
    if "head=" in feature:
        return f"it is read from “{feature.partition('head=')[2]}”"
    for start, told in TOLD:
        if feature.startswith(start):
            return told
    return next((told for end, told in ENDS if feature.endswith(end)), "")


TOLD = (
    ("words<=more", "a long sentence"),
    ("words<=45", "a long sentence"),
    ("quotation marks", "words in quotation marks"),
    ("attributed", "told as somebody's word"),
    ("modality=alleged", "alleged"),
    ("modality=conditional", "on a condition"),
    ("modality=planned", "planned"),
    ("modality=denied", "denied"),
    ("one-word name", "a name of one word"),
)
ENDS = (
    (" attributed", "told as somebody's word"),
    (" alleged", "alleged"),
    (" denied", "denied"),
    (" unnamed", "nobody is named"),
    (" some named", "some are not named"),
    (" counted", "a number of people"),
    ("beside=2", "several statements of one sentence"),
    ("beside=3", "several statements of one sentence"),
    ("quote=2", "several statements of one quote"),
    ("quote=3", "several statements of one quote"),
)
