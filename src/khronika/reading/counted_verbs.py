"""The verbs that tell what befell the counted: those whose subject or object they are, also past what stands between."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from khronika.reading.clauses import is_passive
from khronika.reading.counted import Count
from khronika.reading.lexicon import words
from khronika.reading.passage import Passage

if TYPE_CHECKING:
    from spacy.tokens import Token


SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
OBJECTS = frozenset({"dobj", "dative", "oprd", "attr", "obj"})


def verbs_of(passage: Passage, count: Count) -> "Iterator[tuple[Token, bool]]":
    """Yield the verbs that a count depends on, each with whether the counted are its grammatical subject."""
    seen: set[int] = set()
    tops = [count.top]
    root = next((t for t in passage.tokens(count.number.start, count.number.end) if t.dep_ in OBJECTS | SUBJECTS), None)
    if root is not None and root is not count.top:
        tops.append(root)
    if count.top.dep_ == "conj":
        tops += [t for t in count.top.conjuncts if t.i < count.top.i][:1]
    for top in tops:
        for child in top.children:
            after = child.i >= count.last - 1 or top.i < count.first
            if child.dep_ in {"relcl", "acl"} and top is count.top and after and not_of_one(count, child):
                yield from chain(child, seen, subject=not own_subject(child))
        listed = [t for t in top.conjuncts if t.i > top.i]
        if len(listed) > 1 and top is count.top:  # "fourteen doctors, two imams and a baker who were sent to the front"
            for child in listed[-1].children:
                if child.dep_ == "relcl":
                    yield from chain(child, seen, subject=not own_subject(child))
        climbed = container(top)
        if climbed.dep_ in SUBJECTS and climbed.head.pos_ == "ADJ" and climbed.head.dep_ in {"ccomp", "oprd"}:
            yield from chain(climbed.head.head, seen, subject=False)  # "found 14 activists guilty"
        elif climbed.dep_ in SUBJECTS:
            yield from chain(main_verb(count, climbed.head), seen, subject=True)
        elif climbed.dep_ in OBJECTS:
            yield from chain(climbed.head, seen, subject=False)
    following = verb_after(passage, count)
    if following is not None and following.i not in seen:
        yield from chain(following, seen, subject=True)


def reduced(count: Count, verb: "Token") -> bool:
    """Tell whether a verb is a participle right after the counted, as in "33 people detained in July were freed"."""
    close = all(t.pos_ == "ADV" for t in verb.doc[count.last : verb.i])
    return verb.tag_ in {"VBN", "VBD"} and verb.i >= count.last and close and not own_auxiliary(verb)


def own_auxiliary(verb: "Token") -> bool:
    """Tell whether a verb has an auxiliary of its own."""
    return any(c.dep_ in {"aux", "auxpass"} for c in verb.children)


def main_verb(count: Count, verb: "Token") -> "Token":
    """Return the finite verb of a subject where the parser took the participle before it for the main one."""
    if not reduced(count, verb):
        return verb
    later = [c for c in verb.children if c.dep_ in {"advcl", "ccomp", "conj"} and c.i > verb.i and own_auxiliary(c)]
    bare = [c for c in later if not any(t.dep_ in SUBJECTS | {"mark", "cc"} for t in c.children)]
    return bare[0] if bare else verb


def not_of_one(count: Count, verb: "Token") -> bool:
    """Tell whether a relative clause may speak of as many ("two sons, who has not been seen" speaks of another)."""
    if count.value == 1 or own_subject(verb):
        return True
    return not any(t.tag_ == "VBZ" for t in (verb, *verb.children) if t is verb or t.dep_ in {"aux", "auxpass"})


def own_subject(verb: "Token") -> bool:
    """Tell whether a relative clause has a subject of its own ("people whom police held")."""
    return any(c.dep_ in SUBJECTS and c.tag_ not in {"WDT", "WP"} for c in verb.children)


def container(top: "Token") -> "Token":
    """Return "total" for "a total of 15 people", else the word itself."""
    while (
        top.dep_ == "pobj"
        and top.head.lower_ == "of"
        and top.head.head.lemma_.lower() in {"total", "number", "group", "toll", "list"}
    ):
        top = top.head.head
    if top.dep_ == "compound" and top.tag_ == "NNS" and top.head.dep_ in OBJECTS:
        return top.head  # the parser's reading of "handed 8 officers life sentences"
    return top


def chain(verb: "Token", seen: set[int], *, subject: bool) -> "Iterator[tuple[Token, bool]]":
    """Yield a verb and those coordinated with it or governed by it that share its subject."""
    if verb.pos_ not in {"VERB", "AUX"}:
        return
    if verb.i in seen:
        return
    seen.add(verb.i)
    yield verb, subject
    for other in verb.children:
        shares = subject and other.dep_ in {"conj", "xcomp"} and not any(c.dep_ in SUBJECTS for c in other.children)
        if shares and other.i > verb.i and other.pos_ in {"VERB", "AUX"}:
            yield from chain(other, seen, subject=subject)


def verb_after(passage: Passage, count: Count) -> "Token | None":
    """Return the verb that follows a noun phrase at once, where the parser hung it elsewhere."""
    doc, end = passage.doc, count.sentence.span.end
    i = count.last
    if count.top.head.lower_ == "by" or follows_a_part(passage, count):
        return None
    told = interposed(passage, count)
    if told is not None:
        return told[1]
    between = words(passage.language, "tolls", "before_verb")
    while i < end and doc[i].lower_ in between:
        i += 1
    if i == count.last and i < end and doc[i].text == ",":
        i = after_aside(passage, count, i)
    if i < end and doc[i].pos_ in {"VERB", "AUX"} and doc[i].tag_ != "VBG" and doc[i].tag_ != "VB":
        return doc[i] if i > count.last or doc[i].tag_ in {"VBD", "VBP", "VBZ", "VBN"} else None
    if i > count.last and i < end and doc[i - 1].pos_ == "AUX":
        return doc[i - 1]
    return None


def after_aside(passage: Passage, count: Count, i: int) -> int:
    """Return the verb's place after what stands between commas ("fifteen of them, we are told, face trial")."""
    doc, end = passage.doc, count.sentence.span.end
    for at in range(i, min(i + 9, end - 2)):
        if doc[at].text == "," and (at > i or count.bare) and doc[at + 1].tag_ in {"VBD", "VBP", "VBZ"}:
            return next((t.i for t in doc[at + 1 : end] if t.pos_ not in {"AUX", "ADV"}), at + 1)
    return i


