"""Make the sample files that are no plain text: PDF, DOCX, EML and ZIP. All people and cases are invented."""

import io
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import docx
from fpdf import FPDF

REPORTS = Path(__file__).parent / "reports"
MOMENT = datetime(2024, 6, 3, 9, 0, tzinfo=UTC)

CUSTODY = """Man dies in police custody in Osh
Rights group counts dozens of complaints
On June 1, 2024, Bakyt Toktogulov, 34, a taxi driver, died in a police station in Osh, Kyrgyzstan. Police arrested him on May 30, 2024, after a protest in which two people were killed and 17 were injured, the Interior Ministry said.
His widow, Ainura Toktogulova, said that officers beat him. The Interior Ministry denies this.
The monitoring group Open Cell says that 23 people were injured in the protest. At least 140 people have been detained in Osh since May 30, 2024. No officer has been charged.
The prosecutors should investigate the death and publish the autopsy."""

PARTY = """Registration refused
On 12 March 2024, the Ministry of Justice refused to register the party Green Meadow for the third time. Its leader, Timur Sadykov, was arrested on 14 March 2024 in Bishkek, Kyrgyzstan, and sentenced to 15 days of administrative arrest.
The observers of the Election Forum said that the vote was neither free nor fair.
The ministry should register the party and publish its reasons."""

LAWYER = """Dear colleagues,

On 2 June 2024 the Osh City Court remanded the blogger Elnura Asanova in custody for two months. She was arrested on 31 May 2024 on charges of “calling for mass disorder”. She pleaded not guilty.

Aizada Moldosheva, lawyer. (All people in this message are invented.)
"""


def pdf(text: str) -> bytes:
    """Return a PDF with the text, its first line as title."""
    made = FPDF()
    made.set_creation_date(MOMENT)
    made.set_title(text.splitlines()[0])
    made.add_page()
    made.set_font("helvetica", size=12)
    for paragraph in text.splitlines():
        made.multi_cell(0, 6, paragraph, new_x="LMARGIN", new_y="NEXT")
        made.ln(4)
    return bytes(made.output())


def word(text: str) -> bytes:
    """Return a Word file with the text, its first line as heading."""
    made = docx.Document()
    title, *paragraphs = text.splitlines()
    made.core_properties.title, made.core_properties.created, made.core_properties.modified = title, MOMENT, MOMENT
    made.add_heading(title)
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def mail(text: str) -> bytes:
    """Return a message with the text."""
    made = EmailMessage()
    made["From"], made["To"] = "Aizada Moldosheva <lawyer@example.org>", "monitors@example.org"
    made["Subject"], made["Date"] = "Custody of Elnura Asanova", MOMENT
    made.set_content(text)
    return bytes(made)


def archive(members: dict[str, str]) -> bytes:
    """Return a ZIP of texts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in members.items():
            made.writestr(zipfile.ZipInfo(name, MOMENT.timetuple()[:6]), text)
    return file.getvalue()


def main() -> None:
    """Write the files."""
    (REPORTS / "custody.pdf").write_bytes(pdf(CUSTODY))
    (REPORTS / "party.docx").write_bytes(word(PARTY))
    (REPORTS / "lawyer.eml").write_bytes(mail(LAWYER))
    first = "On 5 June 2024 the Osh City Court released Elnura Asanova under house arrest, her lawyer said. All people in this note are invented.\n"
    second = "On 7 June 2024, the Bishkek City Court upheld the sentence of Timur Sadykov. All people in this note are invented.\n"
    (REPORTS / "june-notes.zip").write_bytes(archive({"osh/asanova.txt": first, "bishkek/sadykov.txt": second}))


if __name__ == "__main__":
    main()
