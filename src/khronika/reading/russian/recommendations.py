"""What somebody is asked to do, as Russian reports ask it: "призвала министерство обнародовать …", "ЦИК следует …"."""

from collections.abc import Iterator, Sequence

from khronika.reading.lexicon import words as listed
from khronika.reading.russian.inflection import nominative
from khronika.reading.russian.passage import RussianPassage, Sentence
from khronika.reading.russian.phrases import phrase_after
from khronika.reading.russian.standpoints import speaker_of
from khronika.reading.russian.words import Word
from khronika.vocabulary.statement import Recommendation


def read_recommendations(passage: RussianPassage) -> Iterator[Recommendation]:
    """Yield what a document asks of anybody, each action by itself."""
    for sentence in passage.sentences:
        text = passage.text[sentence.start : sentence.end]
        if text.rstrip("»” ").endswith("?"):
            continue
        found = (
            list(asked_by_verb(passage, sentence))
            or list(owed(passage, sentence))
            or list(listed_after(passage, sentence))
        )
        yield from found


def infinitives(words: Sequence[Word], start: int, end: int) -> list[int]:
    """Return the indexes of the infinitives that stand on one level: the first, and those that "и" or a comma joins to it."""
    found: list[int] = []
    for n in range(start, end):
        word = words[n]
        if word.feats.get("VerbForm") != "Inf":
            continue
        if not found:
            found.append(n)
            continue
        before = words[n - 1]
        joined = (
            before.lower in {"и", "а", "или"}
            or before.text in {",", "—", ";"}
            or (before.pos in {"ADV", "PART"} and words[n - 2].lower in {"и", "а", ","})
        )
        if joined and (word.dep == "conj" or before.lower == "и" or before.text in {",", "—"}):
            found.append(n)
    return found


def actions(passage: RussianPassage, words: Sequence[Word], start: int, end: int) -> list[tuple[str, int]]:
    """Return the actions from an index on, each with the offset where it ends."""
    at = infinitives(words, start, end)
    found = []
    for k, n in enumerate(at):
        first = n
        while (
            first > start
            and words[first - 1].pos in {"ADV", "PART"}
            and words[first - 1].lower not in {"бы", "же", "ли", "и"}
        ):
            first -= 1
        stop = at[k + 1] if k + 1 < len(at) else end
        stop = ending(words, n, stop)
        while stop > n + 1 and (
            (words[stop - 1].pos in {"CCONJ", "PUNCT"} and words[stop - 1].text not in {"»", ")", "”"})
            or words[stop - 1].lower in {"а", "и", "либо", "к", "также"}
            or (k + 1 < len(at) and words[stop - 1].pos in {"ADV", "PART"})
        ):
            stop -= 1
        found.append((passage.text[words[first].start : words[stop - 1].end].strip(" —–"), words[stop - 1].end))
    return found


def ending(words: Sequence[Word], n: int, stop: int) -> int:
    """Return where an action ends: before a mark with a new clause, or the sentence's end."""
    for k in range(n + 1, stop):
        if words[k].text in {";", "…", "!"} or (words[k].text == "." and k == stop - 1):
            return k
        if words[k].text in {":", "—", "–"} and any(w.is_finite for w in words[k:stop]):
            return k
        if words[k].text in {",", "»"} and k + 1 < stop and words[k + 1].text in {"—", "–"}:
            return k
        if (
            words[k].text == ","
            and k + 1 < stop
            and words[k + 1].lower
            in {"считает", "говорится", "заявил", "заявила", "сказал", "сказала", "поскольку", "иначе", "поэтому", "а"}
        ):
            return k
    return stop


