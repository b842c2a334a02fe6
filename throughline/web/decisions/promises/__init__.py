"""Actions: pages and forms of the promises to act."""
