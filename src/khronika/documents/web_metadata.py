"""What a saved page says of itself: JSON-LD first, then meta elements, then what can be seen."""

import json
import re
from collections.abc import Iterator
from typing import Any

from khronika.documents.cues import cues, is_default
from khronika.documents.dating import day_of

ARTICLES = ("Article", "Report", "Posting", "WebPage")
SAVED_FROM = re.compile(rb"saved from url=\(\d+\)(https?://\S+)|SingleFile\s+url:\s*(https?://\S+)")


def metadata(tree: Any, report: Any, head: bytes) -> dict[str, str]:
    """Return what a page says of itself: title, publisher, author, published, modified, language, url.

    ``report`` is the element that the report stands in; ``head`` are the file's first bytes, where browsers note
    whence they saved it.
    """
    told: dict[str, str] = {}
    for item in linked_data(tree):
        put(told, "title", item.get("headline") or item.get("name"))
        put(told, "published", day_of(str(item.get("datePublished") or "")))
        put(told, "modified", day_of(str(item.get("dateModified") or "")))
        put(told, "author", named(item.get("author") or item.get("creator")))
        put(told, "publisher", named(item.get("publisher") or item.get("sourceOrganization")))
        put(told, "language", named(item.get("inLanguage")))
        put(told, "url", item.get("url") or address(item.get("mainEntityOfPage")))
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        for name in (meta.get("property"), meta.get("name"), meta.get("itemprop"), meta.get("http-equiv")):
            if name and meta.get("content"):
                metas.setdefault(name.casefold(), meta.get("content"))
    for slot, names in cues()["metas"].items():
        for name in names:
            value = metas.get(name, "")
            if slot in {"published", "modified"}:
                value = day_of(value)
            if not (slot == "author" and value.startswith("http")):
                put(told, slot, value)
    put(told, "url", next(iter(tree.xpath("//link[@rel='canonical']/@href")), None))
    saved = SAVED_FROM.search(head)
    if saved:
        put(told, "url", next(g for g in saved.groups() if g).decode("utf-8", "replace"))
    put(told, "language", tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"))
    seen(told, tree, report)
    return {slot: value for slot, value in told.items() if value and not is_default(value)}


def seen(told: dict[str, str], tree: Any, report: Any) -> None:
    """Fill what is left from what can be seen: microdata, the report's own time elements, its headline."""
    for slot, name in (("published", "datePublished"), ("modified", "dateModified")):
        for element in tree.xpath("//*[@itemprop=$n]", n=name):
            put(told, slot, day_of(element.get("datetime") or element.get("content") or text_of(element)))
    for element in report.iter("time"):
        put(told, "published", day_of(element.get("datetime") or text_of(element)))
    for element in report.iter():
        if isinstance(element.tag, str) and re.search(
            r"(?:^|[\s_-])(?:publish\w*|pub-?date|dateline|date|byline|timestamp)(?:$|[\s_-])",
            element.get("class") or "",
            re.I,
        ):
            text = text_of(element)
            put(told, "published", day_of(text) if len(text) < 120 else "")
    for element in tree.xpath("//*[@itemprop='author' or @rel='author']"):
        put(told, "author", re.sub(r"^by\s+", "", text_of(element), flags=re.IGNORECASE))
    put(told, "title", next((text_of(h) for h in tree.iter("h1") if text_of(h)), ""))
    put(told, "title", next((text_of(t) for t in tree.iter("title")), ""))


def text_of(element: Any) -> str:
    """Return an element's words."""
    return " ".join("".join(element.itertext()).split())


def linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of the page's JSON-LD that describe it, articles first; what is no JSON is passed over."""
    items: list[dict[str, Any]] = []
    for script in tree.xpath("//script[contains(translate(@type, 'JSONLD', 'jsonld'), 'ld+json')]/text()"):
        try:
            items.extend(objects(json.loads(re.sub(r"[\x00-\x1f]", " ", script))))
        except (ValueError, RecursionError):
            continue  # a page's own broken script says nothing, and the meta elements follow
    known = {item["@id"]: item for item in items if isinstance(item.get("@id"), str) and len(item) > 1}
    articles = [(rank, item) for item in items if (rank := rank_of(item)) is not None]
    for _, item in sorted(articles, key=lambda pair: pair[0]):
        yield {key: resolved(value, known) for key, value in item.items()}


def objects(data: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON-LD text: itself, the items of a list, the members of its graph."""
    if isinstance(data, list):
        for item in data:
            yield from objects(item)
    elif isinstance(data, dict):
        if isinstance(data.get("@graph"), list):
            yield from objects(data["@graph"])
        yield data


def rank_of(item: dict[str, Any]) -> int | None:
    """Return how well an object describes the report: articles best, the page as such last."""
    kinds = item.get("@type", "")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return min((n for n, end in enumerate(ARTICLES) for kind in kinds if str(kind).endswith(end)), default=None)


def resolved(value: Any, known: dict[str, dict[str, Any]]) -> Any:
    """Return the object that a value points to by its @id, where the page holds it."""
    if isinstance(value, list):
        return [resolved(one, known) for one in value]
    if isinstance(value, dict) and not value.get("name"):
        return known.get(str(value.get("@id")), value)
    return value


def named(value: Any) -> str:
    """Return the name of a JSON-LD person or organisation, or of several; an address is no name."""
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(filter(None, map(named, value))))
    if isinstance(value, dict):
        return named(value.get("name"))
    return value if isinstance(value, str) and not value.startswith(("http", "#")) else ""


def address(value: Any) -> str:
    """Return the address that a JSON-LD value holds."""
    value = value.get("@id") or value.get("url") if isinstance(value, dict) else value
    return value if isinstance(value, str) and value.startswith("http") else ""


def put(told: dict[str, str], slot: str, value: object) -> None:
    """Keep a value for a slot unless an earlier source filled it."""
    if isinstance(value, str) and value.strip() and not told.get(slot) and not is_default(value):
        told[slot] = " ".join(value.split())
