"""E-mail (EML): the message's text, its subject as title, its sender as author, its date as published."""

import email
import email.policy
from email.utils import parsedate_to_datetime

from khronika.documents.document import Role
from khronika.documents.web import Page, read_page
from khronika.errors import DocumentError


def read_mail(data: bytes, where: str) -> Page:
    """Return the text of a message, its plain part if it has one.

    Raises DocumentError if it holds no text.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        raise DocumentError("the message holds no text", where=where)
    try:
        content = body.get_content()
    except (LookupError, ValueError) as error:
        raise DocumentError(f"the message cannot be decoded: {error}", where=where) from None
    if body.get_content_subtype() == "html":
        page = read_page(str(content).encode(), where)
    else:
        page = Page()
        for paragraph in str(content).replace("\r\n", "\n").split("\n\n"):
            page.add(paragraph, Role.PARAGRAPH)
        if not page.text:
            raise DocumentError("the message holds no text", where=where)
    told = {"title": str(message["subject"] or ""), "author": str(message["from"] or "")}
    try:
        told["published"] = parsedate_to_datetime(str(message["date"])).date().isoformat() if message["date"] else ""
    except ValueError:
        told["published"] = ""  # a date that no calendar has is no date; the header itself stays in the original
    page.told = {slot: value for slot, value in told.items() if value}
    return page
