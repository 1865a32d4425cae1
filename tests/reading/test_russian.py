"""Reading Russian: what a report says becomes statements with names in the nominative. All people and cases are invented."""

import pytest

from khronika.vocabulary.statement import Act, Proceeding, Profile, Recommendation, Restriction, Statement, Toll
from khronika.vocabulary.terms import ActType, Bound, Measure, Modality, Outcome, PenaltyType, Step
from tests.conftest import reading_of

DATED = "Сводка, которую мы готовим для печати, была опубликована 20 июня 2023 года, как и все другие.\n\n"


def told(text: str) -> tuple[Statement, ...]:
    reading = reading_of(DATED + text)
    for one in reading.statements:
        quote = one.quote
        assert reading.document.text[quote.start : quote.end] == quote.text
    return reading.statements


def proceedings(text: str, *steps: Step) -> list[Proceeding]:
    return [s for s in told(text) if isinstance(s, Proceeding) and (not steps or s.step in steps)]


def verdict(text: str) -> Proceeding:
    (one,) = proceedings(text, Step.VERDICT)
    return one


def test_a_sentence_with_its_court_charge_and_term() -> None:
    one = verdict(
        "Тульский районный суд 14 июня приговорил электрика Антона Кравца к полутора годам колонии "
        "за вымогательство (часть 2 статьи 163 УК)."
    )
    assert one.outcome is Outcome.CONVICTED
    assert [str(p) for p in one.subject] == ["Антон Кравец"]
    assert (one.body, one.date) == ("Тульский районный суд", "2023-06-14")
    assert [(c.offence, c.provision) for c in one.charges] == [("вымогательство", "часть 2 статьи 163 УК")]
    assert [(p.type, p.duration, p.suspended) for p in one.penalties] == [(PenaltyType.IMPRISONMENT, "P1Y6M", False)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Суд оштрафовал журналистку Айгуль Бектурову на 500 тысяч тенге.", "Айгуль Бектурова"),
        ("Учительнице Ольге Заречной назначили год условно.", "Ольга Заречная"),
        ("Имама Равшана Холматова приговорили к пяти годам колонии.", "Равшан Холматов"),
        ("Назара Пащенко осудили на три года.", "Назар Пащенко"),
        ("Поэта Рустама Кара-Мурзаева осудили на два года.", "Рустам Кара-Мурзаев"),
        ("Художника Ивана Петрова-Светлова осудили на два года.", "Иван Петров-Светлов"),
        ("Судьи отправили Игоря Дубровского в колонию на два года.", "Игорь Дубровский"),
    ],
)
def test_names_stand_in_the_nominative(text: str, name: str) -> None:
    assert [str(p) for p in verdict(text).subject] == [name]


def test_days_of_arrest_are_a_verdict() -> None:
    one = verdict("Активиста Павла Серова арестовали на 15 суток.")
    assert [(p.type, p.duration) for p in one.penalties] == [(PenaltyType.ADMINISTRATIVE_DETENTION, "P15D")]


def test_a_surname_alone_is_the_person_named_before_in_full() -> None:
    text = "Эколога Данияра Бекова признали виновным. Бекова задержали 3 мая 2022 года."
    (arrest,) = proceedings(text, Step.ARREST)
    assert [str(p) for p in arrest.subject] == ["Данияр Беков"]
    assert arrest.date == "2022-05-03"
    assert "subject" in arrest.inferred


def test_who_somebody_is() -> None:
    profiles = [s for s in told("Задержана художница Алина Мирная, 34 лет.") if isinstance(s, Profile)]
    assert [(str(p.subject), p.roles, p.age, p.sex) for p in profiles] == [
        ("Алина Мирная", ("художница",), 34, "female")
    ]


def test_a_ban_has_its_activities_and_its_length() -> None:
    text = "Суд признал Олега Шумова виновным и на три года запретил ему участвовать в митингах и вести канал."
    (ban,) = [s for s in told(text) if isinstance(s, Restriction)]
    assert ban.prohibits == ("участвовать в митингах", "вести канал")
    assert ban.duration == "P3Y"
    assert [str(p) for p in ban.subject] == ["Олег Шумов"]


@pytest.mark.parametrize(
    ("text", "measure", "count", "bound"),
    [
        ("На акции задержаны не менее 38 человек.", Measure.DETAINED, 38, Bound.AT_LEAST),
        ("Погибли двенадцать шахтёров.", Measure.KILLED, 12, Bound.EXACTLY),
        ("Ранены более 200 демонстрантов.", Measure.INJURED, 200, Bound.MORE_THAN),
        ("Пропали без вести двадцать два жителя.", Measure.DISAPPEARED, 22, Bound.EXACTLY),
    ],
)
def test_counts_with_their_bound(text: str, measure: Measure, count: int, bound: Bound) -> None:
    found = [(s.measure, s.count, s.bound) for s in told(text) if isinstance(s, Toll)]
    assert found == [(measure, count, bound)]


def test_what_somebody_is_asked_to_do() -> None:
    text = (
        "Правозащитная сеть «Тихий берег» призвала Министерство юстиции опубликовать список и освободить задержанных."
    )
    found = [(s.to, s.action, s.by) for s in told(text) if isinstance(s, Recommendation)]
    by = "Правозащитная сеть «Тихий берег»"
    assert [(to, action) for to, action, _ in found] == [
        ("Министерство юстиции", "опубликовать список"),
        ("Министерство юстиции", "освободить задержанных"),
    ]
    assert {b.casefold() for _, _, b in found} == {by.casefold()}


def test_torture_that_somebody_tells_of_is_alleged() -> None:
    text = "Руслан Садиев рассказал адвокату, что его били током, требуя признания."
    (act,) = [s for s in told(text) if isinstance(s, Act)]
    assert (act.type, act.modality, act.asserted_by) == (ActType.TORTURE, Modality.ALLEGED, "Руслан Садиев")
    assert [str(p) for p in act.victims] == ["Руслан Садиев"]


# ---- What must not be stated as done ----------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Прокурор просил для Антона Кравца шесть лет колонии.",
        "Антону Кравцу грозит до шести лет колонии.",
        "Статья предусматривает до пяти лет лишения свободы.",
        "Антон Кравец работает в газете шесть лет.",
        "Антон Кравец три года назад подписал письмо.",
        "Если суд признает Антона Кравца невиновным, его выпустят.",
    ],
)
def test_what_sounds_like_a_conviction_is_none(text: str) -> None:
    done = [s for s in proceedings(text, Step.VERDICT) if s.modality is Modality.ASSERTED]
    assert done == []


@pytest.mark.parametrize("text", ["Антона Кравца не задержали.", "Полиция не задерживала Антона Кравца."])
def test_what_did_not_happen_is_no_step(text: str) -> None:
    assert proceedings(text, Step.ARREST) == []


@pytest.mark.parametrize(
    "text",
    [
        "Явка составила 31 процент.",
        "Суд начался в 10:30, задержанных не было.",
        "Часть 2 статьи 274 УК применяют к задержанным.",
        "За решёткой он провёл 12 лет.",
    ],
)
def test_numbers_that_count_nobody_are_no_tolls(text: str) -> None:
    assert [s for s in told(text) if isinstance(s, Toll) and s.count > 1] == []


def test_no_name_is_made_up() -> None:
    for one in told("В Минске суд приговорил двух студентов к году условно. Их адвокат подаст жалобу."):
        for party in getattr(one, "subject", ()) if isinstance(one, Proceeding) else ():
            assert not party.name
