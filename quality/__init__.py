"""How well the house reads and tells people apart, measured: scripts that print their figures."""