def addressee(passage: RussianPassage, words: Sequence[Word], n: int, cases: set[str]) -> tuple[str, int] | None:
    """Return the addressee whose name begins at an index, in the nominative, and the index after it."""
    phrase = phrase_after(words, n, prepositions=True)
    while phrase and phrase[-1].feats.get("VerbForm") == "Inf":
        phrase = phrase[:-1]
    noun = next((w for w in phrase if w.pos in {"NOUN", "PROPN"}), None)
    if noun is None:
        return None
    if noun.case not in cases and not noun.text.isupper():
        return None
    known = {w.lemma for w in phrase} & listed("ru", "recommendations", "addressees") or any(
        w.i in passage.people.at for w in phrase
    )
    if not known:
        return None
    kept = []
    for word in phrase:
        if word.pos == "ADP" and word.lower not in {"по", "в", "при"}:
            break
        kept.append(word)
    name = nominative(kept, passage.text)
    if kept[0].i == words[0].i and noun.pos != "PROPN" and not kept[0].text.isupper() and len(kept) == 1:
        name = name[:1].lower() + name[1:]
    return " ".join(name.split()), n + len(kept)


def asked_by_verb(passage: RussianPassage, sentence: Sentence) -> Iterator[Recommendation]:
    """Yield what verbs of asking ask: "призвала Министерство экологии обнародовать замеры"."""
    words = sentence.words
    for n, word in enumerate(words):
        if (
            word.pos != "VERB"
            or word.lemma not in listed("ru", "recommendations", "asking")
            or (n and words[n - 1].lower == "не")
        ):
            continue
        if {"прокурор", "гособвинение", "гособвинитель", "обвинение"} & {w.lemma for w in words[:n]} and any(
            d for d in passage.durations if word.end <= d.start < sentence.end
        ):
            continue
        found = to_whom(passage, words, n)
        if found is None:
            continue
        to, after, inferred = found
        by, by_inferred = speaker_of(passage, sentence, word)
        yield from made(passage, sentence, to, after, by, word, marks(inferred, by_inferred))


def to_whom(passage: RussianPassage, words: list[Word], n: int) -> tuple[str, int, bool] | None:
    """Return whom a verb of asking asks, the index after which the action stands, and whether it was taken over."""
    for k in range(n + 1, min(n + 5, len(words))):
        if words[k].text in {".", ";", ":"} or words[k].feats.get("VerbForm") == "Inf":
            break
        if words[k].lower in {"от", "у", "к"}:
            continue
        found = addressee(passage, words, k, {"Acc", "Dat", "Gen"})
        if found is not None:
            return found[0], found[1], False
        if words[k].text == "," and k + 2 < len(words) and words[k + 1].lower == "чтобы":
            inner = addressee(passage, words, k + 2, {"Nom", "Acc"})
            return (inner[0], inner[1], False) if inner else None
    for k in range(n - 1, max(-1, n - 12), -1):
        if words[k].is_finite or words[k].text in {";", ":"}:
            break
        if k == 0 or words[k - 1].text in {",", "—", ".", "«"} or words[k - 1].lower in {"и", "от"}:
            found = addressee(passage, words, k, {"Acc", "Dat", "Gen"})
            if found is not None and found[1] <= n:
                return found[0], n + 1, False
    return None


def marks(to: bool, by: bool) -> set[str]:
    """Return the slots that were taken over."""
    return {slot for slot, taken in (("to", to), ("by", by)) if taken}


def made(
    passage: RussianPassage, sentence: Sentence, to: str, after: int, by: str, opener: Word, inferred: set[str]
) -> Iterator[Recommendation]:
    """Yield a recommendation for each action that follows."""
    words = sentence.words
    end = len(words)
    told = actions(passage, words, after, end)
    if not told and opener.lemma in {"ждать", "ожидать", "потребовать", "требовать", "добиваться"}:
        phrase = phrase_after(words, after)
        if phrase and any(w.pos == "NOUN" for w in phrase):
            told = [(nominative(phrase, passage.text), phrase[-1].end)]
    if not told:
        chto = next((k for k in range(after, end) if words[k].lower == "чтобы"), None)
        if chto is not None:
            told = [
                (
                    passage.text[words[chto + 1].start : words[ending(words, chto + 1, end) - 1].end].strip(" .»"),
                    sentence.end,
                )
            ]
        elif (
            words[after - 1 :]
            and any(w.feats.get("Tense") == "Past" and w.is_finite for w in words[after:end])
            and any(w.lower == "чтобы" for w in words[:after])
        ):
            told = [
                (passage.text[words[after].start : words[ending(words, after, end) - 1].end].strip(" .»"), sentence.end)
            ]
    start = opener.start
    first = next((c.start for c in sentence.clauses if c.start <= start < c.end), sentence.start)
    for action, stop in told:
        text = " ".join(action.split()).strip(" .»«")
        if not text:
            continue
        yield Recommendation(
            document=passage.document.id,
            quote=passage.quote(min(first, start), max(stop, start + 1)),
            asserted_by=by or "author",
            to=to,
            action=text,
            by=by,
            inferred=tuple(sorted(inferred if by else inferred - {"by"})),
        )


