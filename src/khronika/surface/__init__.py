"""Values become words for the terminal."""
