"""An encrypted chronicle tells nothing without its passphrase, and everything with it."""

import hashlib
import os
import re
import signal
import tarfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pyrage import decrypt as age_opens

from khronika.errors import ChronicleError, KhronikaError, RequestError
from khronika.record import backup as backups
from khronika.record import encrypting
from khronika.record.backup import backup, restore
from khronika.record.chronicle import (
    Chronicle,
    decide,
    document_of,
    erase,
    evidence,
    init,
    last_entry,
    open_chronicle,
    rebuild,
    sources,
)
from khronika.record.encrypting import change_passphrase, encrypt, finish_encrypting
from khronika.record.folder import encrypted as is_encrypted
from khronika.record.gatherings import name_party, open_case
from khronika.record.keys import Keys, Lock, new_lock, padded
from khronika.record.tables import tables
from khronika.record.vault import files_in
from khronika.record.verification import verify
from khronika.vocabulary.evidence import Standing
from tests.record import postgres
from tests.record.invented import ACTOR, add, behind, forget, report
from tests.record.quick_keys import OTHER, WORDS

PLANTED = (  # words of the documents, their names and titles, of people, reasons and cases; the hashes of the documents
    *("Report 2", "people were hurt", "Полиция", "Айбек", "report-2", "An Invented Bulletin", "Kök-Tash"),
    *("the neighbour saw it", "Planted Party", "Planted Case", ACTOR, "physical_attack", "document_captured"),
    *(report(number)[1].sha256 for number in (1, 2, 3)),
)


def filled(chronicle: Chronicle) -> Chronicle:
    """Add three documents, and decide about them."""
    for number in (1, 2, 3):
        add(chronicle, number)
    ids = [one.id for one in evidence(chronicle)]
    decide(chronicle, ids[0], Standing.REJECTED, actor=ACTOR, reason="the neighbour saw it")
    name_party(chronicle, "person", "Planted Party", actor=ACTOR)
    open_case(chronicle, "Planted Case", ids, actor=ACTOR)
    return chronicle


def told_by(*places: Path) -> set[str]:
    """Return the planted words that stand in files or their names, in whatever encoding."""
    files = [path for place in places for path in (place, *place.rglob("*"))]
    raw = b"\n".join(path.read_bytes() for path in files if path.is_file())
    names = "\n".join("".join(path.parts[-2:]) for path in files if path.is_file())
    return {
        word
        for word in PLANTED
        if word in names or any(word.encode(code) in raw for code in ("utf-8", "utf-16-le", "utf-16-be"))
    }


def words() -> str:
    return WORDS


def test_nothing_is_written_in_the_clear(encrypted: Chronicle, in_the_open: Chronicle, tmp_path: Path) -> None:
    filled(in_the_open)
    backup(in_the_open, tmp_path / "open.tar")
    assert told_by(in_the_open.folder) == set(PLANTED), "a search that finds nothing anywhere proves nothing"
    filled(encrypted)
    erase(encrypted, report(3)[1].sha256, original=False, actor=ACTOR, reason="the neighbour saw it")
    rebuild(encrypted)
    backup(encrypted, tmp_path / "kept.tar")
    assert told_by(encrypted.folder, tmp_path / "kept.tar") == set()
    assert verify(encrypted) == ()


@pytest.fixture
def in_the_open(tmp_path: Path) -> Chronicle:
    return init(tmp_path / "open", actor=ACTOR)


def test_with_the_passphrase_all_is_there(encrypted: Chronicle, in_the_open: Chronicle) -> None:
    filled(encrypted)
    filled(in_the_open)
    again = open_chronicle(encrypted.folder, words)
    assert [one.statement for one in evidence(again)] == [one.statement for one in evidence(in_the_open)]
    assert document_of(again, report(2)[1].sha256) == report(2)[1]
    with again.writing() as database, in_the_open.reading() as other:
        assert {name: len(rows) for name, rows in tables(database).items()} == {
            name: len(rows) for name, rows in tables(other).items()
        }
    assert verify(again) == ()
    assert "AGE-SECRET" not in repr(again)


def state(folder: Path) -> dict[Path, tuple[bytes, int]]:
    """Return all that is in a folder, with the times of change."""
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}


