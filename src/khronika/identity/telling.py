"""What a statement tells of somebody whom it names, beside the name."""

from collections.abc import Iterator

from khronika.identity.mentions import Mention, mentions
from khronika.identity.somebody import Told
from khronika.vocabulary.contract import to_record
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.statement import Act, Charge, Proceeding, Profile, Restriction, Toll


def tellings(one: Evidence) -> Iterator[tuple[Mention, Told]]:
    """Yield each name of a statement with what is told beside it."""
    found = list(mentions(to_record(one.statement)))
    for mention in found:
        beside = tuple(o.name for o in found if o.slot == mention.slot and o.index != mention.index)
        yield mention, told_of(one, mention, beside)


def told_of(one: Evidence, mention: Mention, beside: tuple[str, ...]) -> Told:
    """Return what a statement tells beside one of its names."""
    statement = one.statement
    date = place = court = sex = ""
    charges: tuple[str, ...] = ()
    roles: tuple[str, ...] = ("judge",) if mention.slot == "judge" else ()
    age: int | None = None
    match statement:
        case Proceeding():
            date, place, court = statement.date, statement.place, statement.body
            charges = tuple(filter(None, map(charge_words, statement.charges)))
        case Restriction():
            date, court = statement.date, statement.imposed_by
        case Act() | Toll():
            date, place = statement.date, statement.place
        case Profile():
            age, sex, roles = statement.age, statement.sex, statement.roles
    return Told(
        mention=mention.of(one.id),
        name=mention.name,
        document=one.source.document,
        source=one.source.sha256,
        date=date,
        court=court,
        place=place,
        charges=charges if mention.slot == "subject" else (),
        age=age,
        written=one.source.published[:10] or one.source.captured[:10],
        sex=sex,
        roles=roles,
        beside=beside,
        quote=statement.quote.text,
    )


def charge_words(charge: Charge) -> str:
    """Return what tells a charge from others: its provision, or its offence if that has at least two words."""
    if any(map(str.isdigit, charge.provision)):
        return charge.provision
    return charge.offence if len(charge.offence.split()) > 1 else ""
