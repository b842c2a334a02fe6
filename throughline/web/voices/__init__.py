"""Who was heard, what they said and what came of it."""
