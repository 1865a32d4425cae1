"""A table in the inbox: what its columns mean is drafted, corrected, tried on its first rows, and then taken so."""

import tomllib
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render

from khronika.desk.models import Role
from khronika.desk.open_on import desk
from khronika.desk.rooms.inbox import lying
from khronika.desk.safety import needs
from khronika.desk.takings import drafted, worker
from khronika.desk.trays import tray_of
from khronika.documents.opening import stem
from khronika.documents.tables import Table, raw_rows, read_table
from khronika.errors import KhronikaError
from khronika.reading.imported import read_mapping
from khronika.surface.importing import Told, read_rows
from khronika.surface.words import joined, summary, when

SHOWN = 3  # rows that are shown as statements
TRIED = 2000  # rows that are tried; a page must not wait for a hundred thousand


@needs(Role.RESEARCHER)
def table(request: HttpRequest, batch: str, file: str) -> HttpResponseBase:
    """Show the mapping of a table; draft it anew, try it, or import the table by it."""
    item, tray = lying(batch, file), tray_of(desk.chronicle)
    label = tray.label(batch)
    if file not in label.tables:
        raise Http404
    text = request.POST.get("mapping", label.tables[file]).replace("\r\n", "\n")
    told: dict[str, Any] = {"item": item}
    if request.method == "POST":
        with tray.changing(batch) as now:
            now.tables[file] = text  # whatever is wrong with it, what was written is kept
    data = tray.read(batch, file)
    try:
        if "draft" in request.POST:
            text = drafted(data, item.name, sheet_in(text))
            with tray.changing(batch) as now:
                now.tables[file] = text
        elif "try" in request.POST or "import" in request.POST:
            told["tried"] = tried(data, item.name, text)
            if "import" in request.POST:
                with tray.changing(batch) as now:
                    now.ready.append(file)
                    now.aside.pop(file, None)
                worker.wake.set()
                messages.success(request, f"{item.name} is being imported now.")
                return redirect("inbox")
    except KhronikaError as error:
        told["error"] = str(error)
    told |= {"mapping": text, "head": head(data, item.name, text), "rows": len(text.splitlines()) + 3}
    return render(request, "desk/table.html", told)


def sheet_in(text: str) -> str:
    """Return the sheet that a mapping names, as far as it can be read."""
    try:
        return str(tomllib.loads(text).get("sheet", ""))
    except tomllib.TOMLDecodeError:
        return ""


def head(data: bytes, name: str, text: str) -> list[list[str]]:
    """Return the first lines of a table as they stand; none if it cannot be read."""
    found = []
    try:
        for _, cells in raw_rows(data, name, sheet=sheet_in(text)):
            found.append([cell[:60] for cell in cells])
            if len(found) > SHOWN:
                break
    except KhronikaError:
        return []
    return found


def tried(data: bytes, name: str, text: str) -> dict[str, Any]:
    """Return what a mapping makes of the first rows, and what would be set aside. Raises KhronikaError."""
    meaning = read_mapping(text.encode(), "mapping")
    whole = read_table(data, name, sheet=meaning.sheet, heading=meaning.heading)
    meaning.expect(whole.columns, "mapping")
    rows: Table = replace(whole, rows=whole.rows[:TRIED])
    told = Told(aside=list(rows.aside))
    read = list(read_rows(rows, meaning, name, stem(name), told))
    shown = [
        (one.document.filename, [(x.kind.value, joined(when(x), summary(x)), x.quote.text) for x in one.statements])
        for one in read[:SHOWN]
    ]
    return {
        "shown": shown,
        "taken": len(read),
        "statements": sum(len(one.statements) for one in read),
        "aside": sorted(told.aside),
        "twice": sorted(told.twice),
        "of": len(rows.rows),
        "all": len(whole.rows),
    }
