"""Who somebody is: the noun beside the name, the age, whose kin; and the roles by which a text calls people later."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from khronika.reading.lexicon import words as listed
from khronika.reading.russian.engine import fold
from khronika.reading.russian.inflection import genitive
from khronika.reading.russian.passage import RussianPassage, Sentence
from khronika.reading.russian.people import Mention, Person
from khronika.reading.russian.phrases import called, phrase_after
from khronika.reading.russian.quantities import Number
from khronika.reading.russian.words import Word
from khronika.vocabulary.statement import Party, Profile

LETNIE = ("летний", "летняя", "летнего", "летней", "летнему", "летнюю", "летним", "летнем")
TITLES = frozenset({"капитан", "майор", "полковник", "подполковник", "генерал", "лейтенант"})


@dataclass(slots=True)
class Described:
    """What a mention is told to be."""

    roles: list[str] = field(default_factory=list)
    start: int = 0
    end: int = 0
    nouns: list[Word] = field(default_factory=list)
    is_inferred: bool = False
    nationality: str = ""
    sex: str = ""


def read_profiles(passage: RussianPassage) -> Iterator[Profile]:
    """Yield a profile for each mention that tells a role, an age or a kinship."""
    for mention in passage.people.mentions:
        sentence = passage.sentence_of(mention.words[0])
        found = described(passage, sentence, mention)
        age = age_of(passage, sentence, mention)
        if not found.roles and age is None and not found.nationality:
            continue
        start, end = min(found.start or mention.start, mention.start), max(found.end, mention.end)
        value = None
        if age is not None:
            value = age.value
            start, end = min(start, age.bound_start), max(end, age.end)
            rest = re.match(r"\s(?:лет|года|год)(?!\w)|\)", passage.text[end : sentence.end])
            end += rest.end() if rest else 0
        lemmas = {w.lemma for w in found.nouns}
        inferred = (("is",) if found.is_inferred else ()) + (
            () if mention.is_full or len(mention.person.parts) == 1 else ("subject",)
        )
        sex = (
            "female"
            if lemmas & listed("ru", "people", "female") or any(is_feminine(w) for w in found.nouns)
            else "male"
            if lemmas & listed("ru", "people", "male")
            else ""
        )
        yield Profile(
            document=passage.document.id,
            quote=passage.quote(start, end),
            subject=Party(name=mention.person.name),
            roles=tuple(found.roles),
            age=value,
            sex=found.sex or sex,
            nationality=found.nationality,
            inferred=inferred,
        )


def citizenship(passage: RussianPassage, phrase: list[Word], noun: Word) -> str:
    """Return the country of "гражданин Молдовы" in the nominative, or nothing."""
    if noun.lemma not in {"гражданин", "гражданка"}:
        return ""
    rest = [w for w in phrase if w.i > noun.i]
    return called(rest, passage.text) if rest and rest[0].is_capital else ""


def is_feminine(word: Word) -> bool:
    """Tell whether a noun is the feminine of a masculine one ("художница", "блогерка")."""
    endings = tuple(listed("ru", "people", "feminine_endings"))
    if word.analysis is None or not word.analysis.is_known:
        return re.search(r"(?:ниц|истк|[аеё]рк|ерш|орш|рш|ешк|анк|ачк)(?:а|у|е|и|ы|ой|ей)$", word.lower) is not None
    return (
        word.gender == "Fem"
        and word.lemma.endswith(endings)
        and word.lemma not in listed("ru", "people", "not_feminine")
    )


def is_role(word: Word) -> bool:
    """Tell whether a noun can say who somebody is."""
    if word.pos not in {"NOUN", "PROPN", "ADJ", "VERB"} or word.analysis is None:
        return False
    lemma = word.lemma
    if word.lower in {"судья", "судьи", "судье", "судью", "судьей"}:
        return False
    if lemma in listed("ru", "people", "not_roles") and lemma not in listed("ru", "people", "needs_complement"):
        return False
    if word.is_person and not (word.is_capital and word.pos == "PROPN" and word.dep == "flat:name"):
        return not {"Name", "Surn", "Patr"} & word.analysis.tag.grammemes
    return (
        (
            fold(word.text)[:6] in {"осужде", "задерж", "обвиня", "подсуд", "заключ", "потерп", "участк", "постра"}
            and word.case != ""
            and word.feats.get("Variant") != "Short"
        )
        or lemma in listed("ru", "people", "adjectives")
        or word.lower in listed("ru", "people", "adjectives")
    )


def described(passage: RussianPassage, sentence: Sentence, mention: Mention) -> Described:
    """Return the roles that stand before and after a name."""
    found = Described(start=mention.start, end=mention.end)
    words = sentence.words
    first = next(n for n, w in enumerate(words) if w.i == mention.words[0].i)
    last = next(n for n, w in enumerate(words) if w.i == mention.words[-1].i)
    before(passage, words, first, mention, found)
    after(passage, words, last, mention, found)
    mention.person.roles |= {w.lemma for w in found.nouns}
    return found


BESIDE = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM", "ADP", "PRON", "X", "SYM", "PUNCT"})
NOT_IN_ROLES = frozenset({"другой", "один", "последний", "свой", "сам", "этот", "еще", "наш", "тот"})


def stretch_before(passage: RussianPassage, words: list[Word], end: int) -> tuple[int, int]:
    """Return where the words before a name that can say who it is begin, and the last plain word of them."""
    last = end
    while last >= 0 and words[last].text in {"»", "”"}:
        while last >= 0 and words[last].text not in {"«", "“"}:
            last -= 1
        last -= 1
    start = last
    while (
        start >= 0
        and words[start].text not in {",", ".", ";", ":", "—", "–", "(", ")", "|", "и", "•"}
        and words[start].pos in BESIDE
    ) or (start >= 0 and words[start].text in {"«", "»", "-", "№"}):
        known = passage.people.at.get(words[start].i)
        if known is not None and start != last and known.is_full:
            break
        start -= 1
    return start + 1, last


def before(passage: RussianPassage, words: list[Word], first: int, mention: Mention, found: Described) -> None:
    """Add the noun phrase that stands right before a name: "бывшего имама", "его адвокат", "вдова, Санобар …"."""
    comma = first > 1 and words[first - 1].text == ","
    end = first - 2 if comma else first - 1
    start, last = stretch_before(passage, words, end)
    kin = listed("ru", "people", "kin")
    if comma:
        places = (k for k in range(start, last + 1) if words[k].lemma in kin and agree(words[k].case, mention.case))
        noun_at = next(places, None)
        if noun_at is None and apart(words, mention):
            noun_at = head_noun(words, start, last, mention)
            if noun_at is not None and not (
                agree(words[noun_at].case, mention.case) and words[noun_at].number == "Sing"
            ):
                noun_at = None
    else:
        noun_at = head_noun(words, start, last, mention)
    if mention.brother is not None:
        kin_word = "сестра" if mention.person.gender == "Fem" else "брат"
        found.roles.append(f"{kin_word} {genitive(mention.brother.name, mention.brother.gender)}")
        found.is_inferred, found.sex = True, "female" if kin_word == "сестра" else "male"
        return
    if noun_at is not None:
        add_role(passage, words, (start, noun_at, end), mention, found)
    if noun_at is None or words[noun_at].lemma not in kin:
        add_kin(passage, words, mention, found)


def apart(words: list[Word], mention: Mention) -> bool:
    """Tell whether a name stands between two marks, so that it says who was meant before ("исполнителя, Руслана К.,")."""
    after = next((w for w in words if w.i == mention.words[-1].i + 1), None)
    return mention.is_full and (after is None or after.text in {",", ".", ";", ")", "—"})


def add_role(
    passage: RussianPassage, words: list[Word], at: tuple[int, int, int], mention: Mention, found: Described
) -> None:
    """Add the role whose noun stands at the second of three indexes, between the first and the last."""
    start, noun_at, end = at
    noun = words[noun_at]
    begin = noun_at
    while (
        begin > start
        and words[begin - 1].pos in {"ADJ", "DET", "VERB", "NUM"}
        and words[begin - 1].case in {noun.case, ""}
    ):
        begin -= 1
    other = head_noun(words, start, noun_at - 1, mention) if noun.lemma in TITLES else None
    if other is not None and words[other].case == noun.case:
        found.roles.append(role_text(passage, words[other:noun_at], words))
        found.nouns.append(words[other])
        found.start = words[other].start
    possessor = whose(passage, words, begin, noun_at, noun, mention)
    while begin < noun_at and (
        words[begin].lower.endswith(LETNIE)
        or words[begin].pos in {"DET", "PRON", "NUM"}
        or words[begin].lemma in NOT_IN_ROLES
    ):
        begin += 1
    phrase = words[begin : end + 1]
    found.nationality = citizenship(passage, phrase, noun)
    if found.nationality:
        found.start = words[begin].start
        return
    role = role_text(passage, phrase, words)
    needs = noun.lemma in listed("ru", "people", "lawyers") or noun.lemma in listed("ru", "people", "kin")
    if needs and possessor is not None and len(phrase) <= 2:
        role = f"{words_of_role(passage, phrase, noun, words)} {genitive(possessor.name, possessor.gender)}"
        found.is_inferred = True
    if not role:
        return
    found.roles.append(role)
    found.nouns.append(noun)
    first = begin - 1 if begin and words[begin - 1].lower in {"его", "ее", "их"} else begin
    found.start = min(words[first].start, found.start) if len(found.roles) > 1 else words[first].start


def words_of_role(passage: RussianPassage, phrase: list[Word], noun: Word, words: list[Word]) -> str:
    """Return a role of kin without an adjective for somebody that completes it ("брата погибшего")."""
    kept = [w for w in phrase if w.i <= noun.i]
    return role_text(passage, kept, words)


def add_kin(passage: RussianPassage, words: list[Word], mention: Mention, found: Described) -> None:
    """Add the kinship that stands before a comma before a role: "сосед, пенсионер Икром Хашимов"."""
    relative = kin_before(words, at_of(words, found.start), mention)
    if relative is None:
        return
    owner = whose(passage, words, relative, relative, words[relative], mention)
    name = role_text(passage, [words[relative]], words)
    found.roles.insert(0, f"{name} {genitive(owner.name, owner.gender)}" if owner is not None else name)
    found.nouns.append(words[relative])
    found.start, found.is_inferred = words[relative].start, owner is not None


def head_noun(words: list[Word], start: int, end: int, mention: Mention) -> int | None:
    """Return the index of the noun that agrees with a name, or None."""
    best = None
    for n in range(end, start - 1, -1):
        word = words[n]
        if not is_role(word) or word.i in {w.i for w in mention.words}:
            continue
        if word.case == mention.case or (mention.case in {"Acc", "Gen"} and word.case in {"Acc", "Gen"}) or n == end:
            best = n
            if word.case == mention.case and not (n and chained(words, n, start)):
                break
    if best is None:
        return None
    word = words[best]
    if best != end and word.case != mention.case and not {word.case, mention.case} <= {"Acc", "Gen"}:
        return None
    if (
        best == end
        and word.case
        and mention.case
        and word.case != mention.case
        and mention.case == "Gen"
        and word.case not in {"Acc"}
    ):
        return None  # "мать Полины": hers, not she
    middle = words[best + 1 : end + 1]
    if any(w.pos in {"VERB"} and w.is_finite for w in middle):
        return None
    return best


def at_of(words: list[Word], offset: int) -> int:
    """Return the index of the word that begins at an offset; -1 if none does."""
    return next((n for n, w in enumerate(words) if w.start == offset), -1)


def agree(one: str, other: str) -> bool:
    """Tell whether two cases can be the same: the accusative and the genitive of people are one form."""
    return one == other or {one, other} <= {"Acc", "Gen"}


def kin_before(words: list[Word], at: int, mention: Mention) -> int | None:
    """Return the index of a noun of kin that stands before a comma before a role ("сосед, пенсионер …")."""
    if at < 1 or words[at - 1].text != ",":
        return None
    for k in range(at - 2, max(-1, at - 5), -1):
        if words[k].text in {",", ".", ";", ":"} or words[k].is_finite:
            return None
        if words[k].lemma in listed("ru", "people", "kin") and agree(words[k].case, mention.case):
            return k
    return None


def chained(words: list[Word], n: int, start: int) -> bool:
    """Tell whether a noun in the genitive only completes another role before it ("заместителя председателя")."""
    before = words[n - 1]
    return (
        n - 1 >= start
        and words[n].case == "Gen"
        and before.case == "Gen"
        and before.lemma in listed("ru", "people", "needs_complement")
    )


def whose(
    passage: RussianPassage, words: list[Word], begin: int, noun_at: int, noun: Word, mention: Mention
) -> Person | None:
    """Return whose kin or lawyer somebody is: "его жена", "мать покойного", else the person spoken of before."""
    if noun.lemma not in listed("ru", "people", "kin") and noun.lemma not in listed("ru", "people", "lawyers"):
        return None
    gender = ""
    nearby = words[max(0, begin - 1) : noun_at]
    if any(w.lower in {"его"} for w in nearby):
        gender = "Masc"
    elif any(w.lower in {"ее"} for w in nearby):
        gender = "Fem"
    known: list[Person] = []
    for other in reversed(passage.people.mentions):
        if other.start >= mention.start or other.person is mention.person or other.person in known:
            continue
        if gender and other.person.gender not in {"", gender}:
            continue
        if other.person.roles & listed("ru", "people", "officials"):
            continue
        known.append(other.person)
        break
    return known[0] if known else None


def role_text(passage: RussianPassage, phrase: list[Word], words: list[Word]) -> str:
    """Return a role in the nominative, small where only its place in the sentence makes it great."""
    text = called(phrase, passage.text)
    opening = phrase[0].i == words[0].i or words[phrase[0].i - words[0].i - 1].text in {"—", "•", ".", "❗️", ":", "-"}
    if phrase and phrase[0].is_capital and opening and not phrase[0].text.isupper():
        text = text[:1].lower() + text[1:]
    return text


def after(passage: RussianPassage, words: list[Word], last: int, mention: Mention, found: Described) -> None:
    """Add what stands after a name: "…, редактора сайта", "…, 47, краевед", "… — настройщик роялей"."""
    n = last + 1
    if n < len(words) and words[n].text == "(":
        close = next((k for k in range(n, min(n + 6, len(words))) if words[k].text == ")"), None)
        n = close + 1 if close is not None else n
    steps = 0
    while n < len(words) and words[n].text in {",", "|"} and steps < 3:
        steps += 1
        n += 1
        if n < len(words) and words[n].text in {"—", "–"}:
            n += 1
        if n < len(words) and (words[n].text.isdigit() or words[n].pos == "NUM"):
            while n < len(words) and words[n].text not in {",", "|", ".", ":", ";", "—"}:
                n += 1
            continue
        phrase = phrase_after(words, n, people=frozenset(passage.people.at))
        noun = next((w for w in phrase if w.pos in {"NOUN", "PROPN", "ADJ"} and is_role(w)), None)
        if noun is None or noun.i in passage.people.at or words[n - 1].i + 4 < noun.i:
            return
        agrees = noun.case == mention.case or {noun.case, mention.case} <= {"Acc", "Gen"}
        listed_line = ":" in {w.text for w in words} or "|" in {w.text for w in words}
        if not agrees and not listed_line:
            return
        if any(w.i in passage.people.at for w in phrase):
            return
        end = next(k for k, w in enumerate(words) if w.i == phrase[-1].i) + 1
        if (
            end < len(words)
            and words[end].text not in {",", ".", ")", ":", ";", "—", "|", "–"}
            and words[end].pos not in {"VERB", "CCONJ", "ADV", "ADP"}
        ):
            return
        text = role_text(passage, phrase, words)
        if noun.lemma in listed("ru", "people", "kin") | listed("ru", "people", "not_roles"):
            return
        found.roles += [text]
        found.nouns.append(noun)
        found.end = phrase[-1].end
        n = end
    if n < len(words) - 1 and n == last + 1 and words[n].text in {"—", "–"} and mention.case == "Nom":
        phrase = phrase_after(words, n + 1, people=frozenset(passage.people.at))
        noun = next((w for w in phrase[:3] if w.pos in {"NOUN", "ADJ"} and is_role(w) and w.case == "Nom"), None)
        if noun is not None and not any(w.i in passage.people.at for w in phrase):
            found.roles.append(role_text(passage, phrase, words))
            found.nouns.append(noun)
            found.end = phrase[-1].end


def age_of(passage: RussianPassage, sentence: Sentence, mention: Mention) -> Number | None:
    """Return the age told beside a name."""
    for age in passage.ages:
        if sentence.start <= age.start < sentence.end and (
            0 <= age.start - mention.end <= 4
            or (
                0 <= mention.start - age.end <= 45
                and passage.text[age.start : age.end + 8].lower().rstrip("-").find("летн") >= 0
            )
        ):
            between = (
                passage.text[mention.end : age.start]
                if age.start > mention.end
                else passage.text[age.end : mention.start]
            )
            if not any(
                mention.end <= o.start < age.start or age.end <= o.start < mention.start
                for o in passage.people.mentions
            ) and not any(c in between for c in ".;:"):
                return age
    return None
