"""Which of its own rules a body kept."""
