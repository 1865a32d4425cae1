"""What a terminal is sent: readable, within its width, and never more than text. All people are invented."""

import json
import unicodedata
from dataclasses import replace
from datetime import date

import pytest

from khronika.docket import cases, docket
from khronika.documents.document import Block, Document
from khronika.surface.docket_text import docket_text
from khronika.surface.layout import clean
from khronika.surface.listing import evidence_text, show_text, statements_text
from khronika.surface.records import docket_json, evidence_record
from khronika.surface.sources import sources_text
from khronika.surface.words import date_words, duration, excerpt, summary
from khronika.vocabulary.evidence import Evidence, Standing
from khronika.vocabulary.statement import Proceeding, Statement
from khronika.vocabulary.terms import Step
from tests.docket.invented import CASE, OSTROV, WATCH, decided, people, source, told

DAY = date(2025, 1, 1)


def text(*evidence: Evidence, width: int = 100, color: bool = False) -> str:
    return "\n".join(docket_text(docket(case, DAY), width, color=color) for case in cases(evidence))


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2023-04-10", "10 Apr 2023"),
        ("2022-11", "Nov 2022"),
        ("2022", "2022"),
        ("202X", "2020s"),
        ("2022-XX", "2022"),
        ("2022-22", "summer 2022"),
        ("2022~", "about 2022"),
        ("2022-03?", "Mar 2022 (uncertain)"),
        ("2022-02/2022-03", "Feb 2022 to Mar 2022"),
        ("2018/..", "since 2018"),
        ("../2020-06-18", "by 18 Jun 2020"),
        ("after his release", "after his release"),
        ("", ""),
    ],
)
def test_dates_are_told_in_words(edtf: str, words: str) -> None:
    assert date_words(edtf) == words


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("P6Y", "6 years"),
        ("P1Y2M20D", "1 year 2 months 20 days"),
        ("P15Y/P20Y", "15 years to 20 years"),
        ("PT48H", "48 hours"),
        ("life", "life"),
        ("", ""),
    ],
)
def test_lengths_are_told_in_words(iso: str, words: str) -> None:
    assert duration(iso) == words


def test_each_kind_has_its_summary() -> None:
    told_of = {one.statement.kind.value: summary(one.statement) for one in reversed(CASE)}
    assert told_of == {
        "profile": "Danil Ostrov: dock worker",
        "proceeding": "hearing · Danil Ostrov · Port Tamar",
        "restriction": "Danil Ostrov may not: leading any party; posting on social media · for 4 years · imposed by court",
        "act": "denial of registration of Dockers Party by ministry",
        "toll": "more than 300 others convicted · August unrest",
        "assessment": "trial: unfair · according to monitors of the Tamar Bar",
        "recommendation": "ministry should register the party",
    }
    verdict = summary(CASE[1].statement)
    assert verdict.startswith(
        "verdict: convicted · Danil Ostrov · imprisonment 4 years, suspended · for leading a riot"
    )


def test_a_docket_opens_with_the_name_and_the_day_in_a_sentence() -> None:
    first, *rest = text(*CASE).splitlines()
    assert first == "The case of Danil Ostrov"
    opening = " ".join(rest[:6])
    assert opening.startswith(
        "On 1 Jan 2025: Danil Ostrov: at liberty; the sentence is suspended (imprisonment 4 years"
    )
    assert "Forbidden until 10 Feb 2028 △ computed from pronouncement on ~10 Feb 2024 (1,135 days left)" in opening
    assert "(0 of " in opening


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(map(len, text(*CASE, width=width).splitlines())) <= width


def test_plain_text_and_colours_say_the_same() -> None:
    assert "\x1b" not in text(*CASE)
    coloured = text(*CASE, color=True)
    assert "\x1b[" in coloured
    assert {"○ proposed", "◐ disagree", "△ computed"} <= set(marks(text(*CASE)))


def marks(shown: str) -> list[str]:
    return [row[:11].strip() for row in shown.splitlines()]


def test_a_disagreement_is_a_word_and_both_values_with_their_sources() -> None:
    shown = " ".join(text(*CASE).split())
    assert "◐ amount: 700 XTS (Olga Ostrova in Committee of Relatives, 20 May 2024) ↔ 900 XTS (Harbour Wire" in shown


def test_never_is_a_right_called_violated_or_a_suspended_term_served() -> None:
    shown = text(*CASE)
    assert "violat" not in shown
    assert "RIGHTS THIS BEARS ON" in shown
    assert "pronounced, not served" in shown


def test_a_person_s_decision_shows_at_the_quote() -> None:
    shown = text(*(decided(one, Standing.ACCEPTED) if one.source == WATCH else one for one in CASE))
    assert "● “Danil Ostrov enters the court" in shown
    assert "○ “On 15 May 2024" in shown


