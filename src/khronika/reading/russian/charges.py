"""Charges in a clause of a Russian text: the offence in the nominative, with its provision and maximum."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from khronika.reading.lexicon import words as listed
from khronika.reading.russian.clauses import Clause
from khronika.reading.russian.passage import RussianPassage, Sentence
from khronika.reading.russian.phrases import called, phrase_after, quoted_end
from khronika.reading.russian.words import Word
from khronika.vocabulary.statement import Charge

NEAR = 45  # characters between an offence and its provision


@dataclass(frozen=True, slots=True)
class Offence:
    """An offence and where it stands."""

    start: int
    end: int
    name: str


def charges_in(passage: RussianPassage, sentence: Sentence, clause: Clause, end: int = 0) -> tuple[Charge, ...]:
    """Return the charges told in a clause, or up to an offset after it."""
    stop = max(clause.end, end)
    offences = list(offences_in(passage, sentence, clause.start, stop))
    provisions = [p for p in passage.provisions if clause.start <= p.start < stop]
    found: list[tuple[int, Charge]] = []
    taken: set[int] = set()
    for offence in offences:
        following = next(
            (
                p
                for p in provisions
                if p.start not in taken
                and 0 <= p.start - offence.end <= NEAR
                and not re.search(r"[;.]", passage.text[offence.end : p.start].replace("ч.", ""))
            ),
            None,
        )
        before = next((p for p in provisions if p.start not in taken and 0 <= offence.start - p.end <= 12), None)
        chosen = following or before
        if chosen is not None:
            taken.add(chosen.start)
        found.append(
            (offence.start, Charge(offence=offence.name, provision=provision_name(chosen.text) if chosen else ""))
        )
    found += [
        (p.start, Charge(offence=named_after(passage, sentence, p.end), provision=provision_name(p.text)))
        for p in provisions
        if p.start not in taken
    ]
    return tuple(charge for _, charge in sorted(found, key=lambda f: f[0]))


def named_after(passage: RussianPassage, sentence: Sentence, end: int) -> str:
    """Return the offence that stands after a provision: "по статье 20.3.3 КоАП («дискредитация армии»)"."""
    words = sentence.words
    n = next((k for k, w in enumerate(words) if w.start >= end), len(words))
    if n + 1 >= len(words) or words[n].text not in {"(", ",", "—", "«"}:
        return ""
    at = n if words[n].text == "«" else n + 1
    if words[n].text != "(" and words[at].text != "«":
        return ""
    made = offence_of(passage, phrase_after(words, at))
    return made.name if made is not None else ""


def provision_name(text: str) -> str:
    """Return a provision with its first word in the nominative."""
    made = re.sub(r"^(?:част)(?:и|ью|ей|ям)\b", "часть", " ".join(text.split()))
    return re.sub(r"^(?:стать)(?:и|е|ю|ей|ям|ях)\b", "статья", made)


def offences_in(passage: RussianPassage, sentence: Sentence, start: int, end: int) -> Iterator[Offence]:
    """Yield the offences that stand after "за", "виновным в", "по обвинению в", "дело о", or that are charged."""
    words = sentence.words
    people = frozenset(passage.people.at)
    done = -1
    for n, word in enumerate(words[:-1]):
        if not start <= word.start < end or n < done:
            continue
        opens = opens_offence(words, n)
        if opens is None:
            continue
        phrase = phrase_after(words, opens, people=people)
        made = offence_of(passage, phrase)
        if made is None:
            continue
        done = next(k for k, w in enumerate(words) if w.i == phrase[-1].i) + 1
        yield made
        while (done + 1 < len(words) and words[done].lower in {"и", ","}) or (
            done < len(words) and words[done].text == "("
        ):
            if words[done].text == "(":
                done = next((k for k in range(done, len(words)) if words[k].text == ")"), len(words)) + 1
                continue
            at = done + 1 + (words[done + 1].lower == words[opens - 1].lower)
            if (
                at >= len(words)
                or words[at].case != phrase_case(phrase)
                or words[at].pos not in {"NOUN", "ADJ"}
                or at >= len(words)
            ):
                break
            phrase = phrase_after(words, at, people=people)
            another = offence_of(passage, phrase)
            if another is None:
                break
            yield another
            done = next(k for k, w in enumerate(words) if w.i == phrase[-1].i) + 1


def phrase_case(phrase: list[Word]) -> str:
    """Return the case of a phrase's first noun."""
    return next((w.case for w in phrase if w.pos in {"NOUN", "PROPN"}), "")


def opens_offence(words: list[Word], n: int) -> int | None:
    """Return the index at which an offence begins, if the word at ``n`` opens one."""
    word, following = words[n], words[n + 1]
    lemma = word.lemma
    if word.lower == "за" and word.pos == "ADP":
        noun = next((w for w in words[n + 1 : n + 5] if w.pos in {"NOUN", "PROPN"}), None)
        if noun is None or noun.lemma in listed("ru", "offences", "not_offences") or following.pos == "NUM":
            return None
        return n + 1
    if word.lower in {"в", "во"} and n:
        back = {w.lemma for w in words[max(0, n - 7) : n]} | {w.lower for w in words[max(0, n - 7) : n]}
        return n + 1 if back & listed("ru", "offences", "in_openers") else None
    if word.lower in {"о", "об"} and n and words[n - 1].lemma in listed("ru", "offences", "about_openers"):
        return n + 1
    if lemma in {"вменять", "вменить", "вменяться", "инкриминировать", "инкриминироваться"}:
        at = n + 1
        while at < len(words) and (words[at].pos in {"PRON", "ADV", "PART"} or words[at].case == "Dat"):
            at += 1
        return (
            at
            if at < len(words)
            and words[at].pos in {"NOUN", "ADJ", "PUNCT"}
            and words[at].text not in {",", ".", ":", ";"}
            else None
        )
    return None


def offence_of(passage: RussianPassage, phrase: list[Word]) -> Offence | None:
    """Return a phrase as an offence, or None if it is none."""
    if not phrase or not any(w.pos in {"NOUN", "PROPN"} for w in phrase):
        return None
    if phrase[0].text in {"«", "“"} and quoted_end(phrase, 0) < len(phrase):
        phrase = phrase[: quoted_end(phrase, 0)]
    noun = next((w for w in phrase if w.pos == "NOUN"), None)
    if noun is not None and noun.lemma in listed("ru", "offences", "not_offences"):
        return None
    if any(p.start <= phrase[0].start < p.end for p in passage.provisions):
        return None
    cut = next((k for k, w in enumerate(phrase) if any(p.start <= w.start < p.end for p in passage.provisions)), None)
    if cut is not None:
        phrase = phrase[:cut]
        while phrase and phrase[-1].pos in {"ADP", "CCONJ"}:
            phrase.pop()
    if not phrase:
        return None
    return Offence(phrase[0].start, phrase[-1].end, called(phrase, passage.text))
