"""The one family of errors that Khronika raises on purpose.

Each says what was wrong, where (a file, a line, a quote), and what to do about it. The command line prints them
without a traceback; anything else that escapes is a defect of the program.
"""


class KhronikaError(Exception):
    """Something that the user can understand and act on.

    ``what`` went wrong, ``where`` it did (a path, a line, a quote; may be empty) and what to ``do`` (may be empty).
    """

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        self.what, self.where, self.do = what, where, do
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.what}" + (f" ({self.do})" if self.do else "")


class DocumentError(KhronikaError):
    """A file that cannot be taken as a document: broken, empty, encrypted, too large, or of no known format."""


class ContractError(KhronikaError):
    """A statement that does not have the shape of the contract."""


class VocabularyError(KhronikaError):
    """A word outside a closed vocabulary, or a data file of the vocabulary or a lexicon that is at fault."""


class ReadingError(KhronikaError):
    """A reader that cannot be loaded or that broke off."""


class ChronicleError(KhronikaError):
    """A folder that is no chronicle, or a record that is damaged, locked, or of another version."""


class RequestError(KhronikaError):
    """A command, a date, or a name that was not understood or that nothing answers to."""
