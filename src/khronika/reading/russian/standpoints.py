"""By whose word a sentence of a Russian text stands."""

from khronika.reading.lexicon import words as listed
from khronika.reading.russian.bodies import bodies_in
from khronika.reading.russian.passage import RussianPassage, Sentence
from khronika.reading.russian.phrases import called, phrase_after
from khronika.reading.russian.words import Word


def speaker_of(passage: RussianPassage, sentence: Sentence, verb: Word) -> tuple[str, bool]:
    """Return who says what a verb of saying or asking says, and whether that was taken over; empty for the author."""
    clause = next((c for c in sentence.clauses if c.start <= verb.start < c.end), None)
    stretches = [sentence.words] if clause is None else [clause.words, sentence.words]
    for words in stretches:
        name = nominal_speaker(passage, sentence, words, verb)
        if name:
            return name, False
    word = by_word(passage, sentence)
    if word:
        return word, False
    if clause is not None and verb.number == "Sing" and verb.feats.get("Tense") == "Past":
        earlier = [w for w in sentence.words if w.i < clause.words[0].i]
        name = nominal_speaker(passage, sentence, earlier, verb) if earlier else ""
        return name, bool(name)
    return "", False


def nominal_speaker(passage: RussianPassage, sentence: Sentence, words: list[Word], verb: Word) -> str:
    """Return the person or body in the nominative that is the subject among some words."""
    inside = {w.i for w in words}
    people = [m for m in passage.people.mentions if m.words[0].i in inside and m.case == "Nom"]
    bodies = [b for b in bodies_in(passage, sentence) if b.noun.i in inside and b.case == "Nom"]
    subject = [w for w in words if w.dep == "nsubj" and w.case == "Nom" and w.head == verb.i]
    for word in subject:
        mention = passage.people.at.get(word.i)
        if mention is None and word.i + 1 < len(passage.words):
            mention = passage.people.at.get(word.i + 1) or passage.people.at.get(word.i + 2)
            mention = mention if mention is not None and mention.case == "Nom" and word.is_person else None
        if mention is not None:
            return mention.person.name
        body = next((b for b in bodies if word.i in {w.i for w in b.words}), None)
        if body is not None:
            return body.name
        if word.pos in {"NOUN", "PROPN"}:
            return noun_phrase(passage, sentence, word)
    if people:
        return people[0].person.name
    if bodies:
        return bodies[0].name
    if verb.number != "Plur":
        return ""
    told_at = [b for b in bodies_in(passage, sentence) if b.noun.i in inside and b.case == "Loc"]
    return told_at[0].name if told_at else ""  # "В ФСИН это опровергли"


def noun_phrase(passage: RussianPassage, sentence: Sentence, word: Word) -> str:
    """Return the noun phrase around a noun, its quoted name included."""
    words = sentence.words
    n = next(k for k, w in enumerate(words) if w.i == word.i)
    first = n
    while first and words[first - 1].pos in {"ADJ", "DET"} and words[first - 1].case == word.case:
        first -= 1
    if first and words[first - 1].text in {"«", "“"}:
        phrase = words[first : n + 1]
    else:
        phrase = phrase_after(words, first, people=frozenset(passage.people.at))
    name = called(phrase, passage.text)
    if first == 0 and word.pos == "NOUN" and not words[0].text.isupper() and words[0].text not in {"«", "“"}:
        name = name[:1].lower() + name[1:]
    return name


def by_word(passage: RussianPassage, sentence: Sentence) -> str:
    """Return by whose word a sentence stands: "по словам адвоката", "по данным «Скамьи»"; empty if nobody's."""
    words = sentence.words
    for n in range(len(words) - 2):
        pair = f"{words[n].lower} {words[n + 1].lower}"
        single = words[n].lower == "согласно"
        if pair not in {w.replace("ё", "е") for w in listed("ru", "voice", "by_word")} and not single:
            continue
        at = n + (1 if single else 2)
        if words[at].lower in listed("ru", "voice", "own"):
            return ""
        mention = next((passage.people.at[w.i] for w in words[at : at + 4] if w.i in passage.people.at), None)
        if mention is not None:
            return mention.person.name
        phrase = phrase_after(words, at, prepositions=False)
        if phrase and not any(w.lemma in {"адвокат_нет"} for w in phrase):
            return called(phrase, passage.text)
    return ""
