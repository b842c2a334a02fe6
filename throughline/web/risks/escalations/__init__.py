"""What is asked of a board above or outside: each request, its clock and its answers."""
