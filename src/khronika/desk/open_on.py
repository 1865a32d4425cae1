"""What this process has the desk open on: one chronicle, and the key that lets its owner in."""

from dataclasses import dataclass

from khronika.errors import ChronicleError
from khronika.record.chronicle import Chronicle


@dataclass
class Desk:
    """The chronicle, and who may come in with the ``key``; the key is empty once it was used."""

    opened: Chronicle | None = None
    owner: str = ""
    key: str = ""

    @property
    def chronicle(self) -> Chronicle:
        """The chronicle. Raises ChronicleError if the desk is open on none."""
        if self.opened is None:
            raise ChronicleError("the desk is open on no chronicle", do="open it with: khronika serve")
        return self.opened


desk = Desk()