def owed(passage: RussianPassage, sentence: Sentence) -> Iterator[Recommendation]:
    """Yield what somebody should do: "ЦИК следует публиковать …", "Парламенту пора создать …", "власти должны …"."""
    words = sentence.words
    for n, word in enumerate(words):
        duty = word.lemma in listed("ru", "recommendations", "duty") or word.lower in listed(
            "ru", "recommendations", "duty"
        )
        owing = word.lower in listed("ru", "recommendations", "owing")
        if not (duty or owing) or n == 0 or (words[n - 1].lower == "не" and owing):
            continue
        if not any(w.feats.get("VerbForm") == "Inf" for w in words[n + 1 : n + 8]):
            continue
        cases = {"Dat"} if duty else {"Nom"}
        to, inferred = "", False
        for k in range(max(0, n - 12), n):
            if (
                k
                and words[k - 1].text not in {",", "—", "«", ".", ":", ";", ")"}
                and words[k - 1].lower not in {"и", "что"}
            ):
                continue
            found = addressee(passage, words, k, cases)
            if found is not None and found[1] <= n:
                to = found[0]
                break
        if not to:
            found = addressee(passage, words, n + 1, cases) if n + 1 < len(words) else None
            to = found[0] if found else ""
        if not to:
            pronoun = next(
                (w for w in words[:n] if w.pos == "PRON" and w.case in cases and w.feats.get("Person") == "3"), None
            )
            if pronoun is None:
                continue
            to, inferred = last_body(passage, sentence), True
            if not to:
                continue
        by, by_inferred = speaker_of(passage, sentence, word)
        yield from made(passage, sentence, to, n + 1, by, words[0], marks(inferred, by_inferred))
        return


def last_body(passage: RussianPassage, sentence: Sentence) -> str:
    """Return the body that the sentence before names first."""
    from khronika.reading.russian.bodies import bodies_in  # noqa: PLC0415

    if sentence.number == 0:
        return ""
    before = passage.sentences[sentence.number - 1]
    found = [b for b in bodies_in(passage, before) if b.case == "Nom"]
    return found[0].name if found and before.block is sentence.block else ""


def listed_after(passage: RussianPassage, sentence: Sentence) -> Iterator[Recommendation]:
    """Yield the items of a list of demands: "Парламенту — упразднить …", "к семьям: не платить посредникам"."""
    words = sentence.words
    dash = next((n for n, w in enumerate(words) if w.text in {"—", "–", ":"} and n > 0), None)
    if dash is None or dash > 12 or dash + 1 >= len(words):
        return
    following = words[dash + 1 : dash + 4]
    if not any(w.feats.get("VerbForm") == "Inf" for w in following):
        return
    first = 0
    while first < dash and (words[first].pos in {"PUNCT", "NUM", "SYM"} or words[first].lower in {"к", "от"}):
        first += 1
    found = addressee(passage, words, first, {"Dat", "Acc", "Gen"}) or any_dative(passage, words, first, dash)
    if found is None:
        return
    yield from made(passage, sentence, found[0], dash + 1, "", words[0], set())


def any_dative(passage: RussianPassage, words: Sequence[Word], first: int, dash: int) -> tuple[str, int] | None:
    """Return the phrase before a dash in the dative, whoever it is."""
    phrase = list(words[first:dash])
    noun = next((w for w in phrase if w.pos in {"NOUN", "PROPN"}), None)
    if noun is None or noun.case != "Dat" or any(w.is_finite for w in phrase):
        return None
    name = nominative(phrase, passage.text)
    return (name[:1].lower() + name[1:] if len(phrase) == 1 and not phrase[0].text.isupper() else name), dash
