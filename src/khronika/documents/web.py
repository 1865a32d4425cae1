"""Saved web pages: the report without the page around it, with its pictures' captions, its byline and its headline."""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from khronika.documents.cues import cues, is_byline, is_furniture
from khronika.documents.dating import day_of
from khronika.documents.document import Role
from khronika.documents.encoding import decode
from khronika.documents.page import Page
from khronika.documents.web_blocks import Piece, named, pieces, up, words_of
from khronika.documents.web_metadata import metadata
from khronika.errors import DocumentError

LARGEST_MARKUP = 10 * 1024 * 1024  # bytes, without the pictures that are packed into the page
EMBEDDED = re.compile(rb"data:[\w/+.;=-]{1,80};base64,[A-Za-z0-9+/=]+")
CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:-]{2,30})|<\?xml[^>]{0,80}encoding=[\"']([\w-]{2,30})", re.I
)
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# Elements that hold no part of a report, unless most of the page's text stands in one.
AROUND = frozenset({"nav", "footer", "aside", "menu"})
LANDMARKS = frozenset(
    {"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alert", "alertdialog", "menu"}
)
WHOLE = frozenset({"html", "body", "main", "article"})
SHORTEST_HEADLINE = 20  # characters; a shorter heading in a page's head is the site's name
MOST = 0.7  # of the page's prose: what holds it holds the report
NO_REPORT = "no report can be found in the page"
AGAIN = "save the page again, or paste its text into a file"


@dataclass(slots=True)
class Zone:
    """Where on a page the report stands: the element with its prose, and the one with its headline and byline too."""

    inner: Any
    outer: Any


def parse(data: bytes, where: str) -> Any:
    """Return the tree of a page. Raises DocumentError if the bytes are no page that can be taken."""
    from lxml import etree  # noqa: PLC0415
    from lxml import html as lxml_html  # noqa: PLC0415

    data = EMBEDDED.sub(b"data:,", data)
    if len(data) > LARGEST_MARKUP:
        raise DocumentError(
            f"its markup is larger than {LARGEST_MARKUP // 1024 // 1024} MB", where=where, do="save it as PDF or text"
        )
    declared = CHARSET.search(data[:4096])
    charset = next((g.decode("ascii") for g in declared.groups() if g), "") if declared else ""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = decode(data if wide else data.replace(b"\x00", b""), where, charset)
    text = DECLARATION.sub("", text)
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise DocumentError(NO_REPORT, where=where, do=AGAIN) from None


def read_page(data: bytes, where: str) -> Page:
    """Cut the report out of a saved page.

    Raises DocumentError if it is no page, or no report can be found in it.
    """
    tree = parse(data, where)
    body = tree.find("body")
    body = tree if body is None else body
    found = list(pieces(body))
    prose = weights(found)
    around = furniture(body, prose)
    zone = zone_of(body, weights([p for p in found if not within(p.element, around)]))
    page = Page(told=metadata(tree, zone.outer, data[:8192]))
    add_report(page, chosen(found, zone, around))
    if not page.blocks:
        raise DocumentError(NO_REPORT, where=where, do=AGAIN)
    return page


def weights(found: list[Piece]) -> dict[Any, int]:
    """Return how many characters of prose stand under each element."""
    prose: dict[Any, int] = defaultdict(int)
    for piece in found:
        if piece.is_prose:
            for element in up(piece.element):
                prose[element] += len(piece.text) - piece.linked
    return prose


def furniture(body: Any, prose: dict[Any, int]) -> set[Any]:
    """Return the elements that by their kind or their name hold no part of the report."""
    most = prose[body] / 2
    return {
        element
        for element in body.iter()
        if isinstance(element.tag, str)
        and is_around(element)
        and prose[element] <= most
        and element.find(".//main") is None
    }


def is_around(element: Any) -> bool:
    """Tell whether an element's kind, role or name says that it is not part of the report."""
    tag = element.tag
    if tag in WHOLE:
        return False
    if tag in AROUND or (element.get("role") or "").casefold() in LANDMARKS:
        return True
    if tag == "header":
        headline = element.find(".//h1")
        inside = any(parent.tag in {"article", "main"} for parent in up(element))
        return not inside and (headline is None or len("".join(headline.itertext()).strip()) < SHORTEST_HEADLINE)
    if tag in {"h1", "figure", "figcaption", "img"}:
        return False
    if any(len("".join(headline.itertext()).strip()) >= SHORTEST_HEADLINE for headline in element.iter("h1")):
        return False
    words = words_of(element)
    text = f" {' '.join(words)} "
    return named(element, "furniture") or any(f" {pair} " in text for pair in cues()["page"]["pairs"])


def within(element: Any, group: set[Any]) -> bool:
    """Tell whether an element is one of a group or stands in one."""
    return any(parent in group for parent in up(element))


