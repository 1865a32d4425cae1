"""The parser of Russian: slovnet's morphology, syntax and names, on the vectors of navec; word forms by pymorphy3.

The model files lie inside the natasha package; natasha itself is not imported, since it needs pymorphy2, which no
longer runs. Everything is loaded once, when the first Russian document is read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from khronika.errors import ReadingError

EMBEDDING = "emb/navec_news_v1_1B_250K_300d_100q.tar"
MODELS = ("model/slovnet_morph_news_v1.tar", "model/slovnet_syntax_news_v1.tar", "model/slovnet_ner_news_v1.tar")
INSTALL = "run make install, or pip install khronika again"
BATCH = 8  # sentences that the models see at once
REMEMBERED = 100_000  # word forms kept with their analyses


@dataclass(frozen=True, slots=True)
class Engine:
    """The loaded models."""

    morph: Any
    syntax: Any
    names: Any


@cache
def engine() -> Engine:
    """Load the models, once. Raises ReadingError if they are not installed."""
    found = find_spec("natasha")
    if found is None or found.origin is None:
        raise ReadingError("the parser of Russian (natasha) is not installed", do=INSTALL)
    folder = Path(found.origin).parent / "data"
    try:
        from navec import Navec  # noqa: PLC0415 - loaded only when something Russian is read
        from slovnet import NER, Morph, Syntax  # noqa: PLC0415

        vectors = Navec.load(str(folder / EMBEDDING))
        kinds = (Morph, Syntax, NER)
        loaded = [kind.load(str(folder / path), batch_size=BATCH) for kind, path in zip(kinds, MODELS, strict=True)]
    except (ImportError, OSError) as error:
        raise ReadingError(f"the models of Russian cannot be loaded: {error}", do=INSTALL) from error
    for model in loaded:
        model.navec(vectors)
    return Engine(*loaded)


@cache
def analyzer() -> Any:
    """Load the dictionary of word forms, once. Raises ReadingError if it is not installed."""
    try:
        from pymorphy3 import MorphAnalyzer  # noqa: PLC0415
    except ImportError as error:
        raise ReadingError(f"the dictionary of Russian cannot be loaded: {error}", do=INSTALL) from error
    return MorphAnalyzer()


@lru_cache(maxsize=REMEMBERED)
def analyses(word: str) -> Sequence[Any]:
    """Return what a word form can be, likelier analyses first."""
    return tuple(analyzer().parse(word))


def fold(text: str) -> str:
    """Return lower-case text in which ё is е, as words are compared."""
    return text.lower().replace("ё", "е")
