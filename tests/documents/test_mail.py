"""Messages: their own words are read, what they repeat is marked, what they carry is found."""

import time
from email.message import EmailMessage
from pathlib import Path

import pytest

from khronika.documents import Found, Role, SetAside, discover, document_from
from khronika.errors import DocumentError
from tests.documents.making import blocks, docx, p, pdf, zipped


def message(text: str = "", **headers: str) -> EmailMessage:
    """Return a message with a plain text."""
    made = EmailMessage()
    for name, value in (
        {"From": "Oda Brenn <oda@example.org>", "Subject": "The verdict", "Date": "Wed, 05 Mar 2025 23:30:00 +0500"}
        | headers
    ).items():
        made[name] = value
    if text:
        made.set_content(text)
    return made


def test_the_sender_the_subject_and_the_day_are_told() -> None:
    document = document_from(bytes(message("A court spoke.\n")), "a.eml")
    assert (document.author, document.title, document.published) == ("Oda Brenn", "The verdict", "2025-03-05")


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "utf-8", "iso-8859-5"])
def test_encodings_of_body_and_headers(charset: str) -> None:
    made = message(Subject="x")
    said = "Суд приговорил пасечника Ильмара Кестутова к двум годам, сообщила его адвокат в понедельник.\n"
    made.set_content(said, charset=charset)
    data = bytes(made).replace(b"Subject: x", b"Subject: " + encoded("Приговор в Нарве", charset))
    document = document_from(data, "a.eml")
    assert document.text == said.strip()
    assert document.title == "Приговор в Нарве"


def encoded(text: str, charset: str) -> bytes:
    """Return a header of encoded words."""
    from email.header import Header  # noqa: PLC0415

    return Header(text, charset).encode().encode()


def test_bare_bytes_in_headers_and_a_wrong_charset_are_decoded_where_they_can_be() -> None:
    said = "Суд приговорил пасечника Ильмара Кестутова к двум годам, сообщила его адвокат в понедельник."
    data = (
        b"From: " + "Ода Бренн адвокат".encode("koi8-r") + b" <oda@example.org>\nSubject: " + "Приговор пасечнику".encode("cp1251")
        + b"\nDate: nonsense\nMIME-Version: 1.0\nContent-Type: text/plain; charset=us-ascii\n\n" + said.encode("cp1251")
    )  # fmt: skip
    document = document_from(data, "a.eml")
    assert (document.text, document.title, document.author, document.published) == (
        said,
        "Приговор пасечнику",
        "Ода Бренн адвокат",
        "",
    )


def test_a_message_in_html_only_and_one_with_an_empty_plain_part() -> None:
    html = "<p>On 4 March the court <b>conv</b>icted Ilmar Kestutov of calling a meeting.</p><blockquote type='cite'><p>Will he be freed?</p></blockquote>"
    only = message()
    only.set_content(html, subtype="html")
    both = message("This message is in HTML.")
    both.add_alternative(html, subtype="html")
    for made in (only, both):
        assert blocks(document_from(bytes(made), "a.eml")) == [
            (Role.PARAGRAPH, "On 4 March the court convicted Ilmar Kestutov of calling a meeting."),
            (Role.QUOTED, "Will he be freed?"),
        ]


def test_what_a_reply_repeats_is_marked_and_a_signature_is_not_read() -> None:
    text = (
        "He was convicted on Tuesday.\n\nDemands:\n- a retrial\n  in public\n- his release\n\n"
        "On Mon, 3 Mar 2025 at 10:00, Rena Malk <r@example.org> wrote:\n> He was acquitted,\n> I hear.\n\nMore tomorrow.\n\n-- \nOda Brenn\nadvocate\n"
    )
    assert blocks(document_from(bytes(message(text)), "a.eml")) == [
        (Role.PARAGRAPH, "He was convicted on Tuesday."),
        (Role.PARAGRAPH, "Demands:"),
        (Role.LIST_ITEM, "- a retrial in public"),
        (Role.LIST_ITEM, "- his release"),
        (Role.QUOTED, "On Mon, 3 Mar 2025 at 10:00, Rena Malk <r@example.org> wrote: He was acquitted, I hear."),
        (Role.PARAGRAPH, "More tomorrow."),
        (Role.FURNITURE, "Oda Brenn advocate"),
    ]


def test_below_an_original_message_all_is_quoted_but_a_forwarded_one_is_read() -> None:
    text = "See below.\n\n-----Original Message-----\nFrom: Rena Malk\nSent: Monday\n\nHe was acquitted.\n"
    assert blocks(document_from(bytes(message(text)), "a.eml"))[-1] == (Role.QUOTED, "He was acquitted.")
    text = "FYI\n\n---------- Forwarded message ---------\nFrom: Rena Malk\nDate: Monday\nSubject: News\n\nHe was acquitted.\n"
    assert blocks(document_from(bytes(message(text, Subject="Fwd: News")), "a.eml"))[-1] == (
        Role.PARAGRAPH,
        "He was acquitted.",
    )