def zone_of(body: Any, prose: dict[Any, int]) -> Zone:
    """Return where the report stands: go in as long as one element holds most of the prose."""
    mains = [main for main in body.iter("main") if prose[main] * 2 >= max(1, prose[body])]
    inner = mains[0] if mains else body
    start = inner
    while True:
        child = max((c for c in inner if isinstance(c.tag, str)), key=lambda c: prose[c], default=None)
        if (
            child is None
            or prose[child] < MOST * max(1, prose[start])
            or child.tag in {"p", "li", "tr", "ul", "ol", "pre"}
        ):
            break
        inner = child
    outer = inner
    for parent in up(inner):
        if prose[parent] > 1.4 * prose[inner] + 200:
            break
        outer = parent
        if parent.tag in {"article", "main"}:
            break
    return Zone(inner, outer)


def chosen(found: list[Piece], zone: Zone, around: set[Any]) -> list[Piece]:
    """Return the blocks of the report: all in its zone, and above it the headline, byline, standfirst and pictures."""
    inside = [n for n, piece in enumerate(found) if any(parent is zone.inner for parent in up(piece.element))]
    if not inside:
        return []
    first, last = inside[0], inside[-1]
    before = [n for n in range(first) if not within(found[n].element, around)]
    headlines = [n for n in before if is_headline(found[n])]
    nearby = [n for n in before if any(parent is zone.outer for parent in up(found[n].element)) and found[n].is_prose]
    top = min([*headlines[-1:], *nearby[:1], first])
    while top - 1 in before and is_line_of_origin(found[top - 1]):
        top -= 1
    kept: list[Piece] = []
    for n in range(top, len(found)):
        piece = found[n]
        if within(piece.element, around):
            continue
        if n < first:
            piece.role = leading_role(piece)
            standfirst = any(named(parent, "standfirst") for parent in up(piece.element, most=2))
            take = piece.role is not Role.PARAGRAPH or ((piece.is_prose or standfirst) and not piece.linked)
        elif n <= last:
            piece.role = Role.BYLINE if is_line_of_origin(piece) else piece.role
            take = not is_link_only(piece) and not is_furniture(piece.text)
        else:
            take = piece.role in {Role.CAPTION, Role.CREDIT} and any(p is zone.outer for p in up(piece.element))
        if take:
            kept.append(piece)
    while kept and kept[-1].role is Role.HEADING:  # the heading of what was left out after the report
        kept.pop()
    return kept


def is_headline(piece: Piece) -> bool:
    """Tell whether a piece is a heading of the first order."""
    return piece.role is Role.HEADING and any(parent.tag == "h1" for parent in up(piece.element, most=4))


def leading_role(piece: Piece) -> Role:
    """Return what stands between the headline and the report: a byline, a standfirst, or the page's furniture."""
    if piece.role is not Role.PARAGRAPH:
        return Role.FURNITURE if piece.role in {Role.LIST_ITEM, Role.TABLE_ROW} and not piece.is_prose else piece.role
    if is_line_of_origin(piece):
        return Role.BYLINE
    return Role.PARAGRAPH


def is_line_of_origin(piece: Piece) -> bool:
    """Tell whether a short piece says who wrote the report or when it came out."""
    if piece.role is not Role.PARAGRAPH or len(piece.text) > 160 or piece.is_prose:
        return False
    return (
        is_byline(piece.text)
        or (len(piece.text) < 40 and bool(day_of(piece.text)))
        or any(named(parent, "byline") or parent.tag in {"time", "address"} for parent in up(piece.element, most=3))
    )


def is_link_only(piece: Piece) -> bool:
    """Tell whether a piece leads elsewhere and says nothing itself."""
    size = len("".join(piece.text.split()))
    if piece.role in {Role.CAPTION, Role.CREDIT, Role.BYLINE}:
        return False
    return piece.linked >= 0.8 * size and not (
        piece.role is Role.PARAGRAPH and piece.text.endswith((".", "”", "!", "?"))
    )


def add_report(page: Page, kept: list[Piece]) -> None:
    """Add the blocks; a caption that the page shows twice stands once, furniture stays away."""
    title = page.told.get("title", "")
    seen: set[str] = set()
    for piece in kept:
        role = piece.role
        if role is Role.FURNITURE or not any(c.isalnum() for c in piece.text):
            continue
        if role is Role.HEADING and (is_headline(piece) or piece.text == title):
            role = Role.TITLE
            page.told.setdefault("title", piece.text)
        if role in {Role.CAPTION, Role.CREDIT, Role.TITLE, Role.BYLINE}:
            if piece.text in seen:
                continue
            seen.add(piece.text)
        page.add(piece.text, role)
