"""Whose name it is: names across alphabets, candidates, and matches that say why."""
