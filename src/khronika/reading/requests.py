"""Requests: what verbs of asking ask: "urged the court to …", "demanded that …", "called for …"."""

from typing import TYPE_CHECKING

from khronika.reading.asked import Asked, askable
from khronika.reading.clauses import Clause, clause_of
from khronika.reading.lexicon import words
from khronika.reading.passage import Passage, Sentence
from khronika.reading.recommendation_words import action_span, coordinated, is_infinitive
from khronika.reading.standpoints import Standpoint, standpoint

if TYPE_CHECKING:
    from spacy.tokens import Token


def requests(passage: Passage, sentence: Sentence, clause: Clause) -> tuple[Standpoint, list[Asked]] | None:
    """Return what a verb of asking asks, and who asks."""
    language, verb = passage.language, clause.predicate
    if verb.lemma_.lower() not in words(language, "recommendations", "verbs") or clause.negated:
        return None
    if verb.lemma_ == "call" and not phrase_after(verb) & {"on", "upon", "for"}:
        return None
    if clause.passive and verb.lemma_ in {"want", "expect", "press", "demand", "propose"}:
        return None
    told = clause.subject.lemma_.lower() if clause.subject is not None else ""
    if clause.passive and verb.lemma_ == "advise" and told in words(language, "recommendations", "advised"):
        return None
    asker = clause.agent if clause.passive else clause.subject
    by = standpoint(passage, asker, int(verb.idx))
    if by is None:
        return None
    opening = passage.characters(clause.start, clause.predicate.i + 1)[0]
    found = infinitives(passage, sentence, clause, opening) or thats(passage, sentence, clause, opening)
    found = found or nouns(passage, sentence, clause, opening)
    if asker is not None and asker.lemma_.lower() in words(language, "recommendations", "litigants"):
        found = [
            a
            for a in found
            if a.to is not None and a.to.lemma_.lower() not in words(language, "recommendations", "courts")
        ]
    return (by, found) if found else None


def phrase_after(verb: "Token") -> set[str]:
    """Return the words right after a verb."""
    return {t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 2]}


def infinitives(passage: Passage, sentence: Sentence, clause: Clause, opening: int) -> list[Asked]:
    """Return the actions told as "to …" after those who are asked, in the order of the text."""
    verb = clause.predicate
    actions = [
        t
        for t in sentence.span
        if t.i > verb.i and is_infinitive(t) and (governed(t, verb) or of_another(passage, t, verb))
    ]
    if not actions:
        return []
    found: list[Asked] = []
    to: Token | None = clause.subject if clause.passive else None
    for n, action in enumerate(actions):
        before = addressee_before(
            passage, verb if n == 0 else actions[n - 1], action, first=n == 0 and not clause.passive
        )
        to = before or to
        if to is None or not (askable(passage, to) or to.pos_ == "PRON"):
            return found
        stop = None
        if n + 1 < len(actions):
            after = addressee_before(passage, action, actions[n + 1], first=False)
            stop = after.left_edge.i if after is not None else first_word(actions[n + 1])
        span = action_span(passage, sentence, action, stop)
        joined = [*coordinated(action)[1:], *(shared_with(verb, action) if n + 1 == len(actions) else ())]
        bare = [c for c in joined if not is_infinitive(c) and (stop is None or c.i < stop)]
        if bare:
            found += chain_until(passage, sentence, to, [action, *bare], stop, opening)
        else:
            found.append(Asked(to, span, opening))
    return found


def shared_with(verb: "Token", action: "Token") -> "list[Token]":
    """Return bare verbs that the parser joined to the verb of asking: "called on them to free her, drop the charges and …"."""
    tensed = {"nsubj", "nsubjpass", "aux"}
    last = [c for c in verb.conjuncts if c.i > action.i and c.tag_ == "VB"]
    return [c for c in last if not any(g.dep_ in tensed for g in c.children)] if verb.tag_ != "VB" else []


def chain_until(
    passage: Passage, sentence: Sentence, to: "Token | None", verbs: "list[Token]", stop: int | None, opening: int
) -> list[Asked]:
    """Return the actions of verbs that share one "to", the last one up to ``stop``."""
    stops = [*(v.i for v in verbs[1:]), stop]
    return [
        Asked(to, action_span(passage, sentence, verb, end), opening) for verb, end in zip(verbs, stops, strict=True)
    ]


def first_word(verb: "Token") -> int:
    """Return the number of the "to" before an infinitive."""
    at = verb.i - 1
    while verb.doc[at].lower_ != "to":
        at -= 1
    return at


def governed(action: "Token", verb: "Token") -> bool:
    """Tell whether an infinitive says what a verb of asking asks, and is not part of another action or a remark."""
    if action.head == verb:
        return action.dep_ in {"xcomp", "ccomp", "advcl", "dep", "conj", "acl"}
    if action.dep_ == "acl" and action.head.dep_ in {"dobj", "pobj"}:  # "urged the authorities to …" read as a noun's
        holder = action.head.head
        return holder == verb or (holder.dep_ == "prep" and holder.head == verb)
    before = action.doc[first_word(action) - 1]
    to = action.head
    if action.dep_ in {"acl", "relcl"} and before == to and to.doc[to.left_edge.i - 1].lower_ == "and":
        return verb in action.ancestors  # "… and the police to find …"
    joined = before.lower_ in {"and", ","} or (before.lower_ == "also" and action.doc[before.i - 1].lower_ == "and")
    if not joined:
        return action.dep_ == "conj" and governed(action.head, verb) and is_infinitive(action.head)
    return verb in action.ancestors and not any(
        a.dep_ == "relcl" and a.i > verb.i and verb in a.ancestors for a in action.ancestors
    )


