"""What somebody found of an election, a trial, a law: "назвала процесс показательным", "оценивает подсчёт как …"."""

import re
from collections.abc import Iterator

from khronika.reading.lexicon import words as listed
from khronika.reading.russian.bodies import bodies_in
from khronika.reading.russian.clauses import Clause
from khronika.reading.russian.inflection import genitive, in_case, nominative
from khronika.reading.russian.parties import last_persons
from khronika.reading.russian.passage import RussianPassage, Sentence
from khronika.reading.russian.phrases import called, phrase_after, quoted_end
from khronika.reading.russian.standpoints import by_word, noun_phrase, speaker_of
from khronika.reading.russian.words import Word
from khronika.vocabulary.statement import Assessment

SAID = 8  # words of a clause that only tells who says the one beside it


def read_assessments(passage: RussianPassage) -> Iterator[Assessment]:
    """Yield the findings that a document tells."""
    for sentence in passage.sentences:
        if passage.text[sentence.start : sentence.end].rstrip().endswith("?"):
            continue
        for clause in sentence.clauses:
            found = (
                named(passage, sentence, clause)
                or recorded(passage, sentence, clause)
                or said(passage, sentence, clause)
                or in_quotes(passage, sentence, clause)
            )
            if found is not None:
                yield found


def is_thing(word: Word) -> bool:
    """Tell whether a noun is something that can be judged."""
    return word.pos in {"NOUN", "PROPN"} and word.lemma in listed("ru", "assessments", "things")


def named(passage: RussianPassage, sentence: Sentence, clause: Clause) -> Assessment | None:
    """Return what a verb of naming says: "Конституционалист называет норму «турникетом»"."""
    verb = next((w for w in clause.words if w.lemma in listed("ru", "assessments", "naming") and w.pos == "VERB"), None)
    if verb is None:
        return None
    words = clause.words
    lemmas = clause.lemmas
    if (
        lemmas & {"виновный", "виновен", "виновна", "невиновный", "политзаключенный", "агент", "экстремистский"}
        or verb.feats.get("Variant") == "Short"
    ):
        return None
    people = frozenset(passage.people.at)
    inside = {w.i for b in bodies_in(passage, sentence) for w in b.words}
    things = [
        n
        for n, w in enumerate(words)
        if is_thing(w)
        and w.i not in inside
        and w.case in {"Acc", "Nom", "Gen"}
        and (w.dep in {"obj", "nsubj", "nsubj:pass", "iobj", "obl"} or words[n - 1].pos in {"ADJ", "DET"} or n == 0)
    ]
    if not things:
        return None
    at = things[0]
    first = at
    while first and words[first - 1].pos in {"ADJ", "DET"} and words[first - 1].case == words[at].case:
        first -= 1
    phrase = [w for w in phrase_after(words, first, people=people) if w.i < verb.i or words[at].i > verb.i]
    phrase = cut_at_finding(phrase, words[at])
    about = called(phrase, passage.text)
    finding = finding_of(passage, words, verb, {w.i for w in phrase}, words[at])
    if not finding or not about:
        return None
    by, inferred = speaker_of(passage, sentence, verb)
    if verb.feats.get("Person") == "1" or (not by and verb.number == "Plur"):
        by = ""
    about = about[:1].lower() + about[1:] if phrase[0].i == sentence.words[0].i and phrase[0].pos != "PROPN" else about
    return assessment(passage, clause, about, finding, by, inferred=bool(inferred and by))


def assessment(
    passage: RussianPassage, clause: Clause, about: str, finding: str, by: str, *, inferred: bool = False
) -> Assessment:
    """Return what a clause says that somebody found, or the document itself; ``inferred``: who, stands elsewhere."""
    return Assessment(
        document=passage.document.id,
        quote=passage.quote(clause.start, clause.end),
        asserted_by=by or "author",
        about=about,
        finding=finding,
        by=by,
        inferred=("by",) if inferred else (),
    )


def cut_at_finding(phrase: list[Word], noun: Word) -> list[Word]:
    """Return a phrase up to the first word in the instrumental after its noun: there the finding begins."""
    for n, word in enumerate(phrase):
        if word.i > noun.i and (
            (word.case == "Ins" and word.pos in {"ADJ", "NOUN"} and noun.case != "Ins") or word.text in {"«", "“"}
        ):
            return phrase[:n]
    return phrase


