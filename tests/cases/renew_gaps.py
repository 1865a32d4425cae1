"""Renew `gaps.toml`: drop what came right; with ``--new`` also list what went wrong, for somebody to give the reason.

``python -m tests.cases.renew_gaps``. Read the difference before you keep it: a new gap is a fault until it is understood.
"""

import json
import sys
import tomllib
from collections import Counter

from khronika.vocabulary.rulings import NO_RULINGS
from tests.cases.facts import told_facts, true_facts
from tests.cases.telling import CASES, HERE, decided_by_people, people_decided, read_by_program, truth

GAPS = HERE / "gaps.toml"
HEAD = """# What the dockets of the invented cases do not tell yet, or tell wrongly, a line for each fact. Never mended by changing the
# truth: once a fact is right, its line must go (python -m tests.cases.renew_gaps).
"""


def main() -> None:
    """Write the file."""
    listed = tomllib.loads(GAPS.read_text("utf-8")).get("gap", [])
    reasons = {
        (g["way"], g["case"], kind, g[kind]): g["reason"] for g in listed for kind in ("missing", "wrong") if kind in g
    }
    written, fresh = [HEAD.rstrip("\n")], 0
    for way, source in (("decided", decided_by_people), ("read", read_by_program)):
        for case in CASES:
            rulings = people_decided(case) if way == "decided" else NO_RULINGS
            told, true = Counter(told_facts(source(case), truth(case), rulings)), true_facts(truth(case))
            wrong = [("missing", fact) for fact in dict.fromkeys(true) if told[fact] != 1]
            wrong += [("wrong", fact) for fact in told if fact not in true]
            for kind, fact in wrong:
                reason = reasons.get((way, case, kind, fact), "")
                fresh += not reason
                if reason or "--new" in sys.argv:
                    lines = {"way": way, "case": case, kind: fact, "reason": reason or "not looked into yet"}
                    said = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in lines.items()]
                    written.append("\n".join(("", "[[gap]]", *said)))
    GAPS.write_text("\n".join(written) + "\n", "utf-8")
    sys.stdout.write(
        f"{len(written) - 1} gaps, {fresh} of them new{'' if '--new' in sys.argv else ' and not listed'}\n"
    )


if __name__ == "__main__":
    main()
