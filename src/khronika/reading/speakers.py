"""Speakers: the name under which a document knows somebody who says, judges or asks something."""

from typing import TYPE_CHECKING

from khronika.reading.bodies import is_body
from khronika.reading.lexicon import words
from khronika.reading.names import NameKind
from khronika.reading.parties import noun_phrase, parties_of
from khronika.reading.passage import Passage
from khronika.vocabulary.statement import AUTHOR

if TYPE_CHECKING:
    from spacy.tokens import Token

    from khronika.reading.passage import Sentence

ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those"})
REACH = 5  # how many sentences back "it" and "they" may look for a body
PLACING = frozenset({"of", "for", "at", "in", "from", "on", "with"})  # what narrows down a speaker without a name


def speaker_name(passage: Passage, token: "Token") -> tuple[str, bool]:
    """Return a speaker's name as the contract wants it, and whether it was inferred; empty if it is nobody's.

    The document's own voice ("we", "this report") is ``author``.
    """
    language = passage.language
    if token.lower_ in words(language, "voice", "own_voice") or this_document(passage, token):
        return AUTHOR, False
    if token.tag_ in {"WDT", "WP"}:
        verb = next((a for a in token.ancestors if a.dep_ in {"relcl", "acl"}), None)
        if verb is None or verb.head == token:
            return "", False
        token = verb.head
    if token.lower_ in {"it", "they"}:
        back = body_before(passage, token, plural=token.lower_ == "they")
        if back is not None:
            return back, True
    if passage.people.at(token) is not None or token.pos_ in {"PRON", "NUM"}:
        filled = parties_of(passage, token, coordinated=False)
        one = filled.parties[0] if filled.parties else None
        return (one.name or one.group, filled.inferred) if one is not None else ("", False)
    if token.pos_ not in {"NOUN", "PROPN"}:
        return "", False
    person = beside(passage, token)
    if person:
        return person, False
    holder = behind(passage, token)
    if holder is not None and holder != token:
        return speaker_name(passage, holder)
    return fuller(passage, token, placed=True)


def this_document(passage: Passage, token: "Token") -> bool:
    """Tell whether a noun phrase is the document itself or who publishes it ("this report", "this agency")."""
    return token.lemma_.lower() in words(passage.language, "voice", "publications") and any(
        c.lower_ in {"this", "our"} for c in token.children
    )


def beside(passage: Passage, token: "Token") -> str:
    """Return the person whose name stands beside an office ("a spokesman for the Front, Major Koro Sabe")."""
    for child in token.children:
        if child.dep_ != "appos" or token.tag_ in {"NNS", "NNPS"}:
            continue
        # "her brother, the dentist Kanat Tole", but not "a group founded by Kanat Tole"
        near = [child, *(c for c in child.children if c.dep_ in {"appos", "compound", "flat"})]
        mentions = [m for t in near if (m := passage.people.at(t)) is not None and m.how in {"name", "short"}]
        if mentions:
            return mentions[0].person.name
        name = passage.people.name_at.get(child.i)
        if name is not None and child.left_edge.i == token.i + 1 and child.pos_ == "PROPN":
            return fuller(passage, child)[0]  # "according to the group Open Cell"
    if token.tag_ != "NN" or token.lemma_.lower() not in words(passage.language, "voice", "offices"):
        return ""
    doc, end = passage.doc, spoken_phrase(passage, token)[1]
    if end + 1 < len(doc) and doc[end].text == "," and doc[end].sent == token.sent:
        for after in doc[end + 1 : end + 5]:
            mention = passage.people.at(after)
            if mention is not None and mention.how != "pronoun":
                return mention.person.name
            if after.pos_ not in {"PROPN", "NOUN", "ADJ"}:
                break
    return ""


def behind(passage: Passage, token: "Token") -> "Token | None":
    """Return who stands behind a paper or a figure ("information received by the experts", "the union's count")."""
    if token.lemma_.lower() not in words(passage.language, "voice", "vehicles"):
        return None
    owner = next((c for c in token.children if c.dep_ == "poss" and c.pos_ != "PRON"), None)
    if owner is not None:
        return owner
    for child in token.children:
        if child.dep_ in {"acl", "relcl"}:
            made = next((t for c in child.children if c.dep_ == "agent" for t in c.children if t.dep_ == "pobj"), None)
            subject = next((c for c in child.children if c.dep_ == "nsubj" and c.tag_ not in {"WDT", "WP"}), None)
            if made is not None or subject is not None:
                return made if made is not None else subject
        if child.dep_ == "prep" and child.lower_ in {"by", "from"}:
            return next((t for t in child.children if t.dep_ == "pobj"), None)
    return None


def spoken_phrase(passage: Passage, token: "Token") -> tuple[int, int]:
    """Return (first, after last) token of a speaker's noun phrase with all that places it ("doctor at the hospital")."""
    start, end = noun_phrase(token)
    doc = passage.doc
    while end + 1 < len(doc) and doc[end].dep_ == "prep" and doc[end].lower_ in PLACING:
        if not start <= doc[end].head.i < end:
            break
        inner = next((c for c in doc[end].children if c.dep_ == "pobj"), None)
        if inner is None or inner.ent_type_ in {"DATE", "TIME"} or inner.pos_ == "PRON" or inner.i - end > 6:
            break
        end = max(noun_phrase(inner)[1], inner.i + 1)
    return start, end


