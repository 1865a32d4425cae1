"""What is prohibited: each activity as an item of its own, as a noun phrase or a verb in "-ing"."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from khronika.reading.passage import Passage, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

VOWELS = "aeiou"
# Verbs of one stressed last syllable that double their consonant, and look as if they did not, or the other way round.
UNDOUBLED = frozenset(
    {
        "visit",
        "enter",
        "edit",
        "offer",
        "exit",
        "order",
        "cover",
        "gather",
        "open",
        "happen",
        "deliver",
        "speak",
        "meet",
        "post",
    }
)
DOUBLED = frozenset(
    {"admit", "submit", "permit", "commit", "prefer", "refer", "transmit", "control", "compel", "begin", "forget"}
)
# How long, from when and until when: said of the restriction, not of the activity.
LENGTH = re.compile(
    r"\s*,?\s*\b(?:for\s+(?:the\s+)?(?:(?:next|following|whole|entire|rest|duration|another|a|an|about|up\s+to|at\s+least|further|period\s+of)\s+)*"
    r"(?:(?!for\b)[\w-]+\s+){0,4}?(?:years?|months?|weeks?|days?|life|term|trial)\b|until\b|after\s+(?:his|her|their|its)\b|since\b|before\s+(?:his|her|their|the)\s+trial|"
    r"pending\b|on\s+pain\s+of\b|under\s+(?:threat|pain|penalty)\s+of\b|as\s+long\s+as\b|while\b|when\b|in\s+future\b|by\s+order\s+of\b|in\s+the\s+meantime).*$",
    re.DOTALL,
)


def gerund(lemma: str) -> str:
    """Return the "-ing" form of an English verb ("leave" → "leaving", "get" → "getting", "lie" → "lying")."""
    if lemma.endswith("ie"):
        return f"{lemma[:-2]}ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) and lemma != "be":
        return f"{lemma[:-1]}ing"
    short = len(re.findall(r"[aeiouy]+", lemma)) == 1
    closed = len(lemma) > 2 and lemma[-1] not in f"{VOWELS}wxy" and lemma[-2] in VOWELS and lemma[-3] not in VOWELS
    if closed and lemma not in UNDOUBLED and (short or lemma in DOUBLED):
        return f"{lemma}{lemma[-1]}ing"
    return f"{lemma}ing"


def trimmed(text: str) -> str:
    """Return an activity without its length, the joints at its ends and the marks around it."""
    text = LENGTH.sub("", text.strip(" ,;."))
    text = re.sub(r"(?:\s+(?:and|or|nor|but)(?:\s+from|\s+to)?|\s+from)+\s*$", "", text.strip(" ,;"))
    text = re.sub(r"^(?:any|the|a|an|all|either|both)\s+", "", text)
    if text.count("“") != text.count("”"):
        text = text.replace("“", "").replace("”", "")
    return re.sub(r",?\s+(?:who|which|where)\b.*$", "", " ".join(text.split()), flags=re.DOTALL).strip(" ,;.")


def of_verbs(passage: Passage, sentence: Sentence, verb: "Token") -> tuple[str, ...]:
    """Return the activities of a bare verb and of those coordinated with it, in "-ing"."""
    verbs = [verb, *(c for c in verb.conjuncts if c.i > verb.i and c.tag_ in {"VB", "VBP"} and not own_subject(c))]
    found = []
    for n, one in enumerate(verbs):
        stop = verbs[n + 1].i if n + 1 < len(verbs) else min(one.right_edge.i + 1, sentence.span.end)
        if (
            n + 1 < len(verbs)
            and 0 < verbs[n + 1].i - one.i <= 2
            and "-" in one.doc[one.i + 1 : verbs[n + 1].i + 1].text
        ):
            continue  # the prefix of "re-enter"
        stop = next((t.i for t in one.doc[one.i + 1 : stop] if t.text in {";", ":"} or breaks(t, one)), stop)
        rest = passage.text[int(one.idx) + len(one.text) : passage.characters(one.i, max(stop, one.i + 1))[1]]
        prefix = one.doc[one.i - 2].lower_ + "-" if one.doc[one.i - 1].text == "-" else ""
        found.append(trimmed(prefix + gerund(one.lemma_.lower()) + rest))
    return tuple(dict.fromkeys(f for f in found if f))


def own_subject(verb: "Token") -> bool:
    """Tell whether a verb has a subject of its own."""
    return any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)


def breaks(token: "Token", verb: "Token") -> bool:
    """Tell whether another clause begins at a token: a comma and a conjunction with a new subject after it."""
    if token.text != "," or token.i + 2 >= len(token.doc):
        return False
    following = token.doc[token.i + 1]
    return following.lower_ in {"and", "but", "while", "who", "which"} and any(
        own_subject(t) or t.tag_ in {"VBD", "VBZ"}
        for t in token.doc[following.i : verb.right_edge.i + 1]
        if t.pos_ in {"VERB", "AUX"}
    )


def of_nouns(passage: Passage, sentence: Sentence, heads: "Iterable[Token]") -> tuple[str, ...]:
    """Return the activities that noun phrases and "-ing" verbs name, each one of a list apart."""
    found: list[str] = []
    for head in heads:
        ones = sorted({head, *(c for c in head.conjuncts if c.i > head.i)}, key=lambda t: t.i)
        inner = [included(one) for one in ones]
        for n, one in enumerate(ones):
            first = one.left_edge.i if one.pos_ in {"NOUN", "PROPN"} else one.i
            if one.tag_ == "VBG" and one.i and one.nbor(-1).dep_ in {"amod", "compound"} and one.nbor(-1).head == one:
                first = one.i - 1  # "public speaking"
            last = ones[n + 1].left_edge.i - 1 if n + 1 < len(ones) else min(one.right_edge.i, sentence.span.end - 1)
            more = inner[n]
            if more is not None:
                last = min(last, more.i - 1)
            last = max(last, one.i)
            last = next(
                (t.i - 1 for t in one.doc[one.i + 1 : last + 1] if t.text in {";", ":"} or breaks(t, one)), last
            )
            found += [trimmed(passage.text[slice(*passage.characters(a, b))]) for a, b in pieces(one, first, last + 1)]
            if more is not None:
                start = next((t for t in more.doc[more.i + 1 : more.i + 4] if t.tag_ == "VBG"), None)
                start = start or next((t.left_edge for t in more.subtree if t.dep_ == "pobj"), None)
                if start is not None:
                    stop = max(more.right_edge.i, start.right_edge.i) + 1
                    found.append(trimmed(passage.text[slice(*passage.characters(start.i, stop))]))
    return tuple(dict.fromkeys(f for f in found if f))


def pieces(head: "Token", start: int, end: int) -> list[tuple[int, int]]:
    """Return the token stretches of verbs in "-ing" that an "and" or "or" joins, though the parser did not see it."""
    if head.tag_ != "VBG":
        return [(start, end)]
    cuts = [
        t.i
        for t in head.doc[head.i + 2 : end]
        if t.tag_ == "VBG"
        and (t.nbor(-1).lower_ in {"and", "or", "nor"} or t.nbor(-1).lower_ == "from")
        and t.dep_ not in {"amod", "compound"}
    ]
    return list(zip([start, *cuts], [*cuts, end], strict=True))


def included(head: "Token") -> "Token | None":
    """Return the "including" that adds an example to an activity, in it or right after it."""
    inside = next((t for t in head.subtree if t.lower_ == "including"), None)
    if inside is not None:
        return inside
    after = head.doc[head.right_edge.i + 1 : min(head.right_edge.i + 3, head.sent.end)]
    return next((t for t in after if t.lower_ == "including"), None)
