"""Short texts, mixed texts and texts in other scripts: their language is told, or nothing is said."""

import pytest

from khronika.documents import Role, document_from
from khronika.documents.language import language_of
from khronika.reading import read
from tests.documents.making import blocks, page


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("He was freed.", "en"),
        ("The court spoke.", "en"),
        ("Police arrested two journalists in Osh on Monday.", "en"),
        ("Kestutov was fined by the court.", "en"),
        ("Valley Watch. Report 4. The judge spoke. Name, term, court. Ilmar Kestutov.", "en"),
        ("Ilmar Kestutov, 51, beekeeper; Oda Brenn, 40, advocate", ""),
        ("12345", ""),
        ("https://example.org/the/of/and", ""),
        ("El tribunal condenó al apicultor a dos años de prisión.", "es"),
        ("Le tribunal a condamné l'apiculteur à deux ans de prison.", "fr"),
        ("Das Gericht hat den Imker zu zwei Jahren Haft verurteilt.", "de"),
        ("O tribunal condenou o apicultor a dois anos de prisão, mas ele não foi preso.", "pt"),
        ("Суд приговорил пасечника к двум годам.", "ru"),
        ("Суд засудив пасічника до двох років, і його одразу взяли під варту.", "uk"),
        ("Сот оны екі жыл бас бостандығынан айыру жазасына кесті және түрмеге қамады.", "kk"),
        ("حكمت المحكمة على النحال بالسجن لمدة عامين بعد محاكمة سريعة في المدينة.", "ar"),
        ("法院判处养蜂人两年有期徒刑。", "zh"),
        ("სასამართლომ მეფუტკრეს ორი წელი მიუსაჯა.", "ka"),
    ],
)
def test_short_texts(text: str, language: str) -> None:
    assert language_of(text) == language


def test_what_a_file_says_of_itself_decides_only_where_the_text_does_not() -> None:
    assert language_of("Ilmar Kestutov, Oda Brenn", "en-GB") == "en"
    assert language_of("Ильмар Кестутов, Ода Бренн", "en") == ""
    spanish = "<p>El tribunal de la ciudad condenó al apicultor a dos años de prisión, según dijo su abogada en la audiencia del lunes.</p>"
    document = page(f"<article>{spanish}</article>", "<meta name='language' content='en'>")
    assert document.language == "es"
    assert read(document).note == "Spanish: kept, not read"


def test_the_language_of_most_of_a_text_counts_wherever_it_stands() -> None:
    english = "The court in the city has convicted the beekeeper of calling a meeting, and his lawyer will appeal against it. "
    russian = "Суд города признал пасечника виновным в созыве собрания, и его адвокат будет обжаловать этот приговор. "
    assert language_of(russian * 100 + english * 300) == "en"
    assert language_of(english * 100 + russian * 300) == "ru"


def test_blocks_in_another_language_are_kept_and_not_read() -> None:
    said = (
        "On 4 March 2025 the District Court of Narva-Tuz sentenced Ilmar Kestutov to two years in prison.\n\n"
        "Суд Нарвы приговорил Ильмара Кестутова к двум годам.\n\n"
        "El tribunal de la ciudad condenó al apicultor a dos años de prisión, según dijo su abogada.\n\n"
        "His lawyer said the slogan was «Мёд»."
    )
    document = document_from(said.encode(), "a.txt")
    assert document.text == said
    assert [role for role, _ in blocks(document)] == [Role.PARAGRAPH, Role.FOREIGN, Role.FOREIGN, Role.PARAGRAPH]
    assert all(s.quote.end < said.index("Суд") or s.quote.start > said.index("His") for s in read(document).statements)


def test_right_to_left_text_keeps_its_letters_in_their_order() -> None:
    said = "حكمت المحكمة على النحال «إلمار كيستوتوف» بالسجن لمدة عامين، كما قالت محاميته يوم الاثنين في المدينة."
    assert page(f"<article dir=rtl><p>{said}</p></article>").text == said
