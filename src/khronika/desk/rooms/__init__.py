"""The rooms of the desk: what each page asks of the record, and what it shows."""
