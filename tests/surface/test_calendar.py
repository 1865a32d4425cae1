"""The calendar as a file, a list and records; nothing that gives people away unless it is asked for.

``KHRONIKA_GOLDEN=write pytest tests/surface`` writes the golden file anew; read the difference before keeping it.
"""

import json
import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from icalendar import Calendar

from khronika.docket import cases
from khronika.docket.calendar import agenda
from khronika.surface.calendar_file import calendar_file, uid
from khronika.surface.calendar_text import appointment_record, calendar_text
from khronika.surface.naming import Naming, initials, named
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.statement import Proceeding, Restriction
from khronika.vocabulary.terms import Modality, Step
from tests.conftest import SAMPLES
from tests.docket.invented import CASE, OSTROV, source, told

Run = Callable[..., Result]
GOLDEN = Path(__file__).parent / "golden"
CHANGED = datetime(2024, 6, 1, 12, 30, tzinfo=UTC)
MORE: tuple[Evidence, ...] = (
    told(
        Proceeding,
        "Ostrov’s next hearing is planned for September 2024; bring water, and his papers",
        source("notice", "2024-06-01", "Harbour Wire"),
        step=Step.HEARING,
        subject=OSTROV,
        date="2024-09",
        body="Quay District Court",
        place="Port Tamar",
        modality=Modality.PLANNED,
    ),
    told(
        Restriction,
        "he may not meet Olga Marsh until 1 December 2024",
        source("notice", "2024-06-01", "Harbour Wire"),
        100,
        subject=OSTROV,
        prohibits=("meeting Olga Marsh",),
        until="2024-12-01",
        imposed_by="Judge Pavel Reed",
    ),
)
FOUND = agenda(cases((*CASE, *MORE))).appointments


def made(naming: Naming, found: Any = FOUND, revision: int = 7) -> bytes:
    return calendar_file(found, naming, CHANGED, revision)


def events(data: bytes) -> list[Any]:
    return list(Calendar.from_ical(data).walk("VEVENT"))


@pytest.mark.parametrize("naming", list(Naming))
def test_the_file_reads_as_it_did(naming: Naming) -> None:
    path = GOLDEN / f"calendar-{naming.name.lower()}.ics"
    data = made(naming)
    if os.environ.get("KHRONIKA_GOLDEN") == "write":
        path.write_bytes(data)
    assert data == path.read_bytes()


@pytest.mark.parametrize("naming", list(Naming))
def test_the_file_keeps_to_the_standard(naming: Naming) -> None:
    data = made(naming)
    assert data.endswith(b"END:VCALENDAR\r\n")
    lines = data.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in b"".join(lines)
    found = events(data)
    assert len(found) == len(FOUND)
    assert len({str(one["UID"]) for one in found}) == len(found)
    for one in found:
        start, end = one["DTSTART"], one["DTEND"]
        assert start.params["VALUE"] == end.params["VALUE"] == "DATE"
        assert start.dt < end.dt
        assert one["DTSTAMP"].dt == CHANGED
        assert one["CLASS"] == "CONFIDENTIAL"
        assert one["TRANSP"] == "TRANSPARENT"
        assert not one.errors


def test_another_parser_reads_the_same_events() -> None:
    vobject = pytest.importorskip("vobject")
    read = vobject.readOne(made(Naming.FULL).decode())
    theirs = {one.uid.value: (one.dtstart.value, one.dtend.value, one.summary.value) for one in read.vevent_list}
    ours = {str(e["UID"]): (e["DTSTART"].dt, e["DTEND"].dt, str(e["SUMMARY"])) for e in events(made(Naming.FULL))}
    assert theirs == ours


def test_a_month_is_a_span_that_says_so() -> None:
    (one,) = [e for e in events(made(Naming.FULL)) if "planned hearing" in e["SUMMARY"]]
    assert str(one["SUMMARY"]) == "○ planned hearing, some day in Sep 2024: Danil Ostrov"
    assert (one["DTSTART"].dt, one["DTEND"].dt) == (date(2024, 9, 1), date(2024, 10, 1))
    assert str(one["LOCATION"]) == "Quay District Court, Port Tamar"
    assert one["STATUS"] == "TENTATIVE"


def test_with_names_every_event_says_who_says_so_with_quote_and_statement() -> None:
    by_uid = {uid(one): one for one in FOUND}
    for event in events(made(Naming.FULL)):
        told_there = str(event["DESCRIPTION"])
        for one in by_uid[str(event["UID"])].evidence:
            assert f"“{one.statement.quote.text}”" in told_there
            assert one.id in told_there
            assert one.standing.value in told_there
            assert one.source.publisher in told_there


@pytest.mark.parametrize("naming", [Naming.INITIALS, Naming.NONE])
def test_without_names_nothing_that_a_source_says_of_people_is_in_the_file(naming: Naming) -> None:
    text = b"".join(made(naming).split(b"\r\n ")).decode()
    for name in ("Ostrov", "Danil", "Olga", "Marsh", "Reed", "Dockers", "convicted", "bring water"):
        assert name not in text
    assert all(one.ids[0] in text for one in FOUND)
    assert ("D. O." in text) is (naming is Naming.INITIALS)
    assert ("Quay District Court" in text) is (naming is Naming.INITIALS)


