"""Who counts: the source to which a text gives a number of people ("the ministry puts the toll at 12, the Union at 37")."""

from typing import TYPE_CHECKING

from khronika.reading.counted import Count
from khronika.reading.counted_verbs import interposed
from khronika.reading.lexicon import words
from khronika.reading.numerals import value_of
from khronika.reading.parties import parties_of
from khronika.reading.passage import Passage
from khronika.reading.people_words import counting_nouns, states
from khronika.reading.speakers import body_before, fuller
from khronika.reading.voices import Voice, voice_at
from khronika.vocabulary.folding import fold
from khronika.vocabulary.statement import AUTHOR
from khronika.vocabulary.terms import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

CLIMB = 8  # steps up the tree from a number to the verb of counting


def source_of(passage: Passage, count: Count, verb: "Token | None" = None) -> Voice:
    """Return who tells a number: the nearest "according to", the subject of the verb of counting, else the voice there."""
    between = interposed(passage, count)
    if between is not None:
        return Voice(speaker(passage, between[0]) or AUTHOR)
    named = source_beside(passage, count) or by_verb(passage, count)
    voice = voice_at(passage, count.number.start, count.number.end)
    if (
        verb is not None
        and voice.attributed
        and verb.i < count.first
        and verb.lemma_.lower() in words(passage.language, "voice", "report_verbs")
    ):
        at = passage.characters(verb.i, verb.i + 1)
        voice = voice_at(passage, *at)  # "have charged 14 villagers" is no word of the prosecutors, it is their deed
    last = voice.by.split()[-1].lower() if voice.attributed else ""
    if last in words(passage.language, "tolls", "events"):
        voice = Voice(modality=voice.modality)  # "the attack claimed 22 lives"
    if named:
        return Voice(named, Modality.DENIED if voice.modality is Modality.DENIED else Modality.ASSERTED)
    return voice


def source_beside(passage: Passage, count: Count) -> str:
    """Return a source that stands beside a number without a verb: "31 according to the Union", "The bishop’s: 22"."""
    return by_phrase(passage, count) or by_label(passage, count) or by_gap(passage, count)


def by_phrase(passage: Passage, count: Count) -> str:
    """Return the source of "according to the Union" and "by the count of a priest" in the stretch of the number."""
    doc, sentence = passage.doc, count.sentence.span
    phrases = words(passage.language, "tolls", "according")
    for i in range(stretch_start(passage, count), sentence.end):
        for phrase in phrases:
            parts = phrase.split()
            if [t.lower_ for t in doc[i : i + len(parts)]] != parts or i + len(parts) >= sentence.end:
                continue
            at = i + len(parts)
            last = doc[at - 1]
            head = next((t for t in last.children if t.dep_ == "pobj" and t.i >= at), None)
            if head is None:
                head = next((t for t in doc[at : at + 6] if t.pos_ in {"NOUN", "PROPN"} and t.head.i < at), None)
            if head is not None:
                return name_of(passage, head)
    return possessive_count(passage, count)


def possessive_count(passage: Passage, count: Count) -> str:
    """Return the source of "by the ministry's own account"."""
    doc = passage.doc
    nouns = words(passage.language, "tolls", "reckonings")
    for token in doc[stretch_start(passage, count) : count.sentence.span.end]:
        if token.lower_ in nouns and token.head.lower_ in {"by", "on"}:
            owner = next((c for c in token.children if c.dep_ == "poss"), None)
            if owner is not None and owner.pos_ in {"NOUN", "PROPN"}:
                return name_of(passage, owner)
    return ""


def stretch_start(passage: Passage, count: Count) -> int:
    """Return the token at which the part of the sentence about this number begins: after the number before it."""
    start = int(count.sentence.span.start)
    before = [
        n
        for n in passage.numbers
        if count.sentence.start <= n.start < count.number.start and n.end < count.number.start
    ]
    if not before:
        return start
    for token in reversed(passage.doc[start : count.first]):
        if token.text in {",", ";", ":"} and any(n.start < token.idx for n in before):
            return int(token.i)
    return start


def by_label(passage: Passage, count: Count) -> str:
    """Return the source of "The bishop’s: 22 killed" and "Figures from the Union: 192 in custody"."""
    doc, start = passage.doc, int(count.sentence.span.start)
    colons = [t.i for t in doc[start : count.first] if t.text == ":"]
    if not colons or colons[-1] - start > 30:
        return ""
    label = doc[start : colons[-1]]
    if any(t.text in {".", ";"} for t in label):
        return ""
    counting = words(passage.language, "tolls", "counting_verbs")
    if any(t.tag_ in {"VBZ", "VBD", "VBP"} and t.lemma_.lower() not in counting for t in label):
        return ""  # "The furnace explodes: nine dead" is news and no source
    for token in label:
        if token.lower_ in {"of", "from"} and token.i + 1 < label.end and token.i - start < 5:
            head = next((c for c in token.children if c.dep_ == "pobj"), None)
            if head is not None and speaks(passage, head):
                return name_of(passage, head)
    first = next((t for t in label if t.pos_ in {"NOUN", "PROPN"} and not t.is_punct), None)
    if first is None:
        return ""
    head = first
    while head.head != head and head.head.i in range(start, colons[-1]) and head.dep_ in {"compound", "amod", "poss"}:
        head = head.head
    if passage.people.at(head) is not None or (head.is_upper and head.pos_ == "PROPN"):
        return ""
    speaks_of_itself = head.lemma_.lower() in words(passage.language, "voice", "speaking_nouns") and head.i == start
    if speaks_of_itself or any({t.lemma_.lower(), t.lower_} & told_words(passage.language) for t in label):
        return ""  # "Deaths in custody: 6"
    if head.i - start < 6 and speaks(passage, head):
        return name_of(passage, head)
    if any(t.text in {"’s", "'s"} for t in doc[head.i : head.i + 2]) and head.i - start < 6:
        return name_of(passage, head)
    return ""


