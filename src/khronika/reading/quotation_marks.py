"""Quotation marks told apart: a view of the text in which straight double quotes open and close like curly ones."""

import re
from functools import lru_cache

STRAIGHT = re.compile(r'["„«»‟]')


@lru_cache(maxsize=8)
def curled(text: str) -> str:
    """Return the text with every straight or angled double quote as “ or ”, of the same length as the text.

    A mark opens after a space, an opening bracket or at the start of a line, and closes otherwise.
    """

    def turn(found: re.Match[str]) -> str:
        if found.group() in "„«":
            return "“"
        if found.group() == "»":
            return "”"
        before = text[found.start() - 1 : found.start()]
        return "“" if not before or before.isspace() or before in "([{–—‘" else "”"

    return STRAIGHT.sub(turn, text)
