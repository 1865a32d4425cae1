"""Which rights a ban, an act, a charge or a step bears on, by rules that are data. "Bears on" is all that is ever said."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from khronika.docket.bans import Ban
from khronika.docket.charges import ChargeLine
from khronika.docket.lines import Line, text_order
from khronika.docket.steps import HAPPENED
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.folding import fold
from khronika.vocabulary.statement import Act, Assessment, Proceeding
from khronika.vocabulary.terms import Modality, Outcome

REFUSED = frozenset({Outcome.POSTPONED, Outcome.REFUSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class RightLine(Line):
    """A right that something bears on. ``source`` is a ban, an act, a charge, a step, a penalty or an assessment.

    ``word`` is what in it makes it so. ``iccpr`` is empty for what the Covenant does not know.
    """

    right: str
    iccpr: str
    udhr: str
    comment: str
    because: str
    source: str
    word: str

    @property
    def articles(self) -> str:
        """The articles, with the General Comment if there is one."""
        comment = f"General Comment {self.comment}" if self.comment else ""
        covenant = f"ICCPR {self.iccpr}" if self.iccpr else ""
        return ", ".join(part for part in (covenant, f"UDHR {self.udhr}", comment) if part)


@cache
def rules() -> dict[str, Any]:
    """Return what ``bearing.toml`` says."""
    return tomllib.loads((files("khronika.docket") / "bearing.toml").read_text("utf-8"))


def rights(
    bans: Sequence[Ban], charges: Sequence[ChargeLine], evidence: Iterable[Evidence], around: Iterable[Evidence] = ()
) -> tuple[RightLine, ...]:
    """Return the rights touched, in the order of the rules, each once for each ban, charge and kind of thing told.

    ``evidence`` is about the people of a case; of what is told ``around`` them only assessments count.
    """
    kinds = told_kinds(evidence)
    found_by = [one for one in sorted(around, key=text_order) if isinstance(one.statement, Assessment)]
    found: list[RightLine] = []
    for rule in rules()["right"]:
        for ban in bans:
            hits = [(word, a.evidence) for a in ban.activities if (word := matched(a.text, rule["activities"]))]
            told = tuple(dict.fromkeys(one for _, ones in hits for one in ones))
            found += bearing(rule, "ban", hits[0][0] if hits else "", told)
        for charge in charges:
            found += bearing(rule, "charge", matched(charge.charge.offence, rule["offences"]), charge.evidence)
        for (source, kind), ones in kinds.items():
            word = kind.replace("_", " ") if kind in rule.get(KEYS[source], ()) else ""
            found += bearing(rule, source, word, tuple(ones))
        for one in found_by:
            found += bearing(rule, "assessment", found_word(rule, one), (one,))
    return tuple(found)


def found_word(rule: dict[str, Any], one: Evidence) -> str:
    """Return the word of an assessment by which it bears on a rule's right; empty if there is none."""
    assessment = one.statement
    if not isinstance(assessment, Assessment) or assessment.modality is Modality.DENIED:
        return ""
    if rule.get("about") and not matched(assessment.about, rule["about"]):
        return ""
    return matched(f"{assessment.about} {assessment.finding}", rule.get("findings", ()))


KEYS = {"act": "acts", "step": "steps", "penalty": "penalties"}


def told_kinds(evidence: Iterable[Evidence]) -> dict[tuple[str, str], list[Evidence]]:
    """Return the types of acts, steps and penalties that are told, not denied or only planned, with what tells them."""
    found: dict[tuple[str, str], list[Evidence]] = {}
    for one in sorted(evidence, key=text_order):
        match one.statement:
            case Act(type=kind) as act if act.modality is not Modality.DENIED:
                found.setdefault(("act", kind.value), []).append(one)
            case Proceeding() as step if step.modality in HAPPENED and step.outcome not in REFUSED:
                found.setdefault(("step", step.step.value), []).append(one)
                for penalty in dict.fromkeys(penalty.type for penalty in step.penalties if not penalty.suspended):
                    found.setdefault(("penalty", penalty.value), []).append(one)
            case _:
                pass
    return found


def bearing(rule: dict[str, Any], source: str, word: str, evidence: tuple[Evidence, ...]) -> list[RightLine]:
    """Return the line of a rule that applies, or nothing if no word makes it so."""
    if not word:
        return []
    own = {"step": "because_step", "penalty": "because_step", "assessment": "because_finding"}.get(source, "because")
    line = RightLine(
        evidence=evidence,
        computed="rule",
        right=rule["name"],
        iccpr=rule["iccpr"],
        udhr=rule["udhr"],
        comment=rule["comment"],
        because=rule.get(own, rule["because"]),
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