def finding_of(passage: RussianPassage, words: list[Word], verb: Word, taken: set[int], noun: Word) -> str:
    """Return the finding of a verb of naming: a quotation, what stands in the instrumental, or after "как"."""
    for n, word in enumerate(words):
        if word.i in taken or word.i == verb.i:
            continue
        if (
            word.text in {"«", "“"}
            and word.i > min(verb.i, noun.i)
            and not any(w.is_capital for w in words[n + 1 : n + 2])
        ):
            inside = words[n : quoted_end(words, n)]
            return agreed(passage, inside[1:-1], noun)
        if word.case == "Ins" and word.pos in {"ADJ", "NOUN", "VERB"} and words[n - 1].pos != "ADP":
            phrase = phrase_after(words, n)
            while n and words[n - 1].lower in {"не", "и"}:
                break
            return agreed(passage, phrase, noun)
        if word.lower == "как" and n + 1 < len(words):
            return agreed(passage, phrase_after(words, n + 1), noun)
    return ""


def agreed(passage: RussianPassage, phrase: list[Word], noun: Word) -> str:
    """Return a finding in the nominative; an adjective alone agrees with the thing."""
    if not phrase:
        return ""
    if any(w.pos == "NOUN" and w.case == phrase[0].case for w in phrase[:3]) or any(
        w.pos == "NOUN" for w in phrase[:1]
    ):
        return nominative(phrase, passage.text)
    grammemes = {"nomn"} | (
        {"plur"}
        if noun.number == "Plur"
        else {"sing", {"Masc": "masc", "Fem": "femn", "Neut": "neut"}.get(noun.gender, "masc")}
    )
    parts, at = [], phrase[0].start
    for word in phrase:
        made = (
            in_case(word.text, word.analysis, grammemes)
            if word.pos in {"ADJ", "VERB"} and word.case == "Ins"
            else word.text
        )
        parts += [passage.text[at : word.start], made]
        at = word.end
    return "".join(parts).strip()


def said(passage: RussianPassage, sentence: Sentence, clause: Clause) -> Assessment | None:
    """Return what a clause says of a thing itself: "Голосование соответствовало закону", "поправки несовместимы с …"."""
    words = clause.words
    if any(clause.start <= p.start < clause.end for p in passage.provisions) or not_done(clause):
        return None
    inside = {w.i for b in bodies_in(passage, sentence) for w in b.words}
    subject = next(
        (
            n
            for n, w in enumerate(words)
            if is_thing(w) and w.i not in inside and w.case == "Nom" and (w.dep.startswith("nsubj") or w.dep == "root")
        ),
        None,
    )
    if subject is None:
        return None
    predicate = next(
        (
            n
            for n, w in enumerate(words)
            if n > subject
            and (
                (w.lemma in listed("ru", "assessments", "judging") and w.pos == "VERB")
                or w.lemma in listed("ru", "assessments", "qualities")
                or (
                    w.is_finite
                    and w.lemma != "быть"
                    and {"мнению", "оценке", "убеждению"} & {o.lower for o in sentence.words}
                )
            )
        ),
        None,
    )
    if predicate is None:
        return None
    verb = words[predicate]
    quality = any(
        w.lemma in listed("ru", "assessments", "qualities") or w.lower in listed("ru", "assessments", "qualities")
        for w in words[subject + 1 :]
    )
    lemma = verb.lemma
    opinion = bool({"мнению", "оценке", "убеждению"} & {w.lower for w in sentence.words})
    if (
        not quality
        and not opinion
        and lemma in {"пройти", "проходить", "показать", "установить", "подтвердить", "выявить", "нарушить"}
        and words[subject].lemma not in {"осмотр", "экспертиза", "вскрытие", "освидетельствование"}
    ):
        return None
    first = subject
    while first and words[first - 1].pos in {"ADJ", "DET"} and words[first - 1].case == "Nom":
        first -= 1
    phrase = [w for w in phrase_after(words, first) if w.i < verb.i]
    start = predicate
    while (
        start > subject + len([w for w in phrase if w.i > words[subject].i]) + 1
        and words[start - 1].pos in {"ADV", "PART", "AUX", "ADP", "NOUN"}
        and words[start - 1].text != ","
    ):
        start -= 1
    finding = passage.text[words[start].start : words[-1].end]
    finding = re.sub(r",\s*по (?:нашему|мнению|оценке|словам)[^,]*,?", "", finding).strip(" ,.;—»«")
    by = by_word(passage, sentence)
    about = called(phrase or [words[subject]], passage.text)
    if not about or (phrase and phrase[0].i == sentence.words[0].i):
        about = about[:1].lower() + about[1:]
    if not by:
        by, _ = attributed(passage, sentence, clause)
    return assessment(passage, clause, about, finding, by)


def not_done(clause: Clause) -> bool:
    """Tell whether a clause tells a step of the law and no quality: "решение в силу не вступило"."""
    return bool(clause.lemmas & {"вступить", "назначить", "завершиться", "начаться", "обойти"})


