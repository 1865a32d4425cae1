"""Sources named beside what they say: "according to …", "by the count of …", "in X's words", "X: …", list heads."""

import re
from typing import TYPE_CHECKING

from khronika.reading.lexicon import words
from khronika.reading.passage import Passage, Sentence
from khronika.reading.quotation_marks import curled
from khronika.reading.speakers import speaker_name
from khronika.reading.voices import Report, Voice
from khronika.vocabulary.statement import AUTHOR

if TYPE_CHECKING:
    from spacy.tokens import Token

POSSESSIVE = frozenset({"'s", "’s", "'", "’"})

# Where one source's words end and another's may begin.
BORDER = re.compile(r";|:\s|,?\s+(?:whereas|while)\b|\s[–—]\s|,\s+(?=[^,;]*\baccording to\b)")


def named_sources(passage: Passage, sentence: Sentence, known: list[Report]) -> list[Report]:
    """Return the stretches of a sentence for which a source is named beside them."""
    found = []
    for token in sentence.span:
        source = source_of(passage, token)
        if source is None:
            continue
        by, inferred = speaker_name(passage, source)
        if by and by != AUTHOR:
            found.append(Report(*answered_for(passage, sentence, token, source), Voice(by, inferred=inferred)))
    return [*found, *headed(passage, sentence), *going_on(passage, sentence, [*known, *found])]


def source_of(passage: Passage, token: "Token") -> "Token | None":
    """Return the head of the source that a token introduces ("according to", "by … account", "in … words")."""
    if token.lower_ == "according" and token.i + 1 < len(passage.doc) and passage.doc[token.i + 1].lower_ == "to":
        return next((t for t in token.subtree if t.dep_ == "pobj" and t.i > token.i + 1), None)
    accounts = words(passage.language, "voice", "accounts")
    if token.lower_ in {"by", "in"}:  # "by the union’s count", however the parser takes it
        for possessive in passage.doc[token.i + 1 : token.i + 7]:
            after = passage.doc[possessive.i + 1 : possessive.i + 3]
            if possessive.lower_ in POSSESSIVE and possessive.sent == token.sent:
                return passage.doc[possessive.i - 1] if any(t.lower_ in accounts for t in after) else None
    if token.lower_ in {"by", "in"} and token.dep_ in {"prep", "agent", "advmod", "pcomp"}:
        account = next((t for t in token.children if t.dep_ == "pobj"), None)
        if account is None or account.lemma_.lower() not in accounts:
            return None
        owner = next((c for c in account.children if c.dep_ == "poss"), None)
        if owner is not None:
            return owner
        of = next((c for c in account.children if c.lower_ == "of"), None)
        return next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
    return None


def answered_for(passage: Passage, sentence: Sentence, at: "Token", source: "Token") -> tuple[int, int]:
    """Return what a source named at a token answers for: its part of the sentence, or the clause it is set into."""
    first, last = at.i, max(source.right_edge.i, at.right_edge.i if at.right_edge.i < sentence.span.end else at.i)
    opens = first <= sentence.span.start + 1
    text = curled(passage.text)
    if opens:  # "According to X, …": all that the sentence says
        return sentence.start, sentence.end
    here = int(at.idx)
    relative = next(
        (a for a in at.ancestors if a.dep_ in {"relcl", "acl"} and a.left_edge.i > sentence.span.start), None
    )
    closed = last + 1 < len(passage.doc) and not passage.doc[last + 1].is_punct
    if (
        relative is not None
        and relative.left_edge.i < first < relative.right_edge.i
        and (relative.i > first or closed or text[int(passage.doc[first - 1].idx)] == ",")
    ):
        return passage.characters(relative.left_edge.i, relative.right_edge.i + 1)
    start = max([sentence.start, *(sentence.start + m.end() for m in BORDER.finditer(text[sentence.start : here - 1]))])
    if int(passage.doc[first - 1].idx) <= start < here:
        start = sentence.start
    closes = BORDER.search(text, here + len("according to"), sentence.end)
    end = closes.start() if closes else sentence.end
    told = any(t.tag_ in {"VBD", "VBZ", "VBP", "VBN"} for t in passage.tokens(start, here))
    stands_last = all(t.is_punct or t.is_space for t in passage.doc[last + 1 : sentence.span.end])
    if at.lower_ == "in":  # "in the words of one shopkeeper, “…”": only what follows is his
        return here, end
    return start, (here if stands_last or told else end)


