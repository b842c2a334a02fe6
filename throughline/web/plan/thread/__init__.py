"""The thread of an objective, on one page and as a paper."""
