"""The day that a header, a byline or a page's metadata names."""

import re
from email.utils import parsedate_to_datetime

from khronika.documents.cues import cues
from khronika.vocabulary.edtf_dates import is_edtf

ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?![\d-])")


def day_of(text: str) -> str:
    """Return the EDTF date that a short text names first, or an empty string.

    Understood: 2024-05-16 (with a time after it or not), 2024-05, 2024, 20240516, 2024/05/16, 16 May 2024,
    May 16, 2024, 16.05.2024, e-mail dates, and EDTF as such. 05/06/2024 means two days and gives nothing.
    """
    text = " ".join(text.split())
    if is_edtf(text):
        return text
    iso = ISO.match(text)
    if iso and is_edtf(iso.group()):
        return iso.group()
    for pattern, order in patterns():
        match = pattern.search(text)
        if match:
            year, month, day = (match.group(n) for n in order)
            number = month if month.isdigit() else str(cues()["months"].index(month[:3].casefold()) + 1)
            found = f"{year}-{int(number):02}-{int(day):02}"
            if is_edtf(found):
                return found
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def patterns() -> tuple[tuple[re.Pattern[str], tuple[int, int, int]], ...]:
    """Return patterns of dates with the groups of year, month and day."""
    month = rf"({'|'.join(cues()['months'])})[a-z]*"
    return (
        (re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b"), (1, 2, 3)),
        (re.compile(r"^(\d{4})(\d\d)(\d\d)(?:T|$)"), (1, 2, 3)),
        (re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\.? (?:of )?{month}\.?,? (\d{{4}})\b", re.IGNORECASE), (3, 2, 1)),
        (re.compile(rf"\b{month}\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b", re.IGNORECASE), (3, 1, 2)),
        (re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b"), (3, 2, 1)),
    )
