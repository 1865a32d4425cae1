"""An invented case, told by three invented publishers who spell its people and count its dead differently.

All people, courts, places of publication and events in it are made up.
"""

from dataclasses import replace
from types import MappingProxyType
from typing import Any

from khronika.vocabulary.evidence import Evidence, Source, Standing
from khronika.vocabulary.statement import (
    Act,
    Assessment,
    Charge,
    Party,
    Penalty,
    Proceeding,
    Profile,
    Quote,
    Recommendation,
    Restriction,
    Toll,
)
from khronika.vocabulary.terms import ActType, Bound, Measure, Modality, Outcome, PenaltyType, Step

CAPTURED = "2024-03-01T09:00:00+00:00"


def source(name: str, published: str = "", publisher: str = "", **more: Any) -> Source:
    """Return an invented source whose hash is made of its name."""
    values: dict[str, Any] = {"captured": CAPTURED, "captured_by": "Vera", "filename": f"{name}.txt", "language": "en"}
    values |= {"sha256": (name.encode().hex() * 64)[:64], "published": published, "publisher": publisher} | more
    return Source(document=name, **values)


WATCH = source(
    "watch",
    "2024-02-11",
    "Lowland Watch",
    title="Organizer convicted in Port Tamar",
    captions=("Danil Ostrov enters the court in November 2023.",),
    credits=("© 2023 Lowland Watch",),
)
WIRE = source("wire", "2024-02-12", "Harbour Wire", title="Port Tamar verdict")
LETTER = source("letter", "2024-05-20", "Committee of Relatives")


def told(kind: type, quote: str, of: Source, start: int = 0, **slots: Any) -> Evidence:
    """Return a statement of an invented source as evidence; its name is made of the source and the place."""
    reasons = MappingProxyType(dict(slots.pop("reasons", {})))
    span = Quote(start, start + len(quote), quote)
    statement = kind(document=of.document, quote=span, reasons=reasons, **slots)
    return Evidence(id=f"{of.document}-{start}", statement=statement, source=of)


def people(*names: str) -> tuple[Party, ...]:
    """Return parties of these names."""
    return tuple(Party(name) for name in names)


def decided(one: Evidence, standing: Standing) -> Evidence:
    """Return evidence that somebody decided about."""
    return replace(one, standing=standing, decided_by="Vera", decided_at=CAPTURED)


OSTROV = people("Danil Ostrov")
PRISON = Penalty(PenaltyType.IMPRISONMENT, "P4Y", suspended=True)
YEAR = {"date": "no year in the text; 2024 because it was published 2024-02-11"}

CASE: tuple[Evidence, ...] = (
    told(
        Proceeding,
        "Danil Ostrov enters the court in November 2023",
        WATCH,
        0,
        step=Step.HEARING,
        subject=OSTROV,
        date="2023-11",
        place="Port Tamar",
    ),
    told(
        Proceeding,
        "On February 10, the Quay District Court convicted Danil Ostrov of leading a riot and sentenced him to four "
        "years in prison, suspended",
        WATCH,
        100,
        step=Step.VERDICT,
        subject=OSTROV,
        date="2024-02-10",
        body="Quay District Court",
        place="Port Tamar",
        outcome=Outcome.CONVICTED,
        charges=(Charge("leading a riot"),),
        penalties=(PRISON,),
        inferred=("date",),
        reasons=YEAR,
    ),
    told(
        Proceeding,
        "The court also found him guilty of insulting an official",
        WATCH,
        300,
        step=Step.VERDICT,
        subject=OSTROV,
        date="2024-02-10",
        body="court",
        outcome=Outcome.CONVICTED,
        charges=(Charge("insulting an official"),),
        inferred=("date", "subject"),
        reasons=YEAR,
    ),
    told(
        Proceeding,
        "The charges carried up to eight years",
        WATCH,
        400,
        step=Step.CHARGE,
        subject=OSTROV,
        charges=(Charge(maximum="P8Y"),),
        inferred=("subject",),
    ),
    told(
        Restriction,
        "barred him from leading any party and from posting on social media for four years",
        WATCH,
        500,
        subject=OSTROV,
        prohibits=("leading any party", "posting on social media"),
        imposed_by="court",
        duration="P4Y",
        inferred=("subject",),
    ),
    told(
        Restriction,
        "If he breaks the ban, he faces prison",
        WATCH,
        600,
        subject=OSTROV,
        consequence="prison",
        modality=Modality.CONDITIONAL,
        inferred=("subject",),
    ),
    told(Profile, "Danil Ostrov, a dock worker", WATCH, 700, subject=OSTROV[0], roles=("dock worker",)),
    told(
        Act,
        "The ministry again refused to register the Dockers Party",
        WATCH,
        800,
        type=ActType.DENIAL_OF_REGISTRATION,
        victims=(Party("Dockers Party"),),
        perpetrators=(Party(group="ministry"),),
    ),
    told(
        Toll,
        "more than 300 others were convicted over the August unrest",
        WATCH,
        900,
        measure=Measure.CONVICTED,
        count=300,
        bound=Bound.MORE_THAN,
        who="others",
        event="August unrest",
    ),
    told(
        Toll,
        "41 people were killed in the August unrest",
        WATCH,
        1000,
        measure=Measure.KILLED,
        count=41,
        who="people",
        event="August unrest",
    ),
    told(
        Toll,
        "three people who the government admits died in custody",
        WATCH,
        1100,
        measure=Measure.DIED_IN_CUSTODY,
        count=3,
        who="people",
        asserted_by="government",
    ),
    told(
        Assessment,
        "monitors of the Tamar Bar called the trial unfair",
        WATCH,
        1200,
        about="trial",
        finding="unfair",
        by="monitors of the Tamar Bar",
        asserted_by="monitors of the Tamar Bar",
    ),
    told(
        Recommendation,
        "The ministry should register the party",
        WATCH,
        1300,
        to="ministry",
        action="register the party",
    ),
    told(
        Proceeding,
        "Daniil Ostroff? No: D. Ostrov got four years suspended and a fine of 900 crowns on 10 February 2024",
        WIRE,
        0,
        step=Step.VERDICT,
        subject=people("D. Ostrov"),
        date="2024-02-10",
        body="court",
        outcome=Outcome.CONVICTED,
        penalties=(PRISON, Penalty(PenaltyType.FINE, amount=900, currency="XTS")),
    ),
    told(
        Toll,
        "38 people died in the August unrest, the mayor said",
        WIRE,
        200,
        measure=Measure.KILLED,
        count=38,
        who="people",
        event="August unrest",
        asserted_by="mayor",
    ),
    told(
        Proceeding,
        "On 15 May 2024 the Tamar Regional Court upheld the verdict against Danil Ostrov",
        LETTER,
        0,
        step=Step.APPEAL_DECISION,
        subject=OSTROV,
        date="2024-05-15",
        body="Tamar Regional Court",
        outcome=Outcome.UPHELD,
    ),
    told(
        Proceeding,
        "he was fined 700 crowns on 10 February 2024, his mother writes",
        LETTER,
        100,
        step=Step.VERDICT,
        subject=OSTROV,
        date="2024-02-10",
        asserted_by="Olga Ostrova",
        penalties=(Penalty(PenaltyType.FINE, amount=700, currency="XTS"),),
    ),
)
