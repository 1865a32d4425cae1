"""Lists of recommendations: a line that names who is asked, and the items under it or after its colon; "Let …"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from khronika.documents.document import Role
from khronika.reading.lexicon import words
from khronika.reading.passage import Passage, Sentence
from khronika.reading.recommendation_words import action_span, coordinated

if TYPE_CHECKING:
    from spacy.tokens import Token

ENUMERATED = re.compile(r"\s*(?:\(\w{1,3}\)|\w{1,2}[.)])\s")
ITEM_MARKS = frozenset({"•", "–", "—", "-", "*", "·", "▪", "o"})


@dataclass(frozen=True, slots=True)
class Demand:
    """One demand of a list: who is asked (None: nobody named), the characters of the action, where its quote opens.

    ``here`` tells that the quote itself shows who is asked. ``asker`` is who asks, as far as the opening line tells.
    """

    to: "Token | None"
    action: tuple[int, int]
    opening: int
    here: bool
    asker: "Token | None" = None


def demands(passage: Passage) -> Iterator[tuple[Sentence, Demand]]:
    """Yield the demands of lists and of calls by "Let …", "To …:", "That …", with their sentences, in order."""
    to: Token | None = None
    asker: Token | None = None
    listing = False
    for sentence in passage.sentences:
        tokens = [t for t in sentence.span if not t.is_space]
        item = is_item(passage, sentence, tokens)
        if listing and item:
            told = subject_of_item(tokens)
            if told is not None:
                yield from actions(passage, sentence, told[0], told[1], asker, shown=True)
                continue
            verb = imperative(tokens) if to is not None else None
            if verb is not None and to is not None:
                yield from actions(passage, sentence, to, verb, asker)
                continue
        opened = opening(passage, tokens)
        if opened is not None:
            to, asker, colon = opened
            listing = True
            verb = imperative([t for t in tokens if t.i > colon]) if colon is not None else None
            if verb is not None and to is not None:
                yield from actions(passage, sentence, to, verb, asker, here=True)
                listing = False
        elif not item:
            listing = False
        yield from lets(passage, sentence, tokens)
        yield from subjunctives(passage, sentence)


def is_item(passage: Passage, sentence: Sentence, tokens: "list[Token]") -> bool:
    """Tell whether a sentence is an item of a list: by its block, or by a mark like "•" or "(a)" before it."""
    if sentence.block.role is Role.LIST_ITEM or (bool(tokens) and tokens[0].text in ITEM_MARKS):
        return True
    return ENUMERATED.match(passage.text[sentence.block.start : sentence.block.end]) is not None


def subject_of_item(tokens: "list[Token]") -> "tuple[Token, Token] | None":
    """Return who is asked and the verb of an item like "that Parliament give the Commission power"."""
    mark = next((t for t in tokens[:5] if t.lower_ == "that"), None)
    if mark is None:
        return None
    for verb in tokens:
        subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i > mark.i), None)
        if subject is not None and verb.tag_ in {"VB", "VBP"} and subject.i - mark.i < 8:
            return subject, verb
    return None


def actions(
    passage: Passage,
    sentence: Sentence,
    to: "Token",
    verb: "Token",
    asker: "Token | None",
    *,
    here: bool = False,
    shown: bool = False,
) -> Iterator[tuple[Sentence, Demand]]:
    """Yield one demand for each of the coordinated verbs."""
    verbs = coordinated(verb)
    for n, one in enumerate(verbs):
        stop = verbs[n + 1].i if n + 1 < len(verbs) else None
        if stop is None and not here:
            stop = sentence.span.end
        span = action_span(passage, sentence, one, stop)
        yield sentence, Demand(to, span, int(to.left_edge.idx) if here or shown else span[0], here or shown, asker)


def imperative(tokens: "list[Token]") -> "Token | None":
    """Return the verb that opens a demand: after the item's mark, after "to", or after "pending that, to"."""
    words_only = [t for t in tokens if not t.is_punct and t.text not in ITEM_MARKS]
    if ENUMERATED.match(tokens[0].doc[tokens[0].i : tokens[-1].i + 1].text if tokens else ""):
        words_only = words_only[1:]
    while words_only and (words_only[0].like_num or len(words_only[0].text) == 1):
        words_only = words_only[1:]
    if not words_only:
        return None
    first = words_only[0]
    for n, token in enumerate(words_only[:8]):
        if token.tag_ == "TO" and n + 1 < len(words_only) and (n == 0 or tokens[tokens.index(token) - 1].text == ","):
            return words_only[n + 1]
    if first.tag_ in {"VB", "VBP"} or (first.tag_ == "RB" and len(words_only) > 1 and words_only[1].tag_ == "VB"):
        return first if first.tag_ != "RB" else words_only[1]
    followed = len(words_only) > 1 and words_only[1].pos_ in {"DET", "PRON"}
    if first.tag_ in {"NN", "NNP", "VBD", "VBN", "JJ"} and (followed or first.dep_ == "ROOT"):
        return first
    return None


def opening(passage: Passage, tokens: "list[Token]") -> "tuple[Token | None, Token | None, int | None] | None":
    """Return who is asked, who asks and the number of the colon, if a line opens a list of demands."""
    if not tokens:
        return None
    colon = next((t.i for t in tokens if t.text == ":"), None)
    ends = tokens[-1].text == ":" or not tokens[-1].is_punct
    if colon is None and not ends:
        return None
    if colon is not None and tokens[-1].i > colon:
        return inline(passage, tokens, colon)
    last = tokens[-1] if not tokens[-1].is_punct else tokens[-2] if len(tokens) > 1 else tokens[-1]
    if tokens[0].lower_ == "to":
        to = next((t for t in tokens[1:] if t.dep_ == "pobj" and t.pos_ in {"NOUN", "PROPN"}), None)
        return (to, None, colon) if to is not None else None
    if last.tag_ == "MD" and last.lower_ in words(passage.language, "recommendations", "modals"):
        to = next((t for t in tokens if t.dep_ in {"nsubj", "ROOT"} and t.pos_ in {"NOUN", "PROPN"}), None)
        return (to, None, colon) if to is not None else None
    return asked_at_end(passage, tokens, colon)


