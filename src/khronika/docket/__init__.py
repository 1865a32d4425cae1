"""Statements become cases: who was tried for what, what is in force on a day, who counted how many.

``cases`` brings together what documents tell of the same people, ``find_case`` finds one by a name, ``docket`` is a case on
a day, ``bans`` the restrictions of all cases; ``CaseIndex`` keeps what was worked out for whoever asks often. Pure functions
on ``Evidence`` and on what people decided (``Rulings``); they know no record and no web.
"""

from khronika.docket.assembly import Docket, docket
from khronika.docket.bans import Ban, bans
from khronika.docket.cases import Case, cases
from khronika.docket.finding import find_case, find_cases
from khronika.docket.index import CaseIndex

__all__ = ["Ban", "Case", "CaseIndex", "Docket", "bans", "cases", "docket", "find_case", "find_cases"]
