"""Statements become cases: who was tried for what, what is in force on a day, who counted how many."""
