"""Scorecards for the public: composed by one person, released by two others."""