def inline(
    passage: Passage, tokens: "list[Token]", colon: int
) -> "tuple[Token | None, Token | None, int | None] | None":
    """Return who is asked before a colon in mid-sentence: "To the Council we say: …", "We appeal to the bar: …"."""
    before = [t for t in tokens if t.i < colon]
    if before and before[0].lower_ == "to":
        to = next((t for t in before[1:] if t.dep_ == "pobj" and t.pos_ in {"NOUN", "PROPN"}), None)
        return (to, None, colon) if to is not None else None
    return asked_at_end(passage, before, colon)


def asked_at_end(
    passage: Passage, tokens: "list[Token]", colon: int | None
) -> "tuple[Token | None, Token | None, int | None] | None":
    """Return who is asked by the last verb of asking of a line, and its subject."""
    verbs = words(passage.language, "recommendations", "verbs")
    for verb in reversed(tokens):
        if verb.lemma_.lower() not in verbs or verb.pos_ != "VERB":
            continue
        asked = [
            t for t in tokens if t.i > verb.i and t.dep_ in {"dobj", "pobj", "iobj", "dative"} and verb in t.ancestors
        ]
        passive = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        if passive is not None:
            return passive, None, colon
        plain = [t for t in tokens if not t.is_punct]
        if (
            not asked
            and any(t.lower_ == "that" and t.i > verb.i for t in tokens)
            and plain[-1].pos_ in {"NOUN", "PROPN"}
        ):
            asked = plain[-1:]  # "recommends that the authorities:"
        if not asked and tokens[-1].pos_ == "PRON":
            asked = [tokens[-1]]
        if not asked:
            subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
            return (None, subject, colon) if verb == [t for t in tokens if not t.is_punct][-1] else None
        to = asked[0] if asked[0].pos_ != "PRON" else noun_before(passage, asked[0])
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        return (to, subject, colon) if to is not None else None
    return None


def noun_before(passage: Passage, pronoun: "Token") -> "Token | None":
    """Return the last one who is written to or named as an addressee before a pronoun ("Write to … Ask him …")."""
    can_be = words(passage.language, "recommendations", "addressees")
    for i in range(pronoun.i - 1, max(-1, pronoun.i - 40), -1):
        token = passage.doc[i]
        if (
            token.dep_ in {"pobj", "dobj"}
            and (token.lemma_.lower() in can_be or token.lower_ in can_be or token.head.lower_ == "to")
            and token.pos_ in {"NOUN", "PROPN"}
        ):
            return token
    return None


def lets(passage: Passage, sentence: Sentence, tokens: "list[Token]") -> Iterator[tuple[Sentence, Demand]]:
    """Yield what "Let the donors come …" asks."""
    if not tokens or tokens[0].text != "Let":
        return
    done = next((c for c in tokens[0].children if c.dep_ in {"ccomp", "xcomp"} and c.i > tokens[0].i), None)
    to = next((c for c in done.children if c.dep_ in {"nsubj"}), None) if done is not None else None
    if done is None or to is None or to.pos_ not in {"NOUN", "PROPN"} or done.tag_ not in {"VB", "VBP"}:
        return
    for n, one in enumerate(verbs := coordinated(done)):
        short = n + 1 < len(verbs) and verbs[n + 1].i - one.i == 2  # "come and count" is one action
        if n and one.i - verbs[n - 1].i == 2:
            continue
        stop = verbs[n + 1].i if n + 1 < len(verbs) and not short else None
        yield sentence, Demand(to, action_span(passage, sentence, one, stop), int(tokens[0].idx), True)


def subjunctives(passage: Passage, sentence: Sentence) -> Iterator[tuple[Sentence, Demand]]:
    """Yield what fragments like "That the police lay open the roster" ask, after a line that speaks of asking."""
    marks = [t for t in sentence.span if t.lower_ == "that" and t.dep_ == "mark" and opens(t)]
    if not marks or marks[0].i > sentence.span.start + 1:
        return
    around = passage.text[max(0, sentence.start - 300) : sentence.start].casefold()
    if not any(f" {verb}" in around for verb in words(passage.language, "recommendations", "that_verbs")):
        return
    for n, mark in enumerate(marks):
        verb = mark.head
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if subject is None or verb.tag_ not in {"VB", "VBP"}:
            continue
        to = subject if subject.pos_ != "PRON" else noun_asked(passage, subject)
        stop = marks[n + 1].i if n + 1 < len(marks) else None
        if to is not None:
            span = action_span(passage, sentence, verb, stop)
            yield sentence, Demand(to, span, int(mark.idx), to == subject)


def opens(mark: "Token") -> bool:
    """Tell whether a "that" opens a sentence or follows a semicolon."""
    return mark.is_sent_start is True or mark.doc[mark.i - 1].text == ";"


def noun_asked(passage: Passage, pronoun: "Token") -> "Token | None":
    """Return the body that a question before "That it …" spoke of."""
    can_be = words(passage.language, "recommendations", "addressees")
    for i in range(pronoun.i - 1, max(-1, pronoun.i - 120), -1):
        token = passage.doc[i]
        if token.dep_ == "pobj" and token.lemma_.lower() in can_be and token.head.lower_ in {"of", "to", "from"}:
            return token
    return None
