"""A reading's statements as leaves of their own, so that one can be erased and the others still be proved.

Each statement of a reading holds a random salt of its own. What the chain covers is the hash of the entry in which
each statement is replaced by its leaf, the SHA-256 of its canonical JSON with that salt. A statement that is erased
leaves its leaf behind, from which nobody can try out what it said, and the entry still has the hash it was written
with. An entry of a Khronika that knew no leaves is sealed anew when a part of it is erased: the entry that tells of
the erasure holds the hash of what is left, for which whoever erased it answers.
"""

import json
import secrets
from typing import Any

from khronika.record.hashes import canonical, digest

PARTS = "statements"  # the slot of a body whose items are leaves
ERASED = "erased"


def is_erased(item: Any) -> bool:
    """Tell whether an item of a reading is what an erased one left behind."""
    return isinstance(item, dict) and set(item) == {ERASED}


def salted(item: dict[str, Any]) -> dict[str, Any]:
    """Return an item that can be erased one day."""
    return {**item, "salt": secrets.token_hex(16)}


def is_leaf(item: Any) -> bool:
    """Tell whether an item is erased, or can be."""
    return isinstance(item, dict) and (is_erased(item) or "salt" in item)


def leaf(item: dict[str, Any]) -> str:
    """Return the hash that stands for an item."""
    return str(item[ERASED]) if is_erased(item) else digest(canonical(item))


def has_leaves(body: Any) -> bool:
    """Tell whether a body's items can be erased one by one."""
    items = body.get(PARTS) if isinstance(body, dict) else None
    return isinstance(items, list) and bool(items) and all(map(is_leaf, items))


def parts_hash(salt: str, body: dict[str, Any]) -> str:
    """Return the salted hash of a body in which each item is replaced by its leaf.

    It begins differently from the hash of a whole body, so that none can be taken for the other.
    """
    return digest("parts", salt, canonical(body | {PARTS: [leaf(one) for one in body[PARTS]]}))


def hash_of(salt: str, body: Any) -> str:
    """Return the salted hash of a body as it is written: by its leaves if it has them, else whole."""
    return parts_hash(salt, body) if has_leaves(body) else digest(salt, canonical(body))


def fits(salt: str, text: str, *hashes: str) -> bool:
    """Tell whether a body's text has one of some hashes, whole or by its leaves."""
    if not ('"salt":' in text or f'"{ERASED}":' in text):
        return digest(salt, text) in hashes
    try:
        body = json.loads(text)
        return (has_leaves(body) and proved(salt, text, body, hashes)) or digest(salt, text) in hashes
    except (ValueError, TypeError, KeyError, AttributeError):
        return digest(salt, text) in hashes


def proved(salt: str, text: str, body: dict[str, Any], hashes: tuple[str, ...]) -> bool:
    """Tell whether a body with leaves has one of some hashes, and its text is not written in another way."""
    items = [canonical(one) for one in body[PARTS]]
    around = canonical(body | {PARTS: []})
    if around.replace(f'"{PARTS}":[]', f'"{PARTS}":[{",".join(items)}]', 1) != text:
        return False
    leaves = [
        str(one[ERASED]) if is_erased(one) else digest(told) for one, told in zip(body[PARTS], items, strict=True)
    ]
    return digest("parts", salt, canonical(body | {PARTS: leaves})) in hashes


def without(body: dict[str, Any], ids: set[str]) -> tuple[dict[str, Any], list[str]]:
    """Return a body without the items of some ids, and the leaves that they leave behind.

    Items that have no salt yet are given one; then the body has to be sealed anew.
    """
    items = [one if is_leaf(one) else salted(one) for one in body[PARTS]]
    gone = [leaf(one) for one in items if not is_erased(one) and one["id"] in ids]
    left = [{ERASED: leaf(one)} if not is_erased(one) and one["id"] in ids else one for one in items]
    return body | {PARTS: left}, gone


def erased_leaves(text: str) -> list[str]:
    """Return the leaves that erased items of a body left behind."""
    if f'"{ERASED}":' not in text:
        return []
    body = json.loads(text)
    items = body.get(PARTS) if isinstance(body, dict) else None
    return [leaf(one) for one in items if is_erased(one)] if isinstance(items, list) else []