def of_another(passage: Passage, action: "Token", verb: "Token") -> bool:
    """Tell whether an infinitive belongs to a second one who is asked ("… and the police to find the attackers")."""
    named = action.doc[first_word(action) - 1]
    if named.pos_ not in {"NOUN", "PROPN"} or verb not in action.ancestors or not askable(passage, named, strict=True):
        return False
    opens = named.left_edge.i - 1
    return opens > verb.i and action.doc[opens].lower_ == "and"


def addressee_before(passage: Passage, start: "Token", action: "Token", *, first: bool) -> "Token | None":
    """Return the head of the noun phrase that stands between two verbs as the one who is asked."""
    stop = first_word(action)
    if first:
        heads = [
            t
            for t in start.doc[start.i + 1 : stop]
            if t.dep_ in {"dobj", "pobj", "nsubj", "dative", "iobj", "oprd", "nsubjpass"}
            and t.pos_ in {"NOUN", "PROPN", "PRON"}
        ]
        heads = [h for h in heads if start in (h.head, h.head.head) or h.head == action]
        return heads[0] if heads else None
    nearest = start.doc[stop - 1]
    if nearest.dep_ in {"punct", "cc"}:
        return None
    head = nearest
    while head.dep_ in {"compound", "amod", "case"} and head.head.i < stop:
        head = head.head
    chunk = [t for t in start.doc[start.i + 1 : stop] if t.lower_ in {"and", ","}]
    if not chunk:
        return None
    opens = chunk[-1].i
    head = (
        next(
            (
                t
                for t in start.doc[opens + 1 : stop]
                if t.pos_ in {"NOUN", "PROPN"} and t.head.i not in range(opens + 1, stop)
            ),
            None,
        )
        or head
    )
    head = next((t for t in start.doc[opens + 1 : stop] if t.dep_ == "pobj" and t.head.lower_ in {"on", "upon"}), head)
    return head if head.pos_ in {"NOUN", "PROPN"} and head.i > opens and askable(passage, head, strict=True) else None


def thats(passage: Passage, sentence: Sentence, clause: Clause, opening: int) -> list[Asked]:
    """Return what is asked in "that" clauses: of their subject, or of nobody where the clause is passive."""
    verb, found = clause.predicate, []
    if verb.lemma_.lower() not in words(passage.language, "recommendations", "that_verbs"):
        return []
    contents = [c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i]
    contents += [c for content in contents for c in content.conjuncts if c.i > content.i]
    for n, content in enumerate(contents):
        subject = next((c for c in content.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        participle = content.tag_ in {"VBN", "VBD"} and verb.lemma_ == "want"
        if subject is None or not (subjunctive(content, subject) or participle):
            continue
        stop = contents[n + 1].left_edge.i if n + 1 < len(contents) else None
        passive = participle or any(c.dep_ in {"auxpass", "nsubjpass"} for c in content.children)
        if passive or not askable(passage, subject, strict=True):
            start = int(subject.left_edge.idx)
            found.append(Asked(None, (start, action_span(passage, sentence, content, stop)[1]), opening))
        else:
            found.append(Asked(subject, action_span(passage, sentence, content, stop), opening))
    return found


def subjunctive(verb: "Token", subject: "Token") -> bool:
    """Tell whether a clause has the bare verb of a demand ("that it publish", "that he be freed")."""
    if any(c.tag_ == "MD" or (c.dep_ == "mark" and c.lower_ != "that") for c in verb.children) or subject.tag_ == "WP":
        return False
    singular = subject.tag_ in {"NN", "NNP"} or subject.lower_ in {"it", "he", "she"}
    if any(c.lower_ == "be" and c.dep_ in {"auxpass", "aux"} for c in verb.children):
        return True
    return (verb.tag_ == "VB" or (verb.tag_ == "VBP" and singular)) and subject.lower_ != "i"


def to_be_done(verb: "Token") -> bool:
    """Tell whether a participle is a passive infinitive ("to be dropped")."""
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    return verb.tag_ == "VBN" and {"to", "be"} <= auxiliaries


def nouns(passage: Passage, sentence: Sentence, clause: Clause, opening: int) -> list[Asked]:
    """Return what is asked for by a noun: "demanded a judicial inquiry", "called for his release"."""
    verb = clause.predicate
    language = passage.language
    things = [t for t in clause.objects if verb.lemma_.lower() in words(language, "recommendations", "noun_verbs")]
    if verb.lemma_ in {"call", "appeal", "press"}:
        things += clause.prepositional("for")
    found = []
    done = next(
        (
            c
            for c in verb.children
            if c.dep_ in {"xcomp", "advcl", "ccomp"} and c.i > verb.i and (is_infinitive(c) or to_be_done(c))
        ),
        None,
    )
    if done is not None and verb.doc[verb.i + 1].lower_ == "for" and clause_of(done).passive:
        start = int(verb.doc[verb.i + 2].idx)  # "called for the charges to be dropped"
        start += 4 if verb.doc[verb.i + 2].lower_ == "the" else 0
        return [Asked(None, (start, action_span(passage, sentence, done)[1]), opening)]
    for thing in things:
        if thing.lemma_.lower() not in words(language, "recommendations", "measures"):
            continue
        first = thing.left_edge.i
        while passage.doc[first].lower_ in {"a", "an", "the"}:
            first += 1
        start, end = passage.characters(first, thing.right_edge.i + 1)
        found.append(Asked(None, (start, min(end, sentence.end)), opening))
    return found
