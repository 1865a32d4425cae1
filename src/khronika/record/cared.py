"""What was said of protection and consent, of a statement: of itself, of its document and of everybody it names."""

from khronika.record.cares import Cares, Consent, Protected, cares_of
from khronika.record.folder import Chronicle
from khronika.record.models import MentionRow
from khronika.record.people import by_id, roots_of
from khronika.vocabulary.evidence import Evidence

Said = tuple[str, tuple[tuple[Protected, ...], tuple[Consent, ...]]]


def said_of(chronicle: Chronicle, one: Evidence) -> tuple[Said, ...]:
    """Return what was said, with what it is of: "the statement", "the document", or the name of a party."""
    cares: Cares = cares_of(chronicle)
    if not (cares.protections or cares.consents):
        return ()
    with chronicle.reading() as database:
        linked = MentionRow.objects.using(database).filter(statement=one.id).values_list("party", flat=True)
        roots = sorted(set(roots_of(database, set(linked)).values()))
        people = [who for id_ in roots if (who := by_id(database, id_)) is not None]
    named = [("the statement", f"statement:{one.id}"), ("the document", f"source:{one.source.sha256}")]
    named += [(who.name, f"party:{who.id}") for who in people]
    made = [(of, cares.of(subject)) for of, subject in named]
    return tuple((of, said) for of, said in made if said[0] or said[1])
