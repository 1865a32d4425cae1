"""Invented reports of a few people in three alphabets, with what a reader would say of them."""

import hashlib

from khronika.documents.document import Block, Document, Role
from khronika.record.chronicle import Chronicle, capture
from khronika.vocabulary.statement import Charge, Party, Proceeding, Profile, Quote, Statement
from khronika.vocabulary.terms import Outcome, Step
from tests.record.invented import ACTOR, READER

DAY, COURT = "2024-05-16", "Abay District Court"


def told(chronicle: Chronicle, name: str, text: str, *said: Statement, published: str = "2024-05-20") -> None:
    """Capture an invented report with statements that quote all of it."""
    data = text.encode()
    document = Document(
        id=name,
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="text/plain",
        filename=f"{name}.txt",
        blocks=(Block(0, len(text), Role.PARAGRAPH, number=1, line=1),),
        publisher="An Invented Bulletin",
        published=published,
        language="ru",
    )
    capture(chronicle, data, document, said, actor=ACTOR, reader=READER, note="")


def verdict(document: str, text: str, *names: str, date: str = DAY, court: str = COURT) -> Proceeding:
    """Return a verdict on some people."""
    return Proceeding(
        document=document,
        quote=Quote(0, len(text), text),
        step=Step.VERDICT,
        subject=tuple(Party(name=name) for name in names),
        body=court,
        date=date,
        outcome=Outcome.CONVICTED,
        charges=(Charge(offence="inciting discord", provision="article 174"),),
    )


def profile(document: str, text: str, name: str, age: int, *roles: str) -> Profile:
    """Return who somebody is."""
    return Profile(
        document=document,
        quote=Quote(0, len(text), text),
        subject=Party(name=name),
        age=age,
        roles=roles or ("teacher",),
    )


def peopled(chronicle: Chronicle) -> None:
    """Add four reports: one trial in English and Russian, a namesake of another age, and a report from elsewhere."""
    english = "Zhanar Aitmay, 34, a teacher, and Marat Ospanov were sentenced by the Abay District Court."
    told(
        chronicle,
        "wire",
        english,
        verdict("wire", english, "Zhanar Aitmay", "Marat Ospanov"),
        profile("wire", english, "Zhanar Aitmay", 34),
    )
    russian = "Суд приговорил Айтмай Ж.Р. и Оспанова Марата."
    told(chronicle, "bulletin", russian, verdict("bulletin", russian, "Айтмай Ж.Р.", "Марат Оспанов"))
    later = "Жанар Айтмай, 19, студентка."
    told(chronicle, "students", later, profile("students", later, "Жанар Айтмай", 19, "student"))
    arabic = "وقال محمد القحطاني"
    told(chronicle, "gulf", arabic, profile("gulf", arabic, "محمد القحطاني", 40, "writer"))
