"""What a mapping makes of rows: statements with quotes in the row, or the row set aside whole. All people are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.documents.tables import read_table
from khronika.errors import ContractError, RequestError
from khronika.reading.imported import Mapping, RowRead, draft, read_mapping, row_documents
from khronika.reading.imported.cells import amount, day, length, whole
from khronika.vocabulary.edtf_dates import is_edtf
from khronika.vocabulary.statement import Act, Proceeding, Profile, Restriction, Toll
from khronika.vocabulary.terms import Outcome, PenaltyType

PERSONS = """
publisher = "Invented Families"
key = "No."
[[statement]]
kind = "profile"
subject = "{Given} {Family}"
age = "{Age}"
is = {from = "{Work}", split = ";"}
[[statement]]
kind = "proceeding"
step = "verdict"
outcome = {from = "{Outcome}", terms = {guilty = "convicted", "not guilty" = "acquitted"}}
subject = "{Given} {Family}"
date = "{Day}"
body = "{Court}"
charges = [{provision = "{Article}"}]
penalties = [{type = "imprisonment", duration = {from = "{Years}", unit = "years"}}, {type = "fine", amount = "{Fine}", currency = "KZT"}]
[[statement]]
kind = "restriction"
subject = "{Given} {Family}"
prohibits = {from = "{Forbidden}", split = ";"}
duration = "{For}"
"""


def mapping(text: str = PERSONS) -> Mapping:
    return read_mapping(text.encode(), "m.toml")


def rows_of(csv: str, text: str = PERSONS) -> list[RowRead | ContractError]:
    return [read for _, read in row_documents(read_table(csv.encode(), "p.csv").rows, mapping(text), "p.csv", "p")]


def only(csv: str, text: str = PERSONS) -> RowRead:
    (read,) = rows_of(csv, text)
    assert isinstance(read, RowRead)
    return read


HEAD = "No.,Given,Family,Age,Work,Outcome,Day,Court,Article,Years,Fine,Forbidden,For\n"


def test_a_row_becomes_statements_that_quote_it() -> None:
    read = only(
        HEAD + "7,Aida,Sarova,34,farmer; poet,Guilty,24.03.2021,Usen Town Court,174,6,,rallies; speeches,2 years\n"
    )
    profile, verdict, ban = read.statements
    assert isinstance(profile, Profile)
    assert (profile.subject.name, profile.age, profile.roles) == ("Aida Sarova", 34, ("farmer", "poet"))
    assert isinstance(verdict, Proceeding)
    assert (verdict.outcome, verdict.date, verdict.body) == (Outcome.CONVICTED, "2021-03-24", "Usen Town Court")
    assert [(p.type, p.duration) for p in verdict.penalties] == [(PenaltyType.IMPRISONMENT, "P6Y")]
    assert isinstance(ban, Restriction)
    assert (ban.prohibits, ban.duration) == (("rallies", "speeches"), "P2Y")
    for one in read.statements:
        assert read.document.text[one.quote.start : one.quote.end] == one.quote.text
    assert "Sarova" in profile.quote.text
    assert "24.03.2021" in verdict.quote.text
    assert read.document.filename == "p.csv, row 2"
    assert read.document.id == "p:7"
    assert read.document.publisher == "Invented Families"


def test_an_empty_cell_fills_no_slot_and_makes_no_statement() -> None:
    read = only(HEAD + "7,Aida,Sarova,,,,,,,,,,\n")
    (profile,) = read.statements
    assert isinstance(profile, Profile)
    assert profile.age is None


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ("7,Aida,Sarova,old,,,,,,,,,", "Age"),
        ("7,Aida,Sarova,,,sentenced,,,,,,,", "Outcome"),
        ("7,Aida,Sarova,,,,31.02.2021,,,,,,", "Day"),
        ("7,Aida,Sarova,,,,03/04/2021,,,,,,", "Day"),
        ("7,Aida,Sarova,,,,2021-03-24,,,six or so,,,", "Years"),
        ("7,Aida,Sarova,,,,2021-03-24,,,,much,,", "Fine"),
        ("7,Aida,Sarova,,,,,,,,,rallies,a while", "For"),
    ],
)
def test_a_cell_that_is_not_understood_sets_the_whole_row_aside_and_names_the_column(cells: str, column: str) -> None:
    (error,) = rows_of(HEAD + cells + "\n")
    assert isinstance(error, ContractError)
    assert column in str(error)


def test_the_same_words_twice_are_two_rows_and_the_same_file_gives_the_same_bytes() -> None:
    table = HEAD + "7,Aida,Sarova,34,,,,,,,,,\n" * 2
    one, other = rows_of(table)
    again, _ = rows_of(table)
    assert isinstance(one, RowRead)
    assert isinstance(other, RowRead)
    assert isinstance(again, RowRead)
    assert one.document.sha256 != other.document.sha256
    assert one.document.sha256 == again.document.sha256
    assert (one.copy, other.copy) == (0, 1)


def test_a_row_that_moved_is_the_same_row() -> None:
    moved = rows_of(HEAD + "8,Other,Person,,,,,,,,,,\n7,Aida,Sarova,34,,,,,,,,,\n")[1]
    first = only(HEAD + "7,Aida,Sarova,34,,,,,,,,,\n")
    assert isinstance(moved, RowRead)
    assert moved.document.sha256 == first.document.sha256


def test_when_picks_the_rows_that_say_it() -> None:
    text = """