def test_the_same_record_gives_the_same_bytes_and_a_changed_one_updates_the_same_events() -> None:
    assert made(Naming.FULL) == made(Naming.FULL, agenda(cases((*MORE, *CASE))).appointments)
    before, after = events(made(Naming.INITIALS)), events(made(Naming.FULL, revision=8))
    assert [str(e["UID"]) for e in before] == [str(e["UID"]) for e in after]
    assert {int(e["SEQUENCE"]) for e in before} == {7}
    assert {int(e["SEQUENCE"]) for e in after} == {8}


def test_list_and_records_tell_the_same() -> None:
    text = " ".join(calendar_text(FOUND, Naming.FULL, date(2024, 6, 1), 200).split())
    records = [appointment_record(one, Naming.FULL) for one in FOUND]
    assert text.index("TO COME") < text.index("PAST")
    for record in records:
        assert record["what"] in text
        assert all(name in text for name in record["rests_on"])
        assert record["quotes"]
    safe = json.dumps([appointment_record(one, Naming.NONE) for one in FOUND], ensure_ascii=False)
    assert "Ostrov" not in safe
    assert "Quay" not in safe


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Danil Ostrov", "D. O."), ("Жанболат Мамай", "Ж. М."), ("D. Ostrov", "D. O."), ("al-Qahtani", "A. Q."), ("…", "N. N."), ("former prisoners", "former prisoners")],
)  # fmt: skip
def test_initials(name: str, expected: str) -> None:
    assert initials(name) == expected


def test_a_publisher_or_a_court_that_bears_a_name_is_left_out() -> None:
    friends = told(
        Proceeding,
        "a hearing on 3 May 2024",
        source("friends", "2024-05-01", "Friends of Ostrov"),
        step=Step.HEARING,
        subject=OSTROV,
        date="2024-05-03",
        body="Judge Pavel Reed",
        place="Ostrov Square",
    )
    text = b"".join(made(Naming.INITIALS, agenda(cases([friends])).appointments).split(b"\r\n ")).decode()
    assert "Ostrov" not in text
    assert "Reed" not in text
    assert "1 May 2024" in text


def test_of_many_people_the_first_are_named() -> None:
    people = [f"Ada Bell{n}" for n in range(9)]
    assert named(people, Naming.INITIALS) == "A. B., A. B., A. B. and 6 others"


# ---- The command -----------------------------------------------------------------------------


@pytest.fixture
def filled(khronika: Run) -> Run:
    khronika("init")
    khronika("add", SAMPLES / "kerimbayev")
    return khronika


def test_the_file_is_safe_by_default_and_says_so(filled: Run, tmp_path: Path) -> None:
    target = tmp_path / "days.ics"
    result = filled("calendar", "-o", target)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "initials" in result.stderr
    text = target.read_text("utf-8")
    assert "N. K." in text
    assert "Kerimba" not in text
    assert target.stat().st_mode & 0o077 == 0
    again = tmp_path / "again.ics"
    filled("calendar", "-o", again)
    assert again.read_bytes() == target.read_bytes()
    full = filled("calendar", "Kerimbayev", "-o", target, "--names")
    assert "WARNING" in full.stderr
    assert "Kerimba" in target.read_text("utf-8")


def test_the_list_shows_names_and_quotes(filled: Run) -> None:
    listed = filled("calendar", "Kerimbayev")
    assert "Kerimba" in listed.stdout
    assert "ban ends, counted from pronouncement" in " ".join(listed.stdout.split())
    assert "Kerimba" not in filled("calendar", "--initials").stdout
    records = json.loads(filled("calendar", "--json").stdout)
    assert records
    assert filled("calendar", "--from", "2090-01-01").stdout.strip() == "Nothing of these days is told."


def test_what_is_no_calendar_is_not_written_over(filled: Run, tmp_path: Path) -> None:
    target = tmp_path / "notes.txt"
    target.write_text("mine", "utf-8")
    result = filled("calendar", "-o", target)
    assert result.exit_code == 2
    assert "no calendar" in result.stderr
    assert target.read_text("utf-8") == "mine"
    assert filled("calendar", "-o", tmp_path / "nowhere" / "a.ics").exit_code == 2
    assert not list(tmp_path.glob(".partial-*"))


@pytest.mark.parametrize(
    "arguments",
    [("--from", "2024-13-01"), ("--from", "2025-01-01", "--to", "2024-01-01"), ("-o", "x.ics", "--json"), ("Nobody",)],
)
def test_what_is_not_understood_says_so(filled: Run, arguments: tuple[str, ...]) -> None:
    result = filled("calendar", *arguments)
    assert result.exit_code == 2
    assert result.stderr


def test_deadlines_of_the_samples_say_what_is_not_verified(filled: Run) -> None:
    told_there = " ".join(filled("deadlines", "Kerimbayev", "--on", "2024-05-20").stdout.split())
    assert "last day for an appeal against the judgment" in told_there
    assert "NOT VERIFIED" in told_there
    records = json.loads(filled("deadlines", "--on", "2024-05-20", "--json").stdout)
    assert all(record["rests_on"] and record["quotes"] for record in records)
    rules = json.loads(filled("deadlines", "--rules", "--json").stdout)
    assert {rule["id"] for rule in rules} >= {"kz-appeal", "un-hrc-remedies"}
    assert "passed before this day" in filled("deadlines", "--on", "2090-01-01").stdout
