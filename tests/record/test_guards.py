"""The database itself refuses to change the log, except that an entry is erased."""

import pytest
from django.db import connections

from khronika.errors import ChronicleError
from khronika.record.chronicle import Chronicle, erase, last_entry, rebuild
from khronika.record.guards import guarded, unguard
from khronika.record.verification import verify
from tests.record.invented import ACTOR, add, report

ROW = "place + 1, origin, number + 1, time, actor, kind, body, salt, body_hash, previous, hash"


@pytest.mark.parametrize(
    "command",
    [
        "UPDATE entry SET actor = 'somebody else'",
        "UPDATE entry SET body = '' WHERE number = 1",
        "UPDATE entry SET body = '', salt = '', time = '2020' WHERE number = 1",
        "UPDATE entry SET place = 99 WHERE number = 4",
        "DELETE FROM entry",
        "DELETE FROM entry WHERE number = 4",
        f"INSERT INTO entry SELECT {ROW} FROM entry WHERE number = 1",
        f"INSERT INTO entry SELECT {ROW.replace('place + 1', 'place + 9')} FROM entry WHERE number = 4",
    ],
)
def test_the_log_is_not_changed(chronicle: Chronicle, command: str) -> None:
    add(chronicle, 1)
    add(chronicle, 2)
    before = last_entry(chronicle)
    with (
        pytest.raises(ChronicleError, match="nothing was written"),
        chronicle.writing() as database,
        connections[database].cursor() as cursor,
    ):
        cursor.execute(command)
    assert last_entry(chronicle) == before
    assert verify(chronicle) == ()


def test_nor_emptied_nor_replaced(chronicle: Chronicle) -> None:
    add(chronicle, 1)
    row = ROW.replace("number + 1", "number")
    command = "TRUNCATE entry" if chronicle.url else f"REPLACE INTO entry SELECT {row} FROM entry WHERE number = 2"
    with (
        pytest.raises(ChronicleError, match="nothing was written"),
        chronicle.writing() as database,
        connections[database].cursor() as cursor,
    ):
        cursor.execute(command)
    assert last_entry(chronicle)[0] == 2


def test_erasing_is_let_through_and_guards_taken_away_are_missed(chronicle: Chronicle) -> None:
    add(chronicle, 1)
    erase(chronicle, report(1)[1].sha256, original=True, actor=ACTOR, reason="consent withdrawn")
    assert verify(chronicle) == ()
    with chronicle.writing() as database:
        unguard(database)
    assert [fault.what for fault in verify(chronicle)] == ["what keeps it from being changed was taken away"]
    rebuild(chronicle)
    assert verify(chronicle) == ()
    with chronicle.reading() as database:
        assert guarded(database)