[[statement]]
kind = "act"
type = "torture"
victims = "{Name}"
date = "{Day}"
when = {Tortured = ["yes", "да"]}
[[statement]]
kind = "toll"
measure = "killed"
count = "{Dead}"
event = "{Event}"
"""
    told, silent, toll = rows_of("Name,Day,Tortured,Dead,Event\nA B,2021,Yes,,\nC D,2021,no,,\n,,,1 200,fire\n", text)
    assert isinstance(told, RowRead)
    assert isinstance(silent, RowRead)
    assert isinstance(toll, RowRead)
    assert [type(one) for one in told.statements] == [Act]
    assert silent.statements == ()
    assert [(type(one), getattr(one, "count", None)) for one in toll.statements] == [(Toll, 1200)]


def test_what_the_mapping_says_and_the_row_does_not_is_marked_as_inferred() -> None:
    text = (
        '[[statement]]\nkind = "proceeding"\nstep = "arrest"\nsubject = "{Name}"\ndate = "{Day}"\nplace = "Usenova"\n'
    )
    (arrest,) = only("Name,Day\nA B,2021\n", text).statements
    assert arrest.inferred == ("place",)
    assert "mapping m" in arrest.reasons["place"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("x = [", "cannot be read"),
        ("", "says of no column"),
        ('[[statement]]\nkind = "person"\n', "has no kind"),
        ('[[statement]]\nkind = "profile"\nsubjct = "{A}"\n', "is 'subject' meant"),
        ('[[statement]]\nkind = "profile"\nsubject = "Somebody"\n', "takes from a column"),
        ('[[statement]]\nkind = "profile"\nsubject = 3.5\n', "does not say what it takes"),
        ('dates = "maybe"\n[[statement]]\nkind = "profile"\nsubject = "{A}"\n', "day first"),
        ('published = "soon"\n[[statement]]\nkind = "profile"\nsubject = "{A}"\n', "is no date"),
        ('[[statement]]\nkind = "restriction"\nduration = {from = "{A}", unit = "moons"}\n', "no unit"),
    ],
)
def test_a_mapping_at_fault_is_refused_with_what_to_do(text: str, why: str) -> None:
    with pytest.raises(RequestError) as error:
        mapping(text)
    assert why in str(error.value)


def test_a_column_that_the_table_does_not_have_is_named_with_the_nearest() -> None:
    with pytest.raises(RequestError, match="is 'Family' meant"):
        mapping('[[statement]]\nkind = "profile"\nsubject = "{Famly}"\n').expect(["Given", "Family"], "m.toml")


def test_a_draft_is_a_mapping() -> None:
    columns = ["№", "ФИО", "Возраст", "Суд", "Дата приговора", "Срок", "Прочее"]
    made = mapping(draft(columns, "p.csv"))
    made.expect(columns, "p.csv")
    assert made.key == "№"
    assert {one.kind.value for one in made.statements} == {"profile", "proceeding"}
    assert '"{Прочее}"' in draft(columns, "p.csv")


@pytest.mark.parametrize(
    ("text", "order", "meant"),
    [
        ("2021-03-24", "", "2021-03-24"),
        ("2021-03-24 00:00:00", "", "2021-03-24"),
        ("24.3.2021", "", "2021-03-24"),
        ("24/03/2021", "", "2021-03-24"),
        ("03/24/2021", "", "2021-03-24"),
        ("03/04/2021", "day first", "2021-04-03"),
        ("03/04/2021", "month first", "2021-03-04"),
        ("04/04/2021", "", "2021-04-04"),
        ("03.2021", "", "2021-03"),
        ("2021", "", "2021"),
    ],
)
def test_days_as_people_write_them(text: str, order: str, meant: str) -> None:
    assert day(text, order) == meant


@given(st.dates(), st.sampled_from(["day first", "month first"]))
def test_every_day_comes_back_whatever_stands_first(when: "object", order: str) -> None:
    text = when.strftime("%d/%m/%Y" if order == "day first" else "%m/%d/%Y")  # type: ignore[attr-defined]
    text = "/".join([*text.split("/")[:2], text.split("/")[2].zfill(4)])
    assert day(text, order) == when.isoformat()  # type: ignore[attr-defined]


@given(st.text(max_size=12))
def test_no_text_becomes_a_wrong_date(text: str) -> None:
    try:
        found = day(text)
    except ContractError:
        return
    assert is_edtf(found)


@pytest.mark.parametrize(
    ("text", "unit", "meant"),
    [
        ("6", "years", "P6Y"),
        ("6 years", "", "P6Y"),
        ("6 лет 3 месяца", "", "P6Y3M"),
        ("15 суток", "", "P15D"),
        ("2 years and 6 months", "", "P2Y6M"),
        ("18", "months", "P18M"),
        ("P1Y", "", "P1Y"),
        ("Life", "", "life"),
        ("пожизненно", "years", "life"),
    ],
)
def test_lengths_as_people_write_them(text: str, unit: str, meant: str) -> None:
    assert length(text, unit) == meant


@pytest.mark.parametrize("text", ["6", "about 6 years", "6 years or 7 years", "six", "6-7 years", ""])
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(ContractError):
        length(text)


def test_numbers_and_sums() -> None:
    assert (whole("1 200"), whole("1,200"), whole("34")) == (1200, 1200, 34)
    assert (amount("600 000"), amount("1,200.50"), amount("12,5")) == (600000, 1200.5, 12.5)
    for wrong in ("1.200", "1.2.3", "about 5", "-3"):
        with pytest.raises(ContractError):
            amount(wrong)
    for wrong in ("3.5", "12,34", "-3", ""):
        with pytest.raises(ContractError):
            whole(wrong)
