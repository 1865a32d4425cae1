"""Courts, police, prosecutors, ministries: the bodies that act, under the fullest name that the text gives."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from khronika.reading.clauses import Clause
from khronika.reading.lexicon import words
from khronika.reading.names import NameKind
from khronika.reading.parties import body_text
from khronika.reading.passage import Passage, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

POINTING = frozenset({"the", "that", "this", "same"})
DATING = frozenset({"on", "in", "of", "dated", "the"})  # what joins a date to the body before it
DESCRIBING = frozenset({"relcl", "acl", "pcomp", "advcl"})
INSTANCES = frozenset({"appeal", "appeals", "cassation", "instance"})  # "the court of appeal" is no court named before
JUDGES = frozenset({"judge", "justice", "magistrate"})
CUT = 12  # characters by which a body's printed name can be longer than it is from its head on


@cache
def heads(language: str, *tables: str) -> frozenset[str]:
    """Return the head nouns of the bodies of some kinds (``courts``, ``police``, ``prosecution``, ``others``)."""
    return frozenset().union(*(words(language, "bodies", table) for table in tables))


def is_body(passage: Passage, token: "Token", *tables: str) -> bool:
    """Tell whether a noun phrase head is a body of one of the kinds, by its noun or by a word of its name."""
    wanted = heads(passage.language, *tables)
    if token.lemma_.lower() in wanted or token.lower_ in wanted:
        return passage.people.at(token) is None or token.lower_ in wanted
    name = passage.people.name_at.get(token.i)
    return (
        name is not None
        and name.kind is NameKind.ORGANIZATION
        and any(part.lower() in wanted for part in name.text.split())
    )


def bodies_in(passage: Passage, start: int, end: int, *tables: str) -> "list[Token]":
    """Return the heads of noun phrases among tokens ``[start, end)`` that are bodies of some kinds, in order."""
    found = []
    for token in passage.doc[start:end]:
        if (
            token.pos_ in {"NOUN", "PROPN"}
            and token.dep_ not in {"compound", "poss", "amod"}
            and is_body(passage, token, *tables)
        ):
            found.append(token)
    return found


def full_name(passage: Passage, token: "Token") -> tuple[str, bool]:
    """Return a body's fullest name and whether it was inferred: "the court" is the last named court before it."""
    text = body_name(passage, token)
    own = any(c.lower_ == "of" and {t.lower_ for t in c.children} & INSTANCES for c in token.children)
    if own or any(c.isupper() for c in text) or not any(c.lower_ in POINTING for c in token.children):
        return text, False
    for i in reversed(passage.places_of(token.lemma_)):
        other = passage.doc[i]
        if i < token.i and other.pos_ in {"NOUN", "PROPN"} and other.dep_ != "compound":
            named = body_name(passage, other)
            if any(c.isupper() for c in named):
                return named, True
    return text, False


def body_name(passage: Passage, token: "Token") -> str:
    """Return a body as the text prints it: the force that "officers of the …" belong to, and without a date after it."""
    if token.lower_ in words(passage.language, "bodies", "members"):
        for child in token.children:
            inner = next((t for t in child.children if t.dep_ == "pobj"), None) if child.lower_ == "of" else None
            if inner is not None and passage.people.name_at.get(inner.i) is not None:
                return body_name(passage, inner)
    text = body_text(passage, token)
    first = passage.characters(token.i, token.i + 1)[0]
    date = next(iter(passage.dates_in(first, first + len(text) + CUT)), None)
    if date is not None and date.mention.text in text:
        head, _, _ = text.partition(date.mention.text)
        words_left = head.split()
        while words_left and words_left[-1].lower() in DATING:
            words_left.pop()
        return " ".join(words_left) or text
    return text


def acting_body(passage: Passage, clause: Clause, *, doer_acts: bool) -> tuple[str, bool]:
    """Return the body that a clause names as acting, and whether its name was inferred; nothing if none acts.

    ``doer_acts`` says that the step is one of its doer's ("the court convicted"), whatever noun that is.
    """
    doer = clause.doer()
    agent = clause.passive or doer_acts
    if doer is not None and agent and can_act(passage, doer):
        if doer.lemma_.lower() in {"judge", "they"} and not clause.passive:
            court = last_court(passage, doer)
            return court, bool(court)
        return full_name(passage, doer)
    for token in clause.prepositional("by", "before", "in", "at"):
        if is_body(passage, token, "courts", "police", "prosecution") and token.ent_type_ != "GPE":
            return full_name(passage, token)
    return "", False


