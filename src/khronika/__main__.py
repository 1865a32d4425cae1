"""``python -m khronika`` is the command."""

from khronika.cli import main

main()
