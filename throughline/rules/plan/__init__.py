"""The delivery plan: its lines, its files, its linter, its dates and its trajectories."""
