"""A review: statements one after another, each decision entered at once, so that nothing is lost when it breaks off."""

from collections.abc import Callable, Mapping, Sequence

from khronika.documents.document import Document
from khronika.errors import KhronikaError, RequestError
from khronika.surface.layout import clean
from khronika.surface.reviewing.console import Console, Ended, GivenUp
from khronika.surface.reviewing.desks import Desk
from khronika.surface.reviewing.form import fill_in
from khronika.surface.reviewing.sheet import HELP, document_text, keys_text
from khronika.vocabulary.evidence import Evidence, Standing

Shown = Callable[[Evidence, Document, str, str], str]


class Review:
    """A reviewer's way through a list of statements.

    ``standings`` are how they stand at the beginning, ``shown`` makes a statement's page, ``remarks`` say what else
    there is to tell of some.
    """

    def __init__(
        self,
        desk: Desk,
        console: Console,
        standings: Mapping[str, Standing],
        document_of: Callable[[str], Document],
        shown: Shown,
        remarks: Mapping[str, str] | None = None,
    ) -> None:
        self.desk, self.console, self.document_of, self.shown = desk, console, document_of, shown
        self.names: list[str] = list(standings)
        self.standings: dict[str, Standing] = dict(standings)
        self.remarks = remarks or {}
        self.mine: list[str] = []
        self.at = self.next_open(-1)

    @property
    def decided(self) -> int:
        """How many are decided."""
        return sum(standing is not Standing.PROPOSED for standing in self.standings.values())

    @property
    def progress(self) -> str:
        """How far the review is."""
        return f"{self.decided} of {len(self.names)} decided"

    def next_open(self, place: int) -> int:
        """Return the place of the next statement that nobody has decided on; past the end if there is none."""
        rest: Sequence[int] = range(place + 1, len(self.names))
        return next((i for i in rest if self.standings[self.names[i]] is Standing.PROPOSED), len(self.names))

    def run(self) -> None:
        """Go on until all are seen, or the reviewer leaves."""
        note = ""
        try:
            while True:
                if self.at >= len(self.names) and not self.names_left(note):
                    return
                note = self.one(note)
                if note == "q":
                    return
        except (Ended, KeyboardInterrupt):
            return

    def names_left(self, note: str) -> bool:
        """Tell that the end is reached; return whether the reviewer goes back into the list."""
        left = len(self.names) - self.decided
        self.console.fresh()
        if note:
            self.console.tell(note)
        self.console.tell(f"The end of the list: {self.progress}." + (f" {left} were skipped." if left else ""))
        if not self.names:
            return False
        self.console.tell(f"{'s those that were skipped · ' if left else ''}u undo · b back · q quit")
        while True:
            key = self.console.key()
            if key in {"q", "\x04", "\x1b"}:
                return False
            if key == "b":
                self.at = len(self.names) - 1
                return True
            if key == "s" and left:
                self.at = self.next_open(-1)
                return True
            if key == "u":
                self.console.tell(self.undo())
                if self.at < len(self.names):
                    return True

    def one(self, note: str) -> str:
        """Show a statement and do as the reviewer says; return what is to be told next, or "q" to leave."""
        name = self.names[self.at]
        try:
            evidence = self.desk.look(name)
        except RequestError:
            del self.names[self.at], self.standings[name]
            self.at = self.next_open(self.at - 1)
            return f"{name} is not there any more."
        self.standings[name] = evidence.standing
        document = self.document_of(evidence.source.sha256)
        self.console.fresh()
        if note:
            self.console.tell(note)
        where = f"{self.at + 1} of {len(self.names)} · {self.progress}"
        self.console.tell(self.shown(evidence, document, where, self.remarks.get(name, "")))
        self.console.tell(f"\n{keys_text()}")
        while True:
            key = self.console.key()
            try:
                told = self.done(key, evidence, document)
            except GivenUp:
                told = "Nothing was changed."
            except KhronikaError as error:
                self.console.tell(clean(str(error)))
                continue
            if told is not None:
                return told

    def done(self, key: str, one: Evidence, document: Document) -> str | None:
        """Do what a key says; return what to tell on the next page, or None to stay on this one."""
        match key:
            case "a":
                self.desk.decide(one.id, Standing.ACCEPTED, "")
                return self.entered(one.id, Standing.ACCEPTED)
            case "r":
                return self.rejected(one)
            case "m" | "e":
                return self.amended(one, document)
            case "s" | "n":
                self.at = self.next_open(self.at)
                return "Skipped."
            case "b":
                self.at = max(self.at - 1, 0)
                return ""
            case "u":
                return self.undo()
            case "o":
                self.console.page(document_text(one, document))
                return ""
            case "q" | "\x04":
                return "q"
            case "?" | "h":
                self.console.tell(HELP)
                return None
            case _:
                self.console.tell(f"This key does nothing.\n{keys_text()}")
                return None

    def rejected(self, one: Evidence) -> str | None:
        """Reject with the reason; without one nothing is decided."""
        reason = self.console.ask("Why is it rejected?")
        if not reason:
            self.console.tell("A rejection needs a reason: nothing was decided.")
            return None
        self.desk.decide(one.id, Standing.REJECTED, reason)
        return self.entered(one.id, Standing.REJECTED)

    def amended(self, one: Evidence, document: Document) -> str | None:
        """Amend by the form."""
        made = fill_in(self.console, one.statement, document)
        if made is None:
            self.console.tell("Nothing was changed.")
            return None
        self.desk.amend(one.id, *made)
        return self.entered(one.id, Standing.ACCEPTED, "amended and ")

    def entered(self, id_: str, standing: Standing, how: str = "") -> str:
        """Note a decision that was entered, and go on to the next statement."""
        self.standings[id_] = standing
        self.mine.append(id_)
        self.at = self.next_open(self.at)
        return f"{id_} was {how}{standing.value}."

    def undo(self) -> str:
        """Take back the last decision of this session, and return to its statement."""
        if not self.mine:
            return "You decided nothing in this session yet. An older decision: khronika undo STATEMENT"
        id_ = self.mine.pop()
        try:
            self.desk.undo(id_)
            self.standings[id_] = self.desk.look(id_).standing
        except KhronikaError as error:
            return clean(str(error))
        self.at = self.names.index(id_)
        return f"{id_} is {self.standings[id_].value} again."