def told_words(language: str) -> frozenset[str]:
    """Return the words that tell what befell people, which label a figure and are no source."""
    return counting_nouns(language) | states(language)


def by_gap(passage: Passage, count: Count) -> str:
    """Return the source right before a number whose verb was told before: "the ministry said 12, the Union 37"."""
    if not count.bare:
        return ""
    doc, start = passage.doc, int(count.sentence.span.start)
    number = next(passage.tokens(count.number.bound_start, count.number.end), doc[count.first])
    i = int(number.i) - 1
    while i > start and (doc[i].text == "," or doc[i].lower_ in words(passage.language, "tolls", "gap_words")):
        i -= 1
    if i <= start or doc[i].pos_ not in {"NOUN", "PROPN"} or not speaks(passage, doc[i]):
        return ""
    head = doc[i]
    first = head.left_edge.i
    opener = doc[first - 1] if first > start else None
    opens = opener is not None and (opener.text in {",", ";", ":"} or opener.pos_ in {"CCONJ", "SCONJ"})
    told_before = any(count.sentence.start <= n.start < count.number.start for n in passage.numbers)
    return name_of(passage, head) if opens and told_before else ""


def by_verb(passage: Passage, count: Count) -> str:
    """Return the subject of the verb of counting that a number hangs on ("The Archive has the names of eleven")."""
    verbs = words(passage.language, "tolls", "counting_verbs")
    token, steps = count.top, 0
    while token.head != token and steps < CLIMB:
        token, steps = token.head, steps + 1
        if token.pos_ not in {"VERB", "AUX"} or token.dep_ == "prep":
            continue
        subject = next((c for c in token.children if c.dep_ == "nsubj" and c.i < count.first), None)
        if subject is None and token.dep_ == "conj":
            subject = next((c for c in token.head.children if c.dep_ == "nsubj" and c.i < count.first), None)
        counting = token.lemma_.lower() in verbs and not any(
            c.dep_ == "xcomp" and c.pos_ == "VERB" for c in token.children
        )
        if counting and subject is not None and subject.i != count.top.i:
            return speaker(passage, subject)
        if token.dep_ not in {"ccomp", "conj", "pcomp", "acl"} and not counting:
            return ""
    return ""


def speaker(passage: Passage, subject: "Token") -> str:
    """Return the name of a subject that counts; the author for "we", empty for somebody who cannot be told."""
    if subject.lower_ in words(passage.language, "voice", "own_voice"):
        return AUTHOR
    if subject.pos_ == "PRON" and subject.lower_ not in {"it", "they", "which", "who", "that"}:
        return ""
    if subject.lower_ in {"it", "they"}:
        return body_before(passage, subject, plural=subject.lower_ == "they") or ""
    if subject.tag_ in {"WDT", "WP"}:
        verb = subject.head
        subject = verb.head if verb.dep_ in {"relcl", "acl"} else subject
    if passage.people.at(subject) is not None:
        return name_of(passage, subject)
    return name_of(passage, subject) if speaks(passage, subject) else ""


def speaks(passage: Passage, token: "Token") -> bool:
    """Tell whether a noun may count: a body, an organisation, people who keep lists."""
    from khronika.reading.speakers import speaks as body  # noqa: PLC0415

    if passage.people.at(token) is not None or body(passage, token):
        return True
    return token.lemma_.lower() in words(passage.language, "tolls", "counters") or token.pos_ == "PROPN"


def name_of(passage: Passage, token: "Token") -> str:
    """Return a source's name in the fullest form that the document gives."""
    if passage.people.at(token) is not None:
        filled = parties_of(passage, token, coordinated=False)
        if filled.parties and filled.parties[0].name:
            return filled.parties[0].name
    if token.lemma_.lower() in words(passage.language, "tolls", "figures"):
        return ""
    if any(c.lower_ in words(passage.language, "tolls", "own") for c in token.children) and token.pos_ == "NOUN":
        return AUTHOR  # "this report documents"
    named = next((c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i - token.i <= 2), None)
    if token.pos_ == "NOUN" and named is not None:
        return name_of(passage, named)  # "the lawyers' group Mizan"
    name = without_opening(fuller(passage, token)[0], passage.language)
    place = next(
        (c for c in token.children if c.dep_ == "prep" and c.lower_ in {"at", "in", "of"} and c.i == token.i + 1), None
    )
    if place is not None and token.pos_ == "NOUN" and fold(name) == fold(token.text):
        inner = next((c for c in place.children if c.dep_ == "pobj"), None)
        last = inner.i + 1 if inner is not None else token.i + 1
        name = " ".join(passage.text[slice(*passage.characters(token.i, last))].split())
    return name


def without_opening(name: str, language: str) -> str:
    """Return a source's name without a number before it, or small words before a name ("association Savunma")."""
    parts = name.split()
    if parts and value_of(parts[0], language) is not None:
        parts = parts[1:]
    if len(parts) > 1 and parts[-1][:1].isupper() and all(part[:1].islower() for part in parts[:-1]):
        parts = parts[-1:]
    return " ".join(parts)
