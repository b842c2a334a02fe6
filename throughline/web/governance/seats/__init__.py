"""Seats, posts, people and organisations."""
