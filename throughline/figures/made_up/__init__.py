"""A nation that never was: people, what extracts write of them, and offences, with the truth known."""