def noun_text(passage: Passage, token: "Token", *, placed: bool = False) -> str:
    """Return a noun phrase in the text's words without article: "Prosecutor General’s Office", "authorities in Sana’a".

    With ``placed`` also everything that places it: "doctor at the rural hospital of Old Ford".
    """
    start, end = spoken_phrase(passage, token) if placed else noun_phrase(token)
    name = passage.people.name_at.get(token.i)
    if name is not None:
        start, end = min(start, name.start), max(end, name.end)
    place = next((c for c in token.children if c.dep_ == "prep" and c.lower_ in {"in", "for"} and c.i == end), None)
    if place is not None:
        inner = [c for c in place.children if c.dep_ == "pobj" and c.pos_ == "PROPN"]
        end = max(end, inner[0].right_edge.i + 1) if inner and inner[0].right_edge.i - end < 6 else end
    doc = passage.doc
    while token.pos_ == "PROPN" and passage.people.at(token) is None and start > 0 and doc[start - 1].pos_ == "PROPN":
        if passage.people.at(doc[start - 1]) is not None or doc[start - 1].sent != token.sent:
            break
        start -= 1  # the parser cut "Human Rights" off "Watch"
    while start < token.i and (
        doc[start].lower_ in ARTICLES
        or doc[start].is_punct
        or doc[start].tag_ == "PRP$"
        or (placed and (doc[start].pos_ == "NUM" or doc[start].lower_ in {"every", "each"}))
    ):
        start += 1
    for found in passage.dates_in(*passage.characters(start, token.i + 1)):  # "On 5 May 2024 the Quay District Court"
        while found.mention.is_full and found.start <= doc[start].idx < found.end and start < token.i:
            start += 1
            start += start < token.i and doc[start].lower_ in ARTICLES
    first, last = passage.characters(start, end)
    text = " ".join(passage.text[first:last].split())
    for ending in ("'s", "’s", "’", "'"):
        text = text.removesuffix(ending)
    return text


def fuller(passage: Passage, token: "Token", *, common: bool = True, placed: bool = False) -> tuple[str, bool]:
    """Return a body's name in the fullest form that stands before it, and whether that form is from elsewhere.

    "the Forum" of "Sava Digital Rights Forum"; with ``common`` also "the experts" of "UN experts".
    """
    text = noun_text(passage, token, placed=placed)
    if text[:1].isupper():
        for name in passage.people.names:
            longer = len(name.text.split()) > len(text.split())
            ends = name.text.endswith(f" {text}") or name.text.startswith(f"{text} for ")
            if name.start < token.i and name.kind is not NameKind.PERSON and longer and ends:
                return name.text, True
        return text, False
    if not common or len(text.split()) > 1 or not any(c.lower_ in {"the", "this", "that"} for c in token.children):
        return text, False
    for i in reversed(passage.places_of(token.lemma_)):
        other = passage.doc[i]
        if (
            i < token.i
            and other.lemma_ == token.lemma_
            and other.pos_ in {"NOUN", "PROPN"}
            and other.dep_ != "compound"
        ):
            named = noun_text(passage, other)
            if named[:1].isupper() and len(named.split()) > 1:
                return named, True
    return text, False


def body_before(passage: Passage, token: "Token", *, plural: bool = False) -> str | None:
    """Return the last body or group that a clause before the token was about ("It asks …")."""
    here = passage.sentence_at(token)
    if here is None:
        return None
    for sentence in reversed(passage.sentences[max(0, here.number - REACH) : here.number + 1]):
        found = about_whom(passage, sentence, token.i, plural=plural)
        if found is not None:
            return fuller(passage, found)[0]
    return None


def about_whom(passage: Passage, sentence: "Sentence", before: int, *, plural: bool) -> "Token | None":
    """Return the first subject of a sentence that is a body (or, for "they", a plural), before a token."""
    for clause in sentence.clauses:
        subject = clause.subject
        if subject is None or subject.i >= before or passage.people.at(subject) is not None:
            continue
        if subject.pos_ not in {"NOUN", "PROPN"} or subject.dep_ not in {"nsubj", "nsubjpass"}:
            continue
        if plural and subject.tag_ in {"NNS", "NNPS"}:
            return subject
        if not plural and subject.tag_ in {"NN", "NNP", "NNPS"} and speaks(passage, subject):
            return subject
    return None


def speaks(passage: Passage, token: "Token") -> bool:
    """Tell whether a noun is one that can ask or judge: a body, an organisation, something that speaks in writing."""
    name = passage.people.name_at.get(token.i)
    return (
        (name is not None and name.kind in {NameKind.ORGANIZATION, NameKind.OTHER})
        or is_body(passage, token, "courts", "police", "prosecution", "others")
        or token.lemma_.lower() in words(passage.language, "voice", "speaking_nouns")
        or token.lemma_.lower() in words(passage.language, "recommendations", "askers")
    )