def test_another_passphrase_opens_nothing_and_touches_nothing(encrypted: Chronicle) -> None:
    add(encrypted, 1)
    before = state(encrypted.folder)
    for asked in (lambda: OTHER, WORDS.upper, str):
        with pytest.raises(ChronicleError, match="this is not its passphrase; nothing was touched"):
            open_chronicle(encrypted.folder, asked)
    with pytest.raises(ChronicleError, match="it is encrypted"):
        open_chronicle(encrypted.folder)
    assert state(encrypted.folder) == before


def test_without_its_file_of_keys_nobody_opens_it(encrypted: Chronicle) -> None:
    key = encrypted.folder / "chronicle.key"
    whole = key.read_bytes()
    for damaged, says in ((b"", "damaged"), (b"letter", "damaged"), (whole[:-9], "damaged"), (None, "cannot be read")):
        key.unlink()
        if damaged is not None:
            key.write_bytes(damaged)
        with pytest.raises(ChronicleError, match=says):
            open_chronicle(encrypted.folder, words)
        key.touch()
    key.write_bytes(new_lock(WORDS).file)
    with pytest.raises(ChronicleError, match="not a database"):
        open_chronicle(encrypted.folder, words)
    key.write_bytes(whole)
    assert verify(open_chronicle(encrypted.folder, words)) == ()


def test_what_was_sealed_and_changed_is_found(encrypted: Chronicle) -> None:
    filled(encrypted)
    one, other = (encrypted.vault.path_of(report(number)[1].sha256) for number in (1, 2))
    sealed, rest = one.read_bytes(), other.read_bytes()
    one.chmod(0o600)
    other.chmod(0o600)
    one.write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))
    assert {fault.where for fault in verify(encrypted)} == {"report-1.txt"}
    one.write_bytes(rest)
    other.write_bytes(sealed)
    assert {"report-1.txt", "report-2.txt"} <= {fault.where for fault in verify(encrypted)}
    one.write_bytes(sealed)
    other.write_bytes(rest)
    assert verify(encrypted) == ()
    behind(encrypted, "UPDATE entry SET body = replace(body, 'Нурланов', 'Турланов') WHERE number = 4")
    assert verify(encrypted)[0].where == "entry 4"


