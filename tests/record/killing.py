"""Imports all that ``khronika add`` needs once, and then begins an ``add`` in a process of its own for each line told.

A line is, as JSON, where the passphrase is and the arguments of the command. Answered are the number of the process and, once it has ended, how. The
passphrase of an encrypted chronicle is not stretched here; all else is the command as users run it.
"""

import json
import os
import sys

from khronika.cli import main
from khronika.documents import document_from
from khronika.reading import read
from khronika.record import captures, keys, verification  # noqa: F401 - so that each process has them
from tests.record import quick_keys

if __name__ == "__main__":
    setattr(keys, "passphrase", quick_keys)  # noqa: B010 - the module does not export it
    if len(sys.argv) > 1:
        quick_keys.use(sys.argv[1])
    read(document_from(b"On 2 May 2024 a court in Osh convicted Bakyt Toktogulov of fraud.", "first.txt"))
    while line := sys.stdin.readline():
        process = os.fork()
        if not process:
            quiet = os.open(os.devnull, os.O_RDWR)
            for descriptor in (0, 1):
                os.dup2(quiet, descriptor)
            os.environ["KHRONIKA_PASSPHRASE_FILE"], *arguments = json.loads(line)
            main(arguments)
        sys.stdout.write(f"{process}\n")
        sys.stdout.flush()
        sys.stdin.readline()  # until it is asked how it ended, nobody else gets its number
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])}\n")
        sys.stdout.flush()
