"""Numbers of people told by the rows of a table: who counts, or where, how many, as of which day."""

from collections.abc import Iterator

from khronika.reading.passage import Passage
from khronika.reading.quotes import quote
from khronika.reading.table_cells import Row
from khronika.vocabulary.statement import AUTHOR, Toll
from khronika.vocabulary.terms import Bound, Measure

COUNTED = tuple(
    m
    for m in Measure
    if m in {Measure.KILLED, Measure.INJURED, Measure.DETAINED, Measure.DISAPPEARED, Measure.DISPLACED}
)


def row_tolls(passage: Passage, row: Row) -> Iterator[Toll]:
    """Yield a toll for each number of people in a row that tells who counts them or where."""
    source, place, day = row.cell("source"), row.cell("place"), row.cell("as_of", "date")
    if source is None and place is None:
        return
    dates = passage.dates_in(day.start, day.end) if day is not None else ()
    for measure in COUNTED:
        cell = row.cell(measure.value)
        if cell is None:
            continue
        number = next((n for n in passage.numbers if cell.start <= n.start and n.end <= cell.end), None)
        if number is None:
            continue
        yield Toll(
            document=passage.document.id,
            quote=quote(passage.text, row.block.start, row.block.end),
            asserted_by=" ".join(source.text.split()) if source is not None else AUTHOR,
            inferred=("measure", "who"),
            reasons={"measure": "the heading of the column"},
            measure=measure,
            count=number.value,
            bound=number.bound or Bound.EXACTLY,
            who="people",
            date=dates[0].value if dates else "",
            place=" ".join(place.text.split()) if place is not None else "",
        )
