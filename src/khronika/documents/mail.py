"""E-mail (EML): the message's text, its subject as title, its sender as author, its date as published.

What a message repeats of an earlier one is kept and marked as quoted; attachments are documents of their own.
"""

import email
import email.policy
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr
from functools import cache
from typing import Any

from khronika.documents.cues import cues
from khronika.documents.dating import day_of
from khronika.documents.document import Role
from khronika.documents.encoding import decode
from khronika.documents.page import LONGEST_TEXT, Page
from khronika.documents.plain import ITEM
from khronika.documents.web import parse, read_page
from khronika.documents.web_blocks import pieces, up, words_of
from khronika.errors import DocumentError

MOST_PARTS = 1000


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside a message."""

    name: str
    data: bytes


def message_of(data: bytes) -> EmailMessage:
    """Return the parsed message; the parser takes anything."""
    return email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"), policy=email.policy.default)


def read_mail(data: bytes, where: str) -> Page:
    """Return the text of a message: its plain part if that is whole, else its HTML.

    Raises DocumentError if it holds no text or cannot be decoded.
    """
    message = message_of(data)
    plain, markup = body_parts(message)
    if is_saved_page(message) and markup is not None:
        return saved_page(message, markup, where)
    text = content_of(plain, where) if plain is not None else ""
    page = Page(told=headers(message))
    rich = list(html_blocks(content_of(markup, where), where)) if markup is not None else []
    # Newsletters put only "this message is in HTML" into their plain part.
    if rich and 3 * len(text) < sum(len(piece) for _, piece in rich):
        for role, piece in rich:
            page.add(piece, role)
    else:
        forwarded = re.match(cues()["mail"]["forwarding"], page.told.get("title", ""), re.IGNORECASE) is not None
        for role, piece in plain_blocks(text, forwarded=forwarded):
            page.add(piece, role)
    if not page.blocks:
        if next(iter(attachments(data)), None) is not None:
            page.unread = "no text besides its attachments"
            return page
        raise DocumentError("the message holds no text", where=where)
    return page


def parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the leaves of a message; a message inside of it is a leaf. Raises DocumentError if there are too many."""
    waiting: list[Any] = [message]
    for _ in range(MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop(0)
        if part.get_content_maintype() == "multipart" and isinstance(part.get_payload(), list):
            waiting[:0] = part.get_payload()
        else:
            yield part
    raise DocumentError(f"the message has more than {MOST_PARTS:,} parts")


def is_attached(part: EmailMessage) -> bool:
    """Tell whether a part is a file and not the message's own text."""
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def body_parts(message: EmailMessage) -> tuple[EmailMessage | None, EmailMessage | None]:
    """Return the first plain and the first HTML part that are no attachments."""
    own = [part for part in parts(message) if not is_attached(part)]
    plain = next((part for part in own if part.get_content_type() == "text/plain"), None)
    return plain, next((part for part in own if part.get_content_type() == "text/html"), None)


def content_of(part: EmailMessage, where: str) -> str:
    """Return the text of a part. Raises DocumentError if its bytes are no text that can be told."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    text = decode(payload.replace(b"\x00", b""), where, part.get_content_charset() or "")
    if len(text) > LONGEST_TEXT and part.get_content_subtype() != "html":
        raise DocumentError(f"its text is longer than {LONGEST_TEXT:,} characters", where=where, do="split it")
    return text


def attachments(data: bytes) -> Iterator[Attachment]:
    """Yield the files and messages that a message carries; pictures shown in its text are a part of it."""
    for number, part in enumerate(parts(message_of(data)), 1):
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            carried = inner[0] if isinstance(inner, list) and inner else None
            if isinstance(carried, EmailMessage):
                yield Attachment(part.get_filename() or f"message-{number}.eml", carried.as_bytes())
            continue
        shown = part.get_content_maintype() == "image" and part.get("content-id") is not None
        payload = part.get_payload(decode=True)
        if is_attached(part) and not shown and isinstance(payload, bytes):
            name = part.get_filename() or f"part-{number}"
            yield Attachment(re.sub(r"[/\\\x00-\x1f]", "_", header_text(name)), payload)


def is_saved_page(message: EmailMessage) -> bool:
    """Tell whether a browser saved a page in this form (MHTML)."""
    return (
        bool(raw_header(message, "snapshot-content-location")) or "saved by" in raw_header(message, "from").casefold()
    )


def saved_page(message: EmailMessage, markup: EmailMessage, where: str) -> Page:
    """Return the report of a page that was saved as MHTML."""
    page = read_page(content_of(markup, where).encode("utf-8", "replace"), where)
    url = raw_header(message, "snapshot-content-location") or raw_header(markup, "content-location")
    for slot, value in (("url", url), ("title", header_text(raw_header(message, "subject")))):
        if value:
            page.told.setdefault(slot, value)
    return page


def headers(message: EmailMessage) -> dict[str, str]:
    """Return what the headers say: subject, sender, day, organization."""
    name, address = parseaddr(raw_header(message, "from"))
    told = {
        "title": header_text(raw_header(message, "subject")),
        "author": header_text(name) or address,
        "publisher": header_text(raw_header(message, "organization")),
        "published": day_of(raw_header(message, "date")),
        "language": raw_header(message, "content-language"),
    }
    return {slot: value for slot, value in told.items() if value}


def raw_header(message: EmailMessage, name: str) -> str:
    """Return a header as it stands in the file, on one line, or an empty string."""
    values = (str(value) for key, value in message.raw_items() if key.casefold() == name)
    return " ".join(next(values, "").split())


def header_text(raw: str) -> str:
    """Return what a header says: encoded words decoded, and bare bytes where their encoding can be told."""
    text = raw
    if "=?" in raw:
        with suppress(LookupError, ValueError):  # a header that is wrongly encoded is shown as it stands
            text = str(make_header(decode_header(raw)))
    if any("\udc80" <= c <= "\udcff" for c in text):
        try:
            text = decode(text.encode("utf-8", "surrogateescape"), "")
        except (DocumentError, UnicodeEncodeError):
            text = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    return " ".join(text.split())


@cache
def signs(kind: str) -> re.Pattern[str]:
    """Return the pattern of the lines that open a quoted or a forwarded message."""
    return re.compile("|".join(f"(?:{one})" for one in cues()["mail"][kind]), re.IGNORECASE)


def plain_blocks(text: str, *, forwarded: bool) -> Iterator[tuple[Role, str]]:
    """Yield the blocks of a plain message, with quoted lines and the signature told apart.

    What a ``forwarded`` message passes on is its matter and is read; only its heads are set apart.
    """
    lines = [line.rstrip("\r\n") for line in text.splitlines()]
    state = rest = Role.PARAGRAPH  # what the block is, and what everything after a sign is
    current: list[str] = []
    for number, line in enumerate([*lines, ""]):
        marks = re.match(r"\s*(?:>\s?)+", line)
        plain = line[marks.end() if marks else 0 :].strip()
        following = next(filter(None, map(str.strip, lines[number + 1 : number + 4])), "")
        own = Role.QUOTED if marks else rest
        if line in {"-- ", "--"} and rest is Role.PARAGRAPH:
            own, rest, plain = Role.FURNITURE, Role.FURNITURE, ""
        elif marks is None and signs("forwarded").search(plain):
            own, rest, forwarded = Role.FURNITURE, Role.PARAGRAPH, True
        elif marks is None and opens_quotation(plain, following):
            rest = Role.PARAGRAPH if forwarded else rest if following.startswith(">") else Role.QUOTED
            own = Role.FURNITURE if forwarded else Role.QUOTED
        elif forwarded and own is Role.PARAGRAPH and signs("heads").search(plain):
            own = Role.FURNITURE
        if current and (not plain or own is not state or ITEM.match(plain)):
            yield (Role.LIST_ITEM if state is Role.PARAGRAPH and ITEM.match(current[0]) else state), " ".join(current)
            current = []
        if plain:
            state = own
            current.append(plain)


def opens_quotation(line: str, following: str) -> bool:
    """Tell whether a line opens what a reply repeats."""
    if signs("quoted").search(line):
        return not line.startswith("_") or signs("heads").search(following) is not None
    return signs("heads").search(line) is not None and signs("sent").search(following) is not None


def html_blocks(markup: str, where: str) -> Iterator[tuple[Role, str]]:
    """Yield the blocks of an HTML message, all of which was sent; what it repeats is marked as quoted."""
    if not markup.strip():
        return
    tree = parse(markup.encode("utf-8", "replace"), where)
    for piece in pieces(tree):
        quoted = any(
            (element.tag == "blockquote" and (element.get("type") == "cite" or "cite" in words_of(element)))
            or {"gmail", "quote"} <= set(words_of(element))
            or {"moz", "cite"} <= set(words_of(element))
            for element in up(piece.element)
        )
        role = Role.QUOTED if quoted or signs("quoted").search(piece.text) else piece.role
        yield role, piece.text