def follows_a_part(passage: Passage, count: Count) -> bool:
    """Tell whether a number is the whole of a part told before it ("five of the nine")."""
    before = [t for t in passage.doc[max(count.sentence.span.start, count.first - 4) : count.first] if t.pos_ != "DET"]
    return len(before) > 1 and before[-1].lower_ == "of" and before[-2].like_num


def interposed(passage: Passage, count: Count) -> "tuple[Token, Token] | None":
    """Return who says it and the verb of "six people who the government admits died under torture"."""
    doc, end = passage.doc, count.sentence.span.end
    if count.last >= end or doc[count.last].tag_ not in {"WP", "WDT", "IN"}:
        return None
    said = words(passage.language, "voice", "report_verbs")
    for i in range(count.last + 1, min(count.last + 8, end - 1)):
        if doc[i].pos_ == "VERB" and doc[i].lemma_.lower() in said:
            speaker = next((c for c in doc[i].children if c.dep_ == "nsubj" and count.last < c.i < i), None)
            verb = next((t for t in doc[i + 1 : min(i + 5, end)] if t.pos_ == "VERB"), None)
            close = verb is not None and all(t.pos_ in {"AUX", "ADV", "PUNCT", "VERB"} for t in doc[i + 1 : verb.i])
            return (speaker, verb) if speaker is not None and verb is not None and close else None
        if doc[i].is_punct:
            return None
    return None


def passive(verb: "Token") -> bool:
    """Tell whether a verb is passive, also where the parser missed its auxiliary ("58 were let go")."""
    if is_passive(verb):
        return True
    if verb.tag_ in {"VBN", "VBD"} and any(c.lemma_ == "be" and c.dep_ in {"aux", "auxpass"} for c in verb.children):
        return True
    joined = verb.dep_ == "conj" and verb.tag_ in {"VBN", "VBD"} and verb.head.tag_ == "VBN" and passive(verb.head)
    if joined and not any(c.dep_ in SUBJECTS for c in verb.children):
        return True
    return verb.tag_ == "VBN" and not any(c.lemma_ == "have" for c in verb.children if c.dep_ == "aux")


def negated(verb: "Token") -> bool:
    """Tell whether a verb is denied."""
    return any(c.dep_ == "neg" or c.lower_ in {"not", "never", "n't"} for c in verb.children)
