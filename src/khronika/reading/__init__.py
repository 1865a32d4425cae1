"""Documents become statements, each with its quote."""

from khronika.reading.reader import READER, VERSION, Reading, read

__all__ = ["READER", "VERSION", "Reading", "read"]
