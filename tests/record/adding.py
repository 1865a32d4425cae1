"""Adds invented reports to a chronicle, for tests that interrupt it: FOLDER FIRST LAST; says when it begins."""

import sys
from pathlib import Path

from khronika.record.chronicle import open_chronicle
from tests.record.invented import add

if __name__ == "__main__":
    folder, first, last = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    opened = open_chronicle(folder)
    sys.stdout.write("begin\n")
    sys.stdout.flush()
    new = sum(add(opened, number) for number in range(first, last + 1))
    sys.stdout.write(f"{new}\n")
