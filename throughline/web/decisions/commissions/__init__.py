"""Work that one body asks of another."""
