"""What changed since an entry: only decisions on statements, or more; and the quick list of everybody."""

from khronika.record.changes import decided_since, read_since
from khronika.record.chronicle import Chronicle, decide, evidence, last_entry, undo
from khronika.record.identities import same
from khronika.record.people import called, everybody, those
from khronika.vocabulary.evidence import Standing
from tests.record.invented import ACTOR
from tests.record.people import peopled


def test_decisions_on_statements_are_told_one_by_one_and_anything_else_as_more(chronicle: Chronicle) -> None:
    peopled(chronicle)
    before, _ = last_entry(chronicle)
    one, other = evidence(chronicle)[:2]
    assert decided_since(chronicle, before) == ()
    decide(chronicle, one.id, Standing.ACCEPTED, actor=ACTOR, reason="")
    decide(chronicle, other.id, Standing.REJECTED, actor=ACTOR, reason="another man")
    undo(chronicle, one.id, actor=ACTOR)
    told = decided_since(chronicle, before)
    assert told is not None
    assert {e.id: e for e in told} == {e.id: e for e in evidence(chronicle) if e.id in {one.id, other.id}}
    same(chronicle, "Жанар Айтмай", "Zhanar Aitmay", actor=ACTOR)
    assert decided_since(chronicle, before) is None
    assert decided_since(chronicle, 0) is None
    assert not read_since(chronicle, before)
    assert read_since(chronicle, 0)


def test_the_quick_list_of_everybody_says_who_is_who(chronicle: Chronicle) -> None:
    peopled(chronicle)
    for _ in range(2):
        whole = everybody(chronicle)
        assert [(one.id, one.type, one.name) for one in called(chronicle)] == [(o.id, o.type, o.name) for o in whole]
        assert those(chronicle, called(chronicle)) == whole
        same(chronicle, "Жанар Айтмай", "Zhanar Aitmay", actor=ACTOR) if not any(o.decided for o in whole) else None
