"""Who says what: the speaker whom a document names for its words. All people and cases are invented."""

import pytest

from khronika.documents.document import Block, Document
from khronika.reading.clauses import clause_of
from khronika.reading.parsing import parse
from khronika.reading.passage import Passage
from khronika.reading.voices import Voice, held, voice_at
from khronika.vocabulary.terms import Modality


def opened(text: str, published: str = "2024-03-10") -> Passage:
    document = Document(
        id="x",
        text=text,
        sha256="",
        media_type="text/plain",
        language="en",
        published=published,
        blocks=(Block(0, len(text), number=1),),
    )
    return Passage(document, parse(document))


def voice_of(text: str, words: str) -> Voice:
    at = text.index(words)
    return voice_at(opened(text), at, at + len(words))


def speaker(text: str, words: str) -> str:
    return voice_of(text, words).by


def modality(text: str, words: str) -> Modality:
    passage, at = opened(text), text.index(words)
    verb = next(t for t in passage.tokens(at, at + len(words)) if t.pos_ == "VERB")
    return held(passage, clause_of(verb), voice_at(passage, at, at + len(words)))


@pytest.mark.parametrize(
    ("text", "words", "by"),
    [
        ("The Steppe Monitor said that police had beaten three miners.", "beaten", "Steppe Monitor"),
        ("Police had beaten three miners, the Steppe Monitor said on Friday.", "beaten", "Steppe Monitor"),
        ("One of the officers, the driver relates, twisted her arm.", "twisted", "driver"),
        ("Guards took the letters away, according to a fellow prisoner.", "took", "fellow prisoner"),
        ("By the union’s count 40 miners were arrested.", "arrested", "union"),
        ("Three men were killed, says the Steppe Monitor; the army moved on.", "killed", "Steppe Monitor"),
        ("Three men were killed, says the Steppe Monitor; the army moved on.", "moved", "author"),
        ("The clinic lists 47 dead.", "47", "clinic"),
        ("The health ministry puts the toll at 31.", "31", "health ministry"),
        ("The clinic counts 47 dead; of those, 18 were children.", "18", "clinic"),
        ("The health ministry speaks of 31 dead; the elders, of nearly fifty.", "fifty", "elders"),
        ("The bishop’s: 22 killed.", "22", "bishop"),
        ("Updated figures from the Steppe Monitor: 192 in custody.", "192", "Steppe Monitor"),
        ("According to information received by the Steppe Monitor, four men were beaten.", "beaten", "Steppe Monitor"),
        ("The spokesman for the ministry, Colonel Azat Ibrayev, said no shots were fired.", "fired", "Azat Ibrayev"),
    ],
)
def test_a_speaker_is_told_by_the_grammar_around_the_words(text: str, words: str, by: str) -> None:
    assert speaker(text, words) == by


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Abay District Court found Daulet Sarsenov guilty of libel.", "guilty"),
        ("The High Court has put off the trial of the twelve miners.", "twelve"),
        ("Daulet Sarsenov was jailed for a month; the Court of Appeal confirmed that order.", "jailed"),
        ("We documented 88 killings.", "88"),
        ("This report documents 88 killings.", "88"),
        ("Marat Ilyasov is charged with sabotage on account of a photograph of a bridge.", "charged"),
        ("The court rejected his appeal.", "rejected"),
        ("His family learned that the president had refused a pardon.", "refused"),
    ],
)
def test_what_the_document_tells_itself_has_no_other_speaker(text: str, words: str) -> None:
    assert speaker(text, words) == "author"


QUOTED = "“They beat us with cables,” said Lida Ostrom. The street was empty. “They took our phones and they locked the gate.”"


@pytest.mark.parametrize("text", [QUOTED, QUOTED.replace("“", '"').replace("”", '"')])
def test_a_quotation_goes_on_after_a_sentence_in_between_in_curly_and_in_straight_marks(text: str) -> None:
    assert speaker(text, "beat") == "Lida Ostrom"
    assert speaker(text, "took") == "Lida Ostrom"
    assert speaker(text, "was empty") == "author"


@pytest.mark.parametrize("marks", ["“”", '""'])
def test_the_speaker_may_stand_before_a_colon(marks: str) -> None:
    text = f"Outside the court. Azat Ibrayev: {marks[0]}We fired into the air. Nobody was hurt.{marks[1]}"
    assert speaker(text, "fired") == "Azat Ibrayev"


def test_a_few_borrowed_words_do_not_make_the_sentence_somebody_elses() -> None:
    text = "Lida Ostrom smiled. Guards moved her to what they call “the quiet room” and locked it."
    assert speaker(text, "moved") == "author"


def test_it_adds_is_the_body_spoken_of_before() -> None:
    text = "The Interior Ministry denied the claim. All complaints had been checked, it added."
    assert speaker(text, "checked") == "Interior Ministry"


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The army denied that it had burned the village.", "burned", Modality.DENIED),
        ("The army said that no soldier had burned the village.", "burned", Modality.DENIED),
        ("Soldiers allegedly burned the village.", "burned", Modality.ALLEGED),
        ("The guards are said to have burned the letters.", "burned", Modality.ALLEGED),
        ("If he writes again, he will be moved to another prison.", "moved", Modality.CONDITIONAL),
        ("Should he write again, the court will jail him.", "jail", Modality.CONDITIONAL),
        ("The trial is due to open on 2 April.", "open", Modality.PLANNED),
        ("His counsel said that an appeal would be lodged next week.", "lodged", Modality.PLANNED),
        ("For five days she could see no lawyer.", "see", Modality.ASSERTED),
        ("Soldiers burned the village.", "burned", Modality.ASSERTED),
    ],
)
def test_how_firmly_a_thing_is_told(text: str, words: str, expected: Modality) -> None:
    assert modality(text, words) is expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Lida Ostrom has to keep away from the gate.", "keep"),
        ("Lida Ostrom called the guards to open the gate.", "open"),
    ],
)
def test_verbs_that_may_count_or_take_a_stand_do_not_speak_otherwise(text: str, words: str) -> None:
    assert speaker(text, words) == "author"
