"""The keys under which a name is looked up, in whatever alphabet and spelling somebody types it.

Whoever changes what they are raises TABLES_VERSION in ``record/fold.py``: the record's index of names is made of them.
"""

from collections.abc import Iterator
from functools import lru_cache

from khronika.identity.agreement import form_numbers, loose
from khronika.identity.arabic import told as arabic
from khronika.identity.comparing import words_of
from khronika.identity.letters import keys, script, skeletons
from khronika.identity.names import bare_words, is_initial
from khronika.identity.russian import bases


@lru_cache(maxsize=65536)
def index_keys(name: str) -> frozenset[str]:
    """Return the keys under which a name is kept: of each word its spellings, consonants (=) and forms (+)."""
    return frozenset().union(*(word_keys(word) for word in words(name)))


def words(name: str) -> tuple[str, ...]:
    """Return the words of a name under which it is kept: as they stand, and compounds as one; no initials."""
    return tuple(dict.fromkeys(word for some in wordings(name) for word in some))


def wordings(name: str) -> tuple[tuple[str, ...], ...]:
    """Return in which words a name may be looked for: as they stand, and with its compounds as one."""
    articles = arabic().particles
    made = ([plain(word) for word in bare_words(name)], [plain(word.text) for word in words_of(name)[0]])
    kept = [tuple(word for word in some if not is_initial(word) and word not in articles) for some in made]
    return tuple(dict.fromkeys(some for some in kept if some))


def plain(word: str) -> str:
    """Return a word in small letters with its marks, which tell a sound, and without the article."""
    return arabic().article.sub("", word.casefold())


@lru_cache(maxsize=65536)
def word_keys(word: str) -> frozenset[str]:
    """Return the keys of one word, in ASCII: spellings, parts of a double name, cases, consonants, forms."""
    found: set[str] = set()
    for form in dict.fromkeys((word, *word.split("-"), *(base for base, _ in bases(word)))):
        found |= {loose(key) for key in keys(form)} if script(form) != "ARABIC" else set()
        found |= {f"={bones}" for bones in skeletons(form) if len(bones) > 1}
        found |= {f"+{number}" for number in form_numbers(form)}
    return frozenset(key for key in found if key)


def asked_keys(word: str) -> Iterator[frozenset[str]]:
    """Yield the keys to ask for when somebody types a word: the closest first, wider ones if those find nobody."""
    own = frozenset(loose(key) for form in (word, *(base for base, _ in bases(word))) for key in keys(form))
    forms = frozenset(f"+{number}" for number in form_numbers(word))
    if script(word) != "ARABIC":
        yield own | forms
    yield own | forms | frozenset(f"={bones}" for bones in skeletons(word) if len(bones) > 1)