def test_a_changed_byte_of_the_database_is_told(encrypted: Chronicle) -> None:
    filled(encrypted)
    path = encrypted.folder / "chronicle.sqlcipher"
    whole = path.read_bytes()
    for place in range(1000, len(whole), len(whole) // 12):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        try:
            told = " ".join(fault.what for fault in verify(open_chronicle(encrypted.folder, words)))
        except ChronicleError as error:
            told = str(error)
        assert re.search(r"malformed|not a database|disk I/O|damaged", told), place
    path.write_bytes(whole)
    assert verify(encrypted) == ()


def test_a_known_document_cannot_be_looked_for(lock: Lock, tmp_path: Path) -> None:
    data, document = report(1)
    keys = lock.keys
    assert keys.name(document.sha256) != document.sha256
    assert keys.name(document.sha256) != new_lock(WORDS).keys.name(document.sha256)
    assert len({padded(size) for size in range(100_000, 101_000)}) <= 2, "nor by its size"
    assert len(keys.seal(bytes(100_000))) >= padded(100_008)
    assert age_opens(keys.seal(data), [keys.identity]).startswith(data), "age opens it, with zeros at its end"


@pytest.mark.parametrize("size", [0, 1, 7, 8, 9, 255, 256, 257, 65_535, 1_000_003])
def test_what_is_sealed_is_opened_whatever_its_length(size: int) -> None:
    keys = new_keys()
    data = os.urandom(size)
    assert keys.open(keys.seal(data)) == data
    assert size + 8 <= padded(size + 8) <= 1.13 * (size + 8) + 1
    for damaged in (keys.seal(data)[:-1], b"", new_keys().seal(data)):
        with pytest.raises(ValueError):
            keys.open(damaged)


def new_keys() -> Keys:
    from pyrage import x25519  # noqa: PLC0415

    return Keys(str(x25519.Identity.generate()))


def test_a_passphrase_is_long_enough_and_the_same_on_every_keyboard(encrypted: Chronicle, lock: Lock) -> None:
    with pytest.raises(RequestError, match="shorter than 12"):
        new_lock("short")
    change_passphrase(encrypted.folder, words, lambda: "мой тайный ключ")  # й as one character
    assert open_chronicle(encrypted.folder, lambda: "мой тайный ключ".replace("й", "и\u0306"))


def test_the_passphrase_is_changed_and_the_one_from_before_opens_nothing(encrypted: Chronicle) -> None:
    filled(encrypted)
    before = (encrypted.folder / "chronicle.key").read_bytes()
    with pytest.raises(ChronicleError, match="not its passphrase"):
        change_passphrase(encrypted.folder, lambda: OTHER, lambda: OTHER)
    with pytest.raises(RequestError, match="shorter"):
        change_passphrase(encrypted.folder, words, lambda: "short")
    assert (encrypted.folder / "chronicle.key").read_bytes() == before
    change_passphrase(encrypted.folder, words, lambda: OTHER)
    with pytest.raises(ChronicleError, match="not its passphrase"):
        open_chronicle(encrypted.folder, words)
    assert evidence(open_chronicle(encrypted.folder, lambda: OTHER)) == evidence(encrypted)


def test_the_backup_is_encrypted_and_needs_the_passphrase(encrypted: Chronicle, tmp_path: Path) -> None:
    filled(encrypted)
    kept = tmp_path / "kept.tar"
    backup(encrypted, kept)
    with pytest.raises(ChronicleError, match="it is encrypted"):
        restore(kept, tmp_path / "again", actor=ACTOR)
    with pytest.raises(ChronicleError, match="not its passphrase"):
        restore(kept, tmp_path / "again", actor=ACTOR, ask=lambda: OTHER)
    assert not (tmp_path / "again").exists()
    again, _ = restore(kept, tmp_path / "again", actor="another", ask=words)
    assert evidence(open_chronicle(again.folder, words)) == evidence(encrypted)
    assert told_by(again.folder) == set()
    fresh = new_lock(OTHER)
    other, _ = restore(kept, tmp_path / "other", actor=ACTOR, ask=words, lock=fresh)
    assert other.keys == fresh.keys != encrypted.keys
    assert evidence(open_chronicle(other.folder, lambda: OTHER)) == evidence(encrypted)


def test_a_damaged_encrypted_backup_makes_nothing(encrypted: Chronicle, tmp_path: Path) -> None:
    filled(encrypted)
    kept = tmp_path / "kept.tar"
    backup(encrypted, kept)
    whole = kept.read_bytes()
    with tarfile.open(kept) as tar:
        assert tar.getnames() == ["chronicle.key", "backup.age"]
    for place in (600, 2100, len(whole) // 2, len(whole) - 2000):
        for damaged in (whole[:place], whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]):
            kept.write_bytes(damaged)
            with pytest.raises(ChronicleError, match="damaged"):
                restore(kept, tmp_path / "again", actor=ACTOR, ask=words)
            assert not (tmp_path / "again").exists()


def test_an_original_that_goes_while_it_is_backed_up_is_told(
    encrypted: Chronicle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(encrypted)
    encrypted.vault.path_of(report(2)[1].sha256).unlink()
    monkeypatch.setattr(backups, "verify", lambda _: ())
    with pytest.raises(ChronicleError, match="kept bytes cannot be read"):
        backup(encrypted, tmp_path / "kept.tar")
    assert [path.name for path in tmp_path.iterdir()] == ["chronicle"]


def test_a_chronicle_becomes_encrypted_and_nothing_readable_is_left(in_the_open: Chronicle, lock: Lock) -> None:
    filled(in_the_open)
    erase(in_the_open, report(3)[1].sha256, original=False, actor=ACTOR, reason="withdrawn")
    before = evidence(in_the_open), last_entry(in_the_open)
    sealed = encrypt(in_the_open, lock)
    again = open_chronicle(sealed.folder, words)
    assert (evidence(again), last_entry(again)) == before
    assert again.vault.load(report(3)[1].sha256) == report(3)[0], "an original that was to be kept is kept"
    assert verify(again) == ()
    assert told_by(sealed.folder) == set()
    assert not (sealed.folder / "chronicle.sqlite3").exists()
    assert not finish_encrypting(again)
    with pytest.raises(ChronicleError):
        add(in_the_open, 4)
    assert told_by(sealed.folder) <= {"Report 4"}, "who had it open the while writes nothing more into it"
    with pytest.raises(RequestError, match="encrypted already"):
        encrypt(again, lock)


@pytest.mark.parametrize("broken", ["copy_database", "write_head", "expect_sound"])
def test_an_encryption_that_fails_leaves_the_chronicle_as_it_was(
    in_the_open: Chronicle, lock: Lock, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    filled(in_the_open)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = set(files_in(in_the_open.folder))
    monkeypatch.setattr(encrypting, broken, full)
    with pytest.raises((ChronicleError, OSError), match="No space left"):
        encrypt(in_the_open, lock)
    monkeypatch.undo()
    assert not is_encrypted(in_the_open.folder)
    assert set(files_in(in_the_open.folder)) == before
    assert verify(open_chronicle(in_the_open.folder)) == ()


def test_killed_in_the_middle_of_encrypting_it_is_one_or_the_other(in_the_open: Chronicle, lock: Lock) -> None:
    for number in range(1, 13):
        add(in_the_open, number)
    before = evidence(in_the_open)
    folder, ends = in_the_open.folder, []
    for wait in range(25):
        process = os.fork()
        if not process:
            try:
                encrypt(in_the_open, lock)
            finally:
                os._exit(0)
        time.sleep(0.02 * 1.35**wait)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        ends.append(is_encrypted(folder))
        again = open_chronicle(folder, words)
        assert evidence(again) == before
        if ends[-1]:
            break
    assert ends[-1], "at last it has the time"
    assert len(ends) > 3, "it was killed before it was done"
    assert all(fault.do == "remove it with: khronika encrypt" for fault in verify(again))
    finish_encrypting(again)
    assert verify(again) == ()
    assert told_by(folder) == set()


def test_what_does_not_verify_is_not_encrypted(in_the_open: Chronicle, lock: Lock) -> None:
    filled(in_the_open)
    behind(in_the_open, "UPDATE entry SET actor = 'somebody else' WHERE number = 1")
    before = state(in_the_open.folder)
    with pytest.raises(ChronicleError, match="does not verify: entry 1"):
        encrypt(in_the_open, lock)
    assert state(in_the_open.folder) == before


@pytest.mark.parametrize("begin", [True, False])
def test_of_a_team_only_the_originals_are_encrypted(lock: Lock, tmp_path: Path, begin: bool) -> None:
    with postgres.database() as url:
        chronicle = init(tmp_path / "team", actor=ACTOR, url=url, lock=lock if begin else None)
        filled(chronicle)
        if not begin:
            encrypt(chronicle, lock)
        again = open_chronicle(chronicle.folder, words)
        add(again, 5)
        assert verify(again) == ()
        assert len(sources(again)) == 4
        assert told_by(chronicle.folder) == set()
        assert "database = " in (chronicle.folder / "chronicle.toml").read_text("utf-8")
        backup(again, tmp_path / "kept.tar")
        made, _ = restore(tmp_path / "kept.tar", tmp_path / "laptop", actor=ACTOR, ask=words)
        assert evidence(made) == evidence(again)
        forget(url)


def test_a_reader_of_the_source_is_told_of_no_half_state(encrypted: Chronicle) -> None:
    """Bytes that a crash left half sealed are no fault, and go with the next rebuilding."""
    filled(encrypted)
    left = encrypted.folder / "originals" / "00" / ".partial-99999999-x"
    left.parent.mkdir(exist_ok=True)
    left.write_bytes(b"age-encr")
    assert verify(encrypted) == ()
    rebuild(encrypted)
    assert not left.exists()


Change = Callable[[Path], object]
FOREIGN: list[Change] = [
    lambda folder: (folder / "chronicle.toml").write_text("format = 2\norigin = 'a'\n", "utf-8"),
    lambda folder: (folder / "chronicle.toml").write_text("format = 4\norigin = 'a'\n", "utf-8"),
    lambda folder: (folder / "chronicle.sqlcipher").write_bytes(b""),
    lambda folder: (folder / "chronicle.sqlcipher").unlink(),
    lambda folder: (folder / "chronicle.sqlcipher").write_bytes(hashlib.sha256(b"x").digest() * 500),
]


@pytest.mark.parametrize("change", FOREIGN)
def test_a_damaged_encrypted_chronicle_is_told_and_not_touched(encrypted: Chronicle, change: Change) -> None:
    add(encrypted, 1)
    change(encrypted.folder)
    before = state(encrypted.folder)
    with pytest.raises(KhronikaError):
        open_chronicle(encrypted.folder, words)
    assert state(encrypted.folder) == before
