"""Whom a clause of a Russian text is about: by name, by what they are, by a pronoun, or taken over from before."""

from dataclasses import dataclass, replace

from khronika.reading.lexicon import words as listed
from khronika.reading.russian.bodies import bodies_in
from khronika.reading.russian.clauses import Clause
from khronika.reading.russian.engine import fold
from khronika.reading.russian.passage import RussianPassage, Sentence
from khronika.reading.russian.people import Mention, Person
from khronika.reading.russian.phrases import called, is_body_noun, phrase_after
from khronika.reading.russian.quantities import Number
from khronika.reading.russian.words import Word
from khronika.vocabulary.statement import Party
from khronika.vocabulary.terms import Bound

PATIENT = frozenset({"Acc", "Gen", "Dat"})
COLLECTIVE = frozenset({"человек", "люди", "лицо"})
BACK = 3  # sentences that a pronoun looks back over


@dataclass(frozen=True, slots=True)
class Who:
    """A party where it is told. ``at`` is the offset of its words; ``is_inferred`` tells that they do not name it."""

    party: Party
    at: int
    end: int
    case: str
    is_inferred: bool = False
    person: Person | None = None


def is_official(mention: Mention, passage: RussianPassage) -> bool:
    """Tell whether somebody stands in the text as a judge, a lawyer or another who is not proceeded against."""
    sentence = passage.sentence_of(mention.words[0])
    before = [w for w in sentence.words if w.i < mention.words[0].i][-5:]
    officials = listed("ru", "people", "officials")
    for word in reversed(before):
        if word.text in {",", ".", ";", "—", ":"} or word.is_finite:
            break
        if word.lemma in officials and word.lemma not in {"правозащитник", "правозащитница", "адвокат"}:
            return True
        if word.lemma == "адвокат" and word.case == mention.case:
            return True
    return bool(mention.person.roles & officials) and not mention.person.roles & {"правозащитник", "правозащитница"}


def complement_of(passage: RussianPassage, mention: Mention) -> Word | None:
    """Return the noun for a person whose complement a mention is ("мать Полины Шмаковой"), or None."""
    sentence = passage.sentence_of(mention.words[0])
    before = [w for w in sentence.words if w.i < mention.words[0].i]
    if not before or mention.case != "Gen" or before[-1].pos != "NOUN" or (before[-1].is_capital and len(before) > 1):
        return None
    noun = before[-1]
    if noun.is_person and noun.case != mention.case:
        return noun
    return noun if noun.lemma in {"защита", "семья", "штаб", "команда"} else None


def named_in(passage: RussianPassage, clause: Clause) -> list[Who]:
    """Return the persons that a clause names, officials and complements left out."""
    found = []
    for mention in passage.mentions_in(clause.start, clause.end):
        if not is_official(mention, passage) and complement_of(passage, mention) is None:
            short = mention.person.name.lower() != fold_name(mention)
            found.append(
                Who(
                    Party(name=mention.person.name),
                    mention.start,
                    mention.end,
                    mention.case,
                    short and not mention.is_full,
                    mention.person,
                )
            )
    return found


def fold_name(mention: Mention) -> str:
    """Return the words of a mention as they stand, in lower case."""
    return " ".join(w.text for w in mention.words).lower()


def groups_in(passage: RussianPassage, clause: Clause) -> list[Who]:
    """Return the groups with a count that a clause tells: "пятерых крымских татар", "двое студентов", "23 человека"."""
    found = []
    sentence = passage.sentence_of(clause.words[0])
    people = frozenset(passage.people.at)
    for number in passage.numbers:
        if (
            not clause.start <= number.start < clause.end
            or number.unit
            or number.value < 1
            or is_measured(passage, number)
        ):
            continue
        n = next((k for k, w in enumerate(sentence.words) if w.start >= number.end), None)
        inside = [w for w in sentence.words if number.start <= w.start < number.end]
        if not inside:
            continue
        collective = inside[-1].lower.endswith(("еро", "ерых", "ерым", "оих", "оим", "двое", "трое", "оими"))
        if n is None or n >= len(sentence.words) or sentence.words[n].start - number.end > 1:
            noun, group, end = None, "", number.end
        else:
            skipped = sentence.words[n].lower in {"его", "ее", "их", "еще"} and n + 1 < len(sentence.words)
            noun, group, end = counted_phrase(passage, sentence, n + skipped, people)
        if noun is None and not collective and not (number.value > 1 and stands_alone(sentence, number)):
            continue
        if noun is None:
            group = ""
        bound = number.bound or Bound.EXACTLY
        case = inside[0].case or (noun.case if noun is not None else "")
        if case in {"Gen", "Acc"} and not collective and inside[0].text.isdigit():
            case = "Num"
        if not group and 2 <= number.value <= 4 and not following_of(sentence, number.end):
            known = last_persons(passage, inside[0], number.value)
            if len(known) == number.value:
                found += [Who(Party(name=p.name), number.start, end, case, True, p) for p in known]
                continue
        found.append(
            Who(
                Party(group=group or "человек", count=number.value, bound=bound),
                number.bound_start,
                end,
                case,
                not group,
            )
        )
    return found


