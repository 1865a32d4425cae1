"""What somebody may no longer do: "запретил ему на три года заниматься …", "лишила права возглавлять …", "не вправе …"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from khronika.reading.lexicon import words as listed
from khronika.reading.russian.bodies import bodies_in, judge_in
from khronika.reading.russian.clauses import Clause
from khronika.reading.russian.inflection import nominative
from khronika.reading.russian.parties import Who, affected, as_inferred, last_persons, unique
from khronika.reading.russian.passage import RussianPassage, Sentence
from khronika.reading.russian.phrases import phrase_after
from khronika.reading.russian.recommendations import actions
from khronika.reading.russian.settings import date_in, day_of
from khronika.reading.russian.words import Word
from khronika.vocabulary.statement import Party, Restriction


@dataclass(slots=True)
class Court:
    """The court that a text spoke of last, with its day."""

    name: str = ""
    date: str = ""
    sentence: Sentence | None = None


def read_restrictions(passage: RussianPassage) -> Iterator[Restriction]:
    """Yield the bans that a document tells."""
    court = Court()
    for sentence in passage.sentences:
        courts = [
            b
            for b in bodies_in(passage, sentence)
            if b.is_court and (len(b.words) > 1 or b.noun.lemma in {"апелляция", "кассация"})
        ]
        for n, word in enumerate(sentence.words):
            found = ban(passage, sentence, n, word, court)
            if found is not None:
                yield found
        if courts:
            date = next(iter(passage.dates_in(sentence.start, sentence.end)), None)
            court = Court(courts[0].name, day_of(date), sentence)


def ban(passage: RussianPassage, sentence: Sentence, n: int, word: Word, court: Court) -> Restriction | None:
    """Return the ban that a word opens, or None if it opens none."""
    words = sentence.words
    clause = next((c for c in sentence.clauses if c.start <= word.start < c.end), Clause(words, None))
    table = "restrictions"
    before = words[n - 1].lower if n else ""
    lowers = {w.lower for w in words}
    if listed("ru", table, "not_bans") & {w.lemma for w in clause.words if w.case == "Nom"} or (
        word.is_capital and word.i != words[0].i
    ):
        return None
    after = n + 1
    start = clause.start
    if word.lemma in listed("ru", table, "forbidding") and before != "не" and word.pos in {"VERB", "AUX", "ADJ"}:
        if (
            word.feats.get("VerbForm") == "Part"
            and word.feats.get("Variant") != "Short"
            and not any(w.feats.get("VerbForm") == "Inf" for w in words[n : n + 7])
        ):
            return None
        if word.feats.get("VerbForm") in {"Conv", "Part"} and word.feats.get("Variant") != "Short":
            start = word.start
    elif word.lemma in listed("ru", table, "depriving") and any(w.lemma == "право" for w in words[n + 1 : n + 5]):
        after = next(k for k in range(n + 1, n + 5) if words[k].lemma == "право") + 1
    elif (word.lower in listed("ru", table, "lacking") and (before == "не" or word.lower == "нельзя")) or (
        word.lemma in {"разрешить", "разрешать"} and before == "не"
    ):
        pass
    elif word.lemma in listed("ru", table, "removing") and any(w.lower == "от" for w in words[n + 1 : n + 4]):
        after = next(k for k in range(n + 1, n + 4) if words[k].lower == "от") + 1
    elif word.lemma in listed("ru", table, "nouns") and word.case in {"Ins"}:
        pass
    else:
        return None
    if "если" in lowers and any(w.lemma == "статья" for w in words):
        return None
    prohibits, end = prohibited(passage, sentence, clause, n, after)
    if not prohibits:
        return None
    parties = subject_of(passage, sentence, clause, word)
    if not parties:
        return None
    length = next(
        (
            d
            for d in passage.durations
            if clause.start <= d.start and d.end <= max(clause.end, end) and preceded(passage.text, d.start)
        ),
        None,
    )
    if length is None:
        length = next(
            (
                d
                for d in passage.durations
                if word.start - 30 <= d.start
                and d.end <= end
                and clause.start <= d.start
                and d.value[-1] in "YM"
                and not d.is_bare
            ),
            None,
        )
    inferred = ["subject"] if any(p.is_inferred for p in parties) else []
    imposed = imposed_by(passage, sentence, clause, word)
    date = date_in(passage, sentence, clause)
    day = day_of(date) if date is not None and not date.value.startswith("../") else ""
    if date is not None and day and date.inferred:
        inferred.append("date")
    near = court.sentence is not None and sentence.number - court.sentence.number <= 2
    if not imposed and near:
        imposed = court.name
        inferred.append("imposed_by")
    if not day and near and imposed == court.name and court.date:
        day = court.date
        inferred.append("date")
    return Restriction(
        document=passage.document.id,
        quote=passage.quote(min(start, word.start), max(end, word.end)),
        subject=tuple(dict.fromkeys(p.party for p in parties)),
        prohibits=tuple(prohibits),
        imposed_by=imposed,
        date=day,
        duration=length.value if length is not None else "",
        consequence=consequence_of(passage, sentence),
        inferred=tuple(dict.fromkeys(inferred)),
    )


def imposed_by(passage: RussianPassage, sentence: Sentence, clause: Clause, word: Word) -> str:
    """Return the body that lays a ban, as the sentence names it; a judge with the name."""
    bodies = [
        b for b in bodies_in(passage, sentence) if b.case == "Nom" and clause.start <= b.noun.start < clause.end
    ] or [b for b in bodies_in(passage, sentence) if b.case == "Nom" and b.noun.start < word.start]
    imposed = bodies[0].name if bodies else ""
    if bodies and bodies[0].noun.lemma == "судья":
        imposed = f"{imposed} {judge_in(passage, sentence)}".strip()
    return imposed


def preceded(text: str, at: int) -> bool:
    """Tell whether "на" stands before a length ("запретил на три года"), or nothing does."""
    return re.search(r"\b(?:на|ещё на|еще на|сроком на)\s+$", text[max(0, at - 12) : at]) is not None


def prohibited(
    passage: RussianPassage, sentence: Sentence, clause: Clause, n: int, after: int
) -> tuple[list[str], int]:
    """Return what is forbidden, each activity as its own item, and where the last one ends."""
    words = sentence.words
    last = next((k for k in range(len(words) - 1, -1, -1) if words[k].start < clause.end), len(words) - 1) + 1
    stop = last
    following = [c for c in sentence.clauses if c.start >= clause.end]
    if following and not any(w.feats.get("VerbForm") == "Inf" for w in words[after:last]):
        stop = len(words)
    told = [(trimmed(a), e) for a, e in actions(passage, words, after, stop)]
    if told:
        return [a for a, _ in told if a], told[-1][1]
    earlier = [k for k in range(n) if words[k].feats.get("VerbForm") == "Inf" and words[k].start >= clause.start]
    if earlier:
        told = [(trimmed(a), e) for a, e in actions(passage, words, earlier[0], n)]
        names = {p.words[0].i for p in passage.people.mentions if p.case in {"Dat", "Nom"}}
        kept = []
        for action, _ in told:
            cut = next(
                (w for w in words[earlier[0] : n] if (w.i in names or w.lower == "не") and w.text in action), None
            )
            kept.append(action[: action.rfind(cut.text)].strip() if cut is not None else action)
        return [a for a in kept if a], words[n].end
    for k in range(after, min(after + 8, len(words))):
        if words[k].lemma in listed("ru", "restrictions", "activities") or (after > n + 1 and words[k].pos == "NOUN"):
            first = k
            while first > after and words[first - 1].pos == "ADJ":
                first -= 1
            phrase = phrase_after(words, first)
            return [nominative(phrase, passage.text)], phrase[-1].end
    for k in range(n - 1, max(-1, n - 8), -1):
        if words[k].lemma in listed("ru", "restrictions", "activities") and words[k].case in {"Nom", "Acc", ""}:
            phrase = [w for w in phrase_after(words, k) if w.i < words[n].i]
            return [nominative(phrase, passage.text)] if phrase else [], words[n].end
    return [], 0


def trimmed(action: str) -> str:
    """Return an activity without what only says what follows from it or how long it holds."""
    text = re.split(
        r",\s(?:иначе|а\sтакже|но|а)\s|\s(?:сроком\s)?на\s(?:\w+\s){0,2}(?:год|года|лет|месяц\w*)\b", action
    )[0]
    return " ".join(text.split()).strip(" ,.»;—")


def subject_of(passage: RussianPassage, sentence: Sentence, clause: Clause, word: Word) -> list[Who]:
    """Return whom a ban is laid on."""
    who = "subject" if word.lower == "вправе" else "any"
    parties = [p for p in affected(passage, sentence, clause, who) if p.case not in {"Ins", "Loc"}]
    if word.lower != "вправе":
        parties = [p for p in parties if p.case in {"Dat", "Acc", "Gen"}] or [
            p for p in parties if p.person is not None
        ]
    if parties:
        return parties
    earlier = [c for c in sentence.clauses if c.end <= clause.start]
    for other in reversed(earlier):
        told = [p for p in affected(passage, sentence, other, "any") if p.person is not None]
        if told:
            return as_inferred(unique(told))
    return [Who(Party(name=p.name), word.start, word.end, "", True, p) for p in last_persons(passage, word, 1)]


def consequence_of(passage: RussianPassage, sentence: Sentence) -> str:
    """Return what follows if a ban is broken, where the sentence says it."""
    text = passage.text[sentence.start : sentence.end]
    match = re.search(r"(?<!\w)(?:иначе|в противном случае)\s+(?P<what>[^.;]+)", text, re.IGNORECASE)
    return match["what"].strip(" »") if match else ""
