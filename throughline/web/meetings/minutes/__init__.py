"""The minutes of one meeting, from the first paragraph to a correction."""