# ---- Heads of lines: "The bishop's: …", "Figures from the union: …" --------------------------------


def headed(passage: Passage, sentence: Sentence) -> list[Report]:
    """Return what stands after a colon whose left side names nothing but a source of figures."""
    colon = next((t for t in sentence.span if t.text == ":"), None)
    if colon is None:
        return []
    head = [t for t in passage.doc[sentence.span.start : colon.i] if not t.is_space and t.text not in "–—-•▪"]
    if not head or any(t.pos_ in {"VERB", "AUX"} and t.tag_ in {"VBZ", "VBP", "VBD"} for t in head):
        return []
    figures = words(passage.language, "voice", "figure_papers")
    paper = next((t for t in head[:4] if t.lemma_.lower() in figures), None)
    first_comma = next((n for n, t in enumerate(head) if t.text == ","), len(head))
    core = head[:first_comma]
    source: Token | None = None
    if len(core) > 1 and (core[-1].tag_ == "POS" or core[-1].lower_ in POSSESSIVE):
        source = core[-2]
    elif core[0].lower_ == "that" and len(core) > 2 and core[1].lower_ == "of":
        source = next((t for t in core[2:] if t.pos_ in {"NOUN", "PROPN"} and t.dep_ not in {"compound", "amod"}), None)
    elif paper is not None:
        source = next((t for t in head if t.dep_ == "pobj" and t.head.lower_ in {"from", "by", "of"}), None)
    if source is None:
        return []
    by, inferred = speaker_name(passage, source)
    if not by or by == AUTHOR:
        return []
    return [Report(sentence.start, sentence.end, Voice(by, inferred=inferred))]


# ---- "…; the elders, of nearly fifty" ---------------------------------------------------------


def going_on(passage: Passage, sentence: Sentence, known: list[Report]) -> list[Report]:
    """Return parts after a semicolon that go on with a figure: of another source, or of the same ("of those, 26 …")."""
    text = curled(passage.text)[sentence.start : sentence.end]
    cuts = [m.start() + sentence.start for m in re.finditer(";", text)]
    found: list[Report] = []
    for n, cut in enumerate(cuts):
        end = cuts[n + 1] if n + 1 < len(cuts) else sentence.end
        before = [
            r for r in [*known, *found] if sentence.start <= r.start < cut and r.end <= cut and r.voice.attributed
        ]
        tokens = [t for t in passage.tokens(cut + 1, end) if not t.is_space]
        if not before or not tokens:
            continue
        comma = next((n for n, t in enumerate(tokens) if t.text == ","), len(tokens))
        finite = any(t.tag_ in {"VBZ", "VBP", "VBD", "VBN"} for t in tokens[:comma])
        first = next((t for t in tokens if t.pos_ in {"NOUN", "PROPN"} and t.dep_ not in {"compound", "amod"}), None)
        lead = [t.lower_ for t in tokens[:3]]
        partitive = "of" in lead and any(w in {"those", "these", "them", "whom"} for w in [*lead, tokens[-1].lower_])
        if partitive:
            found.append(Report(cut + 1, end, before[-1].voice))
        elif not finite and first is not None and not tokens[0].like_num and any(t.like_num for t in tokens):
            by, inferred = speaker_name(passage, first)
            if by and by != AUTHOR and passage.number_at(first) is None:
                found.append(Report(cut + 1, end, Voice(by, inferred=inferred)))
    return found
