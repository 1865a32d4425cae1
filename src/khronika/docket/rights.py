"""Which rights a ban, an act or a charge bears on, by rules that are data. "Bears on" is all that is ever said."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from khronika.docket.bans import Ban
from khronika.docket.charges import ChargeLine
from khronika.docket.lines import Line, text_order
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.folding import fold
from khronika.vocabulary.statement import Act, Proceeding
from khronika.vocabulary.terms import ActType, Modality, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class RightLine(Line):
    """A right that something bears on. ``source`` is a ban, an act or a charge, ``word`` what in it makes it so."""

    right: str
    iccpr: str
    udhr: str
    comment: str
    because: str
    source: str
    word: str


@cache
def rules() -> dict[str, Any]:
    """Return what ``bearing.toml`` says."""
    return tomllib.loads((files("khronika.docket") / "bearing.toml").read_text("utf-8"))


def rights(bans: Sequence[Ban], charges: Sequence[ChargeLine], evidence: Iterable[Evidence]) -> tuple[RightLine, ...]:
    """Return the rights touched, in the order of the rules, each once for each ban, charge and type of act."""
    acts: dict[ActType, list[Evidence]] = {}
    for one in sorted(evidence, key=text_order):
        if isinstance(one.statement, Act) and one.statement.modality is not Modality.DENIED:
            acts.setdefault(one.statement.type, []).append(one)
    found = []
    for rule in rules()["right"]:
        for ban in bans:
            hits = [(word, a.evidence) for a in ban.activities if (word := matched(a.text, rule["activities"]))]
            evidence = tuple(dict.fromkeys(one for _, ones in hits for one in ones))
            found += bearing(rule, "ban", hits[0][0] if hits else "", evidence)
        for charge in charges:
            found += bearing(rule, "charge", matched(charge.charge.offence, rule["offences"]), charge.evidence)
        for kind, ones in acts.items():
            word = kind.value.replace("_", " ") if kind.value in rule["acts"] else ""
            found += bearing(rule, "act", word, tuple(ones))
    return tuple(found)


def bearing(rule: dict[str, Any], source: str, word: str, evidence: tuple[Evidence, ...]) -> list[RightLine]:
    """Return the line of a rule that applies, or nothing if no word makes it so."""
    if not word:
        return []
    line = RightLine(
        evidence=evidence,
        computed="rule",
        right=rule["name"],
        iccpr=rule["iccpr"],
        udhr=rule["udhr"],
        comment=rule["comment"],
        because=rule["because"],
        source=source,
        word=word,
    )
    return [line]


def matched(text: str, beginnings: Sequence[str]) -> str:
    """Return the words of a text that begin as one of a list, as the text has them; empty text if none."""
    plain = "".join(c if c.isalnum() or c in " -" else " " for c in fold(text))
    for beginning in beginnings:
        at = f" {plain}".find(f" {beginning}")
        if at >= 0:
            rest = plain[at + len(beginning) :]
            return plain[at : at + len(beginning)] + rest[: len(rest) - len(rest.lstrip("abcdefghijklmnopqrstuvwxyz-"))]
    return ""


def registration(evidence: Iterable[Evidence]) -> tuple[Line, ...]:
    """Return what is told of registering a party or an organisation: denials, and statements whose quote speaks of it."""
    words = rules()["registration"]["words"]
    found = []
    for one in sorted(evidence, key=text_order):
        denial = isinstance(one.statement, Act) and one.statement.type is ActType.DENIAL_OF_REGISTRATION
        other_step = not isinstance(one.statement, Proceeding) or one.statement.step is Step.OTHER
        if denial or (other_step and any(f" {word}" in f" {fold(one.statement.quote.text)}" for word in words)):
            found.append(Line(evidence=(one,)))
    return tuple(sorted(found, key=lambda line: not isinstance(line.statement, Act)))