def is_measured(passage: RussianPassage, number: Number) -> bool:
    """Tell whether a number is a part of a date, a sum, an age, a law or a length of time."""
    return bool(passage.measured[number.start])


def stands_alone(sentence: Sentence, number: Number) -> bool:
    """Tell whether nothing that a number could count stands after it ("освобождены девять")."""
    after = next((w for w in sentence.words if w.start >= number.end), None)
    word = next((w for w in sentence.words if w.start >= number.start), None)
    return (
        word is not None
        and word.pos == "NUM"
        and word.text.isalpha()
        and (after is None or after.text in {",", ".", ";"})
    )


def following_of(sentence: Sentence, end: int) -> bool:
    """Tell whether "из" follows: then a number counts some of those who were told before."""
    after = next((w for w in sentence.words if w.start >= end), None)
    return after is not None and after.lower == "из"


def counted_phrase(
    passage: RussianPassage, sentence: Sentence, n: int, people: frozenset[int]
) -> tuple[Word | None, str, int]:
    """Return the noun that a number counts, the phrase in the nominative plural, and where it ends."""
    phrase = phrase_after(sentence.words, n, people=people)
    noun = next((w for w in phrase if w.pos in {"NOUN", "PROPN"}), None)
    if noun is None or (noun.lemma not in COLLECTIVE and not noun.is_person) or noun.i in people:
        adjective = next((w for w in phrase[:2] if w.lemma in listed("ru", "tolls", "people")), None)
        if adjective is None:
            return None, "", 0
        noun = adjective
        phrase = phrase[: phrase.index(adjective) + 1]
    return noun, plural_of(phrase, noun, passage.text), phrase[-1].end


def plural_of(phrase: list[Word], noun: Word, text: str) -> str:
    """Return a counted phrase in the nominative plural ("двоих студентов" counts "студенты"); "человек" stays."""
    if noun.lemma in COLLECTIVE and len(phrase) == 1:
        return "человек"
    plural = [replace_number(w) if w.case == noun.case or w.i == noun.i else w for w in phrase]
    if noun.case == "Nom":
        return called(phrase, text)
    return called(plural, text)


def replace_number(word: Word) -> Word:
    """Return a copy of a word that counts as plural, since "два журналиста" has the noun in the singular."""
    if word.number == "Plur":
        return word
    copy = Word(
        word.i,
        word.text,
        word.start,
        word.end,
        word.pos,
        {**word.feats, "Number": "Plur"},
        word.head,
        word.dep,
        word.lemma,
        word.analysis,
    )
    made = (
        word.analysis.inflect({"gent", "plur"}) if word.analysis is not None and word.pos in {"NOUN", "ADJ"} else None
    )
    if made is not None:
        copy.text = str(made.word) if not word.is_capital else str(made.word).capitalize()
        copy.analysis = made
        copy.feats["Case"] = "Gen"
    return copy


def described_in(passage: RussianPassage, sentence: Sentence, clause: Clause) -> list[Who]:
    """Return persons whom a clause calls by what they are ("эколога", "имам", "художнице") or by a pronoun."""
    found: list[Who] = []
    named = passage.people.at
    general, both = listed("ru", "people", "general"), listed("ru", "people", "both")
    for word in clause.words:
        if word.i in named or is_body_noun(word):
            continue
        if word.lower in both | {"обоих", "обоим", "обоими"}:
            last = last_persons(passage, word, 2)
            found += [Who(Party(name=p.name), word.start, word.end, word.case, True, p) for p in last]
        elif (word.pos in {"NOUN", "ADJ", "VERB"} and word.case and not word.is_capital) or (
            word.i == sentence.words[0].i and word.pos in {"NOUN", "ADJ"}
        ):
            after = passage.words[word.i + 1] if word.i + 1 < len(passage.words) else None
            if after is not None and after.i in named:
                continue
            role = word.lemma if word.lemma not in {"осудить", "задержать", "обвинять", "арестовать"} else word.lower
            person = next(
                (p for p in reversed(passage.people.persons) if word.lemma in p.roles and p.first < word.start), None
            )
            if (
                person is None
                and (role in general or word.lemma in general)
                and word.number == "Sing"
                and word.pos == "NOUN"
            ):
                person = next(iter(last_persons(passage, word, 1)), None)
            if person is not None and not (
                person.roles & listed("ru", "people", "officials") and word.lemma in listed("ru", "people", "officials")
            ):
                found.append(Who(Party(name=person.name), word.start, word.end, word.case, True, person))
        elif (word.pos == "PRON" and word.feats.get("Person") == "3") or word.lower in listed(
            "ru", "people", "pronouns"
        ):
            if word.dep in {"det", "nmod"} and word.lower in {"его", "ее", "их"}:
                continue
            if word.number == "Plur":
                continue
            gender = word.gender if word.lower not in {"его", "ему", "него", "ним", "нем"} else "Masc"
            person = next(iter(last_persons(passage, word, 1, gender)), None)
            if person is not None:
                found.append(Who(Party(name=person.name), word.start, word.end, word.case, True, person))
    return found