def test_attachments_and_inner_messages_are_documents_of_their_own(tmp_path: Path) -> None:
    inner = message("The inner report.\n", Subject="Inner")
    made = message("See the files.\n")
    made.add_attachment(
        pdf("The court spoke on Tuesday."), maintype="application", subtype="pdf", filename="ruling.pdf"
    )
    made.add_attachment(
        docx(p("A Word report.")), maintype="application", subtype="octet-stream", filename="../up.docx"
    )
    made.add_attachment(
        zipped({"a.txt": b"Packed report."}), maintype="application", subtype="zip", filename="pack.zip"
    )
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png", cid="<logo>")
    made.add_attachment(inner)
    (tmp_path / "mail.eml").write_bytes(bytes(made))
    found = [one for one in discover([tmp_path]) if isinstance(one, Found)]
    assert [one.where.partition("mail.eml")[2] for one in found] == [
        "",
        "/ruling.pdf",
        "/.._up.docx",
        "/pack.zip/a.txt",
        "/message-6.eml",
    ]
    assert [document_from(one.load(), one.filename).text for one in found] == [
        "See the files.",
        "The court spoke on Tuesday.",
        "A Word report.",
        "Packed report.",
        "The inner report.",
    ]


def test_a_message_of_attachments_only_is_kept() -> None:
    made = message()
    made.add_attachment(b"A report.", maintype="text", subtype="plain", filename="a.txt")
    assert document_from(bytes(made), "a.eml").unread == "no text besides its attachments"


def test_messages_inside_messages_without_end_are_told(tmp_path: Path) -> None:
    made = message("The innermost.\n")
    for _ in range(30):
        outer = message("One more.\n")
        outer.add_attachment(made)
        made = outer
    (tmp_path / "deep.eml").write_bytes(bytes(made))
    found = list(discover([tmp_path]))
    assert sum(isinstance(one, Found) for one in found) == 6
    assert [one.reason for one in found if isinstance(one, SetAside)] == [
        "its attachments are packed into each other more than 5 deep"
    ]


def test_a_page_saved_as_one_file_is_read_as_a_page() -> None:
    made = EmailMessage()
    made["From"], made["Subject"] = "<Saved by Blink>", "Beekeeper sentenced"
    made["Snapshot-Content-Location"] = "https://example.org/beekeeper"
    said = (
        "On 4 March 2025 the Central District Court of Narva-Tuz sentenced the beekeeper Ilmar Kestutov to two years."
    )
    made.set_content(
        f"<html><body><nav><a href=/>Start</a></nav><article><p>{said}</p></article></body></html>", subtype="html"
    )
    document = document_from(bytes(made), "a.mhtml")
    assert (document.text, document.url, document.title) == (
        said,
        "https://example.org/beekeeper",
        "Beekeeper sentenced",
    )


@pytest.mark.parametrize(
    "body",
    [
        b"Content-Type: multipart/mixed\n\nno boundary",
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n--x\n--x",
        b"Content-Type: text/plain; charset=nonsense\nContent-Transfer-Encoding: base64\n\n!!!!",
        b"Content-Type: text/html\n\n",
        b"Content-Type: text/plain; charset=utf-7\n\n+",
        b"Content-Type: message/rfc822\n\n",
        b"Content-Type: application/pdf\n\n%PDF",
        b"\xff\xfe: x\n\nThe court spoke.",
    ],
)
def test_a_broken_message_ends_in_words(body: bytes, tmp_path: Path) -> None:
    data = b"From: a@example.org\nSubject: =?x?y?z?=\nDate: 99 Foo 9999\nMIME-Version: 1.0\n" + body
    (tmp_path / "a.eml").write_bytes(data)
    for one in discover([tmp_path]):
        if isinstance(one, Found):
            try:
                document_from(one.load(), one.filename)
            except DocumentError as error:
                assert error.what


def test_a_report_that_opens_with_names_and_colons_is_no_message() -> None:
    text = "Subject: Ilmar Kestutov\nDate: 5 March 2025\n\nHe was convicted."
    assert document_from(text.encode(), "a.txt").media_type in {"text/plain", "message/rfc822"}
    assert (
        document_from(b"Title: A\nDate: 5 March 2025\nSubject: B\n\nHe was convicted.", "a.txt").media_type
        == "text/plain"
    )


def test_a_message_of_countless_parts_or_lines_ends(tmp_path: Path) -> None:
    head = b"From: a@example.org\nSubject: b\nMIME-Version: 1.0\n"
    many = head + b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\nA part.\n" * 3000
    (tmp_path / "many.eml").write_bytes(many)
    [one] = discover([tmp_path])
    assert isinstance(one, Found)
    with pytest.raises(DocumentError, match="more than 1,000 parts"):
        document_from(many, "many.eml")
    began = time.process_time()
    assert len(document_from(head + b"\n" + b"> quoted\n\nown\n" * 50_000, "long.eml").blocks) == 100_000
    assert time.process_time() - began < 20
