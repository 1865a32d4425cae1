"""Hashes of what the log holds: the same for the same value, on every machine."""

import hashlib
import json
from typing import Any


def digest(*parts: str) -> str:
    """Return the SHA-256 of parts that cannot run into each other."""
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()


def canonical(value: Any) -> str:
    """Return JSON that is the same for the same value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
