"""Inspections, audits and reviews: their recommendations, and the lessons drawn from them."""