def attributed(passage: RussianPassage, sentence: Sentence, clause: Clause) -> tuple[str, bool]:
    """Return who says a clause, where a verb of saying stands elsewhere in the sentence."""
    for other in sentence.clauses:
        verb = next((w for w in other.words if w.lemma in listed("ru", "voice", "saying") and w.is_finite), None)
        if verb is not None and other is not clause and len(other.words) <= SAID:
            return speaker_of(passage, sentence, verb)
    return "", False


def recorded(passage: RussianPassage, sentence: Sentence, clause: Clause) -> Assessment | None:
    """Return what an expert or a paper put on record: "Экспертиза установила, что …", "Справка называет причиной …"."""
    words = clause.words
    lexicon_of = listed("ru", "assessments", "experts")
    expert = next((w for w in words if w.lemma in lexicon_of and w.case == "Nom" and w.pos == "NOUN"), None)
    verb = next((w for w in words if w.lemma in listed("ru", "assessments", "recording") and w.pos == "VERB"), None)
    if expert is None or verb is None or expert.i > verb.i + 3:
        return None
    after = [w for w in sentence.words if w.i > verb.i]
    if after and after[0].text == ",":
        after = after[2:] if len(after) > 1 and after[1].lower == "что" else after[1:]
    elif after and after[0].lower in {"причиной", "к"}:
        chto = next((n for n, w in enumerate(after) if w.lower == "что"), None)
        after = after[chto + 1 :] if chto is not None else after[1:]
    end = next((n for n, w in enumerate(after) if w.text in {";", "."} and n > 0), len(after))
    kept = [w for w in after[:end] if not (w is after[0] and w.lower in {"смерти", "у"})]
    if not kept:
        return None
    finding = passage.text[kept[0].start : kept[-1].end].strip(" ,.;«»")
    if words_before(words, verb):
        finding = f"{passage.text[words_before(words, verb)[0].start : verb.end]} {finding}"
    people = last_persons(passage, verb, 1)
    about = people[0].name if people else ""
    if not about or not finding:
        return None
    death = any(w.lemma in {"смерть", "погибший", "вскрытие", "умереть", "скончаться"} for w in near(passage, sentence))
    if death:
        about = f"смерть {genitive(about, people[0].gender)}"
    by = noun_phrase(passage, sentence, expert)
    return Assessment(
        document=passage.document.id,
        quote=passage.quote(clause.start, max(clause.end, kept[-1].end)),
        asserted_by=by,
        about=about,
        finding=finding,
        by=by,
        inferred=("about",),
    )


def words_before(words: list[Word], verb: Word) -> list[Word]:
    """Return the word right before a verb if it denies it ("не выявил")."""
    return [w for w in words if w.i == verb.i - 1 and w.lower == "не"]


def near(passage: RussianPassage, sentence: Sentence) -> list[Word]:
    """Return the words of a sentence and of the two before it."""
    return [w for s in passage.sentences[max(0, sentence.number - 2) : sentence.number + 1] for w in s.words]


def in_quotes(passage: RussianPassage, sentence: Sentence, clause: Clause) -> Assessment | None:
    """Return what somebody says of a thing in a quotation: "«Апелляция прошла мимо того …», — сетует адвокат"."""
    words = sentence.words
    if not words or words[0].text not in {"«", "“", "—", "–"}:
        return None
    verb = next((w for w in words if w.lemma in listed("ru", "voice", "saying") and w.is_finite), None)
    if verb is None or clause.start > words[0].start + 2:
        return None
    first = next((n for n, w in enumerate(words[:6]) if is_thing(w) and w.case == "Nom"), None)
    if first is None or any(w.is_finite for w in words[:first]):
        return None
    phrase = phrase_after(words, first)
    after = next((n for n, w in enumerate(words) if w.i > phrase[-1].i), len(words))
    if words[after].text in {"—", "–"}:
        after += 1
    end = next(
        (
            n
            for n in range(after, len(words))
            if words[n].text in {"»", "”"}
            or (words[n].text == "," and n + 1 < len(words) and words[n + 1].text in {"—", "–"})
        ),
        None,
    )
    if end is None or end <= after or words[end].i > verb.i:
        return None
    by, inferred = speaker_of(passage, sentence, verb)
    if not by:
        return None
    about = called(phrase, passage.text)
    return Assessment(
        document=passage.document.id,
        quote=passage.quote(words[1].start if words[0].text != words[1].text else words[0].start, words[end - 1].end),
        asserted_by=by,
        about=about[:1].lower() + about[1:],
        finding=passage.text[words[after].start : words[end - 1].end].strip(" ,.;"),
        by=by,
        inferred=("by",) if inferred else (),
    )
