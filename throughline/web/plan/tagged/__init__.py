"""The plan by what it is filed under, and by who answers for it."""