def can_act(passage: Passage, token: "Token") -> bool:
    """Tell whether a noun phrase is a body: by its noun, or because it is the name of an organization."""
    if is_body(passage, token, "courts", "police", "prosecution", "others"):
        return True
    name = passage.people.name_at.get(token.i)
    return name is not None and name.kind is NameKind.ORGANIZATION and token.pos_ == "PROPN"


def bench_of(passage: Passage, sentence: Sentence, token: "Token | None" = None) -> str:
    """Return the court before which a step without a body is told: the last named one of the passage, or nothing.

    A list goes on from the court of the paragraph before it. A predicate that only describes somebody ("who is serving
    three years") and one of another year than the court's sentence are not that court's.
    """
    if token is not None and {token.dep_, *(t.dep_ for t in token.ancestors)} & DESCRIBING:
        return ""
    start = token.i if token is not None else sentence.span.start
    dates = passage.dates_in(sentence.start, sentence.end)
    for other in courts_before(passage, start):
        name = body_name(passage, other)
        before = passage.sentence_at(other)
        if before is None or not any(c.isupper() for c in name):
            continue
        told = passage.dates_in(before.start, before.end)
        apart = before.number != sentence.number and dates and told and dates[-1].value[:4] != told[-1].value[:4]
        return "" if apart else name
    return ""


def last_court(passage: Passage, token: "Token") -> str:
    """Return the fullest name of the last court mentioned before a token, or nothing."""
    return next((full_name(passage, other)[0] for other in courts_before(passage, token.i)), "")


def courts_before(passage: Passage, at: int) -> "Iterator[Token]":
    """Yield the courts mentioned before a token, the last one first."""
    for i in reversed(passage.court_places):
        other = passage.doc[i]
        if i < at and other.dep_ != "compound" and other.pos_ in {"NOUN", "PROPN"}:
            yield other


def judge_in(passage: Passage, start: int, end: int) -> str:
    """Return the judge named among tokens ``[start, end)``, or nothing."""
    for token in passage.doc[start:end]:
        name = passage.people.name_at.get(token.i)
        mention = passage.people.at(token)
        if mention is None or name is None or mention.how == "pronoun":
            continue
        if JUDGES & set(name.titles) or (JUDGES & mention.person.roles and token.dep_ not in {"nsubjpass", "dobj"}):
            return mention.person.name
    return ""


def judge_of(passage: Passage, sentence: Sentence, body: str) -> tuple[str, bool]:
    """Return the judge of a step of a court told in a sentence, and whether that was inferred.

    Named in the sentence, else the only judge of its paragraph, else the only judge of the document, if it is one of
    that court.
    """
    here = judge_in(passage, sentence.span.start, sentence.span.end)
    if here or not body:
        return here, False
    named = [
        (other, judge) for other in passage.sentences if (judge := judge_in(passage, other.span.start, other.span.end))
    ]
    block = {
        judge
        for other, judge in named
        if other.block == sentence.block and body in {"", *(courts_named(passage, other) or (body,))}
    }
    if len(block) == 1:
        return next(iter(block)), True
    sitting = {judge for other, judge in named if body in {"", *courts_of(passage, other)}}
    if not block and len(sitting) == 1 and len({judge for _, judge in named}) == 1:
        return next(iter(sitting)), True
    return "", False


def judges_named(passage: Passage) -> "tuple[tuple[Sentence, str], ...]":
    """Return the judges that a document names, each with the sentence that does."""
    return tuple((s, judge) for s in passage.sentences if (judge := judge_in(passage, s.span.start, s.span.end)))


def courts_named(passage: Passage, sentence: Sentence) -> tuple[str, ...]:
    """Return the courts that a sentence names."""
    found = [body_name(passage, t) for t in bodies_in(passage, sentence.span.start, sentence.span.end, "courts")]
    return tuple(name for name in found if any(c.isupper() for c in name))


def courts_of(passage: Passage, sentence: Sentence) -> tuple[str, ...]:
    """Return the courts that a sentence is about: those named in it, else the last one named before it."""
    return courts_named(passage, sentence) or ((bench,) if (bench := bench_of(passage, sentence)) else ())
