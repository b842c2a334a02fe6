"""Success measures against their planned quarters: what was planned, what came, what is still needed."""
