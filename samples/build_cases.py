"""Make the files of the sample cases that are no plain text, from the texts in `making/`. All people and cases are invented.

The name says what becomes of a text: `DATE-NAME.pdf.txt` a PDF, `.docx.txt` a Word file, `.eml.txt` a message, `.mhtml.html` a saved
page, and `NAME.zip.MEMBER` a member of an archive.
"""

import io
import zipfile
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime
from email import message_from_string, policy
from email.message import EmailMessage
from pathlib import Path

import docx
from fpdf import FPDF

MAKING = Path(__file__).parent / "making"
CASES = Path(__file__).parent / "cases"
MOMENT = datetime(2024, 6, 3, 9, 0, tzinfo=UTC)

NUMBERED = {
    "3-court-bulletin": "2023-07-21",
    "4-lower-town-monitor": "2023-07-19",
    "7-justice-ledger": "2023-07-24",
}  # texts whose name is no date
FOLDERS = {
    "salt-quay": ("2022-1", "2023-03-23", "2023-03-24", "2023-05-05", "2024-05"),
    "solmeray/eight": ("3-", "4-", "7-"),
    "solmeray/later": ("2024-07",),
    "nurhal": ("2021-12", "2022-04", "2023-02", "2023-03-20", "2023-09", "2023-11"),
}


class Paper(FPDF):
    """A page with its number below, as office programs set it."""

    def footer(self) -> None:
        """Set the number of the page."""
        self.set_y(-15)
        self.set_font("helvetica", size=8)
        self.cell(0, 10, str(self.page_no()), align="C")


def pdf(text: str, made_on: datetime) -> bytes:
    """Return a PDF: the first line as title, the second below it, lines in capitals as headings."""
    title, below, *lines = text.splitlines()
    made = Paper()
    made.set_creation_date(made_on)
    made.set_title(title)
    made.add_page()
    made.set_font("times", "B", 15)
    made.multi_cell(0, 8, title, new_x="LMARGIN", new_y="NEXT")
    made.set_font("times", "I", 10)
    made.multi_cell(0, 6, below, new_x="LMARGIN", new_y="NEXT")
    for line in lines:
        made.set_font("times", "B" if line.isupper() else "", 11)
        if line:
            made.multi_cell(0, 5.5, line, new_x="LMARGIN", new_y="NEXT")
        else:
            made.ln(3)
    return bytes(made.output())


def word(text: str, made_on: datetime) -> bytes:
    """Return a Word file: the first line as heading, the second in italics."""
    made = docx.Document()
    title, below, *paragraphs = [line for line in text.splitlines() if line]
    made.core_properties.title, made.core_properties.created, made.core_properties.modified = title, made_on, made_on
    made.add_heading(title, 1)
    made.add_paragraph().add_run(below).italic = True
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    file = io.BytesIO()
    made.save(file)
    with zipfile.ZipFile(file) as saved:
        return archive({name: saved.read(name) for name in saved.namelist()})


def mail(text: str, made_on: datetime) -> bytes:
    """Return a message as a mail program sends it; the day is that of its own heading, if it has one."""
    plain = message_from_string(text, policy=policy.default)
    made = EmailMessage()
    for name, value in plain.items():
        made[name] = value
    if "Date" not in made:
        made["Date"] = made_on
    made.set_content(plain.get_content(), cte="quoted-printable")
    return bytes(made)


def saved_page(page: str, address: str) -> bytes:
    """Return a page as a browser saves it in one file."""
    made = EmailMessage()
    made["From"], made["Snapshot-Content-Location"] = "<Saved by a browser>", address
    made["Date"] = MOMENT
    made.set_content(page, subtype="html", cte="quoted-printable")
    made["Content-Location"] = address
    made.make_mixed(boundary="----MultipartBoundary--saved----")
    made.replace_header("Content-Type", made["Content-Type"].replace("multipart/mixed", "multipart/related"))
    return bytes(made)


def archive(members: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP, the same bytes each time."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in members.items():
            made.writestr(zipfile.ZipInfo(name, MOMENT.timetuple()[:6]), text, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def folder(name: str) -> Path:
    """Return the folder of the case that a text belongs to, by the start of its name."""
    return next(CASES / case for case, starts in FOLDERS.items() if name.startswith(starts))


def main() -> None:
    """Write the files."""
    archives: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for path in sorted(MAKING.iterdir()):
        text = path.read_text(encoding="utf-8")
        if ".zip." in path.name:
            name, member = path.name.split(".zip.")
            archives[name][member] = text
        elif path.name.endswith(".mhtml.html"):
            name = path.name.removesuffix(".html")
            (folder(name) / name).write_bytes(
                saved_page(text, f"https://meridian.example/{name.removesuffix('.mhtml')}")
            )
        else:
            name = path.name.removesuffix(".txt")
            made_on = datetime.fromisoformat(f"{NUMBERED.get(Path(name).stem, name[:10])}T09:00:00+00:00")
            maker = {".pdf": pdf, ".docx": word, ".eml": mail}[Path(name).suffix]
            (folder(name) / name).write_bytes(maker(text, made_on))
    for name, members in archives.items():
        (folder(name) / f"{name}.zip").write_bytes(archive(members))


if __name__ == "__main__":
    main()
