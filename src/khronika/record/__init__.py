"""What a chronicle holds: originals, statements and decisions, kept in a log that is only ever added to."""
