"""Reviewing in a terminal: one statement at a time, with its paragraph, until all are decided."""
