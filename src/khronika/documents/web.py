"""Saved web pages: the report without the page around it, its pictures' captions, and what the page says of itself.

What the page says is read in the order JSON-LD, meta elements, visible byline; published and modified stay apart.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from khronika.documents.document import Block, Role
from khronika.documents.plain import is_credit
from khronika.errors import DocumentError

NEWS = ("NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting", "Report", "WebPage")
TEXT_ROLES = {
    "h1": Role.HEADING,
    "h2": Role.HEADING,
    "h3": Role.HEADING,
    "h4": Role.HEADING,
    "li": Role.LIST_ITEM,
    "figcaption": Role.CAPTION,
    "tr": Role.TABLE_ROW,
}
CAPTION_CLASS = re.compile(r"caption|credit|photo-text|image-text", re.IGNORECASE)


@dataclass(slots=True)
class Page:
    """The text cut out of a page, its blocks, and what the page says of itself."""

    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    told: dict[str, str] = field(default_factory=dict)

    def add(self, text: str, role: Role) -> None:
        """Append a block of text, set off from the one before by an empty line."""
        text = " ".join(text.split())
        if not text:
            return
        start = len(self.text) + (2 if self.text else 0)
        self.text += ("\n\n" if self.text else "") + text
        self.blocks.append(Block(start, start + len(text), role, len(self.blocks) + 1))


def read_page(data: bytes, where: str) -> Page:
    """Cut the report out of a saved page.

    Raises DocumentError if it is no page, or no report can be found in it.
    """
    import trafilatura  # noqa: PLC0415
    from lxml import html as lxml_html  # noqa: PLC0415

    tree = trafilatura.load_html(data)
    if tree is None:
        raise DocumentError("it cannot be read as a web page", where=where, do="save the page again, or as PDF")
    page = Page(told=metadata(tree))
    captions = list(figures(tree))
    extracted = trafilatura.bare_extraction(
        lxml_html.fromstring(lxml_html.tostring(tree)),
        include_comments=False,
        include_tables=True,
        include_images=False,
        favor_recall=True,
        with_metadata=False,
        deduplicate=False,
    )
    body = getattr(extracted, "body", None)
    if body is None:
        raise DocumentError(
            "no report can be found in the page", where=where, do="save the page again, or paste its text into a file"
        )
    for caption, credit in captions:
        page.add(caption, Role.CAPTION)
        page.add(credit, Role.CREDIT)
    seen = {" ".join(text.split()) for pair in captions for text in pair if text}
    title = page.told.get("title", "")
    for role, text in body_blocks(body):
        plain = " ".join(text.split())
        if plain in seen or any(plain and plain in caption for caption in seen):
            continue
        if role is Role.HEADING and plain == title:
            continue
        page.add(text, Role.CREDIT if is_credit(plain) else role)
    if not page.text.strip():
        raise DocumentError(
            "no report can be found in the page", where=where, do="save the page again, or paste its text into a file"
        )
    return page


def body_blocks(body: Any) -> Iterator[tuple[Role, str]]:
    """Yield the blocks of an extracted body in order."""
    for element in body:
        tag = element.tag
        if tag == "list":
            for item in element.iter("item"):
                yield Role.LIST_ITEM, "".join(item.itertext())
        elif tag == "table":
            for row in element.iter("row"):
                yield Role.TABLE_ROW, " | ".join(" ".join("".join(cell.itertext()).split()) for cell in row)
        elif tag == "head":
            yield Role.HEADING, "".join(element.itertext())
        else:
            yield Role.PARAGRAPH, "".join(element.itertext())


def figures(tree: Any) -> Iterator[tuple[str, str]]:
    """Yield (caption, credit) of each picture of the page."""
    for element in tree.iter("figcaption"):
        caption: list[str] = []
        credit: list[str] = []
        for part in element.xpath(".//text()[normalize-space()]"):
            parent = part.getparent()
            marked = parent is not element and re.search(
                r"credit|copyright|source", f"{parent.get('class', '')} {parent.tag}", re.IGNORECASE
            )
            (credit if marked or is_credit(part.strip()) else caption).append(part)
        yield " ".join("".join(caption).split()), " ".join("".join(credit).split())


def metadata(tree: Any) -> dict[str, str]:
    """Return what a page says of itself: title, publisher, author, published, modified, language, url."""
    told: dict[str, str] = {}
    for item in linked_data(tree):
        put(told, "title", item.get("headline") or item.get("name"))
        put(told, "published", item.get("datePublished"))
        put(told, "modified", item.get("dateModified"))
        put(told, "author", named(item.get("author")))
        put(told, "publisher", named(item.get("publisher")))
        put(told, "language", item.get("inLanguage"))
        put(told, "url", item.get("url") or named(item.get("mainEntityOfPage")))
    metas = {
        "title": ["og:title", "twitter:title", "dc.title"],
        "published": ["article:published_time", "date", "dc.date", "pubdate", "publish-date"],
        "modified": ["article:modified_time", "og:updated_time", "last-modified"],
        "author": ["author", "article:author", "dc.creator"],
        "publisher": ["og:site_name", "dc.publisher", "application-name"],
        "language": ["og:locale", "dc.language"],
        "url": ["og:url"],
    }
    for slot, names in metas.items():
        for name in names:
            put(told, slot, next(iter(tree.xpath("//meta[@property=$n or @name=$n]/@content", n=name)), None))
    put(told, "url", next(iter(tree.xpath("//link[@rel='canonical']/@href")), None))
    put(told, "published", next(iter(tree.xpath("//time/@datetime")), None))
    put(told, "title", "".join(tree.xpath("//title//text()")[:1]))
    put(told, "language", next(iter(tree.xpath("/html/@lang")), None))
    for slot in ("published", "modified"):
        day = re.match(r"\d{4}(?:-\d\d(?:-\d\d)?)?", told.get(slot, ""))
        told[slot] = day.group() if day else ""
    return {slot: value for slot, value in told.items() if value}


def linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of the page's JSON-LD that describe an article; what is no JSON is passed over."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            data = json.loads(script)
        except ValueError:
            continue  # a page's own broken script says nothing, and the meta elements follow
        graph = data.get("@graph", [data]) if isinstance(data, dict) else data
        for item in graph if isinstance(graph, list) else []:
            kinds = item.get("@type", "") if isinstance(item, dict) else ""
            if any(kind in NEWS for kind in (kinds if isinstance(kinds, list) else [kinds])):
                yield item


def named(value: Any) -> str:
    """Return the name of a JSON-LD person or organisation, or of several."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(named, value)))
    if isinstance(value, dict):
        return str(value.get("name") or value.get("@id") or "")
    return str(value or "")


def put(told: dict[str, str], slot: str, value: object) -> None:
    """Keep a value for a slot unless an earlier source filled it."""
    if isinstance(value, str) and value.strip() and not told.get(slot):
        told[slot] = " ".join(value.split())