def last_persons(passage: RussianPassage, word: Word, count: int, gender: str = "") -> list[Person]:
    """Return the persons named last before a word, officials left out where others are there; the nearest first."""
    sentence = passage.sentence_of(word)
    found: list[Person] = []
    weak: list[Person] = []
    for mention in reversed(passage.mentions_in(0, word.start)):
        if mention.start >= word.start or mention.person in found:
            continue
        if passage.sentence_of(mention.words[0]).number < sentence.number - BACK * (1 if found or weak else 4):
            break
        if gender and mention.person.gender and mention.person.gender != gender:
            continue
        if complement_of(passage, mention) is not None and mention.person in found:
            continue
        (weak if is_official(mention, passage) else found).append(mention.person)
        if len(found) == count:
            break
    chosen = found if len(found) >= count or not weak else found + weak[: count - len(found)]
    return list(reversed(chosen[:count])) if count > 1 else chosen[:1]


def single_groups(passage: RussianPassage, sentence: Sentence, clause: Clause) -> list[Who]:
    """Return unnamed persons as groups of their own: "контролёр", "двое", "прихожан"."""
    found = []
    for n, word in enumerate(sentence.words):
        if (
            not clause.start <= word.start < clause.end
            or word.pos != "NOUN"
            or word.i in passage.people.at
            or is_body_noun(word)
        ):
            continue
        if (
            word.analysis is None
            or not word.is_person
            or word.lemma in listed("ru", "people", "not_roles") | listed("ru", "people", "officials")
        ):
            continue
        following = passage.words[word.i + 1] if word.i + 1 < len(passage.words) else None
        if following is not None and following.i in passage.people.at:
            continue
        before = sentence.words[n - 1] if n else None
        if (
            before is not None and (before.pos in {"NUM", "ADP"} or before.lower in {"его", "ее", "их"})
        ) or word.dep in {"nmod", "obl"}:
            continue
        phrase = phrase_after(sentence.words, n, prepositions=False, people=frozenset(passage.people.at))
        name = called(phrase, passage.text)
        if word.i == sentence.words[0].i:
            name = name[:1].lower() + name[1:]
        count = 1 if word.number == "Sing" else None
        found.append(
            Who(
                Party(group=name, count=count, bound=Bound.EXACTLY if count else None),
                word.start,
                phrase[-1].end,
                word.case,
            )
        )
    return found


def affected(passage: RussianPassage, sentence: Sentence, clause: Clause, who: str) -> list[Who]:
    """Return whom the predicate of a clause befalls; ``who`` is ``object``, ``subject`` or ``any``."""
    predicate = clause.predicate
    passive = predicate is not None and (
        predicate.feats.get("Variant") == "Short" or predicate.feats.get("Voice") == "Pass"
    )
    wanted = (
        frozenset({"Nom", "Num", ""})
        if who == "subject" or (passive and who == "object")
        else PATIENT | {"Num", ""}
        if who == "object"
        else PATIENT | {"Nom", "Ins", "Loc", "Num", ""}
    )
    agentless = predicate is not None and predicate.number == "Plur" and not passive and who == "object"
    named, groups = named_in(passage, clause), groups_in(passage, clause)
    fitting = [
        w for w in named + groups if w.case in wanted or (agentless and w.case == "Nom" and w.person is not None)
    ]
    if (
        not fitting
        and who == "object"
        and named
        and any(b.case == "Nom" for b in bodies_in(passage, sentence) if clause.start <= b.noun.start < clause.end)
    ):
        fitting = named
    if any(w.person is not None and not w.is_inferred for w in fitting):
        fitting = [w for w in fitting if w.person is not None or not w.is_inferred]
    told = [w for w in fitting if w.person is not None]
    if told:
        fitting = [w for w in fitting if w.person is not None or (w.party.count or 0) > len(told) or w.at > told[-1].at]
    if fitting:
        return sorted(fitting, key=lambda w: w.at)
    described = [w for w in described_in(passage, sentence, clause) if w.case in wanted]
    if described:
        return unique(described)
    return [w for w in single_groups(passage, sentence, clause) if w.case in wanted]


def unique(found: list[Who]) -> list[Who]:
    """Return the parties without repetitions, in order."""
    kept: dict[Party, Who] = {}
    for one in found:
        kept.setdefault(one.party, one)
    return list(kept.values())


def as_inferred(found: list[Who]) -> list[Who]:
    """Return parties that another clause told."""
    return [replace(one, is_inferred=True) for one in found]


def parts_of(name: str) -> set[str]:
    """Return the folded words of a name."""
    return {fold(part) for part in name.split()}
