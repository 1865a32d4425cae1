"""Statements become cases: who was tried for what, what is in force on a day, who counted how many.

``cases`` brings together what documents tell of the same people, ``find_case`` finds one by a name, ``docket`` is a case on
a day, ``bans`` the restrictions of all cases. Pure functions on ``Evidence``; they know no record and no web.
"""

from khronika.docket.assembly import Docket, docket
from khronika.docket.bans import Ban, bans
from khronika.docket.cases import Case, cases
from khronika.docket.finding import find_case

__all__ = ["Ban", "Case", "Docket", "bans", "cases", "docket", "find_case"]