@pytest.mark.parametrize("evil", ["\x1b[2J\x1b[31m", "\x9b31m", "\u202egnihton", "\u2066x", "\x00", "\x07"])
def test_a_document_cannot_steer_the_terminal(evil: str) -> None:
    bad = told(
        Proceeding,
        f"he was {evil} arrested",
        source("a", publisher=f"Press {evil}", title=evil),
        0,
        step=Step.ARREST,
        subject=people(f"Danil {evil}Ostrov"),
        body=evil,
    )
    document = Document(id="a", text=bad.statement.quote.text, sha256="", media_type="text/plain")
    for shown in (
        text(bad),
        statements_text([bad.statement], 80),
        sources_text([bad.source], 80),
        show_text(bad, document, 80),
        evidence_text(bad, 80),
    ):
        assert not [c for c in shown if c != "\n" and unicodedata.category(c) in {"Cc", "Cf"}]
    assert json.loads(json.dumps(evidence_record(bad)))["statement"]["quote"]["text"] == bad.statement.quote.text


def test_letters_of_every_script_and_joiners_stay() -> None:
    assert clean("عبد\u200cالله Жанар Әли 李") == "عبد\u200cالله Жанар Әли 李"


def test_a_long_quote_is_cut_at_words_around_what_matters_and_says_so() -> None:
    quote = " ".join(f"word{number}" for number in range(100)) + " fined 900 crowns " + "more " * 50
    cut = excerpt(quote, 90, "fined")
    assert "fined 900 crowns" in cut
    assert cut.startswith("[…] word")
    assert cut.endswith(" […]")
    inner = cut.removeprefix("[…] ").removesuffix(" […]")
    assert inner in " ".join(quote.split())
    assert len(inner) <= 90


def test_markup_of_the_text_is_not_taken_for_ours() -> None:
    assert "[bold]x[/bold]" in text(told(Proceeding, "[bold]x[/bold]", WATCH, 0, step=Step.ARREST, subject=OSTROV))


def test_statements_are_listed_with_who_says_so_and_why() -> None:
    shown = statements_text([one.statement for one in CASE], 100)
    assert shown.splitlines()[0].startswith("proceeding")
    assert "~10 Feb 2024 · verdict: convicted" in shown
    assert "~ date: inferred, no year in the text" in shown
    assert "conditional: the document: “If he breaks the ban" in shown


def in_document(statement: Statement, whole: str) -> Document:
    at = whole.index(statement.quote.text)
    middle = Block(at - 4, len(whole), number=2, page=3, line=9)
    return Document(
        id="watch", text=whole, sha256="0", media_type="text/plain", blocks=(Block(0, at - 5, number=1), middle)
    )


def test_a_statement_is_shown_in_its_paragraph() -> None:
    first = CASE[6]
    whole = f"First paragraph.\n\nSo {first.statement.quote.text}, said a friend."
    start = whole.index(first.statement.quote.text)
    quote = replace(first.statement.quote, start=start, end=start + len(first.statement.quote.text))
    moved = replace(first, statement=replace(first.statement, quote=quote))
    shown = show_text(decided(moved, Standing.ACCEPTED), in_document(moved.statement, whole), 100)
    assert "● accepted" in shown
    assert "accepted by Vera" in shown
    assert "page 3, paragraph 2, line 9" in shown
    assert "【Danil Ostrov, a dock worker】, said a friend." in shown
    assert "First paragraph" not in shown


def test_sources_tell_who_when_and_the_hash() -> None:
    shown = sources_text([WATCH], 100)
    for part in ("Lowland Watch", "published 11 Feb 2024", "captured 2024-03-01", "Vera", WATCH.sha256, "© 2023"):
        assert part in shown, part


def test_the_record_has_every_statement_that_a_line_names() -> None:
    (case,) = cases(CASE)
    record = docket_json(docket(case, DAY))
    assert set(record["steps"][1]["rests_on"]) <= set(record["statements"])
    assert record["bans"][0]["status"] == "in force"
    assert record["bans"][0]["ends"][0]["first"] == "2028-02-10"
    assert record["accountability"]["officers_counted"] is False
    assert json.loads(json.dumps(record, ensure_ascii=False)) == record


def test_the_rows_of_a_table_are_one_line_of_the_sources() -> None:
    table = replace(WATCH, filename="prison, row.csv", sha256="a" * 64)
    rows = [replace(WATCH, filename=f"prison, row.csv, row {n}", sha256=f"{n:064}") for n in range(2, 1202)]
    other = replace(WATCH, filename="letter, row 7", sha256="b" * 64)
    shown = " ".join(sources_text([table, *rows, other], 100).split())
    assert shown.count("sha256") == 2
    assert "1,200 rows of it, each a source of its own, from row 2 to row 1201: khronika sources --all" in shown
    assert sources_text([table, *rows, other], 100, each_row=True).count("sha256") == 1202
